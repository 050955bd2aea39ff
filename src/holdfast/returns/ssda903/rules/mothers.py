"""Mothers and their first child."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import BREAKS, OTHER_LEAVER
from holdfast.sources.ssda903.layout import EPISODES, HEADER, OC3

RULES = (
    Rule(
        "165",
        (
            Breach(
                HEADER,
                "Whether she is a mother is missing, no code, or given for a boy.",
                "(given(MOTHER) and MOTHER not in ('0', '1')) or (given(MOTHER) and SEX"
                " in ('M', '1')) or (SEX in ('F', '2') and missing(MOTHER) and "
                "YEAR_EPISODES > 0)",
            ),
            Breach(
                HEADER,
                "Whether she is a mother is given for a care leaver who was not looked "
                "after in the year.",
                "SEX in ('F', '2') and given(MOTHER) and coalesce(YEAR_EPISODES, 0) = 0"
                f" and {OTHER_LEAVER}",
                another=Other(OC3),
            ),
        ),
        fix="Enter 0 or 1 for a girl who was looked after in the year; leave it empty for a boy.",
        reading="Read with the codes M and F; the open validator still tests 1 and 2.",
    ),
    Rule(
        "171",
        (
            Breach(
                HEADER,
                "The birth date of her first child is no day.",
                "unreadable(MC_DOB)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "174",
        (
            Breach(
                HEADER,
                "The birth date of a mother's child is given for a boy.",
                "SEX in ('M', '1') and given(MC_DOB)",
            ),
        ),
        fix="Take out the date, or correct the sex.",
    ),
    Rule(
        "393",
        (
            Breach(
                HEADER,
                "A girl is looked after, and whether she is a mother is not given.",
                "SEX in ('F', '2') and missing(MOTHER) and CARE_EPISODES > 0",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "607",
        (
            Breach(
                HEADER,
                "She left care in the year, and whether she is a mother is not given.",
                "SEX in ('F', '2') and missing(MOTHER) and other.DEC between YearStart "
                "and YearEnd and other.REC <> 'X1' and (missing(other.LS) or other.LS "
                f"not in {BREAKS})",
                another=Other(EPISODES),
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "611",
        (
            Breach(
                HEADER,
                "She is a mother, and the birth date of her first child is missing.",
                "MOTHER = '1' and missing(MC_DOB)",
            ),
        ),
        fix="Enter the birth date of the child.",
    ),
    Rule(
        "612",
        (
            Breach(
                HEADER,
                "The birth date of a child is given, and she is not said to be a mother.",
                "SEX in ('F', '2') and (missing(MOTHER) or MOTHER = '0') and given(MC_DOB)",
            ),
        ),
        fix="Enter 1, or take out the birth date.",
    ),
    Rule(
        "620",
        (
            Breach(
                HEADER,
                "She is said to be a mother and was under 11 when the year began.",
                "MOTHER = '1' and B11 > YearStart",
            ),
        ),
        fix="Correct the date of birth, or whether she is a mother.",
    ),
    Rule(
        "621",
        (
            Breach(
                HEADER,
                "Her first child was not born after her, or her own date of birth is missing.",
                "given(MC_DOB) and (MC_DOB <= DOB or not given(DOB) or unreadable(DOB) "
                "or unreadable(MC_DOB))",
            ),
        ),
        fix="Correct one of the two dates of birth.",
    ),
    Rule(
        "625",
        (
            Breach(
                HEADER,
                "Her first child was born after the year, or after she ceased to be looked after.",
                "MC_DOB > YearEnd or MC_DOB > LAST_DEC",
            ),
        ),
        fix="Correct the birth date of the child.",
        reading="Against the end of her latest episode; while it is open, against the "
        "end of the year alone.",
    ),
    Rule(
        "628",
        (
            Breach(
                HEADER,
                "Whether she is a mother is given for a care leaver who was not looked after.",
                f"given(MOTHER) and EPISODES is null and {OTHER_LEAVER}",
                another=Other(OC3),
            ),
        ),
        fix="Take it out.",
    ),
)
