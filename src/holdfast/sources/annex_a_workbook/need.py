"""List 6: children in need now or in the last six months, one row a child.

A child is on it who had more than a referral: an assessment, a plan or a time in care came of
it. One whose case was closed straight after assessment is not.
"""

from collections.abc import Iterator
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
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.workforce import HOLDER
from holdfast.sources.annex_a_workbook.working_out import coded, latest, latest_of, own

_TAKEN_ON = Referrals.no_further_action.not_yes & Referrals.close_reason.not_among("RC8", "RC9")
_CAME_OF_IT = (
    Assessments.referral,
    NeedPlans.referral,
    ProtectionPlans.referral,
    CareEpisodes.referral,
)

# The first that is open says where the child stands; Ofsted's own order.
_STANDING = (
    ("a) Looked after child", CareEpisodes, CareEpisodes.ended.missing),
    (
        "b) Child Protection plan",
        ProtectionPlans,
        ProtectionPlans.ended.missing & ProtectionPlans.other_authority.not_yes,
    ),
    ("c) Child in need plan", NeedPlans, NeedPlans.ended.missing),
    ("d) Open assessment", Assessments, Assessments.authorised.missing),
    # Found to be in need, and the plan is still to come.
    ("c) Child in need plan", Assessments, Assessments.support_needed.yes),
)
_WAITING, _CLOSED = "d) Open assessment", "e) Closed episode"


def _episodes(records: Records, layout: str) -> Iterator[ListRow]:
    """Each child's latest referral upon which it is, or within six months was, served."""
    for _, rows in records.by(Referrals.child):
        served = [
            row
            for row in rows
            if (row["closed"] is None or records.is_recent(row["closed"]))
            and _TAKEN_ON.holds(row)
            and any(records.where(column, row["referral"]) for column in _CAME_OF_IT)
        ]
        if served:
            row = max(served, key=itemgetter("received"))
            yield about(records, row, Referrals, row["received"], row["closed"])


def _status(entry: ListRow) -> Cell:
    if entry.over:
        return _CLOSED
    episode = entry.value(Referrals.referral)
    for words, table, is_open in _STANDING:
        # An assessment may have been left open in a case that was closed over it.
        found = (r for r in entry.of(table) if table is not Assessments or r["referral"] == episode)
        if any(is_open.holds(row) for row in found):
            return words
    return _WAITING


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
