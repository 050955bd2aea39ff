"""Contacts, referrals and open cases, reckoned apart from the measures of them.

Sources: Department for Education, *Children in need census: guide* (what a referral is, and when a
case is open) and *Characteristics of children in need* (re-referrals, no further action).
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tests.measures_apart.record import (
    Dated,
    Record,
    Standing,
    Thing,
    died,
    months_on,
    open_on,
    within,
)

# Working Together 2023: from that day a lead practitioner may hold a case of section 17.
LEAD_PRACTITIONERS_SINCE = date(2023, 12, 15)


def contacts(record: Record) -> Iterator[Thing]:
    """Each contact, on the day it was received (ours)."""
    for row in record.rows("contacts"):
        if row["received"]:
            yield Thing(row["child"], row["received"], 1)


def contacts_referred(record: Record) -> Iterator[Thing]:
    """Of contacts not passed to a worker who holds the child, those that became a referral (ours).

    Without an outcome it cannot be determined.
    """
    for row in record.rows("contacts"):
        if row["received"] and row["outcome"] != "existing":
            said = row["outcome"]
            yield Thing(row["child"], row["received"], None if said is None else said == "referral")


def _days_referred(record: Record) -> set[tuple[str, date]]:
    """The days on which each child was referred: of one day it is one referral."""
    rows = record.rows("referrals")
    return {(row["child"], row["received"]) for row in rows if row["received"]}


def referrals(record: Record) -> Iterator[Thing]:
    """A child referred on a day is one referral, however many rows say so (the DfE's)."""
    for child, day in _days_referred(record):
        yield Thing(child, day, 1)


def _again_within(months: int) -> Dated:
    def again(record: Record) -> Iterator[Thing]:
        days: dict[str, set[date]] = defaultdict(set)
        for child, day in _days_referred(record):
            days[child].add(day)
        for child, own in days.items():
            for day in own:
                before = [other for other in own if other < day]
                yield Thing(child, day, any(day <= months_on(other, months) for other in before))

    return again


def referrals_no_further_action(record: Record) -> Iterator[Thing]:
    """Referrals that ended in no further action, of referrals as they are counted (the DfE's).

    Of two of one child on one day both must have: one that went on was not ended at once.
    """
    for child, day in _days_referred(record):
        rows = [row for row in record.own("referrals", child) if row["received"] == day]
        said = {row["no_further_action"] for row in rows}
        yield Thing(child, day, 0 if False in said else None if None in said else 1)


def back_after_closing(record: Record) -> Iterator[Thing]:
    """Cases closed whose child was referred again within twelve months of the closing (ours).

    Told once the twelve months are over.
    """
    for row in record.rows("referrals"):
        closed = row["closed"]
        if closed and row["no_further_action"] is not True:
            limit = months_on(closed, 12)
            days = [one["received"] for one in record.own("referrals", row["child"])]
            if limit <= record.last:
                back = any(day is not None and closed < day <= limit for day in days)
                yield Thing(row["child"], closed, back)


def cases_closed(record: Record) -> Iterator[Thing]:
    """Each case of need, on the day it was closed; no further action opened none (ours)."""
    for row in record.rows("referrals"):
        if row["closed"] and row["no_further_action"] is not True:
            yield Thing(row["child"], row["closed"], 1)


def open_cases(record: Record, day: date) -> dict[str, date]:
    """The children with an open case of need at the end of a day, and since when the earliest is.

    A child who has died has none.
    """
    found: dict[str, date] = {}
    for row in record.rows("referrals"):
        if row["no_further_action"] is not True and open_on(row, day, "received", "closed"):
            child = row["child"]
            if day < died(record, child):
                found[child] = min(row["received"], found.get(child, row["received"]))
    return found


def in_need(record: Record, day: date) -> Iterator[Thing]:
    """Children whose referral was taken on and whose case is not closed, once each (ours)."""
    for child in open_cases(record, day):
        yield Thing(child, day, 1)


def in_need_two_years(record: Record, day: date) -> Iterator[Thing]:
    """Of those, the ones whose earliest open case began two years ago or more (ours)."""
    for child, since in open_cases(record, day).items():
        yield Thing(child, day, since <= months_on(day, -24))


def holds_from(role: str | None) -> date | None:
    """Since when a part in a case has held it: of a social worker always; None: it never does."""
    since = {"CW": date.min, "LP": LEAD_PRACTITIONERS_SINCE, "FSL": LEAD_PRACTITIONERS_SINCE}
    return since.get(role or "")


def not_held(record: Record, day: date) -> Iterator[Thing]:
    """Children with an open case for whom no named worker is down on the day (ours)."""
    for child in open_cases(record, day):
        held = any(
            row["worker"] is not None
            and row["named"] is not False
            and (since := holds_from(row["role"])) is not None
            and since <= day
            and within(row, day)
            for row in record.own("involvements", child)
        )
        yield Thing(child, day, not held)


def held_by_three(record: Record, child: str, day: date) -> bool:
    """Whether three or more named workers held a child on any of the twelve months to a day."""
    first = months_on(day, -12)
    workers = set()
    for row in record.own("involvements", child):
        since = holds_from(row["role"])
        if row["named"] is False or row["worker"] is None or since is None:
            continue
        begun = row["started"] is not None and max(row["started"], since) <= day
        if begun and (row["ended"] is None or row["ended"] > max(first, since)):
            workers.add(row["worker"])
    return len(workers) >= 3


def three_workers(record: Record, day: date) -> Iterator[Thing]:
    """Of children with an open case, those whom three or more workers held in a year (ours)."""
    for child in open_cases(record, day):
        yield Thing(child, day, held_by_three(record, child, day))


DATED: dict[str, Dated] = {
    "contacts": contacts,
    "contacts_referred": contacts_referred,
    "referrals": referrals,
    "re_referrals": _again_within(12),
    "re_referrals_3_months": _again_within(3),
    "referrals_no_further_action": referrals_no_further_action,
    "back_after_closing": back_after_closing,
    "cases_closed": cases_closed,
}
STANDING: dict[str, Standing] = {
    "in_need": in_need,
    "in_need_two_years": in_need_two_years,
    "not_held": not_held,
    "three_workers": three_workers,
}
