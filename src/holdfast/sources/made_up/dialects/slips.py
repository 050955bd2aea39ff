"""The slips of real extracts, planted in a dialect's files at stated rates.

Each is a cell or a row that no reader can take as it stands; none gives another value that
could be right. What was spoilt is told beside the truth, so that a reader can be held to it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from holdfast.errors import BadSetting
from holdfast.record.assessment import Assessments
from holdfast.record.care import (
    CareEpisodes,
    CareReviews,
    CareVisits,
    LegalStatuses,
    Placements,
)
from holdfast.record.care_health import HealthChecks
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.missing import MissingEpisodes
from holdfast.record.need import NeedPlans, NeedVisits
from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Involvements


class Slip(StrEnum):
    """What was done to a cell or a row."""

    NO_SUCH_DAY = "an end day that does not exist"
    WORDS_FOR_A_DAY = "words where a day should stand"
    AFTER_EXTRACT = "a day after the extract's own"
    UNKNOWN_WORD = "a word that no vocabulary knows"
    UNREADABLE_FLAG = "a yes or no that cannot be read"
    BROKEN_JSON = "an outcome that is broken off"
    SHORT_NUMBER = "a child's number shortened by a spreadsheet"
    NO_NUMBER = "words where a child's number should stand"
    SURPLUS_CELL = "a row with a cell too many"
    CUT_SHORT = "a row with cells too few"
    LOST = "a row that the build's script leaves out"
    OLDER = "a row older than the script's window"


# The share of the cells, or of the rows, of the columns below that each is planted in. They are
# ours: nobody has counted. A mark of the file and the seed decide which.
RATES: Mapping[Slip, float] = {
    Slip.NO_SUCH_DAY: 0.01,
    Slip.WORDS_FOR_A_DAY: 0.003,
    Slip.AFTER_EXTRACT: 0.002,
    Slip.UNKNOWN_WORD: 0.005,
    Slip.UNREADABLE_FLAG: 0.005,
    Slip.BROKEN_JSON: 0.005,
    Slip.SHORT_NUMBER: 0.002,
    Slip.NO_NUMBER: 0.001,
    Slip.SURPLUS_CELL: 0.005,
    Slip.CUT_SHORT: 0.001,
}

_ENDS = (
    Assessments.authorised,
    Enquiries.ended,
    Referrals.closed,
    NeedPlans.ended,
    ProtectionPlans.ended,
    ProtectionReviews.held,
    Conferences.held,
    CareEpisodes.ended,
    Placements.ended,
    LegalStatuses.ended,
    CareReviews.held,
    HealthChecks.held,
    Involvements.ended,
    MissingEpisodes.ended,
)
_HAPPENED = (
    Contacts.received,
    NeedVisits.visited,
    ProtectionVisits.visited,
    CareVisits.visited,
    Involvements.started,
    Enquiries.started,
    ProtectionPlans.started,
)
_CODED = (
    Involvements.role,
    HealthChecks.kind,
    HealthChecks.status,
    LegalStatuses.status,
    Placements.kind,
    Referrals.close_reason,
    CareEpisodes.end_reason,
)
_FLAGS = (
    NeedVisits.seen,
    ProtectionVisits.seen,
    CareVisits.seen,
    Conferences.transfer_in,
    CareReviews.cancelled,
    Referrals.no_further_action,
    MissingEpisodes.interview_offered,
)
_OUTCOMES = ("s47e_s47_outcome_json", "cina_assessment_outcome_json", "cont_contact_outcome_json")

_NOT_A_DAY = ("tbc", "see notes", "w/c Monday", "31/11")
_NOT_A_WORD = ("ZZ9 (local)", "Locality lead 2", "as agreed with DM")
_NOT_A_FLAG = ("?", "see case note", "partly")
_NOT_A_NUMBER = ("N/A", "Unborn", "")
_SURPLUS = "agreed by phone"


@dataclass(frozen=True)
class PlantedSlip:
    """A slip in a file: its row counts the headings as the first, None where it is not there.

    ``child`` is the child's name in the truth, whatever the file calls it.
    """

    file: str
    row: int | None
    column: str
    kind: Slip
    child: str


@dataclass(frozen=True)
class SpoiltCell:
    """A cell to be spoilt: by place in its table, by the standard's heading, and how."""

    place: int
    column: str
    kind: Slip
    text: str


def cells_to_spoil(
    table: type[Table],
    columns: Mapping[str, Sequence[str | None]],
    as_at: date,
    random: Random,
    rates: Mapping[Slip, float],
) -> list[SpoiltCell]:
    """The cells of a table that are spoilt before they are put in the build's words."""
    found: dict[int, SpoiltCell] = {}
    for kind, spoilt, change in _CHANGES:
        for heading in (one.ssd for one in spoilt if one.table is table and one.ssd in columns):
            for place, text in enumerate(columns[heading]):
                if text and random.random() < rates[kind] and place not in found:
                    found[place] = SpoiltCell(place, heading, kind, change(text, as_at, random))
    return list(found.values())


def rows_to_spoil(
    columns: Mapping[str, Sequence[str | None]],
    child: str,
    taken: set[int],
    random: Random,
    rates: Mapping[Slip, float],
) -> dict[int, tuple[Slip, str]]:
    """The rows spoilt once they are in the build's words, and under which heading if any.

    None of them is ``taken`` already. ``child`` is the heading of the child's number.
    """
    found: dict[int, tuple[Slip, str]] = {}

    def pick(kind: Slip, heading: str, places: Iterable[int]) -> None:
        for place in places:
            if random.random() < rates[kind] and place not in taken and place not in found:
                found[place] = kind, heading

    rows = range(len(next(iter(columns.values()), [])))
    for heading in (one for one in _OUTCOMES if one in columns):
        objects = (n for n, text in enumerate(columns[heading]) if text and text[0] == "{")
        pick(Slip.BROKEN_JSON, heading, objects)
    if child in columns:
        pick(Slip.SHORT_NUMBER, child, rows)
        pick(Slip.NO_NUMBER, child, rows)
    pick(Slip.SURPLUS_CELL, "", rows)
    pick(Slip.CUT_SHORT, "", rows)
    return found


def spoil_row(cells: list[str], kind: Slip, at: int, random: Random) -> list[str]:
    """A row with this slip; ``at`` is the place of the cell that it is in, if it is in one."""
    if kind is Slip.SURPLUS_CELL:
        return [*cells[:-1], _SURPLUS, cells[-1]]
    if kind is Slip.CUT_SHORT:
        return cells[: max(1, len(cells) - 2)]
    changed = list(cells)
    if kind is Slip.BROKEN_JSON:
        changed[at] = cells[at][: len(cells[at]) // 2]
    else:
        short = kind is Slip.SHORT_NUMBER
        changed[at] = shortened(cells[at]) if short else random.choice(_NOT_A_NUMBER)
    return changed


def shortened(number: str) -> str:
    """A number as a spreadsheet shortens it: 100012000196 becomes 1.00012E+11."""
    figures = "".join(one for one in number if one.isdigit()) or "0"
    return f"{int(figures):.5E}"


def rates_of(wanted: Mapping[Slip, float] | None) -> Mapping[Slip, float]:
    """The rate of each slip: those declared, some changed. Raises BadSetting for no share."""
    for kind, rate in (wanted or {}).items():
        if kind not in RATES or not 0 <= rate <= 1:
            raise BadSetting(f"There is no such rate of: {kind}.", "Give a share from 0 to 1.")
    return {**RATES, **(wanted or {})}


# The nearest month without a 31st.
_SHORT_MONTH = (0, 2, 2, 4, 4, 6, 6, 6, 9, 9, 11, 11, 11)

NO_SLIPS: Mapping[Slip, float] = dict.fromkeys(RATES, 0.0)


def no_such_day(text: str, _: date, random: Random) -> str:
    """The last day of a month that has no such day: 31 November, 30 February."""
    year, month = text[:4], int(text[5:7])
    short = _SHORT_MONTH[month]
    day = random.choice(("30", "31")) if short == 2 else "31"
    return f"{year}-{short:02d}-{day}{text[10:]}"


_Change = Callable[[str, date, Random], str]
_CHANGES: tuple[tuple[Slip, tuple[Column, ...], _Change], ...] = (
    (Slip.NO_SUCH_DAY, _ENDS, no_such_day),
    (Slip.WORDS_FOR_A_DAY, _HAPPENED, lambda text, as_at, random: random.choice(_NOT_A_DAY)),
    (
        Slip.AFTER_EXTRACT,
        _HAPPENED,
        lambda text, as_at, random: (
            (as_at + timedelta(days=random.randint(1, 300))).isoformat() + text[10:]
        ),
    ),
    (Slip.UNKNOWN_WORD, _CODED, lambda text, as_at, random: random.choice(_NOT_A_WORD)),
    (Slip.UNREADABLE_FLAG, _FLAGS, lambda text, as_at, random: random.choice(_NOT_A_FLAG)),
)
