"""Draws the census's tables from the record, by the declarations of its modules."""

from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow as pa

from holdfast.days import add_working_days
from holdfast.engine import Engine
from holdfast.errors import BeyondCalendar
from holdfast.returns.cin_census.projecting.contact import CENSUS_REFERRALS
from holdfast.returns.cin_census.projecting.field_sources import Drawn
from holdfast.returns.cin_census.projecting.placing import relations
from holdfast.returns.cin_census.projecting.protection import CONFERENCE_LIMIT, MET
from holdfast.returns.cin_census.projecting.register import DRAWN, PLACED
from holdfast.sources.cin_census.census import AROUND, CHILD, EPISODES
from holdfast.sources.cin_census.module import Module

Days = Mapping[str, str]
# Of the place of a row, what is numbered; of the rest a record tells nothing.
_NUMBERED = ("row", "child", "episode", "inside")


def days_of(year: int, known: date) -> Days:
    """The days that the declarations name, as SQL."""
    named = {"first": date(year - 1, 4, 1), "last": date(year, 3, 31), "known": known}
    return {name: f"date '{day.isoformat()}'" for name, day in named.items()}


def see(engine: Engine, days: Days) -> None:
    """Name what was known on the day, each row with the referral that it belongs to."""
    for name, sql in relations(PLACED):
        engine.define(name, sql.format(**days), keep=True)
    # For each day on which an enquiry began, the last day in time for a conference.
    begun = engine.fetch("select distinct started from enquiries where started is not null")
    started = begun["started"].to_pylist()
    due = pa.array([_target(day) for day in started], pa.date32())
    engine.rows(
        "conference_targets", pa.table({"started": pa.array(started, pa.date32()), "due": due})
    )
    engine.define("census_referrals", CENSUS_REFERRALS.format(**days), keep=True)
    engine.define("met", MET.format(**days), keep=True)


def draw(engine: Engine, days: Days, year: int) -> dict[str, pa.Table]:
    """Every module's rows, in the order of the file; see ``Module.shape``. Call ``see`` first."""
    tables = {}
    for drawn in DRAWN:
        name = drawn.module.name
        engine.define(f"drawn_{name}", drawn.rows.format(**days), keep=True)
        engine.define(f"out_{name}", _sql(drawn, days, year), keep=True)
        tables[name] = _shaped(
            drawn.module, engine.fetch(f"select * from out_{name} order by n_row")
        )
    return tables


def left_out(engine: Engine, days: Days, year: int) -> Iterator[tuple[str, int]]:
    """What is of the year, or went on in it, and is not sent: why, and how many rows."""
    for drawn in (drawn for drawn in DRAWN if drawn.module.since <= year):
        inside = f"inside in (select n_key from out_{AROUND.get(drawn.module.name)})"
        for barred in drawn.barred:
            yield barred.why, _count(engine, drawn, f"({barred.which}) and {inside}", days)
        if AROUND.get(drawn.module.name) == EPISODES.name:
            stray = f"({drawn.belongs}) and ({inside}) is not true"
            why = f"rows of {drawn.module.name} without an episode of the year to stand in"
            yield why, _count(engine, drawn, stray, days)


def unsaid(engine: Engine, year: int) -> dict[tuple[str, str], str]:
    """Why words of the record cannot be said in the census's codes, by module and field."""
    return {
        (drawn.module.name, line.field): line.unsaid.why
        for drawn in DRAWN
        for line in drawn.lines
        if line.unsaid
        and drawn.module.since <= year
        and _count(engine, drawn, line.unsaid.which, {})
    }


def _count(engine: Engine, drawn: Drawn, which: str, days: Days) -> int:
    sql = f"select count(*) as n from drawn_{drawn.module.name} where {which.format(**days)}"
    return int(engine.fetch(sql)["n"][0].as_py())


def _target(day: date) -> date | None:
    try:
        return add_working_days(day, CONFERENCE_LIMIT)
    except BeyondCalendar:
        return None


def _sql(drawn: Drawn, days: Days, year: int) -> str:
    """The rows that belong, numbered as a reader of the file would number them."""
    name, outer = drawn.module.name, AROUND.get(drawn.module.name)
    around = f"join out_{outer} as o on o.n_key = d.inside" if outer else ""
    places = ("o.n_row", "o.n_child", "o.n_episode") if outer else ("null", "null", "null")
    return f"""
select key as n_key, n_row, inside_row as n_inside,
  {"n_row" if name == CHILD.name else "child_of"} as n_child,
  {"n_row" if name == EPISODES.name else "episode_of"} as n_episode, {_fields(drawn, year, days)}
from (
  select d.*, {places[0]} as inside_row, {places[1]} as child_of, {places[2]} as episode_of,
    row_number() over (order by {"o.n_row, " if outer else ""}{drawn.order}) as n_row
  from drawn_{name} as d {around}
  where {str(drawn.module.since <= year).lower()}
    and ({drawn.belongs.format(**days)})) as numbered"""


def _fields(drawn: Drawn, year: int, days: Days) -> str:
    """Each field of the module; one that is not collected in that year holds nothing."""
    expressions = {line.field: line.expression.format(**days) for line in drawn.lines}
    fields = drawn.module.fields()
    made = [expressions[f.name] if f.since <= year <= f.until else "null" for f in fields]
    return ", ".join(f"{sql} as f_{f.name}" for sql, f in zip(made, fields, strict=True))


def _shaped(module: Module, found: pa.Table) -> pa.Table:
    shape = module.shape()
    nothing = pa.nulls(found.num_rows)
    columns = []
    for field in shape:
        if field.name in ("line", "unreadable"):
            columns.append(nothing.cast(field.type))
        else:
            prefix = "n" if field.name in _NUMBERED else "f"
            columns.append(found[f"{prefix}_{field.name}"].cast(field.type))
    return pa.table(columns, schema=shape)
