"""The one place where sources ask the simulation for a council."""

from collections.abc import Callable, Mapping
from datetime import date

import pyarrow as pa

from holdfast.simulation import simulate

YEARS = 6


def council_tables(
    children: int,
    as_at: date,
    seed: int,
    years: int = YEARS,
    progress: Callable[[int, int], None] | None = None,
) -> Mapping[str, pa.Table]:
    """The record's tables, by name, of a council of ``children`` on the day ``as_at``.

    ``progress`` is told how many children are done, and of how many. Raises what ``simulate``
    raises: BadSetting, BeyondCalendar.
    """
    return simulate(children, as_at, seed, years, progress)
