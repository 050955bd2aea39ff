"""How a finding stands: how old it is, how often it was said, what the last letter found."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from holdfast.improvement.plan import FindingRating, LetterFinding
from holdfast.improvement.words import Rating

_STILL_SAID = (Rating.BETTER, Rating.SAME, Rating.WORSE)


@dataclass(frozen=True)
class FindingStanding:
    """A finding on a day.

    ``months`` is its age in whole months: to the day, or to the letter in which it was no longer
    found. ``said`` is in how many letters it stands. ``ratings`` are those up to the day, in order;
    ``latest`` is the last that covered it, None where no later letter has.
    """

    finding: LetterFinding
    months: int
    said: int
    ratings: tuple[FindingRating, ...]
    latest: FindingRating | None

    @property
    def open(self) -> bool:
        """Whether the last letter that covered it still found it."""
        return self.latest is None or self.latest.rating is not Rating.RESOLVED

    @property
    def in_words(self) -> str:
        """How it was last found."""
        return self.latest.rating.value if self.latest else "not looked at again yet"


def finding_standing(finding: LetterFinding, day: date) -> FindingStanding:
    """How a finding stands on a day."""
    own = sorted((one for one in finding.ratings if one.on <= day), key=lambda one: one.on)
    covered = [one for one in own if one.rating is not Rating.NOT_COVERED]
    latest = covered[-1] if covered else None
    ended = latest is not None and latest.rating is Rating.RESOLVED
    until = latest.on if latest is not None and ended else day
    said = 1 + sum(one.rating in _STILL_SAID for one in own)
    return FindingStanding(
        finding, months_between(finding.said_on, until), said, tuple(own), latest
    )


def months_between(first: date, last: date) -> int:
    """Whole months from a day to a later one."""
    return max(0, 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day))


def rated(standings: Iterable[FindingStanding], letter: str) -> dict[Rating, int]:
    """How many findings a letter rated better, the same, worse, and so on."""
    counts = dict.fromkeys(Rating, 0)
    for one in standings:
        for rating in one.ratings:
            if rating.letter == letter:
                counts[rating.rating] += 1
    return counts
