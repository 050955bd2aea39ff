"""The one place where sources ask the simulation for a council."""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from holdfast.record.store.manifest import Note
from holdfast.simulation import County, make_county, whole_county
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil, council_of
from holdfast.simulation.council.request import refuse
from holdfast.simulation.mark import county_mark
from holdfast.simulation.oddities import oddities_table
from holdfast.simulation.truth.tables import truth_tables

__all__ = [
    "WHOLE",
    "YEARS",
    "County",
    "MadeUpCouncil",
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
    which: MadeUpCouncil = MadeUpCouncil.COUNTY,
) -> Mapping[str, pa.Table]:
    """The record's tables, by name, of a council of ``children`` on the day ``as_at``.

    ``oddities``: whether those of real records are planted, at their declared rates.
    ``progress`` is told how many days are done, and of how many. Raises what ``simulate``
    raises: BadSetting, BeyondCalendar.
    """
    return county(children, as_at, seed, years, progress, oddities, which).tables


def county(
    children: int,
    as_at: date,
    seed: int,
    years: int = YEARS,
    progress: Progress | None = None,
    oddities: bool = False,
    which: MadeUpCouncil = MadeUpCouncil.COUNTY,
) -> County:
    """The same council, with what really happened in it; with the oddities of real data or not."""
    ways = council_of(which, as_at)
    return make_county(children, as_at, seed, years, progress, ways, oddities)


def truth_of(made: County) -> Mapping[str, pa.Table]:
    """What is true of a county on its last day: the truth's tables, and its oddities, by name."""
    return {**truth_tables(made), "oddities": oddities_table(made.oddities())}


def origin(children: int, seed: int, which: MadeUpCouncil = MadeUpCouncil.COUNTY) -> str:
    """What a council is, in words for every page: the whole of it or a part."""
    name = SETTINGS[which].name
    if children == WHOLE:
        return f"The whole {name}: {WHOLE:,} children, seed {seed}"
    if children < WHOLE:
        return f"A part of the {name}: {children:,} of {WHOLE:,} children, seed {seed}"
    if which is MadeUpCouncil.COUNTY:
        return f"{children:,} made-up children, seed {seed}"
    return f"{children:,} children of a {name}, seed {seed}"


def marked(children: int, oddities: bool) -> Note:
    """What a council was made by, so that it is made anew when that changes."""
    words = f"by the parameters and stories of mark {county_mark()}"
    odd = ", with the oddities of real records" if oddities else ""
    return Note("made up", words + odd, children)
