"""List 4: statutory assessments of the last six months, and those still open.

One of longer ago that was never signed off, in a case that has been closed since, is not open:
nobody works on it.
"""

from collections.abc import Iterator

from holdfast.record.assessment import Assessments
from holdfast.sources.annex_a_workbook.family import DISABLED, WHO
from holdfast.sources.annex_a_workbook.layout import (
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words import UNKNOWN
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.workforce import staff
from holdfast.sources.annex_a_workbook.working_out import (
    answered,
    own,
)


def _assessments(records: Records, layout: str) -> Iterator[ListRow]:
    for row in records.every(Assessments):
        is_open = row["authorised"] is None and records.is_open_case(row["referral"])
        if is_open or records.is_recent(row["authorised"] or row["started"]):
            yield about(records, row, Assessments, row["started"], row["authorised"])


ASSESSMENTS = WorkbookList(
    4,
    "Assessments",
    _assessments,
    (
        *WHO,
        DISABLED,
        ListColumn("Continuous Assessment Start Date", own(Assessments.started)),
        ListColumn(
            "Child Seen During Continuous Assessment", answered(Assessments.child_seen, UNKNOWN)
        ),
        ListColumn("Continuous Assessment Date of Authorisation", own(Assessments.authorised)),
        ListColumn(
            "Was the child assessed as requiring LA children's social care support?",
            answered(Assessments.support_needed),
            in_2019="Was the child assessed as requiring LA children’s social care support",
        ),
        *staff(Assessments.team, Assessments.worker),
    ),
)
