"""The duties of a day held in memory by column, so that any list of them is found at once.

A list asked of the engine is filtered and sorted anew for every page of it, and of a county's
million duties that were met that takes most of a second. Held here, words and days are
numbers, a filter is one pass over a column, and an order is worked out once and kept.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from holdfast.clocks.sql.standing import OPEN
from holdfast.query.outlook import Outlook

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.integer[Any]]


class StandingDuty(NamedTuple):
    """A duty as it stands on a day, and who leads the child's case (``team``, ``worker``).

    ``subject`` is the child, or the worker where the clock is for workers; such a duty has neither
    team nor worker. ``why``, ``cause``, ``ruling`` and ``reason`` are names within a rule book
    and numbers of doubts: see ``listed_duty`` for them in words.
    """

    subject: str
    clock: str
    started: date
    due: date | None
    stopped: date | None
    lapsed: date | None
    status: str
    days_over: int
    why: str | None
    cause: int | None
    ruling: str
    reason: bool | None
    team: str | None
    worker: str | None


# What tells duties apart: of one clock a child may have several that begin on one day.
LISTED_BY = ("subject", "clock", "started", "due", "stopped", "lapsed", "status")


@dataclass(frozen=True)
class DutyIndex:
    """The duties of a day by place: their number in order of ``LISTED_BY``.

    ``columns`` are those of ``StandingDuty``, and ``undone``: whether it was open when the child's
    last case closed, and still is.
    """

    columns: dict[str, "IndexColumn"]
    orders: dict[tuple[str, ...], Numbers] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.columns["subject"].numbers)

    def order(self, keys: tuple[str, ...]) -> Numbers:
        """The places by these columns, "-" before one that starts at its most; then by place.

        What has nothing in a column comes after all that has something.
        """
        if keys not in self.orders:
            names = [(key.removeprefix("-"), key.startswith("-")) for key in keys]
            ranks = [self.columns[name].rank(turned) for name, turned in names]
            self.orders[keys] = in_order(ranks, len(self))
        return self.orders[keys]

    def take(self, places: Numbers) -> list[StandingDuty]:
        """The duties at some places."""
        columns = [self.columns[name].values_at(places) for name in StandingDuty._fields]
        return [StandingDuty(*values) for values in zip(*columns, strict=True)]


@dataclass(frozen=True)
class IndexColumn:
    """A column of duties: for each the number, in ``values``, of what it says.

    The number after the last says that nothing is recorded.
    """

    numbers: Numbers
    values: list[Any]

    def among(self, sought: Container[Any]) -> Flags:
        """Which duties have one of these values."""
        flags = np.array([*(value in sought for value in self.values), False])
        found: Flags = flags.take(self.numbers)
        return found

    def values_at(self, places: Numbers) -> list[Any]:
        """What the column says of the duties at some places."""
        values = [*self.values, None]
        return [values[number] for number in self.numbers[places].tolist()]

    def rank(self, turned: bool) -> Numbers:
        """Numbers that sort as the values do, or the other way round; nothing comes last."""
        order = sorted(range(len(self.values)), key=self.values.__getitem__, reverse=turned)
        rank = np.empty(len(order) + 1, dtype=np.min_scalar_type(len(order)))
        rank[[*order, len(order)]] = np.arange(len(order) + 1)
        found: Numbers = rank[self.numbers]
        return found


def in_order(ranks: Sequence[Numbers], count: int, word: int = 64) -> Numbers:
    """The places 0 to ``count`` by these ranks, the first above all; ties by place.

    Ranks and place are packed into one number of ``word`` bits each, for numbers alone are
    sorted several times as fast as what they stand for. What finds no room is sorted first.
    """
    bits = count.bit_length()
    packed, used = np.arange(count, dtype=np.uint64), bits
    order: Numbers | None = None
    for rank in reversed(ranks):
        wide = int(rank.max(initial=0)).bit_length()
        if used + wide > word:
            order, used = _unpacked(packed, order, bits), bits
            packed[order] = np.arange(count, dtype=np.uint64)
        packed |= rank.astype(np.uint64) << np.uint64(used)
        used += wide
    return _unpacked(packed, order, bits)


def _unpacked(packed: npt.NDArray[np.uint64], order: Numbers | None, bits: int) -> Numbers:
    """The order by packed numbers, whose lowest bits are a place in another order or its own."""
    lowest = np.sort(packed)
    lowest &= np.uint64((1 << bits) - 1)
    places: Numbers = lowest.astype(np.int32)
    return places if order is None else order[places]


def index_duties(outlook: Outlook, relation: str) -> DutyIndex:
    """Everybody's duties of ``standing`` or ``waiting``, kept with the outlook from then on."""
    index = outlook.kept.get(relation)
    if not isinstance(index, DutyIndex):
        # Fetched a part at a time, so that all the words never lie in memory at once.
        values = {"open": [status.value for status in OPEN], "for_workers": outlook.for_workers}
        parts: dict[str, list[pa.Array]] = {}
        for batch in outlook.engine.batches(_SQL.format(relation=relation), values):
            for name, cells in zip(batch.schema.names, batch.columns, strict=True):
                parts.setdefault(name, []).append(cells.dictionary_encode())
        index = outlook.kept[relation] = in_one_order(
            DutyIndex({name: _column(parts.pop(name)) for name in list(parts)})
        )
        # What the parts lay in would else stay with the process for as long as it runs.
        pa.default_memory_pool().release_unused()
    return index


def in_one_order(index: DutyIndex) -> DutyIndex:
    """The same in order of ``LISTED_BY``, in whatever order the engine gave them."""
    # Sorted here as numbers: the engine would sort the words, in many times the memory.
    order = index.order(LISTED_BY)
    columns = index.columns.items()
    return DutyIndex({name: replace(each, numbers=each.numbers[order]) for name, each in columns})


def _column(parts: list[pa.Array]) -> IndexColumn:
    encoded = pa.chunked_array(parts).unify_dictionaries().combine_chunks()
    values = encoded.dictionary.to_pylist()
    numbers = np.asarray(encoded.indices.fill_null(len(values)))
    return IndexColumn(numbers.astype(np.min_scalar_type(len(values))), values)


# A worker and a child may have one number: nobody leads a worker's case, and it never closes.
_SQL = """
select s.subject, s.clock, s.started, s.due, s.stopped, s.lapsed, s.status, s.days_over,
  s.why, s.cause, s.ruling, s.reason, h.team, h.worker,
  list_contains($open, s.status) and c.closed is not null and s.started <= c.closed as undone
from {relation} as s
left join holders as h on h.child = s.subject and not list_contains($for_workers, s.clock)
left join closed_cases as c on c.child = s.subject and not list_contains($for_workers, s.clock)"""
