"""Times for which a child was missing or away."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.worked_out.turns import PERIODS
from holdfast.sources.ssda903.layout import EPISODES, MISSING, MISSING_LAST

RULES = (
    Rule(
        "1004",
        (
            Breach(
                MISSING,
                "The day it began is missing or no day.",
                "missing(MIS_START) or unreadable(MIS_START)",
            ),
        ),
        fix="Enter the day.",
    ),
    Rule(
        "1005",
        (
            Breach(
                MISSING,
                "The day it ended is no day.",
                "unreadable(MIS_END)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "1006",
        (
            Breach(
                MISSING,
                "Whether the child was missing or away is no code.",
                "invalid(MISSING)",
            ),
        ),
        fix="Enter M or A.",
    ),
    Rule(
        "564",
        (
            Breach(
                MISSING,
                "The child was missing or away, and the day it began is missing.",
                "MISSING in ('M', 'A') and missing(MIS_START)",
            ),
        ),
        fix="Enter the day.",
    ),
    Rule(
        "565",
        (
            Breach(
                MISSING,
                "A day on which it began is given, and not whether the child was missing or away.",
                "given(MIS_START) and missing(MISSING)",
            ),
        ),
        fix="Enter M or A.",
    ),
    Rule(
        "566",
        (
            Breach(
                MISSING,
                "A day on which it ended is given, and not whether the child was missing or away.",
                "given(MIS_END) and missing(MISSING)",
            ),
        ),
        fix="Enter M or A.",
    ),
    Rule(
        "567",
        (
            Breach(
                MISSING,
                "It ended before it began.",
                "MIS_START > MIS_END",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "570",
        (
            Breach(
                MISSING,
                "It began after the year ended.",
                "MIS_START > YearEnd",
            ),
        ),
        fix="Correct the day, or leave it for next year's return.",
    ),
    Rule(
        "571",
        (
            Breach(
                MISSING,
                "It ended outside the year.",
                "MIS_END < YearStart or MIS_END > YearEnd",
            ),
        ),
        fix="Correct the day, or leave it for the return of its year.",
    ),
    Rule(
        "574",
        (
            Breach(
                MISSING,
                "It began while the time before had not ended.",
                "BEFORE_OPEN or BEFORE_END > MIS_START",
            ),
        ),
        fix="End the earlier one, or join the two.",
        reading="Ordered by the day it began.",
    ),
    Rule(
        "575",
        (
            Breach(
                MISSING,
                "The placement from which the child went has ended, and this has not.",
                "missing(MIS_END) and MIS_START >= other.DECOM and MIS_START <= other.DEC",
                another=Other(EPISODES),
            ),
        ),
        fix="Enter the day it ended.",
    ),
    Rule(
        "576",
        (
            Breach(
                MISSING_LAST,
                "Last year ended with the child missing or away, and this year does not"
                " begin with it.",
                "given(MIS_START) and missing(MIS_END)",
                without=Other(MISSING, where="other.MIS_START = MIS_START"),
            ),
        ),
        fix="Begin this year with the same time, or end it in last year's return.",
        reading="A child without a row this year is found too; the open validator leaves it out.",
    ),
    Rule(
        "577",
        (
            Breach(
                MISSING,
                "It lies in no period of care, or goes on after care ended.",
                "EPISODES > 0 and given(MIS_START)",
                without=Other(
                    PERIODS.table,
                    where="other.PERIOD_START <= MIS_START and ((missing(MIS_END) and "
                    "other.PERIOD_END is null) or (MIS_END >= other.PERIOD_START and "
                    "(other.PERIOD_END is null or MIS_END <= other.PERIOD_END)))",
                ),
            ),
        ),
        fix="Enter the day it ended, or correct the episodes.",
        reading="Found where no period of care holds all of it: an open one needs a "
        "period that still runs.",
    ),
    Rule(
        "578",
        (
            Breach(
                MISSING,
                "It began when the child was not looked after.",
                "EPISODES > 0 and MIS_START is not null",
                without=Other(
                    PERIODS.table,
                    where="MIS_START >= other.PERIOD_START and (other.PERIOD_END is null or "
                    "MIS_START <= other.PERIOD_END)",
                ),
            ),
        ),
        fix="Correct the day, or the episodes.",
        reading="A start on the day care ended passes.",
    ),
    Rule(
        "580",
        (
            Breach(
                EPISODES,
                "The young person turned 18 while missing, and the reason the episode "
                "ceased is not E8.",
                "DEC = B18 and REC is distinct from 'E8' and other.MIS_END = DEC",
                another=Other(MISSING),
            ),
        ),
        fix="Enter E8.",
        reading="The text is general; what can be told is who turns 18 while missing.",
    ),
    Rule(
        "581",
        (
            Breach(
                MISSING,
                "The child was missing or away before being looked after, or between episodes.",
                "EPISODES > 0 and MIS_START is not null",
                without=Other(
                    EPISODES,
                    where="MIS_START >= other.DECOM and (missing(other.DEC) or MIS_START <= "
                    "other.DEC)",
                ),
            ),
        ),
        fix="Correct the day, or the episodes.",
        reading="Found where it began in no episode.",
    ),
    Rule(
        "586",
        (
            Breach(
                MISSING,
                "The child was missing or away before being born.",
                "MIS_START < HEADER_DOB or MIS_END < HEADER_DOB",
            ),
        ),
        fix="Correct the day or the date of birth.",
        reading="The day of birth itself passes; the open validator finds it.",
    ),
)
