"""Checks a looked-after return from end to end: it is read, and every rule of its year is run."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.engine import Engine
from holdfast.engine.memory import give_back_memory
from holdfast.errors import CannotRead
from holdfast.limits import RETURN_CHILDREN
from holdfast.returns.checking import Check
from holdfast.returns.compiling import places
from holdfast.returns.form import Place
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.rule import Rule
from holdfast.returns.ssda903.form import FORM, too_much
from holdfast.returns.ssda903.reader import met
from holdfast.returns.ssda903.register import YEARS
from holdfast.returns.ssda903.worked_out.given import (
    BIRTHDAYS,
    ORDER_DAYS,
    YEAR,
    birthday_rows,
    order_day_rows,
    year_row,
)
from holdfast.sources.ssda903 import ReturnReading, read_return
from holdfast.sources.ssda903.gathering import batches
from holdfast.sources.ssda903.layout import LAST_YEARS, tables_of
from holdfast.sources.ssda903.lists import (
    COUNCIL,
    POSTCODES,
    PROVIDERS,
    council_row,
    postcode_rows,
    provider_rows,
)
from holdfast.sources.ssda903.typed_cells import UNREADABLE
from holdfast.sources.ssda903.years import TELLING, likely_year

# Children of one round: most councils' return is one, and the memory of more stays bounded.
BATCH = 50_000
# Of so many columns with cells that cannot be read it is told by name what they take away.
_MOST_COLUMNS = 8


@dataclass(frozen=True)
class GivenBeside:
    """What is given beside a return: last year's files, look-up lists and the council's code."""

    last_year: Path | None = None
    providers: Path | None = None
    postcodes: Path | None = None
    authority: str = ""


def check_file(path: Path, year: int | None = None, beside: GivenBeside = GivenBeside()) -> Outcome:
    """Check a return by the rules of the year it ends in, or of another.

    Raises CannotRead for what is no return and where its year cannot be determined, NotFound for
    a year whose rules are not known.
    """
    try:
        reading = read_return(path, beside.last_year)
        return check_reading(reading, year, beside)
    finally:
        give_back_memory()


def check_reading(
    reading: ReturnReading,
    year: int | None = None,
    beside: GivenBeside = GivenBeside(),
    rules: tuple[Rule, ...] | None = None,
    engine: Engine | None = None,
) -> Outcome:
    """Check a return that was read, by all rules of its year or by some; see ``check_file``."""
    notes = list(reading.notes)
    if year is None:
        year = year_of(reading)
        notes.append(f"By its days this is the return of {year - 1}/{year % 100:02}.")
    if reading.children > RETURN_CHILDREN.most:
        raise too_much(RETURN_CHILDREN)
    given = _given(reading, year, beside)
    check = Check(
        FORM, year, date(year, 3, 31), given, _lacking(reading, year, given), rules, engine
    )
    try:
        found = met(reading.troubles, reading.tables | reading.last_year)
        for batch in batches(reading.tables, reading.children, BATCH):
            check.take(batch, found)
            found = found.slice(0, 0)
        outcome = check.finish(reading.refused, notes)
    except CannotRead:
        check.close()
        raise
    ran = [one.rule for one in outcome.rules if one.state is State.RAN]
    return replace(outcome, notes=(*outcome.notes, *_undetermined(reading, ran)))


def _undetermined(reading: ReturnReading, rules: Sequence[Rule]) -> list[str]:
    """What cannot be determined because a cell could not be read: that it is told is not enough."""
    looking = Counter(place for rule in rules for place in places(FORM, rule))
    cells: Counter[Place] = Counter()
    for one in reading.troubles:
        if one.trouble in UNREADABLE and looking[one.table, one.column]:
            cells[one.table, one.column] += one.count
    if not cells:
        return []
    most = sorted(cells, key=lambda place: (-cells[place] * looking[place], place))
    told = [
        f"{table}.{column} ({cells[table, column]:,} of its cells, {looking[table, column]} rules)"
        for table, column in most[:_MOST_COLUMNS]
    ]
    more = len(most) - len(told)
    others = f", and of {more} columns more" if more else ""
    return [
        "What rules ask of a cell that cannot be read (HF01) cannot be determined: "
        f"{', '.join(told)}{others}."
    ]


def year_of(reading: ReturnReading) -> int:
    """The year in which a return ends, by the year in which most of its days lie.

    Raises CannotRead where it has none.
    """
    counted = (
        _years_of(reading.tables[table][column].drop_null())
        for table, column in TELLING
        if table in reading.tables
    )
    if year := likely_year(counted, YEARS):
        return year
    raise CannotRead(
        "The files hold no day of a year whose rules are known, so that it cannot be determined "
        "which year's rules hold.",
        "Say which year it is (on the command line with --year).",
    )


def _years_of(days: pa.ChunkedArray) -> Counter[int]:
    """How many days lie in the return that ends in which year."""
    years = pc.add(pc.year(days), pc.cast(pc.greater(pc.month(days), 3), pa.int64()))
    return Counter(years.to_pylist())


def _given(reading: ReturnReading, year: int, beside: GivenBeside) -> dict[str, pa.Table]:
    """What the rules are given whole."""
    given = dict(reading.last_year) | dict(reading.lists)
    if beside.providers:
        given[PROVIDERS.name] = provider_rows(beside.providers)
    if beside.postcodes:
        given[POSTCODES.name] = postcode_rows(beside.postcodes)
    if beside.authority:
        given[COUNCIL.name] = council_row(beside.authority)
    births = [rows["DOB"] for rows in reading.tables.values() if "DOB" in rows.column_names]
    orders = reading.tables.get("PrevPerm")
    written = orders["DATE_PERM"].drop_null().to_pylist() if orders else []
    given[YEAR.name] = year_row(date(year, 3, 31))
    given[BIRTHDAYS.name] = birthday_rows(births)
    given[ORDER_DAYS.name] = order_day_rows(written)
    return given


def _lacking(reading: ReturnReading, year: int, given: Mapping[str, pa.Table]) -> dict[Place, str]:
    """Why rules cannot look at a column, or at all of a table."""
    lacking = dict(reading.lacking)
    for table in tables_of(year):
        if table.name not in reading.tables:
            lacking[table.name, ""] = f"no file of {table.name} was given"
        last = LAST_YEARS[table.name].name
        if last not in given:
            lacking[last, ""] = f"last year's file of {table.name} was not given"
    for name, why in (
        (PROVIDERS.name, "Ofsted's list of providers was not given (--providers)"),
        (POSTCODES.name, "the list of postcodes was not given (--postcodes)"),
        (COUNCIL.name, "the council's own code was not given (--authority)"),
    ):
        if name not in given:
            lacking[name, ""] = why
    return lacking
