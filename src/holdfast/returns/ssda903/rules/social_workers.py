"""Social workers of a child (from 2023/24)."""

from holdfast.returns.rule import Breach, Other, Rule
from holdfast.returns.ssda903.conditions import IN_CARE
from holdfast.sources.ssda903.layout import EPISODES, SW_EPISODES

RULES = (
    Rule(
        "SW02STG1",
        (
            Breach(
                SW_EPISODES,
                "The number of the social worker does not begin with SW or XX, or is too short.",
                "missing(SW_ID) or not (upper(SW_ID) like 'SW%' or upper(SW_ID) like "
                "'XX%') or length(SW_ID) < 4",
            ),
        ),
        fix="Enter the worker's registration number.",
        reading="At least four characters, as the department's check is known to ask.",
    ),
    Rule(
        "SW04STG1",
        (
            Breach(
                SW_EPISODES,
                "The day the social worker began is no day.",
                "unreadable(SW_DECOM)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "SW05STG1",
        (
            Breach(
                SW_EPISODES,
                "The day the social worker ended is no day.",
                "unreadable(SW_DEC)",
            ),
        ),
        fix="Enter the day as day/month/year.",
    ),
    Rule(
        "SW06STG2",
        (
            Breach(
                SW_EPISODES,
                "The row lies outside the time for which social workers are reported.",
                "SW_DECOM > YearEnd or SW_DEC < YearBefore",
            ),
        ),
        fix="Leave it out, or correct the days.",
        reading="The year and the one before. Who began earlier is in it while the row "
        "ends in it or is open.",
    ),
    Rule(
        "SW07STG2",
        (
            Breach(
                SW_EPISODES,
                "The social worker ended outside the time for which social workers are reported.",
                "SW_DEC < YearBefore or SW_DEC > YearEnd",
            ),
        ),
        fix="Leave it out, or correct the day.",
        reading="The year and the one before.",
    ),
    Rule(
        "SW08STG2",
        (
            Breach(
                SW_EPISODES,
                "A later social worker has begun, and this one has not ended.",
                "IS_LATEST is false and (not given(SW_DEC) or unreadable(SW_DEC))",
            ),
        ),
        fix="Enter the day this one ended.",
    ),
    Rule(
        "SW09STG2",
        (
            Breach(
                SW_EPISODES,
                "The social worker began and ended on one day.",
                "SW_DEC >= SW_DECOM and date_diff('day', SW_DECOM, SW_DEC) < 1",
            ),
        ),
        fix="Correct one of the two days, or leave the row out.",
        reading="Under 24 hours, as the text has it; the open validator takes three "
        "days. An end before the start is told by SW18STG2.",
    ),
    Rule(
        "SW10STG2",
        (
            Breach(
                SW_EPISODES,
                "A social worker began more than seven days before the one before ended.",
                "SW_REASON is distinct from 'FCONTA' and date_diff('day', SW_DECOM, "
                "BEFORE_END) > 7",
            ),
        ),
        fix="Correct one of the two days.",
        reading="An earlier row that is still open is told by SW08STG2, a gap by SW10aSTG2.",
    ),
    Rule(
        "SW10aSTG2",
        (
            Breach(
                SW_EPISODES,
                "A social worker did not begin within seven days of the end of the one before.",
                "SW_REASON is distinct from 'FCONTA' and abs(date_diff('day', SW_DECOM,"
                " BEFORE_END)) > 7",
            ),
        ),
        fix="Correct one of the two days, or add who was between.",
        reading="An earlier row that is still open is told by SW08STG2.",
    ),
    Rule(
        "SW10bSTG2",
        (
            Breach(
                SW_EPISODES,
                "A first contact began before the social worker before had ended.",
                "SW_REASON = 'FCONTA' and SW_DECOM <= BEFORE_END",
            ),
        ),
        fix="Correct the reason or one of the two days.",
    ),
    Rule(
        "SW11bSTG2",
        (
            Breach(
                SW_EPISODES,
                "The last social worker ended in the last days of the year, and none follows.",
                "IS_LATEST and SW_DEC between LastDays and YearEnd",
            ),
        ),
        fix="Add the next one, or leave the day empty.",
        reading="The last five days, as the department's check is known to take them.",
    ),
    Rule(
        "SW12STG2",
        (
            Breach(
                EPISODES,
                "The child is looked after at 31 March, and no social worker is given "
                "for the beginning of the year, or of care.",
                f"DECOM <= YearEnd and (missing(DEC) or DEC > YearEnd) and {IN_CARE}",
                without=Other(
                    SW_EPISODES,
                    where="other.SW_DECOM <= greatest(YearStart, FIRST_CARE) and "
                    "(missing(other.SW_DEC) or other.SW_DEC >= greatest(YearStart, "
                    "FIRST_CARE))",
                ),
            ),
        ),
        fix="Add the social workers from the beginning of the year on.",
        reading="The text asks for the whole year. Found where no row covers the first "
        "day of the year, or of the period of care where that began later.",
    ),
    Rule(
        "SW13STG1",
        (
            Breach(
                SW_EPISODES,
                "The reason for the change is no code, or missing.",
                "invalid(SW_REASON) or (missing(SW_REASON) and SW_DECOM >= Begin2023)",
            ),
        ),
        fix="Enter one of the codes.",
        reading="May be missing for who began before April 2023.",
    ),
    Rule(
        "SW17STG2",
        (
            Breach(
                SW_EPISODES,
                "The child is looked after at 31 March, and no social worker is open.",
                "IS_LATEST and (SW_DEC is not null or unreadable(SW_DEC)) and LAST_REC "
                "is null and EPISODES > 0",
            ),
        ),
        fix="Leave the last day empty, or add the next social worker.",
        reading="Of children whose last episode has not ended alone; the open validator"
        " finds those who left care too.",
    ),
    Rule(
        "SW18STG2",
        (
            Breach(
                SW_EPISODES,
                "The social worker ended before beginning.",
                "SW_DEC < SW_DECOM",
            ),
        ),
        fix="Correct one of the two days.",
        reading="The same day is told by SW09STG2.",
    ),
    Rule(
        "SW19STG2",
        (
            Breach(
                SW_EPISODES,
                "Two social workers of the child began on one day.",
                "SW_DECOM = other.SW_DECOM",
                another=Other(SW_EPISODES),
            ),
        ),
        fix="Correct one of the days, or take one row out.",
        reading="Both rows are found.",
    ),
)
