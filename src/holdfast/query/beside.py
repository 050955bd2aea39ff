"""Who works beside the lead of a child's case, each with a part of their own."""

from holdfast.query.outlook import Outlook, Row

# How the outlook keeps them between two questions.
_HELD = "beside by child"


def beside(outlook: Outlook) -> dict[str, list[Row]]:
    """By child, in order of part: worker, full_name, team, role, for children who have any.

    Few children have, and they are asked for once for each outlook.
    """
    kept = outlook.held.get(_HELD)
    if not isinstance(kept, dict):
        kept = outlook.held[_HELD] = _by_child(outlook)
    return kept


def _by_child(outlook: Outlook) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in outlook.rows(
        "select b.child, b.worker, b.team, b.role, p.full_name, t.team_name from beside as b "
        "left join (select worker, max(full_name) as full_name from professionals group by worker)"
        " as p on p.worker = b.worker "
        "left join (select team, max(team_name) as team_name from teams group by team) as t "
        "on t.team = b.team order by b.child, b.role, b.worker, b.team"
    ):
        found.setdefault(row["child"], []).append(row)
    return found
