"""List 6: children in need now or in the last six months, one row a child.

A child is on it who had more than a referral: an assessment, a plan or a time in care came of
it. One whose case was closed straight after assessment is not.

A row that names no referral belongs to the case in whose time it began. Where none in the whole
record names one, as in one read from another Annex A, the primary need, the end of the case, or
what is open in it says that it was taken on: of the lists only this one gives the first two.
"""

from collections.abc import Iterator, Sequence
from operator import itemgetter

from holdfast.record.assessment import Assessments
from holdfast.record.care import CareEpisodes, CareVisits
from holdfast.record.contact import Referrals
from holdfast.record.need import NeedPlans, NeedVisits
from holdfast.record.protection import ProtectionPlans, ProtectionVisits
from holdfast.sources.annex_a_workbook.family import DISABLED, WHO
from holdfast.sources.annex_a_workbook.layout import (
    Cell,
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words import CLOSE_REASON, PRIMARY_NEED
from holdfast.sources.annex_a_workbook.records import Records, Row
from holdfast.sources.annex_a_workbook.workforce import HOLDER
from holdfast.sources.annex_a_workbook.working_out import coded, latest, latest_of, own

_TAKEN_ON = Referrals.no_further_action.not_yes & Referrals.close_reason.not_among("RC8", "RC9")
# By child, by referral, and how it is while it goes on.
_CAME_OF_IT = (
    (
        Assessments.child,
        Assessments.referral,
        Assessments.authorised.missing & Assessments.support_needed.not_no,
    ),
    (NeedPlans.child, NeedPlans.referral, NeedPlans.ended.missing),
    (ProtectionPlans.child, ProtectionPlans.referral, ProtectionPlans.ended.missing),
    (CareEpisodes.child, CareEpisodes.referral, CareEpisodes.ended.missing),
)
_SAYS_SO = Referrals.primary_need.recorded | Referrals.closed.recorded

# The first that is open says where the child stands; Ofsted's own order.
_STANDING = (
    ("a) Looked after child", CareEpisodes, CareEpisodes.ended.missing),
    (
        "b) Child Protection plan",
        ProtectionPlans,
        ProtectionPlans.ended.missing & ProtectionPlans.other_authority.not_yes,
    ),
    ("c) Child in need plan", NeedPlans, NeedPlans.ended.missing),
    # Ofsted's answer whether support is needed is blank while it is open.
    (
        "d) Open assessment",
        Assessments,
        Assessments.authorised.missing & Assessments.support_needed.missing,
    ),
    # Found to be in need, and the plan is still to come.
    ("c) Child in need plan", Assessments, Assessments.support_needed.yes),
)
_NO_NEED = Assessments.support_needed.no
_PLANNED, _WAITING, _CLOSED = (
    "c) Child in need plan", "d) Open assessment", "e) Closed episode",
)  # fmt: skip


def _episodes(records: Records, layout: str) -> Iterator[ListRow]:
    """Each child's latest referral upon which it is, or within six months was, served."""
    linked = any(True for _, referral, _ in _CAME_OF_IT for _ in records.by(referral))
    for child, rows in records.by(Referrals.child):
        served = [
            row
            for row in rows
            if (row["closed"] is None or records.is_recent(row["closed"]))
            and _TAKEN_ON.holds(row)
            and (
                (not linked and _SAYS_SO.holds(row))
                or any(
                    linked or (row["closed"] is None and is_open.holds(held))
                    for of_child, _, is_open in _CAME_OF_IT
                    for held in _of_case(records.where(of_child, child), row)
                )
            )
        ]
        if served:
            row = max(served, key=itemgetter("received"))
            yield about(records, row, Referrals, row["received"], row["closed"])


def _of_case(rows: Sequence[Row], case: Row) -> list[Row]:
    """Those of a child's rows that name the case's referral, or none and began in its time."""
    return [
        row
        for row in rows
        if row["referral"] == case["referral"]
        or (
            row["referral"] is None
            and row["started"] >= case["received"]
            and (case["closed"] is None or row["started"] <= case["closed"])
        )
    ]


def _status(entry: ListRow) -> Cell:
    if entry.over:
        return _CLOSED
    records = entry.records
    assessed = _of_case(entry.of(Assessments), entry.rows[Referrals])
    for words, table, is_open in _STANDING:
        # An assessment may have been left open in a case that was closed over it.
        if any(is_open.holds(r) for r in (assessed if table is Assessments else entry.of(table))):
            return words
    # Nothing is open: it waits to be closed after an assessment that lately found no need, or is
    # worked on without a plan. Of longer ago list 4 tells nothing, nor does this list.
    lately = (r for r in assessed if not r["authorised"] or records.is_recent(r["authorised"]))
    return _WAITING if any(_NO_NEED.holds(row) for row in lately) else _PLANNED


CHILDREN_IN_NEED = WorkbookList(
    6,
    "Children in Need",
    _episodes,
    (
        *WHO,
        DISABLED,
        ListColumn("CIN Start Date", own(Referrals.received)),
        ListColumn("Primary Need Code", coded(Referrals.primary_need, PRIMARY_NEED)),
        ListColumn(
            "Date Child Was Last Seen",
            latest_of(
                latest(NeedVisits.visited, NeedVisits.seen.yes),
                latest(ProtectionVisits.visited, ProtectionVisits.seen.yes),
                latest(CareVisits.visited, CareVisits.seen.yes),
            ),
        ),
        ListColumn("CIN Closure Date", own(Referrals.closed)),
        ListColumn("Reason for Closure", coded(Referrals.close_reason, CLOSE_REASON)),
        ListColumn("Case Status", _status, in_2019="Case status"),
        *HOLDER,
    ),
)
