"""Which of the sheets are read as lists, and what is said of the others.

A sheet that is no list must take nothing away from the lists: a column that it lacks would
otherwise pass for one that the list lacks.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from holdfast.sources.annex_a.finding import FoundList, find, named_list
from holdfast.sources.annex_a.layout import DEPTH
from holdfast.sources.annex_a.opening import Sheet, UnreadableSheet

NO_LIST = "is none of the lists, and was not read"


@dataclass(frozen=True)
class Aside:
    """A sheet that was not read, and why not, in words for people."""

    sheet: Sheet
    why: str

    @property
    def almost(self) -> bool:
        """Whether some list's headings were found in it."""
        return self.why != NO_LIST


@dataclass(frozen=True)
class Chosen:
    """The lists to read; sheets named as a list that cannot be read; sheets that are none."""

    lists: tuple[FoundList, ...]
    broken: tuple[UnreadableSheet, ...]
    asides: tuple[Aside, ...]


def choose(sheets: Iterable[Sheet]) -> Chosen:
    """Find the lists among the sheets of all the files; a sheet with nothing in it is nothing.

    A sheet that is named as a list, and cannot be read as one, is told as broken, unless the
    list was found elsewhere: then it is one more sheet beside it.
    """
    found = [(sheet, find(sheet)) for sheet in sheets if any(map(any, sheet.rows))]
    good = {one.listed.number for _, one in found if one and one.about_somebody}
    lists: list[FoundList] = []
    broken: list[UnreadableSheet] = []
    asides: list[Aside] = []
    for sheet, one in found:
        # Rows of a list's only sheet that name no child are refused one by one, each kept.
        if one and (
            one.about_somebody
            or (one.named and one.listed.number not in good and one.has_subject and one.filled)
        ):
            lists.append(one)
        elif wrong := _wrong(sheet, one, good):
            broken.append(wrong)
        else:
            asides.append(Aside(sheet, _why_not(one)))
    return Chosen(tuple(lists), tuple(broken), tuple(asides))


def _wrong(sheet: Sheet, one: FoundList | None, good: set[int]) -> UnreadableSheet | None:
    named = named_list(sheet.name)
    if named is None or named.number in good or (one and not one.filled):
        return None
    if one and one.listed is named:
        subject = named.subject.name
        return UnreadableSheet(
            sheet.file,
            sheet.name,
            f"The sheet is named as {named.name}, and has no column called {subject}.",
            f"Give the column of identifiers the heading {subject} and import again.",
        )
    return UnreadableSheet(
        sheet.file,
        sheet.name,
        f"The sheet is named as {named.name}, and none of that list's headings was found in "
        f"its first {DEPTH} rows.",
        "Give the columns the headings of Ofsted's template and import again.",
    )


def _why_not(one: FoundList | None) -> str:
    if one is None:
        return NO_LIST
    if not one.filled:
        return f"{NO_LIST}: it has headings of {one.listed.name} and no rows"
    lacks = "has nothing under" if one.has_subject else "has no column called"
    return f"{NO_LIST}: it {lacks} {one.listed.subject.name}"
