"""Runs the clocks of a rule book over a snapshot, and keeps the duties that come of it.

Duties are computed once for a snapshot and a rule book and lie beside the snapshots under
``derived/<snapshot id>/duties-<fingerprint>-<checksum>.parquet``; they go when the snapshot goes.
"""

from pathlib import Path

from holdfast.clocks.rules.answers import Answer, Answered, answers
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import DUTIES, duties_sql
from holdfast.clocks.sql.same_start import UNNUMBERED
from holdfast.engine import Engine
from holdfast.journeys import laid as journeys
from holdfast.journeys.laid import lay_journeys
from holdfast.record.store.derived import derived_key, find_derived, write_derived
from holdfast.record.store.snapshot import Snapshot

MADE_BY = (*journeys.MADE_BY, "holdfast.clocks")


def compute_duties(engine: Engine, snapshot: Snapshot, book: Book) -> list[Answered]:
    """Open a snapshot on the engine; name its ``duties`` and what journeys lay down there.

    What is not kept beside the snapshot is computed and kept. Gives what each clock can answer
    from this snapshot's source. Raises CannotWrite when the disk refuses the duties.
    """
    snapshot.open(engine)
    lay_journeys(engine, snapshot)
    answered = answers(book.clocks, snapshot.manifest.feeds)
    path = kept_duties(snapshot, book) or _compute(engine, snapshot, book, answered)
    engine.parquet("duties", path)
    return answered


def _compute(engine: Engine, snapshot: Snapshot, book: Book, answered: list[Answered]) -> Path:
    """Run the clocks and keep what they find; give its place."""
    # One that awaits a day has no rule in force, and so no duty.
    asked = [
        each.asked
        for each in answered
        if each.answer is not Answer.CANNOT_TELL and not each.clock.awaited
    ]
    found = duties_sql(engine, book, asked)
    # In order of person, so that one person's are found without reading everyone's.
    ordered = f"select {DUTIES} from ({found}) as found order by subject"
    kept = write_derived(engine, snapshot, "duties", fingerprint(book), ordered)
    engine.define(UNNUMBERED, "select 1 as nothing")  # as large as all that was written
    return kept


def kept_duties(snapshot: Snapshot, book: Book) -> Path | None:
    """Where the duties of a snapshot under a rule book lie; None where they are not kept."""
    return find_derived(snapshot, "duties", fingerprint(book))


def fingerprint(book: Book) -> str:
    """The key of the duties under a book: see ``record/store/derived.py``.

    It changes with every declaration, every local limit and every day decided in the book.
    """
    local = (sorted(book.authority.items()), sorted(book.teams.items()))
    return derived_key(MADE_BY, repr((book.clocks, *local, book.good_from.marks())))
