"""A funnel, drawn at the server as SVG: each team's share by its number of cases, and chance.

The further right a team stands, the more cases it has and the narrower chance is. Teams outside
are drawn as diamonds, the first 26 named by a letter that the table repeats, where there is room
for it; teams inside are dots alone, for they are not told apart. A sentence stands before it, a
table after it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from string import ascii_uppercase

from holdfast.measures.charts.funnel import (
    LEAST_OF_TEAM,
    Funnel,
    FunnelPoint,
    funnel_limits,
)
from holdfast.measures.charts.grid import GridLine, round_top
from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH

# The limits are drawn through so many sizes: they are curves, worked out at whole numbers.
SIZES = 60
_SIGN = 6
# Where the middle of a letter may stand beside its sign; how far from all others it must; and how
# far below its middle a letter's foot is.
_BESIDE = ((14, 0), (-14, 0), (0, -14), (0, 14), (11, -11), (-11, -11), (11, 11), (-11, 11))
_ROOM, _FOOT = 12, 5


@dataclass(frozen=True)
class DrawnTeam:
    """A team in the drawing: whether it lies outside, and its letter where there is room for one.

    ``letter_at`` is where the middle of the letter's foot stands.
    """

    x: float
    y: float
    outside: bool
    letter: str
    letter_at: tuple[float, float] = (0.0, 0.0)

    @property
    def diamond(self) -> str:
        """The path of its sign."""
        return f"M{self.x} {self.y - _SIGN}l{_SIGN} {_SIGN}l{-_SIGN} {_SIGN}l{-_SIGN} {-_SIGN}z"


@dataclass(frozen=True)
class FunnelDrawing:
    """A drawing. Make one with ``draw_funnel``; draw it with ``parts/funnel.html``.

    ``inner`` and ``outer`` are the paths of the limits, low and high; ``letters`` the letter of
    each team outside, by the team's identifier.
    """

    key: str
    title: str
    text: str
    teams: tuple[DrawnTeam, ...]
    centre: float
    inner: tuple[str, str]
    outer: tuple[str, str]
    across: tuple[GridLine, ...]
    up: tuple[GridLine, ...]
    letters: dict[str, str]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    floor: int = HEIGHT - BOTTOM


def draw_funnel(key: str, title: str, text: str, funnel: Funnel) -> FunnelDrawing | None:
    """The teams that have enough cases to be judged; None where there are fewer than two."""
    judged = [point for point in funnel.points if point.limits]
    if len(judged) < 2:
        return None
    most = round_top(round(max(point.of for point in judged)))
    letters = dict(
        zip((point.group for point in judged if point.is_outside), ascii_uppercase, strict=False)
    )

    def x(of: float) -> float:
        return round(LEFT + of / most * (WIDTH - LEFT - RIGHT), 1)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)

    def drawn(point: FunnelPoint) -> DrawnTeam:
        letter = letters.get(point.group, "")
        return DrawnTeam(x(point.of), y(point.share), point.is_outside, letter)

    teams = _lettered([drawn(point) for point in judged])
    low, inner_low, inner_high, high = _limits(funnel.share, most, x, y)
    return FunnelDrawing(
        key,
        title,
        text,
        teams,
        y(funnel.share),
        (inner_low, inner_high),
        (low, high),
        tuple(GridLine(x(most * n / 4), f"{most * n // 4:,}") for n in range(1, 5)),
        tuple(GridLine(y(n / 4), f"{n / 4:.0%}") for n in range(5)),
        letters,
    )


def _lettered(teams: Sequence[DrawnTeam]) -> tuple[DrawnTeam, ...]:
    """Teams with their letters beside, above or below their signs, where none covers another.

    Where teams stand so close that there is no room, the letter is left out: the table has it.
    """
    taken = [(team.x, team.y) for team in teams]
    found = []
    for team in teams:
        places = [(team.x + dx, team.y + dy) for dx, dy in _BESIDE] if team.letter else []
        free = next((place for place in places if _is_free(place, team, taken)), None)
        if free:
            taken.append(free)
            found.append(replace(team, letter_at=(round(free[0], 1), round(free[1] + _FOOT, 1))))
        else:
            found.append(replace(team, letter=""))
    return tuple(found)


def _is_free(
    place: tuple[float, float], team: DrawnTeam, taken: Sequence[tuple[float, float]]
) -> bool:
    x, y = place
    if not (LEFT < x < WIDTH - RIGHT and TOP <= y <= HEIGHT - BOTTOM - _SIGN):
        return False
    return all(
        abs(x - other_x) >= _ROOM or abs(y - other_y) >= _ROOM
        for other_x, other_y in taken
        if (other_x, other_y) != (team.x, team.y)
    )


def _limits(
    share: float, most: float, x: Callable[[float], float], y: Callable[[float], float]
) -> tuple[str, ...]:
    """The paths of the four limits, from the smallest team that is judged to the largest."""
    step = (most - LEAST_OF_TEAM) / SIZES
    sizes = sorted({round(LEAST_OF_TEAM + step * n) for n in range(SIZES + 1)})
    at = [(size, funnel_limits(share, size)) for size in sizes]
    return tuple(
        "M" + "L".join(f"{x(size)} {y(limits[nth])}" for size, limits in at) for nth in range(4)
    )
