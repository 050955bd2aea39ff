"""The brothers and sisters of a child, by the family number that they share."""

from dataclasses import dataclass
from datetime import date

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


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

    They need not be in scope themselves: whoever holds one child must know of the others. Raises
    NotFound for a scope that the record does not know.
    """
    own = scope.of(outlook, "family_links")
    rows = outlook.rows(
        "select p.child, p.forename, p.surname, p.born, p.expected, p.died, "
        "h.child is not null as held from ("
        "select distinct o.child from family_links as o join ("
        f"select family from {own} as l where child = $child) as f on f.family = o.family "
        "where o.child <> $child) as s "
        "join persons as p on p.child = s.child "
        "left join (select distinct child from holders) as h on h.child = s.child "
        "order by coalesce(p.born, p.expected), p.child",
        **own.values,
        child=child,
    )
    return tuple(Sibling(**row) for row in rows)
