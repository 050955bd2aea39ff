"""The scale of a life's picture: days as units of the drawing, a long silence cut short."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from holdfast.days import add_months
from holdfast.query.life.picture import DrawnLane

WIDTH, LEFT, RIGHT = 1000, 124, 14
# What a silence is drawn as wide as, whatever its length.
BAND = 86
SILENCE_DAYS = 3 * 365
SILENCE_SHARE = 1 / 3
# Up to so many days the scale is marked by month, and up to so many by quarter.
BY_MONTH, BY_QUARTER = 240, 1170
WORDS_APART = 34


@dataclass(frozen=True)
class ScaleMark:
    """A line of the scale: where it lies, its words (may be empty), and whether a year begins."""

    at: float
    words: str
    year: bool


@dataclass(frozen=True)
class LifeScale:
    """Where each day lies between ``first`` and ``last``. Make one with ``life_scale``.

    ``silence`` are the last day before and the first day after a long time of which the record
    holds nothing, which is drawn as a narrow band; None where there is none.
    """

    first: date
    last: date
    silence: tuple[date, date] | None

    def x(self, day: date) -> float:
        """Where a day lies, in the drawing's units."""
        at = max(self.first, min(self.last, day))
        wide = WIDTH - LEFT - RIGHT - (BAND if self.silence else 0)
        each = wide / max(1, self._days(self.last))
        within = self.silence and self.silence[0] < at
        return round(LEFT + self._days(at) * each + (BAND if within else 0), 1)

    def marks(self) -> list[ScaleMark]:
        """The first days of months, quarters or years, by how long the life is."""
        span = self._days(self.last)
        step = 1 if span <= BY_MONTH else 3 if span <= BY_QUARTER else 12
        marks = list[ScaleMark]()
        said = float(LEFT - WORDS_APART)
        for day in self._firsts(step):
            at = self.x(day)
            band = self.x(self.silence[0]) if self.silence else WIDTH
            beside = not band - WORDS_APART < at < band + WORDS_APART
            room = at - said >= WORDS_APART and at <= WIDTH - RIGHT - WORDS_APART
            fits = room and beside
            words = f"{day.year}" if day.month == 1 or step == 12 else f"{day:%b}"
            marks.append(ScaleMark(at, words if fits else "", day.month == 1))
            said = at if fits else said
        return marks

    def _firsts(self, step: int) -> Iterable[date]:
        day = self.first.replace(day=1) if step == 1 else self.first.replace(month=1, day=1)
        while day <= self.last:
            silent = self.silence and self.silence[0] < day < self.silence[1]
            if day > self.first and not silent:
                yield day
            day = add_months(day, step)

    def _days(self, day: date) -> int:
        """The days from the first to this one, without those of the silence."""
        days = (day - self.first).days
        if not self.silence or day <= self.silence[0]:
            return days
        begun, ended = self.silence
        return days - (min(day, ended) - begun).days


def life_scale(lanes: Iterable[DrawnLane], day: date, born: date | None) -> LifeScale:
    """The scale of these lanes up to a day; a birth near the first day of them is in it, too."""
    times = sorted(_times(lanes, day)) or [(day - timedelta(days=30), day)]
    first = times[0][0]
    if born and first > born > first - timedelta(days=183):
        first = born
    whole = (day - first).days
    silence = _silence(times, whole)
    pad = timedelta(days=max(3, whole // 66))
    return LifeScale(first - pad, day + timedelta(days=max(4, whole // 50)), silence)


def _times(lanes: Iterable[DrawnLane], day: date) -> Iterable[tuple[date, date]]:
    for lane in lanes:
        yield from ((bar.first, bar.last or day) for bar in lane.bars)
        yield from ((mark.day, mark.day) for mark in lane.marks)
        yield from ((one.day, one.day) for one in lane.undated)


def _silence(times: list[tuple[date, date]], whole: int) -> tuple[date, date] | None:
    """The longest time between two things, if it is long enough to be cut short."""
    reached = [times[0][1]]
    for _, last in times[1:]:
        reached.append(max(reached[-1], last))
    gaps = [
        (after[0], before) for before, (_, after) in zip(reached, pairwise(times), strict=False)
    ]
    after, before = max(gaps, key=lambda gap: gap[0] - gap[1], default=(date.min, date.min))
    days = (after - before).days
    if days < SILENCE_DAYS or days < whole * SILENCE_SHARE:
        return None
    pad = timedelta(days=30)
    return before + pad, after - pad
