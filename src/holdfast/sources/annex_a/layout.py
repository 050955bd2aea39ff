"""What a list of Annex A is: its headings, how its sheet is named, what its rows become.

A list is read by its headings, wherever they stand: councils move, rename and add columns,
and Ofsted's own template has changed them. A heading that is not known is never guessed at.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.sources.intake.mapping import Projection
from holdfast.sources.text import clean

Cells = Sequence[str | None]

# Headings are looked for in this many rows from the top.
DEPTH = 25


@dataclass(frozen=True)
class ListHeading:
    """A column of a list, named as in Ofsted's template of August 2019.

    ``also`` are other names met in real files; case, spaces, punctuation and a closing "(Y/N)"
    never count (see ``fold``). ``shared`` columns stand on many lists and so do not tell which
    list it is. ``day`` columns hold days.
    """

    name: str
    also: tuple[str, ...] = ()
    shared: bool = False
    day: bool = False


@dataclass(frozen=True)
class DerivedColumn:
    """A column made from others of the same row, where at least one of them is there.

    ``rule`` is given the cells of ``of`` (None where empty) and a day by which the list was
    made, and answers with a text to be read like any cell, or None for nothing. Without the
    column ``needs`` nothing can be said, whatever else of ``of`` is there.
    """

    name: str
    of: tuple[str, ...]
    rule: Callable[[Cells, date], str | None]
    needs: str = ""

    def can_be_made(self, headings: Collection[str]) -> bool:
        """Whether a sheet with these headings says enough for it."""
        wanted = (self.needs,) if self.needs else self.of
        return any(name in headings for name in wanted)


@dataclass(frozen=True)
class AnnexList:
    """One list. ``main`` decides which rows are refused; without it the list is not kept.

    ``words`` stand in the name of its sheet. ``unkept`` says why nothing of the list is kept.
    """

    number: int
    title: str
    words: tuple[str, ...]
    headings: tuple[ListHeading, ...]
    derived: tuple[DerivedColumn, ...] = ()
    main: Projection | None = None
    others: tuple[Projection, ...] = ()
    unkept: str = ""

    @property
    def name(self) -> str:
        """What the list is called in counts and notes."""
        return f"List {self.number}: {self.title}"

    @property
    def subject(self) -> ListHeading:
        """The heading of whom the rows are about: the first."""
        return self.headings[0]

    @property
    def known(self) -> dict[str, str]:
        """The template's name for each of its headings, by how the heading may be spelled."""
        return {fold(words): one.name for one in self.headings for words in (one.name, *one.also)}

    @property
    def projections(self) -> tuple[Projection, ...]:
        """Everything that its rows become."""
        return (self.main, *self.others) if self.main else ()


def fold(text: str) -> str:
    """A heading for comparing: letters and figures alone, without a closing "(Y/N)"."""
    return re.sub(r"[^a-z0-9]+", "", clean(text)).removesuffix("yn")


def heading(name: str, *also: str) -> ListHeading:
    """A column of words, codes or numbers."""
    return ListHeading(name, also)


def day_heading(name: str, *also: str) -> ListHeading:
    """A column of days."""
    return ListHeading(name, also, day=True)
