"""A measure beside the published figures of the same definition, or why it cannot be compared."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from holdfast.measures.benchmarks.published import (
    ENGLAND,
    OF_SEPTEMBER,
    PublishedTable,
    PublishedValue,
    neighbours,
    year_end,
)
from holdfast.measures.measure import Measure, MeasureUnit, Whose


@dataclass(frozen=True)
class Benchmark:
    """A published figure beside the measure: whose it is, of which year, in the measure's unit.

    ``of`` is how many councils it is the middle one of; 1 for a figure of one area.
    """

    whose: str
    year: int
    value: float
    of: int
    source: str
    licence: str


@dataclass(frozen=True)
class Benchmarks:
    """The figures that a measure can be held against, or in ``refused`` why there are none.

    ``year`` says in words what a year of them is.
    """

    found: tuple[Benchmark, ...]
    refused: str = ""
    year: str = "Year to 31 March"


def benchmarks(
    measure: Measure, table: PublishedTable, council: str, day: date, years: int = 3
) -> Benchmarks:
    """England, the council's region, its neighbours and its own past, of the latest years.

    Those published of years that had ended by ``day``. Without a ``council`` England alone. Raises
    NotFound for a council that nobody knows.
    """
    refused = refusal(measure, table)
    if refused:
        return Benchmarks((), refused)
    key = measure.published
    asked = [year for year in table.years(key) if year_end(key, year) <= day][-years:]
    if not asked:
        return Benchmarks((), f"Nothing was published of the years that had ended by {day.year}.")
    found: list[Benchmark] = []
    for year in asked:
        found += _of_year(measure, table, council, year)
    words = "As at 30 September" if key in OF_SEPTEMBER else "Year to 31 March"
    return Benchmarks(tuple(found), year=words)


def refusal(measure: Measure, table: PublishedTable) -> str:
    """Why a measure cannot be held against published figures; empty where it can."""
    if measure.definition.whose is not Whose.DFE:
        unlike = measure.definition.unlike or "No published figure of this definition is known."
        return f"The definition is the council's own and not the published one. {unlike}"
    if not measure.published:
        unlike = measure.definition.unlike or "The table of published figures does not hold it."
        return f"There is no published figure to compare it with. {unlike}"
    if not table.years(measure.published):
        return (
            "No published figure of it is held. Read the published file in with "
            f"`holdfast benchmarks FILE --measure {measure.published}`."
        )
    return ""


def scale_of(measure: Measure) -> float:
    """By what a published value is multiplied to be in the measure's unit: per cent to shares."""
    shares = (MeasureUnit.SHARE, MeasureUnit.CHILDREN_SHARE, MeasureUnit.STAFF)
    return 0.01 if measure.unit in shares else 1.0


def _of_year(measure: Measure, table: PublishedTable, council: str, year: int) -> list[Benchmark]:
    rows = table.of_year(measure.published, year)
    # The number of children of England says nothing to that of one council.
    counts = measure.unit in (MeasureUnit.CHILDREN, MeasureUnit.TIMES)
    areas = {one.area: one for one in rows.values() if not one.region}
    picked = [] if counts else [areas.get(ENGLAND)]
    if council:
        own = table.council(council)
        picked += [] if counts else [areas.get(_region(own.region))]
        picked.append(rows.get(council))
    scale = scale_of(measure)
    found = [_one(row, row.area, scale) for row in picked if row]
    near = [rows[code] for code in neighbours(council) if code in rows] if council else []
    if near and not counts:
        middle = median(one.value for one in near) * scale
        words = "The middle one of the statistical neighbours"
        found.append(Benchmark(words, year, middle, len(near), near[0].source, near[0].licence))
    return found


def _one(row: PublishedValue, whose: str, scale: float) -> Benchmark:
    return Benchmark(whose, row.year, row.value * scale, 1, row.source, row.licence)


def _region(region: str) -> str:
    """The region's own name as an area: the two halves of London are named another way round."""
    return {"Inner London": "London (Inner)", "Outer London": "London (Outer)"}.get(
        region, region.replace("The Humber", "the Humber")
    )
