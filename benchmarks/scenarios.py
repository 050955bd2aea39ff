"""What if: do its bands hold, on made-up counties that played no part in setting them.

python -m benchmarks.scenarios SEED…    makes a county for each seed, lives it to 31 January 2018,
                                        runs the model from days in its past and lays the bands
                                        beside what happened. Some minutes for each county.

A seed written with an o before it, as o21, is a county whose years come in another order: how many
leave, how many come, how readily others tell of a child, and all else that the made-up county has
by year. Its own years are one history, in which everything grew worse in the last two; bands set on
that alone would foretell it. ``--set`` prints the stretch of bands that these counties would set.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.days import add_months
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.scenarios.bands.own_past import LEAST_BEFORE, ORIGINS, scores_from
from holdfast.scenarios.bands.stretching import TENTH, PastScore, count_stretches
from holdfast.scenarios.outputs import AHEAD, MAIN, Output
from holdfast.scenarios.reading import WorkRecord, day_of, number_of, read_work
from holdfast.simulation import make_county
from holdfast.simulation.chance import Course
from holdfast.simulation.council.council import Council
from holdfast.sources.made_up import import_council

DAY = date(2018, 1, 31)
CHILDREN, YEARS = 9_000, 6
BACK = (30, 24, 18, 12, 6)  # months before the record's day from which it is tried
SEED = 1
OTHER_YEARS = "o"

# Scores of one county by how many months back the model was run.
ByOrigin = Mapping[int, list[PastScore]]


@dataclass(frozen=True)
class HeldOut:
    """One figure so many months ahead: whether the band held it, how far off the middle was.

    ``off`` and ``width`` (from the lower end to the upper) are of the logarithm.
    """

    output: Output
    ahead: int
    held: bool
    off: float
    width: float


def other_years(seed: int) -> Council:
    """The made-up county with its years in another order, the same order in all that has years."""
    order = list(range(len(Council().staffing.leaving.years)))
    Random(f"years/{seed}").shuffle(order)

    def reordered(part: Any) -> Any:
        changed: dict[str, Any] = {}
        for one in fields(part):
            value = getattr(part, one.name)
            if isinstance(value, Course):
                changed[one.name] = Course(tuple(value.years[year] for year in order))
            elif is_dataclass(value):
                changed[one.name] = reordered(value)
        return replace(part, **changed)

    council: Council = reordered(Council())
    return council


def county(name: str, children: int = CHILDREN) -> WorkRecord:
    """The work of a made-up county: of a seed, or of one whose years are in another order."""
    seed = int(name.removeprefix(OTHER_YEARS))
    ways = other_years(seed) if name.startswith(OTHER_YEARS) else Council()
    with TemporaryDirectory() as folder:
        home = Path(folder)
        tables = make_county(children, DAY, seed, YEARS, None, ways, True).tables
        made = import_council(
            Store(home), tables, children, DAY, seed, "2018-01-31T12:00:00", lambda _: True, True
        )
        outlook = open_outlook(made, Book(CLOCKS))
        try:
            return read_work(outlook.everybody, scheme_in_force(home).scheme)
        finally:
            outlook.close()


def by_origin(record: WorkRecord) -> ByOrigin:
    """The model run from every half-year that is tried, or that one tried looks back to."""
    found = {}
    for back in range(BACK[-1], BACK[0] + ORIGINS[-1] + 1, 6):
        first = number_of(add_months(day_of(record.day), -back))
        if first - record.begins >= LEAST_BEFORE:
            found[back] = list(scores_from(record, first, back, SEED, lambda: None))
    return found


def tried(scores: ByOrigin) -> Iterator[HeldOut]:
    """Each day that is tried, its bands stretched by what its own past had told by then."""
    for day in BACK:
        own = [
            one for origin in ORIGINS for one in scores.get(day + origin, ()) if one.ahead <= origin
        ]
        stretches = count_stretches(own)
        for one in scores.get(day, ()):
            stretch = stretches[one.output, one.ahead]
            held = abs(one.score) <= stretch
            yield HeldOut(one.output, one.ahead, held, one.off, stretch * one.width)


def told(found: Iterable[HeldOut]) -> str:
    """How often the 80% bands held what happened, by figure and months ahead."""
    by: dict[tuple[Output, int], list[HeldOut]] = defaultdict(list)
    for one in found:
        by[one.output, one.ahead].append(one)
    heads = " | ".join(f"{ahead} months" for ahead in AHEAD)
    lines = [f"| figure | {heads} | all |", "|---|---|---|---|---|---|---|"]
    for output in MAIN:
        cells = [by[output, ahead] for ahead in AHEAD]
        every = [one.held for cell in cells for one in cell]
        held = " | ".join(f"{sum(one.held for one in cell)} of {len(cell)}" for cell in cells)
        lines.append(f"| {output.title} | {held} | {np.mean(every):.0%} |")
    lines += [
        "",
        f"| figure: upper end by lower; middle off | {heads} |",
        "|---|---|---|---|---|---|",
    ]
    for output in MAIN:
        cells = [by[output, ahead] for ahead in AHEAD]
        wide = " | ".join(
            f"{np.exp(np.median([one.width for one in cell])):.2f}; "
            f"{np.expm1(np.mean([one.off for one in cell])):+.0%}"
            for cell in cells
        )
        lines.append(f"| {output.title} | {wide} |")
    return "\n".join(lines)


def stretches_set(counties: Iterable[ByOrigin]) -> str:
    """What these counties would set: half-widths of runs, and the stretch that holds eight in ten.

    The stretch is the middle (of logarithms) of what holds eight in ten of these scores and of 1.28
    times their root mean square: either alone wavers with so few. It is with the half-widths that
    are set already: where those change, it has to be printed once more.
    """
    every = [one for scores in counties for day in BACK for one in scores.get(day, ())]
    lines = ["figure: half-widths; stretch"]
    for output in MAIN:
        cells = [
            [one for one in every if (one.output, one.ahead) == (output, ahead)] for ahead in AHEAD
        ]
        widths = [np.median([one.alone / 2 for one in cell]) for cell in cells]
        sizes = [np.array([abs(one.score) for one in cell]) for cell in cells]
        stretch = [
            np.sqrt(np.quantile(one, 0.8) * TENTH * np.sqrt((one**2).mean())) for one in sizes
        ]
        laid = "; ".join(", ".join(f"{one:.3f}" for one in row) for row in (widths, stretch))
        lines.append(f"{output.name}: {laid}")
    return "\n".join(lines)


def main() -> None:
    """Print it for the counties that are asked for; those of other years apart."""
    names = [name for name in sys.argv[1:] if name != "--set"]
    counties = {name: by_origin(county(name)) for name in names}
    if "--set" in sys.argv:
        print(stretches_set(counties.values()))
    for words, own in (
        ("The made-up county", [name for name in names if not name.startswith(OTHER_YEARS)]),
        ("Its years in another order", [name for name in names if name.startswith(OTHER_YEARS)]),
    ):
        if own:
            print(f"\n{words}, seeds {', '.join(own)}\n")
            print(told(one for name in own for one in tried(counties[name])))
    every = [one.held for scores in counties.values() for one in tried(scores)]
    print(f"\nAll together {np.mean(every):.0%} of {len(every)}.")


if __name__ == "__main__":
    main()
