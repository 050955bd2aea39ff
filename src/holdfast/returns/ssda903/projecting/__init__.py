"""The looked-after return that the record would send: its tables, as a reader would give them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from holdfast.engine import Engine, open_engine
from holdfast.errors import BadSetting
from holdfast.record.store.manifest import Feed
from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.form import Place
from holdfast.returns.ssda903.projecting.care import CARE, OF_YEAR
from holdfast.returns.ssda903.projecting.drawn import DrawnColumn, DrawnTable
from holdfast.returns.ssda903.projecting.people import LEAVERS, PEOPLE, TWELVE_MONTHS
from holdfast.returns.ssda903.register import YEARS
from holdfast.returns.ssda903.worked_out.given import birthday_rows
from holdfast.sources.ssda903.layout import DOLO, tables_of

__all__ = ["ProjectedReturn", "project"]

_NO_ORDERS = "the record holds no orders that deprive a child of liberty"


@dataclass(frozen=True)
class ProjectedReturn:
    """A return drawn from the record.

    ``tables`` has the rows of each file in its shape; ``line`` is null. ``lacking`` says of
    columns (table, name) why the source cannot give them. ``known`` is the day after which
    nothing was known.
    """

    year: int
    known: date
    tables: dict[str, pa.Table]
    lacking: Mapping[Place, str]

    @property
    def last(self) -> date:
        """The last day of the return."""
        return date(self.year, 3, 31)

    @property
    def whole(self) -> bool:
        """Whether all of the year was known."""
        return self.known >= self.last


def project(snapshot: Snapshot, year: int) -> ProjectedReturn:
    """The return of a year as the record knows it on its own day.

    Raises BadSetting for a year whose rules are not known, or that had not begun.
    """
    first, last = date(year - 1, 4, 1), date(year, 3, 31)
    known = min(snapshot.manifest.as_at, last)
    if year not in YEARS or known < first:
        raise BadSetting(
            f"No looked-after return that ends in {year} can be drawn from the record.",
            f"Choose a year from {YEARS[0]} to {YEARS[-1]} that had begun on "
            f"{snapshot.manifest.as_at.isoformat()}.",
        )
    named = {"first": first, "last": last, "known": known}
    days = {name: f"date '{day.isoformat()}'" for name, day in named.items()}
    engine = open_engine()
    try:
        snapshot.open(engine)
        tables = _draw(engine, days | {"year": str(year)}, year)
    finally:
        engine.close()
    return ProjectedReturn(year, known, tables, _lacking(snapshot.manifest.feeds, year))


def _draw(engine: Engine, days: Mapping[str, str], year: int) -> dict[str, pa.Table]:
    births = engine.fetch("select distinct born from persons where born is not null")["born"]
    engine.rows("drawn_birthdays", birthday_rows([births]))
    engine.define("drawn_episodes", OF_YEAR.format(**days), keep=True)
    engine.define("drawn_leavers", LEAVERS.format(**days), keep=True)
    engine.define("drawn_twelve_months", TWELVE_MONTHS.format(**days), keep=True)
    engine.define("drawn_numbers", _NUMBERS, keep=True)
    return {
        one.table.name: _rows(engine, one, days)
        for one in (*PEOPLE, *CARE)
        if one.table.since <= year
    }


# The children by the number that the return gives them, and by one of ours.
_NUMBERS = (
    "select child, child as called, born as dob, sex as own_sex, "
    "row_number() over (order by child) - 1 as number from persons"
)


def _rows(engine: Engine, drawn: DrawnTable, days: Mapping[str, str]) -> pa.Table:
    """The rows of a file, by child; of what is no column the shape says nothing."""
    sql = {column.name: column.sql.format(**days) for column in drawn.columns}
    chosen = ", ".join(f"{expression} as f_{name}" for name, expression in sql.items())
    found = engine.fetch(
        f"select n.number, n.called as f_CHILD, n.dob as f_DOB, {chosen} "
        f"from ({drawn.rows.format(**days)}) as d join drawn_numbers as n on n.child = d.child "
        f"order by n.number, d.place"
    )
    shape, count = drawn.table.shape(), found.num_rows
    placed = {"row": pa.array(range(1, count + 1), pa.int64()), "child": found["number"]}
    columns = []
    for field in shape:
        if field.name in placed:
            columns.append(placed[field.name].cast(field.type))
        elif f"f_{field.name}" in found.column_names:
            columns.append(found[f"f_{field.name}"].cast(field.type))
        else:
            columns.append(pa.nulls(count, field.type))
    return pa.table(columns, schema=shape)


def _lacking(feeds: Mapping[str, Feed], year: int) -> dict[Place, str]:
    lacking = {
        (one.table.name, column.name): why
        for one in (*PEOPLE, *CARE)
        for column in one.columns
        if one.table.since <= year and (why := column.never or next(_absent(column, feeds), ""))
    }
    if any(table is DOLO for table in tables_of(year)):
        lacking[DOLO.name, ""] = _NO_ORDERS
    return lacking


def _absent(column: DrawnColumn, feeds: Mapping[str, Feed]) -> Iterator[str]:
    for one in column.rests_on:
        feed = feeds.get(one.table.name)
        if feed is None or one.name not in feed.columns:
            yield f"the source does not carry {one.table.name}: {one.name}"
