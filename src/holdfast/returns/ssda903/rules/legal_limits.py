"""How long a legal status may last, and short breaks."""

from holdfast.returns.rule import Breach, Rule
from holdfast.returns.ssda903.conditions import BREAKS, TEMPORARY
from holdfast.sources.ssda903.layout import EPISODES, HEADER, REVIEWS

RULES = (
    Rule(
        "361",
        (
            Breach(
                EPISODES,
                "Police protection lasted longer than 72 hours.",
                "LS = 'L1' and SPELL_DAYS > 3",
            ),
        ),
        fix="Correct the days or the legal status.",
        reading="Episodes under it that follow on without a gap are one stretch; an "
        "open one runs to the end of the year.",
    ),
    Rule(
        "362",
        (
            Breach(
                EPISODES,
                "An emergency protection order lasted longer than 21 days.",
                "LS = 'L2' and SPELL_DAYS > 21",
            ),
        ),
        fix="Correct the days or the legal status.",
        reading="Stretches are made as for 361.",
    ),
    Rule(
        "363",
        (
            Breach(
                EPISODES,
                "A child assessment order lasted longer than 7 days.",
                "LS = 'L3' and SPELL_DAYS > 7",
            ),
        ),
        fix="Correct the days or the legal status.",
        reading="Stretches are made as for 361.",
    ),
    Rule(
        "364",
        (
            Breach(
                EPISODES,
                "Detention under PACE lasted longer than 21 days.",
                "LS = 'J2' and SPELL_DAYS > 21",
            ),
        ),
        fix="Correct the days or the legal status.",
        reading="The department's text names no number; 21 days is what its check is known to use.",
    ),
    Rule(
        "365",
        (
            Breach(
                EPISODES,
                "A short break lasted longer than 17 days.",
                "LS = 'V3' and date_diff('day', DECOM, coalesce(DEC, YearEnd)) > 17",
            ),
        ),
        fix="Correct the days or the legal status.",
    ),
    Rule(
        "366",
        (
            Breach(
                EPISODES,
                "The placement changed during a short break.",
                "LS = 'V3' and RNE is distinct from 'S'",
            ),
        ),
        fix="Enter S: each break begins anew.",
    ),
    Rule(
        "367",
        (
            Breach(
                EPISODES,
                "The child had more than 75 days of short breaks in the year.",
                "LS = 'V3' and BREAK_DAYS > 75",
            ),
        ),
        fix="Correct the days or the legal status.",
        reading="Counted over the year of the return, not over any twelve months.",
    ),
    Rule(
        "382",
        (
            Breach(
                EPISODES,
                "A child on short breaks is in a temporary placement.",
                f"LS in {BREAKS} and PLACE in {TEMPORARY}",
            ),
        ),
        fix="Correct the placement or the legal status.",
    ),
    Rule(
        "426",
        (
            Breach(
                EPISODES,
                "The child has short breaks of both kinds in one year.",
                f"LS in {BREAKS} and V3_EPISODES > 0 and V4_EPISODES > 0",
            ),
        ),
        fix="Record them all as V3, or all as V4.",
    ),
    Rule(
        "398",
        (
            Breach(
                EPISODES,
                "A postcode is given for a child on short breaks.",
                f"LS in {BREAKS} and (given(HOME_POST) or given(PL_POST))",
            ),
        ),
        fix="Take out both postcodes.",
    ),
    Rule(
        "214",
        (
            Breach(
                EPISODES,
                "Where the placement lies is given for a child on short breaks.",
                f"LS in {BREAKS} and (given(PL_POST) or given(URN))",
            ),
        ),
        fix="Take out the postcode and Ofsted's number.",
    ),
    Rule(
        "399",
        (
            Breach(
                HEADER,
                "Whether she is a mother is given, and she had short breaks alone.",
                "given(MOTHER) and EPISODES > 0 and CARE_EPISODES = 0",
            ),
            Breach(
                REVIEWS,
                "A review is given, and the child had short breaks alone.",
                "(given(REVIEW) or given(REVIEW_CODE)) and EPISODES > 0 and CARE_EPISODES = 0",
            ),
        ),
        fix="Take it out.",
    ),
    Rule(
        "420",
        (
            Breach(
                EPISODES,
                "The council of the placement can be told for a child on short breaks.",
                f"LS in {BREAKS} and PL_LA is not null",
            ),
        ),
        fix="Take out the postcode of the placement.",
    ),
)
