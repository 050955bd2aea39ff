"""The brothers and sisters of a child, by the family number that they share."""

from dataclasses import dataclass
from datetime import date

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

# How the outlook keeps everybody's between two questions.
_KEPT = "siblings by child"


@dataclass(frozen=True)
class Sibling:
    """A child of the same family; None where the record says nothing.

    ``held`` is whether somebody leads the child's case on the outlook's day.
    """

    child: str
    forename: str | None
    surname: str | None
    born: date | None
    expected: date | None
    died: date | None
    held: bool


def siblings(outlook: Outlook, child: str, scope: Scope = EVERYBODY) -> tuple[Sibling, ...]:
    """The brothers and sisters of a child in scope, the eldest first; none of one out of scope.

    They need not be in scope themselves: whoever holds one child must know of the others. Families
    are asked for once for each outlook. Raises NotFound for a scope that the record does not know.
    """
    others = _families(outlook).get(child)
    if not others or not scope.holds(outlook, child):
        return ()
    if outlook.may_know is not None:
        others = others - outlook.may_know.without
    rows = outlook.rows(
        "select p.child, p.forename, p.surname, p.born, p.expected, p.died, "
        "h.child is not null as held from ("
        "select * from persons where list_contains($children, child)) as p "
        "left join (select distinct child from holders where list_contains($children, child)) as h "
        "on h.child = p.child order by coalesce(p.born, p.expected), p.child",
        children=sorted(others),
    )
    return tuple(Sibling(**row) for row in rows)


def _families(outlook: Outlook) -> dict[str, set[str]]:
    """The other children with a family number of the child's, for children who have any."""
    kept = outlook.kept.get(_KEPT)
    if isinstance(kept, dict):
        return kept
    members: dict[str, set[str]] = {}
    for row in outlook.rows("select family, child from family_links where family is not null"):
        members.setdefault(row["family"], set()).add(row["child"])
    found: dict[str, set[str]] = {}
    for family in members.values():
        for child in family if len(family) > 1 else ():
            found.setdefault(child, set()).update(family - {child})
    outlook.kept[_KEPT] = found
    return found
