"""How likely a target was said to be reached, laid beside how often it was: ``python -m``.

``python -m benchmarks.pace_chances [SEED [EACH]]``. The series are those on which the coverage of
the intervals is shown (``tests/unit/test_pace.py``), seven years and two more: a third without a
change, a third with one (up or down, to 0.01 a month), a third that turn. A target lies up to 0.16
above the level; what counts is whether the level, without the ups and downs of single months, came
to it within 12 and within 24 months.

Beside them, and in none of the sums, stand series of which no past can tell: such as turn for the
first time near the end or after it, or shift once, at a stroke or bit by bit.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benchmarks.measuring import table
from holdfast.measures.pace.made_series import made_series
from holdfast.measures.pace.past_forecasts import widening
from holdfast.measures.pace.projecting import first_reached, reaching, spread_by_past

KNOWN, AHEAD, TARGETS = 84, 24, 4
FURTHEST, _MADE = 0.16, 2_000
STILL, MOVING, TURNING = KINDS = ("without a change", "with a change", "that turn")
FIRST_TURN, WEARING_OFF, SHIFTING = OTHERS = (
    "with a first turn",
    "whose change wears off",
    "that shift once",
)


@dataclass(frozen=True)
class Said:
    """How likely it was said to be, by what share of series like the latest two years, what came.

    ``likely`` is None where nothing was said, ``turns`` because the past shows too many turns.
    """

    kind: str
    months: int
    likely: float | None
    share: float
    turns: bool
    came: bool


def said(each: int, seed: int, kinds: Sequence[str] = KINDS) -> list[Said]:
    """Of so many series of each kind, a few targets each, within 12 and 24 months."""
    chance = np.random.default_rng(seed)
    found = []
    for kind in kinds:
        for number in range(each):
            values, levels = made_up_series(kind, chance, (0.0, 0.3, 0.5)[number % 3])
            for gap in chance.uniform(0.0, FURTHEST, TARGETS):
                target = levels[KNOWN - 1] + float(gap)
                told = reaching(values, target, True, (None, None))
                if told.reached:
                    continue
                for months, likely in ((12, told.within_12), (24, told.within_24)):
                    share = share_like_two_years(values, target, 1, months)
                    came = max(levels[KNOWN : KNOWN + months]) >= target
                    found.append(Said(kind, months, likely, share, told.turns, came))
    return found


def share_like_two_years(values: list[float], target: float, sign: int, months: int) -> float:
    """The share of series made of the latest two years that reach a target within so many months.

    They spread as wide as the past shows that they have to.
    """
    made = spread_by_past(made_series(values, AHEAD, _MADE), widening(values, AHEAD))
    return float((first_reached(made, target, sign) <= months).mean())


def brier(likely: Sequence[float], came: Sequence[bool]) -> float:
    """The mean square of how far what was said lay from what came: nought is to have known."""
    return float(np.mean((np.array(likely) - np.array(came, dtype=float)) ** 2))


def brier_of_one_for_all(came: Sequence[bool]) -> float:
    """The same, had each been said to be as likely as it was of all together."""
    return brier([float(np.mean(came))] * len(came), came)


def reliability(
    likely: Sequence[float], came: Sequence[bool], parts: int = 10
) -> list[dict[str, Any]]:
    """By tenths, or so many parts: what was said on average, how often it came, out of how many."""
    told, so = np.array(likely), np.array(came)
    place = np.minimum((told * parts).astype(int), parts - 1)
    return [
        {
            "said": f"{100 * part // parts} to {100 * (part + 1) // parts}%",
            "average": float(told[place == part].mean()),
            "came": float(so[place == part].mean()),
            "of": int((place == part).sum()),
        }
        for part in range(parts)
        if (place == part).any()
    ]


def scores(found: Sequence[Said]) -> dict[str, Any]:
    """The Brier scores of what was told: as told, by the share alone, by one for all."""
    told = [one for one in found if one.likely is not None]
    came = [one.came for one in told]
    return {
        "told": len(told),
        "of": len(found),
        "as told": round(brier([one.likely or 0 for one in told], came), 3),
        "by the share": round(brier([one.share for one in told], came), 3),
        "one for all": round(brier_of_one_for_all(came), 3),
    }


def made_up_series(
    kind: str, chance: np.random.Generator, follows: float
) -> tuple[list[float], list[float]]:
    """The months that are known, and the level of these and of those ahead."""
    levels = [*_levels(kind, chance)]
    noise, rest = (0.03 if kind == TURNING else 0.05), float(chance.normal())
    values = []
    for level in levels[:KNOWN]:
        rest = follows * rest + float(chance.normal()) * (1 - follows**2) ** 0.5
        values.append(level + noise * rest)
    return values, levels


def _levels(kind: str, chance: np.random.Generator) -> Iterator[float]:
    if kind in OTHERS:
        yield from _levels_of_others(kind, chance)
        return
    step = float(chance.uniform(-0.01, 0.01)) if kind == MOVING else 0.0
    level, left = 0.5, 0
    for _ in range(KNOWN + AHEAD):
        if kind == TURNING and not left:
            left, step = int(chance.integers(6, 18)), 0.012 * float(chance.integers(-1, 2))
        level, left = level + step, left - 1
        yield level


def _levels_of_others(kind: str, chance: np.random.Generator) -> Iterator[float]:
    """Once, in the last two years or the next: a turn, or a shift at a stroke or bit by bit."""
    at, wears = int(chance.integers(KNOWN - 24, KNOWN + 12)), 1 / float(chance.integers(6, 30))
    before, after = (float(one) for one in chance.uniform(-0.01, 0.01, 2))
    shift, level = float(chance.uniform(-0.2, 0.2)), 0.5
    for month in range(KNOWN + AHEAD):
        if kind == FIRST_TURN:
            level += before if month < at else after
        elif month >= at:
            part = 1 if kind == SHIFTING else wears
            level, shift = level + part * shift, (1 - part) * shift
        yield level


def main(seed: int = 404, each: int = 160) -> None:
    """Print the tables."""
    found = said(each, seed)
    told = [one for one in found if one.likely is not None]
    print(f"\n## Said and came, {3 * each} series, seed {seed}\n")
    rows = reliability([one.likely or 0 for one in told], [one.came for one in told])
    percents = [row | {name: f"{row[name]:.0%}" for name in ("average", "came")} for row in rows]
    table(percents, {"said": "said", "average": "on average", "came": "came", "of": "of"})
    kinds = {kind: [one for one in found if one.kind == kind] for kind in KINDS} | {"all": found}
    kinds |= {f"within {n} months": [one for one in found if one.months == n] for n in (12, 24)}
    others = said(each, seed, OTHERS)
    kinds |= {kind: [one for one in others if one.kind == kind] for kind in OTHERS}
    scored = [{"series": kind} | scores(own) for kind, own in kinds.items()]
    table(scored, {name: name for name in scored[0]})
    turning = [one for one in found if one.turns]
    came = [one.came for one in turning]
    own, same = brier([one.share for one in turning], came), brier_of_one_for_all(came)
    print(
        f"Not told, since they turn: {len(turning)}; by the share {own:.3f}, one for all {same:.3f}"
    )


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
