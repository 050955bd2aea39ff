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
from holdfast.query.caseload.staff import staff
from holdfast.query.fairness.groups import (
    AGES,
    ETHNICITIES,
    NO_TEAM,
    NOT_RECORDED,
    OLDER,
    SEXES,
    UNBORN,
)
from holdfast.query.outlook import Outlook

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


class _Nobody(StrEnum):
    """What the groups are called of those who are in none, as a closed list."""

    NO_TEAM = NO_TEAM
    NOT_RECORDED = NOT_RECORDED


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


def group_sql(by: By, staff: bool = False) -> tuple[str, tuple[str, ...]]:
    """SQL for the group of a row ``c``, whose day is the row ``d`` of a calendar; and its joins.

    Two ways of grouping may ask for one join. Of staff, rows carry their own team. Who a worker is
    is nobody's group.
    """
    if by is By.EVERYBODY:
        return "''", ()
    of_teams = by in (By.TEAM, By.SERVICE)
    none = closed(_Nobody.NO_TEAM if of_teams else _Nobody.NOT_RECORDED)
    if of_teams:
        team = "c.team" if staff else "t.team"
        joins = () if staff else (_JOIN_TEAMS,)
        if by is By.TEAM:
            return f"coalesce({team}, {none})", joins
        services = f" left join measure_services as s on s.team = {team}"
        return f"coalesce(s.service, {none})", (*joins, services)
    if staff:
        return none, ()
    if by is By.NEED:
        return f"coalesce(n.need, {none})", (_JOIN_NEEDS,)
    column = _AGE if by is By.AGE else f"k.{by.value}"
    return f"coalesce({column}, {none})", (_JOIN_CHILDREN,)


_JOIN_TEAMS = " left join measure_teams as t on t.child = c.child and t.month = d.month"
_JOIN_NEEDS = (
    " left join measure_needs as n on n.child = c.child and n.since <= c.day and n.until > c.day"
)
_JOIN_CHILDREN = " left join measure_children as k on k.child = c.child"
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


def teams_by_group(outlook: Outlook, by: By) -> dict[str, set[str | None]]:
    """The teams of each service, or each team by itself; those in no known one, and None, together.

    As ``group_sql`` groups staff by the team of their post.
    """
    services = _service_of(outlook)
    rows = outlook.rows("select team from employments union select team from posts")
    named: set[str | None] = {row["team"] for row in rows} | {
        one.team for one in staff(outlook).values()
    }
    found: dict[str, set[str | None]] = {NO_TEAM: {None}}
    for team in {*services, *(one for one in named if one)}:
        own = team if by is By.TEAM else services.get(team, NO_TEAM)
        found.setdefault(own, set()).add(team)
    return found


def _service_of(outlook: Outlook) -> dict[str, str]:
    """The service of each team: the highest team above it that is not above every team."""
    rows = outlook.rows("select team, parent from teams where team is not null")
    parents: dict[str, str | None] = {row["team"]: row["parent"] for row in rows}
    paths = {team: _path(team, parents) for team in parents}
    tops = {path[0] for path in paths.values()}
    skip = 1 if len(tops) == 1 else 0
    return {team: path[min(skip, len(path) - 1)] for team, path in paths.items()}


def _services(outlook: Outlook) -> pa.Table:
    found = _service_of(outlook)
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
    births: list[date | None] = [row["birth"] for row in rows]
    # Many children are born on one day: each birthday is worked out once.
    turns = {
        f"turns_{age}": {birth: birthday(birth, age) for birth in set(births) if birth}
        for age, _ in AGES
    }
    texts = {
        "child": [row["child"] for row in rows],
        "sex": [SEXES.get(row["sex"]) for row in rows],
        "ethnicity": [ETHNICITIES.get(row["ethnicity"]) for row in rows],
    }
    days = {"birth": births} | {
        name: [birth and of_birth[birth] for birth in births] for name, of_birth in turns.items()
    }
    return pa.table(
        {name: pa.array(values, pa.string()) for name, values in texts.items()}
        | {name: pa.array(values, pa.date32()) for name, values in days.items()}
    )
