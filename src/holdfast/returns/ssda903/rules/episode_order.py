"""One episode after another."""

from holdfast.returns.rule import Breach, Rule
from holdfast.returns.ssda903.conditions import MOVED
from holdfast.sources.ssda903.layout import EPISODES

RULES = (
    Rule(
        "142",
        (
            Breach(
                EPISODES,
                "A later episode has begun and this one has not ended.",
                "IS_LAST is false and (not given(DEC) or unreadable(DEC) or missing(REC))",
            ),
        ),
        fix="Enter the day and the reason that it ceased.",
        reading="An episode without a day on which it began has no place in the order.",
    ),
    Rule(
        "199",
        (
            Breach(
                EPISODES,
                "The child was adopted, and this episode is later.",
                "DECOM > ADOPTED_FROM",
            ),
        ),
        fix="Correct the reason the earlier episode ceased, or take this one out.",
        reading="Last year's episodes are looked at where they were given.",
    ),
    Rule(
        "357",
        (
            Breach(
                EPISODES,
                "The child's first episode did not begin as the start of being looked after.",
                "IS_FIRST and DECOM = FIRST_EVER and DECOM >= YearStart and RNE is "
                "distinct from 'S'",
            ),
        ),
        fix="Enter S, or add the episode before it.",
        reading="The first of all that were given: last year's episodes are looked at "
        "where they were given.",
    ),
    Rule(
        "388",
        (
            Breach(
                EPISODES,
                "The episode ceased because another began, and none begins that day.",
                "REC = 'X1' and given(DEC) and (IS_LAST or DEC <> NEXT_DECOM)",
            ),
            Breach(
                EPISODES,
                "Care ended with this episode, and another begins the same day.",
                "REC <> 'X1' and DEC = NEXT_DECOM",
            ),
        ),
        fix="Add the next episode, or correct the reason or the day.",
        reading="Also where it was said to be the end of care and another begins that very day.",
    ),
    Rule(
        "431",
        (
            Breach(
                EPISODES,
                "The episode is said to start care, and the one before ended no earlier.",
                "RNE = 'S' and DECOM <= PREV_DEC",
            ),
        ),
        fix="Correct the reason, or the day.",
    ),
    Rule(
        "432",
        (
            Breach(
                EPISODES,
                "Care ended with the episode before, and this one does not start it anew.",
                "PREV_REC in ('E2', 'E3', 'E4A', 'E4B', 'E5', 'E6', 'E7', 'E8', 'E9', "
                "'E11', 'E12', 'E13', 'E14', 'E15', 'E16', 'E17', 'E41', 'E45', 'E46', "
                "'E47', 'E48') and RNE is distinct from 'S'",
            ),
        ),
        fix="Enter S, or correct the reason the episode before ceased.",
    ),
    Rule(
        "433",
        (
            Breach(
                EPISODES,
                "The episode goes on from the one before, and does not begin on the day"
                " that ended.",
                "RNE in ('P', 'L', 'T', 'U', 'B') and IS_FIRST is false and (PREV_DEC "
                "is null or PREV_DEC <> DECOM)",
            ),
        ),
        fix="Correct the day or the reason.",
    ),
    Rule(
        "437",
        (
            Breach(
                EPISODES,
                "The child died, or was found to be 18 or over, and there are later episodes.",
                "REC in ('E2', 'E15') and IS_LAST is false",
            ),
        ),
        fix="Correct the reason, or take out the later episodes.",
    ),
    Rule(
        "501",
        (
            Breach(
                EPISODES,
                "The episode began before the one before it had ended.",
                "DECOM < PREV_DEC",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "504",
        (
            Breach(
                EPISODES,
                "The category of need is not that of the episode before.",
                "PREV_REC = 'X1' and PREV_DEC = DECOM and coalesce(CIN, '') <> "
                "coalesce(PREV_CIN, '')",
            ),
        ),
        fix="Enter the category with which the period of care began.",
        reading="Compared with the episode before; two empty cells are the same.",
    ),
    Rule(
        "434",
        (
            Breach(
                EPISODES,
                "The legal status is said to have changed and not the placement, and "
                "the episodes do not show that.",
                "RNE = 'L' and IS_FIRST is false and (coalesce(LS, '') = "
                f"coalesce(PREV_LS, '') or {MOVED})",
            ),
        ),
        fix="Correct the reason, the legal status or the placement.",
    ),
    Rule(
        "435",
        (
            Breach(
                EPISODES,
                "The placement is said to have changed and not the legal status, and "
                "the episodes do not show that.",
                "RNE in ('P', 'T') and IS_FIRST is false and (coalesce(LS, '') <> "
                f"coalesce(PREV_LS, '') or not {MOVED})",
            ),
        ),
        fix="Correct the reason, the legal status or the placement.",
        reading="Two empty cells are the same, as in 434 and 436; the open validator "
        "takes them as different here.",
    ),
    Rule(
        "436",
        (
            Breach(
                EPISODES,
                "Placement and legal status are said to have changed, and the episodes "
                "do not show that.",
                "RNE in ('U', 'B') and IS_FIRST is false and (coalesce(LS, '') = "
                f"coalesce(PREV_LS, '') or not {MOVED})",
            ),
        ),
        fix="Correct the reason, the legal status or the placement.",
    ),
)
