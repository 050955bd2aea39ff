"""Placements: temporary ones, and what must go with a change."""

from holdfast.returns.rule import Breach, Rule
from holdfast.returns.ssda903.conditions import IN_CARE, TEMPORARY
from holdfast.sources.ssda903.layout import EPISODES

RULES = (
    Rule(
        "217",
        (
            Breach(
                EPISODES,
                "The child is placed for adoption with the current foster carer, and "
                "the reason for the episode says that the carer changed.",
                "PLACE in ('A3', 'A5') and DECOM >= Begin2015 and (missing(RNE) or RNE "
                "not in ('S', 'T', 'U'))",
            ),
        ),
        fix="Enter S, T or U, or correct the placement.",
        reading="From 1 April 2015, when T and U came.",
    ),
    Rule(
        "225",
        (
            Breach(
                EPISODES,
                "The placement changed after this episode, and the reason is missing.",
                "REC = 'X1' and missing(REASON_PLACE_CHANGE) and (missing(PLACE) or "
                f"PLACE not in {TEMPORARY}) and NEXT_RNE in ('P', 'B', 'T', 'U') and "
                f"(NEXT_PLACE is null or NEXT_PLACE not in {TEMPORARY})",
            ),
        ),
        fix="Enter the reason for the change.",
    ),
    Rule(
        "226",
        (
            Breach(
                EPISODES,
                "A reason for the placement change is given at a temporary placement.",
                f"PLACE in {TEMPORARY} and (given(REASON_PLACE_CHANGE) or "
                "given(PREV_REASON_PLACE_CHANGE))",
            ),
        ),
        fix="Take it out, here or in the episode before.",
    ),
    Rule(
        "233",
        (
            Breach(
                EPISODES,
                "A reason for the placement change is given, and the episode has not ceased.",
                "missing(DEC) and given(REASON_PLACE_CHANGE)",
            ),
        ),
        fix="Take it out, or end the episode.",
        reading="The open validator fails inside on this rule.",
    ),
    Rule(
        "375",
        (
            Breach(
                EPISODES,
                "A temporary placement in hospital lasted longer than six weeks.",
                "PLACE = 'T1' and date_diff('day', DECOM, DEC) > 42",
            ),
        ),
        fix="Correct the days, or record it as a placement of its own.",
        reading="An open one is not measured; the date of birth plays no part.",
    ),
    Rule(
        "376",
        (
            Breach(
                EPISODES,
                "A temporary placement while the carer was on holiday lasted longer "
                "than three weeks.",
                "PLACE = 'T3' and date_diff('day', DECOM, DEC) > 21",
            ),
        ),
        fix="Correct the days, or record it as a placement of its own.",
        reading="An open one is not measured; the date of birth plays no part.",
    ),
    Rule(
        "379",
        (
            Breach(
                EPISODES,
                "A temporary placement for another reason lasted longer than seven days.",
                "PLACE = 'T4' and date_diff('day', DECOM, DEC) > 7",
            ),
        ),
        fix="Correct the days, or record it as a placement of its own.",
        reading="An open one is not measured; the date of birth plays no part.",
    ),
    Rule(
        "377",
        (
            Breach(
                EPISODES,
                "The child had more than two temporary placements while the carer was on holiday.",
                "PLACE = 'T3' and TEMPORARY_HOLIDAYS > 2",
            ),
        ),
        fix="Correct the placements, or join those that are one.",
        reading="Counted over the year of the return, not over any twelve months.",
    ),
    Rule(
        "380",
        (
            Breach(
                EPISODES,
                "A temporary placement did not begin as a change of placement.",
                f"PLACE in {TEMPORARY} and (missing(RNE) or RNE not in ('P', 'B'))",
            ),
        ),
        fix="Enter P or B, or correct the placement.",
    ),
    Rule(
        "381",
        (
            Breach(
                EPISODES,
                "Care ended with a temporary placement.",
                f"PLACE in {TEMPORARY} and REC <> 'X1'",
            ),
        ),
        fix="Add the return to the usual placement, or correct the placement.",
    ),
    Rule(
        "383",
        (
            Breach(
                EPISODES,
                "The child did not return from a temporary placement to the placement before.",
                f"PREV_PLACE in {TEMPORARY} and PREV2_DECOM is not null and not "
                "(coalesce(RNE, '') = 'P' and coalesce(PLACE, '') = "
                "coalesce(PREV2_PLACE, '') and coalesce(PL_POST, '') = "
                "coalesce(PREV2_PL_POST, ''))",
            ),
        ),
        fix="Correct the placement, the postcode or the reason.",
        reading="Two empty postcodes are the same; a return is coded P.",
    ),
    Rule(
        "392c",
        (
            Breach(
                EPISODES,
                "A postcode is not in the list of postcodes.",
                "(given(HOME_POST) and HOME_FOUND is not true) or (given(PL_POST) and "
                "PLACE_FOUND is not true)",
            ),
        ),
        fix="Correct the postcode.",
    ),
    Rule(
        "392d",
        (
            Breach(
                EPISODES,
                "Home and placement have one postcode, and the child is not placed with parents.",
                "PLACE is distinct from 'P1' and upper(replace(HOME_POST, ' ', '')) = "
                "upper(replace(PL_POST, ' ', ''))",
            ),
        ),
        fix="Correct the postcode or the placement.",
        reading="Spaces make no difference.",
    ),
    Rule(
        "169",
        (
            Breach(
                EPISODES,
                "The council of the placement cannot be told.",
                f"{IN_CARE} and PL_LA is null",
            ),
        ),
        fix="Enter the postcode of the placement, or correct it.",
    ),
    Rule(
        "179",
        (
            Breach(
                EPISODES,
                "Whether the placement lies in the council cannot be told.",
                f"{IN_CARE} and PL_LOCATION is null",
            ),
        ),
        fix="Enter the postcode of the placement, or correct it.",
    ),
    Rule(
        "454",
        (
            Breach(
                EPISODES,
                "The placement is over 350 miles from home.",
                "PL_DISTANCE > 350 and PL_DISTANCE <> 999.9",
            ),
        ),
        fix="Correct a postcode, or explain.",
        query=True,
    ),
)
