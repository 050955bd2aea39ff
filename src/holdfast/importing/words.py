"""The words of an import's coded columns, and what the unknown ones among them take away.

What nobody knows is kept as it stands, and every clock that reads its column cannot be
determined for the children whose rows hold it. Which clocks those are follows from the
declarations.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.clocks.clock import Clock
from holdfast.clocks.register import CLOCKS
from holdfast.record.register import table
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.words import Word, read_words

WORD_COLUMNS = (
    "word", "count", "table", "column", "taken_for", "meaning", "by", "read_for", "clocks",
)  # fmt: skip

NOT_KNOWN = "not known"
NOT_RECORDED = "not recorded"


@dataclass(frozen=True)
class ToldWord:
    """A word, what it means in words, and the clocks that it takes away where nobody knows it."""

    word: Word
    meaning: str
    clocks: tuple[Clock, ...]

    def told(self) -> dict[str, Any]:
        """The word as a row of ``WORD_COLUMNS``, nothing of it shown that may be of a person."""
        word = self.word
        return {
            "word": word.shown,
            "count": word.count,
            "table": word.source_table,
            "column": word.source_column,
            "taken_for": word.value or (NOT_RECORDED if word.known else NOT_KNOWN),
            "meaning": word.why or self.meaning,
            "by": word.by,
            "read_for": word.column,
            "clocks": [clock.key for clock in self.clocks],
        }


def told_words(snapshot: Snapshot, clocks: Sequence[Clock] = CLOCKS) -> list[ToldWord]:
    """Every word of an import, the unknown first, and of those what takes away most clocks."""
    # The clocks that read each column of the record.
    readers: dict[str, tuple[Clock, ...]] = {}
    for clock in clocks:
        besides = (one for part in (*clock.ended_by, *clock.shown_by) for one in part.columns())
        for column in dict.fromkeys((*clock.columns(), *besides)):
            name = f"{column.table.name}.{column.name}"
            readers[name] = (*readers.get(name, ()), clock)
    found = [_told(word, readers) for word in read_words(snapshot.folder)]
    return sorted(found, key=lambda one: (one.word.known, -len(one.clocks)))


def _told(word: Word, readers: Mapping[str, tuple[Clock, ...]]) -> ToldWord:
    lost = () if word.known else readers.get(word.column, ())
    return ToldWord(word, _meaning(word), lost)


def _meaning(word: Word) -> str:
    column = _column(word)
    if column is None or column.kind is ColumnKind.FLAG or column.codes is None:
        return ""
    return column.codes.codes.get(word.value, "")


def _column(word: Word) -> Column | None:
    columns = table(word.record_table).columns
    return next((one for one in columns if one.name == word.record_column), None)
