"""Rules about who the child is: number, birth and death, sex, ethnicity."""

from holdfast.returns.rule import Breach, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import CHILD, EPISODES

_NOT_BORN = "given(ExpectedPersonBirthDate) and missing(PersonBirthDate)"
# Days as year, month and day, so that no birthday need be reckoned. Nothing counts as the latest
# of all in such a comparison, so a closure must be there.
_CLOSED_AFTER_25 = (
    "other.CINclosureDate is not null and "
    "(year(other.CINclosureDate), month(other.CINclosureDate), day(other.CINclosureDate)) > "
    "(year(PersonBirthDate) + 25, month(PersonBirthDate), day(PersonBirthDate))"
)


def _unknown_in_2_percent(sex: str) -> Whole:
    without = f"({sex}) and missing(Child.ExpectedPersonBirthDate)"
    return Whole(
        CHILD,
        "More than two in a hundred children have no sex recorded.",
        f"(select 50 * count(*) filter (where {without}) > count(*) from Child)",
    )


_CORRECT_UNKNOWN = "Record the sex of every child who is born, or say why it is not known."
_READ_UNKNOWN = (
    "Counted are children who are not awaited, with nothing recorded or a code for not known; the "
    "hundred are all children, those not yet born among them."
)

RULES = (
    Rule(
        "1570",
        (
            Breach(
                CHILD,
                "The council's number for the child is longer than 20 characters.",
                "length(LAchildID) > 20",
            ),
        ),
        fix="Send the child's number as the case system has it, without anything added.",
        since=2025,
    ),
    Rule(
        "1580",
        (
            Breach(
                CHILD,
                "The council's number for the child holds more than letters and digits.",
                "not regexp_full_match(LAchildID, '[A-Za-z0-9]+')",
            ),
        ),
        fix="Send it without hyphens, slashes and spaces, and the same way every year.",
        since=2025,
    ),
    Rule(
        "2886Q",
        (
            _unknown_in_2_percent(
                "missing(Child.GenderCurrent) or Child.GenderCurrent in ('0', '9')"
            ),
        ),
        fix=_CORRECT_UNKNOWN,
        until=2024,
        reading=_READ_UNKNOWN,
    ),
    Rule(
        "2886Q",
        (_unknown_in_2_percent("missing(Child.Sex) or Child.Sex = 'U'"),),
        fix=_CORRECT_UNKNOWN,
        since=2025,
        reading=_READ_UNKNOWN,
    ),
    Rule(
        "4180",
        (
            Breach(
                CHILD,
                "The child's gender is missing, or is no code of the census.",
                "missing(GenderCurrent) or invalid(GenderCurrent)",
            ),
        ),
        fix="Record 1 or 2, 0 while it is not known, 9 where it is not specified.",
        until=2024,
    ),
    Rule(
        "4180",
        (
            Breach(
                CHILD,
                "The child's sex is missing, or is no code of the census.",
                "missing(Sex) or invalid(Sex)",
            ),
        ),
        fix="Record M or F, or U while it is not known.",
        since=2025,
    ),
    Rule(
        "4220",
        (
            Breach(
                CHILD,
                "The child's ethnicity is missing, or is no code of the census.",
                "missing(Ethnicity) or invalid(Ethnicity)",
            ),
        ),
        fix="Record it: NOBT where it was not asked yet, REFU where nobody would say.",
    ),
    Rule(
        "8500",
        (Breach(CHILD, "The council's number for the child is missing.", "missing(LAchildID)"),),
        fix="Ask whoever makes the file: without the number it is not known who the child is.",
    ),
    Rule(
        "8510",
        (
            Breach(
                CHILD,
                "Another child of the return has the same number of the council's.",
                "LAchildID = other.LAchildID",
                another=Other(CHILD, Within.FILE),
            ),
        ),
        fix="Send one record with all episodes of the child, or correct the number.",
    ),
    Rule(
        "8520",
        (
            Breach(
                CHILD,
                "The child was born after the census year.",
                "PersonBirthDate > ReferenceDate",
            ),
        ),
        fix="Correct the day of birth; for a child not yet born, send the day that is awaited.",
    ),
    Rule(
        "8525Q",
        (
            Breach(
                CHILD,
                "There is no day of birth, nor a day on which the birth is awaited.",
                "missing(PersonBirthDate) and missing(ExpectedPersonBirthDate)",
            ),
            Breach(
                CHILD,
                "There is a day of birth, and also a day on which the birth is still awaited.",
                "given(PersonBirthDate) and given(ExpectedPersonBirthDate)",
            ),
        ),
        fix="Send the day of birth; the day that is awaited only while the child is not born.",
    ),
    Rule(
        "8530Q",
        (
            Breach(
                CHILD,
                "The birth is awaited before March or after December of the year in which the "
                "census ends.",
                "ExpectedPersonBirthDate not between FirstBirthAwaited and LastBirthAwaited",
            ),
        ),
        fix="Correct the day, record the birth, or say why the day is right.",
        reading="From 1 March to 31 December, both days in it, as whole months are named.",
    ),
    Rule(
        "8535Q",
        (
            Breach(CHILD, "The child died before birth.", "PersonDeathDate < PersonBirthDate"),
            Breach(
                CHILD,
                "The child died, and the day of birth is missing.",
                "given(PersonDeathDate) and missing(PersonBirthDate)",
            ),
        ),
        fix="Correct one of the two days, or record the day of birth.",
        reading="A death without any day of birth counts, also of a child who was awaited.",
    ),
    Rule(
        "8545Q",
        (
            Breach(
                CHILD,
                "The child died outside the census year.",
                "PersonDeathDate not between FirstDay and ReferenceDate",
            ),
        ),
        fix="Correct the day of death, or say why the child is in this census.",
        reading="The first and the last day of the census year are in it.",
    ),
    Rule(
        "8590",
        (
            Breach(
                CHILD,
                "The child has no episode in the return.",
                without=Other(EPISODES, Within.INSIDE),
            ),
        ),
        fix="Send the child's episode, or leave the child out.",
    ),
    Rule(
        "8750",
        (
            Breach(
                CHILD,
                "The child is not born yet, and the gender is not 0.",
                f"{_NOT_BORN} and coalesce(GenderCurrent <> '0', true)",
            ),
        ),
        fix="Send 0 until the child is born.",
        until=2024,
        reading="A child with both days of birth is left to rule 8525Q.",
    ),
    Rule(
        "8750",
        (
            Breach(
                CHILD,
                "The child is not born yet, and the sex is not U.",
                f"{_NOT_BORN} and coalesce(Sex <> 'U', true)",
            ),
        ),
        fix="Send U until the child is born.",
        since=2025,
        reading="A child with both days of birth is left to rule 8525Q.",
    ),
    Rule(
        "8775Q",
        (
            Breach(
                CHILD,
                "The person is over 25, and the case is open or was closed after that birthday.",
                "PersonBirthDate < Born25YearsBefore",
                another=Other(
                    EPISODES,
                    Within.INSIDE,
                    f"missing(other.CINclosureDate) or ({_CLOSED_AFTER_25})",
                ),
            ),
        ),
        fix="Correct the day of birth, close the case, or say why it is still open.",
        reading="The 25th birthday itself passes, and so does a case that was closed on it.",
    ),
)
