"""The words of an import, counted: few of a column differ, and each is counted once."""

from collections.abc import Sequence
from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.table import Column
from holdfast.record.words import Word, words_table
from holdfast.sources.mapping import RawTable
from holdfast.sources.vocabulary.preset import Meaning
from holdfast.sources.vocabulary.vocabulary import Taken, Vocabulary

Key = tuple[str, str, str, str]

_ANSWERS = {True: "Yes", False: "No", None: ""}


class Seen:
    """Counts the words of coded columns, batch by batch. It counts every row that was given."""

    def __init__(self) -> None:
        self._words: dict[Key, Word] = {}

    def count(
        self,
        raw: RawTable,
        heading: str,
        column: Column,
        vocabulary: Vocabulary,
        texts: Sequence[str | None],
        indices: pa.Array,
    ) -> None:
        """Count the ``texts`` of a column, which ``indices`` deals out to the rows of ``raw``."""
        for found in pc.value_counts(indices).to_pylist():
            place = found["values"]
            text = None if place is None else texts[place]
            if text is not None and text.strip():
                first = pc.index(indices, pa.scalar(place, indices.type)).as_py()
                row = raw.row_numbers[first].as_py()
                self._add(
                    _word(raw, heading, column, vocabulary, text.strip()), found["counts"], row
                )

    def table(self) -> pa.Table:
        """The words so far, as rows of ``words.parquet``."""
        return words_table(self._words.values())

    def _add(self, word: Word, count: int, row: int) -> None:
        key = (word.source_table, word.source_column, word.column, word.word)
        before = self._words.get(key)
        if before is None:
            self._words[key] = replace(word, count=count, source_row=row)
        else:
            self._words[key] = replace(before, count=before.count + count)


def _word(raw: RawTable, heading: str, column: Column, vocabulary: Vocabulary, text: str) -> Word:
    taken = vocabulary.take(column, text)
    return Word(
        source_table=raw.name,
        source_column=heading,
        record_table=column.table.name,
        record_column=column.name,
        word=_kept(taken, text),
        known=taken is not None and not taken.unknown,
        value=_value(taken.value) if taken else "",
        by=taken.by if taken else "",
        why=taken.unknown if taken else "",
        count=0,
        source_file=raw.source_file,
        source_part=raw.source_part,
        source_row=0,
    )


def _kept(taken: Taken | None, text: str) -> str:
    """Of a word with an explanation only the word: the explanation may be about a child."""
    return f"{taken.spelling} …" if taken is not None and taken.explained else text


def _value(meaning: Meaning | None) -> str:
    return meaning if isinstance(meaning, str) else _ANSWERS[meaning]
