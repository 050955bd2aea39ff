"""What doubts make of one person's duties, in plain Python: the oracle's ``doubting.py``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import UNDATED, Duty, Why
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import Effect, Use, uses
from holdfast.days import FIRST_KNOWN, LAST_KNOWN
from holdfast.journeys.reading import FAR, History
from holdfast.record.schema.condition import Row
from holdfast.record.store.doubts import Doubt


@dataclass(frozen=True)
class RowInDoubt:
    """One row of the record with the doubts about it, by their numbers.

    ``row`` is None where nothing of the row could be told. ``aside``: it was set aside, and is no
    row of the record. ``doubts`` are all about this row.
    """

    table: str
    row: Row | None
    aside: bool
    doubts: tuple[tuple[int, Doubt], ...]

    @property
    def columns(self) -> frozenset[str]:
        """The columns in doubt; the empty name is the whole row."""
        return frozenset(doubt.column for _, doubt in self.doubts)


@dataclass(frozen=True)
class _Possibility:
    """What may have happened: see ``doubting.py``. ``day`` None: when is not known.

    ``joins``: it is a stretch that is not counted, and one that ends on its first day may go on.
    """

    effect: Effect
    day: date | None
    last: date
    after: bool
    joins: bool
    begins: bool
    begun: date | None
    part: str | None
    number: int
    anybody: bool

    @property
    def since(self) -> date:
        return self.day or date.min


def doubted(
    duties: Sequence[Duty],
    clock: Clock,
    subject: str,
    history: History,
    book: Book,
    rows: Iterable[RowInDoubt],
) -> list[Duty]:
    """One person's duties of a clock, with what the doubts about ``rows`` make of them."""
    used = uses(clock, book.by_team(clock))
    found = [
        possibility
        for row in rows
        for use in used
        for possibility in _possible(use, row, subject, history)
    ]
    changed = [_touched(duty, found) for duty in duties]
    held = {duty.started for duty in duties}
    begun = {
        possibility.begun or UNDATED: possibility
        for possibility in sorted(found, key=lambda p: -p.number)
        if possibility.begins and not possibility.anybody
    }
    named = book.rulings(clock)[-1].name
    for day, possibility in begun.items():
        if day not in held and (day == UNDATED or FIRST_KNOWN <= day <= LAST_KNOWN):
            nothing = (None, None, None)
            changed.append(
                Duty(
                    clock.key,
                    subject,
                    "",
                    day,
                    *nothing,
                    day,
                    Why.DOUBTED,
                    named,
                    None,
                    possibility.number,
                )
            )
    return changed


def _possible(use: Use, row: RowInDoubt, subject: str, history: History) -> Iterator[_Possibility]:
    if row.table != use.table.name:
        return
    touching = {column.name for column in use.columns()} | {""}
    numbers = [number for number, doubt in row.doubts if row.aside or doubt.column in touching]
    about = _about(use, row)
    listed = use.part.subject is use.table.key() and history.get(use.table.name)
    if not numbers or about not in (None, subject) or (about is None and listed):
        return
    of_own = row.row is not None and not row.aside
    if use.own_row and not use.begins and not of_own:
        return
    day = _day(use, row)
    counted, certain, possible = _standing(use, row, day)
    if not possible:
        return
    effect = _effect(use, row, counted, certain)
    # One who is told to be born on two days has one row, and may be owed by the other.
    either = use.given is not None and bool({use.day.name, ""} & row.columns)
    begins = use.begins and (not counted or either) and not (use.dated and day is None)
    unsure = use.ends is not None and (not certain or bool({use.ends.name, ""} & row.columns))
    begins = begins or (use.hides and counted and unsure)
    begins = begins and (use.given is None or bool(history.get(use.given.name)))
    if use.ends is not None and certain and {use.ends.name, ""} & row.columns:
        begins = begins or use.ends_begin or (use.ends_hide and _followed(use, day, history))
    if effect is Effect.NONE and not begins:
        return
    yield _Possibility(
        effect,
        _since(use, row, day, counted),
        _last(use, row, day, counted),
        _after(use, row, counted, certain),
        use.ends is not None and not counted,
        begins,
        None if counted else day,
        _part(use, row) if use.own_row else None,
        min(numbers),
        about is None,
    )


def _followed(use: Use, day: date | None, history: History) -> bool:
    """Whether another stretch of the same person begins later."""
    rows = history.get(use.table.name, ())
    later = (row.get(use.day.name) for row in rows)
    return any(other_day is not None and day is not None and other_day > day for other_day in later)


def _about(use: Use, row: RowInDoubt) -> str | None:
    """Whom the row is about; None: that is not known."""
    if "" in row.columns or row.row is None:
        return next((doubt.child for _, doubt in row.doubts), None)
    child = use.part.subject.name
    about: str | None = None if child in row.columns else row.row.get(child)
    return about


def _day(use: Use, row: RowInDoubt) -> date | None:
    if row.row is None or "" in row.columns:
        return None
    day: date | None = None if use.day.name in row.columns else row.row.get(use.day.name)
    if day is None and use.undated and use.start and use.start.name not in row.columns:
        day = row.row.get(use.start.name)
    return day


def _day_held(use: Use, row: Row) -> date | None:
    """The day as it stands in the row, in doubt or not: it may be one of two that are told."""
    day: date | None = row.get(use.day.name)
    if day is None and use.undated and use.start is not None:
        day = row.get(use.start.name)
    return day


def _standing(use: Use, row: RowInDoubt, day: date | None) -> tuple[bool, bool, bool]:
    """Whether it is counted as it stands, would be in any case, and may be at all."""
    if row.row is None:
        return False, False, True
    whole = "" in row.columns
    names = {column.name for column in use.columns()} if whole else row.columns
    where = use.part.where
    held = where is None or where.holds(row.row)
    counted = not row.aside and _day_held(use, row.row) is not None and held
    rests_on = {column.name for column in (use.day, *use.beside)}
    certain = counted and not whole and not rests_on & names
    certain = certain and (where is None or where.holds_unless_doubted(row.row, names, False))
    dated = day is not None or whole or use.day.name in names
    may = where is None or where.holds_unless_doubted(row.row, names, True)
    return counted, certain, dated and may


def _since(use: Use, row: RowInDoubt, day: date | None, counted: bool) -> date | None:
    """The first day on which it has an effect; None: no day is known."""
    if not use.from_end or use.ends is None or counted:
        return day
    if row.row is None or {use.ends.name, ""} & row.columns:
        return None
    ended: date | None = row.row.get(use.ends.name)
    return ended


def _effect(use: Use, row: RowInDoubt, counted: bool, certain: bool) -> Effect:
    if use.from_end and use.ends is not None and not counted and row.row is not None:
        goes_on = row.row.get(use.ends.name) is None
        if goes_on and not {use.ends.name, ""} & row.columns:
            return Effect.NONE
    if not counted:
        return use.missing
    if not certain:
        return use.counted
    ends = use.ends
    return use.end if ends is not None and ends.name in row.columns else Effect.NONE


def _last(use: Use, row: RowInDoubt, day: date | None, counted: bool) -> date:
    if not use.passing:
        return FAR
    if use.ends is None:
        return FAR if counted or day is None else day
    if row.row is None or "" in row.columns or use.ends.name in row.columns:
        return FAR
    ended: date | None = row.row.get(use.ends.name)
    if ended is None:
        return FAR
    # A day in doubt may stand behind the end, and is counted there.
    return max(ended, row.row.get(use.day.name) or ended)


def _after(use: Use, row: RowInDoubt, counted: bool, certain: bool) -> bool:
    """Whether its own day is untouched: what it may change begins after that."""
    if use.ends is None or not counted or row.row is None:
        return use.ends is not None
    ends, begins = row.row.get(use.ends.name), row.row.get(use.day.name)
    # One that seems to end where it begins may go on, and is not over on that day.
    in_doubt = bool({use.ends.name, ""} & row.columns)
    longer = in_doubt and ends is not None and begins is not None and ends <= begins
    return certain and not longer


def _part(use: Use, row: RowInDoubt) -> str:
    key = use.table.key()
    return (row.row.get(key.name) if key and row.row is not None else None) or ""


def _touched(duty: Duty, found: Iterable[_Possibility]) -> Duty:
    touching = [possibility for possibility in found if _touches(duty, possibility)]
    if not touching:
        return duty
    first = min(
        touching, key=lambda possibility: (max(possibility.since, duty.started), possibility.number)
    )
    day = max(first.since, duty.started)
    if any(possibility.effect is Effect.CHANGED for possibility in touching):
        duty = replace(duty, stopped=None, lapsed=None)
    if day < (duty.doubt or FAR):
        duty = replace(duty, doubt=day, why=Why.DOUBTED, cause=first.number)
    return duty


def _touches(duty: Duty, possibility: _Possibility) -> bool:
    if possibility.part is not None and possibility.part != duty.part:
        return False
    if duty.started > possibility.last:
        return False
    stopped, lapsed = duty.stopped or FAR, duty.lapsed or FAR
    since = max(possibility.since, duty.started)
    if possibility.effect is Effect.ENDED:
        return since < stopped and since <= lapsed
    if possibility.effect is Effect.CHANGED:
        over = min(stopped, lapsed)
        same_day = not possibility.after or (possibility.joins and lapsed < stopped)
        return over > possibility.since or (over == possibility.since and same_day)
    return False
