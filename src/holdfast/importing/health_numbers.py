"""How many children have no NHS number recorded: a count, and never a number itself.

The number names a child to the health service and to whoever else holds it. It is shown on no
page and printed by no command; what people need to know is how many are missing.
"""

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from holdfast.errors import Damaged
from holdfast.record.family import LinkedIdentifiers, Persons
from holdfast.record.schema.shape import empty
from holdfast.record.schema.table import Column
from holdfast.record.store.snapshot import Snapshot


@dataclass(frozen=True)
class HealthNumbers:
    """How many children a snapshot holds, and how many of them have no NHS number.

    ``without`` is None where the source carries no such number: it is not known.
    """

    children: int
    without: int | None

    @property
    def words(self) -> str:
        """The count in a sentence."""
        if self.without is None:
            return "This source carries no NHS numbers."
        return (
            f"{self.without:,} of {self.children:,} children have no NHS number recorded. "
            "The numbers themselves are shown nowhere."
        )


def health_numbers(snapshot: Snapshot) -> HealthNumbers:
    """The count of one snapshot's children, by its persons and their linked numbers.

    Raises Damaged where either cannot be read.
    """
    persons = _rows(snapshot, Persons.child, Persons.health_number)
    linked = _rows(
        snapshot, LinkedIdentifiers.child, LinkedIdentifiers.kind, LinkedIdentifiers.value
    )
    theirs = pc.match_substring(linked["kind"], "nhs", ignore_case=True)
    known = (
        persons.filter(pc.is_valid(persons["health_number"]))["child"],
        linked.filter(pc.and_(theirs, pc.is_valid(linked["value"])))["child"],
    )
    held = pa.chunked_array([*known[0].chunks, *known[1].chunks], pa.string())
    children = pc.unique(persons["child"])
    found = pc.sum(pc.is_in(children, value_set=held)).as_py() or 0
    return HealthNumbers(len(children), len(children) - found if _carried(snapshot) else None)


def _carried(snapshot: Snapshot) -> bool:
    feeds = snapshot.manifest.feeds
    columns = (Persons.health_number, LinkedIdentifiers.value)
    held = ((feeds.get(column.table.name), column.name) for column in columns)
    return any(feed is not None and name in feed.columns for feed, name in held)


def _rows(snapshot: Snapshot, *columns: Column) -> pa.Table:
    """Some columns of one table as they lie in the snapshot; no row where it has none."""
    table = columns[0].table
    names = [column.name for column in columns]
    if table.name not in snapshot.manifest.rows:
        return empty(table).select(names)
    try:
        return pq.read_table(snapshot.path(table.name), columns=names)
    except (OSError, pa.ArrowException) as error:
        raise Damaged(
            f"The file {table.name}.parquet of import {snapshot.id} cannot be read.",
            "Restore its folder from a backup, or import the source again.",
        ) from error
