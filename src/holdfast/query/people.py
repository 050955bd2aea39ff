"""Teams and workers: which there are on a day, what they are called, and who works in which."""

from dataclasses import dataclass

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


@dataclass(frozen=True)
class Team:
    """A team: its identifier, and its name where the source gives one (else the identifier)."""

    team: str
    title: str | None


@dataclass(frozen=True)
class Worker:
    """A worker who leads cases or has a part beside, and of how many ``children``."""

    worker: str
    full_name: str | None
    children: int


def teams(outlook: Outlook, scope: Scope = EVERYBODY) -> list[Team]:
    """The teams that the source names, or that hold children in scope, in order of title.

    Of a scope that is narrowed to a team, the source's teams are that one and those below it;
    of one that is a worker's alone, none. Raises NotFound for a scope that the record does not
    know.
    """
    holders, besides = scope.of(outlook, "holders"), scope.of(outlook, "beside")
    named = "list_contains($own, team)" if scope else "team is not null"
    rows = outlook.rows(
        # The name where there is one: an identifier may sort behind it, and is no name.
        "select team, title from ("
        "select l.team, coalesce(max(n.team_name), l.team) as title from ("
        f"select team from teams where {named} "
        f"union all select team from {holders} as h where team is not null "
        f"union all select team from {besides} as b where team is not null) as l "
        "left join teams as n on n.team = l.team group by l.team) as each_team "
        "order by title, team",
        **holders.values,
        **({"own": scope.teams(outlook)} if scope else {}),
    )
    return [Team(**row) for row in rows]


def workers(outlook: Outlook, scope: Scope = EVERYBODY) -> list[Worker]:
    """Who leads the case of a child in scope on the day, or has a part beside; in order of name.

    Raises NotFound for a scope that the record does not know.
    """
    holders, besides = scope.of(outlook, "holders"), scope.of(outlook, "beside")
    rows = outlook.rows(
        "select worker, full_name, children from ("
        "select h.worker, max(p.full_name) as full_name, count(distinct h.child) as children "
        f"from (select child, worker from {holders} as l "
        f"union all select child, worker from {besides} as b) as h "
        "left join professionals as p on p.worker = h.worker where h.worker is not null "
        "group by h.worker) as each_worker order by coalesce(full_name, worker), worker",
        **holders.values,
    )
    return [Worker(**row) for row in rows]


def workers_within(outlook: Outlook, scope: Scope) -> set[str]:
    """Those who lead cases in the team of a scope, or in one below it, or have a part beside.

    Not those of other teams who work with the same children: of these see ``workers``. Raises
    NotFound for a scope that the record does not know.
    """
    holders, besides = scope.of(outlook, "holders"), scope.of(outlook, "beside")
    rows = outlook.rows(
        f"select worker from {holders} as h where list_contains($own, team) "
        f"union select worker from {besides} as b where list_contains($own, team)",
        **holders.values,
        own=scope.teams(outlook),
    )
    return {row["worker"] for row in rows}


def worker_names(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, str]:
    """The names of workers by their identifiers, where the source gives them.

    For everybody of all who ever worked there; else of those who work with children in scope.
    Raises NotFound for a scope that the record does not know.
    """
    rows = outlook.rows(
        "select worker, max(full_name) as name from professionals "
        "where full_name is not null group by worker"
    )
    theirs = {each.worker for each in workers(outlook, scope)} if scope else None
    return {row["worker"]: row["name"] for row in rows if theirs is None or row["worker"] in theirs}


def team_names(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, str]:
    """The names of teams by their identifiers, where the source gives them.

    Of a scope, the names of the teams of ``teams``. Raises NotFound for a scope that the record
    does not know.
    """
    rows = outlook.rows(
        "select team, max(team_name) as name from teams where team_name is not null group by team"
    )
    theirs = {each.team for each in teams(outlook, scope)} if scope else None
    return {row["team"]: row["name"] for row in rows if theirs is None or row["team"] in theirs}
