"""The oracle: every duty of one person, read from the declarations in plain Python.

Slow and obvious on purpose. Where it and the compiler disagree, one of them is wrong; the
spec examples say which.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from holdfast.clocks.clock import Beginning, Clock, Previous, Shape, Turning
from holdfast.clocks.duty import Duty, Why
from holdfast.clocks.oracle.doubts import RowInDoubt, doubted
from holdfast.clocks.rules.ages import contradicts, grown, uncut
from holdfast.clocks.rules.book import Book, Ruling
from holdfast.clocks.rules.sequence import ordered
from holdfast.clocks.sql.finishing import finished, maybe_unfinished, names_of_starts
from holdfast.clocks.sql.same_start import numbered
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.errors import BeyondCalendar
from holdfast.journeys.event import Event
from holdfast.journeys.reading import FAR, History, Lived, Occurrence, happened, life, spells
from holdfast.journeys.spell import ALWAYS, Edge, Happening, comes_last
from holdfast.periods import Limit
from holdfast.record.holding import holds
from holdfast.record.schema.table import Column


@dataclass(frozen=True)
class _Run:
    """A duty before its due date is known."""

    part: str
    started: date
    stopped: date | None = None
    lapsed: date | None = None
    doubt: date | None = None
    why: Why | None = None
    reason: bool | None = None
    own_due: date | None = None


def duties(
    clock: Clock,
    subject: str,
    history: History,
    book: Book,
    current_only: bool = False,
    in_doubt: Sequence[RowInDoubt] = (),
) -> list[Duty]:
    """Every duty of one clock for one person, in order of start and number.

    ``current_only``: the source carries only the latest dates, so nothing that ended is told, but
    for what a birthday ended. ``in_doubt`` are the rows about which there are doubts, this
    person's or anybody's.
    """
    clock = uncut(clock) if current_only else clock
    ended = (_ended(run, clock, history) for run in _runs(clock, history))
    if current_only:
        ended = (run for run in ended if run.stopped is None and run.lapsed is None)
    aged = (_aged(run, clock, history) for run in ended)
    shown = (_shown(run, clock, history) for run in aged)
    runs = (_outlasting(run, clock, history) for run in shown)
    judged = (_judged(run, clock, subject, history, book) for run in runs)
    kept = (duty for duty in judged if duty is not None)
    told = [_judgeable(duty, history, book) for duty in kept]
    whole = doubted(list(set(told)), clock, subject, history, book, in_doubt)
    return numbered(set(whole))


def _runs(clock: Clock, history: History) -> Iterable[_Run]:
    if clock.shape is Shape.LANE:
        return _lane_runs(clock, history)
    read = {Shape.ROW: _row_runs, Shape.KEY: _key_runs, Shape.SEQUENCE: _sequence_runs}
    alone = read[clock.shape](clock, history)
    return alone if clock.after_death else _alive(alone, life(history).died)


# --- in a spell ---------------------------------------------------------------------------


def _lane_runs(clock: Clock, history: History) -> Iterator[_Run]:
    edges = [stop for stop in clock.stops if isinstance(stop, Edge)]
    held = [h for edge in edges for h in happened(history, edge)]
    starts = [start for start in clock.starts if isinstance(start, Event | Edge)]
    for number, lived in enumerate(_spells(clock, history), start=1):
        # On these start days what stops the clock already holds, and goes on holding.
        days = _days(starts, history, lived)
        covered = {day for day in days if any(h.day < day < h.until for h in held)}
        stops = sorted(_days(clock.stops, history, lived) | covered)
        if clock.after_first_day:
            stops = [day for day in stops if day > lived.started]
        for opened, following in _openings(clock, history, lived, stops):
            if not _turned(clock, history, lived, opened):
                continue
            stopped = next((day for day in stops if day >= following), None)
            yield _Run(str(number), opened, stopped, None if stopped else lived.ended)


def _spells(clock: Clock, history: History) -> list[Lived]:
    if clock.during is None or clock.during is ALWAYS:
        return [Lived(date.min, life(history).died, {})]
    return spells(history, clock.during)


def _days(happenings: Iterable[Happening], history: History, lived: Lived) -> set[date]:
    """The days in a spell on which any of these happened, each once."""
    found = [h for happening in happenings for h in happened(history, happening)]
    return {max(h.day, lived.started) for h in found if _within(h, lived)}


def _within(occurrence: Occurrence, lived: Lived) -> bool:
    return occurrence.day <= lived.last and occurrence.until >= lived.started


def _openings(
    clock: Clock, history: History, lived: Lived, stops: list[date]
) -> Iterator[tuple[date, date]]:
    """Each day on which the clock starts in a spell, with the first day that can stop it."""
    events: set[tuple[date, date]] = set()
    for start in clock.starts:
        if isinstance(start, Beginning):
            yield lived.started, lived.started
        elif isinstance(start, Previous):
            for stop in stops[start.first - 1 : start.last]:
                if stop < lived.last:
                    yield stop, stop + timedelta(days=1)
        else:
            later = timedelta(days=1 if comes_last(start) else 0)
            events |= {(day, day + later) for day in _days((start,), history, lived)}
    kept = sorted(events)[:1] if clock.first_start_only else sorted(events)
    yield from (event for event in kept if event[0] < lived.last)


def _turned(clock: Clock, history: History, lived: Lived, opened: date) -> bool:
    """Whether the clock runs from that day: its ``once`` have come and its ``until`` have not."""
    once = (_turning_day(turning, history, lived) for turning in clock.once)
    until = (_turning_day(turning, history, lived) for turning in clock.until)
    return all(day <= opened for day in once) and all(day > opened for day in until)


def _turning_day(turning: Turning, history: History, lived: Lived) -> date:
    if isinstance(turning, Column):
        return lived.row.get(turning.name) or FAR
    if isinstance(turning, Limit):
        known = FIRST_KNOWN <= lived.started <= LAST_KNOWN
        return turning.due(lived.started) if known else FAR
    return min(_days((turning,), history, lived), default=FAR)


# --- in a row, or matched by an identifier ------------------------------------------------


def _row_runs(clock: Clock, history: History) -> Iterator[_Run]:
    stop = clock.stops[0]
    assert isinstance(stop, Event), "a clock in one row stops at an event of that row"
    for start in happened(history, clock.start_event):
        held = stop.where is None or stop.where.holds(start.row)
        stopped = start.row.get(stop.at.name) if held else None
        if stopped and clock.may_precede:
            stopped = max(stopped, start.day)
        reason = start.row.get(clock.reason.name) is not None if clock.reason else None
        own_due = start.row.get(clock.due_on.name) if clock.due_on else None
        lapsed = _lapse(clock, start)
        run = _Run(_key(clock, start), start.day, stopped, lapsed, reason=reason, own_due=own_due)
        yield _contradiction(run) if stopped and stopped < start.day else run


def _key_runs(clock: Clock, history: History) -> Iterator[_Run]:
    by = clock.by
    assert by is not None
    stops = [h for happening in clock.stops for h in happened(history, happening)]
    stops = finished(clock, history, stops)
    named = names_of_starts(clock, history)
    for start in happened(history, clock.start_event):
        run = _Run(_key(clock, start), start.day, lapsed=_lapse(clock, start))
        mine = [h for h in stops if run.part and h.row.get(by.name) == run.part]
        after = [h for h in mine if h.day >= start.day]
        stray = [h.day for h in stops if h.row.get(by.name) not in named and h.day >= start.day]
        run = _matched(run, clock, after, mine, stray)
        stopped, doubt = run.stopped, run.doubt
        if stopped and maybe_unfinished(clock, history, run.started, stopped):
            # The stop may not have ended the work: something else may go on.
            run = replace(run, stopped=None, reason=None)
            if not doubt or doubt > stopped:
                run = replace(run, doubt=stopped, why=Why.UNMATCHED)
        yield run


def _matched(
    run: _Run, clock: Clock, after: list[Occurrence], mine: list[Occurrence], stray: list[date]
) -> _Run:
    if not run.part:
        return replace(run, doubt=run.started, why=Why.UNMATCHED)
    if after:
        day, reason = min(h.day for h in after), clock.reason
        of_day = (h.row for h in after if h.day == day)
        given = any(row.get(reason.name) is not None for row in of_day) if reason else None
        run = replace(run, stopped=day, reason=given)
    elif mine:
        return _contradiction(run)
    first = min(stray, default=FAR)
    if first < (run.stopped or FAR):
        return replace(run, doubt=first, why=Why.UNMATCHED)
    return run


def _sequence_runs(clock: Clock, history: History) -> Iterator[_Run]:
    for step in ordered(clock, history):
        day, excused = step.start.day, _lapse(clock, step.start)
        lapsed = min(excused or FAR, step.lapsed or FAR)
        run = _Run(_key(clock, step.start), day, step.stopped, own_due=day)
        run = replace(run, lapsed=None if lapsed == FAR else lapsed)
        yield run if excused else replace(run, doubt=step.doubt, why=step.why)


def _contradiction(run: _Run) -> _Run:
    return replace(run, stopped=None, doubt=run.started, why=Why.CONTRADICTS)


def _key(clock: Clock, start: Occurrence) -> str:
    key = clock.start_event.table.key()
    return (start.row.get(key.name) if key else None) or ""


def _lapse(clock: Clock, start: Occurrence) -> date | None:
    if clock.lapses is None or not (
        clock.lapses.where is None or clock.lapses.where.holds(start.row)
    ):
        return None
    undated = start.day if clock.lapses_undated else None
    day: date | None = start.row.get(clock.lapses.at.name) or undated
    return max(day, start.day) if day else None


def _alive(runs: Iterable[_Run], died: date | None) -> Iterator[_Run]:
    """The runs of somebody alive: death ends a duty, and nothing after it counts."""
    for run in runs:
        if died is None:
            yield run
        elif run.started <= died:
            stopped = run.stopped if run.stopped and run.stopped <= died else None
            lapsed = min(run.lapsed or FAR, died) if stopped is None else run.lapsed
            yield replace(run, stopped=stopped, lapsed=lapsed)


# --- judged -------------------------------------------------------------------------------


def _aged(run: _Run, clock: Clock, history: History) -> _Run:
    """Lapsed on the birthday that ends it; in doubt where it began before birth or after that."""
    lived = life(history)
    if contradicts(clock, lived, run.started):
        return replace(run, stopped=None, reason=None, doubt=run.started, why=Why.AGE)
    last = grown(clock, lived)
    if last is None or clock.until_age is None:
        return run
    return replace(run, lapsed=min(run.lapsed or FAR, last))


def _ended(run: _Run, clock: Clock, history: History) -> _Run:
    """Lapsed on the first day from its start on which something happened that ends it."""
    found = (h.day for happening in clock.ended_by for h in happened(history, happening))
    first = min((day for day in found if day >= run.started), default=None)
    return replace(run, lapsed=min(run.lapsed or FAR, first)) if first else run


def _shown(run: _Run, clock: Clock, history: History) -> _Run:
    """Doubt from the first later event which shows that the step happened unrecorded."""
    last = min(run.lapsed or FAR, (run.stopped - timedelta(days=1)) if run.stopped else FAR)
    found = (h.day for happening in clock.shown_by for h in happened(history, happening))
    first = min((day for day in found if run.started <= day <= last), default=None)
    if first is None or (run.doubt and run.doubt <= first):
        return run
    return replace(run, doubt=first, why=Why.SHOWN)


def _outlasting(run: _Run, clock: Clock, history: History) -> _Run:
    """Doubt from the first day on which it goes on although what it lies within has ended."""
    over = min(run.stopped or FAR, run.lapsed or FAR)
    for ended, again in _gaps(clock, history):
        first = max(ended, run.started)
        if first < min(again, over) and first < (run.doubt or FAR):
            return replace(run, doubt=first, why=Why.OUTLASTS)
    return run


def _gaps(clock: Clock, history: History) -> Iterator[tuple[date, date]]:
    """From each end of what the clock lies within to when that begins again."""
    outer = spells(history, clock.outer) if clock.outer else []
    begins = [*(spell.started for spell in outer[1:]), FAR]
    for spell, again in zip(outer, begins, strict=False):
        if spell.ended:
            yield spell.ended, again


def _judged(run: _Run, clock: Clock, subject: str, history: History, book: Book) -> Duty | None:
    if not FIRST_KNOWN <= run.started <= LAST_KNOWN:
        return None
    # The nearest rule in force: the child's own plan, the team, the authority.
    agreed = _agreed(run.started, clock, history) if clock.plan_may_set else None
    if agreed:
        ruling: Ruling | None = book.plan_ruling(clock, agreed)
    else:
        own = book.team_ruling(clock, _team(run.started, history))
        ruling = own or book.in_force(clock, run.started)
    if ruling is None:
        return None
    lapsed = run.lapsed if run.lapsed and run.lapsed < (run.stopped or FAR) else None
    doubt, why = run.doubt, run.why
    # What raises a doubt only after the duty has lapsed says nothing of it.
    if run.stopped is None and doubt and lapsed and doubt > lapsed:
        doubt, why = None, None
    try:
        due = run.own_due or _due(run.started, ruling, clock)
    except BeyondCalendar:
        due, doubt, why = None, run.started, Why.CALENDAR
    return Duty(
        clock.key, subject, run.part, run.started, due, run.stopped, lapsed, doubt, why,
        ruling.name, run.reason,
    )  # fmt: skip


def _judgeable(duty: Duty, history: History, book: Book) -> Duty:
    """The duty; of one that began before recording could be judged, only that it began."""
    day = book.good_from.day(duty.clock, _team(duty.started, history))
    if day is None or duty.started >= day:
        return duty
    why = duty.why if duty.why is Why.CALENDAR else Why.RECORDING
    return replace(duty, stopped=None, lapsed=None, doubt=duty.started, why=why)


def _due(started: date, ruling: Ruling, clock: Clock) -> date | None:
    if ruling.rule.limit is None:
        return None
    due = ruling.rule.limit.due(started, ruling.rule.counts_start_day)
    if "/plan/" in ruling.name or "/team/" in ruling.name:
        return due
    for lift in clock.relaxed:
        if lift.first <= due <= lift.last:
            due = lift.last
    return due


def _agreed(day: date, clock: Clock, history: History) -> int | None:
    held = [
        row
        for row in history.get("agreed_intervals", ())
        if row["duty"] == clock.key
        and row["agreed"] <= day < (row.get("ended") or FAR)
        and 0 < (row.get("working_days") or 0) <= 260
    ]
    latest = max(held, key=lambda row: (row["agreed"], -row["working_days"]), default=None)
    return latest["working_days"] if latest else None


def _team(day: date, history: History) -> str | None:
    held = [
        row
        for row in history.get("involvements", ())
        if holds(row.get("role"), day)
        and row.get("team") is not None
        and (row.get("started") or FAR) <= day <= (row.get("ended") or FAR)
    ]
    latest = min(held, key=lambda row: (-row["started"].toordinal(), row["team"]), default=None)
    return latest["team"] if latest else None
