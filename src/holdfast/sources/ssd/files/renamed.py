"""A column that a table lacks, while it has one that nobody knows: it may be there renamed.

Some columns say that what a row tells of did not happen, such as that a review was cancelled. A
table without one would count every row; where one with another name stands in it, that is in doubt.
"""

from collections.abc import Iterator, Sequence

from holdfast.record.care import CareReviews, Placements
from holdfast.record.care_health import HealthChecks
from holdfast.record.protection import Conferences, ProtectionPlans
from holdfast.record.schema.table import Column
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssd.declared import KNOWN_HEADINGS, PROJECTIONS
from holdfast.sources.text import clean

# What takes back or turns what the row tells.
_TURNS: tuple[Column, ...] = (
    CareReviews.cancelled,
    HealthChecks.status,
    Conferences.transfer_in,
    ProtectionPlans.other_authority,
    Placements.kind,
)
_WHAT = "The table has no such column, and has one that is not known: it may be that, renamed."
_STEP = "Give the column the name it has in the dataset, and import again."


def perhaps_renamed(raw: RawTable, headings: Sequence[str], columns: Columns) -> Iterator[Doubt]:
    """The doubts about every row of a table whose own headings are these."""
    known = KNOWN_HEADINGS[raw.name]
    if all(clean(one) in known for one in headings):
        return
    projection = PROJECTIONS[raw.name]
    lost = [one for one in _TURNS if one.table is projection.table]
    for column in lost:
        if columns.carries(projection.cells[column]):
            continue
        subject = projection.table.subject()
        children = columns.values(projection.cells[subject], subject) if subject else ()
        for child, number in zip(children, raw.row_numbers, strict=True):
            yield Doubt(
                projection.table.name,
                column.name,
                child.as_py(),
                DoubtKind.IN_PART,
                _WHAT,
                _STEP,
                raw.source_file,
                raw.source_part,
                number.as_py(),
                column.ssd,
            )
