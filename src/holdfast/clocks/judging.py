"""Runs the clocks of a rule book over a snapshot, and keeps the duties that come of it.

Duties are computed once for a snapshot and a rule book and lie beside the snapshots under
``derived/<snapshot id>/<fingerprint>.parquet``; they go when the snapshot goes.
"""

import hashlib
import os
from pathlib import Path

from holdfast.clocks.answers import Answer, Answered, answers
from holdfast.clocks.book import Book
from holdfast.clocks.compiler import DUTIES, duties_sql
from holdfast.engine import Engine
from holdfast.record.durable import disk_errors_in_words, make_folder
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import derived_folder

# Part of every fingerprint: raise it when duties change though no declaration did.
VERSION = 6


def judge(engine: Engine, snapshot: Snapshot, book: Book) -> list[Answered]:
    """Open a snapshot on the engine and name its ``duties`` there, computing them if need be.

    Gives what each clock can answer from this snapshot's source. Raises CannotWrite when the
    disk refuses the duties.
    """
    snapshot.open(engine)
    answered = answers(book.clocks, snapshot.manifest.feeds)
    path = duties_path(snapshot, book)
    if not path.exists():
        _compute(engine, book, answered, path)
    engine.parquet("duties", path)
    return answered


def _compute(engine: Engine, book: Book, answered: list[Answered], path: Path) -> None:
    # One that awaits a day has no rule in force, and so no duty.
    told = (one for one in answered if one.answer is not Answer.CANNOT_TELL)
    asked = [one.asked for one in told if not one.clock.awaited]
    found = duties_sql(engine, book, asked)
    home = path.parent.parent.parent
    part = path.with_suffix(f".{os.getpid()}.part")
    with disk_errors_in_words(home, "What the clocks found"):
        make_folder(path.parent)
        try:
            # In order of person, so that one person's are found without reading everyone's.
            engine.write(f"select {DUTIES} from ({found}) as found order by subject", part)
            os.replace(part, path)
        finally:
            part.unlink(missing_ok=True)


def duties_path(snapshot: Snapshot, book: Book) -> Path:
    """Where the duties of a snapshot under a rule book lie."""
    folder = derived_folder(snapshot.folder.parent.parent, snapshot.id)
    return folder / f"duties-{fingerprint(book)}.parquet"


def fingerprint(book: Book) -> str:
    """A short mark of every declaration, every local limit and every day decided in the book."""
    local = (sorted(book.authority.items()), sorted(book.teams.items()))
    told = repr((VERSION, book.clocks, *local, book.good_from.marks()))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
