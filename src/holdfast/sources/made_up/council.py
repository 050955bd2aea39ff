"""The one place where sources ask the simulation for a council."""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from holdfast.record.store.manifest import Note
from holdfast.simulation import County, make_county, whole_county
from holdfast.simulation.council.request import refuse
from holdfast.simulation.mark import county_mark
from holdfast.simulation.oddities import oddities_table
from holdfast.simulation.truth.tables import truth_tables

__all__ = [
    "WHOLE",
    "YEARS",
    "County",
    "council_tables",
    "county",
    "marked",
    "origin",
    "refuse",
    "truth_of",
]

YEARS = 6
# How many children the whole county comes to know in the six years and the one before them.
WHOLE = whole_county(YEARS)

Progress = Callable[[int, int], None]


def council_tables(
    children: int,
    as_at: date,
    seed: int,
    years: int = YEARS,
    progress: Progress | None = None,
    oddities: bool = False,
) -> Mapping[str, pa.Table]:
    """The record's tables, by name, of a council of ``children`` on the day ``as_at``.

    ``oddities``: whether those of real records are planted, at their declared rates.
    ``progress`` is told how many days are done, and of how many. Raises what ``simulate``
    raises: BadSetting, BeyondCalendar.
    """
    return county(children, as_at, seed, years, progress, oddities).tables


def county(
    children: int,
    as_at: date,
    seed: int,
    years: int = YEARS,
    progress: Progress | None = None,
    oddities: bool = False,
) -> County:
    """The same council, with what really happened in it; with the oddities of real data or not."""
    return make_county(children, as_at, seed, years, progress, oddities=oddities)


def truth_of(made: County) -> Mapping[str, pa.Table]:
    """What is true of a county on its last day: the truth's tables, and its oddities, by name."""
    return {**truth_tables(made), "oddities": oddities_table(made.oddities())}


def origin(children: int, seed: int) -> str:
    """What a council is, in words for every page: the whole county or a part of it."""
    if children == WHOLE:
        return f"The whole made-up county: {WHOLE:,} children, seed {seed}"
    if children < WHOLE:
        return f"A part of the made-up county: {children:,} of {WHOLE:,} children, seed {seed}"
    return f"{children:,} made-up children, seed {seed}"


def marked(children: int, oddities: bool) -> Note:
    """What a council was made by, so that it is made anew when that changes."""
    words = f"by the parameters and stories of mark {county_mark()}"
    odd = ", with the oddities of real records" if oddities else ""
    return Note("made up", words + odd, children)
