"""A document of a pack as data: sections of words, lists, tables, shares and charts.

It is put together before anything is written, so that a page, a file and a print say the same, and
a test can read what is said.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from holdfast.measures.charts.drawing import ControlDrawing

# What a cell of a table may hold; None: nothing is recorded.
PrintedCell = str | int | None


@dataclass(frozen=True)
class PrintedWords:
    """A paragraph. ``lead`` is larger; ``note`` is smaller, and tells how to read what follows."""

    text: str
    kind: str = ""


@dataclass(frozen=True)
class PrintedPoints:
    """A list of sentences."""

    points: tuple[str, ...]


@dataclass(frozen=True)
class PrintedTable:
    """A table with its caption. The first cell of each row names the row.

    ``numbers`` are the places of the columns that hold numbers. The row that is the total of the
    others is the last, where ``has_total``.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[PrintedCell, ...], ...]
    numbers: frozenset[int] = frozenset()
    has_total: bool = False


@dataclass(frozen=True)
class PrintedShare:
    """So many of a hundred, as squares: ``of_100`` filled, None where it is withheld or unknown."""

    title: str
    of_100: int | None
    said: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedShares:
    """Shares beside one another."""

    shares: tuple[PrintedShare, ...]


@dataclass(frozen=True)
class PrintedChart:
    """A control chart under its title: what it shows is said in words beside it."""

    title: str
    verdict: str
    said: str
    drawing: ControlDrawing


@dataclass(frozen=True)
class PrintedCharts:
    """Charts beside one another, in their order."""

    charts: tuple[PrintedChart, ...]


@dataclass(frozen=True)
class NotHeld:
    """What belongs here and the record does not hold, and what would bring it in."""

    what: str
    brings: str


PrintedPart = PrintedWords | PrintedPoints | PrintedTable | PrintedShares | PrintedCharts | NotHeld


@dataclass(frozen=True)
class PrintedSection:
    """A heading and what stands under it; ``new_page`` where it begins one in print."""

    heading: str
    parts: tuple[PrintedPart, ...]
    level: int = 2
    new_page: bool = False


@dataclass(frozen=True)
class PrintedDocument:
    """A whole document: its title, who it is for, on what it rests, and its sections.

    ``about`` are pairs of a word and what it says: the day, the snapshot, whether children are
    made up. ``wide`` documents are printed across the page.
    """

    title: str
    whom: str
    about: tuple[tuple[str, str], ...]
    sections: tuple[PrintedSection, ...]
    wide: bool = False


def table_of(
    caption: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[PrintedCell]],
    numbers: Sequence[int] = (),
    has_total: bool = False,
) -> PrintedTable:
    """A table from whatever sequences hold its rows."""
    return PrintedTable(
        caption, tuple(columns), tuple(tuple(row) for row in rows), frozenset(numbers), has_total
    )
