"""The words of the coded columns of an import: what was written, and what it was taken for.

They lie beside the tables of a snapshot, as what was refused does. A coded cell may hold by
mistake what a worker wrote about a child, and so ``word`` is not shown as it stands:

- of a word that a vocabulary knows, only the vocabulary's own part was ever kept ("N1 …");
- an unknown word is shown only where it looks like a code or a label (``may_be_shown``): short,
  without a long number, an address or a day, and the longer it is, the more often it must have
  been written. Of any other, people are told in which row it stands, and look there.

No word goes into an address, a log, a note or an error.
"""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

WORDS_FILE = "words.parquet"

HIDDEN = "(a word not shown, since it may be about a person)"

# A label of up to three words may be shown though it was written once; a longer one is shown
# once this many rows have it, since hardly a sentence is written alike so often.
_LABEL = 3
_OFTEN = 5
_LONGEST_LABEL = 40
_LONGEST = 60
_PERSONAL = re.compile(r"\d{4,}|@|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\b(?:mr|mrs|ms|miss|dr)\b", re.I)


@dataclass(frozen=True)
class Word:
    """A word seen in one column of a source, read for one column of the record.

    ``value`` is the code, Yes or No that it was taken for, empty for what is read as not
    recorded; ``by`` the vocabulary, empty for an unknown word. ``why`` says of one that is known
    to a vocabulary and yet not understood, why. The place is that of the first row that has it.
    """

    source_table: str
    source_column: str
    record_table: str
    record_column: str
    word: str
    known: bool
    value: str
    by: str
    why: str
    count: int
    source_file: str
    source_part: str
    source_row: int

    @property
    def column(self) -> str:
        """The column of the record, as the council's file names it."""
        return f"{self.record_table}.{self.record_column}"

    @property
    def shown(self) -> str:
        """The word, or that it is not shown and where it stands."""
        if self.known or may_be_shown(self.word, self.count):
            return self.word
        return f"{HIDDEN}: first in row {self.source_row} of {self.source_file}"

    @property
    def hidden(self) -> bool:
        """Whether it is not shown."""
        return self.shown != self.word


WORDS = pa.schema(
    [
        ("source_table", pa.string()),
        ("source_column", pa.string()),
        ("record_table", pa.string()),
        ("record_column", pa.string()),
        ("word", pa.string()),
        ("known", pa.bool_()),
        ("value", pa.string()),
        ("by", pa.string()),
        ("why", pa.string()),
        ("count", pa.int64()),
        ("source_file", pa.string()),
        ("source_part", pa.string()),
        ("source_row", pa.int64()),
    ]
)


def looks_personal(text: str) -> bool:
    """Whether it holds a day, four figures in a row, an address of mail, or a title such as Mrs."""
    return bool(_PERSONAL.search(text))


def may_be_shown(word: str, count: int) -> bool:
    """Whether an unknown word that ``count`` rows have looks like a code and not like a text."""
    if len(word) > _LONGEST or looks_personal(word):
        return False
    return count >= _OFTEN or (len(word.split()) <= _LABEL and len(word) <= _LONGEST_LABEL)


def words_table(words: Iterable[Word]) -> pa.Table:
    """The words as rows of ``words.parquet``."""
    return pa.Table.from_pylist([asdict(one) for one in words], schema=WORDS)


def read_words(folder: Path) -> list[Word]:
    """The words of the snapshot in ``folder``, the unknown first, then by how often each was seen.

    None where the import was made before words were counted.
    """
    path = folder / WORDS_FILE
    if not path.exists():
        return []
    found = [Word(**row) for row in pq.read_table(path).to_pylist()]
    return sorted(found, key=lambda one: (one.known, -one.count, one.column, one.word))
