"""Runs the clocks of a rule book over a snapshot, and keeps the duties that come of it.

Duties are computed once for a snapshot and a rule book and lie beside the snapshots under
``derived/<snapshot id>/duties-<fingerprint>-<checksum>.parquet``; they go when the snapshot goes.
"""

import hashlib
import os
from pathlib import Path

from holdfast.clocks.answers import Answer, Answered, answers
from holdfast.clocks.book import Book
from holdfast.clocks.compiler import DUTIES, duties_sql
from holdfast.engine import Engine
from holdfast.record.durable import disk_errors_in_words, make_folder
from holdfast.record.sealed import find_sealed, seal
from holdfast.record.snapshot import Snapshot, derived_folder

# Part of every fingerprint: raise it when duties change though no declaration did.
VERSION = 7


def judge(engine: Engine, snapshot: Snapshot, book: Book) -> list[Answered]:
    """Open a snapshot on the engine and name its ``duties`` there, computing them if need be.

    Gives what each clock can answer from this snapshot's source. Raises CannotWrite when the
    disk refuses the duties.
    """
    snapshot.open(engine)
    answered = answers(book.clocks, snapshot.manifest.feeds)
    path = kept_duties(snapshot, book) or _compute(engine, snapshot, book, answered)
    engine.parquet("duties", path)
    return answered


def _compute(engine: Engine, snapshot: Snapshot, book: Book, answered: list[Answered]) -> Path:
    """Run the clocks and keep what they find; give its place."""
    # One that awaits a day has no rule in force, and so no duty.
    told = (one for one in answered if one.answer is not Answer.CANNOT_TELL)
    asked = [one.asked for one in told if not one.clock.awaited]
    found = duties_sql(engine, book, asked)
    stem = _stem(book)
    part = _folder(snapshot) / f"{stem}.{os.getpid()}.part"
    with disk_errors_in_words(snapshot.home, "What the clocks found"):
        make_folder(part.parent)
        try:
            # In order of person, so that one person's are found without reading everyone's.
            engine.write(f"select {DUTIES} from ({found}) as found order by subject", part)
            return seal(part, stem)
        finally:
            part.unlink(missing_ok=True)


def kept_duties(snapshot: Snapshot, book: Book) -> Path | None:
    """Where the duties of a snapshot under a rule book lie; None where they are not kept."""
    return find_sealed(_folder(snapshot), _stem(book))


def _folder(snapshot: Snapshot) -> Path:
    return derived_folder(snapshot.home, snapshot.id)


def _stem(book: Book) -> str:
    return f"duties-{fingerprint(book)}.parquet"


def fingerprint(book: Book) -> str:
    """A short mark of every declaration, every local limit and every day decided in the book."""
    local = (sorted(book.authority.items()), sorted(book.teams.items()))
    told = repr((VERSION, book.clocks, *local, book.good_from.marks()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
