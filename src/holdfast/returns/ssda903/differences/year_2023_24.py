"""What 2023/24 changed: social workers were reported, and supported accommodation inspected."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.returns.ssda903.conditions import IN_CARE, UNINSPECTED
from holdfast.returns.ssda903.differences import YearDifference
from holdfast.sources.ssda903.layout import EPISODES
from holdfast.sources.ssda903.lists import PROVIDERS

DIFFERENCE = YearDifference(
    2024,
    new=(
        "217t", "230", "347", "1016", "SW01STG1", "SW02STG1", "SW03STG1", "SW04STG1", "SW05STG1",
        "SW06STG2", "SW07STG2", "SW08STG2", "SW09STG2", "SW10STG2", "SW11aSTG2", "SW11bSTG2",
        "SW12STG2", "SW13STG1", "SW14STG2",
    ),
    until_then=(
        Rule(
            "221",
            (
                Breach(
                    EPISODES,
                    "The postcode of the placement is not that of the provider.",
                    f"URN <> 'XXXXXXX' and {IN_CARE} and PLACE in ('K1', 'K2', 'R3', 'S1') and "
                    "given(PL_POST)",
                    without=Other(
                        PROVIDERS,
                        Within.LIST,
                        where="other.URN = URN and "
                        "other.POSTCODE = upper(replace(PL_POST, ' ', ''))",
                    ),
                ),
            ),
            fix="Correct the number or the postcode.",
        ),
        Rule(
            "222",
            (
                Breach(
                    EPISODES,
                    "Ofsted's number is given for a placement that it does not inspect.",
                    f"(PLACE in {UNINSPECTED} or PLACE in ('H5', 'P2')) and URN <> 'XXXXXXX'",
                ),
            ),
            fix="Take the number out, or correct the placement.",
        ),
        Rule(
            "370",
            (
                Breach(
                    EPISODES,
                    "A child in independent living was under 15 when it began.",
                    "PLACE = 'P2' and DECOM < B15",
                ),
            ),
            fix="Correct the placement, the day or the date of birth.",
        ),
        Rule(
            "371",
            (
                Breach(
                    EPISODES,
                    "A child in semi-independent living was under 14 when it began.",
                    "PLACE = 'H5' and DECOM < B14",
                ),
            ),
            fix="Correct the placement, the day or the date of birth.",
            reading="An open episode is tested as well; the open validator leaves it out.",
        ),
    ),
)  # fmt: skip
