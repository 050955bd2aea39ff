"""Holds what the concerns say of a made-up county's record against what really happened in it.

The record is imported, and each day is asked as a manager asks it. The truth is reckoned from the
chronicle. On each day the children of each concern, and each time of each strand, must be the same.
What the record does not know by the last day is told apart, as ``truth_agreement`` does.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from holdfast.clocks.duty import UNDATED
from holdfast.concerns.computing import RUNS
from holdfast.concerns.register import CONCERNS, duty_book
from holdfast.query.caseload.points import FILE, shipped_text
from holdfast.query.concerns import concerns_true, concerns_unclear, see_concerns
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import County
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.simulation.truth.concerns import Most, reckon_concerns
from holdfast.simulation.truth.owed import Owed
from holdfast.sources.made_up import import_tables

SHOWN = 3
# What the council of the comparison has set as the most that one worker is to hold.
MOST = Most(children=12, first_year=6, court=2)
STATED = "[most]\nchildren = 12\nfirst_year = 6\ncourt = 2\n"
UNFOUNDED, LOST, UNCLEAR = "found and not so", "so and not found", "cannot be determined otherwise"
# A time of a strand: whose, since when, the first day on which it was true, its end, its doubt.
Time = tuple[str, int, int | None, int | None, int | None]


@dataclass
class Agreement:
    """What was compared, and whatever differs.

    ``times`` counts the times of each strand that came true or cannot be determined; ``children``
    those of whom a concern was true, over the days asked about. ``unwritten`` are the children
    whom the record shows otherwise than it was, by concern and by what is so.
    """

    times: Counter[str] = field(default_factory=Counter)
    children: Counter[str] = field(default_factory=Counter)
    unclear: Counter[str] = field(default_factory=Counter)
    unwritten: Counter[tuple[str, str]] = field(default_factory=Counter)
    different: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    counts: Counter[str] = field(default_factory=Counter)

    def differ(self, what: str, example: object) -> None:
        """Take down a difference."""
        self.counts[what] += 1
        if len(self.different[what]) < SHOWN:
            self.different[what].append(str(example))

    def add(self, other: "Agreement") -> None:
        """Take in what another county showed."""
        self.times += other.times
        self.children += other.children
        self.unclear += other.unclear
        self.unwritten += other.unwritten
        self.counts += other.counts
        for what, examples in other.different.items():
            self.different[what] = (self.different[what] + examples)[:SHOWN]

    def table(self) -> str:
        """Each concern's children over all days and its strands' times, then what differs."""
        lines = []
        for concern in CONCERNS:
            found, doubted = self.children[concern.key], self.unclear[concern.key]
            lines.append(f"{concern.key}: {found} children true, {doubted} cannot be determined")
            lines += (f"  {strand.key}: {self.times[strand.key]}" for strand in concern.strands)
        lines += (f"{key}, {what}: {n}" for (key, what), n in sorted(self.unwritten.items()))
        for what, examples in self.different.items():
            lines += [f"DIFFERENT {self.counts[what]} {what}", *(f"  {one}" for one in examples)]
        return "\n".join(lines)


def agreement(county: County, days: Sequence[date]) -> Agreement:
    """Hold every concern of a county against the truth, on some days."""
    found = Agreement()
    told, written_of = county.chronicle.told, county.in_record()
    written = list(reckon_concerns(written_of, county.as_at, as_written=True, most=MOST))
    really = list(reckon_concerns(told, county.as_at, most=MOST))
    with TemporaryDirectory() as folder:
        home = Path(folder)
        (home / FILE).write_text(f"{shipped_text()}{STATED}", encoding="utf-8")
        store = Store(home)
        snapshot = import_tables(store, county.tables, county.as_at, "2018-02-01T08:30:00")
        for day in sorted(days):
            outlook = open_outlook(snapshot, duty_book(home), day)
            try:
                _compare_on(found, outlook, written, really)
                if day == max(days):
                    _compare_times(found, outlook, written, number(county.as_at))
            finally:
                outlook.close()
    return found


def _compare_on(
    found: Agreement, outlook: Outlook, written: Iterable[Owed], really: Iterable[Owed]
) -> None:
    day = number(outlook.day)
    is_so, doubted = standing(written, day)
    in_truth, _ = standing(really, day)
    for concern in CONCERNS:
        key = concern.key
        told = {one.child for one in concerns_true(outlook, concern)}
        unclear = {one.child for one in concerns_unclear(outlook, concern)}
        found.children[key] += len(told)
        found.unclear[key] += len(unclear)
        for kind, children in (
            (UNFOUNDED, told - is_so[key]),
            (LOST, is_so[key] - told),
            (UNCLEAR, unclear ^ (doubted[key] - is_so[key])),
        ):
            for child in sorted(children):
                found.differ(f"{key}: {kind}", f"{child} on {outlook.day}")
        found.unwritten[key, "in the record alone"] += len(told - in_truth[key])
        found.unwritten[key, "in truth alone"] += len(in_truth[key] - told)


def standing(
    owed: Iterable[Owed], day: int
) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """The children of whom each concern is true on a day, and of whom it cannot be determined."""
    concern_of = {strand.key: concern.key for concern in CONCERNS for strand in concern.strands}
    is_so: dict[str, set[str]] = defaultdict(set)
    doubted: dict[str, set[str]] = defaultdict(set)
    for one in owed:
        if one.started <= day:
            outcome = one.outcome(day)
            if outcome == "overdue":
                is_so[concern_of[one.clock]].add(one.whom)
            elif outcome == "cannot tell" and (_end(one) is None or (_end(one) or 0) > day):
                doubted[concern_of[one.clock]].add(one.whom)
    return is_so, doubted


def _end(one: Owed) -> int | None:
    return min((day for day in (one.done, one.over) if day is not None), default=None)


def _compare_times(found: Agreement, outlook: Outlook, written: Iterable[Owed], last: int) -> None:
    told, truths = _times_told(outlook, last), _times_of(written, last)
    for strand in sorted(told.keys() | truths.keys()):
        found.times[strand] += len(truths[strand])
        for time in sorted(told[strand] - truths[strand], key=str):
            found.differ(f"{strand}: {UNFOUNDED}", _words(time))
        for time in sorted(truths[strand] - told[strand], key=str):
            found.differ(f"{strand}: {LOST}", _words(time))


def _times_told(outlook: Outlook, last: int) -> dict[str, set[Time]]:
    see_concerns(outlook)
    columns = "clock, subject, started, overdue_from, stopped, lapsed, doubt"
    times: dict[str, set[Time]] = defaultdict(set)
    for row in outlook.rows(
        f"select {columns} from {RUNS} where started <> $undated", undated=UNDATED
    ):
        days = [None if row[name] is None else number(row[name]) for name in _DAYS]
        first, stopped, lapsed, doubt = days
        ends = min((day for day in (stopped, lapsed) if day is not None), default=None)
        _take(
            times[row["clock"]], row["subject"], (number(row["started"]), first, ends, doubt), last
        )
    return times


_DAYS = ("overdue_from", "stopped", "lapsed", "doubt")


def _times_of(owed: Iterable[Owed], last: int) -> dict[str, set[Time]]:
    times: dict[str, set[Time]] = defaultdict(set)
    for one in owed:
        first = None if one.due is None else one.due + 1
        _take(times[one.clock], one.whom, (one.started, first, _end(one), one.unsure), last)
    return times


def _take(
    times: set[Time], whom: str, days: tuple[int, int | None, int | None, int | None], last: int
) -> None:
    """Take a time in, if it came true or in doubt by the last day; what lies ahead is not known."""
    started, *others = days
    first, ends, doubt = (None if day is None or day > last else day for day in others)
    if doubt is not None and ends is not None and ends >= min(doubt, ends):
        # Whether it had come true when it ended is not known.
        ends = ends if doubt > ends else None
    if doubt is not None or (first is not None and (ends is None or ends > first)):
        times.add((whom, started, first, ends, doubt))


def _words(time: Time) -> str:
    names = ("true from", "ended", "doubt")
    days = zip(names, time[2:], strict=True)
    told = ", ".join(f"{name} {as_date(day)}" for name, day in days if day is not None)
    return f"{time[0]} since {as_date(time[1])}: {told}"
