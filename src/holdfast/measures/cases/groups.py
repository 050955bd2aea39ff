"""The groups by which measures are counted: service, team, age, sex, ethnicity, need.

A child's team in a month is the last that held the case in it; the age is that on the day counted,
and the need that of the latest referral up to then. Nothing of it enters what is counted.
"""

from datetime import date
from enum import StrEnum
from threading import Lock

import pyarrow as pa

from holdfast.days import birthday
from holdfast.engine.quoting import closed
from holdfast.journeys.holders import latest_first
from holdfast.measures.cases.calendar import lay_calendars
from holdfast.query.fairness.groups import (
    AGES,
    ETHNICITIES,
    NO_TEAM,
    NOT_RECORDED,
    OLDER,
    SEXES,
    UNBORN,
)
from holdfast.query.outlook import Outlook, Row

_LAYING = Lock()


class By(StrEnum):
    """By what a measure is counted, beside the period."""

    EVERYBODY = "everybody"
    SERVICE = "service"
    TEAM = "team"
    AGE = "age"
    SEX = "sex"
    ETHNICITY = "ethnicity"
    NEED = "need"


class _Band(StrEnum):
    """The words of ``AGES``, as a closed list."""

    UNBORN = UNBORN
    UNDER_1, TO_4, TO_9, TO_15, TO_17 = (words for _, words in AGES)
    OLDER = OLDER


def lay_measure_groups(outlook: Outlook) -> None:
    """Name what the groups are read from on the outlook's engine, once, and the calendars."""
    lay_calendars(outlook)
    with _LAYING:
        if "measure groups" in outlook.kept:
            return
        engine = outlook.engine
        engine.define("measure_teams", _TEAMS, keep=True)
        engine.rows("measure_services", _services(outlook))
        engine.rows("measure_children", _children(outlook))
        engine.define("measure_needs", _NEEDS, keep=True)
        outlook.kept["measure groups"] = True


def group_sql(by: By, staff: bool = False) -> tuple[str, str]:
    """SQL for the group of a row ``c``, whose day is the row ``d`` of a calendar; and its joins.

    Of staff, rows carry their own team. Who a worker is is nobody's group.
    """
    if by is By.EVERYBODY:
        return "''", ""
    if by in (By.TEAM, By.SERVICE):
        team = "c.team" if staff else "t.team"
        joins = "" if staff else _JOIN_TEAMS
        if by is By.TEAM:
            return f"coalesce({team}, $nobody)", joins
        services = f" left join measure_services as s on s.team = {team}"
        return "coalesce(s.service, $nobody)", joins + services
    if staff:
        return "$nobody", ""
    if by is By.NEED:
        return "coalesce(n.need, $nobody)", (
            " left join measure_needs as n on n.child = c.child "
            "and n.since <= c.day and n.until > c.day"
        )
    joins = " left join measure_children as k on k.child = c.child"
    column = _AGE if by is By.AGE else f"k.{by.value}"
    return f"coalesce({column}, $nobody)", joins


def nobody(by: By) -> str:
    """What the group is called of those who are in none."""
    return NO_TEAM if by in (By.TEAM, By.SERVICE) else NOT_RECORDED


_JOIN_TEAMS = " left join measure_teams as t on t.child = c.child and t.month = d.month"
_TURNS = [f"when k.turns_{age} > c.day then {closed(_Band(words))}" for age, words in AGES]
_AGE = (
    f"case when k.birth > c.day then {closed(_Band(UNBORN))} {' '.join(_TURNS)} "
    f"when k.birth is not null then {closed(_Band(OLDER))} end"
)
_TEAMS = f"""
    select child, month, team from (
      select h.child, e.month, h.team, row_number() over
        (partition by h.child, e.month order by {latest_first("h")}) as place
      from holding as h join measure_ends as e on h.since <= e.day
        and (h.started is null or h.started <= e.day) and (h.ended is null or h.ended >= e.month)
      where h.team is not null) as ranked
    where place = 1"""
_NEEDS = """
    select child, since, coalesce(until, date '9999-12-31') as until, need from (
      select child, received as since, max(primary_need) as need,
        lead(received) over (partition by child order by received) as until
      from referrals where received is not null group by child, received) as spans"""


def _services(outlook: Outlook) -> pa.Table:
    """The service of each team: the highest team above it that is not above every team."""
    rows = outlook.rows("select team, parent from teams where team is not null")
    parents: dict[str, str | None] = {row["team"]: row["parent"] for row in rows}
    paths = {team: _path(team, parents) for team in parents}
    tops = {path[0] for path in paths.values()}
    skip = 1 if len(tops) == 1 else 0
    found = {team: path[min(skip, len(path) - 1)] for team, path in paths.items()}
    return pa.table(
        {
            "team": pa.array(list(found), pa.string()),
            "service": pa.array(list(found.values()), pa.string()),
        }
    )


def _path(team: str, parents: dict[str, str | None]) -> list[str]:
    """From the top down to the team; a ring of parents is cut where it closes."""
    path = [team]
    while (above := parents.get(path[0])) and above not in path:
        path.insert(0, above)
    return path


def _children(outlook: Outlook) -> pa.Table:
    rows = outlook.rows(
        "select child, sex, ethnicity, coalesce(born, expected) as birth from persons"
    )
    found = [_child(row) for row in rows]
    texts = [(name, pa.string()) for name in ("child", "sex", "ethnicity")]
    days = [(name, pa.date32()) for name in ("birth", *(f"turns_{age}" for age, _ in AGES))]
    return pa.Table.from_pylist(found, pa.schema([*texts, *days]))


def _child(row: Row) -> Row:
    birth: date | None = row["birth"]
    turns = {f"turns_{age}": birthday(birth, age) if birth else None for age, _ in AGES}
    return {
        "child": row["child"],
        "sex": SEXES.get(row["sex"]),
        "ethnicity": ETHNICITIES.get(row["ethnicity"]),
        "birth": birth,
        **turns,
    }
