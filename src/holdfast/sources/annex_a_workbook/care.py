"""List 8: children in care now or in the last six months, one row a child: the latest period.

The record holds neither whether a placement lies within the council's border nor which
council's area it lies in: those two columns are left empty, as nothing is guessed.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from operator import itemgetter

from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    CareReviews,
    CareVisits,
    LegalStatuses,
    Placements,
)
from holdfast.record.care_health import HealthChecks
from holdfast.sources.annex_a_workbook.care_missing import MISSING
from holdfast.sources.annex_a_workbook.family import DISABLED, WHO, unaccompanied
from holdfast.sources.annex_a_workbook.layout import (
    Cell,
    How,
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words import CARE_NEED
from holdfast.sources.annex_a_workbook.ofsted_words_care import (
    END_REASON,
    LEGAL_STATUS,
    PERMANENCE_PLAN,
    PLACEMENT,
    PROVIDER,
)
from holdfast.sources.annex_a_workbook.records import NO_ROW, Records, Row
from holdfast.sources.annex_a_workbook.workforce import HOLDER
from holdfast.sources.annex_a_workbook.working_out import (
    coded,
    latest,
    latest_of,
    own,
    yes_no,
)

# A visit is to the child: one known to have missed the child is none.
SEEN = CareVisits.seen.not_no
_REVIEWED = CareReviews.cancelled.not_yes
_DONE = HealthChecks.status.not_among("planned", "refused", "cancelled")
_PLANNED = CarePlans.permanence_plan.recorded


def periods(episodes: Sequence[Row]) -> list[list[Row]]:
    """A child's episodes by period of care, the earliest first."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(episodes, key=itemgetter("started")):
        found[row["care_period"]].append(row)
    return list(found.values())


def _entries(records: Records, layout: str) -> Iterator[ListRow]:
    for _, rows in records.by(CareEpisodes.child):
        *_, period = periods(rows)
        ended = period[-1]["ended"]
        if ended is None or records.is_recent(ended):
            yield _entry(records, period)


def _entry(records: Records, period: list[Row]) -> ListRow:
    """The period as one row: it began with its first episode and stands as in its last."""
    first, last = period[0], period[-1]
    whole = {**last, "started": first["started"], "primary_need": first["primary_need"]}
    bare = about(records, whole, CareEpisodes, first["started"], last["ended"])
    others = {
        day.table: next(reversed(bare.within(day)), NO_ROW)
        for day in (Placements.started, LegalStatuses.started)
    }
    return about(records, whole, CareEpisodes, first["started"], last["ended"], others)


def _legal_status(entry: ListRow) -> Cell:
    status = entry.value(LegalStatuses.status) or entry.value(CareEpisodes.legal_status)
    return LEGAL_STATUS.said(status)


def _again(entry: ListRow) -> Cell:
    """Whether an earlier period of care reached into the last twelve months."""
    *earlier, _ = periods(entry.of(CareEpisodes))
    since = entry.records.year_ago
    return yes_no(any(one[-1]["ended"] and one[-1]["ended"] >= since for one in earlier))


def _permanence_plan(entry: ListRow) -> Cell:
    plans = entry.within(CarePlans.started, _PLANNED)
    return PERMANENCE_PLAN.said(plans[-1]["permanence_plan"]) if plans else None


def _placements(entry: ListRow) -> Cell:
    """Placements of the last twelve months; the one the child is in makes it one at least."""
    since = entry.records.year_ago
    found = entry.within(Placements.started)
    return max(1, len([row for row in found if row["ended"] is None or row["ended"] >= since]))


def _checked(kind: str) -> How:
    return latest(HealthChecks.held, HealthChecks.kind.among(kind) & _DONE)


def _not_held(entry: ListRow) -> Cell:
    return None


CHILDREN_IN_CARE = WorkbookList(
    8,
    "Children in care",
    _entries,
    (
        *WHO,
        ListColumn(
            "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N)",
            unaccompanied,
        ),
        DISABLED,
        ListColumn("Date Started to be Looked After", own(CareEpisodes.started)),
        ListColumn("Child's Category of Need", coded(CareEpisodes.primary_need, CARE_NEED)),
        ListColumn(
            "Is this a second or subsequent period of being a Looked After Child "
            "within the last 12 months (Y/N)",
            _again,
        ),
        ListColumn("Start date of current legal status", own(LegalStatuses.started)),
        ListColumn("Child's Legal Status", _legal_status),
        ListColumn("Date of Latest Statutory Review", latest(CareReviews.held, _REVIEWED)),
        ListColumn("Date of Last Social Work Visit", latest(CareVisits.visited, SEEN)),
        ListColumn("What is the permanence plan for this child?", _permanence_plan),
        ListColumn(
            "Date of Last IRO Visit / Contact to the Child",
            latest_of(
                own(CareEpisodes.last_reviewing_officer_contact),
                latest(CareReviews.held, _REVIEWED),
            ),
        ),
        ListColumn("Date of Last Health Assessment", _checked("health_assessment")),
        ListColumn("Date of Last Dental Check", _checked("dental")),
        ListColumn("Number of Placements in the Last 12 months", _placements),
        ListColumn(
            "Date Ceased to be Looked After",
            own(CareEpisodes.ended),
            in_2019="Date Ceased to be Looked After ",
        ),
        ListColumn("Reason Ceased to be Looked After", coded(CareEpisodes.end_reason, END_REASON)),
        ListColumn("Start Date of Most Recent Placement", own(Placements.started)),
        ListColumn("Placement Type", coded(Placements.kind, PLACEMENT)),
        ListColumn("Placement Provider", coded(Placements.provider, PROVIDER)),
        ListColumn("Placement postcode", own(Placements.postcode)),
        ListColumn("URN of Placement", own(Placements.urn)),
        ListColumn("Placement Location", _not_held),
        ListColumn("LA of Placement", _not_held),
        *MISSING,
        *HOLDER,
    ),
)
