"""What a kind of file is: its headings, and what its rows become in the record.

Every kind has the headings of ``ENTRY`` besides its own: which row an entry tells of, when it was
entered, and whether it withdraws the row.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from holdfast.record.schema.table import Column, ColumnKind, day, flag
from holdfast.sources.intake.mapping import Cell, Projection

# What a row is about, in a kind of file that tells of several things.
WHAT = "what"
ID, CHILD, ENTERED, WITHDRAWN = "id", "child", "entered", "withdrawn"
# The column that the reader adds: what identifies an entry among all of the file.
ROW = Cell("(entry)")

ENTERED_ON = day("The day on which the row was entered.")
IS_WITHDRAWN = flag("The entry says that there is no such row.")


@dataclass(frozen=True)
class TemplateHeading:
    """One heading of a file: what stands below it, and whether a file cannot do without."""

    name: str
    meaning: str
    needed: bool = False


ENTRY = (
    TemplateHeading(
        ID,
        "what tells the row from every other, for as long as it is kept; a newer entry with the "
        "same `id` corrects it",
    ),
    TemplateHeading(
        ENTERED,
        "the day on which the row was entered; that on which the file is added if it is blank",
    ),
    TemplateHeading(WITHDRAWN, "yes, where the entry says that there is no such row"),
)


# Why a row is refused, and what to do.
Why = tuple[str, str]


@dataclass(frozen=True)
class PartRows:
    """The rows of one part that stand: their lines, and what is under a heading, as it is read.

    ``values`` gives one value for each row, None for what is blank or cannot be read.
    """

    part: "Part"
    lines: Sequence[int]
    values: Callable[[str, Column], list[Any]]


Check = Callable[[PartRows], Iterable[tuple[int, Why]]]


@dataclass(frozen=True)
class Part:
    """The rows of a file that are about one thing: the word for it, and what they become.

    The first of ``become`` decides which rows are refused; ``check`` refuses more, by the place of
    each among the rows that it is given.
    """

    word: str
    meaning: str
    become: tuple[Projection, ...]
    check: Check = field(default=lambda rows: ())

    @property
    def main(self) -> Projection:
        """What decides which rows are refused."""
        return self.become[0]

    @property
    def about(self) -> Column:
        """The column of the record that says whom its rows are about."""
        subject = self.main.table.subject()
        assert subject is not None, f"{self.main.table.name} is about no one"
        return subject

    @property
    def about_children(self) -> bool:
        """Whether its rows are about children, else about workers."""
        return self.about.of == "persons"


@dataclass(frozen=True)
class SupplementKind:
    """One kind of file. With several parts, a column ``what`` says which a row belongs to.

    ``name`` is the origin of its supplement; ``tells`` what it tells of, for people. Of a file
    without that column every row is of the part ``unless_said``, if there is one.
    """

    name: str
    tells: str
    own: tuple[TemplateHeading, ...]
    parts: tuple[Part, ...]
    unless_said: Part | None = None

    @property
    def headings(self) -> tuple[TemplateHeading, ...]:
        """Every heading, in the order of the template."""
        first, *others = ENTRY
        words = ", ".join(f"`{one.word}` ({one.meaning})" for one in self.parts)
        assumed = self.unless_said
        if assumed:
            words += f"; in a file without this heading every row is `{assumed.word}`"
        what = TemplateHeading(WHAT, f"what the row is: {words}", needed=assumed is None)
        return (first, *((what,) if len(self.parts) > 1 else ()), *self.own, *others)

    @property
    def projections(self) -> tuple[Projection, ...]:
        """Everything that its rows may become."""
        return tuple(each for part in self.parts for each in part.become)

    def days(self) -> Iterator[Column]:
        """The days of the record on which what it tells of happened: not what is planned."""
        for each in self.projections:
            yield from (one for one in each.cells if one.kind is ColumnKind.DAY and not one.ahead)
