"""Reads the rules' examples: Markdown files whose tables are modules and expected findings.

    ## 8608                                       the rule that every example below is about
    ### Authorised before it began                an example; words for people may follow

    `Assessments`                                 a module of the census, then its rows

    | AssessmentActualStartDate | AssessmentAuthorisationDate |
    | ------------------------- | --------------------------- |
    | 2025-06-02                | 2025-06-01                  |

    Finds `Assessments` 1                         the rows found, by module, counted in the file

Several rows of a module stand in one line ("Finds `Assessments` 1, 2"), each module in a line of
its own; "Finds the return" is a finding about the return, "Finds nothing" is none. "Census of
2027" chooses the year (2026 else), several years with commas: the same is found in each.
Rows found of a list are counted as rows too: `Reviews` 2 is the second review in the file.
``building.py`` says how tables become a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

RULE = re.compile(r"## (\w+)$")
TITLE = re.compile(r"### (.+)$")
MODULE = re.compile(r"`(\w+)`$")
FINDS = re.compile(r"Finds `(\w+)` ([\d, ]+)$")
YEARS = re.compile(r"Census of ([\d, ]+)$")
RETURN = ("Header", 0)

Found = frozenset[tuple[str, int]]


class Malformed(Exception):
    """An example that cannot be read: the file, the line, and what is wrong there."""


@dataclass
class Example:
    """One example: its place, its rule, its tables and the rows that the rule finds."""

    place: str
    code: str
    title: str
    years: tuple[int, ...] = (2026,)
    tables: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    finds: set[tuple[str, int]] = field(default_factory=set)
    told: bool = False


def read_examples(folder: Path) -> list[Example]:
    """Every example of the folder's Markdown files. Raises Malformed."""
    return [one for path in sorted(folder.glob("*.md")) for one in _examples(path)]


def _examples(path: Path) -> Iterator[Example]:
    code, module = "", ""
    heads: list[str] = []
    now: Example | None = None
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        place, text = f"{path.name}:{number}", line.strip()
        if found := RULE.match(text):
            code, module = found[1], ""
        elif found := TITLE.match(text):
            yield from _whole(now)
            now, module = Example(place, code, found[1]), ""
        elif now is None:
            continue
        elif found := MODULE.match(text):
            module, heads = found[1], []
            now.tables[module] = []
        elif text.startswith("|") and module:
            cells = [cell.strip() for cell in text.strip("|").split("|")]
            heads = _row(now, module, heads, cells, place)
        else:
            _finding(now, text)
    yield from _whole(now)


def _row(now: Example, module: str, heads: list[str], cells: list[str], place: str) -> list[str]:
    if not heads:
        return cells
    if len(cells) != len(heads):
        raise Malformed(f"{place}: {len(cells)} cells under {len(heads)} headings")
    if not all(set(cell) <= set("-:") and cell for cell in cells):
        now.tables[module].append(dict(zip(heads, cells, strict=True)))
    return heads


def _finding(now: Example, text: str) -> None:
    if found := FINDS.match(text):
        now.finds |= {(found[1], int(one)) for one in found[2].split(",")}
    elif text == "Finds the return":
        now.finds.add(RETURN)
    elif found := YEARS.match(text):
        now.years = tuple(int(one) for one in found[1].split(","))
    now.told |= text.startswith("Finds")


def _whole(now: Example | None) -> Iterator[Example]:
    if now is None:
        return
    if not now.told:
        raise Malformed(f"{now.place}: the example does not say what is found")
    yield now
