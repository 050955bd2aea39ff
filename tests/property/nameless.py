"""What a build of the dataset can tell of staff at all."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

import pyarrow as pa

from holdfast.record.workforce import Professionals
from holdfast.simulation import County
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.dialects.register import DIALECTS

Of = TypeVar("Of")
_TOLD: dict[tuple[int, Build, tuple[date, ...]], tuple[County, Any]] = {}


def as_told_to(county: County, build: Build) -> County:
    """The county without names of workers, where a build has none: no inbox shows then."""
    lacks = DIALECTS[build].tables["ssd_professionals"].lacks
    if Professionals.full_name.ssd not in lacks:
        return county
    staff = county.tables[Professionals.name]
    place = staff.column_names.index(Professionals.full_name.name)
    nameless = staff.set_column(place, staff.field(place), pa.nulls(len(staff), pa.string()))
    return replace(county, tables={**county.tables, Professionals.name: nameless})


def told_plainly(
    of: Callable[[County, None, Sequence[date]], Of],
    county: County,
    build: Build,
    days: tuple[date, ...],
) -> Of:
    """What a plain folder tells on some days, without what the build leaves out.

    Every test of a build asks for it again: worked out once for each county, which is kept so
    that its number in memory is no other's.
    """
    key = (id(county), build, days)
    if key not in _TOLD:
        _TOLD[key] = county, of(as_told_to(county, build), None, days)
    found: Of = _TOLD[key][1]
    return found
