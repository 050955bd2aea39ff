"""Adoptions (AD1)."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import ADOPTED, ADOPTIVE, ANY_ADOPTION, FOSTER
from holdfast.sources.ssda903.layout import AD1, EPISODES, PLACED_ADOPTION

RULES = (
    Rule(
        "112",
        (
            Breach(
                AD1,
                "The day of the decision for adoption is no day.",
                "unreadable(DATE_INT)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "113",
        (
            Breach(
                AD1,
                "The day of the match is no day.",
                "unreadable(DATE_MATCH)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "114",
        (
            Breach(
                AD1,
                "Whether the adopter was the foster carer is neither 0 nor 1.",
                "invalid(FOSTER_CARE)",
            ),
        ),
        fix="Enter 0 or 1.",
    ),
    Rule(
        "175",
        (
            Breach(
                AD1,
                "The number of adopters is neither 1 nor 2.",
                "invalid(NB_ADOPTR)",
            ),
        ),
        fix="Enter 1 or 2.",
    ),
    Rule(
        "176",
        (
            Breach(
                AD1,
                "The sex of the adopters is no code.",
                "invalid(SEX_ADOPTR)",
            ),
        ),
        fix="Enter M1, F1, MM, FF or MF.",
    ),
    Rule(
        "177",
        (
            Breach(
                AD1,
                "The legal status of the adopters is no code.",
                "invalid(LS_ADOPTR)",
            ),
        ),
        fix="Enter L0, L11, L12, L2, L3 or L4.",
    ),
    Rule(
        "511",
        (
            Breach(
                AD1,
                "There are two adopters, and the sex of one alone.",
                "NB_ADOPTR = '2' and SEX_ADOPTR in ('M1', 'F1')",
            ),
        ),
        fix="Enter MM, FF or MF, or correct the number.",
    ),
    Rule(
        "514",
        (
            Breach(
                AD1,
                "The adopter is single, and the sex is that of a couple or missing.",
                "LS_ADOPTR = 'L0' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('M1', 'F1'))",
            ),
        ),
        fix="Enter M1 or F1, or correct the status.",
        reading="The text speaks of the number of adopters; their sex is what tells it.",
    ),
    Rule(
        "517",
        (
            Breach(
                AD1,
                "The adopters are unmarried and of different sex, and their sex says "
                "otherwise or is missing.",
                "LS_ADOPTR = 'L3' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('MF'))",
            ),
        ),
        fix="Correct the status or the sex (MF).",
    ),
    Rule(
        "518",
        (
            Breach(
                AD1,
                "The adopters are unmarried and of the same sex, and their sex says "
                "otherwise or is missing.",
                "LS_ADOPTR = 'L4' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('MM', 'FF'))",
            ),
        ),
        fix="Correct the status or the sex (MM, FF).",
    ),
    Rule(
        "519",
        (
            Breach(
                AD1,
                "The adopters are in a civil partnership, and their sex says otherwise "
                "or is missing.",
                "LS_ADOPTR = 'L2' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('MM', "
                "'FF', 'MF'))",
            ),
        ),
        fix="Correct the status or the sex (MM, FF, MF).",
    ),
    Rule(
        "520",
        (
            Breach(
                AD1,
                "The adopters are married and of different sex, and their sex says "
                "otherwise or is missing.",
                "LS_ADOPTR = 'L11' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('MF'))",
            ),
        ),
        fix="Correct the status or the sex (MF).",
    ),
    Rule(
        "524",
        (
            Breach(
                AD1,
                "The adopters are married and of the same sex, and their sex says "
                "otherwise or is missing.",
                "LS_ADOPTR = 'L12' and (missing(SEX_ADOPTR) or SEX_ADOPTR not in ('MM', 'FF'))",
            ),
        ),
        fix="Correct the status or the sex (MM, FF).",
    ),
    Rule(
        "151",
        (
            Breach(
                AD1,
                "Some items of the adoption are given and not all.",
                f"{ANY_ADOPTION} and (missing(DATE_INT) or missing(DATE_MATCH) or "
                "missing(FOSTER_CARE) or missing(NB_ADOPTR) or missing(SEX_ADOPTR) or "
                "missing(LS_ADOPTR))",
            ),
        ),
        fix="Complete all six, or leave all empty.",
    ),
    Rule(
        "333",
        (
            Breach(
                AD1,
                "The decision for adoption is later than the match, or missing.",
                "given(DATE_MATCH) and (DATE_INT > DATE_MATCH or not given(DATE_INT) or"
                " unreadable(DATE_INT))",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "331",
        (
            Breach(
                AD1,
                "The match is later than the day the child was placed with the adopters.",
                f"other.REC in {ADOPTED} and DATE_MATCH > other.DECOM",
                another=Other(EPISODES),
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "334",
        (
            Breach(
                AD1,
                "The decision for adoption is earlier than the start of the latest period of care.",
                "DATE_INT < LAST_START",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "335",
        (
            Breach(
                AD1,
                "Whether the adopter was the foster carer does not agree with the last placement.",
                f"other.REC in {ADOPTED} and ((other.PLACE in ('A3', 'A5') and "
                "FOSTER_CARE = '0') or (other.PLACE in ('A4', 'A6') and FOSTER_CARE = "
                "'1'))",
                another=Other(EPISODES),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "336",
        (
            Breach(
                EPISODES,
                "The child is placed for adoption with the current foster carer, and "
                "was not in a foster placement before.",
                "PLACE in ('A3', 'A5') and IS_FIRST is false and (PREV_PLACE is null or"
                f" (PREV_PLACE not in {ADOPTIVE} and PREV_PLACE not in {FOSTER}))",
            ),
        ),
        fix="Correct one of the two placements.",
        reading="A3 and A5 are the placements with the current foster carer; the open "
        "validator tests A3 and A4.",
    ),
    Rule(
        "521",
        (
            Breach(
                AD1,
                "The decision for adoption is later than the day the child was placed "
                "for adoption.",
                f"other.PLACE in {ADOPTIVE} and DATE_INT > other.DECOM",
                another=Other(EPISODES),
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "523",
        (
            Breach(
                AD1,
                "The two days of the decision for adoption are not the same.",
                "DATE_INT <> other.DATE_PLACED",
                another=Other(PLACED_ADOPTION),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "525",
        (
            Breach(
                AD1,
                "The decision for adoption was reversed, and an adoption is given.",
                f"{ANY_ADOPTION} and given(other.DATE_PLACED_CEASED)",
                another=Other(PLACED_ADOPTION),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "582",
        (
            Breach(
                EPISODES,
                "The child was adopted on the day of the match, which is rare.",
                f"REC in {ADOPTED} and DEC = other.DATE_MATCH",
                another=Other(AD1),
            ),
        ),
        fix="Correct one of the two days, or explain.",
        query=True,
    ),
    Rule(
        "601",
        (
            Breach(
                EPISODES,
                "The child was adopted in the year, and the items of the adoption are "
                "not complete.",
                f"REC in {ADOPTED} and DEC between YearStart and YearEnd",
                without=Other(
                    AD1,
                    where="given(other.DATE_INT) and given(other.DATE_MATCH) and "
                    "given(other.FOSTER_CARE) and given(other.NB_ADOPTR) and "
                    "given(other.SEX_ADOPTR) and given(other.LS_ADOPTR)",
                ),
            ),
        ),
        fix="Complete the child's row of AD1.",
        reading="A child without a row of AD1 is found too; the open validator leaves it out.",
    ),
    Rule(
        "602",
        (
            Breach(
                AD1,
                "The items of an adoption are given, and no episode ended by adoption in the year.",
                f"{ANY_ADOPTION}",
                without=Other(
                    EPISODES,
                    where=f"other.REC in {ADOPTED} and other.DEC between YearStart and YearEnd",
                ),
            ),
        ),
        fix="Correct the episodes, or take out the row.",
    ),
)
