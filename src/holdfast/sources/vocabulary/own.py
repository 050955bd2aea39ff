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

import re
import tomllib
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NoReturn

from holdfast.errors import BadRules, CannotRead
from holdfast.record.register import TABLES
from holdfast.record.table import Column, Kind
from holdfast.sources.text import clean
from holdfast.sources.vocabulary.preset import Meaning
from holdfast.sources.vocabulary.vocabulary import PRESETS_ALONE, Vocabulary

VOCABULARY_FILE = "vocabulary.toml"
DAYS = "days"
ORDERS = ("day-first", "month-first")

CODED: Mapping[str, Column] = {
    f"{table.name}.{column.name}": column
    for table in TABLES
    for column in table.columns
    if column.kind in (Kind.CODE, Kind.FLAG)
}

_FLAGS: Mapping[str, Meaning] = {"yes": True, "no": False, "": ""}


def read_vocabulary(home: Path) -> Vocabulary:
    """The presets with the council's own words, from its data folder; the presets alone without.

    Raises BadRules with the line and the reason where its file is wrong, CannotRead where it
    cannot be opened.
    """
    path = home / VOCABULARY_FILE
    return parse_vocabulary(read_text(path), path.name) if path.exists() else PRESETS_ALONE


def parse_vocabulary(text: str, name: str = VOCABULARY_FILE) -> Vocabulary:
    """The presets with the words of ``text``, the file called ``name``. Raises BadRules."""
    return _Reader(text, name).vocabulary()


def meanings(column: Column) -> list[str]:
    """What a word of a column may be said to mean; the empty text, for nothing, besides."""
    if column.kind is Kind.FLAG:
        return ["Yes", "No"]
    return list(column.codes.codes) if column.codes else []


def read_text(path: Path) -> str:
    """The text of a vocabulary file. Raises CannotRead."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        reason = "is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else "is unreadable"
        raise CannotRead(
            f"The vocabulary file {path.name} {reason}.", "Save it again as UTF-8 text."
        ) from None


class _Reader:
    """Reads one file of words, knowing at each step the line it is on."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name

    def vocabulary(self) -> Vocabulary:
        own: dict[Column, dict[str, Meaning]] = {}
        orders: dict[tuple[str, str], str] = {}
        for section, words in self._sections():
            if section in CODED:
                column = CODED[section]
                own.setdefault(column, {}).update(self._words(section, column, words))
            elif DAYS in words:
                table, _, heading = section.partition(".")
                orders[table, heading] = self._order(section, words)
            else:
                self._refuse(
                    f"the record has no coded column {section}",
                    "Write table and column as `holdfast vocabulary` lists them.",
                    section,
                )
        return Vocabulary(own, orders, digest=sha256(self.text.encode()).hexdigest()[:16])

    def _sections(self) -> list[tuple[str, dict[str, Any]]]:
        """Every section by its whole name, whether it was written in quotation marks or not."""
        found: list[tuple[str, dict[str, Any]]] = []
        for key, held in self._parsed().items():
            if not isinstance(held, dict):
                self._refuse(
                    f"{key} stands in no section",
                    'Write ["table.column"] above the words of a column.',
                    "",
                    key,
                )
            elif held and "." not in key and all(isinstance(one, dict) for one in held.values()):
                found += [(f"{key}.{name}", words) for name, words in held.items()]
            else:
                found.append((key, held))
        return found

    def _parsed(self) -> dict[str, Any]:
        try:
            return tomllib.loads(self.text)
        except tomllib.TOMLDecodeError as fault:
            raise BadRules(
                f"The vocabulary file {self.name} is not valid TOML: {fault}.",
                "Correct that line; nothing of the file was used.",
            ) from None

    def _words(self, section: str, column: Column, words: dict[str, Any]) -> dict[str, Meaning]:
        said: dict[str, Meaning] = {}
        for word, meaning in words.items():
            taken = self._meaning(section, column, word, meaning)
            twice = next((one for one in said if clean(one) == clean(word)), None)
            if twice is not None and said[twice] != taken:
                self._refuse(
                    f"{section} says two things of one word, which differ only in case or spacing",
                    "Leave one of the two lines.",
                    section,
                    word,
                )
            said[word] = taken
        return said

    def _meaning(self, section: str, column: Column, word: str, meaning: Any) -> Meaning:
        if column.kind is Kind.FLAG:
            said = _FLAGS.get(str(meaning).casefold())
            said = meaning if isinstance(meaning, bool) else said
        else:
            codes = ["", *meanings(column)]
            said = next((code for code in codes if clean(code) == clean(str(meaning))), None)
        if said is None:
            allowed = ", ".join(f'"{one}"' for one in meanings(column))
            self._refuse(
                f"{section} gives a word a meaning that the column does not have",
                f'Write one of {allowed}, or "" for a word that means nothing.',
                section,
                word,
            )
        return said

    def _order(self, section: str, words: dict[str, Any]) -> str:
        order = words[DAYS]
        if order not in ORDERS or len(words) > 1:
            self._refuse(
                f"the order of days of {section} cannot be read",
                f'Write days = "{ORDERS[0]}" or days = "{ORDERS[1]}", and nothing else.',
                section,
                DAYS,
            )
        return str(order)

    def _refuse(self, why: str, next_step: str, section: str, word: str = "") -> NoReturn:
        line = self._line(section, word)
        raise BadRules(
            f"The vocabulary file {self.name} is refused at line {line}: {why}.",
            f"{next_step} Nothing of the file was used.",
        )

    def _line(self, section: str, word: str) -> int:
        """The line on which a word, or else its section's heading, stands."""
        heading, within = 1, not section
        for number, line in enumerate(self.text.split("\n"), start=1):
            if section and heads(line, section):
                heading, within = number, True
            elif line.lstrip().startswith("["):
                within = False
            elif word and within and _says(line, word):
                return number
        return heading


def heads(line: str, section: str) -> bool:
    """Whether a line is the heading of a section, with quotation marks or without."""
    inside = re.match(r"\s*\[\s*(.*?)\s*\]\s*(?:#.*)?$", line)
    return inside is not None and re.sub(r"[\"'\s]", "", inside.group(1)) == re.sub(
        r"\s", "", section
    )


def _says(line: str, word: str) -> bool:
    return re.match(rf"\s*[\"']?{re.escape(word)}[\"']?\s*=", line) is not None
