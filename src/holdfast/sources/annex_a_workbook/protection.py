"""Lists 5 and 7: section 47 enquiries, and each child's latest protection plan."""

from collections.abc import Iterator
from datetime import date

from holdfast.days import add_months
from holdfast.record.care import LegalStatuses
from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.sources.annex_a_workbook.family import DISABLED, WHO
from holdfast.sources.annex_a_workbook.layout import (
    Cell,
    ListColumn,
    ListRow,
    WorkbookList,
    about,
)
from holdfast.sources.annex_a_workbook.ofsted_words import ABUSE, UNKNOWN
from holdfast.sources.annex_a_workbook.records import NO_ROW, Records
from holdfast.sources.annex_a_workbook.workforce import HOLDER, staff
from holdfast.sources.annex_a_workbook.working_out import (
    answered,
    coded,
    earlier_in_a_year,
    latest,
    own,
    yes_no,
)

# A statutory visit is to the child: one known to have missed the child is none.
SEEN = ProtectionVisits.seen.not_no
OWN_PLAN = ProtectionPlans.other_authority.not_yes
_NEEDS_NONE = Enquiries.conference_needed.no | Enquiries.no_further_action.yes
_EMERGENCY = LegalStatuses.status.among("L1", "L2")


def _enquiries(records: Records, layout: str) -> Iterator[ListRow]:
    for row in records.every(Enquiries):
        undecided = row["ended"] is None and records.is_open_case(row["referral"])
        if undecided or records.is_recent(row["started"]):
            conference = records.one(Conferences.enquiry, row["enquiry"])
            others = {Conferences: conference}
            yield about(records, row, Enquiries, row["started"], others=others)


def _conference_unnecessary(entry: ListRow) -> Cell:
    if _NEEDS_NONE.holds(entry.rows[Enquiries]):
        return yes_no(True)
    needed = entry.value(Enquiries.conference_needed)
    return yes_no(None if needed is None else not needed)


def _earlier_conferences(entry: ListRow) -> Cell:
    """Conferences in the year before the latest enquiry, that enquiry's own left out."""
    last = max(entry.of(Enquiries), key=lambda row: row["started"])
    first = add_months(last["started"], -12)
    others = [row for row in entry.of(Conferences) if row["enquiry"] != last["enquiry"]]
    days: list[date] = [row["held"] for row in others if row["held"]]
    return len([day for day in days if first <= day <= last["started"]])


ENQUIRIES = WorkbookList(
    5,
    "Section 47 enquiries",
    _enquiries,
    (
        *WHO,
        DISABLED,
        ListColumn(
            "Strategy discussion initiating Section 47 Enquiry Start Date", own(Enquiries.started)
        ),
        ListColumn(
            "Was an Initial Child Protection Conference deemed unnecessary?",
            _conference_unnecessary,
        ),
        ListColumn("Date of Initial Child Protection Conference", own(Conferences.held)),
        ListColumn(
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
            answered(Conferences.plan_made),
        ),
        ListColumn(
            "Number of Section 47 Enquiries in the last 12 months",
            earlier_in_a_year(Enquiries.started),
        ),
        ListColumn("Number of ICPCs in the last 12 months", _earlier_conferences),
        *staff(Enquiries.team, Enquiries.worker),
    ),
)


def _plans(records: Records, layout: str) -> Iterator[ListRow]:
    for _, rows in records.by(ProtectionPlans.child):
        plans = [row for row in rows if OWN_PLAN.holds(row)]
        plan = max(plans, key=lambda row: row["started"], default=NO_ROW)
        if plan and (plan["ended"] is None or records.is_recent(plan["ended"])):
            yield about(records, plan, ProtectionPlans, plan["started"], plan["ended"])


def _seen_alone(entry: ListRow) -> Cell:
    visits = entry.within(ProtectionVisits.visited, SEEN)
    return yes_no(visits[-1]["seen_alone"], UNKNOWN) if visits else None


def _emergency(entry: ListRow) -> Cell:
    """Whether emergency or police powers protected the child in the last six months."""
    since = entry.records.half_year_ago
    found = (row for row in entry.of(LegalStatuses) if _EMERGENCY.holds(row))
    return yes_no(any(row["ended"] is None or row["ended"] >= since for row in found))


def _earlier_plans(entry: ListRow) -> Cell:
    plans = [row for row in entry.of(ProtectionPlans) if OWN_PLAN.holds(row)]
    return len([row for row in plans if row["started"] < entry.since])


CHILD_PROTECTION = WorkbookList(
    7,
    "Child protection",
    _plans,
    (
        *WHO,
        DISABLED,
        ListColumn("Child Protection Plan Start Date", own(ProtectionPlans.started)),
        ListColumn("Initial Category of Abuse", coded(ProtectionPlans.initial_category, ABUSE)),
        ListColumn("Latest Category of Abuse", coded(ProtectionPlans.latest_category, ABUSE)),
        ListColumn("Date of the Last Statutory Visit", latest(ProtectionVisits.visited, SEEN)),
        ListColumn("Was the Child Seen Alone?", _seen_alone),
        ListColumn("Date of latest review conference", latest(ProtectionReviews.held)),
        ListColumn("Child Protection Plan End Date", own(ProtectionPlans.ended)),
        ListColumn(
            "Subject to Emergency Protection Order or Protected Under Police Powers "
            "in Last Six Months (Y/N)",
            _emergency,
        ),
        ListColumn(
            "Number of Previous Child Protection Plans",
            _earlier_plans,
        ),
        *HOLDER,
    ),
)
