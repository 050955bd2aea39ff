"""A table in a file of separated values, whatever its separator and its encoding."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv as arrow_csv

from holdfast.errors import CannotRead
from holdfast.limits import MB, TABLE_BYTES, TABLE_CELLS, TABLE_ROWS, UNFIT_ROWS
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.encodings import encoding_of
from holdfast.sources.intake.cut_cells import ends_within_a_line
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.separated_values import rows_of
from holdfast.sources.ssd.files.cut_off import without_cut_row
from holdfast.sources.ssd.files.headings import Headings, find_headings
from holdfast.sources.ssd.files.part import RowBatch, without_blank_rows
from holdfast.sources.ssd.files.ragged import FileRow, FileRows, Fitting
from holdfast.sources.ssd.files.same_headings import without_disagreement

# Large, because every differing text of a column is read once for each batch.
_BLOCK = 1 << 25


@dataclass(frozen=True)
class DelimitedFile:
    """A ``SourcePart`` in a file of separated values; its rows have the numbers of its lines."""

    path: Path
    table: str
    encoding: str
    layout: Headings
    named: bool = True

    @property
    def file(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def headings(self) -> tuple[str, ...]:
        """Its headings, without those at the end that are blank."""
        return self.layout.names

    @property
    def remarks(self) -> tuple[str, ...]:
        """How it is written, where that is not the usual way."""
        if self.encoding in ("utf-8", "utf-8-sig"):
            return self.layout.remarks
        name = {"cp1252": "Windows-1252"}.get(self.encoding, self.encoding.upper())
        return (f"text in {name}, read as that", *self.layout.remarks)

    @property
    def alongside(self) -> bool:
        """A file may be read while another is."""
        return True

    def batches(self, wanted: Sequence[str] = ()) -> Iterator[RowBatch]:
        """Its rows as text; see ``SourcePart``. Raises CannotRead when it breaks off."""
        ragged: list[arrow_csv.InvalidRow] = []
        many_lines = False
        try:
            reader = self._open(wanted, ragged)
            batches = self._batches(reader, ragged, wanted)
            if not wanted and ends_within_a_line(self.path):
                batches = without_cut_row(batches)
            for batch in batches:
                many_lines = many_lines or any(
                    pc.any(pc.match_substring(column, "\n")).as_py()
                    for column in batch.raw.cells.columns
                )
                many_lines = many_lines or any("\n" in row.refusal.kept for row in batch.refused)
                yield batch
        except (pa.ArrowInvalid, pa.ArrowKeyError, pa.ArrowCapacityError, UnicodeError) as error:
            raise _broken(self.file, _why(error, ragged)) from error
        if many_lines:
            self._check_quotation()

    def _batches(
        self,
        reader: arrow_csv.CSVStreamingReader,
        ragged: list[arrow_csv.InvalidRow],
        wanted: Sequence[str],
    ) -> Iterator[RowBatch]:
        fitting = Fitting(self.file, self.table, self.layout, tuple(wanted) or self.headings)
        number, told, given = self.layout.above + 1, 0, 0
        for batch in reader:
            numbers = _numbers(number, batch.num_rows, {row.number for row in ragged})
            number = int(numbers[-1]) + 1 if len(numbers) else number
            given += batch.num_rows
            for most, count in ((TABLE_ROWS, given), (TABLE_CELLS, given * batch.num_columns)):
                if count > most.most:
                    raise _broken(self.file, f"it has more than the {most} that are read")
            cells = pa.Table.from_batches([batch])
            yield self._fitted(fitting.rows(cells, pa.array(numbers), _rows(ragged[told:])))
            told = len(ragged)
        if told < len(ragged):
            empty = reader.schema.empty_table()
            yield self._fitted(fitting.rows(empty, pa.array([], pa.int64()), _rows(ragged[told:])))

    def _fitted(self, rows: FileRows) -> RowBatch:
        cells = without_disagreement(rows.cells, self.table)
        raw = RawTable(self.table, self.file, self.table, cells, rows.numbers)
        return RowBatch(without_blank_rows(raw), rows.refused, rows.told)

    def _check_quotation(self) -> None:
        """Raise CannotRead when a quotation mark is left open and has swallowed the rows after.

        The fast reader does not mind; a strict one is asked where a cell holds a line break.
        """
        with self.path.open(encoding=self.encoding, newline="") as file:
            for _ in range(self.layout.above):
                file.readline()
            reader = rows_of(file, self.layout.separator, strict=True)
            try:
                for _ in reader:
                    pass
            except csv.Error as error:
                line = self.layout.above + reader.line_num
                why = f"a quotation mark before line {line} is not closed"
                raise _broken(self.file, why) from error

    def _open(
        self, wanted: Sequence[str], ragged: list[arrow_csv.InvalidRow]
    ) -> arrow_csv.CSVStreamingReader:
        def skip(row: arrow_csv.InvalidRow) -> str:
            ragged.append(row)
            return "skip" if len(ragged) <= UNFIT_ROWS.most else "error"

        spare = self.layout.spare_names
        return arrow_csv.open_csv(
            self.path,
            read_options=arrow_csv.ReadOptions(
                column_names=[*self.headings, *spare],
                skip_rows=self.layout.above,
                block_size=_BLOCK,
                encoding="utf8" if self.encoding.startswith("utf-8") else self.encoding,
                use_threads=False,
            ),
            parse_options=arrow_csv.ParseOptions(
                delimiter=self.layout.separator,
                newlines_in_values=True,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            convert_options=arrow_csv.ConvertOptions(
                column_types={name: pa.string() for name in (*self.headings, *spare)},
                include_columns=[*wanted, *spare] if wanted else [],
                null_values=[""],
                strings_can_be_null=True,
            ),
        )


def open_delimited(path: Path, table: str, named: bool) -> DelimitedFile:
    """Open a file of separated values. Raises CannotRead when it is empty or is no text."""
    refuse_odd_file(path, TABLE_BYTES)
    encoding = encoding_of(path)
    with path.open(encoding=encoding, newline="") as file:
        try:
            layout = find_headings(file)
        except CannotRead as error:
            raise CannotRead(f"{path.name}: {error.what}", error.next_step) from None
    if layout is None:
        raise CannotRead(f"{path.name} is empty.", "Export the table again, with its headings.")
    return DelimitedFile(path, table, encoding, layout, named)


def _broken(file: str, why: str) -> CannotRead:
    return CannotRead(f"{file} cannot be read to its end: {why}.", "Export the table again.")


def _why(error: Exception, ragged: Sequence[arrow_csv.InvalidRow]) -> str:
    if len(ragged) > UNFIT_ROWS.most:
        return f"more than {UNFIT_ROWS} do not fit its headings"
    if "straddling" in str(error):
        return f"one of its rows is longer than {_BLOCK // MB} MB"
    return "the file is damaged"


def _rows(ragged: Sequence[arrow_csv.InvalidRow]) -> tuple[FileRow, ...]:
    return tuple(FileRow(one.number, one.text) for one in ragged)


def _numbers(first: int, count: int, skipped: set[int]) -> npt.NDArray[np.int64]:
    """The next ``count`` row numbers from ``first`` on that are not among the skipped."""
    candidates = np.arange(first, first + count + len(skipped), dtype=np.int64)
    if skipped:
        candidates = np.setdiff1d(candidates, np.fromiter(skipped, np.int64), assume_unique=True)
    return candidates[:count]
