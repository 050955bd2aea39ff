"""What permanence a child had before."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import COUNCILS
from holdfast.sources.ssda903.layout import EPISODES, PREVIOUS_PERMANENCE

RULES = (
    Rule(
        "630",
        (
            Breach(
                EPISODES,
                "The child began to be looked after in the year, and the previous "
                "permanence option is not complete.",
                "RNE = 'S' and DECOM >= YearStart",
                without=Other(
                    PREVIOUS_PERMANENCE,
                    where="other.PREV_PERM = 'Z1' or (given(other.PREV_PERM) and "
                    "given(other.LA_PERM) and given(other.DATE_PERM))",
                ),
            ),
        ),
        fix="Complete it; Z1 where there was none.",
    ),
    Rule(
        "631",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The previous permanence option is no code.",
                "invalid(PREV_PERM)",
            ),
        ),
        fix="Enter P1 to P4, or Z1.",
    ),
    Rule(
        "632",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The day of the order is no day, or not before the child was looked after.",
                "ORDER_INVALID or ORDER_LATEST >= FIRST_DECOM",
            ),
        ),
        fix="Correct the day; write unknown parts as ZZ or ZZZZ.",
        reading="The latest day that it may be is compared; an order in an unknown year"
        " passes. The first episode of this year's file.",
    ),
    Rule(
        "633",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The council where it was arranged is no code.",
                f"LA_PERM not in {COUNCILS}",
            ),
        ),
        fix="Enter the council's number, 999 where it is not known, or WAL, SCO, NIR, NUK.",
        reading="The numbers of English councils since 1998, those since abolished and "
        "those made since 2019 among them.",
    ),
    Rule(
        "634",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "A previous permanence option is given, and the child has been looked "
                "after since before April 2016.",
                "(given(PREV_PERM) or given(LA_PERM) or given(DATE_PERM)) and "
                "LAST_DECOM < Begin2016",
            ),
        ),
        fix="Take it out.",
        reading="Against 1 April 2016, as the text has it; the open validator takes the"
        " start of the year.",
    ),
    Rule(
        "635",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "A council or a day is given, and no previous permanence option.",
                "(given(LA_PERM) or given(DATE_PERM)) and (missing(PREV_PERM) or PREV_PERM = 'Z1')",
            ),
        ),
        fix="Take them out, or correct the option.",
    ),
)
