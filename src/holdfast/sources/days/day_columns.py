"""The day columns of a source, each judged over the whole of it before any of it is taken.

A large table comes in batches, and a batch alone may hold no day that shows the order; so may a
small table beside others that do.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from holdfast.sources.days.counted_days import day_columns
from holdfast.sources.days.day_order import DayOrder, Evidence, looks_month_first, order_of, weigh
from holdfast.sources.intake.mapping import Projection, RawTable

# What the council says of a column, by the source's table and the column's heading.
Declared = Callable[[str, str], DayOrder | None]


_SAID = {"day-first": DayOrder.DAY_FIRST, "month-first": DayOrder.MONTH_FIRST}


def as_said(order: Callable[[str, str], str | None]) -> Declared:
    """What a vocabulary says of columns, ``"day-first"`` or ``"month-first"``, as an order."""

    def declared(table: str, heading: str) -> DayOrder | None:
        return _SAID.get(order(table, heading) or "")

    return declared


@dataclass(frozen=True)
class DayColumn:
    """What one column of days showed: how it is taken, why, and how many cells it fills."""

    order: DayOrder
    evidence: Evidence
    filled: int


# What was shown, by the source's table and the column's heading.
Noted = dict[tuple[str, str], DayColumn]


class DayColumns:
    """Judges the day columns of one source.

    ``foreign`` turns true once one is found that is not day-first although nobody said so. What
    was taken until then should be taken again with ``warned``: a column that shows nothing may
    be month-first as well. ``noted`` is filled with what every column shows, where it is given.
    """

    def __init__(
        self,
        declared: Declared = lambda table, heading: None,
        wary: bool = False,
        noted: Noted | None = None,
    ) -> None:
        self._declared = declared
        self._wary = wary
        self._noted = noted
        self.foreign = False

    def warned(self) -> "DayColumns":
        """The same, taking no column for day-first that does not show it."""
        return DayColumns(self._declared, True, self._noted)

    @property
    def wary(self) -> bool:
        """Whether a column must show that it is day-first."""
        return self._wary

    def judged(self, raws: Sequence[RawTable], *projections: Projection) -> list[RawTable]:
        """The batches of one source table with the order of each of their day columns."""
        if not raws:
            return []
        headings = {
            heading
            for name, _ in day_columns(projections)
            if (heading := raws[0].find(name)) is not None
        }
        orders = {
            heading: self.order(raws[0].name, heading, [raw.cells.column(heading) for raw in raws])
            for heading in headings
        }
        return [replace(raw, day_orders=orders) for raw in raws]

    def order(self, table: str, heading: str, pieces: Iterable[pa.ChunkedArray]) -> DayOrder:
        """The order of one column, given in pieces."""
        texts = list(pieces)
        declared = self._declared(table, heading)
        certain = declared is None and not self._wary and self._noted is None
        if certain and not any(looks_month_first(one.unique()) for one in texts):
            return DayOrder.DAY_FIRST
        chunks = [chunk for one in texts for chunk in one.chunks]
        whole = pa.chunked_array(chunks, pa.string())
        evidence = weigh(whole)
        order = order_of(evidence, declared, self._wary)
        if self._noted is not None:
            self._noted[table, heading] = DayColumn(order, evidence, len(whole) - whole.null_count)
        self.foreign |= order in (DayOrder.SEEMS_MONTH_FIRST, DayOrder.MIXED)
        return order
