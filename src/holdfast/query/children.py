"""Children by their numbers, and when a child's last case closed."""

from dataclasses import dataclass
from datetime import date

from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope


def children_of_number(outlook: Outlook, number: str, scope: Scope = EVERYBODY) -> list[str]:
    """The children whose identifier, or number in the case system, it is; capitals do not matter.

    Someone who has no row as a person is known by duties alone. So is a worker, who is no child:
    the caller tells them apart. Raises NotFound for a scope that the record does not know.
    """
    persons, standing = scope.of(outlook, "persons"), scope.duties(outlook, "standing")
    rows = outlook.rows(
        f"select child from {persons} as p where upper(child) = $same "
        "or upper(system_number) = $same "
        f"union select subject as child from {standing} as s where subject = $number",
        **{**persons.values, **standing.values},
        same=number.upper(),
        number=number,
    )
    return sorted(row["child"] for row in rows)


@dataclass(frozen=True)
class NamedChild:
    """A child's names and birth as the record has them: None where it has not."""

    forename: str | None
    surname: str | None
    born: date | None
    expected: date | None


def named_children(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, NamedChild]:
    """The names of children, of all of whom the record has a person.

    Raises NotFound for a scope that the record does not know.
    """
    persons = scope.of(outlook, "persons")
    rows = outlook.rows(
        f"select child, forename, surname, born, expected from {persons} as p", **persons.values
    )
    return {row.pop("child"): NamedChild(**row) for row in rows}


def closed_on(outlook: Outlook, child: str, scope: Scope = EVERYBODY) -> date | None:
    """The day on which the child's last case closed; None while one is open, or none was.

    Nobody leads the case of a child whose last case has closed: in the scope of a team or a worker
    is one only by a part beside. Raises NotFound for a scope that the record does not know.
    """
    closed = scope.of(outlook, "closed_cases")
    rows = outlook.rows(
        f"select closed from {closed} as c where child = $child", **closed.values, child=child
    )
    return rows[0]["closed"] if rows else None


def children_by_number(outlook: Outlook, scope: Scope = EVERYBODY) -> dict[str, str]:
    """Every child by identifier, and by number in the case system where that is recorded.

    Raises NotFound for a scope that the record does not know.
    """
    persons = scope.of(outlook, "persons")
    rows = outlook.rows(f"select child, system_number from {persons} as p", **persons.values)
    by_system = {row["system_number"]: row["child"] for row in rows if row["system_number"]}
    return by_system | {row["child"]: row["child"] for row in rows}
