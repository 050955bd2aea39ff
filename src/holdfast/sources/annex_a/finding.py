"""Which sheet is which list, and where its headings stand.

The headings decide; the name of the sheet only settles what they leave open. Titles above
the headings, columns in another order and columns of the council's own do no harm.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.sources.annex_a.layout import AnnexList, Heading
from holdfast.sources.annex_a.opening import Broken, Sheet
from holdfast.sources.annex_a.register import LISTS
from holdfast.sources.text import as_text, clean

# Headings are looked for in this many rows from the top.
DEPTH = 25

_NUMBERED = re.compile(r"(?:annex a)?\W*(?:list|l)[\s_.\-]*0?(1[01]|[1-9])(?!\d)")
_BARE = re.compile(r"0?(1[01]|[1-9])(?:[\s_.:\-]+(.*))?")


@dataclass(frozen=True)
class Found:
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


def find(sheet: Sheet) -> Found | Broken | None:
    """The list in a sheet; None where there is none; Broken where only the name says so."""
    named = named_list(sheet.name)
    found = [best for listed in LISTS if (best := _best(sheet, listed))]
    best = max(found, key=lambda one: (one.telling, one.listed is named), default=None)
    own = next((one for one in found if one.listed is named), None)
    if own and own.telling and (best is None or best.telling < 2 * own.telling):
        return own
    if best and best.telling >= 2:
        return best
    return _unlike(sheet, named) if named and any(map(any, sheet.rows)) else None


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


def fold(text: str) -> str:
    """A heading for comparing: letters and figures alone, without a closing "(Y/N)"."""
    return re.sub(r"[^a-z0-9]+", " ", clean(text)).strip().removesuffix(" y n")


def _best(sheet: Sheet, listed: AnnexList) -> Found | None:
    """The row of a sheet that holds most headings of a list."""
    known = _known(listed.headings)
    rows = [_read(sheet, listed, known, at) for at in range(min(DEPTH, len(sheet.rows)))]
    return max(rows, key=lambda one: len(one.columns), default=None)


def _known(headings: Iterable[Heading]) -> dict[str, str]:
    return {fold(words): one.name for one in headings for words in (one.name, *one.also)}


def _read(sheet: Sheet, listed: AnnexList, known: dict[str, str], at: int) -> Found:
    columns: dict[str, int] = {}
    extra: list[str] = []
    twice: list[str] = []
    for place, cell in enumerate(sheet.rows[at]):
        words = " ".join((as_text(cell) or "").split())
        name = known.get(fold(words)) if words else None
        if name is None:
            extra += [words] if words else []
        elif name in columns:
            twice.append(words)
        else:
            columns[name] = place
    return Found(sheet, listed, at, columns, tuple(extra), tuple(twice))


def _unlike(sheet: Sheet, named: AnnexList) -> Broken:
    return Broken(
        sheet.file,
        sheet.name,
        f"The sheet is named as {named.name}, and none of that list's headings was found in "
        f"its first {DEPTH} rows.",
        "Give the columns the headings of Ofsted's template and import again.",
    )
