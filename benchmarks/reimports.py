"""How many open duties lose their identity when the same council is imported again.

python -m benchmarks.reimports CHILDREN [SEED]

A made-up council is imported twice. Nothing is changed; or every row has a new identifier; or one
row in a hundred of plans, placements, referrals and involvements arrives only the second time; or
the children's numbers are dealt out anew, and who has which is known. What the product makes of
each open duty is held against the rows that it really came from.
"""

import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from benchmarks.measuring import table, timed
from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import DUTIES, duties_sql
from holdfast.engine import open_engine
from holdfast.engine.quoting import quoted
from holdfast.importing.changes import Changes, Reason, What
from holdfast.importing.relating import Earlier, relate
from holdfast.journeys.laid import define_journeys
from holdfast.query.outlook import WAITING, Outlook, see
from holdfast.record.identity.relating import SameChildren
from holdfast.record.register import TABLES
from holdfast.record.store.doubts import numbered
from holdfast.record.store.manifest import Feed, Manifest
from holdfast.record.store.snapshot import Snapshot
from holdfast.simulation import simulate

AS_AT = date(2018, 1, 31)
BOOK = Book(CLOCKS)
FEEDS = {one.name: Feed("every", tuple(c.name for c in one.columns)) for one in TABLES}
# Who these name is the same from extract to extract; the rows of all others may be named anew.
PEOPLE = ("persons", "professionals", "teams")
LATE = (
    "need_plans", "protection_plans", "placements", "care_episodes", "referrals", "involvements",
)  # fmt: skip
ONE_IN = 100

Tables = Mapping[str, pa.Table]


@dataclass(frozen=True)
class Again:
    """Two imports of one council: the tables of each, and what was named anew between them.

    ``rows`` gives by table each earlier row's identifier its later one; where it gives none, it is
    the same.
    """

    then: Tables
    now: Tables
    rows: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    children: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Figures:
    """Of how many open duties what was told is true."""

    open: int = 0
    lost: int = 0  # it is there, and was not found
    others: int = 0  # it was taken for a duty that came of another row
    alike: int = 0  # the same, but the two could not be told apart
    moved: int = 0  # said to be the same duty with another first day
    lost_by_row: int = 0  # by clock, child, row and first day, as before there were keys
    words: dict[str, int] = field(default_factory=dict)


def unchanged(tables: Tables, chance: random.Random) -> Again:
    return Again(tables, tables)


def rows_named_anew(tables: Tables, chance: random.Random) -> Again:
    renamed: dict[str, dict[str, str]] = {}
    for one in TABLES:
        key = one.key()
        if key is None or one.name in PEOPLE:
            continue
        names = [name for name in tables[one.name][key.name].unique().to_pylist() if name]
        numbers = chance.sample(range(10 * len(names) + 10), len(names))
        renamed[one.name] = {n: f"new-{d:09}" for n, d in zip(names, numbers, strict=True)}
    return Again(tables, _renamed(tables, renamed), renamed)


def some_arrive_late(tables: Tables, chance: random.Random) -> Again:
    then = dict(tables)
    for name in LATE:
        kept = [chance.randrange(ONE_IN) != 0 for _ in range(tables[name].num_rows)]
        then[name] = tables[name].filter(pa.array(kept, pa.bool_()))
    return Again(then, tables)


def late_and_named_anew(tables: Tables, chance: random.Random) -> Again:
    late, anew = some_arrive_late(tables, chance), rows_named_anew(tables, chance)
    return Again(late.then, anew.now, anew.rows)


def numbers_dealt_anew(tables: Tables, chance: random.Random) -> Again:
    numbers = tables["persons"]["child"].to_pylist()
    dealt = chance.sample(numbers, len(numbers))
    children = {one: other for one, other in zip(numbers, dealt, strict=True) if one != other}
    return Again(tables, _renamed(tables, {"persons": children}), children=children)


AGAIN: Mapping[str, Callable[[Tables, random.Random], Again]] = {
    "nothing changed": unchanged,
    "every row named anew": rows_named_anew,
    "one row in a hundred late": some_arrive_late,
    "late, and every row named anew": late_and_named_anew,
    "children's numbers dealt anew": numbers_dealt_anew,
}


def _renamed(tables: Tables, renamed: Mapping[str, Mapping[str, str]]) -> Tables:
    """The tables with the identifiers of some changed, wherever they stand."""
    found = {}
    for one in TABLES:
        rows = tables[one.name]
        for column in one.columns:
            of = one.name if column.key else column.of
            if of in renamed and column.name in rows.column_names:
                names = renamed[of]
                values = [names.get(v, v) for v in rows[column.name].to_pylist()]
                at = rows.column_names.index(column.name)
                rows = rows.set_column(at, rows.schema.field(at), pa.array(values, pa.string()))
        found[one.name] = rows
    return found


def seen(tables: Tables, book: Book = BOOK) -> Outlook:
    """The outlook over some tables on the council's day."""
    engine = open_engine()
    for name, rows in tables.items():
        engine.rows(name, rows)
    engine.rows("doubts", numbered(()))
    define_journeys(engine)
    told = answers(book.clocks, FEEDS)
    asked = [one.asked for one in told if one.answer is not Answer.CANNOT_TELL]
    found = duties_sql(engine, book, [one for one in asked if not one.clock.awaited])
    engine.define("duties", f"select {DUTIES} from ({found}) as found", keep=True)
    see(engine, book, AS_AT)
    manifest = Manifest(AS_AT, f"{AS_AT}T08:30:00", "made_up", True, "made up", feeds=FEEDS)
    return Outlook(Snapshot(Path(), manifest), book, AS_AT, engine, tuple(told))


def relate_again(again: Again, then: Outlook, now: Outlook) -> Changes:
    """What the product makes of the two imports."""
    now.engine.rows("duties_then", then.engine.fetch(f"select {DUTIES} from duties"))
    holders = then.engine.fetch("select child, team from holders where team is not null")
    earlier = Earlier(AS_AT, FEEDS, "duties_then", holders)
    found = relate(now, earlier, SameChildren(again.children, frozenset()))
    return Changes("then", AS_AT, "now", AS_AT, now.engine.fetch(found))


def figures(again: Again, then: Outlook, now: Outlook, changes: Changes) -> Figures:
    """What was told of each open duty, held against the rows it came from."""
    truth = _Truth(again, then, now)
    told = Figures(words={one.what.value: one.count for one in changes.counts()})
    for row in changes.table.to_pylist():
        if row["was_open"]:
            told.open += 1
            truth.hold(row, told)
    return told


class _Truth:
    """Which rows each duty came from, in the identifiers of the later import."""

    def __init__(self, again: Again, then: Outlook, now: Outlook) -> None:
        self.again = again
        self.clocks = {one.key: one for one in BOOK.clocks}
        self.then, self.now = _by_key(then), _by_key(now)
        self.rows_then, self.rows_now = _days(again.then), _days(again.now)
        waiting = now.rows(f"select * from standing where status in ({quoted(WAITING)})")
        self.waiting = {(d["clock"], d["part"]) for d in waiting}
        self.waiting_keys = {(d["clock"], d["subject"], d["part"], d["started"]) for d in waiting}

    def hold(self, row: dict[str, Any], told: Figures) -> None:
        """Count what is true of one open duty."""
        clock, own = self.clocks[row["clock"]], row["child_before"] or row["child"] or row["worker"]
        moved = row["was_started"] is not None
        nth = 1 if moved else row["nth"]
        started = row["was_started"] or row["started"]
        before = self.then[row["clock"], own, started, nth]
        subject = row["child"] or row["worker"]
        told.lost_by_row += self._lost_by_row(before, subject)
        if row["what"] == What.UNMATCHED or row["why"] == Reason.WITHDRAWN.name:
            told.lost += self._is_there(clock, before)
            return
        after = self.now[row["clock"], subject, row["started"], row["nth"]]
        told.moved += moved
        if self._is_another(clock, before, after):
            alike = self._alike(clock, before, after)
            told.alike += alike
            told.others += not alike

    def _part(self, clock: Clock, part: str) -> str:
        """A row's identifier as the later import has it."""
        if clock.shape is Shape.LANE:
            return part
        return self.again.rows.get(clock.start_event.table.name, {}).get(part, part)

    def _lost_by_row(self, before: dict[str, Any], subject: str) -> bool:
        """Whether it is there, and would not be found by the row that it came from."""
        clock = self.clocks[before["clock"]]
        if clock.shape is Shape.LANE:
            return False
        there = (before["clock"], self._part(clock, before["part"])) in self.waiting
        key = (before["clock"], subject, before["part"], before["started"])
        return there and key not in self.waiting_keys

    def _is_there(self, clock: Clock, before: dict[str, Any]) -> bool:
        if clock.shape is Shape.LANE:
            return False  # where its first day still stands it was found
        return (clock.key, self._part(clock, before["part"])) in self.waiting

    def _is_another(self, clock: Clock, before: dict[str, Any], after: dict[str, Any]) -> bool:
        if clock.shape is not Shape.LANE:
            return self._part(clock, before["part"]) != after["part"]
        names = {column.table.name for column in clock.columns()}
        one = {
            (name, self.again.rows.get(name, {}).get(row, row))
            for name in names
            for row in self.rows_then[name, before["subject"], before["started"]]
        }
        other = {
            (name, row)
            for name in names
            for row in self.rows_now[name, after["subject"], after["started"]]
        }
        return bool(one) and bool(other) and not one & other

    def _alike(self, clock: Clock, before: dict[str, Any], after: dict[str, Any]) -> bool:
        """Whether it differs from the one it was taken for in nothing but the row."""
        if clock.shape is Shape.LANE:
            return False
        same = ("clock", "started", "due", "stopped", "lapsed", "doubt", "why", "ruling", "reason")
        return all(before[name] == after[name] for name in same)


def _by_key(outlook: Outlook) -> dict[tuple[Any, ...], dict[str, Any]]:
    rows = outlook.rows(f"select {DUTIES} from duties")
    return {(r["clock"], r["subject"], r["started"], r["nth"]): r for r in rows}


def _days(tables: Tables) -> Mapping[tuple[str, str, date], set[str]]:
    """The rows of each person that name a day."""
    found: dict[tuple[str, str, date], set[str]] = defaultdict(set)
    for one in TABLES:
        key, subject = one.key(), one.subject()
        if key is None or subject is None:
            continue
        days = [name for name in tables[one.name].column_names
                if pa.types.is_date(tables[one.name].schema.field(name).type)]  # fmt: skip
        for row in tables[one.name].to_pylist():
            for name in days:
                if row[name] is not None:
                    found[one.name, row[subject.name], row[name]].add(row[key.name])
    return found


def measured(children: int, seed: int) -> Iterator[dict[str, Any]]:
    """The figures of every way of importing again."""
    tables = simulate(children, AS_AT, seed)
    for name, way in AGAIN.items():
        again, told = way(tables, random.Random(seed)), {"again": name}
        then, now = seen(again.then), seen(again.now)
        with timed(told, "seconds"):
            changes = relate_again(again, then, now)
        found = figures(again, then, now, changes)
        then.close()
        now.close()
        words = ", ".join(f"{n:,} {word}" for word, n in found.words.items())
        yield told | vars(found) | {"words": words}


def main(children: int, seed: int) -> None:
    columns = {"again": "imported again", "open": "open", "lost": "lose their identity",
               "others": "become another", "alike": "alike", "moved": "moved",
               "lost_by_row": "lost by the row's identifier", "words": "told",
               "seconds": "seconds"}  # fmt: skip
    table(list(measured(children, seed)), columns)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1)
