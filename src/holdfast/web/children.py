"""Finding one child in the data, and the child's journey as the pages tell it.

Nothing here is put into an address or a log: a child is found by a form that is posted, and
from then on a handle stands for the child (see ``data.handle``).
"""

from holdfast.errors import NotFound
from holdfast.query.children import children_of_number
from holdfast.query.journey import Journey, journey
from holdfast.query.outlook import Outlook
from holdfast.web import data

# Journeys of the children last looked at, so that a second page of one costs nothing.
KEPT = 16


def find(seen: Outlook, number: str) -> str:
    """The child whose identifier, or number in the case system, ``number`` is.

    Capitals do not matter. Raises NotFound when there is none, or more than one.
    """
    # A worker's duty carries the worker's number, for which no handle stands.
    found = [child for child in children_of_number(seen, number) if is_known(child)]
    if not found:
        raise NotFound("There is no child with that number in the data", "Check the number")
    if len(found) > 1:
        raise NotFound(
            "More than one child has that number in the data", "Use the child’s own identifier"
        )
    return found[0]


def is_known(child: str) -> bool:
    """Whether a handle stands for the child, whoever is looking."""
    known = data.addresses()
    handle = known.handles.get(child)
    return handle is not None and known.child(handle) == child


def told(seen: Outlook, child: str, entries: bool = True) -> Journey:
    """A child's journey on the outlook's day, kept for the next page. Raises NotFound.

    ``entries`` is as ``journey`` says; one with them is kept in place of one without.
    """
    kept: dict[str, Journey] = data.remember(seen, "journeys", dict)
    found = kept.get(child)
    if found is None or (entries and not found.entries):
        found = kept[child] = journey(seen, child, data.by_child(seen), entries=entries)
        for old in list(kept)[:-KEPT]:
            kept.pop(old, None)
    return found
