"""Funnels: whether a team's share lies outside what its number of cases lets chance do.

Limits are those of the binomial distribution around the share of all together, within which 95 and
998 of 1,000 teams of that size would lie (Spiegelhalter 2005). It is no ranking: teams inside the
funnel are not told apart.
"""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from enum import StrEnum

INNER, OUTER = 0.025, 0.001
# Under so many the limits are as wide as the chart.
LEAST_OF_TEAM = 10


class FunnelPlace(StrEnum):
    """Where a team lies."""

    INSIDE = "within chance"
    HIGH = "higher than chance lets one in 40 teams be"
    LOW = "lower than chance lets one in 40 teams be"
    VERY_HIGH = "higher than chance lets one in 1,000 teams be"
    VERY_LOW = "lower than chance lets one in 1,000 teams be"
    TOO_FEW = "too few to say"
    NO_TEAM = "of no team, and so not beside the teams"


@dataclass(frozen=True)
class FunnelPoint:
    """A team's share with its counts, the limits of its size, and where it lies.

    ``limits`` are the outer and inner low and the inner and outer high; None where too few.
    """

    group: str
    counted: float
    of: float
    share: float
    limits: tuple[float, float, float, float] | None
    place: FunnelPlace

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside what chance lets nineteen in twenty be."""
        return self.limits is not None and self.place is not FunnelPlace.INSIDE


@dataclass(frozen=True)
class Funnel:
    """The share of all together, each team, and how many would lie outside by chance alone."""

    share: float
    points: tuple[FunnelPoint, ...]
    outside: int
    outside_by_chance: float

    @property
    def judged(self) -> int:
        """How many teams have cases enough to be judged."""
        return sum(one.limits is not None for one in self.points)


def funnel(
    groups: Iterable[tuple[str, float, float]], no_teams: Container[str] = ()
) -> Funnel | None:
    """The funnel of (group, counted, of); None where nothing is counted.

    Groups among ``no_teams`` are in the share of all together, and are not judged as a team is.
    """
    given = [(group, counted, of) for group, counted, of in groups if of]
    among = sum(of for _, _, of in given)
    if not among:
        return None
    share = sum(counted for _, counted, _ in given) / among
    points = tuple(_point(share, *one, one[0] in no_teams) for one in sorted(given))
    judged = [one for one in points if one.limits]
    outside = sum(one.is_outside for one in judged)
    return Funnel(share, points, outside, 2 * INNER * len(judged))


def funnel_limits(share: float, of: float) -> tuple[float, float, float, float]:
    """The outer and inner low and the inner and outer high of a share of so many."""
    from scipy.stats import binom  # slow to load, and not needed by most commands

    number = round(of)
    at = (OUTER, INNER, 1 - INNER, 1 - OUTER)
    low, inner_low, inner_high, high = (float(binom.ppf(one, number, share)) / number for one in at)
    return low, inner_low, inner_high, high


def _point(share: float, group: str, counted: float, of: float, no_team: bool) -> FunnelPoint:
    own = counted / of
    if no_team:
        return FunnelPoint(group, counted, of, own, None, FunnelPlace.NO_TEAM)
    if of < LEAST_OF_TEAM:
        return FunnelPoint(group, counted, of, own, None, FunnelPlace.TOO_FEW)
    low, inner_low, inner_high, high = limits = funnel_limits(share, of)
    place = FunnelPlace.INSIDE
    if own < low or own > high:
        place = FunnelPlace.VERY_LOW if own < low else FunnelPlace.VERY_HIGH
    elif own < inner_low or own > inner_high:
        place = FunnelPlace.LOW if own < inner_low else FunnelPlace.HIGH
    return FunnelPoint(group, counted, of, own, limits, place)
