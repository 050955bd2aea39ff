"""Record rows gathered from the tables of a source, then written one file a table."""

from collections import defaultdict
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.at_once import at_once
from holdfast.record.draft import Draft, write_rows
from holdfast.record.manifest import Feed, Note, Reach
from holdfast.record.shape import arrow_schema, in_order
from holdfast.record.table import Table
from holdfast.sources.columns import Columns
from holdfast.sources.mapping import Projection, RawTable

DISAGREE = "tables of the source disagree; the first value found is kept"


class Gathering:
    """The rows of record tables, as they come from one source table after another."""

    def __init__(self) -> None:
        self._pieces: dict[type[Table], list[pa.Table]] = defaultdict(list)
        self._merged: set[type[Table]] = set()
        self._feeds: dict[str, Feed] = {}

    def add(self, projection: Projection, columns: Columns, good: pa.Array) -> None:
        """Project the good rows of a source table; without required columns it gives none."""
        if not all(
            columns.carries(projection.cells.get(one)) for one in projection.table.required()
        ):
            return
        self._pieces[projection.table].append(_project(projection, columns, good))
        self._feed(projection, columns)
        if projection.merge:
            self._merged.add(projection.table)

    def feeds(self) -> dict[str, Feed]:
        """What the source can carry, by record table."""
        return dict(self._feeds)

    def write(self, draft: Draft) -> list[Note]:
        """Write every record table; give a note for each column in which merged rows differ."""
        found = at_once(lambda table: self._write(draft, table), list(self._pieces))
        return [note for notes in found for note in notes]

    def _write(self, draft: Draft, table: type[Table]) -> list[Note]:
        rows = pa.concat_tables(self._pieces.pop(table))
        rows, notes = _merge(table, rows) if table in self._merged else (rows, [])
        write_rows(in_order(rows), draft.table_path(table.name))
        return notes

    def _feed(self, projection: Projection, columns: Columns) -> None:
        name = projection.table.name
        before = self._feeds.get(name, Feed(projection.reach, ()))
        cells = projection.cells.items()
        carried = {column.name for column, origin in cells if columns.carries(origin)}
        reach: Reach = "every" if "every" in (before.reach, projection.reach) else "latest"
        self._feeds[name] = Feed(reach, tuple(sorted(carried.union(before.columns))))


def _project(projection: Projection, columns: Columns, good: pa.Array) -> pa.Table:
    table = projection.table
    values = {one.name: columns.values(projection.cells.get(one), one) for one in table.columns}
    wanted = [good]
    wanted += [pc.is_valid(values[one.name]) for one in table.required()]
    wanted += [pc.is_valid(columns.text(name)) for name in projection.holding]
    wanted += [_among(columns.text(name), texts) for name, texts in projection.only.items()]
    rows = pa.table([*values.values(), *_provenance(columns.raw)], schema=arrow_schema(table))
    return rows.filter(reduce(pc.and_, wanted))


def _among(texts: pa.Array, wanted: tuple[str, ...]) -> pa.Array:
    folded = pc.utf8_lower(pc.utf8_trim_whitespace(texts))
    return pc.is_in(folded, value_set=pa.array([one.lower() for one in wanted], pa.string()))


def _provenance(raw: RawTable) -> tuple[pa.Array, pa.Array, pa.Array]:
    file, part = pa.scalar(raw.source_file), pa.scalar(raw.source_part)
    return pa.repeat(file, len(raw)), pa.repeat(part, len(raw)), raw.row_numbers


def _merge(table: type[Table], rows: pa.Table) -> tuple[pa.Table, list[Note]]:
    """One row for each key: in each column the first value found, in the order gathered."""
    key = table.key()
    if key is None:
        raise TypeError(f"{table.name} has no key to merge its rows by")
    keyless = rows.filter(pc.is_null(rows[key.name]))
    keyed = rows.filter(pc.is_valid(rows[key.name])).group_by(key.name, use_threads=False)
    others = [name for name in rows.column_names if name != key.name]
    merged = keyed.aggregate([(name, "first") for name in others])
    merged = merged.rename_columns([name.removesuffix("_first") for name in merged.column_names])
    merged = merged.select(rows.column_names).cast(rows.schema)
    return pa.concat_tables([merged, keyless]), _disagreements(table, keyed)


def _disagreements(table: type[Table], keyed: pa.TableGroupBy) -> list[Note]:
    names = [one.name for one in table.columns if not one.key]
    valid = pc.CountOptions(mode="only_valid")
    found = keyed.aggregate([(name, "count_distinct", valid) for name in names])
    notes = []
    for name in names:
        differing = pc.sum(pc.greater(found[f"{name}_count_distinct"], 1)).as_py() or 0
        if differing:
            notes.append(Note(f"{table.name}.{name}", DISAGREE, differing))
    return notes
