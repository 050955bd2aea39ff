"""An episode and how old the child was."""

from holdfast.returns.rule import Breach, Rule
from holdfast.returns.ssda903.conditions import ADOPTED
from holdfast.sources.ssda903.layout import EPISODES, HEADER

RULES = (
    Rule(
        "302",
        (
            Breach(
                HEADER,
                "The first episode began before the child was born.",
                "DOB > FIRST_EVER",
            ),
        ),
        fix="Correct the date of birth or the day.",
    ),
    Rule(
        "352",
        (
            Breach(
                EPISODES,
                "The young person was 18 or over when care began.",
                "RNE = 'S' and DECOM >= B18",
            ),
        ),
        fix="Correct the date of birth or the day.",
    ),
    Rule(
        "358",
        (
            Breach(
                EPISODES,
                "A child under 10 has a legal status of youth justice.",
                "LS in ('J1', 'J2', 'J3') and DECOM < B10",
            ),
        ),
        fix="Correct the legal status, the day or the date of birth.",
        reading="Who is 10 that day passes; the open validator finds that.",
    ),
    Rule(
        "359",
        (
            Breach(
                EPISODES,
                "The young person is 18 and still looked after, other than in a "
                "children's home under section 20.",
                "missing(DEC) and B18 <= YearEnd and not (coalesce(LS, '') = 'V2' and "
                "coalesce(PLACE, '') = 'K2')",
            ),
        ),
        fix="End the episode on the 18th birthday.",
        reading="Who turns 18 on 31 March is 18; the open validator lets that pass.",
    ),
    Rule(
        "371",
        (
            Breach(
                EPISODES,
                "A child in supported accommodation was under 16 when it began.",
                "PLACE = 'K3' and DECOM < B16",
            ),
        ),
        fix="Correct the placement, the day or the date of birth.",
        reading="An open episode is tested as well; the open validator leaves it out.",
    ),
    Rule(
        "372",
        (
            Breach(
                EPISODES,
                "A child in youth custody or prison was under 10 when it began.",
                "PLACE = 'R5' and DECOM < B10",
            ),
        ),
        fix="Correct the placement, the day or the date of birth.",
        reading="An open episode is tested as well; the open validator leaves it out.",
    ),
    Rule(
        "373",
        (
            Breach(
                EPISODES,
                "A child in a residential school was under 4 when it began.",
                "PLACE = 'S1' and DECOM < B4",
            ),
        ),
        fix="Correct the placement, the day or the date of birth.",
        reading="An open episode is tested as well; the open validator leaves it out.",
    ),
    Rule(
        "374",
        (
            Breach(
                EPISODES,
                "A child in residential employment was under 14 when it began.",
                "PLACE = 'P3' and DECOM < B14",
            ),
        ),
        fix="Correct the placement, the day or the date of birth.",
        reading="An open episode is tested as well; the open validator leaves it out.",
    ),
    Rule(
        "386",
        (
            Breach(
                EPISODES,
                "The young person was adopted at 18 or over.",
                f"REC in {ADOPTED} and DEC >= B18",
            ),
        ),
        fix="Correct the reason, the day or the date of birth.",
    ),
    Rule(
        "387",
        (
            Breach(
                EPISODES,
                "A child under 14 moved into independent living.",
                "REC in ('E5', 'E6') and (DEC < B14 or (given(DEC) and B14 is null))",
            ),
        ),
        fix="Correct the reason, the day or the date of birth.",
        reading="Found too where the date of birth is not known.",
    ),
    Rule(
        "389",
        (
            Breach(
                EPISODES,
                "A child under 16 was transferred to adult social care.",
                "REC = 'E7' and (DEC < B16 or DEC is null or B16 is null)",
            ),
        ),
        fix="Correct the reason, the day or the date of birth.",
        reading="Found too where the day or the date of birth is not known.",
    ),
    Rule(
        "407",
        (
            Breach(
                EPISODES,
                "Special guardianship began at 18 or over.",
                "REC in ('E45', 'E46', 'E47', 'E48') and DEC >= B18",
            ),
        ),
        fix="Correct the reason, the day or the date of birth.",
        reading="The 18th birthday itself is found, as for adoption (386); the open "
        "validator lets it pass.",
    ),
    Rule(
        "460",
        (
            Breach(
                EPISODES,
                "The young person stayed with carers as at 18 and was younger.",
                "REC = 'E17' and DEC < B18",
            ),
        ),
        fix="Correct the reason, the day or the date of birth.",
    ),
    Rule(
        "234",
        (
            Breach(
                EPISODES,
                "A child under 10 changed placement on being admitted to custody.",
                "PREV_REASON_PLACE_CHANGE = 'CUSTOD' and DECOM < B10",
            ),
        ),
        fix="Correct the reason of the episode before, the day or the date of birth.",
        reading="The reason for a change stands on the episode that ended; the open "
        "validator looks at the one that began.",
    ),
)
