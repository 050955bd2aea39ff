"""From raw text to the typed tables of the record, nothing lost and nothing silent.

Rows are counted by *source* table: given = read + refused, always. A source row is refused
when its main record table lacks something it cannot do without: the child, or the day of the
event. Any other cell that cannot be read is emptied, kept beside the snapshot with the
reason, and counted. What the reader did about known traps is counted as notes.

A good source row may become rows of several record tables; see ``mapping.Projection``::

    with store.begin() as draft:
        intake = Intake(draft, as_at)
        taken = intake.take(raw, referrals, persons, workers)   # the first is the main one
        account = intake.finish()
        draft.finish(Manifest(..., counts=account.counts, feeds=..., notes=...))
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.assessment import Assessments
from holdfast.record.schema.table import Table
from holdfast.record.store.doubts import Doubt, DoubtKind, doubts_table
from holdfast.record.store.draft import Drafting, write_rows
from holdfast.record.store.manifest import Feed, Note, TableCount
from holdfast.record.store.refusals import (
    REFUSALS,
    REFUSALS_FILE,
    UNREADABLE,
    UNREADABLE_FILE,
    Refusal,
    Unreadable,
    refusals_table,
    unreadable_table,
)
from holdfast.record.store.words import WORDS_FILE
from holdfast.sources.intake.columns import Columns, Typed
from holdfast.sources.intake.gathering import Gathered, Gathering
from holdfast.sources.intake.mapping import Cell, Each, Projection, RawTable
from holdfast.sources.intake.reading import step_for
from holdfast.sources.intake.refusing import reasons
from holdfast.sources.intake.second_steps import second_steps
from holdfast.sources.vocabulary import VOCABULARY_FILE, Vocabulary, read_vocabulary
from holdfast.sources.vocabulary.seen import WordCounts


@dataclass(frozen=True)
class RowsTaken:
    """What became of the rows of one ``take``: ``given`` is ``read`` plus ``refused``."""

    given: int
    read: int
    refused: int
    unreadable: int


@dataclass(frozen=True)
class Account:
    """What an intake did, as a manifest states it."""

    counts: tuple[TableCount, ...]
    feeds: dict[str, Feed]
    notes: tuple[Note, ...]


class Intake:
    """Takes the tables of one source into a draft. ``as_at`` settles two-digit years.

    ``vocabulary`` says what the words of coded columns mean; the council's own and the presets
    where none is given. Raises BadRules or CannotRead where the council's own is wrong.
    """

    def __init__(self, draft: Drafting, as_at: date, vocabulary: Vocabulary | None = None) -> None:
        self.vocabulary = vocabulary or read_vocabulary(draft.home)
        self._seen = WordCounts(self.vocabulary)
        self._draft = draft
        self._as_at = as_at
        self._gathering = Gathering()
        self._given: Counter[str] = Counter()
        self._read: Counter[str] = Counter()
        self._notes: Counter[tuple[str, str]] = Counter()
        self._refusals = [REFUSALS.empty_table()]
        self._unreadable = [UNREADABLE.empty_table()]

    def take(self, raw: RawTable, main: Projection, *others: Projection) -> RowsTaken:
        """Take rows of a source table: ``main`` decides which are refused.

        A large table may be taken in several batches of the same name.
        """
        parted = next(
            (projection.each.name for projection in (main, *others) if projection.each), None
        )
        columns = Columns(raw, self._as_at, self.vocabulary, self._seen, parted)
        why, steps = reasons(columns, main)
        good = pc.is_null(why)
        contradicting: dict[tuple[str, int], Unreadable] = {}
        emptied = sum(
            self._project(columns, why, projection, contradicting) for projection in (main, *others)
        )
        emptied += self._settle(columns, good) + len(contradicting)
        self.empty(*contradicting.values())
        self._refusals.append(refusals_table(_refused(raw, why, steps)))
        given, read = len(raw), pc.sum(good).as_py() or 0
        self._given[raw.name] += given
        self._read[raw.name] += read
        return RowsTaken(given, read, given - read, emptied)

    def refuse(self, name: str, *refusals: Refusal, tables: Sequence[type[Table]] = ()) -> None:
        """Refuse rows of the source table ``name`` that never became rows of cells.

        One whose ``source_row`` is None is a whole part, and counts as no row. ``tables`` are
        the record tables that each would have become rows of: what they may have said is in doubt.
        """
        self._given[name] += sum(refusal.source_row is not None for refusal in refusals)
        self._refusals.append(refusals_table(refusals))
        for table in tables:
            self._gathering.lose(table, len(refusals))
            self.doubt(*(_doubt(table, refusal) for refusal in refusals))

    def doubt(self, *doubts: Doubt) -> None:
        """Keep doubts that a source raises itself."""
        self._gathering.doubt(doubts_table(doubts))

    def gathered(self, table: type[Table]) -> Gathered:
        """What has been gathered of a record table so far."""
        return self._gathering.gathered(table)

    def empty(self, *cells: Unreadable) -> None:
        """Keep cells that a source emptied itself, before they became columns."""
        self._unreadable.append(unreadable_table(cells))

    def finish(self) -> Account:
        """Write every record table, the refusals and the emptied cells into the draft."""
        self.doubt(*second_steps(self.gathered(Assessments)))
        written = self._gathering.write(self._draft)
        self.empty(*written.emptied)
        write_rows(pa.concat_tables(self._refusals), self._draft.folder / REFUSALS_FILE)
        write_rows(pa.concat_tables(self._unreadable), self._draft.folder / UNREADABLE_FILE)
        write_rows(self._seen.table(), self._draft.folder / WORDS_FILE)
        given, read = self._given, self._read
        counts = (
            TableCount(table, given[table], read[table], given[table] - read[table])
            for table in given
        )
        said = (Note(where, what, count) for (where, what), count in self._notes.items())
        notes = [*said, *written.notes]
        if self.vocabulary.digest:
            # The mark tells one version of the council's own words from another.
            what = f"the council's own words were used; their mark is {self.vocabulary.digest}"
            notes.append(Note(VOCABULARY_FILE, what, 1))
        return Account(tuple(counts), self._gathering.feeds(), tuple(notes))

    def _project(
        self,
        columns: Columns,
        why: pa.Array,
        projection: Projection,
        contradicting: dict[tuple[str, int], Unreadable],
    ) -> int:
        """Project the rows; ``contradicting`` takes up the cells emptied for that, each once."""
        for origin in projection.cells.values():
            if isinstance(origin, Cell) and not columns.carries(origin):
                what = f"has no column called {' or '.join(origin.names)}"
                self._notes[(columns.raw.name, what)] = 1
        good = pc.is_null(why)
        if projection.each is None:
            for cell in self._gathering.add(projection, columns, good, why):
                contradicting[cell.column, cell.source_row] = cell
            return 0
        pieces, parents = _pieces(columns, projection.each)
        parted = Columns(pieces, self._as_at, self.vocabulary, self._seen)
        self._gathering.add(projection, parted, good.take(parents), why.take(parents))
        return self._settle(parted, good.take(parents), parted.heading(projection.each.name))

    def _settle(self, columns: Columns, good: pa.Array, heading: str | None = None) -> int:
        """Count the notes and keep the emptied cells, each cell once however often read."""
        met: Counter[tuple[str, str]] = Counter()
        emptied: dict[tuple[str, int], Unreadable] = {}
        for typed in columns.typed():
            if heading in (None, typed.heading):
                met |= _met(columns.raw, typed, good)
                kept = _emptied(columns, typed, good)
                emptied = {(cell.column, cell.source_row): cell for cell in kept} | emptied
        self._notes += met
        self._unreadable.append(unreadable_table(emptied.values()))
        return len(emptied)


def _doubt(table: type[Table], refusal: Refusal) -> Doubt:
    """The doubt that a refused row raises; that of a whole part is about everybody."""
    kind = DoubtKind.IN_PART if refusal.source_row is None else DoubtKind.REFUSED
    place = (refusal.source_file, refusal.source_part, refusal.source_row)
    return Doubt(table.name, "", refusal.child, kind, refusal.what, refusal.next_step, *place)


def _pieces(columns: Columns, each: Each) -> tuple[RawTable, pa.Array]:
    """The raw table with one row for each piece of a cell, and the row each came from."""
    raw, heading = columns.raw, columns.heading(each.name)
    texts = columns.text(each.name)
    # Few of the texts differ, and each is parted once.
    parted = {text: each.split(text) if text else () for text in texts.unique().to_pylist()}
    found = [(row, piece) for row, text in enumerate(texts.to_pylist()) for piece in parted[text]]
    parents = pa.array([row for row, _ in found], pa.int64())
    # Without the cell that is parted: it would be copied once for each of its own pieces.
    cells = raw.cells.drop_columns([heading] if heading else []).take(parents)
    if heading is not None:
        texts = pa.array([piece for _, piece in found], pa.string())
        cells = cells.append_column(heading, texts).select(raw.cells.column_names)
    numbers = raw.row_numbers.take(parents)
    return replace(raw, cells=cells, row_numbers=numbers), parents


def _met(raw: RawTable, typed: Typed, good: pa.Array) -> Counter[tuple[str, str]]:
    if typed.notes is None:
        return Counter()
    said = pc.value_counts(typed.notes.filter(good).drop_null()).to_pylist()
    where = f"{raw.name}: {typed.heading}"
    return Counter({(where, counted["values"]): counted["counts"] for counted in said})


def _emptied(columns: Columns, typed: Typed, good: pa.Array) -> Iterator[Unreadable]:
    if typed.troubles is None:
        return
    raw, rows = columns.raw, pc.and_(good, pc.is_valid(typed.troubles))
    for number, what, kept in zip(
        raw.row_numbers.filter(rows).to_pylist(),
        typed.troubles.filter(rows).to_pylist(),
        columns.text(typed.heading).filter(rows).to_pylist(),
        strict=True,
    ):
        place = (raw.source_file, raw.source_part, number, typed.heading)
        yield Unreadable(*place, what, step_for(what, typed.next_step), kept)


def _refused(raw: RawTable, why: pa.Array, steps: dict[str, str]) -> Iterator[Refusal]:
    rows = pc.is_valid(why)
    for number, what, cells in zip(
        raw.row_numbers.filter(rows).to_pylist(),
        why.filter(rows).to_pylist(),
        raw.cells.filter(rows).to_pylist(),
        strict=True,
    ):
        kept = json.dumps(cells, ensure_ascii=False)
        yield Refusal(raw.source_file, raw.source_part, number, what, steps[what], kept)
