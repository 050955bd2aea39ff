"""What the pace of a made-up county's measures is worth: ``python -m benchmarks.pace_county``.

``python -m benchmarks.pace_county [CHILDREN]``. The county is the one that ``holdfast demo`` shows,
the whole of it where no number is given (some minutes). Of every measure that is charted and has
twelve settled months, forecasts of six and of twelve months before are laid beside what came, and
it is counted of how many it is told how likely a target is to be reached.

What was said 27 months before the last is laid beside what came, too. Targets lie one, two and
three times as far from the level, up and down, as two months that follow one another usually do.
Nobody knows the level of a real measure: here it is the mean of seven months, those around it.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from benchmarks.measuring import table
from benchmarks.pace_chances import Said, reliability, scores, share_like_two_years
from holdfast.cli.demo.demonstration import DAY, ODD
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.measures.cases.counting import count_by
from holdfast.measures.charts.of_measure import chart_refusal, settled_values
from holdfast.measures.pace.made_series import LEAST
from holdfast.measures.pace.past_forecasts import FAR, HALF_A_YEAR, backtest, learnt_from
from holdfast.measures.pace.projecting import reaching
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.simulation import SEED
from holdfast.sources.made_up import WHOLE, council_tables, import_council

AROUND, BEFORE = 3, 27
AT = "2018-02-01T08:30:00"
ANY = (None, None)
TURNS, MISSED, SHORT = "they turn too often", "their forecasts did not hold", "too short a past"
TOLD, WITH_CAUTION = "told", "told with caution"


def months_of_county(children: int) -> dict[str, list[float]]:
    """The settled months of each charted measure that has twelve, by its key."""
    charted = [one for one in MEASURES if not chart_refusal(one)]
    tables = council_tables(children, DAY, SEED, oddities=ODD)
    with TemporaryDirectory() as home:
        made = import_council(
            Store(Path(home)), tables, children, DAY, SEED, AT, lambda _: True, ODD
        )
        outlook = open_outlook(made, Book(CLOCKS))
        try:
            counts = count_by(outlook, charted)
        finally:
            outlook.close()
    found = {
        one.key: settled_values([each for each in counts if each.measure == one.key])
        for one in charted
    }
    return {key: values for key, values in found.items() if len(values) >= LEAST}


def held(county: Iterable[Sequence[float]], ahead: int) -> dict[str, Any]:
    """How many months the forecasts of so many months before held, of the latest twelve each."""
    found = [backtest(values, ahead) for values in county]
    made = sum(one.made for one in found)
    alone, now = sum(one.held_unwidened for one in found), sum(one.held for one in found)
    return {
        "months before": ahead,
        "by two years alone": f"{alone:,} of {made:,} ({alone / made:.0%})",
        "by its own past": f"{now:,} of {made:,} ({now / made:.0%})",
        "measures with fewer than half": sum(2 * one.held < one.made for one in found),
    }


def told_of(values: Sequence[float]) -> str:
    """Whether it is told how likely a target is to be reached, or why not."""
    found = reaching(values, values[-1], True, ANY)
    if found.turns:
        return MISSED if backtest(values, HALF_A_YEAR).failed else TURNS
    if not learnt_from(values, HALF_A_YEAR):
        return SHORT
    return WITH_CAUTION if found.comes_and_goes else TOLD


def said_of_county(county: Mapping[str, Sequence[float]]) -> Iterator[Said]:
    """What was said of each measure 27 months before its last, and what came."""
    for values in county.values():
        known = list(values[:-BEFORE])
        usual = float(np.median(np.abs(np.diff(known)))) if len(known) > LEAST else 0.0
        if not usual or not learnt_from(known, HALF_A_YEAR):
            continue
        around = np.ones(2 * AROUND + 1) / (2 * AROUND + 1)
        levels = np.convolve(values, around, "valid")
        now, ahead = levels[len(known) - 1 - 2 * AROUND], levels[len(known) - AROUND :]
        for gap in (1, 2, 3):
            for sign in (1, -1):
                yield from _said(known, float(now) + sign * gap * usual, sign, ahead)


def _said(known: list[float], target: float, sign: int, ahead: Any) -> Iterator[Said]:
    found = reaching(known, target, sign > 0, ANY)
    if found.reached:
        return
    for months, likely in ((12, found.within_12), (24, found.within_24)):
        came = bool((sign * (ahead[:months] - target) >= 0).any())
        kind = WITH_CAUTION if found.comes_and_goes else TOLD
        share = share_like_two_years(known, target, sign, months)
        yield Said(kind, months, likely, share, found.turns, came)


def main(children: int = WHOLE) -> None:
    """Print the tables."""
    county = months_of_county(children)
    print(f"\n## {len(county)} charted measures of a made-up county, {children:,} children\n")
    rows = [held(county.values(), ahead) for ahead in (HALF_A_YEAR, FAR)]
    table(rows, {name: name for name in rows[0]})
    counts = Counter(told_of(values) for values in county.values())
    table([counts], {name: name for name in (TOLD, WITH_CAUTION, TURNS, MISSED, SHORT)})
    found = list(said_of_county(county))
    kinds = {kind: [one for one in found if one.kind == kind] for kind in (TOLD, WITH_CAUTION)}
    scored = [{"measures": kind} | scores(own) for kind, own in (kinds | {"all": found}).items()]
    table(scored, {name: name for name in scored[0]})
    told = [one for one in found if one.likely is not None]
    parts = reliability([one.likely or 0 for one in told], [one.came for one in told])
    percents = [row | {name: f"{row[name]:.0%}" for name in ("average", "came")} for row in parts]
    table(percents, {"said": "said", "average": "on average", "came": "came", "of": "of"})


if __name__ == "__main__":
    main(*(int(one) for one in sys.argv[1:]))
