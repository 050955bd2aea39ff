"""A table in a file of separated values, whatever its separator and its encoding."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from holdfast.errors import CannotRead
from holdfast.record.refusals import Refusal
from holdfast.sources.encodings import encoding_of
from holdfast.sources.mapping import RawTable, raw_table
from holdfast.sources.ssd.declared import KNOWN_HEADINGS
from holdfast.sources.ssd.part import Batch, without_blank_rows
from holdfast.sources.text import clean

SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright bars"}

# Large, because every differing text of a column is read once for each batch.
_BLOCK = 1 << 25

_RAGGED_STEP = (
    "Put the cells that hold a separator or a line break in quotation marks, and export again."
)
_ANY_KNOWN = frozenset().union(*KNOWN_HEADINGS.values())


@dataclass(frozen=True)
class DelimitedFile:
    """A ``Part`` in a file of separated values; rows are numbered from the heading, which is 1."""

    path: Path
    table: str
    encoding: str
    separator: str
    headings: tuple[str, ...]
    named: bool = True
    remarks: tuple[str, ...] = field(default=())

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def alongside(self) -> bool:
        """A file may be read while another is."""
        return True

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[Batch]:
        """Its rows as text; see ``Part``. Raises CannotRead when it breaks off."""
        ragged: list[arrow_csv.InvalidRow] = []
        many_lines = False
        try:
            reader = self._open(wanted, ragged)
            for batch in self._batches(reader, ragged):
                many_lines = many_lines or _holds_line_breaks(batch)
                yield batch
        except (pa.ArrowInvalid, pa.ArrowKeyError, UnicodeError) as error:
            raise _broken(self.file, "the file is damaged") from error
        if many_lines:
            self._check_quotation()

    def _batches(
        self, reader: arrow_csv.CSVStreamingReader, ragged: list[arrow_csv.InvalidRow]
    ) -> Iterator[Batch]:
        number, told = 2, 0
        for batch in reader:
            numbers = _numbers(number, batch.num_rows, {row.number for row in ragged})
            number = int(numbers[-1]) + 1 if len(numbers) else number
            refused = tuple(self._refusal(row) for row in ragged[told:])
            told += len(refused)
            raw = self._raw(pa.Table.from_batches([batch]), pa.array(numbers))
            yield Batch(without_blank_rows(raw), refused)
        late = tuple(self._refusal(row) for row in ragged[told:])
        if late:
            empty = reader.schema.empty_table()
            yield Batch(self._raw(empty, pa.array([], pa.int64())), late)

    def _check_quotation(self) -> None:
        """Raise CannotRead when a quotation mark is left open and has swallowed the rows after.

        The fast reader does not mind; a strict one is asked where a cell holds a line break.
        """
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.separator, strict=True)
            try:
                for _ in reader:
                    pass
            except csv.Error as error:
                why = f"a quotation mark before line {reader.line_num} is not closed"
                raise _broken(self.file, why) from error

    def _raw(self, cells: pa.Table, numbers: pa.Array) -> RawTable:
        return RawTable(self.table, self.file, self.table, cells, numbers)

    def _refusal(self, row: arrow_csv.InvalidRow) -> Refusal:
        what = f"The row has {row.actual_columns} cells, the heading {row.expected_columns}."
        return Refusal(self.file, self.table, row.number, what, _RAGGED_STEP, row.text)

    def _open(
        self, wanted: Sequence[str], ragged: list[arrow_csv.InvalidRow]
    ) -> arrow_csv.CSVStreamingReader:
        def skip(row: arrow_csv.InvalidRow) -> str:
            ragged.append(row)
            return "skip"

        return arrow_csv.open_csv(
            self.path,
            read_options=arrow_csv.ReadOptions(
                column_names=list(self.headings),
                skip_rows=1,
                block_size=_BLOCK,
                encoding="utf8" if self.encoding.startswith("utf-8") else self.encoding,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in self.headings},
                include_columns=list(wanted),
                null_values=[""],
                strings_can_be_null=True,
            ),
        )


def open_delimited(path: Path, table: str, named: bool) -> DelimitedFile:
    """Open a file of separated values. Raises CannotRead when it is empty or is no text."""
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        line = file.readline()
    if not line.strip():
        raise CannotRead(f"{path.name} is empty.", "Export the table again, with its headings.")
    separator = max(SEPARATORS, key=lambda mark: _fit(line, mark))
    cells = _split(line, separator)
    headings = tuple(raw_table(table, "", "", cells, ()).cells.column_names)
    remarks = _remarks(encoding, separator, len({clean(cell) for cell in cells}) < len(cells))
    return DelimitedFile(path, table, encoding, separator, headings, named, remarks)


def _broken(file: str, why: str) -> CannotRead:
    return CannotRead(f"{file} cannot be read to its end: {why}.", "Export the table again.")


def _holds_line_breaks(batch: Batch) -> bool:
    columns = batch.raw.cells.columns
    within = (pc.any(pc.match_substring(column, "\n")).as_py() for column in columns)
    return any(within) or any("\n" in one.kept for one in batch.refused)


def _fit(line: str, separator: str) -> tuple[int, int]:
    cells = _split(line, separator)
    return sum(clean(cell) in _ANY_KNOWN for cell in cells), len(cells)


def _split(line: str, separator: str) -> list[str]:
    return next(csv.reader([line], delimiter=separator))


def _remarks(encoding: str, separator: str, repeated: bool) -> tuple[str, ...]:
    said = []
    if encoding not in ("utf-8", "utf-8-sig"):
        names = {"cp1252": "Windows-1252"}
        said.append(f"text in {names.get(encoding, encoding.upper())}, read as that")
    if separator != ",":
        said.append(f"cells parted by {SEPARATORS[separator]}, read as that")
    if repeated:
        said.append("two columns have the same heading; the first is read")
    return tuple(said)


def _numbers(first: int, count: int, skipped: set[int]) -> npt.NDArray[np.int64]:
    """The next ``count`` row numbers from ``first`` on that are not among the skipped."""
    candidates = np.arange(first, first + count + len(skipped), dtype=np.int64)
    if skipped:
        candidates = np.setdiff1d(candidates, np.fromiter(skipped, np.int64), assume_unique=True)
    return candidates[:count]
