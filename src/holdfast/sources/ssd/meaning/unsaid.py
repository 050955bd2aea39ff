"""Enquiries that have ended while nothing says whether a conference was needed.

The dataset asks it of every enquiry that has ended. One that is still open has no answer yet, and
its wait for a conference goes on; of one that has ended it cannot be determined whether it does.
"""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.record.protection import Enquiries
from holdfast.record.schema.table import Column
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.ssd.declared import ENQUIRY_OUTCOME, PROJECTIONS, UNSAID, UNSAID_HEADING
from holdfast.sources.ssd.files.part import with_column

_CELLS = PROJECTIONS[Enquiries.ssd].cells


def add_unsaid(raw: RawTable, as_at: date) -> RawTable:
    """A table of enquiries with what some of them do not say beside it; another as it is.

    A source that has no column for the outcome says nothing of any, and that is told otherwise.
    """
    columns = Columns(raw, as_at)
    if raw.name != Enquiries.ssd or columns.heading(ENQUIRY_OUTCOME) is None:
        return raw
    silent = pc.is_null(_values(columns, Enquiries.conference_needed))
    for typed in columns.typed():
        if typed.troubles is not None:
            silent = pc.and_(silent, pc.is_null(typed.troubles))
    ended = pc.is_valid(columns.text(Enquiries.ended.ssd))
    closed = pc.fill_null(_values(columns, Enquiries.no_further_action), False)
    unsaid = pc.and_(pc.and_(silent, ended), pc.invert(closed))
    if not pc.any(unsaid).as_py():
        return raw
    return with_column(raw, UNSAID_HEADING, pc.if_else(unsaid, UNSAID, None))


def _values(columns: Columns, column: Column) -> pa.Array:
    return columns.values(_CELLS[column], column)
