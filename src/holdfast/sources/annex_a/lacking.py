"""What one sheet of a list lacks that another sheet of the same list has.

The children of the one would seem to have gone without: of each of them, it is in doubt.
"""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.sources.annex_a.layout import AnnexList
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import Cell, Digest, Projection
from holdfast.sources.intake.refusing import reasons

LACKS = "The sheet has no such column, and another sheet of the list has."
LACKS_STEP = "Add the column to the sheet, or give the list as one sheet, and import again."

# A column of the record, empty for whole rows, and the source's heading for it.
Lack = tuple[str, str]


def lacking(listed: AnnexList, sheets: Sequence[Columns]) -> Iterator[Doubt]:
    """The doubts about the children of each sheet, for what that sheet lacks alone."""
    for projection in listed.projections:
        for one in sheets if len(sheets) > 1 and projection.table.subject() else ():
            lacks = set(_lacks(projection, one, [other for other in sheets if other is not one]))
            if lacks:
                yield from _doubts(listed, projection, one, sorted(lacks))


def _lacks(projection: Projection, one: Columns, others: Sequence[Columns]) -> Iterator[Lack]:
    required = set(projection.table.required())
    for column, origin in projection.cells.items():
        if one.carries(origin) or not any(other.carries(origin) for other in others):
            continue
        heading = origin.names[0] if isinstance(origin, Cell | Digest) else column.name
        yield "" if column in required else column.name, heading


def _doubts(
    listed: AnnexList, projection: Projection, one: Columns, lacks: list[Lack]
) -> Iterator[Doubt]:
    subject = projection.table.subject()
    if subject is None or listed.main is None:
        return
    good: pa.Array = pc.is_null(reasons(one, listed.main)[0])
    children = one.values(projection.cells.get(subject), subject).filter(good).to_pylist()
    numbers = one.raw.row_numbers.filter(good).to_pylist()
    place = (one.raw.source_file, one.raw.source_part)
    for child, number in zip(children, numbers, strict=True):
        for column, heading in lacks:
            yield Doubt(
                projection.table.name,
                column,
                child,
                DoubtKind.IN_PART,
                LACKS,
                LACKS_STEP,
                *place,
                number,
                heading,
            )
