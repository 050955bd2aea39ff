"""The council's own words: one TOML file in the data folder, refused whole where it is wrong.

A section for each column of the record, a line for each word::

    ["involvements.role"]
    "ALLOCWORKER" = "CW"
    "Duty worker" = ""       # means nothing: read as not recorded

    ["enquiries.conference_needed"]
    "Unnecessary" = "No"

A section for a column of a source's table may say in which order its days are written::

    ["ssd_cp_visits.cppv_cp_visit_date"]
    days = "month-first"
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from holdfast.council_file import CouncilFile
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.text import clean
from holdfast.sources.vocabulary.preset import Meaning
from holdfast.sources.vocabulary.vocabulary import PRESETS_ALONE, Vocabulary

VOCABULARY_FILE = "vocabulary.toml"
_KIND = "vocabulary file"
DAYS = "days"
ORDERS = ("day-first", "month-first")

CODED: Mapping[str, Column] = {
    f"{table.name}.{column.name}": column
    for table in TABLES
    for column in table.columns
    if column.kind in (ColumnKind.CODE, ColumnKind.FLAG)
}

_FLAGS: Mapping[str, Meaning] = {"yes": True, "no": False, "": ""}


def find_file(home: Path) -> CouncilFile | None:
    """The vocabulary file of a data folder; None where there is none. Raises CannotRead."""
    return CouncilFile.find(home / VOCABULARY_FILE, _KIND)


def read_vocabulary(home: Path) -> Vocabulary:
    """The presets with the council's own words, from its data folder; the presets alone without.

    Raises BadRules with the line and the reason where its file is wrong, CannotRead where it
    cannot be opened.
    """
    own = find_file(home)
    return _vocabulary(own) if own else PRESETS_ALONE


def parse_vocabulary(text: str) -> Vocabulary:
    """The presets with the words of ``text``, as of the vocabulary file. Raises BadRules."""
    return _vocabulary(CouncilFile(text, VOCABULARY_FILE, _KIND))


def meanings(column: Column) -> list[str]:
    """What a word of a column may be said to mean; the empty text, for nothing, besides."""
    if column.kind is ColumnKind.FLAG:
        return ["Yes", "No"]
    return list(column.codes.codes) if column.codes else []


def _vocabulary(own: CouncilFile) -> Vocabulary:
    said: dict[Column, dict[str, Meaning]] = {}
    orders: dict[tuple[str, str], str] = {}
    for path, words in _sections(own):
        section = ".".join(path)
        if section in CODED:
            column = CODED[section]
            said.setdefault(column, {}).update(_words(own, column, words, *path))
        elif DAYS in words:
            table, _, heading = section.partition(".")
            orders[table, heading] = _order(own, words, *path)
        else:
            own.refuse(
                f"the record has no coded column {section}",
                "Write table and column as `holdfast vocabulary` lists them.",
                *path,
            )
    return Vocabulary(said, orders, digest=sha256(own.text.encode()).hexdigest()[:16])


def _sections(own: CouncilFile) -> Iterator[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every section by its path: one name in quotation marks, or two without them."""
    for key, held in own.parsed().items():
        if not isinstance(held, dict):
            above = 'Write ["table.column"] above the words of a column.'
            own.refuse(f"{key} stands in no section", above, key)
        if held and "." not in key and all(isinstance(words, dict) for words in held.values()):
            yield from (((key, name), words) for name, words in held.items())
        else:
            yield (key,), held


def _words(
    own: CouncilFile, column: Column, words: Mapping[str, Any], *path: str
) -> dict[str, Meaning]:
    said: dict[str, Meaning] = {}
    for word, meaning in words.items():
        taken = _meaning(own, column, meaning, *path, word)
        twice = next((other for other in said if clean(other) == clean(word)), None)
        if twice is not None and said[twice] != taken:
            section = ".".join(path)
            own.refuse(
                f"{section} says two things of one word, which differ only in case or spacing",
                "Leave one of the two lines.",
                *path,
                word,
            )
        said[word] = taken
    return said


def _meaning(own: CouncilFile, column: Column, meaning: Any, *path: str) -> Meaning:
    if column.kind is ColumnKind.FLAG:
        said = _FLAGS.get(str(meaning).casefold())
        said = meaning if isinstance(meaning, bool) else said
    else:
        codes = ["", *meanings(column)]
        said = next((code for code in codes if clean(code) == clean(str(meaning))), None)
    if said is None:
        section = ".".join(path[:-1])
        allowed = ", ".join(f'"{code}"' for code in meanings(column))
        own.refuse(
            f"{section} gives a word a meaning that the column does not have",
            f'Write one of {allowed}, or "" for a word that means nothing.',
            *path,
        )
    return said


def _order(own: CouncilFile, words: Mapping[str, Any], *path: str) -> str:
    order = words[DAYS]
    if order not in ORDERS or len(words) > 1:
        own.refuse(
            f"the order of days of {'.'.join(path)} cannot be read",
            f'Write days = "{ORDERS[0]}" or days = "{ORDERS[1]}", and nothing else.',
            *path,
            DAYS,
        )
    return str(order)
