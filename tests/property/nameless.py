"""What a build of the dataset can tell of staff at all."""

from dataclasses import replace

import pyarrow as pa

from holdfast.record.workforce import Professionals
from holdfast.simulation import County
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.dialects.register import DIALECTS


def as_told_to(county: County, build: Build) -> County:
    """The county without names of workers, where a build has none: no inbox shows then."""
    lacks = DIALECTS[build].tables["ssd_professionals"].lacks
    if Professionals.full_name.ssd not in lacks:
        return county
    staff = county.tables[Professionals.name]
    place = staff.column_names.index(Professionals.full_name.name)
    nameless = staff.set_column(place, staff.field(place), pa.nulls(len(staff), pa.string()))
    return replace(county, tables={**county.tables, Professionals.name: nameless})
