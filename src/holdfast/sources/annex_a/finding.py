"""Which sheet is which list, and where its headings stand.

The headings decide; the name of the sheet only settles what they leave open. Titles above
the headings, columns in another order and columns of the council's own do no harm. A sheet
without the column of whom its rows are about is no list, whatever else its columns are called:
sheets of codes, of counts and of lookups bear a list's headings too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from holdfast.sources.annex_a.furniture import is_furniture
from holdfast.sources.annex_a.layout import DEPTH, AnnexList, fold
from holdfast.sources.annex_a.opening import Sheet
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.text import as_text, clean

_NUMBERED = re.compile(r"(?:\b|annex ?a)(?:list|aa|l)[\s_.\-]*0?(1[01]|[1-9])(?!\d)")
_BARE = re.compile(r"0?(1[01]|[1-9])(?:[\s_.:\-]+(.*))?")
_KNOWN = {listed.number: listed.known for listed in LISTS}


@dataclass(frozen=True)
class FoundList:
    """A list in a sheet: the place of its heading row, and of each heading it has.

    ``columns`` gives the position of each heading found, by the template's name for it;
    ``extra`` the headings that are none of the list's, ``twice`` those that stand again.
    """

    sheet: Sheet
    listed: AnnexList
    at: int
    columns: dict[str, int]
    extra: tuple[str, ...]
    twice: tuple[str, ...]

    @property
    def telling(self) -> int:
        """How many of the headings belong to this list rather than to many."""
        shared = {one.name for one in self.listed.headings if one.shared}
        return len(self.columns.keys() - shared)

    @property
    def named(self) -> bool:
        """Whether the sheet is named as this list."""
        return named_list(self.sheet.name) is self.listed

    @property
    def has_subject(self) -> bool:
        """Whether it has the column of whom its rows are about."""
        return self.listed.subject.name in self.columns

    @cached_property
    def filled(self) -> bool:
        """Whether there is a row below the headings, other than totals and footnotes."""
        return any(self._texts_below(self.columns.values()))

    @cached_property
    def about_somebody(self) -> bool:
        """Whether any row says whom it is about."""
        places = [self.columns[self.listed.subject.name]] if self.has_subject else []
        return any(self._texts_below(places))

    def _texts_below(self, places: Iterable[int]) -> Iterator[str]:
        subject = self.listed.subject.name
        for row in self.sheet.rows[self.at + 1 :]:
            texts = ((as_text(row[at]) or "").strip() for at in places if at < len(row))
            first = next(filter(None, texts), "")
            yield "" if is_furniture(first, subject) else first


def find(sheet: Sheet) -> FoundList | None:
    """The list that a sheet's headings are those of; None where they are of none.

    It may lack the column of its subject, or rows: ``choosing`` settles what is read.
    """
    named = named_list(sheet.name)
    rows = [[" ".join((as_text(cell) or "").split()) for cell in row] for row in sheet.rows[:DEPTH]]
    # Of each list the row that holds most of its headings, that of its subject before all.
    found = [
        max(
            (_read(sheet, listed, at, row) for at, row in enumerate(rows)),
            key=lambda one: (one.has_subject, len(one.columns)),
        )
        for listed in (LISTS if rows else ())
    ]
    whole = [one for one in found if one.has_subject]
    return _chosen(whole, named) or _chosen(found, named)


def _chosen(found: list[FoundList], named: AnnexList | None) -> FoundList | None:
    best = max(found, key=lambda one: (one.telling, one.listed is named), default=None)
    own = next((one for one in found if one.listed is named), None)
    if own and own.telling and (best is None or best.telling < 2 * own.telling):
        return own
    return best if best and best.telling >= 2 else None


def named_list(name: str) -> AnnexList | None:
    """The list that a sheet's name stands for, such as "List 1", "L1 contacts" or "1"."""
    said = clean(name).replace("_", " ")
    if numbered := _NUMBERED.search(said):
        return _numbered(numbered.group(1))
    bare = _BARE.fullmatch(said)
    if not bare:
        return None
    listed = _numbered(bare.group(1))
    words = bare.group(2)
    return listed if not words or any(word in words for word in listed.words) else None


def _numbered(figures: str) -> AnnexList:
    return LISTS[int(figures) - 1]


def _read(sheet: Sheet, listed: AnnexList, at: int, row: list[str]) -> FoundList:
    columns: dict[str, int] = {}
    extra: list[str] = []
    twice: list[str] = []
    known = _KNOWN[listed.number]
    for place, words in enumerate(row):
        name = known.get(fold(words)) if words else None
        if name is None:
            extra += [words] if words else []
        elif name in columns:
            twice.append(words)
        else:
            columns[name] = place
    return FoundList(sheet, listed, at, columns, tuple(extra), tuple(twice))
