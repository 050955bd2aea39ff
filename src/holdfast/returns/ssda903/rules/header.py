"""Who the children are: sex, birth, ethnic origin, pupil number."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.returns.ssda903.worked_out.turns import PERIODS
from holdfast.sources.ssda903.layout import EPISODES, HEADER, OC3

RULES = (
    Rule(
        "101",
        (
            Breach(
                HEADER,
                "The sex is missing or no code.",
                "missing(SEX) or SEX not in ('M', 'F', 'U')",
            ),
        ),
        fix="Enter M, F or U.",
    ),
    Rule(
        "102",
        (
            Breach(
                HEADER,
                "The date of birth is missing or no day.",
                "missing(DOB) or unreadable(DOB)",
            ),
        ),
        fix="Enter the date of birth as day/month/year.",
    ),
    Rule(
        "103",
        (
            Breach(
                HEADER,
                "The ethnic origin is missing or no code.",
                "missing(ETHNIC) or invalid(ETHNIC)",
            ),
        ),
        fix="Enter one of the twenty codes; NOBT where it is not known.",
    ),
    Rule(
        "168",
        (
            Breach(
                HEADER,
                "The pupil number is none.",
                "not regexp_matches(upper(UPN), "
                "'^([A-HJ-NP-RT-Z][0-9]{11}([0-9]|[A-HJ-NP-RT-Z])|UN[1-5])$')",
            ),
        ),
        fix="Enter the number, or UN1 to UN5 where there is none.",
        reading="A letter other than I, O and S, then twelve figures, the last of which"
        " may be a letter; the check letter is not computed.",
    ),
    Rule(
        "209",
        (
            Breach(
                HEADER,
                "A child of school age has the code for one who is not (UN1).",
                "UPN = 'UN1' and B4 <= SchoolAgeBy",
            ),
        ),
        fix="Enter the pupil number, or the code that says why there is none.",
        reading="Of school age: 4 by the 31 August before the year before, as the "
        "department's check has it.",
    ),
    Rule(
        "210",
        (
            Breach(
                HEADER,
                "The child has been looked after for more than a week and still has the"
                " code for one who has not (UN4).",
                "UPN = 'UN4' and other.PERIOD_START < LastWeek and (other.PERIOD_END is"
                " null or other.PERIOD_END > YearEnd)",
                another=Other(PERIODS.table),
            ),
        ),
        fix="Enter the pupil number.",
        reading="Found where the period of care that runs at 31 March began before 24 "
        "March. The open validator finds the opposite: who began after.",
    ),
    Rule(
        "232",
        (
            Breach(
                HEADER,
                "The sex is given as not known.",
                "SEX = 'U'",
            ),
        ),
        fix="Enter the sex where it is known.",
        query=True,
    ),
    Rule(
        "301",
        (
            Breach(
                HEADER,
                "The child was born after the year ended.",
                "DOB > YearEnd",
            ),
        ),
        fix="Correct the date of birth.",
    ),
    Rule(
        "351",
        (
            Breach(
                HEADER,
                "The young person was over 25 when the year began.",
                "B25 < YearStart",
            ),
        ),
        fix="Correct the date of birth, or take the young person out.",
    ),
    Rule(
        "442",
        (
            Breach(
                HEADER,
                "The child is looked after and has no pupil number.",
                "missing(UPN) and CARE_EPISODES > 0",
            ),
        ),
        fix="Enter the number, or UN1 to UN5.",
    ),
    Rule(
        "444",
        (
            Breach(
                HEADER,
                "Two rows have the same pupil number.",
                "UPN not like 'UN%' and upper(UPN) = upper(other.UPN)",
                another=Other(HEADER, Within.FILE),
            ),
        ),
        fix="Correct the number of one of them.",
    ),
    Rule(
        "EPI",
        (
            Breach(
                HEADER,
                "The child has neither an episode nor care leaver information.",
                "EPISODES is null",
                without=Other(OC3),
            ),
        ),
        fix="Add the episodes, or take the child out of Header.",
        query=True,
    ),
    Rule(
        "411",
        (
            Breach(
                EPISODES,
                "The placement is said to lie in the council and its postcode says otherwise.",
                "PL_LOCATION = 'IN' and PL_LA <> OWN_LA",
            ),
        ),
        fix="Correct the postcode of the placement.",
        reading="The location is worked out from the postcode, so that the two agree "
        "unless a postcode stands twice in the list, in two councils.",
    ),
)
