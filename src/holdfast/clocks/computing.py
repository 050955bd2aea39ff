"""Runs the clocks of a rule book over a snapshot, and keeps the duties that come of it.

Duties are computed once for a snapshot and a rule book and lie beside the snapshots under
``derived/<snapshot id>/duties-<fingerprint>-<checksum>.parquet``; they go when the snapshot goes.

Where supplements are laid over a snapshot, only the clocks that read what they carry are run again,
over both; their duties lie apart, under ``over-<key>``. Those of all other clocks are the
snapshot's own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from holdfast.clocks.clock import Clock
from holdfast.clocks.rules.answers import Answer, Answered, answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.rules.uses import uses
from holdfast.clocks.sql.compiler import DUTIES, duties_sql
from holdfast.clocks.sql.known_until import end_of, known_sql
from holdfast.clocks.sql.same_start import UNNUMBERED
from holdfast.engine import Engine
from holdfast.engine.quoting import quoted
from holdfast.journeys import laid as journeys
from holdfast.journeys.laid import lay_journeys
from holdfast.record.store.derived import derived_key, find_derived, write_derived
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.overlay import Overlay, overlay_of

MADE_BY = (*journeys.MADE_BY, "holdfast.clocks")


def compute_duties(
    engine: Engine,
    snapshot: Snapshot,
    book: Book,
    over: Overlay | None = None,
    day: date | None = None,
) -> list[Answered]:
    """Open a snapshot on the engine; name its ``duties`` and what journeys lay down there.

    ``over`` is what is laid over it, which is looked up where it is not given. The duties are
    those known for ``day``, the snapshot's own where none is given. What is not kept is worked out.

    Gives what each clock can answer from this snapshot's source and what is laid over it. Raises
    CannotWrite when the disk refuses the duties, and what ``overlay_of`` raises.
    """
    over = overlay_of(snapshot) if over is None else over
    own = kept_duties(snapshot, book)
    if own is None or not over:
        snapshot.open(engine)
        lay_journeys(engine, snapshot)
        own = own or _compute(engine, snapshot, book)
    if over:
        over.open(engine)
        lay_journeys(engine, snapshot, over)
        if _kept_over(over, book) is None:
            again = run_again(over, book)
            rests_on = {clock.key: {each.table.name for each in clock.columns()} for clock in again}
            begun, key = begun_with(over, book, rests_on), _key_over(over, book)
            _write(engine, snapshot, begun, answers(again, over.feeds), _OVER, key)
    name_duties(engine, over, book, day or snapshot.manifest.as_at)
    return answers(book.clocks, over.feeds)


def name_duties(engine: Engine, over: Overlay, book: Book, day: date, name: str = "duties") -> None:
    """Name the duties of a snapshot and of what is laid over it, as they are known for a day.

    Where anything is laid over it, ``<name>_as_kept`` are the same whatever the day.
    ``compute_duties`` must have kept them.
    """
    own = kept_duties(over.snapshot, book)
    assert own is not None, "they were kept a moment ago"
    if not over:
        engine.parquet(name, own)
        return
    again = _kept_over(over, book)
    assert again is not None, "they were kept a moment ago"
    of_source, run, kept = f"{name}_of_source", f"{name}_run_again", f"{name}_as_kept"
    engine.parquet(of_source, own)
    engine.parquet(run, again)
    keys = quoted(one.key for one in run_again(over, book))
    engine.define(
        kept,
        f"select {DUTIES} from {of_source} where clock not in ({keys}) "
        f"union all select {DUTIES} from {run}",
    )
    last_days = {clock: end_of(over, clock).day for clock in book.clocks}
    ends = {clock: until for clock, until in last_days.items() if until < day}
    engine.define(name, known_sql(engine, kept, ends, day))


def kept_duties(snapshot: Snapshot, book: Book) -> Path | None:
    """Where a snapshot's own duties under a rule book lie; None where they are not kept."""
    return find_derived(snapshot, "duties", fingerprint(book))


def fingerprint(book: Book) -> str:
    """The key of the duties under a book: see ``record/store/derived.py``.

    It changes with every declaration, every local limit and every day decided in the book.
    """
    local = (sorted(book.authority.items()), sorted(book.teams.items()))
    return derived_key(MADE_BY, repr((book.clocks, *local, book.good_from.marks())))


def run_again(over: Overlay, book: Book) -> tuple[Clock, ...]:
    """The clocks of a book that read anything of what is laid over a snapshot."""
    tables = over.tables
    return tuple(
        one
        for one in book.clocks
        if any(use.table.name in tables for use in uses(one, book.by_team(one)))
    )


_OVER = "over"


def _compute(engine: Engine, snapshot: Snapshot, book: Book) -> Path:
    """Run the clocks over the snapshot alone and keep what they find; give its place."""
    told = answers(book.clocks, snapshot.manifest.feeds)
    return _write(engine, snapshot, book, told, "duties", fingerprint(book))


def _kept_over(over: Overlay, book: Book) -> Path | None:
    return find_derived(over.snapshot, _OVER, _key_over(over, book))


def _write(
    engine: Engine,
    snapshot: Snapshot,
    book: Book,
    answered: Sequence[Answered],
    name: str,
    key: str,
) -> Path:
    # One that awaits a day has no rule in force, and so no duty.
    told = (one for one in answered if one.answer is not Answer.CANNOT_TELL)
    asked = [one.asked for one in told if not one.clock.awaited]
    found = duties_sql(engine, book, asked)
    # In order of person, so that one person's are found without reading everyone's.
    ordered = f"select {DUTIES} from ({found}) as found order by subject"
    kept = write_derived(engine, snapshot, name, key, ordered)
    engine.define(UNNUMBERED, "select 1 as nothing")  # as large as all that was written
    return kept


def begun_with(over: Overlay, book: Book, tables: Mapping[str, Iterable[str]]) -> Book:
    """The book, by which no duty is judged that began before what it rests on is told of.

    ``tables`` are those of the record that each clock rests on, by its key.
    """
    firsts = {key: over.known_from(rests_on) for key, rests_on in tables.items()}
    days = {key: day for key, day in firsts.items() if day is not None}
    return replace(book, good_from=book.good_from.no_earlier(days)) if days else book


def _key_over(over: Overlay, book: Book) -> str:
    return derived_key(MADE_BY, fingerprint(book), over.mark)
