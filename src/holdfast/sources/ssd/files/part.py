"""One table of the dataset as it was found, in a file or in a database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.store.refusals import Refusal
from holdfast.sources.intake.mapping import RawTable


@dataclass(frozen=True)
class Ragged:
    """A row that is refused because its cells do not fit the headings; ``cells`` as they stand."""

    refusal: Refusal
    cells: tuple[str, ...]


@dataclass(frozen=True)
class RowBatch:
    """Some rows of a part, and those whose cells do not fit its headings.

    ``told`` is what was met in bringing its rows under the headings, and how often.
    """

    raw: RawTable
    refused: tuple[Ragged, ...] = ()
    told: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class UnreadPart:
    """A part that could not be read, or was left out: where, what happened, what to do."""

    table: str
    file: str
    part: str
    what: str
    next_step: str


class SourcePart(Protocol):
    """A table of the dataset, wherever it lies."""

    @property
    def table(self) -> str:
        """Its SSD name, such as ``ssd_person``."""
        ...

    @property
    def file(self) -> str:
        """What the record says each row came from."""
        ...

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of its columns, no two alike."""
        ...

    @property
    def remarks(self) -> tuple[str, ...]:
        """What was met on opening it, such as an old encoding."""
        ...

    @property
    def named(self) -> bool:
        """Whether it bears its table's name; else only its headings say which table it is."""
        ...

    @property
    def alongside(self) -> bool:
        """Whether it may be read while another is: a file may, not two tables of a connection."""
        ...

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[RowBatch]:
        """Its rows, of the ``wanted`` headings or all. Raises CannotRead when it breaks off."""
        ...


def without_blank_rows(raw: RawTable) -> RawTable:
    """The rows that hold something, each with its own number still."""
    columns = raw.cells.columns
    if not columns or any(column.null_count == 0 for column in columns):
        return raw
    held = pc.is_valid(columns[0])
    for column in columns[1:]:
        held = pc.or_(held, pc.is_valid(column))
    if pc.all(held).as_py():
        return raw
    held = held.combine_chunks() if isinstance(held, pa.ChunkedArray) else held
    return RawTable(
        raw.name,
        raw.source_file,
        raw.source_part,
        raw.cells.filter(held),
        raw.row_numbers.filter(held),
    )


def with_column(raw: RawTable, heading: str, texts: pa.Array) -> RawTable:
    """The table with one more column of text, which the source did not give."""
    cells = raw.cells.append_column(heading, texts)
    return replace(raw, cells=cells)
