"""Which file of the return a file is, told by its headings and not by its name."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from holdfast.sources.ssda903.columns import ReturnTable
from holdfast.sources.ssda903.layout import TABLES


@dataclass(frozen=True)
class ReturnHeadings:
    """A line of headings understood.

    ``at`` gives the place of each column of the table that is there; ``absent`` names those that
    are not, each with the heading that may be meant ("" where none looks alike); ``respelt`` are
    headings that were read although capitals or spaces differ; ``unknown`` are those that no
    column has; ``repeated`` stand twice, and the first is read.
    """

    table: ReturnTable
    at: dict[str, int]
    absent: dict[str, str]
    respelt: tuple[str, ...]
    unknown: tuple[str, ...]
    repeated: tuple[str, ...]


def headings_of(cells: Sequence[str]) -> ReturnHeadings | None:
    """The headings understood; None where they are those of no file of the return.

    It is the table with most of whose own columns are there, and at least half of them: DOB and
    CHILD are in nearly every file and say nothing.
    """
    plain = [_plain(cell) for cell in cells]
    found = max(TABLES, key=lambda table: _share(table, plain))
    if _share(found, plain) < 0.5:
        return None
    names = [column.name for column in found.columns]
    at: dict[str, int] = {}
    repeated = []
    for place, name in enumerate(plain):
        if name in at:
            repeated.append(name)
        elif name in names:
            at[name] = place
    unknown = tuple(name for name in dict.fromkeys(plain) if name and name not in names)
    absent = {
        name: next(iter(get_close_matches(name, unknown, 1, 0.6)), "")
        for name in names
        if name not in at
    }
    respelt = tuple(cells[place].strip() for name, place in at.items() if cells[place] != name)
    return ReturnHeadings(found, at, absent, respelt, unknown, tuple(dict.fromkeys(repeated)))


def _plain(cell: str) -> str:
    return "_".join(cell.strip().strip('"').upper().split())


def _share(table: ReturnTable, plain: Sequence[str]) -> float:
    own = table.telling
    return len(own & set(plain)) / len(own)
