"""Record rows gathered from the tables of a source, then written one file a table."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.family import Persons
from holdfast.record.schema.shape import arrow_schema, empty, in_order
from holdfast.record.schema.stretches import ends_of
from holdfast.record.schema.table import Column, Table
from holdfast.record.store.doubts import (
    DOUBTS,
    DOUBTS_FILE,
    DoubtKind,
    doubts_table,
    numbered,
    set_aside_path,
)
from holdfast.record.store.draft import Drafting, write_rows
from holdfast.record.store.manifest import Feed, Note, Reach
from holdfast.record.store.parallel_map import at_once
from holdfast.record.store.refusals import Unreadable
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.contradicting import (
    Contradicted,
    contradictions,
    impossible_deaths,
    lived_on,
    open_and_ended,
    unended,
)
from holdfast.sources.intake.disagreeing import differing_merged, differing_rows
from holdfast.sources.intake.doubting import KeptRows, doubts_of, said_otherwise
from holdfast.sources.intake.mapping import Cell, Projection

DISAGREE = "tables of the source disagree; the first value found is kept"


@dataclass(frozen=True)
class Gathered:
    """What has been gathered of one record table: rows kept, rows set aside, and their doubts."""

    rows: pa.Table
    aside: pa.Table
    doubts: pa.Table


@dataclass(frozen=True)
class TablesWritten:
    """What is told of the tables once they are written: notes, and cells emptied on the way."""

    notes: Sequence[Note]
    emptied: Sequence[Unreadable]


class Gathering:
    """The rows of record tables, as they come from one source table after another."""

    def __init__(self) -> None:
        self._pieces: dict[type[Table], list[pa.Table]] = defaultdict(list)
        self._merged: set[type[Table]] = set()
        self._feeds: dict[str, Feed] = {}
        self._settled: dict[str, pa.Table] = {}
        self._aside: dict[type[Table], list[pa.Table]] = defaultdict(list)
        self._doubts: list[pa.Table] = []
        # Doubts that show only once all rows of a table are there.
        self._differing: dict[str, list[pa.Table]] = {}
        # Tables of which one source row becomes several rows under one number.
        self._parted: set[type[Table]] = set()
        # Tables of a single piece in which no number stands twice.
        self._once: set[type[Table]] = set()
        # Tables that the source gives, since some row that may be theirs is good; and how many
        # rows of each could not be taken as such.
        self._given: set[str] = set()
        self._lost: Counter[str] = Counter()
        # How many cells of a column said something, and of how many nobody knows what.
        self._filled: Counter[tuple[str, str]] = Counter()
        self._unknown: Counter[tuple[str, str]] = Counter()

    def add(
        self, projection: Projection, columns: Columns, good: pa.Array, why: pa.Array
    ) -> Sequence[Unreadable]:
        """Project the good rows of a source table; without required columns it gives none.

        ``why`` says of each row why it is refused, null where it is not. What would have been a
        row of the record, had all of it been readable, is set aside; and every doubt is kept.
        Gives the cells that were emptied because their row contradicts itself.
        """
        table = projection.table
        if not all(columns.carries(projection.cells.get(column)) for column in table.required()):
            return ()
        values = {
            column: columns.values(projection.cells.get(column), column) for column in table.columns
        }
        rows = _sorted_out(projection, columns, values, good)
        contradicted = contradictions(projection, columns, values, rows.kept)
        self.doubt(doubts_table(contradicted.doubts))
        raw = columns.raw
        file, part = pa.scalar(raw.source_file), pa.scalar(raw.source_part)
        provenance = pa.repeat(file, len(raw)), pa.repeat(part, len(raw)), raw.row_numbers
        cells = [values[column] for column in table.columns]
        whole = pa.table([*cells, *provenance], schema=arrow_schema(table))
        # Mostly all rows are kept, and then they are not copied.
        all_kept = pc.all(rows.kept).as_py()
        self._pieces[table].append(whole if all_kept else whole.filter(rows.kept))
        if pc.any(good).as_py():
            self._given.add(table.name)
        if pc.any(rows.set_aside).as_py():
            aside = whole.filter(rows.set_aside)
            self._aside[table].append(aside)
            self._lost[table.name] += aside.num_rows
        doubts = doubts_of(projection, columns, rows, why)
        self.doubt(doubts)
        self._feed(projection, columns, self._pieces[table][-1], doubts)
        if projection.merge:
            self._merged.add(table)
        if projection.each:
            self._parted.add(table)
        if projection.numbers_differ and len(self._pieces[table]) == 1:
            self._once.add(table)
        else:
            self._once.discard(table)
        return contradicted.emptied

    def doubt(self, doubts: pa.Table) -> None:
        """Keep doubts, as rows of ``doubts.parquet``."""
        if doubts.num_rows:
            self._doubts.append(doubts)

    def gathered(self, table: type[Table]) -> Gathered:
        """What has been gathered of a table so far, before rows are merged."""
        rows = pa.concat_tables([empty(table), *self._pieces.get(table, ())])
        aside = pa.concat_tables([empty(table), *self._aside.get(table, ())])
        named = (
            doubts.filter(pc.equal(doubts["record_table"], table.name)) for doubts in self._doubts
        )
        return Gathered(rows, aside, pa.concat_tables([DOUBTS.empty_table(), *named]))

    def lose(self, table: type[Table], rows: int) -> None:
        """Count rows of a table that could not even be told apart into cells."""
        self._lost[table.name] += rows

    def feeds(self) -> dict[str, Feed]:
        """What the source can carry, by record table.

        Not a table of which no row could be read, nor a column in words of which none is known:
        that is as good as absent.
        """
        return {
            name: replace(
                feed,
                columns=tuple(
                    column
                    for column in feed.columns
                    if not 0 < self._unknown[name, column] >= self._filled[name, column]
                ),
            )
            for name, feed in self._feeds.items()
            if name in self._given or not self._lost[name]
        }

    def write(self, draft: Drafting) -> TablesWritten:
        """Write every record table; give a note for each column in which merged rows differ."""
        alive = lived_on(self._pieces)
        found = at_once(lambda table: self._write(draft, table, alive), list(self._pieces))
        contradicted = [contradicted for _, contradicted in found]
        self.doubt(doubts_table(doubt for row in contradicted for doubt in row.doubts))
        for table, rows in self._aside.items():
            write_rows(in_order(pa.concat_tables(rows)), set_aside_path(draft.folder, table.name))
        # In one order, whichever table was written first.
        differing = [rows for name in sorted(self._differing) for rows in self._differing[name]]
        doubts = [*(_unsettled(doubts, self._settled) for doubts in self._doubts), *differing]
        write_rows(numbered(doubts), draft.folder / DOUBTS_FILE)
        notes = [note for notes, _ in found for note in notes]
        return TablesWritten(notes, [cell for row in contradicted for cell in row.emptied])

    def _write(
        self, draft: Drafting, table: type[Table], alive: frozenset[str]
    ) -> tuple[list[Note], Contradicted]:
        rows = pa.concat_tables(self._pieces.pop(table))
        merged, notes, contradicted = table in self._merged, list[Note](), Contradicted()
        if merged:
            ends = next(iter(ends_of(table)), None)
            contradicting = open_and_ended(ends, rows) if ends else None
            rows, notes, self._differing[table.name] = _merge(table, rows)
            if ends is not None and contradicting is not None:
                rows, contradicted = unended(ends, rows, contradicting)
        elif table not in self._parted | self._once:
            self._differing[table.name] = list(differing_rows(table, rows))
        if table is Persons:
            rows, contradicted = impossible_deaths(rows, alive)
        if merged and table.subject() is table.key():
            self._settled[table.name] = rows
        write_rows(in_order(rows), draft.table_path(table.name))
        return notes, contradicted

    def _feed(
        self, projection: Projection, columns: Columns, rows: pa.Table, doubts: pa.Table
    ) -> None:
        name = projection.table.name
        before = self._feeds.get(name, Feed(projection.reach, (), projection.of))
        cells = projection.cells.items()
        carried = {column.name for column, origin in cells if columns.carries(origin)}
        reach: Reach = "every" if "every" in (before.reach, projection.reach) else "latest"
        of = before.of if before.of == projection.of else ""
        self._feeds[name] = Feed(reach, tuple(sorted(carried.union(before.columns))), of)
        for column in carried:
            self._filled[name, column] += len(rows) - rows.column(column).null_count
        unknown = doubts.filter(pc.equal(doubts["kind"], DoubtKind.UNKNOWN_WORD.value))
        for found in pc.value_counts(unknown["record_column"]).to_pylist():
            self._unknown[name, found["values"]] += found["counts"]


def _unsettled(doubts: pa.Table, settled: Mapping[str, pa.Table]) -> pa.Table:
    """The doubts, without those about a person's cell that another part gives readably.

    Of one event two parts may tell two days; of one person they tell the same birth.
    """
    for name, rows in settled.items():
        of_table = pc.equal(doubts["record_table"], name)
        if not pc.any(of_table).as_py():
            continue
        for column in set(doubts["record_column"].to_pylist()) & set(rows.column_names):
            known = rows.filter(pc.is_valid(rows[column]))["child"]
            readable = pc.is_in(doubts["child"], value_set=known.combine_chunks())
            here = pc.and_(of_table, pc.equal(doubts["record_column"], column))
            unknown = pc.equal(doubts["kind"], DoubtKind.UNKNOWN_WORD.value)
            doubts = doubts.filter(pc.invert(pc.and_(here, pc.and_not(readable, unknown))))
            of_table = pc.equal(doubts["record_table"], name)
    return doubts


def _sorted_out(
    projection: Projection, columns: Columns, values: Mapping[Column, pa.Array], good: pa.Array
) -> KeptRows:
    """Which rows are kept and which are set aside: see ``KeptRows``."""
    wanted = [pc.is_valid(columns.text(name)) for name in projection.holding]
    for name, words in projection.only.items():
        folded = pc.utf8_lower(pc.utf8_trim_whitespace(columns.text(name)))
        among = pa.array([word.lower() for word in words], pa.string())
        wanted.append(pc.is_in(folded, value_set=among))
    valid, tried = [], []
    for column in projection.table.required():
        valid.append(pc.is_valid(values[column]))
        # Whether a row would have been one, had its cell been readable or not been left blank.
        troubled = pa.repeat(pa.scalar(False), len(columns.raw))
        origin = projection.cells.get(column)
        if isinstance(origin, Cell) and origin.asked_if and columns.carries(origin):
            troubled = said_otherwise(projection, columns, origin)
        for source in columns.sources(origin, column):
            if source.troubles is not None:
                troubled = pc.or_(troubled, pc.is_valid(source.troubles))
        tried.append(pc.or_(valid[-1], troubled))
    kept = reduce(pc.and_, [good, *wanted, *valid])
    # Of a refused row nothing is known for certain, so that it need not hold all that it must.
    whole = reduce(pc.and_, tried, pa.repeat(pa.scalar(True), len(columns.raw)))
    possible = reduce(pc.and_, [*wanted, pc.or_(whole, pc.invert(good))])
    return KeptRows(kept, pc.and_not(possible, kept))


def _merge(table: type[Table], rows: pa.Table) -> tuple[pa.Table, list[Note], list[pa.Table]]:
    """One row for each key: in each column the first value found, in the order gathered.

    With a note of each column in which they differ, and the doubts that this raises.
    """
    key = table.key()
    if key is None:
        raise TypeError(f"{table.name} has no key to merge its rows by")
    keyless = rows.filter(pc.is_null(rows[key.name]))
    keyed = rows.filter(pc.is_valid(rows[key.name])).group_by(key.name, use_threads=False)
    others = [name for name in rows.column_names if name != key.name]
    merged = keyed.aggregate([(name, "first") for name in others])
    merged = merged.rename_columns([name.removesuffix("_first") for name in merged.column_names])
    merged = merged.select(rows.column_names).cast(rows.schema)
    # How many values the rows of each key have in each column, blanks left out.
    names = [column.name for column in table.columns if not column.key]
    valid = pc.CountOptions(mode="only_valid")
    found = keyed.aggregate([(name, "count_distinct", valid) for name in names])
    notes = []
    for name in names:
        differing = pc.sum(pc.greater(found[f"{name}_count_distinct"], 1)).as_py() or 0
        if differing:
            notes.append(Note(f"{table.name}.{name}", DISAGREE, differing))
    doubts = list(differing_merged(table, merged, found))
    return pa.concat_tables([merged, keyless]), notes, doubts
