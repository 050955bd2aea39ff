"""The rows of a supplement's file sorted out before they become rows of the record.

Which row each entry tells of, and whether it stands; which part of the kind it belongs to; and
which child it is about. What cannot be told is refused, line by line, with the reason.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.record.schema.table import Column
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.refusals import Refusal
from holdfast.record.supplements.children import KnownChildren
from holdfast.record.supplements.entries import SupplementEntry, standing
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, RawTable
from holdfast.sources.intake.reading import NEXT_STEP, OTHER_NEXT_STEP, step_for
from holdfast.sources.supplements.kind import (
    ENTERED,
    ENTERED_ON,
    ID,
    IS_WITHDRAWN,
    ROW,
    WHAT,
    WITHDRAWN,
    Part,
    PartRows,
    SupplementKind,
    Why,
)
from holdfast.sources.supplements.reading import GivenRows
from holdfast.sources.text import clean
from holdfast.sources.vocabulary import Vocabulary

TOO_WIDE = "It has more cells than there are headings."
_QUOTE = "Put a cell that holds a comma in quotation marks, and add the file again."
_NO_ID = f"{WITHDRAWN}: the entry does not say by {ID} which row it withdraws."
NOBODY = "no child is known by this number."
SEVERAL = "more than one child is known by this number."
NUMBERS_STEP = (
    "Write the child's number as the case system has it, or leave out rows about children whom the "
    "council's import does not hold; add the file again."
)


@dataclass
class SortedRows:
    """The rows of a file sorted out.

    ``stands`` says of each line whether its entry does. ``parts`` are the rows of each part;
    ``children`` the ids of whom the numbers mean. Of each row that is ``refused``, to which part it
    belongs, where that can be told; ``besides`` are doubts about whom else such a row may be.
    ``strangers`` counts by record table the rows whose number means no one child.
    """

    entries: tuple[SupplementEntry, ...] = ()
    stands: Mapping[int, bool] = field(default_factory=dict)
    parts: list[tuple[Part, RawTable]] = field(default_factory=list)
    children: dict[str, str] = field(default_factory=dict)
    refused: list[tuple[Part | None, Refusal]] = field(default_factory=list)
    besides: list[Doubt] = field(default_factory=list)
    withdrawals: int = 0
    strangers: Counter[str] = field(default_factory=Counter)


class RowSorting:
    """Sorts out the rows of one file. A *place* is that of a row among all of the file.

    ``days`` are the last day of which it may tell, and the day on which it is added.
    """

    def __init__(
        self,
        kind: SupplementKind,
        given: GivenRows,
        known: KnownChildren,
        days: tuple[date, date],
        vocabulary: Vocabulary,
    ) -> None:
        self._kind, self._given, self._known = kind, given, known
        self._raw, (as_at, self._added) = given.raw, days
        self._columns = Columns(given.raw, as_at, vocabulary)
        # What a file tells of may end earlier, and be entered until the day on which it is added.
        self._of_entries = Columns(given.raw, self._added, vocabulary)
        self._lines: list[int] = given.raw.row_numbers.to_pylist()
        self._found = SortedRows()
        self._numbers: dict[str, tuple[str, ...]] = {}
        self._why: dict[int, Why] = {
            place: (TOO_WIDE, _QUOTE)
            for place, line in enumerate(self._lines)
            if line in given.wide
        }

    def sorted(self) -> SortedRows:
        """The rows sorted out."""
        parts = self._parts()
        self._found.entries = tuple(self._entries())
        self._found.stands = standing(self._found.entries)
        withdrawals = {one.line for one in self._found.entries if one.withdraws}
        for part in self._kind.parts:
            places = [place for place, one in enumerate(parts) if one is part]
            if places:
                self._take(part, places, withdrawals)
        for place in (place for place, one in enumerate(parts) if one is None):
            # It may belong to any part, and so may be about whomever each names.
            self._found.refused.append((None, self._refusal(place, None)))
            for part in self._kind.parts:
                number = self._about(part)[place]
                known = len(self._meant(part, number)) == 1 or not part.about_children
                refusal = self._refusal(place, number if known else None)
                self._found.besides.append(doubt_of(part, refusal))
        return self._found

    def _parts(self) -> list[Part | None]:
        """Which part of the kind each row belongs to; None where that cannot be told."""
        first, *others = self._kind.parts
        alone = self._kind.unless_said if self._columns.heading(WHAT) is None else None
        if alone or not others:
            return [alone or first] * len(self._raw)
        words = {one.word: one for one in self._kind.parts}
        found = [words.get(clean(word or "")) for word in self._columns.text(WHAT).to_pylist()]
        for place in (place for place, one in enumerate(found) if one is None):
            what = f"{WHAT}: it is none of {', '.join(words)}."
            self._why.setdefault(place, (what, "Write one of these words; add the file again."))
        return found

    def _entries(self) -> Iterator[SupplementEntry]:
        """What each row says of itself as an entry; where that cannot be read, it is refused."""
        days, withdrawn = self._read(ENTERED, ENTERED_ON), self._read(WITHDRAWN, IS_WITHDRAWN)
        for place, identifier in enumerate(self._columns.text(ID).to_pylist()):
            row, withdraws = (identifier or "").strip(), bool(withdrawn[place])
            if withdraws and not row:
                self._why.setdefault(place, (_NO_ID, OTHER_NEXT_STEP))
            yield SupplementEntry(self._lines[place], row, days[place] or self._added, withdraws)

    def _read(self, name: str, column: Column) -> list[Any]:
        """The values of a column about entries."""
        for typed in self._of_entries.sources(Cell(name), column):
            told = typed.troubles if typed.troubles is not None else typed.unknown
            for place, what in enumerate(told.to_pylist() if told is not None else ()):
                if what:
                    step = step_for(what, NEXT_STEP.get(column.kind, OTHER_NEXT_STEP))
                    self._why.setdefault(place, (f"{typed.heading}: {what}", step))
        values: list[Any] = self._of_entries.values(Cell(name), column).to_pylist()
        return values

    def _take(self, part: Part, places: list[int], withdrawals: set[int]) -> None:
        """Part the rows of one part into those that become rows of the record, and the others."""
        about = self._about(part)
        self._check(part, places, withdrawals)
        kept = []
        for place in places:
            number = about[place]
            meant = self._meant(part, number)
            if place in self._why:
                # A number that nobody knows may stand there by the same slip: it names nobody.
                whom = number if len(meant) == 1 or not part.about_children else None
                self._found.refused.append((part, self._refusal(place, whom)))
            elif self._lines[place] in withdrawals:
                self._found.withdrawals += 1
            elif number is None or not part.about_children or len(meant) == 1:
                kept.append(place)
            else:
                # The number means nobody, or several: then the row may be about any of them.
                cell = part.main.cells[part.about]
                heading = cell.names[0] if isinstance(cell, Cell) else part.about.name
                self._why[place] = (f"{heading}: {SEVERAL if meant else NOBODY}", NUMBERS_STEP)
                refusal = self._refusal(place, number)
                self._found.refused.append((part, refusal))
                self._found.strangers[part.main.table.name] += 1
                for each, uid in enumerate(meant, start=1):
                    whom = f"{number} ({each})"
                    self._found.children[whom] = uid
                    self._found.besides.append(doubt_of(part, replace(refusal, child=whom)))
        taken = pa.array(kept, pa.int64())
        cells, numbers = self._raw.cells.take(taken), self._raw.row_numbers.take(taken)
        self._found.parts.append((part, replace(self._raw, cells=cells, row_numbers=numbers)))

    def _check(self, part: Part, places: list[int], withdrawals: set[int]) -> None:
        """Refuse what the part's own check does, of the rows that stand and can be read so far."""
        stands = self._found.stands
        asked = [
            place
            for place in places
            if place not in self._why
            and self._lines[place] not in withdrawals
            and stands[self._lines[place]]
        ]

        def values(heading: str, column: Column) -> list[Any]:
            found = self._columns.values(Cell(heading), column).to_pylist()
            return [found[place] for place in asked]

        lines = [self._lines[place] for place in asked]
        for number, why in part.check(PartRows(part, lines, values)):
            self._why.setdefault(asked[number], why)

    def _about(self, part: Part) -> list[str | None]:
        """Whom each row is about, if it belongs to a part."""
        told: list[str | None] = self._columns.values(
            part.main.cells.get(part.about), part.about
        ).to_pylist()
        return told

    def _meant(self, part: Part, number: str | None) -> tuple[str, ...]:
        """The ids of the children whom a number means; one that is meant alone is kept."""
        if number is None or not part.about_children:
            return ()
        # A child has many rows, and each number is looked up once.
        meant = self._numbers.get(number)
        if meant is None:
            meant = self._numbers[number] = self._known.find(number)
        if len(meant) == 1:
            self._found.children[number] = meant[0]
        return meant

    def _refusal(self, place: int, about: str | None) -> Refusal:
        (what, step), line, raw = self._why[place], self._lines[place], self._raw
        cells = self._given.wide.get(line) or json.dumps(
            raw.cells.slice(place, 1).to_pylist()[0], ensure_ascii=False
        )
        return Refusal(raw.source_file, raw.source_part, line, what, step, cells, about)


def doubt_of(part: Part, refusal: Refusal) -> Doubt:
    """The doubt that a refused row raises about whom it names."""
    return Doubt(
        part.main.table.name,
        "",
        refusal.child,
        DoubtKind.REFUSED,
        refusal.what,
        refusal.next_step,
        refusal.source_file,
        refusal.source_part,
        refusal.source_row,
    )


def with_row_names(raw: RawTable, kind: SupplementKind, found: SortedRows) -> RawTable:
    """The rows with a column that names each: by its own id where it stands, else by its line.

    So no two rows have one name, whatever entries a file holds of a row.
    """
    rows = {entry.line: entry.row for entry in found.entries}
    names = [
        f"{kind.name}/{rows[line]}"
        if rows[line] and found.stands[line]
        else f"{kind.name}/line {line}"
        for line in raw.row_numbers.to_pylist()
    ]
    return replace(raw, cells=raw.cells.append_column(ROW.names[0], pa.array(names, pa.string())))
