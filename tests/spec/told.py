"""What each reader makes of every example of the manual, read once for all tests.

All examples lie in one record, each with children of its own, and are read together: once
under the shipped limits and once for each set of a council's own. Spark reads random
histories at the same time, because a second reading costs it a minute.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa

from holdfast.clocks.clock import Clock, Previous
from holdfast.clocks.duty import Duty
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.book import Book, read_book
from holdfast.clocks.sql.known_until import as_known, known_sql
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine
from holdfast.journeys.reading import History
from holdfast.record.register import table
from tests.depth import DEEP
from tests.property.histories import histories
from tests.spec.reading import AsAt, Cells, Example, read_folder
from tests.spec.running import as_duties, by_oracle, laid, lay, opened

EXAMPLES = tuple(read_folder(Path(__file__).parent))
RANDOM_SEED, RANDOM = 20180201, 300

# Looking back costs Spark a second a day.
DAYS_LOOKED_AT = {"duckdb": 1, "spark": 40}

# Spark plans sixteen clocks six times in half the time in which it plans all at once.
PART = {"duckdb": len(CLOCKS), "spark": 16}


@dataclass
class Told:
    """One reader's duties by the example's place, what else it read, and how duties stood.

    ``known`` are all duties under a council's limits as known for a day until another.
    """

    duties: dict[str, list[Duty]] = field(default_factory=dict)
    known: dict[tuple[str, date, date], list[Duty]] = field(default_factory=dict)
    random: set[Duty] = field(default_factory=set)
    standings: dict[tuple[str, date], set[tuple[str, ...]]] = field(default_factory=dict)

    def of(self, example: Example, asked: AsAt) -> list[Duty]:
        """The duties of the example's clock, as they are known for the day that is asked about."""
        duties = self.duties[example.place]
        if asked.until:
            duties = [
                duty
                for duty in self.known[example.rules, asked.day, asked.until]
                if duty.subject.partition("/")[0] == example.place
            ]
        return [duty for duty in duties if duty.clock == example.clock]


@cache
def random_histories() -> dict[str, History]:
    """The random histories that Spark reads beside the examples."""
    return histories(RANDOM_SEED, RANDOM)


@cache
def told_by(name: str) -> Told:
    """What the oracle, or an engine, makes of all examples. Skips where there is no engine."""
    told = Told({one.place: [] for one in EXAMPLES})
    if name == "oracle":
        for rules, examples in by_rules():
            book = book_of(rules)
            duties = by_oracle(records_of(examples), book, _clocks(rules, examples))
            _sort_in(told, rules, duties)
            for day, until in _days_known(examples):
                told.known[rules, day, until] = [
                    as_known(duty, day, until, clock(duty.clock).flag) for duty in duties
                ]
        return told
    with opened(name) as engine:
        record = records_of(EXAMPLES)
        lay(engine, record | random_histories() if name == "spark" and DEEP else record)
        for rules, examples in by_rules():
            read = {one.clock for one in examples if is_read(name, one)}
            clocks = _clocks(rules, examples)
            clocks = clocks if name != "spark" or DEEP else [c for c in clocks if c.key in read]
            if not clocks:
                continue
            duties = _in_parts(engine, book_of(rules), clocks, PART[name])
            _sort_in(told, rules, as_duties(duties))
            engine.rows("duties", duties)
            for day, until in _days_known(one for one in examples if is_read(name, one)):
                ends = dict.fromkeys(clocks, until)
                known = engine.fetch(known_sql(engine, "duties", ends, day))
                told.known[rules, day, until] = list(as_duties(known))
            _look_back(told, engine, rules, _days(examples)[:: DAYS_LOOKED_AT[name]])
    return told


def is_read(name: str, example: Example) -> bool:
    """Whether a reader reads an example: Spark plans for minutes, and reads all in the deep run.

    Else it reads a few clocks that between them use all that a clock may declare. A council's own
    limits change numbers that every engine looks up alike, and no query.
    """
    return name != "spark" or DEEP or (not example.rules and example.clock in covering())


@cache
def covering() -> frozenset[str]:
    """Keys of clocks which between them use every part of the declarations that any clock uses.

    Chosen greedily: the clock that uses most of what is left, the first of the register.
    """
    left = {part for clock in CLOCKS for part in _parts_used(clock)}
    chosen: list[str] = []
    while left:
        best = max(CLOCKS, key=lambda clock: len(left & _parts_used(clock)))
        left -= _parts_used(best)
        chosen.append(best.key)
    return frozenset(chosen)


def _parts_used(clock: Clock) -> set[str]:
    """What of a clock's declaration, and of its spell's, is not as it is by default."""
    used = {f"shape {clock.shape}", *(f"starts {type(start).__name__}" for start in clock.starts)}
    used |= {f"counted {start.first}" for start in clock.starts if isinstance(start, Previous)}
    used |= {f"turns {type(turn).__name__}" for turn in (*clock.once, *clock.until)}
    used |= {f"stops {type(stop).__name__}" for stop in clock.stops}
    owners: list[Any] = [clock, clock.during or clock.within or clock.first_in]
    for owner in filter(None, owners):
        used |= {each.name for each in fields(owner) if _differs(owner, each)}
    return used


def _differs(owner: Any, field: Any) -> bool:
    free = ("key", "title", "name", "note", "area", "starts", "stops", "rules", "stretches")
    return field.name not in free and getattr(owner, field.name) != field.default


def _in_parts(engine: Engine, book: Book, clocks: Sequence[Clock], most: int) -> pa.Table:
    """The duties of all the clocks, a part of them at a time."""
    parts = (clocks[start : start + most] for start in range(0, len(clocks), most))
    return pa.concat_tables(laid(engine, replace(book, clocks=tuple(part))) for part in parts)


def _clocks(rules: str, examples: Iterable[Example]) -> list[Clock]:
    """All clocks together; under the council's own limits, those that the examples are about."""
    keys = {one.clock for one in examples}
    return [each for each in book_of(rules).clocks if not rules or each.key in keys]


def _sort_in(told: Told, rules: str, duties: Iterable[Duty]) -> None:
    """Give each duty to its example; those of examples under other limits are left aside."""
    places = {one.place for one in EXAMPLES if one.rules == rules}
    for duty in duties:
        place, of_example, _ = duty.subject.partition("/")
        if not of_example and not rules:
            told.random.add(duty)
        elif place in places:
            told.duties[place].append(duty)


def _look_back(told: Told, engine: Engine, rules: str, days: Iterable[date]) -> None:
    """How every duty of these examples stood on each of the days, as SQL says it."""
    columns = "clock, subject, started, due, stopped, status, days_over"
    places = {one.place for one in EXAMPLES if one.rules == rules}
    for day in days:
        stood = standing_sql(CLOCKS, day, soon(day))
        rows = engine.fetch(f"select {columns} from ({stood}) as stood").to_pylist()
        told.standings[rules, day] = {
            as_text(row.values()) for row in rows if row["subject"].partition("/")[0] in places
        }


def as_text(values: Iterable[Any]) -> tuple[str, ...]:
    """Values that two readers can be compared by."""
    return tuple(str(value) for value in values)


@cache
def by_rules() -> tuple[tuple[str, tuple[Example, ...]], ...]:
    """The examples by the council's own limits under which they stand."""
    rules = dict.fromkeys(one.rules for one in EXAMPLES)
    return tuple((text, tuple(e for e in EXAMPLES if e.rules == text)) for text in rules)


@cache
def book_of(rules: str) -> Book:
    """The rule book of a block of local rules."""
    if not rules:
        return Book(CLOCKS)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "rules.toml"
        path.write_text(rules, encoding="utf-8")
        return read_book(CLOCKS, path)


def _days(examples: Sequence[Example]) -> list[date]:
    return sorted({each.day for one in examples for each in one.days})


def _days_known(examples: Iterable[Example]) -> list[tuple[date, date]]:
    """The days that are asked about beyond what is known, each with the last day known."""
    return sorted({(each.day, each.until) for one in examples for each in one.days if each.until})


def records_of(examples: Iterable[Example]) -> dict[str, History]:
    """The rows of examples by person, each example with children of its own."""
    return {subject: told for one in examples for subject, told in _histories(one).items()}


def _histories(example: Example) -> dict[str, History]:
    """The example's rows by person; each child's and worker's name is made the example's own."""
    told: dict[str, dict[str, list[Cells]]] = {}
    for name, rows in example.rows.items():
        column = table(name).subject() or table(name).key()
        assert column is not None, f"{name} is about no one"
        people = [each for each in table(name).columns if each.of == "professionals"]
        for row in rows:
            names = {each.name for each in (column, *people) if row.get(each.name)}
            whole = dict(row) | {each: f"{example.place}/{row[each]}" for each in names}
            told.setdefault(whole[column.name], {}).setdefault(name, []).append(whole)
    return dict(told)
