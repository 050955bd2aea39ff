"""The returns that were given, each of another year, as rows of text."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa

from holdfast.errors import CannotRead
from holdfast.record.schema.table import ColumnKind
from holdfast.sources.ssda903.columns import ReturnTable
from holdfast.sources.ssda903.finding import FoundTable, find_tables
from holdfast.sources.ssda903.into_record.declared import CHILD, DECLARED
from holdfast.sources.ssda903.layout import BY_NAME, REVIEWS
from holdfast.sources.ssda903.opening import Named, given_files
from holdfast.sources.ssda903.typed_cells import as_day
from holdfast.sources.ssda903.years import TELLING, likely_year, year_ended

Progress = Callable[[str, int, int], None]

# The first return of this kind was of 2003/04; a year far off is a slip.
_YEARS = range(2004, 2100)
# By these days it is known until when a return tells: of what happened, whatever was planned.
_HAPPENED = (
    ("Episodes", "DECOM"), ("Episodes", "DEC"), ("Reviews", "REVIEW"), ("Missing", "MIS_START"),
    ("Missing", "MIS_END"), ("SWEpisodes", "SW_DECOM"), ("SWEpisodes", "SW_DEC"),
)  # fmt: skip
_NEEDS = {one.table.name: one.needs for one in DECLARED}


@dataclass(frozen=True)
class UnfitRow:
    """A row that does not fit its headings, as it stands; ``child`` is who stands in its front."""

    line: int
    what: str
    next_step: str
    text: str
    child: str | None


@dataclass(frozen=True)
class TextTable:
    """The rows of a file: each of its columns as text, days year-month-day where they are days.

    ``lines`` are the rows of the file, ``unfit`` those that are no rows of these columns.
    """

    file: str
    table: ReturnTable
    columns: dict[str, list[str | None]]
    lines: list[int]
    unfit: tuple[UnfitRow, ...] = ()

    def __len__(self) -> int:
        return len(self.lines)

    def text(self, name: str) -> list[str | None]:
        """A column, all None where the file has none of that name."""
        return self.columns.get(name) or [None] * len(self)


@dataclass(frozen=True)
class LeftOutPart:
    """A file, or a whole return, that is not taken, in words for people."""

    name: str
    what: str
    next_step: str


@dataclass
class YearGiven:
    """A return: its files as rows of text, by the table that each holds.

    ``beside``: it was given as last year's, beside another return.
    """

    name: str
    year: int
    tables: dict[str, TextTable]
    notes: list[str] = field(default_factory=list)
    beside: bool = False

    @property
    def reference(self) -> date:
        """The last day of its year."""
        return date(self.year, 3, 31)

    @property
    def first(self) -> date:
        """The first day of its year."""
        return date(self.year - 1, 4, 1)

    @property
    def known(self) -> date:
        """The last day on which something happened by it: it does not say when it was made."""
        days = (day for name, column in _HAPPENED for day in self._days(name, column))
        return max((day for day in days if self.first <= day <= self.reference), default=self.first)

    def _days(self, name: str, column: str) -> Iterator[date]:
        if name in self.tables:
            yield from _days(self.tables[name], column)


def years_given(
    paths: Sequence[str], progress: Progress
) -> tuple[list[YearGiven], list[LeftOutPart]]:
    """The returns of ``paths``, the latest year first, and what was left out.

    Each path is a folder, a zip or the XML file of one year, or a folder of such folders; last
    year's files inside a folder are a return of their own. Raises CannotRead where none can be
    taken and where two are of one year.
    """
    found: dict[int, YearGiven] = {}
    left_out: list[LeftOutPart] = []
    places = [place for path in paths for place in _places(Path(path))]
    for done, place in enumerate(places):
        progress(f"Looking through {place.name}", done, 2 * len(places))
        with given_files(place, None) as files:
            one = _year(place.name, files.now, left_out)
            before = f"{place.name}, last year's"
            earlier = _year(before, files.before, left_out) if files.before else None
        if one is not None:
            one.notes += files.notes
            _add(found, one)
        # The year before is given beside many a return, and by itself too.
        if earlier is not None:
            earlier.beside = True
            found.setdefault(earlier.year, earlier)
    if not found:
        first = left_out[0] if left_out else LeftOutPart("", "No return was found.", "")
        raise CannotRead(first.what, first.next_step or "Give the folder with the files.")
    return sorted(found.values(), key=lambda one: one.year, reverse=True), left_out


def _add(found: dict[int, YearGiven], one: YearGiven) -> None:
    """Raises CannotRead where there is another of the year that was not given beside a return."""
    other = found.get(one.year)
    if other is not None and not other.beside:
        raise CannotRead(
            f"{other.name} and {one.name} are both of the return of "
            f"{one.year - 1}/{one.year % 100:02}.",
            "Give the one that was sent last.",
        )
    found[one.year] = one


def _places(path: Path) -> Iterator[Path]:
    """The returns at a path: itself, or the folders in a folder that holds nothing else."""
    if not path.exists():
        raise CannotRead(f"There is nothing at {path}.", "Check the name.")
    inside = (
        sorted(one for one in path.iterdir() if not one.name.startswith("."))
        if (path.is_dir())
        else []
    )
    if inside and all(one.is_dir() or one.suffix.lower() == ".zip" for one in inside):
        yield from inside
    else:
        yield path


def _year(name: str, named: Sequence[Named], left_out: list[LeftOutPart]) -> YearGiven | None:
    found = find_tables(named)
    broken = [one for one in found.tables.values() if one.from_xml] and found.refused
    if broken:
        # Half a file would be worse than none: what it lacks would pass for not done.
        left_out += [LeftOutPart(name, one.what, one.next_step) for one in broken]
        return None
    left_out += [LeftOutPart(name, one.what, one.next_step) for one in found.refused]
    tables = {}
    for one in found.tables.values():
        table = one.headings.table.name
        lacking = [
            column for column in (CHILD, *_NEEDS.get(table, ())) if column in one.headings.absent
        ]
        if table == REVIEWS.name and not one.rows.cells.num_rows:
            # Reviews are owed to every child in care: none at all is no answer.
            what = f"{one.called} has no row, and was left out: reviews cannot be judged by it."
            left_out.append(LeftOutPart(one.called, what, "Export the reviews of the year."))
        elif lacking:
            what = f"{one.called} has no column called {' or '.join(lacking)}, and was left out."
            left_out.append(LeftOutPart(one.called, what, "Export it with all its columns."))
        else:
            tables[table] = _text_table(one, name)
    if "Episodes" not in tables:
        step = "Give the return with its Episodes, and all their columns."
        left_out.append(LeftOutPart(name, f"{name} holds no Episodes that can be read.", step))
        return None
    return _dated(YearGiven(name, 0, tables, list(found.notes)), left_out)


def _dated(one: YearGiven, left_out: list[LeftOutPart]) -> YearGiven | None:
    counted = [
        Counter(year_ended(day) for day in _days(one.tables[name], column))
        for name, column in TELLING
        if name in one.tables
    ]
    year = likely_year(counted, _YEARS)
    if year is None:
        what = f"{one.name} holds no day by which its year could be told."
        left_out.append(LeftOutPart(one.name, what, "Look at the days of its episodes."))
        return None
    one.year = year
    return one


def _days(table: TextTable, column: str) -> Iterator[date]:
    known: dict[str, date | None] = {}
    for text in table.text(column):
        if text is not None:
            if text not in known:
                known[text] = as_day(text)[0]
            if day := known[text]:
                yield day


def _text_table(found: FoundTable, of: str) -> TextTable:
    """The rows of a file as text. Files of several years have one name: ``of`` stands before it."""
    rows, table = found.rows, found.headings.table
    at = {name: place for name, place in found.headings.at.items() if name in _names(table)}
    held = {name: _plain(table, name, rows.cells.column(place)) for name, place in at.items()}
    filled = [any(cells) for cells in zip(*held.values(), strict=True)]
    columns = {
        name: [text for text, some in zip(cells, filled, strict=True) if some]
        for name, cells in held.items()
    }
    lines = [int(line) for line, some in zip(rows.lines, filled, strict=True) if some]
    known = set(columns[CHILD])
    unfit = tuple(
        UnfitRow(one.first, one.what, one.next_step, text, _in_front(text, at[CHILD], known))
        for one in rows.refused
        for text in (rows.unfit.get(one.first, ""),)
    )
    called = found.called if found.called == of else f"{of}/{found.called}"
    return TextTable(called, table, columns, lines, unfit)


def _names(table: ReturnTable) -> set[str]:
    return {column.name for column in BY_NAME[table.name].columns}


def _plain(table: ReturnTable, name: str, cells: pa.ChunkedArray) -> list[str | None]:
    """The cells as text, without space around them; days that can be read year-month-day."""
    day = table.field(name).kind is ColumnKind.DAY
    known: dict[str, str | None] = {}
    for text in cells.unique().to_pylist():
        if text is not None:
            read = as_day(text)[0] if day else None
            known[text] = read.isoformat() if read else text.strip() or None
    return [None if text is None else known[text] for text in cells.to_pylist()]


def _in_front(text: str, at: int, known: set[str | None]) -> str | None:
    """The child of a row that does not fit: only one who stands in front, and is known."""
    front = re.split(r"[,;\t|]", text, maxsplit=1)[0].strip().strip('"')
    return front if at == 0 and front in known else None


def last_known(years: Sequence[YearGiven], today: date) -> date:
    """The last day of which the returns tell, the latest of them first."""
    return min(years[0].known, today)


def run_of(years: Sequence[YearGiven]) -> list[YearGiven]:
    """The latest years without a gap that have reviews, the latest first."""
    run = [years[0]]
    for one in years[1:]:
        if one.year + 1 != run[-1].year or ("Reviews" in run[0].tables) != (
            "Reviews" in one.tables
        ):
            break
        run.append(one)
    return run
