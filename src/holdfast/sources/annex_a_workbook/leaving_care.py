"""List 9: young people who receive leaving-care services, one row each.

The layout of 2019 asks for those who have left care; the later one also for those of 16 and
17 still in care, and has four more columns.
"""

from collections.abc import Iterator
from datetime import date

from holdfast.record.leaving_care import CareLeavers, LeavingCareContacts, PathwayReviews
from holdfast.sources.annex_a_workbook.family import (
    DISABLED,
    WHO,
    ever_unaccompanied,
)
from holdfast.sources.annex_a_workbook.layout import (
    LATER,
    Cell,
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words_care import (
    ACCOMMODATION,
    ACTIVITY,
    ELIGIBILITY,
    IN_TOUCH,
    SUITABILITY,
)
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.workforce import (
    TEAM,
    WORKER,
    holding,
    involved,
    name_of_team,
    name_of_worker,
)
from holdfast.sources.annex_a_workbook.working_out import coded, latest, latest_of, own

_LEFT_CARE = ("relevant", "former_relevant", "qualifying")


def _young_people(records: Records, layout: str) -> Iterator[ListRow]:
    kinds = (*_LEFT_CARE, "eligible") if layout == LATER else _LEFT_CARE
    for _, rows in records.by(CareLeavers.child):
        row = rows[-1]
        if row["eligibility"] in kinds:
            # The row says no day from which its latest dates would have to come.
            yield about(records, row, CareLeavers, date.min)


def _worker(entry: ListRow) -> Cell:
    """Who holds the case; the record's worker of the care leaver where nobody does."""
    worker = holding(entry).get("worker") or entry.value(CareLeavers.worker)
    return name_of_worker(entry, worker)


def _team(entry: ListRow) -> Cell:
    held = holding(entry) or involved(entry, "PA")
    return name_of_team(entry, held.get("team") or entry.value(CareLeavers.team))


def _adviser(entry: ListRow) -> Cell:
    adviser = entry.value(CareLeavers.adviser) or involved(entry, "PA").get("worker")
    return name_of_worker(entry, adviser)


CARE_LEAVERS = WorkbookList(
    9,
    "Care leavers",
    _young_people,
    (
        *WHO,
        ListColumn(
            "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)",
            ever_unaccompanied,
            later=True,
        ),
        DISABLED,
        ListColumn(TEAM, _team),
        ListColumn(WORKER, _worker),
        ListColumn("Allocated Personal Advisor", _adviser, later=True),
        ListColumn("Eligibility Category", coded(CareLeavers.eligibility, ELIGIBILITY)),
        ListColumn(
            "Latest Pathway Plan Review Date",
            latest_of(own(CareLeavers.pathway_reviewed), latest(PathwayReviews.held)),
            later=True,
        ),
        ListColumn("LA in Touch", coded(CareLeavers.in_touch, IN_TOUCH), in_2019="LA In Touch "),
        ListColumn(
            "Latest Date of Contact",
            latest_of(own(CareLeavers.latest_contact), latest(LeavingCareContacts.made)),
            later=True,
        ),
        ListColumn("Type of Accommodation", coded(CareLeavers.accommodation, ACCOMMODATION)),
        ListColumn(
            "Suitability of Accommodation", coded(CareLeavers.accommodation_suitable, SUITABILITY)
        ),
        ListColumn("Activity Status", coded(CareLeavers.activity, ACTIVITY)),
    ),
)
