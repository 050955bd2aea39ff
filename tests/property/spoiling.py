"""Spoils the tables that a source is given, in the ways in which real ones are spoilt.

For the law of doubt: whatever cell, row, code or file is spoilt, every duty keeps its answer or
becomes *cannot be determined*. Works on SSD's folder of CSV files and on the lists of Annex A
saved as CSV; ``spoiling_census`` does the same to a census file, ``law_of_doubt`` compares duties.

No way here gives another value that could be right: that could not be found. So days are never
moved to other days before the extract's, codes never become other codes, a column is written
month first only where some of its days show it, and no file loses rows at its end.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from random import Random

from holdfast.sources.made_up.dialects.slips import no_such_day, shortened
from tests.property.spoilable import Files, Grid, Layout


class Way(StrEnum):
    """How a table can be spoilt."""

    NO_SUCH_DAY = "a day that does not exist"
    DAY_IN_WORDS = "words where a day should stand"
    AFTER_EXTRACT = "a day after the extract's own"
    UNKNOWN_WORD = "a code or word that nobody knows"
    UNREADABLE_FLAG = "a yes or no that cannot be read"
    WORDS_FOR_JSON = "words where an object should stand"
    BROKEN_JSON = "an object that is broken off"
    SURPLUS_CELL = "a row with a cell too many"
    CUT_SHORT = "a row with cells too few"
    SHORT_NUMBER = "a child's number shortened by a spreadsheet"
    NO_NUMBER = "no child's number, or words in its place"
    MONTH_FIRST = "a column written month first"
    OTHER_WORDS = "a column in another system's words"
    LOCAL_WORDS = "a column in a council's own words"
    TWICE = "a heading that stands twice, the first without anything below"


WHOLE_COLUMN = (Way.MONTH_FIRST, Way.OTHER_WORDS, Way.LOCAL_WORDS, Way.TWICE)
ONE_ROW = tuple(way for way in Way if way not in WHOLE_COLUMN)

_NOT_A_DAY = ("tbc", "see notes", "w/c 4th", "31/02/2024")
_NOT_A_WORD = ("ZZ9 (local)", "Locality lead 2", "other - see file", "Q17")
_NOT_A_FLAG = ("?", "see case note", "partly")
_NOT_A_NUMBER = ("", "N/A", "Unborn", "TBC")
_NOT_JSON = ("as agreed with DM", "see outcome form", "continue")

# Two builds write this of two kinds of check, so it could be right of either.
_OF_TWO_MEANINGS = frozenset({"Health Check", "Health check"})


@dataclass(frozen=True)
class Touched:
    """What was spoilt. ``row`` counts the headings as the first; None is the whole column.

    ``child`` is whose row it was; None is everybody, or nobody that the row names.
    """

    table: str
    column: str
    child: str | None
    row: int | None


@dataclass(frozen=True)
class Spoilt:
    """The tables after one spoiling, in what way (None: in many), and what it touched."""

    files: Files
    way: Way | None
    touched: tuple[Touched, ...]


# --- spoiling --------------------------------------------------------------------------------


def spoil(
    files: Files, layout: Layout, random: Random, as_at: date, way: Way | None = None
) -> Spoilt | None:
    """Spoil one cell, row or column in a way, or in any; None where nothing can be so spoilt."""
    chosen = way or random.choice(list(Way))
    places = list(_places(files, layout, chosen))
    if not places:
        return None
    name, heading = random.choice(places)
    grid = files[name].copy()
    hand = _Hand(name, heading, grid, layout, random, as_at)
    touched = hand.column(chosen) if chosen in WHOLE_COLUMN else hand.row(chosen)
    return Spoilt({**files, name: grid}, chosen, touched) if touched else None


def spoil_share(
    files: Files,
    layout: Layout,
    random: Random,
    as_at: date,
    share: float,
    ways: Sequence[Way] = ONE_ROW,
) -> Spoilt:
    """Spoil a share of the filled cells of every column, each in a way that fits it.

    Ways that spoil a whole row count as the child's number's.
    """
    found = {name: grid.copy() for name, grid in files.items()}
    fitting: dict[tuple[str, str], list[Way]] = {}
    for way in ways:
        for place in dict.fromkeys(_places(files, layout, way)):
            fitting.setdefault(place, []).append(way)
    touched: list[Touched] = []
    for (name, heading), able in fitting.items():
        hand = _Hand(name, heading, found[name], layout, random, as_at)
        touched += hand.rows(able, share)
    return Spoilt(found, None, tuple(touched))


def _places(files: Files, layout: Layout, way: Way) -> Iterator[tuple[str, str]]:
    """The columns that can be spoilt in this way, by table and heading."""
    wanted = _COLUMNS.get(way)
    for name, grid in files.items():
        child = layout.child.get(name, "")
        for heading in grid.headings:
            if not grid.rows:
                continue
            if wanted is None:
                if heading == child or way is Way.TWICE:
                    yield name, heading
            elif (name, heading) in wanted(layout):
                yield name, heading


_Columns = Callable[[Layout], frozenset[tuple[str, str]]]
_COLUMNS: Mapping[Way, _Columns] = {
    Way.NO_SUCH_DAY: lambda layout: layout.days,
    Way.DAY_IN_WORDS: lambda layout: layout.days,
    Way.AFTER_EXTRACT: lambda layout: layout.happened,
    Way.UNKNOWN_WORD: lambda layout: layout.codes,
    Way.UNREADABLE_FLAG: lambda layout: layout.flags,
    Way.WORDS_FOR_JSON: lambda layout: layout.objects,
    Way.BROKEN_JSON: lambda layout: layout.objects,
    Way.MONTH_FIRST: lambda layout: layout.days,
    Way.OTHER_WORDS: lambda layout: (layout.codes | layout.objects).intersection(layout.words),
    Way.LOCAL_WORDS: lambda layout: layout.codes,
}


@dataclass
class _Hand:
    """Spoils one table at one column."""

    name: str
    heading: str
    grid: Grid
    layout: Layout
    random: Random
    as_at: date

    def row(self, way: Way) -> tuple[Touched, ...]:
        """One row that holds something there; nothing where none does."""
        able = self._able(way)
        return (self._spoil(way, self.random.choice(able)),) if able else ()

    def rows(self, ways: Sequence[Way], share: float) -> list[Touched]:
        """A share of the rows that hold something there, each in one of these ways."""
        able: dict[int, list[Way]] = {}
        for way in ways:
            for place in self._able(way):
                able.setdefault(place, []).append(way)
        return [
            self._spoil(self.random.choice(fit), place)
            for place, fit in sorted(able.items())
            if self.random.random() < share
        ]

    def _able(self, way: Way) -> list[int]:
        at, width = self._at(), len(self.grid.headings)
        rows = [(n, row) for n, row in enumerate(self.grid.rows) if len(row) == width and row[at]]
        if way in (Way.BROKEN_JSON, Way.WORDS_FOR_JSON):
            return [n for n, row in rows if row[at].startswith(("{", "["))]
        if way is Way.CUT_SHORT:
            return [n for n, row in rows if row[-1] and width > 1]
        return [n for n, _ in rows]

    def _spoil(self, way: Way, place: int) -> Touched:
        row, at = self.grid.rows[place], self._at()
        child = self._child(row)
        if way is Way.SURPLUS_CELL:
            before = self.random.randint(1, len(row))
            self.grid.rows[place] = [*row[:before], "as discussed", *row[before:]]
        elif way is Way.CUT_SHORT:
            self.grid.rows[place] = row[: self.random.randint(1, len(row) - 1)]
        else:
            row[at] = self._text(way, row[at])
        whole = way in (Way.SURPLUS_CELL, Way.CUT_SHORT)
        return Touched(self.name, "" if whole else self.heading, child, place + 2)

    def _text(self, way: Way, text: str) -> str:
        choose = self.random.choice
        if way is Way.NO_SUCH_DAY and text[4:5] == "-":
            return no_such_day(text, self.as_at, self.random)
        if way is Way.AFTER_EXTRACT:
            later = self.as_at + timedelta(days=self.random.randint(1, 400))
            return later.isoformat() + text[10:]
        if way is Way.BROKEN_JSON:
            return text[: self.random.randint(1, len(text) - 1)]
        if way is Way.SHORT_NUMBER:
            return shortened(text)
        words: dict[Way, Sequence[str]] = {
            Way.NO_SUCH_DAY: ("31/02/2024", "31/11/2023", "30/02/2023"),
            Way.DAY_IN_WORDS: _NOT_A_DAY,
            Way.UNKNOWN_WORD: _NOT_A_WORD,
            Way.UNREADABLE_FLAG: _NOT_A_FLAG,
            Way.WORDS_FOR_JSON: _NOT_JSON,
            Way.NO_NUMBER: _NOT_A_NUMBER,
        }
        return choose(words[way])

    def column(self, way: Way) -> tuple[Touched, ...]:
        """The whole column; nothing where it holds nothing that shows the spoiling."""
        at = self._at()
        filled = [row for row in self.grid.rows if len(row) > at and row[at]]
        done = bool(filled) and self._put_column(way, at, filled)
        return (Touched(self.name, self.heading, None, None),) if done else ()

    def _put_column(self, way: Way, at: int, filled: list[list[str]]) -> bool:
        if way is Way.TWICE:
            self.grid.headings.insert(at, self.heading)
            for row in self.grid.rows:
                row.insert(at, "")
            return True
        if way is Way.MONTH_FIRST:
            days = [_parts(row[at]) for row in filled]
            shown = [one is not None and int(one[2]) > 12 for one in days]
            if None in days or not any(shown):
                return False
        words = self._words(way, {row[at] for row in filled})
        for row in filled:
            row[at] = words.get(row[at], row[at])
        return bool(words)

    def _words(self, way: Way, texts: set[str]) -> Mapping[str, str]:
        if way is Way.MONTH_FIRST:
            parts = {text: _parts(text) for text in texts}
            return {t: f"{int(p[1])}/{int(p[2])}/{p[0]} 12:00:00 AM" for t, p in parts.items() if p}
        if way is Way.LOCAL_WORDS:
            return {text: f"Local {number:02d}" for number, text in enumerate(sorted(texts), 1)}
        said = self.random.choice(self.layout.words[self.name, self.heading])
        return {text: word for text, word in _of_one_meaning(said).items() if text in texts}

    def _at(self) -> int:
        return self.grid.headings.index(self.heading)

    def _child(self, row: list[str]) -> str | None:
        heading = self.layout.child.get(self.name, "")
        if heading not in self.grid.headings:
            return None
        return row[self.grid.headings.index(heading)] or None


def _of_one_meaning(words: Mapping[str, str | tuple[str, ...]]) -> Mapping[str, str]:
    """Those of a build's words that stand for one text alone."""
    first = {text: one if isinstance(one, str) else one[0] for text, one in words.items()}
    counts = Counter(first.values())
    apart = {"", *_OF_TWO_MEANINGS, *(text for text in first if text)}
    return {
        text: word
        for text, word in first.items()
        if text and counts[word] == 1 and (word not in apart or word == text)
    }


def _parts(text: str) -> tuple[str, str, str] | None:
    """The year, month and day of a day as the made-up files write it; None for anything else."""
    if text[4:5] == "-" and text[7:8] == "-":
        return text[:4], text[5:7], text[8:10]
    if text[2:3] == "/" and text[5:6] == "/":
        return text[6:10], text[3:5], text[:2]
    return None
