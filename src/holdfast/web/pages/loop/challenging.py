"""Does supervision challenge: the share of supervisions that did, team by team, beside chance.

Each team is a line, by name: where its share lies, and a band of what chance would let nineteen in
twenty teams with as many supervisions be if all challenged alike. The figures are those of the
measure of supervision that challenged, on whose page every team is.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.count_words import count_of
from holdfast.measures.charts.funnel import Funnel, FunnelPoint
from holdfast.measures.charts.grid import GridLine
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.register import measure
from holdfast.web.asked import Asked
from holdfast.web.pages.measures.one import funnel_of_teams, months_of_year
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.teams import titles

CHALLENGED, DIRECTED = "supervisions_challenged", "supervisions_directed"
MOST_DRAWN = 8
TOPS = (0.04, 0.08, 0.2, 0.4, 0.6, 0.8, 1.0)  # at which the scale may end
# In the drawing's units: the whole, where the scale begins and ends, and the height of a line.
_WIDTH, _LEFT, _RIGHT, _TOP, _LINE, _BELOW = 560, 228, 90, 18, 18, 20
_HALF, _SIGN = 6, 5


@dataclass(frozen=True)
class ChallengingTeam:
    """A team in the drawing; ``band`` and ``wide`` are where chance begins and how far it goes."""

    name: str
    words: str
    y: float
    x: float
    band: float
    wide: float
    outside: bool

    @property
    def diamond(self) -> str:
        """The path of its sign."""
        return f"M{self.x} {self.y - _SIGN}l{_SIGN} {_SIGN}l{-_SIGN} {_SIGN}l{-_SIGN} {-_SIGN}z"

    @property
    def top(self) -> float:
        """Where the band's upper edge is."""
        return self.y - _HALF


@dataclass(frozen=True)
class ChallengeDrawing:
    """The teams on one scale; ``whole`` is where the share of all together lies."""

    text: str
    teams: Sequence[ChallengingTeam]
    across: Sequence[GridLine]
    whole: float
    whole_words: str
    floor: int
    height: int
    width: int = _WIDTH
    names_at: int = _LEFT - 10
    ceiling: int = _TOP
    band_height: int = 2 * _HALF


def does_it_challenge(asked: Asked) -> dict[str, Any] | None:
    """The picture with its sentences and table; None where no supervision says either."""
    seen = seen_measures(asked.outlook, [measure(CHALLENGED), measure(DIRECTED)])
    found = seen[CHALLENGED]
    laid = funnel_of_teams(asked, found)
    if laid is None:
        return None
    names = titles(asked.outlook)
    judged = [point for point in laid.points if point.limits]
    drawn = _by_name(drawn_of(judged), names)
    months = months_of_year(found)
    return {
        "challenged": _in_year(found),
        "directed": _in_year(seen[DIRECTED]),
        "months": len(months),
        "judged": len(judged),
        "above": sum(one.is_outside and one.share > laid.share for one in judged),
        "below": sum(one.is_outside and one.share < laid.share for one in judged),
        "left_out": len(judged) - len(drawn),
        "drawing": _draw(laid, drawn, names) if len(drawn) > 1 else None,
        "rows": [
            {"team": names.get(one.group, one.group), "point": one}
            for one in _by_name(laid.points, names)
        ],
    }


def _in_year(found: JudgedMeasure) -> dict[str, float]:
    """What is counted in the last twelve whole months, out of what, and what is not recorded."""
    months = months_of_year(found)
    own = [one for one in found.months if one.first in months]
    return {
        "counted": sum(one.counted for one in own),
        "of": sum(one.of for one in own),
        "untold": sum(one.cannot_tell for one in own),
    }


def drawn_of(judged: Sequence[FunnelPoint]) -> Sequence[FunnelPoint]:
    """Of more teams than there is room for, those furthest outside what chance lets them be."""
    if len(judged) <= MOST_DRAWN:
        return judged
    return sorted(judged, key=lambda one: (-_beyond(one), one.group))[:MOST_DRAWN]


def _beyond(point: FunnelPoint) -> float:
    """How far a share lies beyond the band of chance; negative within it."""
    assert point.limits
    return max(point.limits[1] - point.share, point.share - point.limits[2])


def _by_name(points: Sequence[FunnelPoint], names: Mapping[str, str]) -> list[FunnelPoint]:
    return sorted(points, key=lambda one: names.get(one.group, one.group))


def _draw(
    laid: Funnel, points: Sequence[FunnelPoint], names: Mapping[str, str]
) -> ChallengeDrawing:
    reach = max([laid.share, *(max(one.share, (one.limits or (0,) * 3)[2]) for one in points)])
    top = next((one for one in TOPS if one >= reach), 1.0)

    def x(share: float) -> float:
        return round(_LEFT + share / top * (_WIDTH - _LEFT - _RIGHT), 1)

    teams = [
        _team(one, names.get(one.group, one.group), _TOP + _LINE * (place + 0.5), x)
        for place, one in enumerate(points)
    ]
    floor = _TOP + _LINE * len(teams)
    return ChallengeDrawing(
        "; ".join(f"{one.name} {one.words}" for one in teams) + ".",
        teams,
        [GridLine(x(top * n / 4), f"{top * n / 4:.0%}") for n in range(5)],
        x(laid.share),
        f"{count_of(len(laid.points), 'team')} together {laid.share:.0%}",
        floor,
        floor + _BELOW,
    )


def _team(point: FunnelPoint, name: str, y: float, x: Callable[[float], float]) -> ChallengingTeam:
    assert point.limits
    low, high = x(point.limits[1]), x(point.limits[2])
    words = f"{point.counted:,.0f} of {point.of:,.0f}"
    return ChallengingTeam(
        name, words, y, x(point.share), low, round(high - low, 1), point.is_outside
    )
