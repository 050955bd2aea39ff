"""What is about to be published, as a reader with a pencil sees it: numbers, and sums of them.

Every number of every table of a pack is a cell here, and every way in which some of them add up to
another is a sum, whether or not the tables stand on one page. What is withheld is decided over all
of it at once, since a number withheld in one table may be got from two others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from holdfast.query.fairness.withholding import SMALL

# However a reader reckons, between the least and the most that a withheld number may be there lie
# at least so many: one of 1 to 5 may then always be one above 5 as well.
WIDTH = SMALL.stop - SMALL.start


@dataclass(frozen=True)
class PublishedCell:
    """A number of a table: how many there are of something.

    ``key`` says of what, for whom and of which day or period, so that two editions name the same
    number alike. One that is not ``shown`` stands in no table, and follows from others: those of a
    whole who are not in the part. ``guarded`` numbers from 1 to 5 must not be found out.
    """

    key: str
    value: int
    shown: bool = True
    guarded: bool = True

    @property
    def is_small(self) -> bool:
        """Whether it is a number that must not be found out."""
        return self.guarded and self.value in SMALL


@dataclass(frozen=True)
class PublishedSum:
    """Cells that add up to another, by their keys: a reader knows that they do."""

    total: str
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Edition:
    """What an earlier edition told: the numbers shown, those withheld, and what adds up."""

    shown: Mapping[str, int]
    withheld: frozenset[str]
    sums: tuple[PublishedSum, ...]


@dataclass(frozen=True)
class Publication:
    """All cells and sums of a pack, and the editions that readers have already.

    Raises ValueError where cells share a key, a sum names a cell that is not there or does not add
    up, or a cell is less than nought: then it is no description of what is published.
    """

    cells: tuple[PublishedCell, ...]
    sums: tuple[PublishedSum, ...]
    earlier: tuple[Edition, ...] = field(default=())

    def __post_init__(self) -> None:
        values = {one.key: one.value for one in self.cells}
        if len(values) != len(self.cells):
            raise ValueError("two cells have one key")
        if any(value < 0 for value in values.values()):
            raise ValueError("a count is less than nought")
        for one in self.sums:
            if not {one.total, *one.parts} <= values.keys():
                raise ValueError("a sum names a cell that is not there")
            if values[one.total] != sum(values[part] for part in one.parts):
                raise ValueError(f"the parts do not add up to the total: {one.total}")
