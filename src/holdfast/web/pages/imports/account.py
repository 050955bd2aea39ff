"""The account of an import: its counts, what was refused and emptied, what it can answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.errors import Damaged
from holdfast.query.doubted import DoubtCount
from holdfast.record.store.manifest import Manifest, TableCount
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.waiting import Waiting
from holdfast.record.store.words import WORDS_FILE
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.source import source_words

# The columns that people may see. What a row or a cell held is kept beside them, and not read.
PLACE = ["source_file", "source_part", "source_row"]
REASON = ["what", "next_step"]

# So many kinds of doubt are shown at once; the others are folded.
MOST = 12

HEADINGS = {
    Answer.HISTORY: "Every run, from the first day of the record",
    Answer.CURRENT: "Only how things stand now",
    Answer.CANNOT_TELL: "Nothing",
}


@dataclass(frozen=True)
class SnapshotRow:
    """A snapshot as a line of the list."""

    id: str
    manifest: Manifest
    source: str
    made: str
    rows: int
    current: bool
    waiting: Waiting | None = None


@dataclass(frozen=True)
class ClockGroup:
    """The clocks that can answer alike."""

    heading: str
    why: bool
    clocks: tuple[Answered, ...]


def line(snapshot: Snapshot, current: bool, waiting: Waiting | None = None) -> SnapshotRow:
    """A snapshot as a line of the list; ``waiting`` says why it is not shown, if it waits."""
    manifest = snapshot.manifest
    rows = sum(manifest.rows.values())
    made = moment(manifest.made_at)
    return SnapshotRow(snapshot.id, manifest, source_words(manifest), made, rows, current, waiting)


def moment(text: str) -> str:
    """An ISO moment in words: "1 February 2018 at 06:00"."""
    made = datetime.fromisoformat(text)
    return f"{plain_day(made.date())} at {made:%H:%M}"


def counts(snapshot: Snapshot) -> list[TableCount]:
    """The rows of each source table that gave any; the others are told in one sentence."""
    return [one for one in snapshot.manifest.counts if one.given]


def total(snapshot: Snapshot) -> TableCount:
    """The rows of all tables together."""
    held = snapshot.manifest.counts
    sums = (sum(getattr(one, name) for one in held) for name in ("given", "read", "refused"))
    return TableCount("All tables", *sums)


def refused(snapshot: Snapshot) -> int:
    """How many refusals there are. A whole part that was refused is one."""
    return _read(snapshot.refusals, ["what"]).num_rows


def refusals(snapshot: Snapshot, offset: int, limit: int) -> list[dict[str, Any]]:
    """A page of refusals: where, what, what to do."""
    rows = _read(snapshot.refusals, [*PLACE, *REASON])
    return rows.slice(offset, limit).to_pylist()


def unreadable(snapshot: Snapshot) -> list[dict[str, Any]]:
    """The cells that were emptied, counted by column and reason, the most first."""
    by = ["source_part", "column", *REASON]
    rows = _read(snapshot.unreadable, by)
    found = rows.group_by(by).aggregate([([], "count_all")]).to_pylist()
    return sorted(
        found, key=lambda row: (-row["count_all"], row["source_part"] or "", row["column"])
    )


def words(snapshot: Snapshot) -> int:
    """How many words of coded columns it lists; 0 if it was made before they were counted."""
    path = snapshot.folder / WORDS_FILE
    return _read(path, ["known"]).num_rows if path.exists() else 0


@dataclass(frozen=True)
class Doubts:
    """What an import left in doubt: the kinds that take most away, and the others."""

    first: tuple[DoubtCount, ...]
    rest: tuple[DoubtCount, ...]
    number: int
    duties: int


def doubts(counted: list[DoubtCount]) -> Doubts:
    """The kinds of doubt as ``doubts_counted`` gives them, folded where they are many."""
    number = sum(doubt.doubts for doubt in counted)
    duties = sum(doubt.duties for doubt in counted)
    return Doubts(tuple(counted[:MOST]), tuple(counted[MOST:]), number, duties)


def _read(path: Path, columns: list[str]) -> pa.Table:
    """Some columns of a file. Raises Damaged when it is not what was written."""
    try:
        return pq.read_table(path, columns=columns)
    except (OSError, pa.ArrowException) as error:
        raise Damaged(
            f"The file {path.name} of import {path.parent.name} cannot be read.",
            "Restore its folder from a backup, or import the source again.",
        ) from error


def by_answer(answered: Iterable[Answered]) -> list[ClockGroup]:
    """The clocks by what they can answer, those that can answer least first."""
    told = list(answered)
    groups = []
    for answer in (Answer.CANNOT_TELL, Answer.CURRENT, Answer.HISTORY):
        own = tuple(one for one in told if one.answer is answer)
        groups.append(ClockGroup(HEADINGS[answer], answer is not Answer.HISTORY, own))
    return groups
