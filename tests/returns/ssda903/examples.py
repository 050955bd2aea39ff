"""Reads the rules' examples: Markdown files whose tables are files of the return.

    ## 143                                   the rule that the tables below are about
    Return of 2024                           the year it ends in; 2026 where none is named
    `Episodes`                               a file of the return, then its rows

    | CHILD | RNE | found |                  "yes" marks the rows that the rule finds
    | ----- | --- | ----- |
    | 1     | Z   | yes   |

Columns that a table leaves out are empty, and so are files that an example leaves out. What is
given beside them (providers, postcodes, the council) is the same for all: ``building.py``.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RULE = re.compile(r"## (\w+)$")
TABLE = re.compile(r"`(\w+)`$")
YEAR = re.compile(r"Return of (\d{4})$")
FOUND = "found"

Row = dict[str, str]


@dataclass
class Example:
    """One example: where it stands, its rule, its year, its tables, and the rows found."""

    place: str
    code: str
    year: int = 2026
    tables: dict[str, list[Row]] = field(default_factory=dict)
    finds: set[tuple[str, int]] = field(default_factory=set)


def read_examples(folder: Path) -> list[Example]:
    """Every example of the folder's Markdown files."""
    return [one for path in sorted(folder.glob("*.md")) for one in _examples(path)]


def _examples(path: Path) -> Iterator[Example]:  # noqa: C901 # one line, one kind of line
    now: Example | None = None
    table = ""
    heads: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        text = line.strip()
        if found := RULE.match(text):
            if now:
                yield now
            now, table = Example(f"{path.name}:{number}", found[1]), ""
        elif now is None:
            continue
        elif found := YEAR.match(text):
            now.year = int(found[1])
        elif found := TABLE.match(text):
            table, heads = found[1], []
            now.tables[table] = []
        elif text.startswith("|") and table:
            cells = [cell.strip() for cell in text[1:-1].split("|")]
            if not heads:
                heads = cells
                assert heads[-1] == FOUND, f"{now.place}: no column of what is found"
            elif not set("".join(cells)) <= {"-"}:
                _row(now, table, dict(zip(heads, cells, strict=True)))
    if now:
        yield now


def _row(now: Example, table: str, row: Row) -> None:
    if row.pop(FOUND) == "yes":
        now.finds.add((table, len(now.tables[table]) + 1))
    now.tables[table].append(row)
