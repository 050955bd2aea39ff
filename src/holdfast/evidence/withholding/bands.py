"""How a number is told outside: rounded to the nearest five, and *few* where it is small.

    0                          0
    1 to 7                     few
    8 to 12, 13 to 17          10, 15 and so on
    384 of 412                 385 of 410
    3 of 412                   few of 410
    409 of 412                 all but few of 410
    3 of 11                    withheld, of 10
    2 of 4                     few in all

*Few* has 6 and 7 in it, so that nobody who reads it knows of a number from 1 to 5. Nothing else
enters what is told, and a share is told only by the two rounded numbers: whatever is worked out of
them can be no nearer to the truth than they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from holdfast.measures.cases.summing import PeriodSum

NEAREST = 5
SLACK = 2  # so far a rounded number lies from the true one at most
# What is told as few: all that is not nought and that rounding would bring to nought or five.
FEW = range(1, 8)
# Of ten, 8 to 12, no part is told: of 12 without 8 or more a part would be at most 4.
PARTS_FROM = 15


class HowTold(StrEnum):
    """What of a figure is not told as a number."""

    NOTHING = "told"
    FEW = "few"
    ALL_BUT_FEW = "all but few"
    FEW_IN_ALL = "few in all"
    WITHHELD = "withheld"


@dataclass(frozen=True)
class ToldFigure:
    """A figure as it is told: ``count``, and out of how many (``of``) where it is a part.

    ``count`` is None where ``kept`` says why; ``of`` is None where it is no part, or is withheld.
    """

    of: int | None
    count: int | None
    kept: HowTold = HowTold.NOTHING

    @property
    def of_100(self) -> int | None:
        """The share in per cent, of the told numbers; None where it is not told, or there is none.

        Of few nothing is known but that there are some: no share is told.
        """
        if self.count is None or not self.of:
            return None
        return round(100 * self.count / self.of)


WITHHELD = ToldFigure(None, None, HowTold.WITHHELD)
FEW_IN_ALL = ToldFigure(None, None, HowTold.FEW_IN_ALL)


def nearest(number: float) -> int:
    """The nearest multiple of five."""
    return NEAREST * round(number / NEAREST)


def is_few(number: int, people: int) -> bool:
    """Whether a number is told as few: it is, or there are few children behind it."""
    return number > 0 and (number in FEW or people in FEW)


def told_number(number: int, people: int) -> ToldFigure:
    """A number that is no part of another."""
    if is_few(number, people):
        return ToldFigure(None, None, HowTold.FEW)
    return ToldFigure(None, nearest(number))


def told_part(found: PeriodSum) -> ToldFigure:
    """A number that is part of another, and with it the rest, which anybody can work out."""
    of, count = round(found.among), round(found.counted)
    rest = of - count
    if is_few(of, found.people):
        return FEW_IN_ALL
    told = nearest(of)
    few, but_few = is_few(count, found.with_it), is_few(rest, found.without_it)
    if 0 < told < PARTS_FROM or (few and but_few):
        return ToldFigure(told, None, HowTold.WITHHELD)
    if few or but_few:
        return ToldFigure(told, None, HowTold.FEW if few else HowTold.ALL_BUT_FEW)
    return ToldFigure(told, nearest(count))


def told_beside(found: PeriodSum) -> ToldFigure:
    """A number for each so many of another, of which it is no part."""
    of, count = round(found.among), round(found.counted)
    if is_few(of, found.people):
        return FEW_IN_ALL
    if is_few(count, found.with_it):
        return ToldFigure(nearest(of), None, HowTold.FEW)
    return ToldFigure(nearest(of), nearest(count))


def together(parts: Sequence[ToldFigure]) -> ToldFigure:
    """Figures of periods one after another, added up as they were told."""
    if len(parts) == 1:
        return parts[0]
    ofs, counts = [one.of for one in parts], [one.count for one in parts]
    of = None if None in ofs else sum(number or 0 for number in ofs)
    if None in counts:
        return ToldFigure(of, None, HowTold.WITHHELD)
    return ToldFigure(of, sum(number or 0 for number in counts))


def pooled(sizes: Mapping[str, int]) -> frozenset[str]:
    """Which parts of a whole are told together only, of parts whose sum is told or can be had.

    All of seven or fewer, noughts among them, and the next smallest until they are eight at least
    and two at least. None where no part is few. The sum of those left out is known, or nearly: each
    few of them can be six for all that, and another of them the less by as many.
    """
    if not any(one in FEW for one in sizes.values()):
        return frozenset()
    order = sorted(sizes, key=lambda one: (sizes[one], one))
    small = [one for one in order if sizes[one] < FEW.stop]
    for more in order[len(small) :]:
        if len(small) > 1 and sum(sizes[one] for one in small) >= FEW.stop:
            break
        small.append(more)
    return frozenset(small)


def is_far_off(told: ToldFigure, now: ToldFigure) -> bool:
    """Whether what was told is so far from what is recorded now that it must be corrected.

    By more than ten and more than one in a hundred, or where none were told and there are some.
    """
    if told.count == 0 != now.count:
        return True
    pairs = zip(_levels(told), _levels(now), strict=True)
    return any(abs(a - b) > max(10, a / 100) for a, b in pairs if a is not None and b is not None)


def _levels(one: ToldFigure) -> tuple[float | None, float | None]:
    if one.kept is HowTold.FEW:
        return one.of, float(NEAREST)
    if one.kept is HowTold.ALL_BUT_FEW and one.of is not None:
        return one.of, one.of - float(NEAREST)
    return one.of, one.count
