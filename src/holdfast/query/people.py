"""Teams and workers: which there are on a day, what they are called, and who works in which."""

from holdfast.query.outlook import Outlook, Row


def below(outlook: Outlook, team: str) -> list[str]:
    """A team and every team below it."""
    parents = outlook.rows("select team, parent from teams where parent is not null")
    found = [team]
    for known in found:
        found += [
            row["team"] for row in parents if row["parent"] == known and row["team"] not in found
        ]
    return found


def teams(outlook: Outlook) -> list[Row]:
    """The teams that the source names, or that hold children: team, title."""
    return outlook.rows(
        "select team, max(title) as title from ("
        "select team, team_name as title from teams where team is not null "
        "union all select team, team as title from holders where team is not null "
        "union all select team, team as title from beside where team is not null) as named "
        "group by team order by max(title), team"
    )


def workers(outlook: Outlook) -> list[Row]:
    """Who leads a case on the day or has a part beside: worker, full_name, children."""
    return outlook.rows(
        "select h.worker, max(p.full_name) as full_name, count(distinct h.child) as children "
        "from (select child, worker from holders union all select child, worker from beside) as h "
        "left join professionals as p on p.worker = h.worker where h.worker is not null "
        "group by h.worker order by max(coalesce(p.full_name, h.worker)), h.worker"
    )


def workers_within(outlook: Outlook, team: str) -> set[str]:
    """Those who lead cases in a team, or in one below it, or have a part beside the lead's."""
    rows = outlook.rows(
        "select worker from holders where list_contains($teams, team) "
        "union select worker from beside where list_contains($teams, team)",
        teams=below(outlook, team),
    )
    return {row["worker"] for row in rows}


def worker_names(outlook: Outlook) -> dict[str, str]:
    """The names of workers by their identifiers, where the source gives them."""
    rows = outlook.rows(
        "select worker, max(full_name) as name from professionals "
        "where full_name is not null group by worker"
    )
    return {row["worker"]: row["name"] for row in rows}


def team_names(outlook: Outlook) -> dict[str, str]:
    """The names of teams by their identifiers, where the source gives them."""
    rows = outlook.rows(
        "select team, max(team_name) as name from teams where team_name is not null group by team"
    )
    return {row["team"]: row["name"] for row in rows}
