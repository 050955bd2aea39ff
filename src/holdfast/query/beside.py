"""Who works beside the lead of a child's case, each with a part of their own."""

from dataclasses import dataclass

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

# How the outlook keeps everybody's between two questions.
_KEPT = "beside by child"


@dataclass(frozen=True)
class HolderBeside:
    """A worker beside the lead: identifiers, names where the source gives them, the part's code."""

    worker: str
    full_name: str | None
    team: str | None
    team_name: str | None
    role: str | None


def beside(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, list[HolderBeside]]:
    """Who works beside the lead, by child, in order of part, for children who have any.

    Few children have, and they are asked for once for each outlook. Raises NotFound for a scope
    that the record does not know.
    """
    by_child = outlook.kept.get(_KEPT)
    if not isinstance(by_child, dict):
        by_child = outlook.kept[_KEPT] = _by_child(outlook)
    children = scope.children(outlook)
    if children is None:
        return by_child
    return {child: workers for child, workers in by_child.items() if child in children}


def _by_child(outlook: Outlook) -> dict[str, list[HolderBeside]]:
    found: dict[str, list[HolderBeside]] = {}
    for row in outlook.rows(
        "select b.child, b.worker, p.full_name, b.team, t.team_name, b.role from beside as b "
        "left join (select worker, max(full_name) as full_name from professionals group by worker)"
        " as p on p.worker = b.worker "
        "left join (select team, max(team_name) as team_name from teams group by team) as t "
        "on t.team = b.team order by b.child, b.role, b.worker, b.team"
    ):
        found.setdefault(row.pop("child"), []).append(HolderBeside(**row))
    return found
