"""The codes and days of an episode, each by itself."""

from holdfast.returns.rule import Breach, Rule
from holdfast.returns.ssda903.conditions import ADOPTED, ADOPTIVE, BREAKS, FOSTER
from holdfast.sources.ssda903.layout import EPISODES

RULES = (
    Rule(
        "141",
        (
            Breach(
                EPISODES,
                "The day the episode began is no day.",
                "unreadable(DECOM)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "143",
        (
            Breach(
                EPISODES,
                "The reason for the new episode is no code.",
                "invalid(RNE)",
            ),
        ),
        fix="Enter S, P, L, T, U or B.",
    ),
    Rule(
        "144",
        (
            Breach(
                EPISODES,
                "The legal status is no code.",
                "invalid(LS)",
            ),
        ),
        fix="Enter one of the codes of legal status.",
    ),
    Rule(
        "145",
        (
            Breach(
                EPISODES,
                "The category of need is no code.",
                "invalid(CIN)",
            ),
        ),
        fix="Enter N1 to N8.",
    ),
    Rule(
        "146",
        (
            Breach(
                EPISODES,
                "The placement type is no code of this year.",
                "PLACE in ('H5', 'P2', 'Z1') or invalid(PLACE)",
            ),
        ),
        fix="Enter one of the codes of placement types.",
        reading="Z1 was split into Z11 to Z14 with 2025/26.",
    ),
    Rule(
        "147",
        (
            Breach(
                EPISODES,
                "The day the episode ceased is no day.",
                "unreadable(DEC)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "148",
        (
            Breach(
                EPISODES,
                "The day or the reason that the episode ceased is given without the other.",
                "given(DEC) <> given(REC)",
            ),
        ),
        fix="Enter both, or leave both empty.",
    ),
    Rule(
        "149",
        (
            Breach(
                EPISODES,
                "The reason the episode ceased is no code.",
                "invalid(REC)",
            ),
        ),
        fix="Enter one of the codes.",
    ),
    Rule(
        "1009",
        (
            Breach(
                EPISODES,
                "The reason for the placement change is no code.",
                "invalid(REASON_PLACE_CHANGE)",
            ),
        ),
        fix="Enter one of the twelve codes.",
    ),
    Rule(
        "353",
        (
            Breach(
                EPISODES,
                "The episode began before 14 October 1991.",
                "DECOM < Begin1991",
            ),
        ),
        fix="Correct the day.",
    ),
    Rule(
        "354",
        (
            Breach(
                EPISODES,
                "The episode began after the year ended.",
                "DECOM > YearEnd",
            ),
        ),
        fix="Correct the day, or leave the episode for next year's return.",
    ),
    Rule(
        "355",
        (
            Breach(
                EPISODES,
                "The episode began and ceased on one day.",
                "DECOM = DEC",
            ),
        ),
        fix="Correct one of the days, or take the episode out.",
        reading="Only where both days are given.",
    ),
    Rule(
        "356",
        (
            Breach(
                EPISODES,
                "The episode ceased before it began.",
                "DEC < DECOM",
            ),
        ),
        fix="Correct one of the two days.",
    ),
    Rule(
        "385",
        (
            Breach(
                EPISODES,
                "The episode ceased after the year ended.",
                "DEC > YearEnd",
            ),
        ),
        fix="Leave the day empty: the episode is still open in this return.",
    ),
    Rule(
        "378",
        (
            Breach(
                EPISODES,
                "A child placed with parents cannot be accommodated under section 20.",
                "PLACE = 'P1' and LS = 'V2'",
            ),
        ),
        fix="Correct the placement or the legal status.",
    ),
    Rule(
        "384",
        (
            Breach(
                EPISODES,
                "A child on short breaks is in a long-term foster placement.",
                f"LS in {BREAKS} and PLACE in ('U1', 'U4')",
            ),
        ),
        fix="Correct the placement or the legal status.",
    ),
    Rule(
        "390",
        (
            Breach(
                EPISODES,
                "The child was adopted and had not been placed for adoption.",
                f"REC in {ADOPTED} and (missing(PLACE) or PLACE not in {ADOPTIVE})",
            ),
        ),
        fix="Correct the placement of the episode, or the reason it ceased.",
    ),
    Rule(
        "408",
        (
            Breach(
                EPISODES,
                "The child is placed for adoption under a placement order, and the "
                "legal status is another.",
                "PLACE in ('A5', 'A6') and LS is distinct from 'E1'",
            ),
        ),
        fix="Enter E1, or correct the placement.",
    ),
    Rule(
        "446",
        (
            Breach(
                EPISODES,
                "There were no placement orders before December 2005.",
                "LS = 'E1' and DECOM < Begin2005",
            ),
        ),
        fix="Correct the legal status or the day.",
    ),
    Rule(
        "516",
        (
            Breach(
                EPISODES,
                "A foster carer became special guardian, and the child was not in a "
                "foster placement.",
                f"REC in ('E45', 'E46') and (missing(PLACE) or PLACE not in {FOSTER})",
            ),
        ),
        fix="Correct the placement (U1 to U6) or the reason.",
    ),
)
