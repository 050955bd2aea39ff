"""How a series may go on: several ways, each weighed by how it would have foretold the past.

The latest two years alone cannot tell a change that goes on from one that is passing or was none.
Here all the months that are known are asked. Five ways are tried: the level stays; its change goes
on for good; changes come and fade; the change itself wanders; the level wanders without one. Each
is a level, a change a month and ups and downs beside them that follow one another, of which so much
is new each month (a structural time series, reckoned by Kalman's filter: Harvey 1989), and each is
tried with several such sizes, as shares of what is new in a single month.

A way weighs as much as it foretold well: each month from the second year on by what was known a
month before, and what lies two years back counts half (forgetting, as in Raftery and others 2010):
what a series did before it last turned tells less of what it will do. All five weigh the same to
begin with. What lies ahead is drawn from all, so many from each as it weighs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_SEED = 20261130
_FOLLOWS = (0.0, 0.3, 0.6)  # how far ups and downs follow those of the month before
_FADES = (0.8, 0.9, 0.95)  # what a change keeps of itself from month to month
# All as shares of the ups and downs of single months.
_NEW_CHANGE, _NEW_LEVEL, _ANY_CHANGE = (0.01, 0.03, 0.1, 0.3), (0.05, 0.15, 0.4), 0.2
_LEARNING = 12  # months that only teach what is usual, and weigh nothing
_HALF_AFTER = 24
_UNKNOWN = 1e4  # the spread of a level before anything is known


class WayOn(StrEnum):
    """How a series goes on."""

    STAYS = "stays"
    GOES_ON = "goes on"
    FADES = "changes come and fade"
    WAVERS = "the change wanders"
    WANDERS = "the level wanders"


@dataclass(frozen=True)
class _Trial:
    """A way with its sizes.

    How far months follow one another, what a change keeps of itself from month to month, how large
    it may be to begin with, and what is new each month in the change and in the level.
    """

    way: WayOn
    follows: float
    keeps: float = 0.0
    begins: float = 0.0
    new_change: float = 0.0
    new_level: float = 0.0


@dataclass(frozen=True)
class _Learnt:
    """What is known after the last month, by trial: middle and spread of level, change, up or down.

    Spreads are shares of what is new in a single month, whose square is ``squares / months``.
    """

    middle: "Numbers"
    spread: "Numbers"
    squares: "Numbers"
    months: int
    weights: "Numbers"


def weights_of_ways(values: Sequence[float]) -> Mapping[WayOn, float]:
    """How much each way weighs, by how it would have foretold the past; together 1."""
    found = dict.fromkeys(WayOn, 0.0)
    for trial, weight in zip(_trials(), _learnt(tuple(values)).weights, strict=True):
        found[trial.way] += float(weight)
    return found


def changes_come_and_go(values: Sequence[float]) -> bool:
    """Whether ways whose change fades or wanders weigh more than all the others together."""
    weights = weights_of_ways(values)
    return weights[WayOn.FADES] + weights[WayOn.WAVERS] > 1 / 2


def levels_ahead(values: Sequence[float], ahead: int, number: int) -> "Numbers":
    """So many levels of the months ahead, a row each, the same at every run.

    The *level* is without the ups and downs of single months.
    """
    import numpy as np

    known, trials = _learnt(tuple(values)), _trials()
    chance = np.random.default_rng(_SEED)
    places = np.cumsum(known.weights).searchsorted((np.arange(number) + 0.5) / number)
    drawn = np.minimum(places, len(trials) - 1)
    size = np.sqrt(known.squares[drawn] / chance.chisquare(known.months, number))
    level, change = _drawn_now(known, drawn, size, chance.normal(size=(2, number)))
    keeps, new_change, new_level = np.array(
        [(one.keeps, one.new_change, one.new_level) for one in trials]
    )[drawn].T
    found = np.empty((number, ahead))
    for month in range(ahead):
        shocks = size * chance.normal(size=(2, number))
        level = level + change + new_level * shocks[0]
        change = keeps * change + new_change * shocks[1]
        found[:, month] = level
    return found


def _drawn_now(
    known: _Learnt, drawn: "NDArray[np.intp]", size: "Numbers", shocks: "Numbers"
) -> tuple["Numbers", "Numbers"]:
    """The level and the change in the last month, as far as they are known."""
    import numpy as np

    middle, spread = known.middle[drawn], known.spread[drawn]
    of_level = np.sqrt(np.maximum(spread[:, 0, 0], 1e-12))
    common = spread[:, 1, 0] / of_level
    of_change = np.sqrt(np.maximum(spread[:, 1, 1] - common**2, 0))
    level = middle[:, 0] + size * of_level * shocks[0]
    return level, middle[:, 1] + size * (common * shocks[0] + of_change * shocks[1])


@cache
def _trials() -> tuple[_Trial, ...]:
    found = []
    for follows in _FOLLOWS:
        found.append(_Trial(WayOn.STAYS, follows))
        found.append(_Trial(WayOn.GOES_ON, follows, 1.0, _ANY_CHANGE))
        for keeps, new in product(_FADES, _NEW_CHANGE):
            begins = new / (1 - keeps**2) ** 0.5  # as large as such changes are in the long run
            found.append(_Trial(WayOn.FADES, follows, keeps, begins, new))
        found += [_Trial(WayOn.WAVERS, follows, 1.0, _ANY_CHANGE, new) for new in _NEW_CHANGE]
        found += [_Trial(WayOn.WANDERS, follows, new_level=new) for new in _NEW_LEVEL]
    return tuple(found)


@lru_cache(maxsize=512)
def _learnt(values: tuple[float, ...]) -> _Learnt:
    """Month by month, all trials at once: what each foretells, how far off it was, what it learns.

    How large the ups and downs are it learns too: what it foretells is a t-distribution.
    """
    import numpy as np

    trials = _trials()
    moves, new = _moves(trials)
    middle, spread = np.zeros((len(trials), 3)), np.zeros((len(trials), 3, 3))
    middle[:, 0], spread[:, 0, 0], spread[:, 2, 2] = values[0], _UNKNOWN, 1
    spread[:, 1, 1] = [one.begins**2 for one in trials]
    squares, told = np.zeros(len(trials)), np.zeros(len(trials))
    least = (1e-9 * (1 + max(abs(one) for one in values))) ** 2
    for month, value in enumerate(values):
        if month:
            middle = (moves @ middle[..., None])[..., 0]
            spread = moves @ spread @ moves.transpose(0, 2, 1) + new
        seen = spread[:, :, 0] + spread[:, :, 2]
        wide = seen[:, 0] + seen[:, 2]
        off = value - middle[:, 0] - middle[:, 2]
        if month >= _LEARNING:
            usual = squares + month * least
            density = np.log(usual * wide) + month * np.log1p(off**2 / wide / usual)
            told = told * 0.5 ** (1 / _HALF_AFTER) - density / 2
        squares = squares + off**2 / wide
        gain = seen / wide[:, None]
        middle = middle + gain * off[:, None]
        spread = spread - gain[:, :, None] * seen[:, None, :]
    months = len(values) - 1
    return _Learnt(middle, spread, squares + months * least, months, _weights(trials, told))


def _moves(trials: Sequence[_Trial]) -> tuple["Numbers", "Numbers"]:
    """How level, change, and up or down come of those of the month before; and what is new."""
    import numpy as np

    moves, new = np.zeros((2, len(trials), 3, 3))
    for place, one in enumerate(trials):
        moves[place] = np.diag([1, one.keeps, one.follows])
        moves[place, 0, 1] = 1  # the change is added to the level
        new[place] = np.diag([one.new_level**2, one.new_change**2, 1 - one.follows**2])
    return moves, new


def _weights(trials: Sequence[_Trial], told: "Numbers") -> "Numbers":
    """Of each way the same to begin with, shared among its trials; then by what each foretold."""
    import numpy as np

    ways = [one.way for one in trials]
    weights: Numbers = np.exp(told - told.max()) / np.array([ways.count(way) for way in ways])
    weights /= weights.sum()
    return weights
