"""Holds what the clocks say of a dialect's files against what is true of the made-up county.

The county is written in the words and shapes of a case system's build, slips and all, imported
as any council's files are, and judged. On each day asked about, every duty that there is must be
answered right or *cannot be determined*, and nothing may be said that is not so. What the files
cannot carry counts as cannot be determined; what the build's script leaves out is told apart,
since nobody who has only the files can know of it.

At scale: ``python -m tests.property.dialect_truth --children 32480``.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from holdfast.clocks.clock import Clock
from holdfast.clocks.computing import compute_duties
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import uses
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.days import add_months
from holdfast.engine import Engine, open_engine
from holdfast.journeys.event import Event
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County, make_county
from holdfast.simulation.truth import Owed, reckon
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.dialects.register import DIALECTS
from holdfast.sources.made_up.dialects.slips import NO_SLIPS, PlantedSlip, Slip
from holdfast.sources.made_up.dialects.writing import Way, dialect_files, numbers
from holdfast.sources.made_up.ssd_folder import ssd_columns, ssd_files
from holdfast.sources.ssd import import_ssd
from tests.property.nameless import told_plainly

MADE_AT = "2022-04-01T08:30:00"
SHOWN = 5
SAID_OF_NOTHING = (Status.RUNNING, Status.DUE_SOON, Status.CANNOT_TELL, "watching")

RIGHT, CANNOT_TELL = "right", "cannot be determined"
NO_CLOCK, ONLY_LATEST = "not carried", "only the latest carried"
NOT_GIVEN, BEYOND = "not in the files", "beyond the dataset"
FALSE_OVERDUE, FALSE_DONE, FALSE_ENDED = "FALSE overdue", "FALSE met or late", "FALSE lapsed"
OTHERWISE, EXTRA, MISSED = "runs otherwise", "runs besides", "MISSED"
KINDS = (
    RIGHT, CANNOT_TELL, NO_CLOCK, ONLY_LATEST, NOT_GIVEN, BEYOND,
    FALSE_OVERDUE, FALSE_DONE, FALSE_ENDED, OTHERWISE, EXTRA, MISSED,
)  # fmt: skip
FALSE = (FALSE_OVERDUE, FALSE_DONE, FALSE_ENDED)
UNTOLD = (CANNOT_TELL, NO_CLOCK, ONLY_LATEST)

Key = tuple[str, str]


class Said(NamedTuple):
    """A duty as the clocks tell it on a day; days are whole numbers."""

    started: int
    due: int | None
    stopped: int | None
    status: str


@dataclass
class Held:
    """How each duty was answered, counted by clock, with examples of what is wrong."""

    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))
    spoilt: Counter[str] = field(default_factory=Counter)

    def take(self, clock: str, kind: str, example: object = "") -> None:
        """Count one duty on one day."""
        self.counts[clock][kind] += 1
        if kind not in (RIGHT, BEYOND, *UNTOLD) and len(self.examples[clock, kind]) < SHOWN:
            self.examples[clock, kind].append(str(example))

    def total(self, *kinds: str) -> int:
        """How many duties were answered in one of these ways."""
        return sum(counts[kind] for counts in self.counts.values() for kind in kinds)

    @property
    def false(self) -> int:
        """Duties said to be overdue, met, late or lapsed that are not."""
        return self.total(*FALSE)

    @property
    def missed(self) -> int:
        """Duties that there are, neither told nor said to be undeterminable."""
        return self.total(MISSED)

    def share_untold(self, clock: str | None = None, carried: bool = False) -> float:
        """The share of duties of which nothing can be said; ``carried``: of clocks that answer."""
        counts = self.counts[clock] if clock else sum(self.counts.values(), Counter())
        apart = (EXTRA, NOT_GIVEN, *((NO_CLOCK,) if carried else ()))
        true = sum(counts[kind] for kind in KINDS if kind not in apart)
        untold = sum(counts[kind] for kind in UNTOLD if kind not in apart)
        return untold / true if true else 0.0

    def table(self) -> str:
        """A line for each clock, the share of what cannot be determined at its end."""
        kinds = [kind for kind in KINDS if self.total(kind)]
        lines = [["clock", *kinds, "share"]]
        for clock in sorted(self.counts):
            counts = [str(self.counts[clock][kind] or "") for kind in kinds]
            lines.append([clock, *counts, f"{self.share_untold(clock):.1%}"])
        whole = [str(self.total(kind)) for kind in kinds]
        lines.append(["all clocks", *whole, f"{self.share_untold():.1%}"])
        lines.append(
            ["of those carried", *[""] * len(kinds), f"{self.share_untold(carried=True):.1%}"]
        )
        widths = [max(len(line[n]) for line in lines) for n in range(len(lines[0]))]
        told = ["  ".join(c.rjust(w) for c, w in zip(line, widths, strict=True)) for line in lines]
        spoilt = [f"{count:6} {kind}" for kind, count in sorted(self.spoilt.items())]
        return "\n".join([*told, "", *spoilt, "", *self._examples()])

    def _examples(self) -> Iterator[str]:
        for (clock, kind), told in sorted(self.examples.items()):
            yield f"{clock}: {kind}"
            yield from (f"    {one}" for one in told)


@dataclass(frozen=True)
class Imported:
    """A county's files, imported: the snapshot, what was spoilt, whom each number names."""

    snapshot: Snapshot
    planted: Sequence[PlantedSlip]
    names: Mapping[str, str]


@contextmanager
def imported(
    county: County,
    build: Build | None,
    seed: int = 1,
    rates: Mapping[Slip, float] | None = None,
    month_first: bool = False,
    window: bool = False,
) -> Iterator[Imported]:
    """Write a county in a build's dialect (None: the plain folder) and import the files."""
    with TemporaryDirectory() as place:
        folder = Path(place) / "files"
        folder.mkdir()
        planted: Sequence[PlantedSlip] = ()
        names: dict[str, str] = {}
        if build is None:
            ssd_files(county.tables, folder, county.planted)
        else:
            plain = ssd_columns(county.tables, county.planted)
            way = Way(DIALECTS[build], seed, county.as_at, rates, month_first, window)
            planted = dialect_files(plain, folder, way).planted
            names = {told: whom for whom, told in numbers(plain, DIALECTS[build]).items()}
        store = Store(Path(place) / "home")
        snapshot = import_ssd(store, [str(folder)], county.as_at, MADE_AT, lambda *_: None)
        yield Imported(snapshot, planted, names)


def held(
    county: County,
    build: Build | None,
    days: Iterable[date] = (),
    seed: int = 1,
    rates: Mapping[Slip, float] | None = None,
    month_first: bool = False,
    window: bool = False,
) -> Held:
    """Hold the clocks on a dialect's files against the truth, on the last day or on ``days``."""
    asked = sorted(days) or [county.as_at]
    plain = told_plainly(Told.of, county, build, tuple(asked)) if build else None
    told = Told.of(county, build, asked, seed, rates, month_first, window)
    report = Held(spoilt=Counter(one.kind.value for one in told.planted))
    truth = _by_key(reckon(county.in_record(), county.as_at, as_written=True))
    first = number(add_months(county.as_at, -12 * DIALECTS[build].years)) if build and window else 0
    lost = _lost(told.planted)
    judged = _Judged(truth, told.answered, lost, report, first, told.anybody)
    for day in asked:
        judged.on(number(day), told.said[day], plain.said[day] if plain else {})
    return report


@dataclass(frozen=True)
class Told:
    """What the clocks say from a county's files: on each day, and how much each can answer."""

    said: Mapping[date, Mapping[Key, list["Said"]]]
    answered: Mapping[str, Answer]
    planted: Sequence[PlantedSlip]
    # The clocks that a row bears on which names nobody: it may be anybody's.
    anybody: frozenset[str]

    @classmethod
    def of(
        cls,
        county: County,
        build: Build | None,
        days: Sequence[date],
        seed: int = 1,
        rates: Mapping[Slip, float] | None = None,
        month_first: bool = False,
        window: bool = False,
    ) -> "Told":
        """Write, import and compute the duties."""
        with imported(county, build, seed, rates, month_first, window) as found:
            engine = open_engine("duckdb")
            try:
                judged = compute_duties(engine, found.snapshot, Book(CLOCKS))
                said = {day: _said(engine, day, found.names) for day in days}
                anybody = _anybody(engine)
            finally:
                engine.close()
        answered = {one.clock.key: one.answer for one in judged}
        return cls(said, answered, found.planted, anybody)


def _anybody(engine: Engine) -> frozenset[str]:
    rows = engine.fetch("select distinct record_table from doubts where child is null").to_pylist()
    tables = {row["record_table"] for row in rows}
    return frozenset(
        clock.key for clock in CLOCKS if any(use.table.name in tables for use in uses(clock))
    )


def _said(engine: Engine, day: date, names: Mapping[str, str]) -> dict[Key, list[Said]]:
    standing = standing_sql(CLOCKS, day, soon(day))
    days = ", ".join(
        f"date_diff('day', date '1970-01-01', {one}) as {one}"
        for one in ("started", "due", "stopped")
    )
    told = engine.fetch(f"select clock, subject, status, {days} from ({standing}) as stood")
    found: dict[Key, list[Said]] = defaultdict(list)
    for row in told.to_pylist():
        whom = names.get(row["subject"], row["subject"])
        one = Said(row["started"], row["due"], row["stopped"], row["status"])
        found[row["clock"], whom].append(one)
    for alike in found.values():
        alike.sort(key=lambda one: (one.started, one.due or 0, one.stopped or 0))
    return found


def _by_key(owed: Iterable[Owed]) -> dict[Key, list[Owed]]:
    found: dict[Key, list[Owed]] = defaultdict(list)
    for one in owed:
        found[one.clock, one.whom].append(one)
    for alike in found.values():
        alike.sort(key=lambda one: (one.started, one.due or 0, one.done or 0))
    return found


def _lost(planted: Iterable[PlantedSlip]) -> Mapping[str, set[str]]:
    """For each child the tables of which the build's script left a row out."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in planted:
        if one.kind in (Slip.LOST, Slip.OLDER):
            found[one.child].add(one.file.removesuffix(".csv"))
    return found


_STARTS: Mapping[str, set[str]] = {
    clock.key: {start.at.table.ssd for start in clock.starts if isinstance(start, Event)}
    for clock in CLOCKS
}
_BY_KEY: Mapping[str, Clock] = {clock.key: clock for clock in CLOCKS}


class _Judged:
    """Compares, day by day, what is said with what is so."""

    def __init__(
        self,
        truth: Mapping[Key, list[Owed]],
        answered: Mapping[str, Answer],
        lost: Mapping[str, set[str]],
        report: Held,
        first: int = 0,
        anybody: frozenset[str] = frozenset(),
    ) -> None:
        self._truth, self._answered, self._lost = truth, answered, lost
        self._report, self._first, self._anybody = report, first, anybody

    def on(self, day: int, said: Mapping[Key, list[Said]], plain: Mapping[Key, list[Said]]) -> None:
        """Compare on a day; ``plain`` is what the clocks say from the plain folder."""
        for key in sorted(self._truth.keys() | said.keys()):
            owed = [one for one in self._truth.get(key, []) if one.started <= day]
            self._compare(key, day, owed, said.get(key, []), plain.get(key, []))

    def _compare(
        self, key: Key, day: int, owed: list[Owed], said: list[Said], plain: list[Said]
    ) -> None:
        left, begun = list(said), {one.started for one in plain}
        for one in owed:
            same = next((other for other in left if other.started == one.started), None)
            if same is None:
                kind = self._without(key, day, one, said)
                if kind == MISSED and plain and one.started not in begun:
                    kind = BEYOND
                self._report.take(key[0], kind, _words(key, day, one, None))
            else:
                left.remove(same)
                kind = _with(one, same, day)
                if kind not in (RIGHT, CANNOT_TELL) and same in plain:
                    kind = BEYOND
                self._report.take(key[0], kind, _words(key, day, one, same))
        for other in left:
            if other.status != Status.CANNOT_TELL:
                kind = EXTRA if other.status in SAID_OF_NOTHING else _falsehood(other.status)
                # Of two visits in time one may be lost: the plain folder says the same of both.
                alike = {(one.started, one.status) for one in plain}
                kind = BEYOND if (other.started, other.status) in alike else kind
                self._report.take(key[0], kind, _words(key, day, None, other))

    def _without(self, key: Key, day: int, one: Owed, said: list[Said]) -> str:
        """How a duty that is not told is answered for."""
        answer = self._answered.get(key[0], Answer.CANNOT_TELL)
        if answer is Answer.CANNOT_TELL:
            return NO_CLOCK
        before = [other for other in said if other.started <= one.started]
        if any(other.status == Status.CANNOT_TELL for other in before):
            return CANNOT_TELL
        outcome = one.outcome(day)
        if any(o.status == outcome and None is not o.stopped == one.done for o in before):
            return RIGHT
        if outcome == "cannot tell" or key[0] in self._anybody:
            return CANNOT_TELL
        if answer is Answer.CURRENT:
            return ONLY_LATEST
        gone = self._lost.get(key[1], set()) & _STARTS[key[0]] or one.started < self._first
        return NOT_GIVEN if gone else MISSED


def _with(one: Owed, said: Said, day: int) -> str:
    outcome, status = one.outcome(day), said.status.replace("due soon", "running")
    if status == "cannot tell":
        return CANNOT_TELL
    if status == outcome:
        return RIGHT if one.due == said.due or status != "running" else OTHERWISE
    return OTHERWISE if status in SAID_OF_NOTHING else _falsehood(status)


def _falsehood(status: str) -> str:
    if status in ("overdue", "passed"):
        return FALSE_OVERDUE
    return FALSE_DONE if status in ("met", "late", "returned") else FALSE_ENDED


def _words(key: Key, day: int, one: Owed | None, said: Said | None) -> str:
    def days(told: tuple[tuple[str, int | None], ...]) -> str:
        return ", ".join(f"{name} {as_date(day)}" for name, day in told if day is not None)

    truth = "no duty"
    if one is not None:
        told = (("due", one.due), ("done", one.done), ("over", one.over))
        truth = f"{one.outcome(day)} ({days((('from', one.started), *told))})"
    other = "nothing"
    if said is not None:
        of = (("from", said.started), ("due", said.due), ("stopped", said.stopped))
        other = f"{said.status} ({days(of)})"
    return f"{key[1]} on {as_date(day)}: said {other}; so {truth}"


def main(words: Sequence[str]) -> None:
    """Hold a county of any size; print the table of each dialect asked for."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--children", type=int, default=2000)
    parser.add_argument("--years", type=int, default=6)
    parser.add_argument("--as-at", type=date.fromisoformat, default=date(2018, 1, 31))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dialect", choices=[*Build, "plain"], action="append")
    parser.add_argument("--oddities", action="store_true")
    parser.add_argument("--month-first", action="store_true")
    parser.add_argument("--window", action="store_true")
    parser.add_argument("--clean", action="store_true")
    asked = parser.parse_args(words)
    county = make_county(
        asked.children, asked.as_at, asked.seed, asked.years, oddities=asked.oddities
    )
    rates = NO_SLIPS if asked.clean else None
    for name in asked.dialect or list(Build):
        build = None if name == "plain" else Build(name)
        report = held(county, build, (), asked.seed, rates, asked.month_first, asked.window)
        sys.stdout.write(f"\n=== {name}: {report.false} false, {report.missed} missed, ")
        whole, carried = report.share_untold(), report.share_untold(carried=True)
        sys.stdout.write(f"{whole:.1%} cannot be determined, {carried:.1%} of those carried\n")
        sys.stdout.write(f"{report.table()}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
