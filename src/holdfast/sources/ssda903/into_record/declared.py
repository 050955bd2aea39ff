"""How the files of the return become tables of the record.

The return has no identifiers but the child's: every other row is known by its child and the day on
which it began, so that the same row in the files of two years is one. Columns in words of ours
(``PERIOD`` and the like) are worked out from a child's episodes; see ``periods``.
"""

from dataclasses import dataclass

from holdfast.record.care import (
    CareEpisodes,
    CareReviews,
    LegalStatuses,
    Placements,
    PreviousPermanence,
)
from holdfast.record.care_health import Immunisations, StrengthsQuestionnaires
from holdfast.record.family import ImmigrationStatuses, Persons
from holdfast.record.leaving_care import CareLeavers
from holdfast.record.missing import MissingEpisodes
from holdfast.record.permanence import Permanence
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Involvements, Professionals
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Origin, Projection
from holdfast.sources.ssda903 import layout
from holdfast.sources.ssda903.columns import ReturnTable

CHILD = "CHILD"
# Made beside the return's own columns: whether a row stands, or a later file or another row says
# it too; its number among those of a child that began on one day; and what episodes tell together.
STANDS, NUMBER = "stands", "number of those begun on one day"
PERIOD, ENTERED = "first day of the period", "day of coming into care"
PLACED, LEFT_PLACE = "first day of the placement", "last day of the placement"
NEW_PLACE, MOVED_FOR = "begins a placement", "why the placement ended"
STATUS_SINCE, STATUS_UNTIL = "first day of the status", "last day of the status"
NEW_STATUS = "begins a status"
YES, NO = "yes", "no"
MADE = (
    STANDS, NUMBER, PERIOD, ENTERED, PLACED, LEFT_PLACE, NEW_PLACE, MOVED_FOR, STATUS_SINCE,
    STATUS_UNTIL, NEW_STATUS,
)  # fmt: skip


@dataclass(frozen=True)
class FileMapping:
    """A file and what becomes of its rows; ``main`` decides which are refused.

    ``begins`` is the day without which a row is refused. A row is known, over the years, by its
    child and ``key``. One is over where ``over`` holds a day; ``shows`` are columns that show it
    to be over, whether that day is given or not. A file without a column of ``needs`` cannot be
    taken at all. ``latest``: how things stand now, so that only the latest file that has it counts.
    """

    table: ReturnTable
    main: Projection
    others: tuple[Projection, ...] = ()
    key: tuple[str, ...] = ()
    begins: str = ""
    over: str = ""
    shows: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    latest: bool = False

    @property
    def projections(self) -> tuple[Projection, ...]:
        """What the rows become."""
        return (self.main, *self.others)

    def lost(self, known: bool) -> tuple[type[Table], ...]:
        """The record tables of which a refused row may have been one.

        Not that of workers: such a row is about its child. Nor, where the header tells of the
        child (``known``), that of persons.
        """
        beside = {Professionals, Persons} if known else {Professionals}
        tables = dict.fromkeys(one.table for one in self.projections)
        return tuple(one for one in tables if one not in beside)


def absent_words(text: str) -> str:
    """M for missing and A for away, in the record's own words."""
    return {"M": "missing", "A": "away"}.get(text.strip().upper(), text)


def suitability(text: str) -> str | None:
    """The figure behind the letter of where a care leaver lives; none where there is none."""
    plain = text.strip()
    return plain[1:] if len(plain) == 2 and plain[1] in "12" else None


ONLY = {STANDS: (YES,)}
# Of children who are not looked after a return says nothing.
IN_CARE = "children in care"
_WHO: dict[Column, Origin] = {Persons.child: Cell(CHILD)}
_BORN: dict[Column, Origin] = {**_WHO, Persons.born: Cell("DOB")}

PERSON = Projection(
    Persons,
    {
        **_BORN,
        Persons.sex: Cell("SEX"),
        Persons.ethnicity: Cell("ETHNIC"),
        Persons.upn: Cell("UPN", through=lambda text: None if _no_number(text) else text),
        Persons.upn_unknown: Cell("UPN", through=lambda text: text if _no_number(text) else None),
        Persons.is_mother: Cell("MOTHER"),
    },
    merge=True,
)
# A child whom another file names is not lost where the header lacks it.
NAMED = Projection(Persons, _WHO, merge=True)
NAMED_AND_BORN = Projection(Persons, _BORN, merge=True)
NAMED_WITH_SEX = Projection(Persons, {**_BORN, Persons.sex: Cell("SEX")}, merge=True)


def _no_number(text: str) -> bool:
    return text.strip().upper().startswith("UN")


_PLACEMENT = Digest("placement", CHILD, PLACED, "PLACE")
_PERIOD = Digest("care-period", CHILD, PERIOD)
EPISODE = Projection(
    CareEpisodes,
    {
        CareEpisodes.episode: Digest("care-episode", CHILD, "DECOM", NUMBER),
        CareEpisodes.child: Cell(CHILD),
        CareEpisodes.placement: _PLACEMENT,
        CareEpisodes.started: Cell("DECOM"),
        CareEpisodes.start_reason: Cell("RNE"),
        CareEpisodes.primary_need: Cell("CIN"),
        CareEpisodes.ended: Cell("DEC"),
        CareEpisodes.end_reason: Cell("REC"),
        CareEpisodes.care_period: _PERIOD,
        CareEpisodes.entered_care: Cell(ENTERED),
        CareEpisodes.legal_status: Cell("LS"),
    },
    only=ONLY,
)
PLACEMENT = Projection(
    Placements,
    {
        Placements.placement: _PLACEMENT,
        Placements.care_period: _PERIOD,
        Placements.child: Cell(CHILD),
        Placements.started: Cell(PLACED),
        Placements.ended: Cell(LEFT_PLACE),
        Placements.kind: Cell("PLACE"),
        Placements.provider: Cell("PLACE_PROVIDER"),
        Placements.urn: Cell("URN"),
        Placements.postcode: Cell("PL_POST"),
        Placements.change_reason: Cell(MOVED_FOR),
    },
    only={**ONLY, NEW_PLACE: (YES,)},
)
STATUS = Projection(
    LegalStatuses,
    {
        LegalStatuses.status_row: Digest("legal-status", CHILD, STATUS_SINCE, "LS"),
        LegalStatuses.child: Cell(CHILD),
        LegalStatuses.status: Cell("LS"),
        LegalStatuses.started: Cell(STATUS_SINCE),
        LegalStatuses.ended: Cell(STATUS_UNTIL),
    },
    only={**ONLY, NEW_STATUS: (YES,)},
    holding=("LS",),
)
REVIEW = Projection(
    CareReviews,
    {
        CareReviews.review: Digest("care-review", CHILD, "REVIEW", NUMBER),
        CareReviews.child: Cell(CHILD),
        CareReviews.held: Cell("REVIEW"),
        CareReviews.participation: Cell("REVIEW_CODE"),
    },
    only=ONLY,
)
UNACCOMPANIED = Projection(
    ImmigrationStatuses,
    {
        ImmigrationStatuses.status: Digest("immigration-status", CHILD, NUMBER),
        ImmigrationStatuses.child: Cell(CHILD),
        ImmigrationStatuses.kind: Fixed("UASC"),
        ImmigrationStatuses.ended: Cell("DUC"),
    },
    only=ONLY,
)
QUESTIONNAIRE = Projection(
    StrengthsQuestionnaires,
    {
        StrengthsQuestionnaires.questionnaire: Digest("questionnaire", CHILD, NUMBER),
        StrengthsQuestionnaires.child: Cell(CHILD),
        StrengthsQuestionnaires.score: Cell("SDQ_SCORE"),
        StrengthsQuestionnaires.reason: Cell("SDQ_REASON"),
    },
    reach="latest",
    only=ONLY,
)
IMMUNISED = Projection(
    Immunisations,
    {Immunisations.child: Cell(CHILD), Immunisations.up_to_date: Cell("IMMUNISATIONS")},
    reach="latest",
    only=ONLY,
)
LEAVER = Projection(
    CareLeavers,
    {
        CareLeavers.care_leaver_row: Digest("care-leaver", CHILD, NUMBER),
        CareLeavers.child: Cell(CHILD),
        CareLeavers.in_touch: Cell("IN_TOUCH"),
        CareLeavers.activity: Cell("ACTIV"),
        CareLeavers.accommodation: Cell("ACCOM"),
        CareLeavers.accommodation_suitable: Cell("ACCOM", through=suitability),
    },
    reach="latest",
    only=ONLY,
    of="care leavers of 17 to 21",
)
ADOPTED = Projection(
    Permanence,
    {
        Permanence.permanence_row: Digest("permanence", CHILD, "DATE_INT"),
        Permanence.child: Cell(CHILD),
        Permanence.decided: Cell("DATE_INT"),
        Permanence.matched: Cell("DATE_MATCH"),
        Permanence.adopted_by_carer: Cell("FOSTER_CARE"),
        Permanence.adopters: Cell("NB_ADOPTR"),
        Permanence.adopter_sex: Cell("SEX_ADOPTR"),
        Permanence.adopter_status: Cell("LS_ADOPTR"),
    },
    merge=True,
    only=ONLY,
)
TO_BE_PLACED = Projection(
    Permanence,
    {
        Permanence.permanence_row: Digest("permanence", CHILD, "DATE_PLACED"),
        Permanence.child: Cell(CHILD),
        Permanence.decided: Cell("DATE_PLACED"),
        Permanence.reversed_on: Cell("DATE_PLACED_CEASED"),
        Permanence.reversed_reason: Cell("REASON_PLACED_CEASED"),
    },
    merge=True,
    only=ONLY,
)
EARLIER = Projection(
    PreviousPermanence,
    {
        PreviousPermanence.permanence_row: Digest("earlier", CHILD, "PREV_PERM", "DATE_PERM"),
        PreviousPermanence.child: Cell(CHILD),
        PreviousPermanence.kind: Cell("PREV_PERM"),
        PreviousPermanence.authority: Cell("LA_PERM"),
        PreviousPermanence.ordered: Cell("DATE_PERM"),
    },
    only=ONLY,
)
GONE = Projection(
    MissingEpisodes,
    {
        MissingEpisodes.episode: Digest("missing", CHILD, "MIS_START", NUMBER),
        MissingEpisodes.child: Cell(CHILD),
        MissingEpisodes.started: Cell("MIS_START"),
        MissingEpisodes.ended: Cell("MIS_END"),
        MissingEpisodes.kind: Cell("MISSING", through=absent_words),
    },
    only=ONLY,
    of=IN_CARE,
)
WORKER = Projection(
    Professionals,
    {Professionals.worker: Cell("SW_ID"), Professionals.registration: Cell("SW_ID")},
    merge=True,
    holding=("SW_ID",),
)
HELD = Projection(
    Involvements,
    {
        Involvements.involvement: Digest("involvement", CHILD, "SW_ID", "SW_DECOM", NUMBER),
        Involvements.child: Cell(CHILD),
        Involvements.worker: Cell("SW_ID"),
        Involvements.role: Fixed("CW"),
        Involvements.started: Cell("SW_DECOM"),
        Involvements.ended: Cell("SW_DEC"),
        Involvements.change_reason: Cell("SW_REASON"),
    },
    only=ONLY,
    of=IN_CARE,
)

DECLARED = (
    FileMapping(layout.HEADER, PERSON),
    FileMapping(
        layout.EPISODES,
        EPISODE,
        (PLACEMENT, STATUS, NAMED),
        key=("DECOM",),
        begins="DECOM",
        over="DEC",
        shows=("REC",),
        needs=("DECOM", "RNE", "LS", "PLACE", "DEC", "REC"),
    ),
    FileMapping(
        layout.REVIEWS, REVIEW, (NAMED_AND_BORN,), ("REVIEW",), "REVIEW", needs=("REVIEW",)
    ),
    FileMapping(layout.UASC, UNACCOMPANIED, (NAMED_WITH_SEX,), needs=("DUC",)),
    FileMapping(layout.OC2, QUESTIONNAIRE, (IMMUNISED, NAMED_AND_BORN), latest=True),
    FileMapping(layout.OC3, LEAVER, (NAMED_AND_BORN,), latest=True),
    FileMapping(layout.AD1, ADOPTED, (NAMED_AND_BORN,), ("DATE_INT",), needs=("DATE_INT",)),
    FileMapping(
        layout.PLACED_ADOPTION,
        TO_BE_PLACED,
        (NAMED_AND_BORN,),
        key=("DATE_PLACED",),
        begins="DATE_PLACED",
        needs=("DATE_PLACED", "DATE_PLACED_CEASED"),
    ),
    FileMapping(
        layout.PREVIOUS_PERMANENCE, EARLIER, (NAMED_AND_BORN,), key=("PREV_PERM", "DATE_PERM")
    ),
    FileMapping(
        layout.MISSING,
        GONE,
        (NAMED_AND_BORN,),
        key=("MIS_START",),
        begins="MIS_START",
        over="MIS_END",
        needs=("MISSING", "MIS_START", "MIS_END"),
    ),
    FileMapping(
        layout.SW_EPISODES,
        HELD,
        (WORKER, NAMED_AND_BORN),
        key=("SW_ID", "SW_DECOM"),
        begins="SW_DECOM",
        over="SW_DEC",
        needs=("SW_ID", "SW_DECOM", "SW_DEC"),
    ),
)


def unkept() -> list[str]:
    """The columns of the return that become no column of the record, each with its file."""
    kept = {
        (declared.table.name, name)
        for declared in DECLARED
        for projection in declared.projections
        for origin in projection.cells.values()
        if isinstance(origin, Cell | Digest)
        for name in origin.names
    }
    worked_out = {("Episodes", "REASON_PLACE_CHANGE")}
    return [
        f"{table.name}: {column.name}"
        for table in layout.TABLES
        for column in table.columns
        # Who a row is about stands in each, and needs no saying.
        if (table.name, column.name) not in kept | worked_out and column.name not in (CHILD, "DOB")
    ]
