"""Assessments whose outcome is a further assessment: perhaps the first of two steps.

The dataset has no column for the kind of an assessment; its outcomes may say that a single
assessment is to follow. Whether the 45 days ended with this one cannot then be determined.
"""

from collections.abc import Iterator
from datetime import date

import pyarrow.compute as pc

from holdfast.record.assessment import Assessments
from holdfast.record.store.doubts import Doubt
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.intake.second_steps import step_doubt
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssd.meaning.outcomes import says_yes

_HEADING = "cina_assessment_outcome_json"
_FLAG = "SINGLE_ASSESSMENT_FLAG"
TO_FOLLOW = "It may be the first of two steps: its outcome is that an assessment is to follow."


def to_follow(raw: RawTable, as_at: date) -> Iterator[Doubt]:
    """The doubts on the kind of the assessments of a table that another is to follow."""
    heading = raw.find(_HEADING)
    if raw.name != Assessments.ssd or heading is None:
        return
    coded = raw.cells[heading].combine_chunks().dictionary_encode()
    follow = [says_yes(text, _FLAG) for text in coded.dictionary.to_pylist()]
    if not any(follow):
        return
    columns, cells = Columns(raw, as_at), PROJECTIONS[raw.name].cells
    children = columns.values(cells[Assessments.child], Assessments.child).to_pylist()
    ended = columns.values(cells[Assessments.no_further_action], Assessments.no_further_action)
    nfa = pc.fill_null(ended, False).to_pylist()
    rows = zip(raw.row_numbers.to_pylist(), children, coded.indices.to_pylist(), nfa, strict=True)
    place = {"source_file": raw.source_file, "source_part": raw.source_part}
    for number, child, index, done in rows:
        if index is not None and follow[index] and child is not None and not done:
            yield step_doubt({"child": child, "source_row": number, **place}, TO_FOLLOW)
