"""Finding one child in the data, and the child's journey as the pages tell it.

Nothing here is put into an address or a log: a child is found by a form that is posted, and
from then on a handle stands for the child (see ``data.handle``).
"""

from datetime import date

from holdfast.engine.quoting import quote
from holdfast.errors import NotFound
from holdfast.measures.journey import Journey, journey
from holdfast.measures.outlook import Outlook
from holdfast.web import data

# Journeys of the children last looked at, so that a second page of one costs nothing.
KEPT = 16


def find(seen: Outlook, number: str) -> str:
    """The child whose identifier, or number in the case system, ``number`` is.

    Capitals do not matter. Raises NotFound when there is none, or more than one.
    """
    same = quote(number.upper())
    rows = seen.rows(
        f"select child from persons where upper(child) = {same} or upper(system_number) = {same}"
        # Someone who has no row as a person is known by duties alone.
        f" union select subject as child from standing where subject = {quote(number)}"
    )
    # A worker's duty carries the worker's number, for which no handle stands.
    found = sorted(row["child"] for row in rows if is_known(row["child"]))
    if not found:
        raise NotFound("There is no child with that number in the data", "Check the number")
    if len(found) > 1:
        raise NotFound(
            "More than one child has that number in the data", "Use the child’s own identifier"
        )
    return str(found[0])


def is_known(child: str) -> bool:
    """Whether a handle stands for the child."""
    try:
        return data.child_of(data.handle(child)) == child
    except NotFound:
        return False


def closed(seen: Outlook, child: str) -> date | None:
    """The day on which the child's last case closed; None while one is open, or none was."""
    rows = seen.rows(f"select closed from closed_cases where child = {quote(child)}")
    return rows[0]["closed"] if rows else None


def told(seen: Outlook, child: str) -> Journey:
    """A child's journey on the outlook's day, kept for the next page. Raises NotFound."""
    kept: dict[str, Journey] = data.remember(seen, "journeys", dict)
    found = kept.get(child)
    if found is None:
        found = kept[child] = journey(seen, child, data.by_child(seen))
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
    return found
