"""What is owed at the front door: decisions, a named worker, a first look at the child."""

from collections.abc import Iterable, Iterator
from datetime import date

from holdfast.simulation.truth.calendar import months, working_days
from holdfast.simulation.truth.early_help import moves_down, moves_up
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import (
    after_each,
    first_from,
    from_beginning,
    in_a_case,
    of_a_child,
    on_days,
    once,
)
from holdfast.simulation.truth.versions import since
from holdfast.simulation.written.happenings import Happening

_SEEN = (Happening.SEEN_AT_HOME, Happening.SEEN_ON_PLAN, Happening.SEEN_IN_CARE)
_UNCLEAR = (Happening.UNCLEAR_AT_HOME, Happening.UNCLEAR_ON_PLAN, Happening.UNCLEAR_IN_CARE)

# The council's own limits, but for the decision on a referral: every edition of the guidance
# since 2006 gives one working day for it.
_ONE_DAY, _FIVE_DAYS, _A_YEAR = working_days(1), working_days(5), months(12)


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of contact and referral."""
    yield from decisions(past)
    for case in past.open_cases():
        yield from allocation(past, case)
    by_social_worker = since(_OTHERS_LEAD, allocation_of_social_worker(past))
    yield from in_a_case(past, of_a_child(past, by_social_worker))
    yield from of_a_child(past, first_seen(past))
    yield from referred_again(past)


def decisions(past: Past) -> Iterator[Owed]:
    """Somebody decides what to do about a contact, and a manager on a referral, in a working day.

    An assessment that begins, or a referral that is closed, shows that somebody decided.
    """
    received, decided = Happening.CONTACT_RECEIVED, Happening.CONTACT_DECIDED
    yield from once("contact_decision", past, received, decided, _ONE_DAY)
    shown = past.days(Happening.ASSESSMENT_BEGINS, Happening.CASE_CLOSES)
    received, decided = Happening.REFERRAL_RECEIVED, Happening.REFERRAL_DECIDED
    yield from once("referral_decision", past, received, decided, _ONE_DAY, unclear=shown)


def allocation(past: Past, case: Span) -> Iterator[Owed]:
    """A named worker within a working day, whenever a child on an open case has none."""
    held = past.held()
    # One who took the child on before the case opened holds them when it opens.
    taken = sorted(max(first, case[0]) for first, last in held if end((first, last)) >= case[0])
    left = [last for _, last in held if last is not None]
    yield from_beginning("allocation", past, case, taken, _ONE_DAY)
    yield from after_each("allocation", past, case, taken, _ONE_DAY, again=left)


def first_seen(past: Past) -> Iterator[Owed]:
    """The child is seen within five working days of the referral, one of an enquiry's beginning.

    Of an unborn child it is counted from birth. A visit of which nobody wrote whether the child
    was seen may have been the one, and so may a meeting of which only the assessment tells.
    """
    seen, unclear = past.days(*_SEEN), past.days(*_UNCLEAR)
    shown = past.days(*_UNCLEAR, Happening.SEEN_IN_ASSESSMENT)
    enquiries = past.days(Happening.ENQUIRY_BEGINS)
    for case in past.from_birth(past.until_grown(past.open_cases())):
        begins = [case[0], *past.accepted()]
        yield from on_days("first_seen", past, case, begins, seen, _FIVE_DAYS, shown)
        yield from on_days("first_seen_enquiry", past, case, enquiries, seen, _ONE_DAY, unclear)


def referred_again(past: Past) -> Iterator[Owed]:
    """Watches: another referral within twelve months of one, and of a case's closure.

    Two on one day are one. In Family Help a step up from early help is no referral again, and
    neither it nor a step down to early help counts after a closure.
    """
    received, up = past.days(Happening.REFERRAL_RECEIVED), moves_up(past)
    days = sorted(set(received) - up)
    for day in days:
        if past.died is None or day < past.died:
            yield _watched("re_referral", past, day, first_from(days, day + 1))
    refused = past.about(Happening.REFERRAL_REFUSED)
    closed = {day for day, about in past.told(Happening.CASE_CLOSES) if about not in refused}
    for day in sorted(closed - moves_down(past)):
        if past.died is None or day < past.died:
            yield _watched("step_down", past, day, first_from(days, day))


def _watched(clock: str, past: Past, day: int, again: int | None) -> Owed:
    over = past.died if again is None else None
    return Owed(clock, past.whom, day, _A_YEAR(day), again, over, watch=True)


# --- a social worker, where guidance leaves a child with one --------------------------------------

# Since then others may lead (Working Together 2023), and it is asked apart who is registered.
_OTHERS_LEAD = date(2023, 12, 15)


def allocation_of_social_worker(past: Past) -> Iterator[Owed]:
    """A named social worker within a working day, while the child is at risk or in care."""
    held = with_social_worker(past)
    left = [last for _, last in held if last is not None]
    for span in at_risk_or_in_care(past):
        taken = sorted(max(first, span[0]) for first, last in held if end((first, last)) >= span[0])
        yield from_beginning("allocation_social_worker", past, span, taken, _ONE_DAY)
        yield from after_each("allocation_social_worker", past, span, taken, _ONE_DAY, again=left)


def at_risk_or_in_care(past: Past) -> list[Span]:
    """The times under enquiry, on a protection plan or in care.

    While somebody leads of whom it is not known whether a social worker, nothing is asked.
    """
    enquiries = past.spells(Happening.ENQUIRY_BEGINS, Happening.ENQUIRY_ENDS)
    plans = past.spells(Happening.PROTECTION_PLAN_BEGINS, Happening.PROTECTION_PLAN_ENDS)
    care = past.spells(Happening.CARE_BEGINS, Happening.CARE_ENDS)
    whole = past.until_grown(past.while_alive(joined([*enquiries, *plans, *care])))
    led = past.spells(Happening.ANY_PROFESSION_LEADS, Happening.WORKER_LETS_GO)
    return list(without(whole, joined(span for span in led if span[0] < end(span))))


def with_social_worker(past: Past) -> list[Span]:
    """The times when a social worker held the child, or stood beside whoever did."""
    others = {
        about
        for what in (Happening.SUPPORT_WORKER_LEADS, Happening.ANY_PROFESSION_LEADS)
        for _, about in past.told(what)
    }
    ended = past.about(Happening.WORKER_LETS_GO)
    leads = [
        (day, ended.get(about))
        for day, about in past.told(Happening.WORKER_TAKES_ON)
        if about not in others
    ]
    beside = past.spells(Happening.PROTECTION_LEAD_JOINS, Happening.PROTECTION_LEAD_LEAVES)
    held = [span for span in [*leads, *beside] if span[0] < end(span)]
    return past.while_alive(joined(held))


def without(spans: Iterable[Span], others: list[Span]) -> Iterator[Span]:
    """What is left of spans before, between and after others."""
    for first, last in spans:
        for day in sorted({first, *(end(one) for one in others)}):
            if first <= day < end((first, last)) or day == first:
                if any(one[0] <= day < end(one) for one in others):
                    continue
                ends = [one[0] for one in others if day <= one[0] <= end((first, last))]
                yield day, min(ends, default=last)
