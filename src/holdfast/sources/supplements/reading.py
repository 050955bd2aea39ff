"""The lines of a supplement's file: its headings found, and its rows as text."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from holdfast.errors import CannotRead
from holdfast.limits import COLUMNS
from holdfast.record.store.manifest import Note
from holdfast.sources.intake.mapping import RawTable, raw_table
from holdfast.sources.intake.told_headings import told_headings
from holdfast.sources.separated_file import lines_of
from holdfast.sources.supplements.kind import SupplementKind
from holdfast.sources.text import clean

# So far down is looked for the line of headings, below a title or the day of the report.
_DEEPEST_HEADING = 20

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class GivenRows:
    """The rows of a file as text, cut to its headings, and notes.

    ``wide`` are the rows that have more cells than there are headings, whole, as JSON by line.
    """

    raw: RawTable
    wide: Mapping[int, str]
    notes: tuple[Note, ...]


def read_file(path: Path, kind: SupplementKind) -> GivenRows:
    """Read a file of a kind. Raises CannotRead where it is none of that kind, or has no rows."""
    called = path.name
    filled = [
        (number, cells)
        for number, cells in lines_of(path, called, "file")
        if any(cell.strip() for cell in cells)
    ]
    at, headings = _headings(filled, called, kind)
    body = filled[at + 1 :]
    if not body:
        raise CannotRead(
            f"{called} has headings and no rows.",
            "A file that tells of nothing need not be added; to take the one before away, use "
            f"`holdfast supplement remove {kind.name}`.",
        )
    wide = {
        number: json.dumps(cells, ensure_ascii=False)
        for number, cells in body
        if any(cell.strip() for cell in cells[len(headings) :])
    }
    cut = [(number, cells[: len(headings)]) for number, cells in body]
    return GivenRows(_raw(called, kind, headings, cut), wide, _notes(headings, kind, called))


def _headings(filled: Sequence[Line], called: str, kind: SupplementKind) -> tuple[int, list[str]]:
    """Which line holds the headings, and what they are. Raises CannotRead."""
    needed = [one.name for one in kind.headings if one.needed]
    for at, (_, cells) in enumerate(filled[:_DEEPEST_HEADING]):
        found = {clean(cell) for cell in cells}
        if all(clean(name) in found for name in needed):
            while cells and not cells[-1].strip():
                cells = cells[:-1]
            if len(cells) > COLUMNS.most:
                raise CannotRead(f"{called} has more than {COLUMNS}.", "Give the file alone.")
            return at, cells
    raise CannotRead(
        f"{called} has no line of headings with {' and '.join(needed)}.",
        f"Begin it with the headings that `holdfast supplement template {kind.name}` prints.",
    )


def _raw(called: str, kind: SupplementKind, headings: list[str], lines: Sequence[Line]) -> RawTable:
    raw = raw_table(kind.name, called, kind.name, headings, (cells for _, cells in lines), 0)
    # A cell may run over several lines: a row is known by the line on which it ends.
    numbers = pa.array([number for number, _ in lines], pa.int64())
    return replace(raw, row_numbers=numbers.take(raw.row_numbers))


def _notes(headings: Sequence[str], kind: SupplementKind, called: str) -> tuple[Note, ...]:
    """The headings that are not the kind's, and those that stand twice."""
    known = {clean(one.name) for one in kind.headings}
    named = [one for one in headings if one.strip()]
    unknown = [one for one in named if clean(one) not in known]
    twice = [
        one
        for place, one in enumerate(named)
        if clean(one) in known and clean(one) in map(clean, named[:place])
    ]
    told = [f"has a column that is not read: {one}" for one in told_headings(unknown)]
    told += [f"has a heading twice, the first read: {one}" for one in told_headings(twice)]
    return tuple(Note(called, what, 1) for what in told)
