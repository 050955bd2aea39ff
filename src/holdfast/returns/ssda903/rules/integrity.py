"""Every child is in Header, once, and with one date of birth."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.sources.ssda903.layout import (
    AD1,
    EPISODES,
    HEADER,
    MISSING,
    OC2,
    OC3,
    PLACED_ADOPTION,
    PREVIOUS_PERMANENCE,
    REVIEWS,
    UASC,
)

RULES = (
    Rule(
        "INT01",
        (
            Breach(
                AD1,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT02",
        (
            Breach(
                PLACED_ADOPTION,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT03",
        (
            Breach(
                EPISODES,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT04",
        (
            Breach(
                MISSING,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT05",
        (
            Breach(
                OC2,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT06",
        (
            Breach(
                OC3,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT07",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT08",
        (
            Breach(
                REVIEWS,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT09",
        (
            Breach(
                UASC,
                "The child is not in Header.",
                "HEADED is not true",
            ),
        ),
        fix="Add the child to Header, or correct the number.",
    ),
    Rule(
        "INT11",
        (
            Breach(
                AD1,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT12",
        (
            Breach(
                PLACED_ADOPTION,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT13",
        (
            Breach(
                MISSING,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT14",
        (
            Breach(
                OC2,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT15",
        (
            Breach(
                OC3,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT16",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT17",
        (
            Breach(
                REVIEWS,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT18",
        (
            Breach(
                UASC,
                "The date of birth is not that of Header.",
                "DOB <> HEADER_DOB",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT21",
        (
            Breach(
                UASC,
                "The sex is not that of Header.",
                "SEX <> HEADER_SEX",
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "INT31",
        (
            Breach(
                AD1,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(AD1),
            ),
        ),
        fix="Leave the row that is right.",
    ),
    Rule(
        "INT32",
        (
            Breach(
                HEADER,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(HEADER),
            ),
        ),
        fix="Leave the row that is right.",
    ),
    Rule(
        "INT33",
        (
            Breach(
                OC2,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(OC2),
            ),
        ),
        fix="Leave the row that is right.",
    ),
    Rule(
        "INT34",
        (
            Breach(
                OC3,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(OC3),
            ),
        ),
        fix="Leave the row that is right.",
    ),
    Rule(
        "INT35",
        (
            Breach(
                PREVIOUS_PERMANENCE,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(PREVIOUS_PERMANENCE),
            ),
        ),
        fix="Leave the row that is right.",
    ),
    Rule(
        "INT36",
        (
            Breach(
                UASC,
                "The child has more than one row.",
                "given(CHILD)",
                another=Other(UASC),
            ),
        ),
        fix="Leave the row that is right.",
    ),
)
