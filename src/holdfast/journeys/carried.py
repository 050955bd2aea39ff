"""What a source carries of what is worked out from it."""

from collections.abc import Iterable, Mapping

from holdfast.record.schema.table import Column
from holdfast.record.store.manifest import Feed


def carries_every(feeds: Mapping[str, Feed], columns: Iterable[Column]) -> bool:
    """Whether a source carries all of these columns, and every event rather than the latest."""
    found = [(feeds.get(column.table.name), column) for column in columns]
    return all(
        feed is not None and feed.reach == "every" and column.name in feed.columns
        for feed, column in found
    )
