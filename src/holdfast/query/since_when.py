"""Since when the source tells of what clocks rest on."""

from collections.abc import Collection

from holdfast.query.outlook import Outlook
from holdfast.record.supplements.overlay import FeedBegin


def tables_of_clocks(outlook: Outlook, clocks: Collection[str]) -> set[str]:
    """The tables of the record that some clocks rest on, by the clocks' keys."""
    own = (each.clock for each in outlook.answered if each.clock.key in clocks)
    return {column.table.name for clock in own for column in clock.columns()}


def begin_of_clocks(outlook: Outlook, clocks: Collection[str]) -> FeedBegin | None:
    """The first day from which every duty of some clocks is told; None where all are."""
    return outlook.overlay.begin(tables_of_clocks(outlook, clocks), every=True)
