"""Tables, days and lists as Markdown."""

from collections.abc import Iterable, Sequence
from datetime import date


def table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table. A cell may hold Markdown; bars in it are escaped, so that it stays one cell."""
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    lines += [f"| {' | '.join(map(_cell, row))} |" for row in rows]
    return "\n".join(lines)


def code_list(names: Iterable[str]) -> str:
    """Names as code, with commas between."""
    return ", ".join(f"`{name}`" for name in names)


def day_in_words(day: date) -> str:
    """A day as 31 January 2018."""
    return f"{day.day} {day:%B %Y}"


def sentence(words: str) -> str:
    """Words that begin with a capital and end with a full stop."""
    return f"{words[:1].upper()}{words[1:].rstrip('.')}."


def example_links(folder: str, key: str, places: Iterable[tuple[str, str]]) -> str:
    """Links from a page of the handbook to the examples of a key, and how many each file has.

    ``places`` are the key and the file of every example of the folder.
    """
    files = [file for other, file in places if other == key]
    links = [
        f"[{files.count(file)} in {file}](../../{folder}/{file}#{key})"
        for file in dict.fromkeys(files)
    ]
    return ", ".join(links) or "none"


def _cell(value: object) -> str:
    return str(value).replace("|", "\\|")
