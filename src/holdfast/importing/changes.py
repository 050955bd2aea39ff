"""Why the lists changed: what became of every open duty from one import to another.

A list grows when duties begin and shrinks when they are done; it does both when somebody corrects
the record. Here each duty that was open, or could not be determined, on the day of an earlier
import or is so on the day of a later one is given one word, ``What``, and the reason for it.
``relating.py`` says how two duties are known to be the same.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import and_
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.clocks.duty import UNDATED
from holdfast.query.need_to_know import NeedToKnow

_Row = dict[str, Any]  # of the table, read within this file alone


class What(StrEnum):
    """What became of a duty. Said to people and machines as it is written here."""

    SAME = "same"
    DONE = "done"
    LAPSED = "lapsed"
    CASE_ENDED = "case ended"
    MOVED = "moved"
    CORRECTED = "corrected"
    NEW = "new"
    SETTLED = "settled"
    UNMATCHED = "unmatched"


MEANINGS: Mapping[What, str] = {
    What.SAME: "Open then and open now.",
    What.DONE: "It was done after the earlier day.",
    What.LAPSED: "What it belonged to ended after the earlier day, with it not done.",
    What.CASE_ENDED: "The child's case was closed after the earlier day, with it not done.",
    What.MOVED: "The same duty: the record now says that it began on another day.",
    What.CORRECTED: "Only the record was corrected or completed since the earlier day.",
    What.NEW: "It began after the earlier day.",
    What.SETTLED: "Open then and open now, and settled in between as a gap of the record: no step"
    " was taken for the child.",
    What.UNMATCHED: "It cannot be related to exactly one duty: a person must look.",
}


class Reason(StrEnum):
    """Why a duty was given its word, where the word alone does not say it."""

    DONE_BEFORE = "it is now recorded as done on or before the earlier day"
    ENDED_BEFORE = "it is now recorded as ended on or before the earlier day"
    RESTATED = "how it stood on the earlier day is now recorded differently"
    WITHDRAWN = "what it began with is no longer in the record"
    RECORDED_LATE = "it began on or before the earlier day, and was recorded after it"
    REOPENED = "it had ended by the earlier record, and has not by this one"
    CHILD_GONE = "the child, or the worker, is no longer in the data"
    NUMBER_REUSED = "the number now stands for another child"
    NOT_ANSWERED = "the later source does not let this clock be determined"
    NOT_ANSWERED_BEFORE = "the earlier source did not let this clock be determined"
    LATEST_ONLY = "the source tells only how things stand now, not how this ended"
    SAME_DAY = "several began on that day, and the record does not say which one it is"
    SEVERAL = "several duties of this clock begin on other days than before"
    NO_DAY = "it may have begun, and since when cannot be determined"


@dataclass(frozen=True)
class Change:
    """A duty that was open on either day and what became of it, as pages, CSV and JSON give it.

    ``child`` is None where the clock is about a worker, whose number is ``worker``, and where the
    number stands for another child now. ``what`` is a word of ``What``, ``why`` one of ``Reason``
    or empty. ``was`` and ``status`` say how it stood on each day; None where there was no such
    duty. ``was_started`` is the earlier first day and ``child_before`` the earlier number of the
    child, None where they are as now. ``team_before`` and ``team`` led the case on each day.
    """

    child: str | None
    worker: str | None
    clock: str
    started: date | None
    what: str
    why: str
    was: str | None
    status: str | None
    was_started: date | None
    child_before: str | None
    due: date | None
    stopped: date | None
    lapsed: date | None
    team_before: str | None
    team: str | None


# The stable names for machines, in order.
COLUMNS = tuple(field.name for field in fields(Change))

_REASONS = {one.name: one.value for one in Reason}


@dataclass(frozen=True)
class Count:
    """How many duties have one word: in all, and how many of them left the list or joined it."""

    what: What
    count: int
    left: int
    joined: int

    @property
    def meaning(self) -> str:
        """What the word means, in a sentence."""
        return MEANINGS[self.what]


@dataclass(frozen=True)
class OfClock:
    """How many duties of a clock were open, how many are, and how many have each word."""

    clock: str
    before: int
    now: int
    counts: Mapping[What, int]

    @property
    def changed(self) -> int:
        """How many of them are not the same."""
        return sum(number for what, number in self.counts.items() if what is not What.SAME)


@dataclass(frozen=True)
class WantedChanges:
    """Which changes are asked for, of those in a scope; empty means any."""

    whats: Sequence[str] = ()
    clock: str = ""


@dataclass(frozen=True)
class Changes:
    """Every duty open on either day, with its word. ``since`` and ``snapshot`` are ids.

    ``table`` holds ``COLUMNS`` with reasons as names and days as they were recorded, and
    ``was_open`` and ``is_open``: whether it stood on the list of each day.
    """

    since: str
    since_day: date
    snapshot: str
    day: date
    table: pa.Table

    def narrowed(self, wanted: WantedChanges) -> "Changes":
        """Those that are asked for."""
        tests = []
        if wanted.whats:
            tests.append(pc.field("what").isin(list(wanted.whats)))
        if wanted.clock:
            tests.append(pc.field("clock") == wanted.clock)
        if not tests:
            return self
        return replace(self, table=self.table.filter(reduce(and_, tests)))

    def of(self, children: frozenset[str], gone: frozenset[str]) -> "Changes":
        """Those of some children, and of the earlier numbers of some who are in the data no more.

        ``children`` are numbers of the later day, ``gone`` of the earlier.
        """
        child, before = pc.field("child"), pc.field("child_before")
        theirs = child.isin(pa.array(children, pa.string()))
        theirs |= child.is_null() & before.isin(pa.array(gone, pa.string()))
        return replace(self, table=self.table.filter(theirs))

    def known_to(self, may_know: NeedToKnow) -> "Changes":
        """Those of children of whom somebody may know, by the number of the later day.

        Of a child who is in the data no more it is known to those alone who know of everybody.
        """
        now, then = (self.table[name].to_pylist() for name in ("child", "child_before"))
        kept = [
            one in may_know and before not in may_know.without
            if one is not None
            else may_know.children is None and before not in may_know.without
            for one, before in zip(now, then, strict=True)
        ]
        return replace(self, table=self.table.filter(pa.array(kept, pa.bool_())))

    def with_settled(self, settled: Collection[tuple[str, str, date]]) -> "Changes":
        """Those that people settled as gaps of the record, told apart from those that are the same.

        Each is a child's number of the later day, a clock and the day on which the duty began.
        """
        if not settled:
            return self
        names = ("child", "clock", "started", "what")
        columns = (self.table[name].to_pylist() for name in names)
        whats = [
            What.SETTLED.value if what == What.SAME and (child, clock, started) in settled else what
            for child, clock, started, what in zip(*columns, strict=True)
        ]
        place = self.table.column_names.index("what")
        told = pa.array(whats, self.table.schema.field("what").type)
        return replace(self, table=self.table.set_column(place, "what", told))

    @property
    def before(self) -> int:
        """How many were open on the earlier day."""
        return int(pc.sum(self.table["was_open"]).as_py() or 0)

    @property
    def now(self) -> int:
        """How many are open on the later."""
        return int(pc.sum(self.table["is_open"]).as_py() or 0)

    def counts(self) -> list[Count]:
        """Of each word that any duty has, in the order of ``What``."""
        found: dict[str, list[int]] = {}
        for row in self._grouped(["what", "was_open", "is_open"]):
            sums, number = found.setdefault(row["what"], [0, 0, 0]), row["count_all"]
            sums[0] += number
            sums[1] += number if row["was_open"] and not row["is_open"] else 0
            sums[2] += number if row["is_open"] and not row["was_open"] else 0
        return [Count(what, *found[what]) for what in What if what in found]

    def by_clock(self) -> list[OfClock]:
        """Of each clock that had or has any, the most changed first."""
        found: dict[str, list[_Row]] = {}
        for row in self._grouped(["clock", "what", "was_open", "is_open"]):
            found.setdefault(row["clock"], []).append(row)
        told = [_of_clock(clock, rows) for clock, rows in found.items()]
        return sorted(told, key=lambda one: (-one.changed, one.clock))

    def rows(self, offset: int = 0, limit: int = 0) -> list[Change]:
        """The changes in order; ``limit`` 0 gives all of them."""
        part = self.table.slice(offset, limit) if limit else self.table.slice(offset)
        found = []
        for row in part.select(COLUMNS).to_pylist():
            started = None if row["started"] == UNDATED else row["started"]
            words = {"started": started, "why": _REASONS.get(row["why"] or "", "")}
            found.append(Change(**row | words))
        return found

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def _grouped(self, by: list[str]) -> list[_Row]:
        grouped: list[_Row] = self.table.group_by(by).aggregate([([], "count_all")]).to_pylist()
        return grouped


def _of_clock(clock: str, rows: list[_Row]) -> OfClock:
    counts: dict[What, int] = {}
    for what in What:
        number = sum(row["count_all"] for row in rows if row["what"] == what)
        if number:
            counts[what] = number
    before = sum(row["count_all"] for row in rows if row["was_open"])
    return OfClock(clock, before, sum(r["count_all"] for r in rows if r["is_open"]), counts)
