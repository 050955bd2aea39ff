"""Writes the figures of the handbook's page on the made-up county, and their chart.

    python -m holdfast.simulation.yardstick.handbook_page docs

makes the whole county (a few minutes), and writes what stands between the marks of
``docs/handbook/county.md``, and ``docs/images/county.svg``. The same county gives the same bytes.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.progress import said, steps
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

_SECTION = re.compile(r"(<!-- (\w+): begin -->\n).*?(<!-- \2: end -->)", re.S)

Sections = Mapping[str, str]


def tell(docs: Path, children: int | None = None) -> None:
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
        found = sections(judged, truth_tables(made), size)
    page = docs / PAGE
    page.write_text(filled(page.read_text(encoding="utf-8"), found), encoding="utf-8")
    (docs / CHART).write_text(side_by_side(judged) + "\n", encoding="utf-8")


def judged_by_year(made: County, scale: float) -> list[Judged]:
    """A county's figures of the year asked for and the two before, beside those published."""
    return judge([one for day in YEAR_ENDS for one in figures(made.tables, day, scale)])


def sections(judged: Sequence[Judged], truth: Mapping[str, pa.Table], children: int) -> Sections:
    """What stands between each pair of the page's marks, by the mark's name."""
    return {
        "made": (
            f"{children:,} children in {YEARS} years and the one before them, as at "
            f"{YEAR_ENDS[-1]}, seed {SEED}; parameters of mark `{parameters_mark()}`.\n"
        ),
        "last_year": _markdown(LAST_COLUMNS, last_rows(judged)),
        "years_before": _markdown(BEFORE_COLUMNS, before_rows(judged)),
        "truth": _truth(truth),
    }


def filled(page: str, found: Sections) -> str:
    """A page with each section in its place; one that has no place there is left out."""
    return _SECTION.sub(lambda mark: f"{mark[1]}{found.get(mark[2], '')}{mark[3]}", page)


def held(page: str, section: str) -> str:
    """What stands in a section of the page."""
    return next((mark[0] for mark in _SECTION.finditer(page) if mark[2] == section), "")


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
    return "\n".join(f"**{title}**\n\n{_counted(found)}" for title, found in parts)


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
    return _markdown(("what", "number", "share"), rows)


def _markdown(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> str:
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    lines += [f"| {' | '.join(row[name] for name in columns)} |" for row in rows]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    tell(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else None)
    said.print(f"Written: {PAGE} and {CHART}.")
