"""Which fields of the census a source cannot carry: rules that look at them are not run."""

from collections.abc import Iterator, Mapping

from holdfast.record.schema.table import Column, Table
from holdfast.record.store.manifest import Feed
from holdfast.returns.cin_census.projecting.field_sources import FieldSource
from holdfast.returns.cin_census.projecting.register import DRAWN

Feeds = Mapping[str, Feed]


def lacking_from(feeds: Feeds, year: int) -> dict[tuple[str, str], str]:
    """Why a source with these feeds cannot give a field, by module and field of a year."""
    return {
        (drawn.module.name, line.field): why
        for drawn in DRAWN
        for line in drawn.lines
        for field in (drawn.module.field(line.field),)
        if max(field.since, drawn.module.since) <= year <= field.until
        and (why := _why(line, drawn.every, feeds))
    }


def _why(line: FieldSource, every: tuple[type[Table], ...], feeds: Feeds) -> str:
    if line.never:
        return line.never
    absent = list(_absent(line.columns, feeds))
    if absent and (not line.instead or any(_absent(line.instead, feeds))):
        return f"the source does not carry {absent[0]}"
    asked = (table.name for table in (*every, *line.every) if table.name in feeds)
    latest = next((name for name in asked if feeds[name].reach == "latest"), "")
    return f"the source gives only the latest of {latest}" if latest else ""


def _absent(columns: tuple[Column, ...], feeds: Feeds) -> Iterator[str]:
    for column in columns:
        feed = feeds.get(column.table.name)
        if feed is None or column.name not in feed.columns:
            yield f"{column.table.name}: {column.name}"
