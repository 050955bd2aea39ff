"""What is in doubt where rows name children whom ``ssd_person`` does not have.

Such a child may be a sibling, or an adult, who is in no table of persons: then the rows are nobody
else's. Or the number of a child was written in a way that cannot be undone: then what was done for
that child seems not to have been done. A row's own keys (its plan, its referral, its enquiry) may
say whose it is; a whole table of strangers cannot be about these people at all.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

import pyarrow.compute as pc

from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.manifest import Feed, Note
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssd.declared import FOUND, PROJECTIONS
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers
from holdfast.sources.ssd.meaning.children import Children, child_of

# A table is in doubt for everybody where more than one row in so many is about a child whom
# ssd_person does not have, and no key of it says whose it is. A few siblings and adults are in
# many tables, one in hundreds of rows, and must not cost every answer; an export in which the
# numbers of one team or system were written otherwise reaches this at once.
ROWS_TO_A_STRANGER = 20

_ANOTHERS = "ssd_person has no such child, and by its own keys this row is another child's."
_MANY = "Of many rows ssd_person does not have the child: whose they are cannot be determined."
_NONE = "ssd_person has none of the children of this table: whose it is cannot be determined."
_STEP = "Write the numbers of children as ssd_person does, or add the children there; import again."
_NOT_CARRIED = "no child of it is in ssd_person: taken as not carried, never as not done"


class Strangers:
    """Counts the rows of strangers, and says whom else they may be about."""

    def __init__(self, numbers: ChildNumbers, children: Children, as_at: date) -> None:
        self._numbers = numbers
        self._children = children
        self._as_at = as_at
        self._rows: Counter[str] = Counter()
        self._at_home: Counter[str] = Counter()
        self._unplaced: Counter[str] = Counter()
        self._places: dict[str, tuple[str, str]] = {}

    def doubts(self, raw: RawTable) -> list[Doubt]:
        """The doubts of the rows of a table whose own keys name another than they do."""
        subject = PROJECTIONS[raw.name].table.subject()
        if subject is None or subject.of != "persons" or not self._numbers.known:
            return []
        self._rows[raw.name] += len(raw)
        if not self._numbers.has_strangers(raw.name):
            self._at_home[raw.name] += len(raw)
            return []
        self._places.setdefault(raw.name, (raw.source_file, raw.source_part))
        columns = Columns(raw, self._as_at)
        named = child_of(columns, raw.name)
        strange = self._numbers.strange(named)
        self._at_home[raw.name] += pc.sum(pc.and_not(pc.is_valid(named), strange)).as_py() or 0
        owners = [
            self._children.by_key(found, columns).filter(strange).to_pylist()
            for found in FOUND.get(raw.name, ())
        ]
        numbers = raw.row_numbers.filter(strange).to_pylist()
        doubts: list[Doubt] = []
        for place, child in enumerate(named.filter(strange).to_pylist()):
            told = {owner for column in owners if (owner := column[place])}
            if not told:
                self._unplaced[raw.name] += 1
            # The row may be the stranger's too, unless it is nobody's but theirs.
            for whose in sorted({child, *told}) if told - {child} else ():
                doubts.append(self._doubt(raw.name, _ANOTHERS, whose, numbers[place]))
        return doubts

    def of_tables(self) -> Iterator[Doubt]:
        """The doubts of whole tables, once all are taken."""
        for name in self._places:
            if not self._at_home[name]:
                yield self._doubt(name, _NONE)
            elif self._unplaced[name] * ROWS_TO_A_STRANGER > self._rows[name]:
                yield self._doubt(name, _MANY)

    def carried(self, feeds: Mapping[str, Feed]) -> tuple[dict[str, Feed], list[Note]]:
        """The feeds without the tables that are about strangers alone, and a note of each."""
        alone = [name for name in self._places if not self._at_home[name]]
        lost = {PROJECTIONS[name].table.name for name in alone}
        kept = {name: feed for name, feed in feeds.items() if name not in lost}
        return kept, [Note(name, _NOT_CARRIED, self._rows[name]) for name in alone]

    def _doubt(
        self, name: str, what: str, child: str | None = None, row: int | None = None
    ) -> Doubt:
        table, place = PROJECTIONS[name].table, self._places[name]
        return Doubt(table.name, "", child, DoubtKind.STRANGER, what, _STEP, *place, row)
