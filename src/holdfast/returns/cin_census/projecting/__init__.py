"""The census that the record would send: its tables, as a reader of the file would give them.

What belongs follows from DfE's rules: every child with a referral in the census year or with a
case open on a day of it; of each case what was done in the year or still went on. The modules'
declarations say the rest, field by field.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa

from holdfast.engine import open_engine
from holdfast.errors import BadSetting
from holdfast.record.store.snapshot import Snapshot
from holdfast.returns.cin_census.projecting.extracting import days_of, draw, left_out, see, unsaid
from holdfast.returns.cin_census.projecting.lacking import lacking_from
from holdfast.returns.cin_census.register import YEARS
from holdfast.returns.record_check import LeftOut
from holdfast.sources.cin_census import Header

__all__ = ["Projected", "last_day", "project"]

_CAUTIONS = {
    "annex_a": "Annex A tells of assessments, enquiries and referrals of six months only: a "
    "census drawn from it is not whole.",
}


@dataclass(frozen=True)
class Projected:
    """A census drawn from the record.

    ``tables`` has each module's rows, in the shape that the module declares and in the order of
    the file; ``line`` is null. ``lacking`` says of fields (module, name) why the source cannot
    give them: what looks at them is not to be run. ``known`` is the day after which nothing was
    known; ``cautions`` tell what of the whole must be borne in mind.
    """

    year: int
    known: date
    header: Header
    tables: dict[str, pa.Table]
    lacking: Mapping[tuple[str, str], str]
    left_out: tuple[LeftOut, ...] = ()
    cautions: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether all of the census year was known."""
        return self.known >= last_day(self.year)


def last_day(year: int) -> date:
    """The reference date of the census that ends in ``year``."""
    return date(year, 3, 31)


def project(snapshot: Snapshot, year: int, on: date | None = None) -> Projected:
    """The census of a year as the record knew it on a day.

    That is the snapshot's own day when none is given, and never later than the reference date:
    what came after is another year's. Raises BadSetting for a year whose rules are not known, a
    day after the snapshot's own, or one before the census year began.
    """
    known = _known(snapshot, year, on)
    days = days_of(year, known)
    engine = open_engine()
    try:
        snapshot.open(engine)
        see(engine, days)
        tables = draw(engine, days, year)
        lacking = lacking_from(snapshot.manifest.feeds, year) | unsaid(engine, year)
        left = tuple(LeftOut(*counted) for counted in left_out(engine, days, year) if counted[1])
    finally:
        engine.close()
    header = Header("CIN", year, last_day(year))
    caution = _CAUTIONS.get(snapshot.manifest.source)
    return Projected(year, known, header, tables, lacking, left, (caution,) if caution else ())


def _known(snapshot: Snapshot, year: int, on: date | None) -> date:
    as_at = snapshot.manifest.as_at
    if year not in YEARS:
        raise BadSetting(
            f"The rules of a census that ends in {year} are not known.",
            f"Choose a year from {YEARS[0]} to {YEARS[-1]}.",
        )
    if on and on > as_at:
        raise BadSetting(
            f"The snapshot tells nothing after {as_at.isoformat()}.",
            "Ask for that day or an earlier one, or import a newer extract.",
        )
    known = min(on or as_at, last_day(year))
    if known < date(year - 1, 4, 1):
        raise BadSetting(
            f"On {known.isoformat()} the census year that ends in {year} had not begun.",
            "Choose an earlier year, or import a newer extract.",
        )
    return known
