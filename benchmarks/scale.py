"""A region: all clocks and the daily series over a million children and ten million events.

The events are a simulated council's, repeated under other identifiers, among children who
were known by one contact alone: as many of them as make ten dated rows a child in all.

    python -m benchmarks.scale FOLDER make CHILDREN
    python -m benchmarks.scale FOLDER run [duckdb|spark]
"""

import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.measuring import tell, timed
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.clocks.sql.compiler import DUTIES, ClockToCompile, duties_sql
from holdfast.clocks.sql.daily import daily_sql
from holdfast.days import bank_holidays
from holdfast.engine import Engine, open_engine
from holdfast.journeys.laid import define_journeys
from holdfast.record.register import TABLES
from holdfast.record.schema.shape import empty
from holdfast.record.schema.table import ColumnKind, Table
from holdfast.record.store.doubts import numbered
from holdfast.simulation import simulate

AS_AT = date(2018, 1, 31)
SEED_CHILDREN = 1_000
EVENTS_A_CHILD = 10
PLACES = [
    f"cast(null as {kind}) as {name}"
    for name, kind in (
        ("source_file", "varchar"),
        ("source_part", "varchar"),
        ("source_row", "bigint"),
    )
]


def make(folder: Path, children: int) -> None:
    """Write the record of ``children`` children as Parquet, sorted by child."""
    folder.mkdir(parents=True, exist_ok=True)
    seed = simulate(SEED_CHILDREN, AS_AT, 1)
    engine = open_engine()
    copies = round(children * _journeys(engine, seed) / SEED_CHILDREN)
    alone = children - copies * SEED_CHILDREN
    engine.rows("copies", pa.table({"copy": list(range(copies))}))
    engine.rows("alone", pa.table({"number": list(range(alone))}))
    for table in TABLES:
        engine.rows("seed", seed.get(table.name, empty(table)))
        order = (table.subject() or table.columns[0]).name
        sql = f"{_repeated(table)}{_alone(table)} order by {order}"
        engine.write(sql, folder / f"{table.name}.parquet")
    engine.close()


def _journeys(engine: Engine, seed: Mapping[str, pa.Table]) -> float:
    """The share of children with a whole journey; the others made one contact each."""
    for table in TABLES:
        engine.rows(table.name, seed.get(table.name, empty(table)))
    each = _count(engine, f"({_all_events()}) as event") / SEED_CHILDREN
    return (EVENTS_A_CHILD - 1) / (each - 1)


def _repeated(table: type[Table]) -> str:
    """The seed's rows, once for each copy, every identifier told apart by the copy."""
    own = [
        f"concat(cast(c.copy as varchar), '-', s.{column.name}) as {column.name}"
        if column.kind is ColumnKind.ID
        else f"s.{column.name}"
        for column in table.columns
    ]
    return f"select {', '.join(own + PLACES)} from seed as s cross join copies as c"


def _alone(table: type[Table]) -> str:
    """One contact for each child who was known by no more."""
    if table.name not in ("contacts", "persons"):
        return ""
    number = "cast(number as varchar)"
    ids = {"child": f"concat('alone-', {number})", "contact": number}
    days = {"received": "date '2016-02-10'", "decided": "date '2016-02-11'"}
    days["born"] = "date '2009-05-04'"
    given = ids | days
    own = [f"{given.get(column.name, 'null')} as {column.name}" for column in table.columns]
    return f" union all select {', '.join(own + PLACES)} from alone"


def run(folder: Path, engine_name: str) -> dict[str, Any]:
    """Sort the events, then run all clocks and the daily series; seconds for each."""
    bank_holidays()  # its package is loaded once for a process, as the engine's is
    engine = open_engine(engine_name)
    for table in TABLES:
        engine.parquet(table.name, folder / f"{table.name}.parquet")
    engine.rows("doubts", numbered(()))
    told: dict[str, Any] = {"engine": engine_name, "children": _count(engine, "persons")}
    engine.define("events", _all_events())
    told["events"] = _count(engine, "events")
    with timed(told, "sort_seconds"):
        engine.define("sorted", "select * from events order by child, day", keep=True)
        _count(engine, "sorted")
    engine.define("sorted", "select 1 as nothing", keep=True)
    with timed(told, "clocks_seconds"):
        define_journeys(engine)
        found = duties_sql(engine, Book(CLOCKS), [ClockToCompile(clock) for clock in CLOCKS])
        engine.write(f"select {DUTIES} from ({found}) as found", folder / "duties.out")
    engine.parquet("duties", folder / "duties.out")
    with timed(told, "daily_seconds"):
        five_years = "day > date '2013-01-31' and day <= date '2018-01-31'"
        told["daily_rows"] = _count(engine, f"({daily_sql(CLOCKS)}) as d where {five_years}")
    told["duties"] = _count(engine, "duties")
    return told


def _all_events() -> str:
    return " union all ".join(_events(table) for table in TABLES)


def _events(table: type[Table]) -> str:
    """Each dated row once, by the first day that it cannot be without."""
    days = [column.name for column in table.columns if column.kind is ColumnKind.DAY]
    subject = table.subject()
    if not days or subject is None or table.name == "persons":
        nothing = "cast(null as varchar) as child, cast(null as date) as day, '' as kind"
        return f"select {nothing} where 1 = 0"
    name = f"'{table.name}' as kind"
    day = f"coalesce({', '.join(days)}) as day"
    return f"select {subject.name} as child, {day}, {name} from {table.name}"


def _count(engine: Engine, relation: str) -> int:
    return int(engine.fetch(f"select count(*) as n from {relation}").to_pylist()[0]["n"])


def rows_in(folder: Path) -> int:
    """The rows of every table in a folder."""
    return sum(pq.read_metadata(path).num_rows for path in folder.glob("*.parquet"))


if __name__ == "__main__":
    place = Path(sys.argv[1])
    if sys.argv[2] == "make":
        make(place, int(sys.argv[3]))
        tell({"rows": rows_in(place)})
    else:
        tell(run(place, sys.argv[3] if len(sys.argv) > 3 else "duckdb"))
