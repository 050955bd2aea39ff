"""The outlook: one snapshot seen on one day. Everything shown to people is read from here.

An outlook holds an engine on which lie the tables of the record, ``duties``, ``standing``
(every duty with its status on the day), ``holders`` (who leads each child's case on the day)
and ``beside`` (who has another part beside the lead's).
"""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from holdfast.clocks.clock import Clock
from holdfast.clocks.computing import compute_duties
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answered
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.daily import daily_sql
from holdfast.clocks.sql.known_until import end_of
from holdfast.clocks.sql.standing import OPEN, soon, standing_sql
from holdfast.days import answerable
from holdfast.engine import Engine, Value, open_engine
from holdfast.engine.quoting import closed, day_sql
from holdfast.errors import BadSetting
from holdfast.journeys.holders import holders_sql
from holdfast.query.cases import closed_cases_sql
from holdfast.query.need_to_know import NeedToKnow
from holdfast.record.holding import BESIDE, NAMED, PART_NOT_KNOWN, holds_sql
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.overlay import FeedEnd, Overlay, overlay_of

Row = dict[str, Any]  # of a query of this room: what leaves it is a class with named fields

WAITING = (*OPEN, Status.CANNOT_TELL)


@dataclass(frozen=True)
class Outlook:
    """A snapshot on a day, ready to be asked. Close it when done.

    ``over`` is what is laid over the snapshot, where anything is. ``kept`` is what was fetched
    from the engine to be asked again and again. ``may_know`` bounds every scope to the children of
    whom whoever asks may know; None where it is everybody.
    """

    snapshot: Snapshot
    book: Book
    day: date
    engine: Engine
    answered: tuple[Answered, ...]
    over: Overlay | None = None
    kept: dict[str, object] = field(default_factory=dict, repr=False, compare=False)
    may_know: NeedToKnow | None = None
    _whole: "Outlook | None" = field(default=None, repr=False, compare=False)

    @property
    def everybody(self) -> "Outlook":
        """The outlook without a bound: for what is worked out once for all who ask."""
        return self._whole or self

    def bounded(self, may_know: NeedToKnow | None) -> "Outlook":
        """The same outlook, as somebody sees it who may know of certain children."""
        if may_know is None:
            return self.everybody
        return replace(self.everybody, may_know=may_know, _whole=self.everybody)

    def rows(self, sql: str, **values: Value) -> list[Row]:
        """The rows of a query over the outlook's relations; ``$name`` in it is a value given."""
        rows: list[Row] = self.engine.fetch(sql, values).to_pylist()
        return rows

    def clock(self, key: str) -> Clock:
        """The clock of that key, which must be in the book."""
        found = self.book.clock(key)
        assert found is not None, f"no clock {key}"
        return found

    @property
    def for_workers(self) -> tuple[str, ...]:
        """The clocks whose duties are owed to a worker and carry the worker's number."""
        return tuple(clock.key for clock in self.book.clocks if clock.for_workers)

    @property
    def overlay(self) -> Overlay:
        """The snapshot with what is laid over it, which may be nothing."""
        return self.over or Overlay(self.snapshot)

    @property
    def last_day(self) -> date:
        """The last day that can be asked about: the latest of which any feed tells."""
        return self.overlay.last_day

    def end(self, clock: str) -> FeedEnd | None:
        """Until when all that a clock reads is known, where that is before the outlook's day."""
        if self.over is None:
            return None
        found = end_of(self.over, self.clock(clock))
        return found if found.day < self.day else None

    def close(self) -> None:
        """Let go of the engine."""
        self.engine.close()


def open_outlook(
    snapshot: Snapshot,
    book: Book,
    day: date | None = None,
    engine: str = "duckdb",
    keep: bool = False,
    alone: bool = False,
    laid_by: str = "",
) -> Outlook:
    """See a snapshot, with what is laid over it, on a day: its own as-at day when none is given.

    ``keep`` works out at once what many questions will be asked of, as pages do; for a single
    question that would cost more than its answer. ``alone`` leaves out what is laid over it: what
    an import is worth is seen without. ``laid_by`` is a moment as ISO text: what was laid over
    since is left out. Raises BadSetting for a day after the last of
    which any feed tells, which without supplements is the snapshot's own; BeyondCalendar as
    ``answerable`` does; and what ``overlay_of`` raises.
    """
    over = Overlay(snapshot) if alone else overlay_of(snapshot, laid_by)
    if day and day > over.last_day:
        raise BadSetting(
            f"The snapshot tells nothing after {over.last_day.isoformat()}.",
            "Ask for that day or an earlier one, or import a newer extract.",
        )
    on = answerable(day or snapshot.manifest.as_at)
    running = open_engine(engine)
    answered = compute_duties(running, snapshot, book, over, on)
    see(running, book, on, keep)
    return Outlook(snapshot, book, on, running, tuple(answered), over or None)


def see(engine: Engine, book: Book, day: date, keep: bool = False) -> None:
    """Name what is true of a day, on an engine that holds the record and ``duties``.

    ``standing``, ``waiting`` (those of it that are open or cannot be determined), ``holders``,
    ``beside``, ``closed_cases``, and ``daily``: how many were overdue on every day of the history.
    ``keep`` is as ``open_outlook`` says.
    """
    engine.define("standing", standing_sql(book.clocks, day, soon(day)), keep)
    # A twentieth of the whole, and what nearly every question is about.
    waiting = f"select * from standing where status in ({closed(*WAITING)})"
    engine.define("waiting", waiting, keep)
    see_who_holds(engine, day, keep)
    engine.define("closed_cases", closed_cases_sql(day), keep)
    engine.define("daily", daily_sql(book.clocks), keep)


def see_who_holds(engine: Engine, day: date, keep: bool = False) -> None:
    """Name ``holders`` and ``beside`` of a day, on an engine that holds what journeys lay down.

    ``keep`` is as ``open_outlook`` says.
    """
    on = day_sql(day)
    engine.define("holders", holders_sql(on), keep)
    # The parts that are shown beside the lead's.
    parts = (BESIDE.sql("i"), PART_NOT_KNOWN.sql("i"), holds_sql("i", on))
    part = f"({' or '.join(parts)}) and {NAMED.sql('i')}"
    engine.define("beside", _BESIDE.format(on=on, part=part), keep)


# Who has another part than the lead's, or one that nobody knows. Of two with one part the earlier
# is more often a row that nobody ended than a second worker.
_BESIDE = """
select distinct i.child, i.worker, i.team, i.role
from involvements as i left join holders as h on h.child = i.child
where {part} and i.worker is not null
  and (h.role is null or i.role is null or h.role <> i.role)
  and (h.worker is null or h.worker <> i.worker)
  and (i.started is null or i.started <= {on}) and (i.ended is null or i.ended >= {on})"""
