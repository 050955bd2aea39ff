"""Children by their numbers, and when a child's last case closed."""

from datetime import date

from holdfast.query.outlook import Outlook


def children_of_number(outlook: Outlook, number: str) -> list[str]:
    """The children whose identifier, or number in the case system, it is; capitals do not matter.

    Someone who has no row as a person is known by duties alone. So is a worker, who is no child:
    the caller tells them apart.
    """
    rows = outlook.rows(
        "select child from persons where upper(child) = $same or upper(system_number) = $same"
        " union select subject as child from standing where subject = $number",
        same=number.upper(),
        number=number,
    )
    return sorted(row["child"] for row in rows)


def closed_on(outlook: Outlook, child: str) -> date | None:
    """The day on which the child's last case closed; None while one is open, or none was."""
    rows = outlook.rows("select closed from closed_cases where child = $child", child=child)
    return rows[0]["closed"] if rows else None


def children_by_number(outlook: Outlook) -> dict[str, str]:
    """Every child by identifier, and by number in the case system where that is recorded."""
    rows = outlook.rows("select child, system_number from persons")
    by_system = {row["system_number"]: row["child"] for row in rows if row["system_number"]}
    return by_system | {row["child"]: row["child"] for row in rows}
