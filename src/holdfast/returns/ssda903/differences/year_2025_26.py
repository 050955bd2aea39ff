"""What 2025/26 changed: Z1 became Z11 to Z14, and gaps between social workers were looked at."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.returns.ssda903.conditions import ADOPTIVE, BREAKS, FOSTER
from holdfast.returns.ssda903.differences import YearDifference
from holdfast.returns.ssda903.worked_out.places import PROVIDER_LA
from holdfast.sources.ssda903.layout import EPISODES, SW_EPISODES

DIFFERENCE = YearDifference(
    2026,
    new=(
        "233", "234", "241", "242", "243", "348", "444", "454", "SW10aSTG2", "SW10bSTG2",
        "SW17STG2", "SW18STG2", "SW19STG2",
    ),
    until_then=(
        Rule(
            "146",
            (
                Breach(
                    EPISODES,
                    "The placement type is no code of this year.",
                    "PLACE in ('H5', 'P2', 'Z11', 'Z12', 'Z13', 'Z14') or invalid(PLACE)",
                ),
            ),
            fix="Enter one of the codes of placement types.",
            reading="K3 came with 2024/25, and H5 and P2 went.",
        ),
        Rule(
            "503D",
            (
                Breach(
                    EPISODES,
                    "The placement type of the first episode is not that of the episode "
                    "open at the end of last year.",
                    "IS_FIRST and OLD_OPEN and coalesce(PLACE, '') <> coalesce(OLD_PLACE, "
                    "'') and not (coalesce(OLD_PLACE, '') = 'H5' and coalesce(PLACE, '') = "
                    "'K3')",
                ),
            ),
            fix="Correct whichever is wrong; what changed since begins a new episode.",
            reading="H5 became K3 with 2024/25 and passes.",
        ),
        Rule(
            "229",
            (
                Breach(
                    EPISODES,
                    "The provider is given as the council's own and lies elsewhere, or as "
                    "another council's and lies here.",
                    "URN <> 'XXXXXXX' and ((PLACE_PROVIDER = 'PR1' and "
                    "coalesce(other.OFSTED_LA, '') <> OWN_LA) or (PLACE_PROVIDER = 'PR2' "
                    "and other.OFSTED_LA = OWN_LA))",
                    another=Other(PROVIDER_LA.table, Within.LIST, where="other.OFSTED_URN = URN"),
                ),
            ),
            fix="Correct the number or the provider.",
            reading="Where the provider lies is told by its postcode, else by Ofsted's list.",
        ),
        Rule(
            "1015",
            (
                Breach(
                    EPISODES,
                    "The placement is the council's own and lies in another.",
                    f"PLACE_PROVIDER = 'PR1' and given(LS) and LS not in {BREAKS} and "
                    f"given(PLACE) and PLACE not in {ADOPTIVE} and PLACE not in {FOSTER} and "
                    "coalesce(PL_LA, '') <> OWN_LA",
                ),
            ),
            fix="Correct the provider or the postcode.",
        ),
        Rule(
            "SW01aSTG1",
            (
                Breach(
                    SW_EPISODES,
                    "The number of a social worker of before April 2023 is missing, or the first "
                    "day is.",
                    "missing(SW_DECOM) or (SW_DECOM < Begin2023 and missing(SW_ID))",
                ),
            ),
            fix="Enter what is missing.",
        ),
        Rule(
            "SW01bSTG1",
            (
                Breach(
                    SW_EPISODES,
                    "The number, the reason or the first day of a social worker since April 2023 "
                    "is missing.",
                    "missing(SW_DECOM) or (SW_DECOM >= Begin2023 and (missing(SW_ID) or "
                    "missing(SW_REASON)))",
                ),
            ),
            fix="Enter what is missing.",
        ),
        Rule(
            "SW02STG1",
            (
                Breach(
                    SW_EPISODES,
                    "The number of the social worker does not begin with SW or XX.",
                    "missing(SW_ID) or not (upper(SW_ID) like 'SW%' or upper(SW_ID) like 'XX%')",
                ),
            ),
            fix="Enter the worker's registration number.",
        ),
    ),
)  # fmt: skip
