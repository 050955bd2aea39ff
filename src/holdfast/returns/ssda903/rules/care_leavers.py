"""Care leavers (OC3)."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import ADOPTED, ANY_ADOPTION, ANY_LEAVER, OTHER_LEAVER
from holdfast.sources.ssda903.layout import (
    AD1,
    EPISODES,
    EPISODES_LAST,
    MISSING,
    OC2,
    OC3,
    OC3_LAST,
    PLACED_ADOPTION,
    PREVIOUS_PERMANENCE,
    REVIEWS,
    UASC,
)

RULES = (
    Rule(
        "131",
        (
            Breach(
                OC3,
                "Whether the council is in touch is missing or no code.",
                "missing(IN_TOUCH) or invalid(IN_TOUCH)",
            ),
        ),
        fix="Enter YES, NO, DIED, REFU, NREQ or RHOM.",
    ),
    Rule(
        "132",
        (
            Breach(
                OC3,
                "The activity is missing or no code.",
                "missing(ACTIV) or invalid(ACTIV)",
            ),
        ),
        fix="Enter one of the codes, or 0.",
    ),
    Rule(
        "133",
        (
            Breach(
                OC3,
                "The accommodation is missing or no code.",
                "missing(ACCOM) or invalid(ACCOM)",
            ),
        ),
        fix="Enter one of the codes, or 0.",
        reading="No fixed abode and custody are never suitable: S2 and X2 stand, S1 and X1 do not.",
    ),
    Rule(
        "134",
        (
            Breach(
                AD1,
                "An adoption is given for a child with care leaver information.",
                f"{ANY_ADOPTION} and {OTHER_LEAVER}",
                another=Other(OC3),
            ),
        ),
        fix="Take out one of the two.",
    ),
    Rule(
        "153",
        (
            Breach(
                OC3,
                "Some care leaver items are given and not all.",
                f"{ANY_LEAVER} and (missing(IN_TOUCH) or missing(ACTIV) or missing(ACCOM))",
            ),
        ),
        fix="Complete all three, or leave all empty.",
    ),
    Rule(
        "344",
        (
            Breach(
                OC3,
                "The young person died or returned home, and activity or accommodation is not 0.",
                "IN_TOUCH in ('DIED', 'RHOM') and not (coalesce(ACTIV, '') = '0' and "
                "coalesce(ACCOM, '') = '0')",
            ),
        ),
        fix="Enter 0 for both.",
    ),
    Rule(
        "345",
        (
            Breach(
                OC3,
                "The council is in touch, and activity or accommodation is 0.",
                "IN_TOUCH = 'YES' and (ACTIV = '0' or ACCOM = '0')",
            ),
        ),
        fix="Enter what they are.",
    ),
    Rule(
        "347",
        (
            Breach(
                OC3,
                "A care leaver under 18 is in a foyer.",
                "ACCOM in ('T1', 'T2') and B18 > YearStart",
            ),
        ),
        fix="Correct the accommodation or the date of birth.",
        reading="Under 18 when the year began. The open validator tests a code that "
        "does not exist.",
    ),
    Rule(
        "348",
        (
            Breach(
                OC3,
                "Last year's return says that the young person had died.",
                "other.IN_TOUCH = 'DIED' and IN_TOUCH is distinct from 'DIED'",
                another=Other(OC3_LAST),
            ),
        ),
        fix="Correct whichever is wrong.",
    ),
    Rule(
        "391",
        (
            Breach(
                OC3,
                "The young person was not 17 to 21 during the year.",
                f"{ANY_LEAVER} and (B17 > YearEnd or B22 <= YearStart)",
            ),
        ),
        fix="Correct the date of birth, or take out the information.",
        reading="The upper age of the text is tested as well: 22 when the year began.",
    ),
    Rule(
        "3001",
        (
            Breach(
                OC3,
                "A young person who turned 17 in the year is said to live with a former"
                " foster carer.",
                "ACCOM in ('Z1', 'Z2') and B17 between YearStart and YearEnd",
            ),
        ),
        fix="Correct the accommodation.",
    ),
    Rule(
        "1000",
        (
            Breach(
                OC3,
                "The child died in care, and has care leaver information.",
                "EVER_DIED",
            ),
        ),
        fix="Take it out, or correct the reason the episode ceased.",
        reading="Last year's episodes are looked at where they were given.",
    ),
    Rule(
        "1001",
        (
            Breach(
                OC3,
                "The episodes do not show that the young person is owed care leaver duties.",
                "B20 > YearEnd and (not (DAYS_FROM_14 >= 91 and DAYS_FROM_16 >= 1) or "
                f"LATEST_REC in {ADOPTED})",
            ),
        ),
        fix="Take out the information, or explain where earlier years show it.",
        reading="13 weeks of care since 14, some of it since 16, and not adopted, over "
        "this year's and last year's episodes. Left out: who is 20 or over, and"
        " whom the episodes or the date of birth do not decide.",
    ),
    Rule(
        "1002",
        (
            Breach(
                OC3,
                "The child has no episode of care in this year's return or last year's.",
                "EPISODES is null",
                without=Other(EPISODES_LAST),
            ),
        ),
        fix="Take out the information, or explain where earlier years show it.",
    ),
    Rule(
        "1007",
        (
            Breach(
                OC3,
                "The young person was still looked after on the 17th or 18th birthday in the year.",
                f"{ANY_LEAVER} and ((B17 between YearStart and YearEnd and other.DECOM "
                "<= B17 and (missing(other.DEC) or other.DEC > B17)) or (B18 between "
                "YearStart and YearEnd and other.DECOM <= B18 and (missing(other.DEC) "
                "or other.DEC > B18)))",
                another=Other(EPISODES),
            ),
        ),
        fix="Take out the care leaver information.",
        reading="An open episode counts as still looked after, as the text has it; the "
        "open validator leaves it out.",
    ),
    Rule(
        "1010",
        (
            Breach(
                OC3,
                "Last year ended with an open episode, and this year has none and care "
                "leaver information.",
                "OLD_OPEN and EPISODES is null",
            ),
        ),
        fix="Add this year's episodes, or take out the information.",
    ),
    Rule(
        "1011",
        (
            Breach(
                OC3,
                "The care of the child was taken over by another council.",
                f"{ANY_LEAVER} and LAST_REC = 'E3'",
            ),
        ),
        fix="Take out the care leaver information.",
    ),
    Rule(
        "1014",
        (
            Breach(
                OC3,
                "A care leaver who was not looked after in the year is in the UASC file.",
                f"{ANY_LEAVER} and coalesce(YEAR_EPISODES, 0) = 0",
                another=Other(UASC),
            ),
        ),
        fix="Take the child out of UASC.",
        reading="A care leaver without any episode is found too, which is the usual "
        "case; the open validator leaves it out.",
    ),
    Rule(
        "1016",
        (
            Breach(
                OC3,
                "The young person ceased to be looked after on or after the 17th or "
                "18th birthday in the year.",
                f"{ANY_LEAVER} and other.REC <> 'X1' and ((B17 between YearStart and "
                "YearEnd and other.DEC >= B17) or (B18 between YearStart and YearEnd "
                "and other.DEC >= B18))",
                another=Other(EPISODES),
            ),
        ),
        fix="Take out the care leaver information.",
        reading="An episode that ended because another began is no end of being looked after.",
    ),
    Rule(
        "1012",
        (
            Breach(
                PLACED_ADOPTION,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
            Breach(
                MISSING,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
            Breach(
                REVIEWS,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
            Breach(
                AD1,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
            Breach(
                PREVIOUS_PERMANENCE,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
            Breach(
                OC2,
                "The child had no episode in the year, and the file holds a row.",
                "EPISODES is null",
            ),
        ),
        fix="Take the row out, or add the episodes.",
        reading="For every child without an episode, care leaver or not.",
    ),
)
