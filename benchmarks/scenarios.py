"""What if: do its bands hold, on made-up counties that played no part in building it.

python -m benchmarks.scenarios SEED…    makes a county for each seed, lives it to 31 January 2018,
                                        runs the model from days in its past and lays the bands
                                        beside what happened. Some minutes for each county.
"""

import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.days import add_months
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.scenarios.calibrating import calibrate
from holdfast.scenarios.changes import NOTHING
from holdfast.scenarios.outputs import MAIN, Output, month_days, recorded
from holdfast.scenarios.reading import WorkRecord, day_of, number_of, read_work
from holdfast.scenarios.running import lay_runs
from holdfast.sources.made_up import council_tables, import_council

DAY = date(2018, 1, 31)
CHILDREN, RUNS = 9_000, 10
BACK = (30, 24, 18, 12, 6)  # months before the record's day from which it is run
AHEAD = (3, 6, 12, 18, 24)
BAND = (10, 50, 90)


@dataclass(frozen=True)
class HeldOut:
    """One figure so many months ahead: whether the band held it; how far off the middle was."""

    output: Output
    ahead: int
    held: bool
    off: float
    width: float


def county(seed: int, children: int = CHILDREN) -> WorkRecord:
    """The work of a made-up county that this seed makes."""
    with TemporaryDirectory() as folder:
        home = Path(folder)
        tables = council_tables(children, DAY, seed, oddities=True)
        made = import_council(
            Store(home), tables, children, DAY, seed, "2018-01-31T12:00:00", lambda _: True, True
        )
        outlook = open_outlook(made, Book(CLOCKS))
        try:
            return read_work(outlook.everybody, scheme_in_force(home).scheme)
        finally:
            outlook.close()


def held_out(record: WorkRecord, back: int, runs: int = RUNS) -> Iterator[HeldOut]:
    """Run from so many months ago with what was known then, and compare with what happened."""
    first = number_of(add_months(day_of(record.day), -back))
    told = calibrate(record, first)
    days = month_days(first, min(back, AHEAD[-1]))
    made = lay_runs(record, told, NOTHING, days, runs, 1, lambda: None)
    happened = recorded(record, told, days)
    for output in MAIN:
        bands = np.percentile(made[:, :, output], BAND, axis=1, method="weibull")
        for ahead in AHEAD:
            if ahead < len(days):
                low, middle, high = bands[:, ahead]
                was = happened[ahead, output]
                of = max(was, 25.0)
                inside = bool(low <= was <= high)
                yield HeldOut(output, ahead, inside, (middle - was) / of, (high - low) / of)


def main() -> None:
    """Print how often the 80% bands held what happened, by figure and months ahead."""
    found: list[HeldOut] = []
    for seed in sys.argv[1:]:
        record = county(int(seed))
        found += [one for back in BACK for one in held_out(record, back)]
    by: dict[tuple[Output, int], list[HeldOut]] = defaultdict(list)
    for one in found:
        by[one.output, one.ahead].append(one)
    print(
        "| figure | months ahead | held | of | mean off | mean width |\n|---|---|---|---|---|---|"
    )
    for (output, ahead), ones in sorted(by.items()):
        off, width = np.mean([one.off for one in ones]), np.mean([one.width for one in ones])
        held = sum(one.held for one in ones)
        print(f"| {output.title} | {ahead} | {held} | {len(ones)} | {off:+.0%} | {width:.0%} |")
    print(f"\nAll together {np.mean([one.held for one in found]):.0%} of {len(found)}.")


if __name__ == "__main__":
    main()
