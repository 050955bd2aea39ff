"""Decisions that a child should be placed for adoption."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import ADOPTED, ADOPTIVE
from holdfast.sources.ssda903.layout import EPISODES, PLACED_ADOPTION, PLACED_ADOPTION_LAST

RULES = (
    Rule(
        "115",
        (
            Breach(
                PLACED_ADOPTION,
                "The day of the decision is no day.",
                "unreadable(DATE_PLACED)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "116",
        (
            Breach(
                PLACED_ADOPTION,
                "The day the decision was reversed is no day.",
                "unreadable(DATE_PLACED_CEASED)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "117",
        (
            Breach(
                PLACED_ADOPTION,
                "A decision lies after the year, or after the child ceased to be looked after.",
                "DATE_PLACED > YearEnd or DATE_PLACED_CEASED > YearEnd or DATE_PLACED >"
                " LEFT_ON or DATE_PLACED_CEASED > LEFT_ON",
            ),
        ),
        fix="Correct the day.",
    ),
    Rule(
        "118",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was reversed before the year, or before the child was looked after.",
                "DATE_PLACED_CEASED < YearStart or DATE_PLACED_CEASED < FIRST_CARE",
            ),
        ),
        fix="Correct the day.",
    ),
    Rule(
        "119",
        (
            Breach(
                PLACED_ADOPTION,
                "The day or the reason of the reversal is given without the other.",
                "given(DATE_PLACED_CEASED) <> given(REASON_PLACED_CEASED)",
            ),
        ),
        fix="Complete both.",
    ),
    Rule(
        "120",
        (
            Breach(
                PLACED_ADOPTION,
                "The reason for the reversal is no code.",
                "invalid(REASON_PLACED_CEASED)",
            ),
        ),
        fix="Enter RD1 to RD4.",
    ),
    Rule(
        "184",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was made before the child was born, or the date of birth "
                "is not known.",
                "given(DATE_PLACED) and (DATE_PLACED < HEADER_DOB or HEADER_DOB is null)",
            ),
        ),
        fix="Correct one of the two days.",
        reading="A child without a date of birth in Header is found too.",
    ),
    Rule(
        "522",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was reversed before it was made.",
                "DATE_PLACED_CEASED < DATE_PLACED",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "563",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was reversed, and the day it was made is missing.",
                "given(DATE_PLACED_CEASED) and given(REASON_PLACED_CEASED) and "
                "missing(DATE_PLACED)",
            ),
        ),
        fix="Enter the day.",
    ),
    Rule(
        "579",
        (
            Breach(
                PLACED_ADOPTION,
                "A decision was made while the one before it stood.",
                "BEFORE_OPEN or BEFORE_END > DATE_PLACED",
            ),
        ),
        fix="End the earlier one first.",
    ),
    Rule(
        "583",
        (
            Breach(
                PLACED_ADOPTION,
                "There are several decisions, and an earlier one was not reversed.",
                "IS_LATEST is false and missing(DATE_PLACED_CEASED)",
            ),
        ),
        fix="Enter when the earlier one was reversed, or take it out.",
        query=True,
        reading="Ordered by the days; the open validator orders them as text.",
    ),
    Rule(
        "1003",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was made before the child was looked after.",
                "DATE_PLACED < FIRST_EVER_START",
            ),
        ),
        fix="Correct one of the two days.",
        reading="The first start of care in the files that were given, last year's among them.",
    ),
    Rule(
        "551",
        (
            Breach(
                EPISODES,
                "The child is placed for adoption, and there is no day of the decision.",
                f"PLACE in {ADOPTIVE}",
                without=Other(PLACED_ADOPTION, where="given(other.DATE_PLACED)"),
            ),
        ),
        fix="Add the decision.",
        reading="One row with a day is enough.",
    ),
    Rule(
        "552",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision is later than the day the child was placed for adoption.",
                "DATE_PLACED > FIRST_ADOPTIVE and IS_LATEST",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "553",
        (
            Breach(
                EPISODES,
                "There is a placement order, and no decision for adoption.",
                "LS = 'E1'",
                without=Other(PLACED_ADOPTION, where="given(other.DATE_PLACED)"),
            ),
            Breach(
                PLACED_ADOPTION,
                "The decision was reversed, and a placement order still runs.",
                "(given(DATE_PLACED_CEASED) or given(REASON_PLACED_CEASED)) and "
                "other.LS = 'E1' and missing(other.DEC)",
                another=Other(EPISODES),
            ),
        ),
        fix="Add the decision.",
        reading="The second half is no part of the text: a decision that was reversed "
        "while a placement order runs.",
    ),
    Rule(
        "554",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision is later than the placement order.",
                "DATE_PLACED > FIRST_ORDER",
            ),
        ),
        fix="Correct one of the two days.",
        reading="The first placement order in this year's file.",
    ),
    Rule(
        "557",
        (
            Breach(
                EPISODES,
                "The child left care without being adopted, and the decision for "
                "adoption was not reversed.",
                f"(PLACE in {ADOPTIVE} or LS = 'E1') and REC not in ('X1', 'E11', 'E12')",
                without=Other(
                    PLACED_ADOPTION,
                    where="given(other.DATE_PLACED_CEASED) and given(other.REASON_PLACED_CEASED)",
                ),
            ),
        ),
        fix="Enter when and why it was reversed.",
    ),
    Rule(
        "558",
        (
            Breach(
                EPISODES,
                "The child was adopted, and no decision for adoption stands.",
                f"REC in {ADOPTED} and given(other.DATE_PLACED_CEASED)",
                another=Other(PLACED_ADOPTION),
                without=Other(PLACED_ADOPTION, where="missing(other.DATE_PLACED_CEASED)"),
            ),
        ),
        fix="Take out the reversal, or add the decision that stands.",
        reading="Every decision of the child was reversed: one that stands is enough.",
    ),
    Rule(
        "559",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision was made before this year, and is not in last year's return.",
                "DATE_PLACED < YearStart",
                without=Other(PLACED_ADOPTION_LAST, where="given(other.DATE_PLACED)"),
            ),
        ),
        fix="Correct the day, or last year's return.",
    ),
    Rule(
        "560",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision is of another day than last year, and last year's was not reversed.",
                "given(other.DATE_PLACED) and missing(other.DATE_PLACED_CEASED) and "
                "(DATE_PLACED <> other.DATE_PLACED or missing(DATE_PLACED))",
                another=Other(PLACED_ADOPTION_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "561",
        (
            Breach(
                PLACED_ADOPTION,
                "The decision is last year's, and last year's was reversed.",
                "DATE_PLACED = other.DATE_PLACED and (given(other.DATE_PLACED_CEASED) "
                "or given(other.REASON_PLACED_CEASED))",
                another=Other(PLACED_ADOPTION_LAST),
            ),
        ),
        fix="Enter the day of the new decision, or correct last year's return.",
    ),
    Rule(
        "584",
        (
            Breach(
                PLACED_ADOPTION,
                "Last year's decision was reversed, and this year's is no later one.",
                "(given(other.DATE_PLACED_CEASED) or given(other.REASON_PLACED_CEASED))"
                " and (DATE_PLACED <= other.DATE_PLACED or missing(DATE_PLACED))",
                another=Other(PLACED_ADOPTION_LAST),
            ),
        ),
        fix="Enter the day of the new decision.",
        reading="Compared as days; the open validator compares them as text.",
    ),
)
