"""Holds what the clocks say of a made-up county's record against what really happened in it.

The record is imported and the clocks are run by the compiler, as for any council. The truth is
reckoned from the chronicle. On each day asked about, every duty of one must be a duty of the
other, due on the same day and standing alike. What was done and not written up by the last day
is told apart: there the record says one thing and the truth another, and both are right.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from holdfast.areas import Area
from holdfast.clocks.clock import Clock, commenced
from holdfast.clocks.computing import compute_duties
from holdfast.clocks.family_help import in_family_help
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine, open_engine
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County
from holdfast.simulation.truth import Owed, reckon
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.sources.made_up import import_tables

SHOWN = 3
# The sequences that the council of today has brought into force, with Family Help.
TODAYS_ORDER = ("assessed_before_plan", "seen_before_conference")
# What differs, in the order of how grave it is.
FALSE, MISSED, DUE = "false overdue", "missed", "another due day"
ONLY_CLOCKS, ONLY_TRUTH, OTHERWISE = "only the clocks", "only the truth", "stands otherwise"
DIFFERENCES = (FALSE, MISSED, DUE, ONLY_CLOCKS, ONLY_TRUTH, OTHERWISE)

Key = tuple[str, str, int]


class Told(NamedTuple):
    """A duty as the clocks tell it. Days are whole numbers; ``row`` is its place in the engine."""

    row: int
    started: int
    due: int | None
    stopped: int | None
    lapsed: int | None
    doubt: int | None


@dataclass
class Report:
    """What was compared: duties and outcomes by clock, and whatever differs.

    ``outcomes`` counts how each duty stood on each day, as far as the record can know.
    ``unwritten`` are those of them that really stood otherwise, and ``untold`` the duties that
    there really were besides: what made them so was not written up by the last day.
    """

    days: Sequence[date] = ()
    duties: Counter[str] = field(default_factory=Counter)
    outcomes: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    unwritten: Counter[str] = field(default_factory=Counter)
    untold: Counter[str] = field(default_factory=Counter)
    different: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    examples: dict[tuple[str, str], list[str]] = field(default_factory=lambda: defaultdict(list))

    def differ(self, clock: str, kind: str, told: object) -> None:
        """Take down a difference."""
        self.different[clock][kind] += 1
        if len(self.examples[clock, kind]) < SHOWN:
            self.examples[clock, kind].append(str(told))

    def add(self, other: "Report") -> None:
        """Take in what another county showed."""
        self.days = [*self.days, *other.days]
        self.duties += other.duties
        self.unwritten += other.unwritten
        self.untold += other.untold
        for mine, theirs in (
            (self.outcomes, other.outcomes),
            (self.different, other.different),
        ):
            for clock, counts in theirs.items():
                mine[clock] += counts
        for what, told in other.examples.items():
            self.examples[what] = (self.examples[what] + told)[:SHOWN]

    @property
    def agrees(self) -> bool:
        """Whether nothing differs."""
        return not any(self.different.values())

    def table(self) -> str:
        """A line for each clock: how many duties, of each outcome, and what differs."""
        words = sorted({word for counts in self.outcomes.values() for word in counts})
        heads = ["clock", "duties", *words, "unwritten", "untold", "DIFFERENT"]
        lines = [heads, *(self._line(clock, words) for clock in sorted(self.duties))]
        lines.append(self._whole(words))
        widths = [max(len(line[n]) for line in lines) for n in range(len(heads))]
        told = (
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
            for line in lines
        )
        return "\n".join([*told, *self._examples()])

    def _line(self, clock: str, words: Sequence[str]) -> list[str]:
        counts = [str(self.outcomes[clock][word]) for word in words]
        odd = ", ".join(
            f"{self.different[clock][k]} {k}" for k in DIFFERENCES if self.different[clock][k]
        )
        apart = str(self.unwritten[clock]), str(self.untold[clock])
        return [clock, str(self.duties[clock]), *counts, *apart, odd or "0"]

    def _whole(self, words: Sequence[str]) -> list[str]:
        """The last line: all clocks together."""
        outcomes = sum(self.outcomes.values(), start=Counter[str]())
        odd = sum(sum(counts.values()) for counts in self.different.values())
        counts = [self.duties.total(), *(outcomes[word] for word in words)]
        counts += [self.unwritten.total(), self.untold.total(), odd]
        return ["all clocks", *map(str, counts)]

    def _examples(self) -> Iterator[str]:
        for (clock, kind), told in sorted(self.examples.items()):
            yield f"\n{clock}: {kind}"
            yield from (f"  {one}" for one in told)


def differences(
    county: County,
    areas_or_keys: Collection[Area | str],
    days: Iterable[date],
    family_help: date | None = None,
) -> Report:
    """Hold the clocks of some areas, or of those keys, against the truth on some days.

    With neither area nor key: every clock. ``family_help``: since when the county has it.
    """
    clocks = _clocks(areas_or_keys)
    if family_help:
        told = (commenced(one, family_help) if one.key in TODAYS_ORDER else one for one in clocks)
        clocks = in_family_help(told, family_help)
    report = Report(sorted(days))
    with TemporaryDirectory() as folder:
        snapshot = import_tables(
            Store(Path(folder)), county.tables, county.as_at, "2018-02-01T08:30:00"
        )
        engine = open_engine("duckdb")
        try:
            compute_duties(engine, snapshot, Book(clocks))
            engine.define("numbered", _NUMBERED, keep=True)
            _compare(report, engine, clocks, county)
        finally:
            engine.close()
    return report


_NUMBERED = (
    "select clock, subject, part, started, due, overdue_from, stopped, lapsed, doubt, why, ruling,"
    " reason, cast(row_number() over (order by subject, clock, started, part) - 1 as integer)"
    " as place from duties"
)


def _clocks(areas_or_keys: Collection[Area | str]) -> tuple[Clock, ...]:
    wanted = set(areas_or_keys)
    known = {clock.key for clock in CLOCKS} | {clock.area for clock in CLOCKS}
    assert wanted <= known, f"no such clock or area: {wanted - known}"
    return tuple(one for one in CLOCKS if not wanted or one.key in wanted or one.area in wanted)


def _compare(report: Report, engine: Engine, clocks: Sequence[Clock], county: County) -> None:
    last, keys = number(county.as_at), {clock.key for clock in clocks}
    told = _told(engine, last)
    written = _by_key(one for one in _reckoned(county, True) if one.clock in keys)
    really = _by_key(one for one in _reckoned(county, False) if one.clock in keys)
    pairs = _paired(report, told, written)
    apart = _apart(written, really)
    for day in report.days:
        _compare_on(report, engine, clocks, number(day), pairs)
        _count_apart(report, number(day), apart)


def _reckoned(county: County, as_written: bool) -> Iterator[Owed]:
    told = county.in_record() if as_written else county.chronicle.told
    return reckon(told, county.as_at, as_written)


def _by_key(owed: Iterable[Owed]) -> dict[Key, list[Owed]]:
    found: dict[Key, list[Owed]] = defaultdict(list)
    for one in owed:
        found[one.clock, one.whom, one.started].append(one)
    for alike in found.values():
        alike.sort(key=_order)
    return found


def _order(one: Owed) -> tuple[int, ...]:
    return tuple(-1 if day is None else day for day in (one.due, one.done, one.over, one.unsure))


def _told(engine: Engine, last: int) -> dict[Key, list[Told]]:
    """Every duty of the clocks that had started by the last day."""
    days = ", ".join(
        f"date_diff('day', date '1970-01-01', {day}) as {day}"
        for day in ("started", "due", "stopped", "lapsed", "doubt")
    )
    rows = engine.fetch(f"select clock, subject, place, {days} from numbered").to_pylist()
    found: dict[Key, list[Told]] = defaultdict(list)
    for row in rows:
        if row["started"] <= last:
            days_of = (row[day] for day in ("started", "due", "stopped", "lapsed", "doubt"))
            found[row["clock"], row["subject"], row["started"]].append(Told(row["place"], *days_of))
    for alike in found.values():
        alike.sort(key=lambda one: tuple(-1 if day is None else day for day in one[2:]))
    return found


def _paired(
    report: Report, told: dict[Key, list[Told]], truths: dict[Key, list[Owed]]
) -> list[tuple[Told, Owed]]:
    """Each duty of the clocks with its own in the truth; whatever has none is taken down."""
    pairs: list[tuple[Told, Owed]] = []
    for key in sorted(told.keys() | truths.keys()):
        clocks, owed = told.get(key, []), truths.get(key, [])
        report.duties[key[0]] += max(len(clocks), len(owed))
        pairs += zip(clocks, owed, strict=False)
        for one in clocks[len(owed) :]:
            report.differ(key[0], ONLY_CLOCKS, _words(key, one, None))
        for other in owed[len(clocks) :]:
            report.differ(key[0], ONLY_TRUTH, _words(key, None, other))
    for one, other in pairs:
        if one.due != other.due:
            key = (other.clock, other.whom, other.started)
            report.differ(other.clock, DUE, _words(key, one, other))
    return pairs


def _apart(
    written: dict[Key, list[Owed]], really: dict[Key, list[Owed]]
) -> list[tuple[Owed | None, Owed]]:
    """Duties that the record cannot show as they really were, with how it shows them."""
    found: list[tuple[Owed | None, Owed]] = []
    for key, real in really.items():
        shown = written.get(key, [])
        if real != shown:
            found += zip_longest(shown[: len(real)], real)
    return found


def _count_apart(report: Report, day: int, apart: Sequence[tuple[Owed | None, Owed]]) -> None:
    for shown, real in apart:
        if real.started <= day and shown is None:
            report.untold[real.clock] += 1
        elif shown and real.started <= day and shown.outcome(day) != real.outcome(day):
            report.unwritten[real.clock] += 1


def _compare_on(
    report: Report,
    engine: Engine,
    clocks: Sequence[Clock],
    day: int,
    pairs: Sequence[tuple[Told, Owed]],
) -> None:
    on = as_date(day)
    standing = standing_sql(clocks, on, soon(on)).replace("duties as d", "numbered as d")
    stood = engine.fetch(f"select place, status from ({standing}) as stood")
    status = dict(zip(stood["place"].to_pylist(), stood["status"].to_pylist(), strict=True))
    for one, other in pairs:
        if other.started <= day:
            said = status[one.row].replace("due soon", "running")
            outcome = other.outcome(day)
            report.outcomes[other.clock][outcome] += 1
            if said != outcome:
                kind = FALSE if said == "overdue" else MISSED if outcome == "overdue" else OTHERWISE
                key = (other.clock, other.whom, other.started)
                told = f"on {on} {said!r} and not {outcome!r}: {_words(key, one, other)}"
                report.differ(other.clock, kind, told)


def _words(key: Key, one: Told | None, other: Owed | None) -> str:
    clocks = (
        {
            name: as_date(day).isoformat()
            for name, day in zip(Told._fields[2:], one[2:], strict=True)
            if day is not None
        }
        if one
        else None
    )
    days = ("due", "done", "over", "unsure")
    truth = (
        {
            name: as_date(day).isoformat()
            for name in days
            if (day := getattr(other, name)) is not None
        }
        if other
        else None
    )
    return f"{key[1]} from {as_date(key[2])}: clocks {clocks}, truth {truth}"
