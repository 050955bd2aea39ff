"""Writes down what a council says of a word: one line in its file, all else left as it stands."""

import json
import re
import tomllib
from pathlib import Path

from holdfast.errors import BadRules
from holdfast.record.durable import make_folder, replace_text
from holdfast.sources.text import clean
from holdfast.sources.vocabulary.own import (
    CODED,
    VOCABULARY_FILE,
    heads,
    parse_vocabulary,
    read_text,
)
from holdfast.sources.vocabulary.preset import Meaning
from holdfast.sources.vocabulary.vocabulary import OWN, Vocabulary

_BEGINNING = """\
# What the words of our case system mean. A section for each column of the record, and below it
# "what is written" = "the code it stands for"; "" for a word that means nothing.
"""

_KEY = re.compile(r"^\s*(\"(?:[^\"\\]|\\.)*\"|'[^']*'|[A-Za-z0-9_-]+)\s*=")


def say(home: Path, column: str, word: str, meaning: str) -> Vocabulary:
    """Write down that ``word`` in ``column`` ("involvements.role") means ``meaning``.

    The file is replaced at once and whole. It takes effect at the next import. Raises BadRules
    where the file as it stands is wrong, or the word cannot mean that; nothing is then written.
    """
    path = home / VOCABULARY_FILE
    text = read_text(path) if path.exists() else _BEGINNING
    parse_vocabulary(text, path.name)
    changed = _with(text, column, word, meaning)
    said = parse_vocabulary(changed, path.name)
    if not _says_so(said, column, word):
        raise BadRules(
            f"The vocabulary file {path.name} could not be changed.",
            f'Write the line yourself: below ["{column}"], the word and its code.',
        )
    make_folder(home)
    replace_text(path, changed)
    return said


def _says_so(said: Vocabulary, column: str, word: str) -> bool:
    found = said.take(CODED[column], word) if column in CODED else None
    return found is not None and found.by == OWN


def _with(text: str, column: str, word: str, meaning: Meaning) -> str:
    # Not splitlines: it parts at characters that end no line of TOML.
    lines = text.removesuffix("\n").split("\n")
    said = f"{_quoted(word)} = {_quoted(str(meaning))}"
    at = next((n for n, line in enumerate(lines) if heads(line, column)), None)
    if at is None:
        gap = [""] if lines and lines[-1].strip() else []
        lines += [*gap, f'["{column}"]', said]
    elif (held := _line_of(lines, at + 1, word)) is not None:
        lines[held] = said
    else:
        lines.insert(at + 1, said)
    return "\n".join(lines) + "\n"


def _line_of(lines: list[str], start: int, word: str) -> int | None:
    """The line of the section from ``start`` on that says something of the word already."""
    for number, line in enumerate(lines[start:], start):
        if line.lstrip().startswith("["):
            return None
        if clean(_key_of(line)) == clean(word):
            return number
    return None


def _key_of(line: str) -> str:
    found = _KEY.match(line)
    return next(iter(tomllib.loads(f"{found.group(1)} = 1"))) if found else ""


def _quoted(word: str) -> str:
    """A basic string of TOML: JSON's, but for one character that TOML wants escaped too."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007F")
