"""Enquiries, conferences and protection plans, reckoned apart from the measures of them.

Sources: Department for Education, *Children in need census: guide* (the working days from the start
of an enquiry to the conference; plans of another authority left out), *Characteristics of
children in need* (tables of plans at 31 March, begun, ended, second or later, reviewed on time) and
the data dictionary of its local authority interactive tool (conferences, plans of two years).
"""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import number
from tests.measures_apart.record import (
    FAR,
    Dated,
    Record,
    Row,
    Standing,
    Thing,
    months_on,
    open_on,
    stretches,
    working_days_before,
)

LIMIT = 15
TWO_YEARS = 729  # days of a plan, its first and its last among them, that are not yet two years


def enquiries(record: Record) -> Iterator[Thing]:
    """Each section 47 enquiry about a child, on the day it began (the DfE's)."""
    for row in record.rows("enquiries"):
        if row["started"]:
            yield Thing(row["child"], row["started"], 1)


def _initial(record: Record) -> Iterator[Row]:
    """Conferences that follow an enquiry: not those held because a child on a plan moved in."""
    for row in record.rows("conferences"):
        if row["held"] and row["transfer_in"] is not True:
            yield row


def conferences(record: Record) -> Iterator[Thing]:
    """Each child of whom one was held, on its day; who moved in on a plan is in it (the DfE's)."""
    for row in record.rows("conferences"):
        if row["held"]:
            yield Thing(row["child"], row["held"], 1)


def conferences_of_enquiries(record: Record) -> Iterator[Thing]:
    """Conferences held for each hundred enquiries begun in the same period (the DfE's)."""
    yield from (Thing(one.whose, one.day, 0, 1) for one in enquiries(record))
    yield from (Thing(one.whose, one.day, 1, 0) for one in conferences(record))


def conferences_15_days(record: Record) -> Iterator[Thing]:
    """Conferences within 15 working days of the start of the child's enquiry (the DfE's).

    One on a day off is one on the next working day, as the statistical clock takes it. Where the
    enquiry or its start is not recorded, or is later, it cannot be determined.
    """
    for row in _initial(record):
        took = _took(record, row)
        yield Thing(row["child"], row["held"], None if took is None else took < LIMIT)


def _took(record: Record, row: Row) -> int | None:
    """The working days over when a conference was held, after that of the enquiry's start."""
    begun = [
        one["started"]
        for one in record.own("enquiries", row["child"])
        if row["enquiry"] is not None and one["enquiry"] == row["enquiry"]
    ]
    known = begun and begun[0] is not None and begun[0] <= row["held"]
    return working_days_before(begun[0], row["held"]) if known else None


def conferences_late_explained(record: Record) -> Iterator[Thing]:
    """Of conferences held after more than 15 working days, those with a reason in words (ours)."""
    for row in _initial(record):
        took = _took(record, row)
        if took is not None and took >= LIMIT:
            yield Thing(row["child"], row["held"], row["late_reason"] is not None)


def _own_plans(record: Record) -> Iterator[Row]:
    return (row for row in record.rows("protection_plans") if row["other_authority"] is not True)


def _begun(record: Record) -> set[tuple[str, date]]:
    return {(row["child"], row["started"]) for row in _own_plans(record) if row["started"]}


def plans_begun(record: Record) -> Iterator[Thing]:
    """Each child's plan, on its first day (the DfE's)."""
    for child, day in _begun(record):
        yield Thing(child, day, 1)


def repeat_plans(record: Record) -> Iterator[Thing]:
    """Of plans begun, those of a child who had been on one before, ever (the DfE's)."""
    begun = _begun(record)
    earliest: dict[str, date] = {}
    for child, day in begun:
        earliest[child] = min(day, earliest.get(child, FAR))
    for child, day in begun:
        yield Thing(child, day, earliest[child] < day)


def plans_ended_two_years(record: Record) -> Iterator[Thing]:
    """Of plans ended, those of more than 729 calendar days, first and last counted (the DfE's).

    Where the first day is not recorded, or is after the last, it cannot be determined.
    """
    for row in _own_plans(record):
        begun, ended = row["started"], row["ended"]
        if ended:
            known = begun is not None and begun <= ended
            long = (ended - begun).days + 1 > TWO_YEARS if known else None
            yield Thing(row["child"], ended, long)


def on_plan_on(record: Record, day: date) -> dict[str, list[Row]]:
    """The children on a plan of this council at the end of a day, each with its open plans.

    A plan that goes on at the eighteenth birthday, or at death, ends then.
    """
    found: dict[str, list[Row]] = {}
    for row in _own_plans(record):
        if open_on(row, day):
            found.setdefault(row["child"], []).append(row)
    return {
        child: plans
        for child, plans in found.items()
        if any(begun <= day < ended for begun, ended in _times_on_plan(record, child))
    }


def _times_on_plan(record: Record, child: str) -> list[tuple[date, date]]:
    rows = record.own("protection_plans", child)
    own = [row for row in rows if row["other_authority"] is not True]
    return stretches(record, child, own, touching=False)


def on_plan(record: Record, day: date) -> Iterator[Thing]:
    """Children on a plan of this council, once each (the DfE's)."""
    for child in on_plan_on(record, day):
        yield Thing(child, day, 1)


def on_plan_two_years(record: Record, day: date) -> Iterator[Thing]:
    """Of those, the ones whose plan has had more than 729 days, this one included (the DfE's)."""
    for child, plans in on_plan_on(record, day).items():
        since = min(row["started"] for row in plans)
        yield Thing(child, day, (day - since).days + 1 > TWO_YEARS)


def reviews_all_in_time(record: Record, day: date) -> Iterator[Thing]:
    """Of children on a plan for three months or more, those all of whose reviews were in time.

    The first within three months of the plan's start, every one after within six of the one before,
    and the next not overdue on the day (the DfE's).
    """
    for child, plans in on_plan_on(record, day).items():
        since = min(row["started"] for row in plans)
        if months_on(since, 3) > day:
            continue
        held = {row["held"] for row in record.own("protection_reviews", child) if row["held"]}
        meetings = sorted({since} | {one for one in held if since < one <= day})
        in_time = True
        for place, meeting in enumerate(meetings):
            after = meetings[place + 1] if place + 1 < len(meetings) else day
            in_time &= after <= months_on(meeting, 6 if place else 3)
        yield Thing(child, day, in_time)


def _category(code: str) -> Standing:
    def named(record: Record, day: date) -> Iterator[Thing]:
        for child, plans in on_plan_on(record, day).items():
            said = [row["latest_category"] for row in plans if row["latest_category"]]
            yield Thing(child, day, max(said) == code if said else None)

    return named


def on_plan_visited(record: Record, day: date) -> Iterator[Thing]:
    """Of children on a plan, those of whom no visit was overdue at the end of the day (ours)."""
    late = {
        one.whom
        for one in record.owed("cp_visit")
        if one.started <= number(day) and one.outcome(number(day)) == "overdue"
    }
    for child in on_plan_on(record, day):
        yield Thing(child, day, child not in late)


DATED: dict[str, Dated] = {
    "enquiries": enquiries,
    "conferences": conferences,
    "conferences_of_enquiries": conferences_of_enquiries,
    "conferences_15_days": conferences_15_days,
    "conferences_late_explained": conferences_late_explained,
    "plans_begun": plans_begun,
    "repeat_plans": repeat_plans,
    "plans_ended_two_years": plans_ended_two_years,
}
STANDING: dict[str, Standing] = {
    "on_plan": on_plan,
    "on_plan_two_years": on_plan_two_years,
    "reviews_all_in_time": reviews_all_in_time,
    "on_plan_neglect": _category("NEG"),
    "on_plan_emotional_abuse": _category("EMO"),
    "on_plan_physical_abuse": _category("PHY"),
    "on_plan_sexual_abuse": _category("SAB"),
    "on_plan_several_harms": _category("MUL"),
    "on_plan_visited": on_plan_visited,
}
