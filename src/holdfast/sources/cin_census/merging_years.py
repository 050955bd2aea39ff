"""Several years' files made one: a row that stands in two of them is taken from the later.

Files are given the latest first. What was still open at the end of an earlier file and stands in
no later one is refused: what became of it cannot be determined, and it must not pass for undone.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.schema.table import Table
from holdfast.record.store.doubts import Doubt
from holdfast.record.store.manifest import Note
from holdfast.record.store.refusals import Refusal, Unreadable
from holdfast.sources.cin_census.census import AROUND, EPISODES, PROTECTION_PLANS, SECTION_47
from holdfast.sources.cin_census.declared import (
    CHILD,
    CLOSED,
    CONFERRED,
    DECLARED,
    LATER,
    NO,
    PROTECTED,
    REFERRED,
    STANDS,
    UNNEEDED,
    WHOLE,
    YES,
    ModuleMapping,
    number,
)
from holdfast.sources.cin_census.doubting import RowsOfModule, row_doubts
from holdfast.sources.cin_census.faults import NEXT_STEP, WORDS, RefusalReason, faults, over
from holdfast.sources.cin_census.parsing.numbering import ChildBatch
from holdfast.sources.cin_census.parsing.text_rows import TextRows, lay
from holdfast.sources.cin_census.survey import Surveyed
from holdfast.sources.cin_census.unknowable import Untold
from holdfast.sources.intake.mapping import RawTable

REPEATED = "rows that repeat another of the file word for word, taken once"
LEFT_OPEN = RefusalReason(
    "It was open at the end of its file, and no later file holds it: what became of it cannot "
    "be told.",
    "Look it up in the case system. If it should stand in a later census, correct that.",
)
UNREVIEWED = RefusalReason(
    "A review of it cannot be read, or lies in no file: it cannot be determined whether it was "
    "reviewed in time."
)
AROUND_REFUSED = RefusalReason(
    "What it lies in is refused: whether it has ended cannot be determined."
)

_BETWEEN = "\x1f"
_EPISODE = (CHILD, REFERRED, CLOSED)
_MADE = {STANDS, WHOLE, *(number(one.module) for one in DECLARED)}


@dataclass(frozen=True)
class Stitched:
    """Rows of a module to be taken in, those refused, cells that were emptied, and doubts."""

    declared: ModuleMapping
    raw: RawTable
    refused: tuple[Refusal, ...]
    emptied: tuple[Unreadable, ...]
    doubts: tuple[Doubt, ...] = ()

    @property
    def tables(self) -> tuple[type[Table], ...]:
        """The record tables that each row would have become rows of."""
        projections = (self.declared.main, *self.declared.others)
        return tuple(dict.fromkeys(one.table for one in projections))


@dataclass
class _Told:
    """What a file has told of one module so far: rows, by what they are known by, and words."""

    rows: set[int] = field(default_factory=set)
    words: set[int] = field(default_factory=set)
    begun: Counter[int] = field(default_factory=Counter)


class Stitching:
    """Says of each row whether it stands. ``untold`` says what the files let nobody tell."""

    def __init__(self, untold: Untold) -> None:
        self._untold = untold
        self._notes: Counter[tuple[str, str]] = Counter()
        self._later: dict[str, set[int]] = defaultdict(set)
        self._told: dict[str, _Told] = defaultdict(_Told)
        self._latest = True

    def next_file(self) -> None:
        """What was told so far is told by later files than the one that follows."""
        for name, told in self._told.items():
            self._later[name] |= told.rows
        self._told.clear()
        self._latest = False

    def rows(self, file: Surveyed, batch: ChildBatch) -> Iterator[Stitched]:
        """The rows of a batch of a file, module by module from the outside in."""
        laid: dict[str, TextRows] = {}
        refused: dict[str, dict[int, RefusalReason]] = {}
        for declared in DECLARED:
            name = declared.module.name
            laid[name] = self._judged(declared, lay(batch, declared.module, file.year, laid))
            around = refused.get(AROUND.get(name, ""), {})
            refused[name] = self._refused(declared, file, laid[name], around)
            stitched = self._stitched(declared, file, laid[name], refused[name])
            yield replace(
                stitched, doubts=self._doubts(declared, file, batch, laid[name], refused[name])
            )

    def notes(self) -> list[Note]:
        """How many rows were met twice, by module."""
        return [Note(where, what, count) for (where, what), count in self._notes.items()]

    def _judged(self, declared: ModuleMapping, laid: TextRows) -> TextRows:
        """The rows with their number among those begun on one day, and whether they stand."""
        told, later = self._told[declared.module.name], self._later[declared.module.name]
        keys = _words(laid, declared.key)
        by = _words(laid, declared.told_by) if declared.told_by else None
        whole_rows = _words(laid, laid.cells.column_names)
        for (row, column), text in laid.lost.items():
            whole_rows[row] = hash((whole_rows[row], column, text))
        numbers: list[str | None] = []
        stands: list[str] = []
        for row, (key, words) in enumerate(zip(keys, whole_rows, strict=True)):
            if words in told.words:
                numbers.append(None)
                stands.append(REPEATED)
                continue
            told.words.add(words)
            told.begun[key] += 1
            numbers.append(str(told.begun[key]) if told.begun[key] > 1 else None)
            known = by[row] if by else hash((key, told.begun[key]))
            told.rows.add(known)
            stands.append(LATER if known in later else YES)
        self._notes += Counter((declared.module.name, one) for one in stands if one != YES)
        laid = laid.beside(number(declared.module), pa.array(numbers, pa.string()))
        laid = laid.beside(STANDS, pa.array(stands, pa.string()))
        if declared.module is EPISODES:
            whole = [self._untold.is_whole(*row) for row in _together(laid, _EPISODE)]
        elif declared.module is SECTION_47:
            whole = [any(said) for said in _together(laid, (CONFERRED, UNNEEDED))]
        else:
            return laid
        return laid.beside(WHOLE, pa.array([YES if one else NO for one in whole], pa.string()))

    def _stitched(
        self,
        declared: ModuleMapping,
        file: Surveyed,
        laid: TextRows,
        found: Mapping[int, RefusalReason],
    ) -> Stitched:
        name, path = declared.module.name, file.path.name
        lines, children = laid.lines.to_pylist(), laid.text(CHILD).to_pylist()
        kept = _kept(laid, sorted(found))
        refused = (
            Refusal(
                path, name, lines[row], found[row].what, found[row].next_step, text, children[row]
            )
            for row, text in kept.items()
        )
        emptied = (
            Unreadable(path, name, lines[row], column, _not(declared, column), NEXT_STEP, text)
            for (row, column), text in laid.lost.items()
            if row not in found
        )
        good = pa.array([row not in found for row in range(len(laid))], pa.bool_())
        raw = RawTable(name, path, name, laid.cells.filter(good), laid.lines.filter(good))
        return Stitched(declared, raw, tuple(refused), tuple(emptied))

    def _doubts(
        self,
        declared: ModuleMapping,
        file: Surveyed,
        batch: ChildBatch,
        laid: TextRows,
        refused: Mapping[int, RefusalReason],
    ) -> tuple[Doubt, ...]:
        """What the rows that stand leave in doubt; a refused one is in doubt as a whole."""
        if not laid.lost and not batch.oddments:
            return ()
        told_later = (row for row, one in enumerate(laid.text(STANDS).to_pylist()) if one != YES)
        place = RowsOfModule(file.path.name, declared, laid, frozenset({*told_later, *refused}))
        words = {name: _not(declared, name) for _, name in laid.lost}
        return tuple(row_doubts(place, words, batch.oddments))

    def _refused(
        self, declared: ModuleMapping, file: Surveyed, laid: TextRows, around: Container[int]
    ) -> dict[int, RefusalReason]:
        """The rows that may not stand; of what a later file tells this one need not be right.

        ``around`` are the refused rows of the module that they lie in.
        """
        found = faults(declared, laid, file.reference)
        if declared.module is PROTECTION_PLANS:
            plans = zip(laid.text(CHILD).to_pylist(), laid.text(PROTECTED).to_pylist(), strict=True)
            ended = over(declared, laid)
            for row, (plan, is_over) in enumerate(zip(plans, ended, strict=True)):
                if self._untold.is_unreviewed(plan, is_over):
                    found[row] = UNREVIEWED
        stands = laid.text(STANDS).to_pylist()
        if declared.over:
            found = self._left_open(declared, laid, around) | found
        return {row: one for row, one in found.items() if stands[row] != LATER}

    def _left_open(
        self, declared: ModuleMapping, laid: TextRows, around: Container[int]
    ) -> dict[int, RefusalReason]:
        """The rows that are not over, of which it cannot be determined what became."""
        ended, inside = over(declared, laid), laid.inside.to_pylist()
        going_on = [row for row in range(len(laid)) if not ended[row]]
        found = {row: AROUND_REFUSED for row in going_on if inside[row] in around}
        if self._latest:
            return found
        stands = laid.text(STANDS).to_pylist()
        return found | {row: LEFT_OPEN for row in going_on if stands[row] == YES}


def _words(laid: TextRows, columns: Sequence[str]) -> list[int]:
    """What the cells of each row say together, as numbers that are alike where they are."""
    texts = [pc.fill_null(laid.text(name), "") for name in columns]
    if not texts:
        return []
    return [hash(words) for words in pc.binary_join_element_wise(*texts, _BETWEEN).to_pylist()]


def _together(laid: TextRows, columns: Sequence[str]) -> Iterator[tuple[str | None, ...]]:
    """The cells of these columns, row by row."""
    return zip(*(laid.text(name).to_pylist() for name in columns), strict=True)


def _kept(laid: TextRows, rows: Sequence[int]) -> dict[int, str]:
    """These rows as they were given, with what could not be read."""
    lost: dict[int, dict[str, str]] = defaultdict(dict)
    for (row, name), text in laid.lost.items():
        lost[row][name] = text
    given = [name for name in laid.cells.column_names if name not in _MADE]
    cells = laid.cells.select(given).take(pa.array(rows, pa.int64())).to_pylist()
    kept = (
        {name: text for name, text in one.items() if text} | lost.get(row, {})
        for row, one in zip(rows, cells, strict=True)
    )
    return {row: json.dumps(one, ensure_ascii=False) for row, one in zip(rows, kept, strict=True)}


def _not(declared: ModuleMapping, column: str) -> str:
    """Why a cell is empty."""
    return WORDS[declared.module.field(column).kind]
