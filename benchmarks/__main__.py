"""Runs every benchmark and prints its figures as Markdown: ``make bench``.

What is made up for it is kept under ``benchmarks/results`` and made once.
"""

from pathlib import Path
from typing import Any

from benchmarks.measuring import apart, table

FOLDER = Path(__file__).parent / "results"
COUNTY = 60_000
REGIONS = (100_000, 1_000_000)
# So few that what a run takes is what every run takes.
FEW, ROUNDS = 2_000, 3
# Ten take a quarter of an hour: by hand.
MADE = (1, 2)


def main() -> None:
    """The making of counties, the county, the pages, the region."""
    _making()
    _county()
    _pages()
    _regions()


def _making() -> None:
    rows = [apart("making", str(counties)) for counties in MADE]
    print("\n## Counties made up\n")
    table(
        rows,
        {
            "counties": "counties",
            "children": "children",
            "rows": "rows",
            "seconds": "seconds",
            "peak_gigabytes": "most memory (GB)",
        },
    )


def _county() -> None:
    place = FOLDER / f"county-{COUNTY}"
    if not place.exists():
        print("Making up a county:", apart("county", str(place), "make", str(COUNTY)))
    rows = [apart("county", str(place), kind) for kind in ("straight", "ssd")]
    print(f"\n## {COUNTY:,} children: import, every clock, the chain\n")
    table(
        rows,
        {
            "kind": "source",
            "rows": "rows",
            "duties": "duties",
            "import_seconds": "import (s)",
            "clocks_seconds": "clocks (s)",
            "chain_seconds": "chain (s)",
            "whole_seconds": "whole (s)",
            "peak_gigabytes": "most memory (GB)",
        },
    )


def _pages() -> None:
    told = apart("pages", str(FOLDER / f"county-{COUNTY}"))
    rows = [{"page": page} | times for page, times in told["pages"].items()]
    print(f"\n## Server time of the pages at {COUNTY:,} children\n")
    table(rows, {"page": "page", "median": "median (ms)", "p95": "95th centile (ms)"})


def _regions() -> None:
    start = _spent(_region(FEW))
    rows = [_per_event(_region(children), start) for children in REGIONS]
    print("\n## A region: all clocks and the daily series\n")
    table(
        rows,
        {
            "children": "children",
            "events": "events",
            "duties": "duties",
            "sort_seconds": "one full sort (s)",
            "clocks_seconds": "all clocks (s)",
            "daily_seconds": "five-year daily series (s)",
            "ratio": "clocks and series to sort",
            "per_event": "microseconds an event",
            "beyond_start": "the same beyond the start",
            "peak_gigabytes": "most memory (GB)",
        },
    )
    small, large = (row["beyond_start"] for row in rows)
    print(f"The start, whatever the size: {start:.2f} s, measured on {FEW:,} children.")
    print(f"Cost an event beyond it, the larger to the smaller: {large / small:.2f}")


def _region(children: int) -> dict[str, Any]:
    """The quickest of some rounds: what disturbs one on a shared machine is none of its cost."""
    place = FOLDER / f"region-{children}"
    if not place.exists():
        apart("scale", str(place), "make", str(children))
    return min((apart("scale", str(place), "run") for _ in range(ROUNDS)), key=_spent)


def _spent(told: dict[str, Any]) -> float:
    return float(told["clocks_seconds"] + told["daily_seconds"])


def _per_event(told: dict[str, Any], start: float) -> dict[str, Any]:
    spent = _spent(told)
    told["ratio"] = round(spent / told["sort_seconds"], 1)
    told["per_event"] = round(1e6 * spent / told["events"], 2)
    told["beyond_start"] = round(1e6 * (spent - start) / told["events"], 2)
    return told


if __name__ == "__main__":
    main()
