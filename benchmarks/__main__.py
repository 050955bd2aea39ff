"""Runs every benchmark and prints its figures as Markdown: ``make bench``.

What is made up for it is kept under ``benchmarks/results`` and made once.
"""

from pathlib import Path
from typing import Any

from benchmarks.measuring import apart, table

FOLDER = Path(__file__).parent / "results"
COUNTY = 60_000
REGIONS = (100_000, 1_000_000)
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
    rows = [_region(children) for children in REGIONS]
    small, large = (row["per_event"] for row in rows)
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
            "peak_gigabytes": "most memory (GB)",
        },
    )
    print(f"Cost an event at the larger to the smaller: {large / small:.2f}")


def _region(children: int) -> dict[str, Any]:
    place = FOLDER / f"region-{children}"
    if not place.exists():
        apart("scale", str(place), "make", str(children))
    told = apart("scale", str(place), "run")
    seconds = told["clocks_seconds"] + told["daily_seconds"]
    told["ratio"] = round(seconds / told["sort_seconds"], 1)
    told["per_event"] = round(1e6 * seconds / told["events"], 2)
    return told


if __name__ == "__main__":
    main()
