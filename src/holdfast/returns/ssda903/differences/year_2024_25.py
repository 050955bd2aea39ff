"""What 2024/25 changed: letters for sex, K3 for supported accommodation, freeing orders gone."""

from holdfast.returns.rule import Breach, Other, Rule, Within
from holdfast.returns.ssda903.conditions import ADOPTIVE, IN_CARE, UNINSPECTED
from holdfast.returns.ssda903.differences import YearDifference
from holdfast.sources.ssda903.layout import EPISODES, HEADER, PLACED_ADOPTION, SW_EPISODES
from holdfast.sources.ssda903.lists import PROVIDERS

DIFFERENCE = YearDifference(
    2025,
    new=("231", "232", "SW01aSTG1", "SW01bSTG1"),
    until_then=(
        Rule(
            "146",
            (
                Breach(
                    EPISODES,
                    "The placement type is no code of this year.",
                    "PLACE in ('K3', 'Z11', 'Z12', 'Z13', 'Z14') or invalid(PLACE)",
                ),
            ),
            fix="Enter one of the codes of placement types.",
            reading="H5 and P2 stand until 2023/24.",
        ),
        Rule(
            "503D",
            (
                Breach(
                    EPISODES,
                    "The placement type of the first episode is not that of the episode "
                    "open at the end of last year.",
                    "IS_FIRST and OLD_OPEN and coalesce(PLACE, '') <> coalesce(OLD_PLACE, '')",
                ),
            ),
            fix="Correct whichever is wrong; what changed since begins a new episode.",
        ),
        Rule(
            "101",
            (
                Breach(
                    HEADER,
                    "The sex is missing or no code.",
                    "missing(SEX) or SEX not in ('1', '2')",
                ),
            ),
            fix="Enter 1 or 2.",
            reading="Until 2023/24 sex was coded 1 and 2.",
        ),
        Rule(
            "217t",
            (
                Breach(
                    EPISODES,
                    "Independent living (P2) is no placement type from 28 October 2023 on.",
                    "PLACE = 'P2' and (missing(DEC) or DEC > Supported2023)",
                ),
            ),
            fix="End the episode by then, or correct the placement.",
        ),
        Rule(
            "218",
            (
                Breach(
                    EPISODES,
                    "Ofsted's number of the provider is missing.",
                    f"missing(URN) and (missing(PLACE) or (PLACE not in {UNINSPECTED} and PLACE "
                    "not in ('H5', 'P2'))) and (PL_LA is null or PL_LA not in ('CON', 'NIR', "
                    "'SCO', 'WAL', 'NUK')) and (missing(DEC) or DEC >= YearStart)",
                ),
            ),
            fix="Enter the number; XXXXXXX where Ofsted does not inspect it.",
            reading="H5 is asked for by rule 230, from 28 October 2023 on.",
        ),
        Rule(
            "221",
            (
                Breach(
                    EPISODES,
                    "The postcode of the placement is not that of the provider.",
                    f"URN <> 'XXXXXXX' and {IN_CARE} and PLACE in ('H5', 'K1', 'K2', 'R3', 'S1') "
                    "and given(PL_POST)",
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
                    f"(PLACE in {UNINSPECTED} or PLACE = 'P2') and URN <> 'XXXXXXX'",
                ),
            ),
            fix="Take the number out, or correct the placement.",
        ),
        Rule(
            "230",
            (
                Breach(
                    EPISODES,
                    "Ofsted's number is missing for semi-independent living (H5) in England after "
                    "28 October 2023.",
                    "PLACE = 'H5' and (missing(DEC) or DEC > Supported2023) and (missing(URN) or "
                    "URN = 'XXXXXXX') and (PL_LA is null or PL_LA not in ('CON', 'NIR', 'SCO', "
                    "'WAL', 'NUK'))",
                ),
            ),
            fix="Enter the number.",
            reading="A placement of which the postcode does not tell where it lies counts as in "
            "England.",
        ),
        Rule(
            "370",
            (
                Breach(
                    EPISODES,
                    "A child in independent living was under 16 when it began.",
                    "PLACE = 'P2' and DECOM < B16",
                ),
            ),
            fix="Correct the placement, the day or the date of birth.",
        ),
        Rule(
            "371",
            (
                Breach(
                    EPISODES,
                    "A child in semi-independent living was under 16 when it began.",
                    "PLACE = 'H5' and DECOM < B16",
                ),
            ),
            fix="Correct the placement, the day or the date of birth.",
            reading="An open episode is tested as well; the open validator leaves it out.",
        ),
        Rule(
            "445",
            (
                Breach(
                    EPISODES,
                    "A freeing order (D1) begins after December 2005.",
                    "LS = 'D1' and DECOM > End2005",
                ),
            ),
            fix="Correct the legal status or the day.",
        ),
        Rule(
            "451",
            (
                Breach(
                    EPISODES,
                    "The child is still freed for adoption (D1), which has not been applied for "
                    "since December 2005.",
                    "LS = 'D1' and missing(DEC) and missing(REC)",
                ),
            ),
            fix="Correct the legal status, or end the episode.",
        ),
        Rule(
            "555",
            (
                Breach(
                    EPISODES,
                    "A freeing order (D1) was made, and no decision for adoption is given.",
                    "LS = 'D1'",
                    without=Other(PLACED_ADOPTION),
                ),
                Breach(
                    PLACED_ADOPTION,
                    "The decision for adoption was reversed, and the child is still freed (D1).",
                    "given(DATE_PLACED_CEASED) or given(REASON_PLACED_CEASED)",
                    another=Other(EPISODES, where="other.LS = 'D1' and missing(other.DEC)"),
                ),
            ),
            fix="Enter the decision, or correct the legal status.",
        ),
        Rule(
            "556",
            (
                Breach(
                    EPISODES,
                    "The decision for adoption is later than the freeing order (D1).",
                    "LS = 'D1'",
                    another=Other(PLACED_ADOPTION, where="other.DATE_PLACED > DECOM"),
                ),
            ),
            fix="Correct one of the two days.",
        ),
        Rule(
            "557",
            (
                Breach(
                    EPISODES,
                    "The child left care without being adopted, and the decision for "
                    "adoption was not reversed.",
                    f"(PLACE in {ADOPTIVE} or LS in ('D1', 'E1')) and REC not in ('X1', 'E11', "
                    "'E12')",
                    without=Other(
                        PLACED_ADOPTION,
                        where="given(other.DATE_PLACED_CEASED) and "
                        "given(other.REASON_PLACED_CEASED)",
                    ),
                ),
            ),
            fix="Enter when and why it was reversed.",
        ),
        Rule(
            "SW01STG1",
            (
                Breach(
                    EPISODES,
                    "The child is looked after at 31 March, and no social worker is given with "
                    "number, first day and reason.",
                    f"missing(DEC) and {IN_CARE}",
                    without=Other(
                        SW_EPISODES,
                        where="given(other.SW_ID) and given(other.SW_DECOM) and "
                        "given(other.SW_REASON)",
                    ),
                ),
            ),
            fix="Add the social workers of the child.",
            reading="One row that is whole is enough; the open validator asks it of every row, "
            "which SW03STG1 does.",
        ),
        Rule(
            "SW03STG1",
            (
                Breach(
                    SW_EPISODES,
                    "The number, the first day or the reason of a social worker is missing.",
                    "missing(SW_ID) or missing(SW_DECOM) or missing(SW_REASON)",
                ),
            ),
            fix="Enter what is missing.",
        ),
        Rule(
            "SW07STG2",
            (
                Breach(
                    SW_EPISODES,
                    "The social worker ended outside the year.",
                    "SW_DEC < YearStart or SW_DEC > YearEnd",
                ),
            ),
            fix="Leave it out, or correct the day.",
        ),
        Rule(
            "SW10STG2",
            (
                Breach(
                    SW_EPISODES,
                    "A social worker did not begin within seven days of the end of the one before.",
                    "abs(date_diff('day', SW_DECOM, BEFORE_END)) > 7",
                ),
            ),
            fix="Correct one of the two days.",
            reading="An earlier row that is still open is told by SW08STG2.",
        ),
        Rule(
            "SW11aSTG2",
            (
                Breach(
                    SW_EPISODES,
                    "A social worker ended by 26 March, and none began within five days of it.",
                    "BEFORE_END <= LastDays and abs(date_diff('day', SW_DECOM, BEFORE_END)) > 5",
                ),
            ),
            fix="Add the social worker who followed, or correct the days.",
            reading="Told at the row that follows. Where none follows, SW11bSTG2 tells.",
        ),
        Rule(
            "SW13STG1",
            (
                Breach(
                    SW_EPISODES,
                    "The reason for the change is no code, or missing.",
                    "missing(SW_REASON) or invalid(SW_REASON)",
                ),
            ),
            fix="Enter one of the codes.",
        ),
        Rule(
            "SW14STG2",
            (
                Breach(
                    SW_EPISODES,
                    "The social worker has no last day, and a later one has begun.",
                    "missing(SW_DEC) and IS_LATEST is false",
                ),
            ),
            fix="Enter the day on which the social worker ended.",
        ),
    ),
)
