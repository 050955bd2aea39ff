"""A first look through the files of a census: which years they are of, and what they hold."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from holdfast.days import add_months
from holdfast.errors import CannotRead
from holdfast.sources.cin_census.census import ASSESSMENTS, EPISODES, PROTECTION_PLANS, REVIEWS
from holdfast.sources.cin_census.declared import (
    AUTHORISED,
    CHILD,
    DECLARED,
    PROTECTED,
    REFERRED,
)
from holdfast.sources.cin_census.faults import faults
from holdfast.sources.cin_census.header import Header
from holdfast.sources.cin_census.module import Module
from holdfast.sources.cin_census.parsing.numbering import ChildBatch
from holdfast.sources.cin_census.parsing.reading import read_census
from holdfast.sources.cin_census.parsing.text_rows import TextRows, lay

Progress = Callable[[str, int, int], None]
# A child's number and a day, as the file writes them.
Known = tuple[str | None, str | None]

# The first census was of 2008/09; a year far off is a slip.
_YEARS = range(2009, 2100)
_BY_NAME = {one.module.name: one for one in DECLARED}


@dataclass(frozen=True)
class FileLeftOut:
    """A file that is left out, in words for people."""

    file: str
    what: str
    next_step: str


@dataclass
class Surveyed:
    """A file of a census year, and what in it leaves something untold.

    ``reference`` is the last day of its year. ``episodes`` are those that it holds, how often,
    and ``assessed`` those of them with an authorised assessment. Of those in ``unassessed`` an
    assessment could not be read, of plans in ``unreviewed`` a review. ``reviewed`` is the first
    review of each plan, "" where there is none.
    """

    path: Path
    header: Header
    reference: date
    notes: tuple[str, ...] = ()
    episodes: Counter[Known] = field(default_factory=Counter)
    assessed: Counter[Known] = field(default_factory=Counter)
    unassessed: set[Known] = field(default_factory=set)
    unreviewed: set[Known] = field(default_factory=set)
    reviewed: dict[Known, str] = field(default_factory=dict)

    @property
    def year(self) -> int:
        """The year in which it ends."""
        return self.reference.year

    @property
    def first(self) -> date:
        """The first day of its year."""
        return add_months(self.reference, -12) + timedelta(days=1)

    @property
    def known(self) -> date:
        """The day after which it tells nothing: one made within its year goes no further."""
        made = self.header.made
        return made if made and self.first <= made < self.reference else self.reference


def survey(paths: Sequence[Path], progress: Progress) -> tuple[list[Surveyed], list[FileLeftOut]]:
    """The files, the latest year first, and those left out.

    Raises CannotRead where none can be read, and where they do not belong together.
    """
    found: list[Surveyed] = []
    broken: list[FileLeftOut] = []
    for done, path in enumerate(paths):
        progress(f"Looking through {path.name}", done, 2 * len(paths))
        try:
            found.append(_surveyed(path))
        except CannotRead as error:
            broken.append(FileLeftOut(path.name, error.what, error.next_step))
    if not found:
        raise CannotRead(broken[0].what, broken[0].next_step)
    if len({one.header.authority for one in found if one.header.authority}) > 1:
        raise CannotRead(
            "The files are of different councils: their headers name different numbers (LEA).",
            "Import the files of one council.",
        )
    years: dict[int, str] = {}
    for one in found:
        if other := years.get(one.year):
            raise CannotRead(
                f"{other} and {one.path.name} are both of the census of {one.year}.",
                "Give the one that was sent last.",
            )
        years[one.year] = one.path.name
    return sorted(found, key=lambda one: one.reference, reverse=True), broken


def _surveyed(path: Path) -> Surveyed:
    reading = read_census(path)
    header = reading.header
    if header.reference and header.reference.year in _YEARS:
        reference = header.reference
    elif header.year is not None and header.year in _YEARS:
        reference = date(header.year, 3, 31)
    else:
        raise CannotRead(
            f"The header of {path.name} names neither a reference date nor a year that can be "
            "read.",
            "Correct the header, and import it again.",
        )
    one = Surveyed(path, header, reference)
    for batch in reading.batches():
        _look(one, batch)
    if not reading.closed:
        # Half a file would be worse than none: what it lacks would pass for not done.
        raise CannotRead(f"{path.name} stops before its end.", "Export the census again.")
    one.notes = tuple(reading.notes())
    return one


def _look(one: Surveyed, batch: ChildBatch) -> None:
    laid: dict[str, TextRows] = {}
    for declared in DECLARED:
        laid[declared.module.name] = lay(batch, declared.module, one.year, laid)
    episodes = _known(laid[EPISODES.name], REFERRED)
    one.episodes.update(episodes)
    assessments = laid[ASSESSMENTS.name]
    signed = zip(
        assessments.inside.to_pylist(), assessments.text(AUTHORISED).to_pylist(), strict=True
    )
    one.assessed.update(episodes[place] for place in {place for place, day in signed if day})
    one.unassessed |= _faulty(one, laid, ASSESSMENTS, REFERRED)
    one.unreviewed |= _faulty(one, laid, REVIEWS, PROTECTED)
    for plan in _known(laid[PROTECTION_PLANS.name], PROTECTED):
        one.reviewed.setdefault(plan, "")
    held = laid[REVIEWS.name]
    days = held.text(REVIEWS.fields()[0].name).to_pylist()
    for plan, day in zip(_known(held, PROTECTED), days, strict=True):
        if day:
            one.reviewed[plan] = min(day, one.reviewed.get(plan) or day)


def _faulty(one: Surveyed, laid: Mapping[str, TextRows], module: Module, named: str) -> set[Known]:
    """What the rows of a module lie in that hold something unreadable."""
    rows = laid[module.name]
    found = faults(_BY_NAME[module.name], rows, one.reference)
    known = _known(rows, named) if found else []
    return {known[row] for row, fault in found.items() if not fault.absent}


def _known(laid: TextRows, named: str) -> list[Known]:
    return list(zip(laid.text(CHILD).to_pylist(), laid.text(named).to_pylist(), strict=True))
