"""Writes down what a council says of a word: one line in its file, all else left as it stands."""

import json
from itertools import takewhile
from pathlib import Path

from holdfast.council_file import heading, key
from holdfast.errors import BadRules
from holdfast.record.store.atomic_files import make_folder, replace_text
from holdfast.sources.text import clean
from holdfast.sources.vocabulary.own import (
    CODED,
    VOCABULARY_FILE,
    find_file,
    parse_vocabulary,
)
from holdfast.sources.vocabulary.preset import Meaning
from holdfast.sources.vocabulary.vocabulary import OWN, Vocabulary

_BEGINNING = """\
# What the words of our case system mean. A section for each column of the record, and below it
# "what is written" = "the code it stands for"; "" for a word that means nothing.
"""


def say(home: Path, column: str, word: str, meaning: str) -> Vocabulary:
    """Write down that ``word`` in ``column`` ("involvements.role") means ``meaning``.

    The file is replaced at once and whole. It takes effect at the next import. Raises BadRules
    where the file as it stands is wrong, or the word cannot mean that; nothing is then written.
    """
    held = find_file(home)
    text = held.text if held else _BEGINNING
    parse_vocabulary(text)
    changed = _with(text, column, word, meaning)
    said = parse_vocabulary(changed)
    taken = said.take(CODED[column], word) if column in CODED else None
    if taken is None or taken.by != OWN:
        raise BadRules(
            f"The vocabulary file {VOCABULARY_FILE} could not be changed.",
            f'Write the line yourself: below ["{column}"], the word and its code.',
        )
    make_folder(home)
    replace_text(home / VOCABULARY_FILE, changed)
    return said


def _with(text: str, column: str, word: str, meaning: Meaning) -> str:
    # Not splitlines: it parts at characters that end no line of TOML.
    lines = text.removesuffix("\n").split("\n")
    said = f"{_quoted(word)} = {_quoted(str(meaning))}"
    at = next((n for n, line in enumerate(lines) if ".".join(heading(line)) == column), None)
    if at is None:
        gap = [""] if lines and lines[-1].strip() else []
        lines += [*gap, f'["{column}"]', said]
    else:
        # The line of the section that says something of the word already, if there is one.
        below = takewhile(lambda line: not line.lstrip().startswith("["), lines[at + 1 :])
        keys = [[clean(part) for part in key(line)] for line in below]
        if [clean(word)] in keys:
            lines[at + 1 + keys.index([clean(word)])] = said
        else:
            lines.insert(at + 1, said)
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """A basic string of TOML: JSON's, but for one character that TOML wants escaped too."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007F")
