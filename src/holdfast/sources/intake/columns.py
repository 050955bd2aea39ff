"""The columns of one raw table, read as the kinds that record columns ask for.

Few cells of a column differ from one another, so each differing text is read once, by the
plain rules of ``reading``, and the answers are then dealt out to the rows.
"""

from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.limits import CELL
from holdfast.record.schema.shape import ARROW
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.sources.days import day_order
from holdfast.sources.days.day_order import DayOrder
from holdfast.sources.days.reading_days import DAY_WITH_TIME
from holdfast.sources.days.readings_of_days import readings_of_days
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Origin, RawTable, Through
from holdfast.sources.intake.reading import (
    NEXT_STEP,
    OTHER_NEXT_STEP,
    TOUCHED,
    Reader,
    names_somebody,
    reader_for,
)
from holdfast.sources.text import NOTHING, CellRead, clean
from holdfast.sources.vocabulary import PRESETS_ALONE, Vocabulary
from holdfast.sources.vocabulary.seen import ColumnRead, WordCounts

Key = tuple[str, str, str, bool, Through | None]

# What parts the cells of a digest: no case system lets it into a cell.
_BETWEEN = "\x1f"

_CODED = (ColumnKind.CODE, ColumnKind.FLAG)
_DAYS = (ColumnKind.DAY, ColumnKind.MOMENT)

_TOO_LONG = f"It is longer than the {CELL} that are read of a cell."


@dataclass(frozen=True)
class Typed:
    """A source column read as one kind: values, and where there were any, what was met.

    All arrays have one entry for each row; ``heading`` is the source's own, and ``next_step``
    what a person does about a trouble. ``unknown`` says of values that are kept as they stand
    that nobody knows what they mean.
    """

    heading: str
    next_step: str
    values: pa.Array
    notes: pa.Array | None = None
    troubles: pa.Array | None = None
    unknown: pa.Array | None = None

    @property
    def taken_whole(self) -> bool:
        """Whether every cell could be taken as it stands."""
        return self.troubles is None and self.unknown is None


class Columns:
    """Reads columns of ``raw`` on demand, each once for each kind."""

    def __init__(
        self,
        raw: RawTable,
        as_at: date,
        vocabulary: Vocabulary = PRESETS_ALONE,
        seen: WordCounts | None = None,
        parted: str | None = None,
    ) -> None:
        """``seen``, if it is given, counts the words of the coded columns.

        Not those under the heading ``parted``, whose cells are taken apart and counted by piece.
        """
        self.raw = raw
        self._as_at = as_at
        self._vocabulary = vocabulary
        self._seen = seen
        self._parted = self.raw.find(parted) if parted else None
        self._typed: dict[Key, Typed] = {}
        self._headings: dict[str, str | None] = {}

    @property
    def as_at(self) -> date:
        """The day at which the source stands."""
        return self._as_at

    def typed(self) -> tuple[Typed, ...]:
        """Every source column read so far."""
        return tuple(self._typed.values())

    def heading(self, name: str) -> str | None:
        """The source's own heading for a column, or None when it has no such column."""
        if name not in self._headings:
            self._headings[name] = self.raw.find(name)
        return self._headings[name]

    def carries(self, origin: Origin | None) -> bool:
        """Whether the source could have said anything for this origin."""
        if origin is None or isinstance(origin, Fixed):
            return origin is not None
        return any(self.heading(name) for name in origin.names)

    def text(self, name: str) -> pa.Array:
        """A source column as text, all null when the source has no such column."""
        heading = self.heading(name)
        if heading is None:
            return pa.nulls(len(self.raw), pa.string())
        column = self.raw.cells.column(heading)
        return column.combine_chunks() if column.num_chunks != 1 else column.chunk(0)

    def values(self, origin: Origin | None, column: Column) -> pa.Array:
        """The values of a record column; null in every row when nothing is mapped to it."""
        match origin:
            case Cell():
                found = [typed.values for typed in self.sources(origin, column)]
                if found:
                    return found[0] if len(found) == 1 else pc.coalesce(*found)
            case Fixed():
                value = reader_for(column, self._as_at)(origin.text).value
                return pa.repeat(pa.scalar(value, ARROW[column.kind]), len(self.raw))
            case Digest():
                return self._digests(origin)
        return pa.nulls(len(self.raw), ARROW[column.kind])

    def sources(self, origin: Origin | None, column: Column) -> tuple[Typed, ...]:
        """The source columns that are read for a record column, in order."""
        if not isinstance(origin, Cell):
            return ()
        return tuple(
            self._read(heading, column, origin.through)
            for name in origin.names
            if (heading := self.heading(name))
        )

    def _read(self, heading: str, column: Column, through: Through | None) -> Typed:
        """Read each differing text once and deal the readings out to the rows."""
        # A council may say something else of the same words in another column of the record.
        codes = str(column) if column.kind in _CODED else str(names_somebody(column))
        key = (heading, column.kind.value, codes, column.ahead, through)
        if key in self._typed:
            return self._typed[key]
        texts, plain = _shorten(self.text(heading), column, through)
        coded = _coded(texts, column, through)
        order = self._order(heading, column, coded)
        reader = self._reader(column, through, order)
        if column.kind in _DAYS:
            readings = readings_of_days(coded, reader, heading in self.raw.either_epoch)
        else:
            readings = [reader(text) for text in coded.dictionary.to_pylist()]
        self._count(heading, column, through, coded)
        dealt = pa.array([reading.value for reading in readings], ARROW[column.kind]).take(
            coded.indices
        )
        self._typed[key] = Typed(
            heading,
            _next_step(column, order),
            dealt if plain is None else pc.coalesce(plain, dealt),
            _words([reading.note for reading in readings], coded.indices),
            _words([reading.trouble for reading in readings], coded.indices),
            _words([reading.unknown for reading in readings], coded.indices),
        )
        return self._typed[key]

    def _order(self, heading: str, column: Column, coded: pa.DictionaryArray) -> DayOrder:
        """How days are taken: as the whole source shows, else as these rows do."""
        if column.kind not in _DAYS:
            return DayOrder.DAY_FIRST
        if self.raw.day_orders is not None:
            return self.raw.day_orders.get(heading, DayOrder.DAY_FIRST)
        if not day_order.looks_month_first(coded.dictionary):
            return DayOrder.DAY_FIRST
        return day_order.order_of(day_order.weigh(self.text(heading)))

    def _reader(self, column: Column, through: Through | None, order: DayOrder) -> Reader:
        """The rule for the cells of a column; a word declared for it goes before ``through``."""
        plain = day_order.reader_in(order, reader_for(column, self._as_at, self._vocabulary))
        if through is None:
            return _within(plain)
        coded = column.kind in _CODED

        def read(text: str) -> CellRead:
            if coded and self._declared(column, text):
                return plain(text)
            try:
                changed = through(text)
            except ValueError as error:
                return CellRead(trouble=str(error))
            return NOTHING if changed is None else plain(changed)

        return _within(read)

    def _declared(self, column: Column, text: str) -> bool:
        return self._vocabulary.declares(column, text)

    def _count(
        self, heading: str, column: Column, through: Through | None, coded: pa.DictionaryArray
    ) -> None:
        """Count the words of a coded column, as they are once the source's own form is undone."""
        if self._seen is None or column.kind not in _CODED or heading == self._parted:
            return
        texts = [
            text if self._declared(column, text) else _changed(through, text)
            # Nothing of a word that is too long to be read.
            for text in (w if len(w) <= CELL.most else "" for w in coded.dictionary.to_pylist())
        ]
        self._seen.count(ColumnRead(self.raw, heading, column, texts, coded.indices))

    def _digests(self, digest: Digest) -> pa.Array:
        columns = [pc.fill_null(self.text(name), "") for name in digest.names]
        coded = pc.binary_join_element_wise(*columns, _BETWEEN).dictionary_encode()
        made = [_digest(digest.prefix, words) for words in coded.dictionary.to_pylist()]
        return pa.array(made, pa.string()).take(coded.indices)


def _shorten(
    texts: pa.Array, column: Column, through: Through | None
) -> tuple[pa.Array, pa.Array | None]:
    """The texts that must be read, and the values of those whose reading is the text itself.

    Only speed: an identifier that no rule touches is not read one by one. ``reading`` would say
    the same.
    """
    if through is not None or column.kind not in (ColumnKind.ID, ColumnKind.TEXT):
        return texts, None
    too_long = pc.greater(pc.binary_length(texts), CELL.most)
    touched = pc.or_(pc.match_substring_regex(texts, TOUCHED), too_long)
    if not pc.any(touched).as_py():
        return pa.nulls(len(texts), pa.string()), texts
    return pc.if_else(touched, texts, None), pc.if_else(touched, None, texts)


def _coded(texts: pa.Array, column: Column, through: Through | None) -> pa.DictionaryArray:
    """The differing texts, and which of them each row has.

    Only speed: a day's time of day is cut off, so that fewer differ. ``reading`` would say the
    same.
    """
    coded = texts.dictionary_encode()
    if through is not None or column.kind is not ColumnKind.DAY:
        return coded
    days = pc.replace_substring_regex(coded.dictionary, DAY_WITH_TIME, r"\1").dictionary_encode()
    return pa.DictionaryArray.from_arrays(days.indices.take(coded.indices), days.dictionary)


def _words(said: list[str], indices: pa.Array) -> pa.Array | None:
    if not any(said):
        return None
    return pa.array([words or None for words in said], pa.string()).take(indices)


def _within(reader: Reader) -> Reader:
    """The rule for cells that are not too long to be read at all."""
    too_long = CellRead(trouble=_TOO_LONG)
    return lambda text: too_long if len(text) > CELL.most else reader(text)


def _changed(through: Through | None, text: str) -> str | None:
    if through is None:
        return text
    try:
        return through(text)
    except ValueError:
        # Words where another form was meant are for the council to say; a form broken off is not.
        return None if text.lstrip().startswith(("{", "[")) else text


def _next_step(column: Column, order: DayOrder) -> str:
    if order in day_order.TROUBLE:
        return day_order.NEXT_STEP
    return NEXT_STEP.get(column.kind, OTHER_NEXT_STEP)


def _digest(prefix: str, words: str) -> str | None:
    parts = [clean(part) for part in words.split(_BETWEEN)]
    if not any(parts):
        return None
    return f"{prefix}-{blake2b(_BETWEEN.join(parts).encode(), digest_size=8).hexdigest()}"
