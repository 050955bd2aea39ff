"""Sheets that only repeat a part of a list that is read whole from another sheet.

People draw up a sheet of a few columns of a list beside it. Such a sheet says nothing new; read
as a second sheet of the list, the columns that it lacks would count as lacking from the list.
"""

from collections.abc import Sequence

from holdfast.sources.annex_a.arranging import Arranged
from holdfast.sources.annex_a.layout import AnnexList

REPEATS = "repeats a part of a list that was read, and was not read"


def apart(listed: AnnexList, sheets: Sequence[Arranged]) -> tuple[list[Arranged], list[Arranged]]:
    """The sheets of one list that say something, and those of which another holds every cell."""
    whole: list[Arranged] = []
    parts: list[Arranged] = []
    for sheet in sheets:
        names = _headings(listed, sheet)
        wider = (other for other in sheets if set(names) < set(_headings(listed, other)))
        repeats = names and any(_rows(sheet, names) <= _rows(other, names) for other in wider)
        (parts if repeats else whole).append(sheet)
    return whole, parts


def _headings(listed: AnnexList, one: Arranged) -> list[str]:
    known = {heading.name for heading in listed.headings}
    return [name for name in one.raw.cells.column_names if name in known]


def _rows(one: Arranged, names: list[str]) -> set[tuple[str | None, ...]]:
    return set(zip(*(one.raw.cells.column(name).to_pylist() for name in names), strict=True))
