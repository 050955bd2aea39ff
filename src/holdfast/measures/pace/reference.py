"""How far councils really moved in one to four years: what a council's own pace is held against.

The class is every English council and every start from 2016 on, of the same measure over as many
years. *Strugglers* are those of them whose start was in the worst tenth of that year. They move
partly because what is lowest by chance rises by itself (regression to the mean), and because
recording is put right: so their middle is what happens with no special effort, and no target.
"""

from dataclasses import dataclass
from itertools import chain

from holdfast.errors import BadSetting, NotFound
from holdfast.measures.benchmarks.published import PublishedTable
from holdfast.measures.measure import Good

# Values are published to a tenth: differences smaller than this are rounding.
_ROUNDING = 1e-6
YEARS = (1, 2, 3, 4)


@dataclass(frozen=True)
class ReferenceClass:
    """The moves of all councils, and of those that began in the worst tenth; better is above 0."""

    years: int
    every: tuple[float, ...]
    strugglers: tuple[float, ...]


@dataclass(frozen=True)
class PaceOfCouncil:
    """A council's move over some years, and the share of others that moved less, in per cent.

    ``among_strugglers`` is None where the council did not begin in the worst tenth. ``middle`` and
    ``low`` to ``high`` are the median of the strugglers and the tenths at either end.
    """

    first: int
    last: int
    start: float
    move: float
    among_all: int
    among_strugglers: int | None
    middle: float
    low: float
    high: float

    @property
    def way(self) -> str:
        """Better, or worse."""
        return "better" if self.move >= 0 else "worse"

    @property
    def size(self) -> float:
        """How far it moved, whichever way."""
        return abs(self.move)


def reference_class(table: PublishedTable, key: str, good: Good, years: int) -> ReferenceClass:
    """The moves over so many years. Raises BadSetting for a measure of which no way is good."""
    if good is Good.NEITHER:
        raise BadSetting(
            "No way of this measure is better, so that none moves faster.",
            "Ask for the pace of one that has a good way.",
        )
    sign = 1 if good is Good.HIGHER else -1
    every: list[list[float]] = []
    strugglers: list[list[float]] = []
    for year in table.years(key):
        start, later = table.councils(key, year), table.councils(key, year + years)
        moves = {code: sign * (later[code] - start[code]) for code in start if code in later}
        if moves:
            worst = _worst_tenth(start, sign)
            every.append(list(moves.values()))
            strugglers.append([move for code, move in moves.items() if sign * start[code] <= worst])
    return ReferenceClass(
        years, tuple(chain.from_iterable(every)), tuple(chain.from_iterable(strugglers))
    )


def pace_of_council(
    table: PublishedTable, key: str, good: Good, council: str, first: int, years: int
) -> PaceOfCouncil:
    """How far a council moved, among the others. Raises NotFound where its figures are lacking."""
    from numpy import quantile

    start, later = table.councils(key, first), table.councils(key, first + years)
    if council not in start or council not in later:
        raise NotFound(
            f"Nothing is published of that council for both {first} and {first + years}.",
            "Ask for years of which its figures were published.",
        )
    found = reference_class(table, key, good, years)
    sign = 1 if good is Good.HIGHER else -1
    move = sign * (later[council] - start[council])
    among = None
    if sign * start[council] <= _worst_tenth(start, sign):
        among = percentile(found.strugglers, move)
    low, middle, high = (float(quantile(found.strugglers, at)) for at in (0.1, 0.5, 0.9))
    return PaceOfCouncil(
        first,
        first + years,
        start[council],
        move,
        percentile(found.every, move),
        among,
        middle,
        low,
        high,
    )


def percentile(moves: tuple[float, ...], move: float) -> int:
    """The share of moves that were smaller, in whole per cent."""
    return round(100 * sum(one < move - _ROUNDING for one in moves) / len(moves)) if moves else 0


def _worst_tenth(start: dict[str, float], sign: int) -> float:
    from numpy import quantile

    return float(quantile([sign * value for value in start.values()], 0.1))
