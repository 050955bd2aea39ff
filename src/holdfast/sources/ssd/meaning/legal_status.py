"""The legal status of each episode of care, which SSD keeps in a table of its own.

It matters: a child whose status is V3 or V4 is in short breaks, and most duties of care are
not owed. An episode of care begins when the legal status changes, so its status is the one in
force on its first day. Where two are (a placement order is made and the care order stays in
force), the later is meant, as in the return. Where none is, or two began on one day, the
episode is left without, and counted. Whether it is care or short breaks is then in doubt
(``status_doubts``), unless all that may hold are one or the other: then that is what it is. Of a
source that gives no legal statuses at all every episode counts as care, since to tell nothing of
any child in care would hide those who wait; the import says so.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.care import CareEpisodes, LegalStatuses
from holdfast.record.codes.care import LEGAL_STATUS
from holdfast.record.store.doubts import Doubt
from holdfast.record.store.manifest import Note
from holdfast.sources.days.day_columns import DayColumns
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.intake.typed_tables import Intake
from holdfast.sources.ssd.declared import PROJECTIONS, STATUS_HEADING
from holdfast.sources.ssd.files.part import SourcePart, with_column
from holdfast.sources.ssd.files.reading_parts import read_columns
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers
from holdfast.sources.ssd.meaning.status_doubts import SHORT_BREAKS, Place, status_doubts
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary

_EPISODES = CareEpisodes.ssd
_NEEDED = (
    LegalStatuses.child,
    LegalStatuses.status,
    LegalStatuses.started,
    LegalStatuses.ended,
)

# The first day, the last (None while in force) and the code.
_InForce = tuple[date, date | None, str]

_TAKEN = "the legal status of an episode, taken from that in force on its first day"
_UNTOLD = "episodes whose legal status cannot be determined"
_NO_STATUSES = "no legal statuses are given: short breaks cannot be told from care, and count as it"


class LegalStatusOf:
    """Adds its legal status to each episode of care."""

    def __init__(
        self,
        parts: Mapping[str, SourcePart],
        numbers: ChildNumbers,
        as_at: date,
        days: DayColumns,
        vocabulary: Vocabulary = PRESETS_ALONE,
    ) -> None:
        self._as_at = as_at
        self._days = days
        self._numbers = numbers
        self._vocabulary = vocabulary
        self._parts = parts
        self._counts: Counter[str] = Counter()
        self._blank: set[Place] = set()

    def notes(self) -> list[Note]:
        """How many episodes were given a status, and how many could not be."""
        return [Note(_EPISODES, what, count) for what, count in self._counts.items() if count]

    def look(self, raw: RawTable) -> None:
        """Note which rows of legal statuses, as they are taken, give no status."""
        heading = raw.find(LegalStatuses.status.ssd)
        if raw.name == LegalStatuses.ssd and heading:
            blank = raw.row_numbers.filter(pc.is_null(raw.cells[heading].combine_chunks()))
            place = (raw.source_file, raw.source_part)
            self._blank.update((*place, number) for number in blank.to_pylist())

    def doubts(self, intake: Intake) -> Iterator[Doubt]:
        """The doubts on the legal status of the episodes taken, once every table is taken."""
        statuses, episodes = intake.gathered(LegalStatuses), intake.gathered(CareEpisodes)
        return status_doubts(statuses, episodes, frozenset(self._blank))

    def add(self, raw: RawTable) -> RawTable:
        """A table of care episodes with the status of each beside it; another as it is."""
        if raw.name != _EPISODES:
            return raw
        rows = read_columns(self._parts, _NEEDED, self._as_at, self._days, self._vocabulary)
        if rows is None:
            self._counts[_NO_STATUSES] += len(raw)
            return raw
        place = rows.column_names.index(LegalStatuses.child.name)
        named = rows[LegalStatuses.child.name].combine_chunks()
        rows = rows.set_column(place, rows.field(place), self._numbers.as_written(named))
        statuses = _by_child(rows)
        columns, cells = Columns(raw, self._as_at), PROJECTIONS[_EPISODES].cells
        children = columns.values(cells[CareEpisodes.child], CareEpisodes.child).to_pylist()
        days = columns.values(cells[CareEpisodes.started], CareEpisodes.started).to_pylist()
        told = [
            _in_force(statuses.get(child, []), day) if child and day else None
            for child, day in zip(children, days, strict=True)
        ]
        self._counts[_UNTOLD] += told.count(None)
        self._counts[_TAKEN] += len(told) - told.count(None)
        return with_column(raw, STATUS_HEADING, pa.array(told, pa.string()))


def _by_child(rows: pa.Table) -> dict[str, list[_InForce]]:
    """The statuses that the return counts, by child, in the order of their first days."""
    found: dict[str, list[_InForce]] = defaultdict(list)
    columns = (rows[one.name].to_pylist() for one in _NEEDED)
    for child, status, started, ended in zip(*columns, strict=True):
        if child and started and status in LEGAL_STATUS.codes:
            found[child].append((started, ended, status))
    for statuses in found.values():
        statuses.sort(key=lambda one: one[0])
    return found


def _in_force(statuses: list[_InForce], day: date) -> str | None:
    """The status in force on ``day`` that began the latest; None where that is not one.

    Of two kinds of short breaks either will do.
    """
    begun = statuses[: bisect_right(statuses, day, key=lambda one: one[0])]
    holding = [one for one in begun if one[1] is None or one[1] > day or one[0] == day]
    latest = {status for first, _, status in holding if first == holding[-1][0]}
    return min(latest) if len(latest) == 1 or (latest and latest <= SHORT_BREAKS) else None
