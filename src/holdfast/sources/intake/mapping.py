"""How the columns of a source become the columns of the record.

A source is a list of declarations: for each of its tables, one or more ``Projection`` that
say which record table the rows become and from which source column each record column is
read. Headings are compared without regard to case, spacing or the shape of apostrophes.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import pyarrow as pa

from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column, Table
from holdfast.record.store.manifest import Reach
from holdfast.sources.days.day_order import DayOrder
from holdfast.sources.intake.json_cells import refuse_too_large
from holdfast.sources.text import as_text, clean
from holdfast.sources.vocabulary.vocabulary import answer_in

Through = Callable[[str], str | None]


@dataclass(frozen=True)
class RawTable:
    """Rows of text as one part of a source gives them.

    ``cells`` holds one text column for each heading (null where empty), ``row_numbers`` the
    number by which the source's own tool shows each row. ``name`` is the source table that
    rows are counted by; ``source_part`` is the sheet or table within ``source_file``.
    ``day_orders`` says, by heading, how days are taken where more than these rows was looked at;
    ``either_epoch`` names the headings of days given as a spreadsheet's count, it is not known
    whether from 1900 or from 1904.
    """

    name: str
    source_file: str
    source_part: str
    cells: pa.Table
    row_numbers: pa.Array
    day_orders: Mapping[str, DayOrder] | None = None
    either_epoch: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return int(self.cells.num_rows)

    def find(self, heading: str) -> str | None:
        """The column whose heading is spelled like this one, or None."""
        wanted = clean(heading)
        return next((name for name in self.cells.column_names if clean(name) == wanted), None)


def raw_table(
    name: str,
    source_file: str,
    source_part: str,
    headings: Sequence[object],
    rows: Iterable[Sequence[object]],
    first_row: int = 2,
) -> RawTable:
    """Rows of a spreadsheet or a cursor as text. Rows with nothing in them are left out.

    ``first_row`` is the number of the first of ``rows``. A row longer than the headings keeps
    what lies beyond them, under made headings, so that a refusal shows it.
    """
    kept = [
        (number, row)
        for number, row in enumerate(rows, first_row)
        if any(cell is not None and cell != "" for cell in row)
    ]
    columns = list(zip_longest(*(row for _, row in kept)))
    given = [as_text(heading) or "" for heading in headings]
    given += [""] * (len(columns) - len(given))
    # One heading for each column, no two alike; the first of those alike keeps its words.
    titles: list[str] = []
    seen: set[str] = set()
    for place, title in enumerate(given, 1):
        plain = title.strip() or f"(no heading, column {place})"
        titles.append(f"{plain} (column {place})" if clean(plain) in seen else plain)
        seen.add(clean(titles[-1]))
    empty = [None] * len(kept)
    texts = [pa.array(map(as_text, column), pa.string()) for column in columns]
    texts += [pa.array(empty, pa.string()) for _ in titles[len(texts) :]]
    numbers = pa.array([number for number, _ in kept], pa.int64())
    return RawTable(name, source_file, source_part, pa.table(texts, titles), numbers)


@dataclass(frozen=True, init=False)
class Cell:
    """The first of these source columns that holds a readable value.

    ``through`` changes the text before it is read as the record column's kind, such as
    ``opposite`` or ``json_value("NFA_FLAG")``; None means not recorded, and a ValueError
    that the cell cannot be read, its words saying why without quoting the cell. ``asked``: the
    source asks it of every row, so that a row which leaves it blank raises a doubt. ``asked_if``:
    so does a blank where the row says otherwise that it happened, as a conference with an outcome
    did: where any of these conditions on one column of the projection holds, or a source column
    of this name holds something.
    """

    names: tuple[str, ...]
    through: Through | None
    asked: bool
    asked_if: tuple[Condition | str, ...]

    def __init__(
        self,
        *names: str,
        through: Through | None = None,
        asked: bool = False,
        asked_if: tuple[Condition | str, ...] = (),
    ) -> None:
        object.__setattr__(self, "names", names)
        object.__setattr__(self, "through", through)
        object.__setattr__(self, "asked", asked)
        object.__setattr__(self, "asked_if", asked_if)


@dataclass(frozen=True)
class Fixed:
    """The same text in every row, read as the record column's kind."""

    text: str


@dataclass(frozen=True, init=False)
class Digest:
    """An identifier made from other cells, for a source that gives none.

    The same words give the same identifier in every table and every import, and it cannot be
    read back. Null where all the cells are empty.
    """

    prefix: str
    names: tuple[str, ...]

    def __init__(self, prefix: str, *names: str) -> None:
        object.__setattr__(self, "prefix", prefix)
        object.__setattr__(self, "names", names)


Origin = Cell | Fixed | Digest


@dataclass(frozen=True)
class Each:
    """One record row for each piece of a source cell; the cell is then read piece by piece."""

    name: str
    split: Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Projection:
    """How the good rows of a source table become rows of one record table.

    A row in which a required column of ``table`` is empty gives no record row: most source
    tables hold several events side by side, and not every child had each. ``holding`` names
    source columns that must hold something besides; ``only`` the texts that a source column
    must hold one of. ``merge`` joins rows with the same key, from all tables, into one: for
    each column the first value found. ``reach`` is what the source can carry, ``of`` whom alone it
    tells of (empty: of everybody). ``numbers_differ``
    is only speed: no two of these rows have one number, and nobody need look. Raises TypeError
    when a required column is mapped to nothing: such a declaration could give no row, ever.
    """

    table: type[Table]
    cells: Mapping[Column, Origin]
    reach: Reach = "every"
    merge: bool = False
    each: Each | None = None
    holding: tuple[str, ...] = ()
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    numbers_differ: bool = False
    of: str = ""

    def __post_init__(self) -> None:
        unmapped = [column for column in self.table.required() if column not in self.cells]
        if unmapped:
            raise TypeError(f"nothing is mapped to the required {unmapped}")


def opposite(text: str) -> str | None:
    """Yes for no and no for yes, for a column that asks the question the other way round."""
    said = answer_in(text)
    if said is None:
        return text
    return "No" if said else "Yes"


def json_value(key: str) -> Through:
    """The value under ``key`` in a cell that holds a JSON object; another cell is unreadable."""

    def read(text: str) -> str | None:
        held = _json(text)
        if not isinstance(held, dict):
            raise ValueError("It is not a JSON object.")
        return as_text(held.get(key))

    return read


def json_list(text: str) -> list[str]:
    """The pieces of a JSON list, or the keys said yes to in a JSON object, or of a plain list."""
    held = _json(text)
    if isinstance(held, dict):
        return [
            key for key, said in held.items() if clean(as_text(said) or "") in ("y", "yes", "1")
        ]
    if not isinstance(held, list):
        held = text.replace(";", ",").split(",")
    return [piece.strip() for value in held if (piece := as_text(value)) and piece.strip()]


def _json(text: str) -> object:
    try:
        refuse_too_large(text)
        return json.loads(text)
    except ValueError:
        return None
