"""From the text of one cell to a value, by rules that can be read aloud.

A reading ends in one of four ways: a value; nothing, because the cell is empty or says in
words that it is not recorded; nothing with a *note*, because the cell holds a known
placeholder; or nothing with *trouble*, because the cell cannot be read. Notes are counted and
troubled cells are kept. Neither ever quotes the cell: it may hold a child's data.

The placeholders are those that the Standard Safeguarding Dataset's own scripts and common
export tools write.
"""

import re
from collections.abc import Callable
from datetime import date, datetime

from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.days.reading_days import DAY_NOT_KNOWN, read_day, read_moment
from holdfast.sources.text import NOTHING, CellRead
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary
from holdfast.sources.vocabulary.vocabulary import CODE_SET, NOT_KNOWN_WORDS

Reader = Callable[[str], CellRead]

# What export tools write for a missing value. "None" is absent: it is a code of disability.
_WORDS_FOR_NOTHING = {"null", "(null)", "nan", "nat", "<na>"}
_FILLER = "ssd_ph"

# What people and systems write where an identifier should stand and there is none.
_NO_NUMBER = re.compile(
    r"n[./]?a\.?|none|nil|null|unknown|unk|u/?k"
    r"|not (?:yet )?(?:known|recorded|available|applicable)|unborn(?: (?:baby|child))?"
    r"|tb[acd]|-1\.0+|[-–—.?*]+",
    re.IGNORECASE | re.ASCII,
)
# Nobody is number nought, though a row may be.
_NOUGHT = re.compile(r"0+(?:\.0+)?", re.ASCII)
# As Excel shows a long number in a narrow column, and so exports it: most figures are gone. A
# code such as 12E3 is one still: it has neither a decimal mark nor a sign.
_SHORTENED = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+e\+?|e\+)[0-9]+", re.IGNORECASE | re.ASCII)
# A row of # fills a column too narrow; #N/A, #REF! and their kind stand for a formula's failure.
_FAILED = re.compile(
    r"#+|#(?:n/a|ref!|value!|name\?|div/0!|num!|null!|spill!|calc!|getting_data)",
    re.IGNORECASE | re.ASCII,
)

# The words for the first, by which a doubt about it is told apart.
SHORTENED = "Excel has shortened this number: which it was cannot be determined."
_FORMULA = "A spreadsheet shows an error or a full column here in place of what it holds."

# Identifiers and words that a rule below touches; every other one is its own reading. For
# Arrow, whose patterns are RE2: ``columns`` asks it of a whole column at once.
TOUCHED = (
    r"(?i)^(?:|\(null\)|nan|nat|<na>|ssd_ph|-1|#.*"
    rf"|{_NOUGHT.pattern}|{_NO_NUMBER.pattern}|{_SHORTENED.pattern})$"
    # RE2's \s lacks the vertical tab, which Python takes for space.
    r"|^[\s\x0b\p{Z}\x1c-\x1f\x85]|[\s\x0b\p{Z}\x1c-\x1f\x85]$|\.0+$"
)

_WHOLE_WITH_FRACTION = re.compile(r"\d+\.0+")

NEXT_STEP: dict[ColumnKind, str] = {
    ColumnKind.ID: "Format the column as text in the spreadsheet, export again and import again.",
    ColumnKind.DAY: "Write the day as dd/mm/yyyy in the source and import again.",
    ColumnKind.MOMENT: "Write the moment as dd/mm/yyyy hh:mm in the source and import again.",
    ColumnKind.FLAG: "Write Yes, No or nothing in the source and import again.",
    ColumnKind.WHOLE: "Write a whole number in figures in the source and import again.",
    ColumnKind.NUMBER: "Write a number in figures in the source and import again.",
}
# What a council says means nothing.
MEANS_NOTHING = "a word that means nothing by the council's own vocabulary"
UNKNOWN_WORD = "It is a word or code that no vocabulary knows."
AFTER_EXTRACT = "It is a day after the extract's own."
OTHER_NEXT_STEP = "Record it in the source and import again."
NOT_KNOWN = "It says that the answer is not known."
_LEAVE_EMPTY = "Record it in the source, or leave the cell empty where there is none; import again."
# What a trouble asks for, where that is not another way of writing the cell.
_STEP_OF_TROUBLE = {
    DAY_NOT_KNOWN: _LEAVE_EMPTY,
    NOT_KNOWN: "Record the answer in the source and import again.",
    AFTER_EXTRACT: "Give the day on which it was done, or leave the cell empty until it is; "
    "import again.",
}


def step_for(trouble: str, usual: str) -> str:
    """What to do about a trouble: its own step, or else the usual one of its column."""
    return _STEP_OF_TROUBLE.get(trouble, usual)


def reader_for(column: Column, as_at: date, vocabulary: Vocabulary = PRESETS_ALONE) -> Reader:
    """The rule that reads the cells of ``column``; ``as_at`` settles two-digit years."""
    kinds: dict[ColumnKind, Reader] = {
        ColumnKind.ID: lambda text: read_identifier(text, names_somebody(column)),
        ColumnKind.TEXT: read_words,
        ColumnKind.CODE: lambda text: read_code(text, column, vocabulary),
        ColumnKind.DAY: lambda text: _by(read_day(text, as_at), column, as_at),
        ColumnKind.MOMENT: lambda text: _by(read_moment(text, as_at), column, as_at),
        ColumnKind.FLAG: lambda text: read_flag(text, column, vocabulary),
        ColumnKind.WHOLE: read_whole,
        ColumnKind.NUMBER: read_number,
    }
    read = kinds[column.kind]
    return lambda text: _read(text, read)


def _by(reading: CellRead, column: Column, as_at: date) -> CellRead:
    """A day by which it can have happened: one after the extract's own is a slip, or a plan."""
    if column.ahead or not isinstance(reading.value, date):
        return reading
    day = reading.value.date() if isinstance(reading.value, datetime) else reading.value
    return CellRead(trouble=AFTER_EXTRACT) if day > as_at else reading


def _read(text: str, read: Reader) -> CellRead:
    stripped = text.strip()
    if not stripped:
        return NOTHING
    folded = stripped.casefold() if len(stripped) <= len(_FILLER) else ""
    if folded in _WORDS_FOR_NOTHING:
        return CellRead(note="the word for a missing value, read as not recorded")
    if folded == _FILLER:
        return CellRead(note="a filler of the dataset's script, read as not recorded")
    return read(stripped)


def read_words(text: str) -> CellRead:
    """Words, as they stand."""
    return CellRead(text)


def names_somebody(column: Column) -> bool:
    """Whether an identifier is a child's or a worker's, and not a row's."""
    return column.subject or column.of in ("persons", "professionals")


def read_identifier(text: str, somebody: bool = False) -> CellRead:
    """An identifier. ``-1`` stands for none; ``12.0`` is 12 that passed through a spreadsheet.

    A number that a spreadsheet has shortened is trouble: taken as it stands, it would make one
    of many. Words that say there is no number are noted and read as none; so is a nought where
    the identifier is ``somebody``'s.
    """
    if text == "-1":
        return CellRead(note="-1, read as no identifier")
    if _NO_NUMBER.fullmatch(text) or (somebody and _NOUGHT.fullmatch(text)):
        return CellRead(note="it says there is no number, read as no identifier")
    if _SHORTENED.fullmatch(text):
        return CellRead(trouble=SHORTENED)
    if _FAILED.fullmatch(text):
        return CellRead(trouble=_FORMULA)
    if text.endswith("0") and _WHOLE_WITH_FRACTION.fullmatch(text):
        return CellRead(text.partition(".")[0])
    return CellRead(text)


def read_flag(text: str, column: Column, vocabulary: Vocabulary = PRESETS_ALONE) -> CellRead:
    """Yes or no. Words that say it is not known are no blank, which may count as a no."""
    taken = vocabulary.take(column, text)
    if taken is None or taken.unknown:
        return CellRead(trouble="It is neither yes nor no.")
    if taken.spelling in NOT_KNOWN_WORDS and taken.by == CODE_SET:
        return CellRead(unknown=NOT_KNOWN)
    return NOTHING if taken.value is None else CellRead(taken.value)


def read_code(text: str, column: Column, vocabulary: Vocabulary = PRESETS_ALONE) -> CellRead:
    """One code of the column's code set; what nobody knows is kept as it stands, and unknown."""
    if column.codes is None:
        return CellRead(text)
    taken = vocabulary.take(column, text)
    if taken is not None and taken.unknown:
        why = f"{UNKNOWN_WORD} {taken.unknown}"
        return CellRead(text if taken.value is None else taken.value, unknown=why)
    if taken is not None:
        return CellRead(taken.value, note="" if taken.value else MEANS_NOTHING)
    if text == "-1":
        return CellRead(note="-1, read as no code")
    return CellRead(text, unknown=UNKNOWN_WORD)


def read_whole(text: str) -> CellRead:
    """A whole number: 12, 12.0 or 1,200."""
    number = read_number(text)
    if not isinstance(number.value, float):
        return number
    if not number.value.is_integer():
        return CellRead(trouble="It is not a whole number.")
    return CellRead(int(number.value))


def read_number(text: str) -> CellRead:
    """A number in figures, its thousands parted by commas or not."""
    plain = re.sub(r"(?<=\d),(?=\d{3}(\D|$))", "", text)
    if not re.fullmatch(r"[+-]?\d{1,15}(\.\d+)?", plain):
        return CellRead(trouble="It is not a number.")
    return CellRead(float(plain))
