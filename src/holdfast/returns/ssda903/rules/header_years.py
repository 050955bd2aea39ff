"""What Header says of a child, beside what it said last year."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.sources.ssda903.layout import HEADER, HEADER_LAST

RULES = (
    Rule(
        "202",
        (
            Breach(
                HEADER,
                "The sex is not that of last year's return.",
                "coalesce(SEX, '') <> coalesce(other.SEX, '') and not (SEX = 'M' and "
                "other.SEX = '1') and not (SEX = 'F' and other.SEX = '2')",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
        reading="M for 1 and F for 2 is the change of codes of 2024/25 and passes.",
    ),
    Rule(
        "203",
        (
            Breach(
                HEADER,
                "The date of birth is not that of last year's return.",
                "DOB <> other.DOB or given(DOB) <> given(other.DOB)",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "204",
        (
            Breach(
                HEADER,
                "The ethnic origin is not that of last year's return.",
                "coalesce(ETHNIC, '') <> coalesce(other.ETHNIC, '')",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "207",
        (
            Breach(
                HEADER,
                "Last year's return says that she is a mother, and this one does not.",
                "other.MOTHER = '1' and MOTHER is distinct from '1' and EPISODES > 0",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "208",
        (
            Breach(
                HEADER,
                "The pupil number is not that of last year's return.",
                "coalesce(upper(UPN), '') <> coalesce(upper(other.UPN), '') and not "
                "(coalesce(upper(other.UPN), 'UN1') = 'UN1' and upper(UPN) like 'UN%') "
                "and not (coalesce(upper(other.UPN), 'UN1') like 'UN%' and upper(UPN) "
                "not like 'UN%')",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
        reading="From nothing or UN1 to another code, and from any code to a number, "
        "passes; so does nothing to UN1, which the open validator finds.",
    ),
    Rule(
        "624",
        (
            Breach(
                HEADER,
                "The birth date of her first child is not that of last year's return.",
                "given(other.MC_DOB) and (MC_DOB <> other.MC_DOB or not given(MC_DOB) "
                "or unreadable(MC_DOB))",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "626",
        (
            Breach(
                HEADER,
                "Her first child was born before this year, and last year's return says"
                " that she is no mother.",
                "MOTHER = '1' and other.MOTHER = '0' and MC_DOB < YearStart",
                another=Other(HEADER_LAST),
            ),
        ),
        fix="Correct the birth date of the child, or last year's return.",
    ),
)
