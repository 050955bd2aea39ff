"""The files of the looked-after children return, declared, and which years have them.

Names, columns and their order are those of the return of 2022/23 to 2026/27. The same files of
the year before are the tables whose names end in ``_last``.
"""

from holdfast.record.schema.table import CodeSet, ColumnKind
from holdfast.sources.ssda903 import codes
from holdfast.sources.ssda903.columns import ReturnColumn, ReturnTable

FIRST_YEAR, LAST_YEAR = 2023, 2027


def _day(name: str, meaning: str) -> ReturnColumn:
    return ReturnColumn(name, ColumnKind.DAY, meaning)


def _code(name: str, meaning: str, held: CodeSet) -> ReturnColumn:
    return ReturnColumn(name, ColumnKind.CODE, meaning, held)


def _text(name: str, meaning: str) -> ReturnColumn:
    return ReturnColumn(name, ColumnKind.TEXT, meaning)


def _flag(name: str, meaning: str) -> ReturnColumn:
    return _code(name, meaning, codes.YES_NO)


_CHILD = ReturnColumn("CHILD", ColumnKind.ID, "The council's number of the child.")
_DOB = _day("DOB", "Date of birth.")
_SEX = _code("SEX", "Sex: M, F or U; 1 or 2 until 2023/24.", codes.SEX)

HEADER = ReturnTable(
    "Header",
    "A row for each child.",
    (
        _CHILD,
        _SEX,
        _DOB,
        _code("ETHNIC", "Ethnic origin.", codes.ETHNICITY),
        _text("UPN", "Unique pupil number, or UN1 to UN5 where there is none."),
        _flag("MOTHER", "Whether the young person is a mother."),
        _day("MC_DOB", "Date of birth of the mother's first child."),
    ),
)
EPISODES = ReturnTable(
    "Episodes",
    "A row for each episode of care: a stretch under one legal status in one placement.",
    (
        _CHILD,
        _day("DECOM", "Day on which the episode began."),
        _code("RNE", "Reason for the new episode.", codes.REASON_NEW),
        _code("LS", "Legal status.", codes.LEGAL_STATUS),
        _code("CIN", "Category of need.", codes.NEED),
        _code("PLACE", "Placement type.", codes.PLACEMENT),
        _code("PLACE_PROVIDER", "Provider of the placement.", codes.PROVIDER),
        _day("DEC", "Day on which the episode ceased."),
        _code("REC", "Reason the episode ceased.", codes.REASON_CEASED),
        _code("REASON_PLACE_CHANGE", "Reason for the change of placement.", codes.REASON_CHANGE),
        _text("HOME_POST", "Postcode of the child's home."),
        _text("PL_POST", "Postcode of the placement."),
        _text("URN", "Ofsted's number of the provider."),
    ),
)
REVIEWS = ReturnTable(
    "Reviews",
    "A row for each review.",
    (
        _CHILD,
        _DOB,
        _day("REVIEW", "Day of the review."),
        _code("REVIEW_CODE", "How the child took part.", codes.PARTICIPATION),
    ),
)
UASC = ReturnTable(
    "UASC",
    "A row for each unaccompanied asylum-seeking child.",
    (_CHILD, _SEX, _DOB, _day("DUC", "Day on which that status ceased.")),
)
HEALTH_FLAGS = (
    _flag("CONVICTED", "Convicted or cautioned in the year (10 or over)."),
    _flag("HEALTH_CHECK", "Health surveillance up to date (under 5)."),
    _flag("IMMUNISATIONS", "Immunisations up to date."),
    _flag("TEETH_CHECK", "Teeth checked by a dentist in the year."),
    _flag("HEALTH_ASSESSMENT", "Health assessed in the year."),
    _flag("SUBSTANCE_MISUSE", "A substance misuse problem was identified."),
    _flag("INTERVENTION_RECEIVED", "An intervention for it was received."),
    _flag("INTERVENTION_OFFERED", "An intervention for it was offered."),
)
OC2 = ReturnTable(
    "OC2",
    "Health of the children looked after for twelve months.",
    (
        _CHILD,
        _DOB,
        ReturnColumn("SDQ_SCORE", ColumnKind.WHOLE, "Score of the questionnaire, 0 to 40."),
        _code("SDQ_REASON", "Reason for no score.", codes.SDQ_REASON),
        *HEALTH_FLAGS,
    ),
)
OC3 = ReturnTable(
    "OC3",
    "Care leavers around their birthday.",
    (
        _CHILD,
        _DOB,
        _code("IN_TOUCH", "Whether the council is in touch.", codes.IN_TOUCH),
        _code("ACTIV", "Activity.", codes.ACTIVITY),
        _code("ACCOM", "Accommodation.", codes.ACCOMMODATION),
    ),
)
AD1 = ReturnTable(
    "AD1",
    "Children adopted in the year.",
    (
        _CHILD,
        _DOB,
        _day("DATE_INT", "Day of the decision that the child should be placed for adoption."),
        _day("DATE_MATCH", "Day on which child and adopters were matched."),
        _flag("FOSTER_CARE", "Whether the adopter was the foster carer."),
        _code("NB_ADOPTR", "Number of adopters.", codes.ADOPTERS),
        _code("SEX_ADOPTR", "Sex of the adopters.", codes.ADOPTERS_SEX),
        _code("LS_ADOPTR", "Legal status of the adopters.", codes.ADOPTERS_STATUS),
    ),
)
PLACED_ADOPTION = ReturnTable(
    "PlacedAdoption",
    "Decisions that a child should be placed for adoption.",
    (
        _CHILD,
        _DOB,
        _day("DATE_PLACED", "Day of the decision."),
        _day("DATE_PLACED_CEASED", "Day on which the decision was reversed."),
        _code("REASON_PLACED_CEASED", "Why it was reversed.", codes.REVERSAL),
    ),
)
PREVIOUS_PERMANENCE = ReturnTable(
    "PrevPerm",
    "What permanence a child had before.",
    (
        _CHILD,
        _DOB,
        _code("PREV_PERM", "The permanence option.", codes.PERMANENCE),
        _text("LA_PERM", "Council where it was arranged."),
        _text("DATE_PERM", "Day of the order; unknown parts as Z."),
    ),
)
MISSING = ReturnTable(
    "Missing",
    "Times for which a child was missing or away without authorisation.",
    (
        _CHILD,
        _DOB,
        _code("MISSING", "Missing (M) or away (A).", codes.ABSENCE),
        _day("MIS_START", "Day on which it began."),
        _day("MIS_END", "Day on which it ended."),
    ),
)
SW_EPISODES = ReturnTable(
    "SWEpisodes",
    "Which social worker a child had, and when.",
    (
        _CHILD,
        _DOB,
        _text("SW_ID", "Number of the social worker."),
        _day("SW_DECOM", "Day on which that worker began."),
        _day("SW_DEC", "Day on which that worker ended."),
        _code("SW_REASON", "Reason for the change.", codes.WORKER_CHANGE),
    ),
    since=2024,
)
DOLO = ReturnTable(
    "DoLo",
    "Orders that deprive a child of liberty.",
    (
        _CHILD,
        _DOB,
        _day("DOLO_START", "Day on which the order began."),
        _day("DOLO_END", "Day on which it ended."),
    ),
    since=2027,
)

TABLES = (
    HEADER, EPISODES, REVIEWS, UASC, OC2, OC3, AD1, PLACED_ADOPTION, PREVIOUS_PERMANENCE, MISSING,
    SW_EPISODES, DOLO,
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}
LAST_YEARS = {table.name: table.last_year() for table in TABLES}
# Last year's tables that rules look at.
HEADER_LAST, EPISODES_LAST = LAST_YEARS["Header"], LAST_YEARS["Episodes"]
UASC_LAST, OC3_LAST = LAST_YEARS["UASC"], LAST_YEARS["OC3"]
PLACED_ADOPTION_LAST = LAST_YEARS["PlacedAdoption"]
MISSING_LAST, DOLO_LAST = LAST_YEARS["Missing"], LAST_YEARS["DoLo"]


def tables_of(year: int) -> tuple[ReturnTable, ...]:
    """The files of the return that ends in ``year``."""
    return tuple(table for table in TABLES if table.since <= year)
