"""Rules about who the child is: number, birth and death, sex, ethnicity, disabilities."""

from holdfast.returns.cin_census.rule import Case, Other, Rule, Whole, Within
from holdfast.sources.cin_census.census import CHILD, DISABILITIES, EPISODES

_FURTHER_ACTION = Other(EPISODES, Within.CHILD, "not other.ReferralNFA")


def _share(sex: str) -> str:
    """More than 2% of all children have no sex recorded, the unborn not counted among them."""
    none = f"(Child.{sex}) and Child.ExpectedPersonBirthDate is null"
    return f"(select 50 * count(*) filter (where {none}) > count(*) from Child)"


RULES = (
    Rule(
        "1570",
        (
            Case(
                CHILD,
                "The council's number of the child is longer than 20 characters.",
                "length(LAchildID) > 20",
            ),
        ),
        mend="Send the child's number in the case system, without anything added to it.",
        since=2025,
    ),
    Rule(
        "1580",
        (
            Case(
                CHILD,
                "The council's number of the child holds more than letters and digits.",
                "not regexp_full_match(LAchildID, '[A-Za-z0-9]+')",
            ),
        ),
        mend="Send it without hyphens, strokes and spaces, the same way every year.",
        since=2025,
    ),
    Rule(
        "2886Q",
        (
            Whole(
                CHILD,
                "More than two in a hundred children have no sex recorded.",
                _share("GenderCurrent is null or Child.GenderCurrent in ('0', '9')"),
            ),
        ),
        mend="Record the sex of the children listed under rule 4180, or say why it is not known.",
        until=2024,
    ),
    Rule(
        "2886Q",
        (
            Whole(
                CHILD,
                "More than two in a hundred children have no sex recorded.",
                _share("Sex is null or Child.Sex = 'U'"),
            ),
        ),
        mend="Record the sex of the children listed under rule 4180, or say why it is not known.",
        since=2025,
        reading="Of all children, those not yet born among them; only born ones are counted as "
        "without.",
    ),
    Rule(
        "2887Q",
        (
            Whole(
                DISABILITIES,
                "Fewer than eight kinds of disability are used in the whole return.",
                "(select count(distinct Disabilities.Disability) filter (where "
                "Disabilities.Disability <> 'NONE') < 8 from Disabilities)",
            ),
        ),
        mend="See whether disabilities are recorded by kind, or say why there are so few.",
        reading="NONE is no kind of disability.",
    ),
    Rule(
        "2888Q",
        (
            Whole(
                DISABILITIES,
                "No child has more than one disability recorded.",
                "(select count(*) > 0 and count(distinct Disabilities.child) = count(distinct "
                "concat(Disabilities.child, ' ', Disabilities.Disability)) from Disabilities "
                "where Disabilities.Disability <> 'NONE')",
            ),
        ),
        mend="See whether every disability of a child is recorded, or say why there is one each.",
        reading="Silent where no child has any disability.",
    ),
    Rule(
        "4180",
        (
            Case(
                CHILD,
                "The child's gender is missing, or is no code of the census.",
                "missing(GenderCurrent) or invalid(GenderCurrent)",
            ),
        ),
        mend="Record it: 1, 2, 0 while it is not known, or 9.",
        until=2024,
    ),
    Rule(
        "4180",
        (
            Case(
                CHILD,
                "The child's sex is missing, or is no code of the census.",
                "missing(Sex) or invalid(Sex)",
            ),
        ),
        mend="Record it: M, F, or U while it is not known.",
        since=2025,
    ),
    Rule(
        "4220",
        (
            Case(
                CHILD,
                "The child's ethnicity is missing, or is no code of the census.",
                "missing(Ethnicity) or invalid(Ethnicity)",
            ),
        ),
        mend="Record it; NOBT says that it was not asked yet, REFU that nobody would say.",
    ),
    Rule(
        "8500",
        (Case(CHILD, "The child has no number of the council's.", "missing(LAchildID)"),),
        mend="Ask whoever makes the file: without it nobody can tell who the child is.",
    ),
    Rule(
        "8510",
        (
            Case(
                CHILD,
                "Another record of the return has the same number of the council's.",
                "LAchildID = other.LAchildID",
                another=Other(CHILD, Within.FILE),
            ),
        ),
        mend="Send one record with all episodes of the child, or correct the number.",
    ),
    Rule(
        "8520",
        (
            Case(
                CHILD,
                "The child was born after the census year.",
                "PersonBirthDate > ReferenceDate",
            ),
        ),
        mend="Correct the day of birth; for a child not yet born send the day that is awaited.",
    ),
    Rule(
        "8525Q",
        (
            Case(
                CHILD,
                "Neither a day of birth nor a day on which it is awaited is given.",
                "missing(PersonBirthDate) and missing(ExpectedPersonBirthDate)",
            ),
            Case(
                CHILD,
                "Both a day of birth and a day on which it is awaited are given.",
                "given(PersonBirthDate) and given(ExpectedPersonBirthDate)",
            ),
        ),
        mend="Send the day of birth; the awaited day only while the child is not born.",
    ),
    Rule(
        "8530Q",
        (
            Case(
                CHILD,
                "The birth is awaited on a day before March or after December of the year in "
                "which the census ends.",
                "ExpectedPersonBirthDate not between FirstBirthAwaited and LastBirthAwaited",
            ),
        ),
        mend="Correct the day, or record the birth.",
        reading="From 1 March to 31 December, both days in it, as the months are named.",
    ),
    Rule(
        "8535Q",
        (
            Case(CHILD, "The child died before it was born.", "PersonDeathDate < PersonBirthDate"),
            Case(
                CHILD,
                "The child died, and there is no day of birth.",
                "given(PersonDeathDate) and missing(PersonBirthDate)",
            ),
        ),
        mend="Correct one of the two days, or record the day of birth.",
    ),
    Rule(
        "8540",
        (
            Case(
                CHILD,
                "Nothing says whether the child has a disability.",
                "given(PersonBirthDate)",
                another=_FURTHER_ACTION,
                without=Other(DISABILITIES, Within.CHILD, "given(other.Disability)"),
            ),
            Case(
                DISABILITIES,
                "The disability is no code of the census.",
                "given(PersonBirthDate) and invalid(Disability)",
                another=_FURTHER_ACTION,
            ),
        ),
        mend="Record every disability of the child, or NONE.",
        reading="Not asked of the unborn, nor where every referral led to no further action.",
    ),
    Rule(
        "8545Q",
        (
            Case(
                CHILD,
                "The child died outside the census year.",
                "PersonDeathDate not between FirstDay and ReferenceDate",
            ),
        ),
        mend="Correct the day of death, or leave the child out of this census.",
    ),
    Rule(
        "8590",
        (
            Case(
                CHILD,
                "The child has no episode in the return.",
                without=Other(EPISODES, Within.CHILD),
            ),
        ),
        mend="Send the child's episode, or leave the child out.",
    ),
    Rule(
        "8750",
        (
            Case(
                CHILD,
                "The child is not born yet, and the gender is not 0.",
                "given(ExpectedPersonBirthDate) and missing(PersonBirthDate) "
                "and coalesce(GenderCurrent <> '0', true)",
            ),
        ),
        mend="Send 0 until the child is born.",
        until=2024,
    ),
    Rule(
        "8750",
        (
            Case(
                CHILD,
                "The child is not born yet, and the sex is not U.",
                "given(ExpectedPersonBirthDate) and missing(PersonBirthDate) "
                "and coalesce(Sex <> 'U', true)",
            ),
        ),
        mend="Send U until the child is born.",
        since=2025,
    ),
    Rule(
        "8775Q",
        (
            Case(
                CHILD,
                "The child is over 25, and the case is open or was closed after the 25th birthday.",
                "PersonBirthDate < Born25YearsBefore",
                another=Other(
                    EPISODES,
                    Within.CHILD,
                    "missing(other.CINclosureDate) or "
                    "10000 * year(other.CINclosureDate) + 100 * month(other.CINclosureDate) "
                    "+ day(other.CINclosureDate) > 10000 * (year(PersonBirthDate) + 25) "
                    "+ 100 * month(PersonBirthDate) + day(PersonBirthDate)",
                ),
            ),
        ),
        mend="Correct the day of birth, or close the case.",
        reading="The 25th birthday itself passes.",
    ),
    Rule(
        "8790",
        (
            Case(
                DISABILITIES,
                "NONE, that there is no disability, stands beside one.",
                "upper(Disability) = 'NONE'",
                another=Other(DISABILITIES, Within.CHILD, "upper(other.Disability) <> 'NONE'"),
            ),
        ),
        mend="Take out NONE, or the others.",
    ),
    Rule(
        "8794",
        (
            Case(
                DISABILITIES,
                "The same disability is recorded twice.",
                "upper(Disability) = upper(other.Disability)",
                another=Other(DISABILITIES, Within.CHILD),
            ),
        ),
        mend="Take out one of the two.",
    ),
)
