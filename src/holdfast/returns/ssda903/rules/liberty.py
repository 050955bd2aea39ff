"""Orders that deprive a child of liberty (from 2026/27)."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.worked_out.turns import PERIODS
from holdfast.sources.ssda903.layout import DOLO, DOLO_LAST, EPISODES

RULES = (
    Rule(
        "700",
        (
            Breach(
                DOLO,
                "The day the order began is missing or no day.",
                "missing(DOLO_START) or unreadable(DOLO_START)",
            ),
        ),
        fix="Enter the day.",
    ),
    Rule(
        "701",
        (
            Breach(
                DOLO,
                "The day the order ended is no day.",
                "unreadable(DOLO_END)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "702",
        (
            Breach(
                DOLO,
                "The order ended before it began.",
                "DOLO_END < DOLO_START",
            ),
        ),
        fix="Correct one of the two days.",
        reading="The same day passes, as the text has it.",
    ),
    Rule(
        "703",
        (
            Breach(
                DOLO,
                "The order began after the year ended.",
                "DOLO_START > YearEnd",
            ),
        ),
        fix="Correct the day, or leave it for next year's return.",
    ),
    Rule(
        "704",
        (
            Breach(
                DOLO,
                "The order ended outside the year.",
                "DOLO_END < YearStart or DOLO_END > YearEnd",
            ),
        ),
        fix="Correct the day, or leave it for the return of its year.",
    ),
    Rule(
        "705",
        (
            Breach(
                DOLO,
                "The order began while the one before had not ended.",
                "BEFORE_OPEN or BEFORE_END > DOLO_START",
            ),
        ),
        fix="End the earlier one first.",
    ),
    Rule(
        "706",
        (
            Breach(
                DOLO_LAST,
                "Last year ended with an order, and this year does not begin with it.",
                "given(DOLO_START) and missing(DOLO_END)",
                without=Other(DOLO, where="other.DOLO_START = DOLO_START"),
            ),
        ),
        fix="Begin this year with the same order, or end it in last year's return.",
    ),
    Rule(
        "707",
        (
            Breach(
                DOLO,
                "The order lies in no period of care, or goes on after care ended.",
                "EPISODES > 0 and given(DOLO_START)",
                without=Other(
                    PERIODS.table,
                    where="other.PERIOD_START <= DOLO_START and ((missing(DOLO_END) and "
                    "other.PERIOD_END is null) or (DOLO_END >= other.PERIOD_START and "
                    "(other.PERIOD_END is null or DOLO_END <= other.PERIOD_END)))",
                ),
            ),
        ),
        fix="Enter the day it ended, or correct the episodes.",
    ),
    Rule(
        "708",
        (
            Breach(
                DOLO,
                "The order began before the child was born.",
                "DOLO_START < HEADER_DOB",
            ),
        ),
        fix="Correct the day or the date of birth.",
        reading="The day of birth itself passes, as the text has it.",
    ),
    Rule(
        "709",
        (
            Breach(
                DOLO,
                "While the order ran the child was in a placement in which that is not expected.",
                "(missing(other.DEC) or DOLO_START < other.DEC) and (missing(DOLO_END) "
                "or DOLO_END > other.DECOM) and (missing(other.PLACE) or other.PLACE "
                "not in ('K2', 'Z12', 'Z13', 'K1', 'P1', 'R5', 'K3'))",
                another=Other(EPISODES),
            ),
        ),
        fix="Correct the placement or the days, or explain.",
        query=True,
        reading="An open order is tested as well, and one that only touches an episode "
        "on a day is not. What no order may be in is told by 710. The open "
        "validator fails inside on this rule.",
    ),
    Rule(
        "710",
        (
            Breach(
                DOLO,
                "While the order ran the child was in a placement that such an order "
                "cannot be for.",
                "(missing(other.DEC) or DOLO_START < other.DEC) and (missing(DOLO_END) "
                "or DOLO_END > other.DECOM) and other.PLACE in ('K1', 'P1', 'R5', 'K3')",
                another=Other(EPISODES),
            ),
        ),
        fix="Correct the placement or the days.",
        reading="The open validator fails inside on this rule.",
    ),
)
