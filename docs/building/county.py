"""The figures of the made-up county beside those published, what is true of it, and their chart.

They come of the whole county, which takes a few minutes to make: so they are a step of their own
(``python -m docs.building county``), and the page names the mark of the parameters that they were
made by. The same county gives the same bytes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from docs.building.blocks import renewed
from docs.building.markdown import table
from holdfast.progress import steps
from holdfast.simulation import SEED, County, make_county, whole_county
from holdfast.simulation.mark import parameters_mark
from holdfast.simulation.truth.tables import truth_tables
from holdfast.simulation.yardstick.chart import side_by_side
from holdfast.simulation.yardstick.published import ASKED
from holdfast.simulation.yardstick.yardstick import (
    BEFORE_COLUMNS,
    LAST_COLUMNS,
    Judged,
    before_rows,
    figures,
    judge,
    last_rows,
)

YEAR_ENDS = tuple(date(year, 3, 31) for year in (ASKED - 2, ASKED - 1, ASKED))
YEARS = 6
PAGE, CHART = Path("handbook") / "county.md", Path("images") / "county.svg"
COUNTY, LAST_YEAR, YEARS_BEFORE, TRUTH = BLOCKS = (
    "the county of this page",
    "figures of the last year",
    "figures of the years before",
    "what is true of the county",
)


def write_county(docs: Path, children: int | None = None) -> None:
    """Make a county (the whole, where no size is given) and write the page's figures and chart."""
    whole = whole_county(YEARS)
    size = children or whole
    with steps() as step:
        made = make_county(
            size, YEAR_ENDS[-1], SEED, YEARS, lambda done, of: step("Living through", done, of)
        )
        step("Holding it against what was published", 0, 0)
        judged = judged_by_year(made, size / whole)
        step("Reckoning what is true", 0, 0)
        found = blocks(judged, truth_tables(made), size)
    page = docs / PAGE
    makers = {name: partial(str, text) for name, text in found.items()}
    page.write_text(renewed(page.read_text(encoding="utf-8"), makers), encoding="utf-8")
    (docs / CHART).write_text(side_by_side(judged) + "\n", encoding="utf-8")


def judged_by_year(made: County, scale: float) -> list[Judged]:
    """A county's figures of the year asked for and the two before, beside those published."""
    return judge([one for day in YEAR_ENDS for one in figures(made.tables, day, scale)])


def blocks(
    judged: Sequence[Judged], truth: Mapping[str, pa.Table], children: int
) -> Mapping[str, str]:
    """What stands in each block of the page, by its name."""
    return {
        COUNTY: (
            f"{children:,} children in {YEARS} years and the one before them, as at "
            f"{YEAR_ENDS[-1]}, seed {SEED}; parameters of mark `{parameters_mark()}`."
        ),
        LAST_YEAR: _table_of(LAST_COLUMNS, last_rows(judged)),
        YEARS_BEFORE: _table_of(BEFORE_COLUMNS, before_rows(judged)),
        TRUTH: _truth(truth),
    }


def _truth(truth: Mapping[str, pa.Table]) -> str:
    duties, risk = truth["duties"], truth["unassessed_risk"]
    owed = duties.filter(pc.invert(duties["watch"]))
    parts = [
        ("Duties, and what came of them", _counts(owed["outcome"])),
        ("Spells of unassessed risk, by how they ended", _counts(risk["how"])),
        ("Gaps without a worker, by why", _counts(truth["no_worker"]["why"])),
        ("Duties that were overdue for a day or more, by how far supervision took them",
         Counter(map(_path, truth["deficits"].to_pylist()))),
    ]  # fmt: skip
    return "\n\n".join(f"**{title}**\n\n{_counted(found)}" for title, found in parts)


def _path(deficit: Mapping[str, object]) -> str:
    """How far a deficit came while it was overdue: the furthest of the steps taken."""
    steps_taken = {"acted": "an action done", "directed": "an action agreed"}
    further = steps_taken | {"challenged": "challenged", "discussed": "discussed, and no more"}
    return next((word for step, word in further.items() if deficit[step]), "not discussed")


def _counts(values: pa.ChunkedArray) -> Counter[str]:
    return Counter(one or "goes on" for one in values.to_pylist())


def _counted(found: Counter[str]) -> str:
    total = sum(found.values())
    rows = [
        {"what": what, "number": f"{count:,}", "share": f"{100 * count / total:.1f}%"}
        for what, count in sorted(found.items(), key=lambda one: (-one[1], one[0]))
    ]
    rows.append({"what": "all", "number": f"{total:,}", "share": ""})
    return _table_of(("what", "number", "share"), rows)


def _table_of(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    return table(columns, ([row[name] for name in columns] for row in rows))
