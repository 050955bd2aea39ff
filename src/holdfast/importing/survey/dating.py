"""The days of a source: which of day and month comes first, defaults, and days too late."""

from collections.abc import Iterator

import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.importing.survey.doubted import doubts_of_kind
from holdfast.importing.survey.told import Row
from holdfast.record.register import TABLES
from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.doubts import DoubtKind
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.days.day_columns import DayColumn, Noted
from holdfast.sources.days.day_order import DayOrder

_AHEAD = "a day after the extract's own, as planned and due days may be"
# Words of notes that are about days.
_TELLING = ("placeholder day", "year of two figures", "1904", "time of day", "as at")


def orders_told(noted: Noted) -> list[Row]:
    """Each column of days: its order, and the cells that show it. Those in doubt come first."""
    told = [
        {
            "table": table,
            "heading": heading,
            "order": _order(shown),
            "filled": shown.filled,
            "day_only": shown.evidence.day_only,
            "month_only": shown.evidence.month_only,
            "either": shown.evidence.either,
        }
        for (table, heading), shown in noted.items()
        if shown.filled
    ]
    return sorted(told, key=lambda row: (not row["month_only"], row["table"], row["heading"]))


def _order(shown: DayColumn) -> str:
    evidence = shown.evidence
    if shown.order is not DayOrder.DAY_FIRST or evidence.day_only:
        return shown.order.value
    if evidence.either:
        return "day first, though nothing shows it"
    return "no day in figures that could be either"


def days_told(snapshot: Snapshot) -> list[Row]:
    """Defaults, short years and the workbook's count, as noted; days too late; days ahead."""
    noted = [
        {"where": note.where, "what": note.what, "count": note.count}
        for note in snapshot.manifest.notes
        if any(words in note.what for words in _TELLING)
    ]
    too_late = doubts_of_kind(snapshot, DoubtKind.AFTER_EXTRACT)
    return [*noted, *too_late, *_ahead(snapshot)]


def _ahead(snapshot: Snapshot) -> Iterator[Row]:
    for table in TABLES:
        days = [one for one in table.columns if one.kind is ColumnKind.DAY and one.ahead]
        if table.name not in snapshot.manifest.rows or not days:
            continue
        rows = pq.read_table(snapshot.path(table.name), columns=[one.name for one in days])
        for column in days:
            later = pc.greater(rows[column.name], snapshot.manifest.as_at)
            if count := pc.sum(later).as_py():
                yield {"where": repr(column), "what": _AHEAD, "count": count}
