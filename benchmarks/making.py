"""Making counties up: whether ten take ten times as long, and as much memory, as one.

python -m benchmarks.making COUNTIES
"""

import sys
from datetime import date
from typing import Any

from benchmarks.measuring import tell, timed
from holdfast.simulation import SEED, make_county, whole_county

AS_AT, YEARS = date(2018, 1, 31), 6


def make(counties: int) -> dict[str, Any]:
    """Make so many counties' children up as one county, with the oddities of real records."""
    told: dict[str, Any] = {"counties": counties, "children": counties * whole_county(YEARS)}
    with timed(told, "seconds"):
        made = make_county(told["children"], AS_AT, SEED, YEARS, oddities=True)
    told["rows"] = sum(table.num_rows for table in made.tables.values())
    return told | {"told": len(made.chronicle.told)}


if __name__ == "__main__":
    tell(make(int(sys.argv[1])))
