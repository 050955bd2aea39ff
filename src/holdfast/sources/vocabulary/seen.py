"""The words of an import, counted: few of a column differ, and each is looked up once a batch."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Column
from holdfast.record.store.words import Word, words_table
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.vocabulary.vocabulary import Vocabulary

Key = tuple[str, str, Column, str]

_ANSWERS = {True: "Yes", False: "No", None: ""}


@dataclass(frozen=True)
class ColumnRead:
    """A column as it was read: its differing ``texts``, dealt out to the rows by ``indices``.

    A text is None where the source's own form of the cell says nothing, or cannot be undone.
    """

    raw: RawTable
    heading: str
    column: Column
    texts: Sequence[str | None]
    indices: pa.Array

    def row_of(self, text: str) -> int:
        """The number of the first row that has a text."""
        places = [place for place, one in enumerate(self.texts) if one == text]
        found = (self.indices.index(pa.scalar(one, self.indices.type)).as_py() for one in places)
        first = min(row for row in found if row >= 0)
        return int(self.raw.row_numbers[first].as_py())


class WordCounts:
    """Counts the words of coded columns, batch by batch. It counts every row that was given."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._counts: Counter[Key] = Counter()
        self._words: dict[Key, Word] = {}

    def count(self, read: ColumnRead) -> None:
        """Count the words of a column of some rows."""
        texts: Counter[str] = Counter()
        for found in pc.value_counts(read.indices).to_pylist():
            text = None if found["values"] is None else read.texts[found["values"]]
            if text is not None and text.strip():
                texts[text] += found["counts"]
        raw, column = read.raw, read.column
        for text, count in texts.items():
            taken = self._vocabulary.take(column, text)
            meaning = taken.value if taken else ""
            # Of a word with an explanation only the word: the explanation may be about a child.
            word = f"{taken.spelling} …" if taken and taken.explained else text.strip()
            key = (raw.name, read.heading, column, word)
            self._counts[key] += count
            if key not in self._words:
                self._words[key] = Word(
                    source_table=raw.name,
                    source_column=read.heading,
                    record_table=column.table.name,
                    record_column=column.name,
                    word=word,
                    known=taken is not None and not taken.unknown,
                    value=meaning if isinstance(meaning, str) else _ANSWERS[meaning],
                    by=taken.by if taken else "",
                    why=taken.unknown if taken else "",
                    count=0,
                    source_file=raw.source_file,
                    source_part=raw.source_part,
                    source_row=read.row_of(text),
                )

    def table(self) -> pa.Table:
        """The words so far, as rows of ``words.parquet``."""
        return words_table(
            replace(word, count=self._counts[key]) for key, word in self._words.items()
        )
