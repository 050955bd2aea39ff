"""The day that the data stand at, where nobody gave one: the dataset itself says none.

It is the latest day on which something happened that cannot be planned: a contact, a
referral, a visit, a new worker. A slip of the pen must not move it: every duty of the council
would look overdue. So a day is passed over when it lies after a silence of four weeks and
fewer than one event in a thousand come after that silence.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.errors import BadSetting
from holdfast.record.assessment import Assessments
from holdfast.record.care import CareVisits
from holdfast.record.contact import Contacts, Referrals
from holdfast.record.missing import MissingEpisodes
from holdfast.record.need import NeedVisits
from holdfast.record.protection import Enquiries, ProtectionPlans, ProtectionVisits
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Involvements
from holdfast.sources.days.day_columns import DayColumns
from holdfast.sources.intake.gathering import Gathered
from holdfast.sources.silence import SILENCE
from holdfast.sources.ssd.files.part import SourcePart
from holdfast.sources.ssd.files.reading_parts import read_columns

_NEVER_PLANNED: tuple[Column, ...] = (
    Contacts.received,
    Referrals.received,
    Assessments.started,
    NeedVisits.visited,
    Enquiries.started,
    ProtectionPlans.started,
    ProtectionVisits.visited,
    CareVisits.visited,
    MissingEpisodes.started,
    Involvements.started,
)
_FEW = 1000


def day_of_the_data(parts: Mapping[str, SourcePart], today: date, order: DayColumns) -> date:
    """The latest plausible day of an event, not after ``today``. Raises BadSetting for none."""
    found = (read_columns(parts, (column,), today, order) for column in _NEVER_PLANNED)
    columns = zip(_NEVER_PLANNED, found, strict=True)
    latest = _latest_of((rows[column.name] for column, rows in columns if rows is not None), today)
    if latest is None:
        raise BadSetting(
            "The data do not show the day that they stand at: they hold no dated event.",
            "Say it with --as-at, such as --as-at 2018-01-31.",
        )
    return latest


def latest_taken(taken: Callable[[type[Table]], Gathered], as_at: date) -> date | None:
    """The latest such day in the rows taken in, if any; ``taken`` gives those of a table."""
    return _latest_of((taken(one.table).rows[one.name] for one in _NEVER_PLANNED), as_at)


def _latest_of(columns: Iterable[pa.ChunkedArray], until: date) -> date | None:
    days: Counter[date] = Counter()
    for column in columns:
        found = pc.value_counts(column.drop_null()).to_pylist()
        days.update({one["values"]: one["counts"] for one in found})
    return _latest({day: count for day, count in days.items() if day <= until})


def _latest(days: Mapping[date, int]) -> date | None:
    ordered = sorted(days, reverse=True)
    after = 0
    for place, day in enumerate(ordered):
        after += days[day]
        before = ordered[place + 1] if place + 1 < len(ordered) else None
        slip = before is not None and day - before > SILENCE
        if slip and after * _FEW < sum(days.values()):
            return _latest({one: days[one] for one in ordered[place + 1 :]})
    return ordered[0] if ordered else None
