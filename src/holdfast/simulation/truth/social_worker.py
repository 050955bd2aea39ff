"""What guidance leaves with a social worker: whether one leads, or stands beside the lead."""

from collections.abc import Iterable, Iterator
from datetime import date

from holdfast.simulation.truth.calendar import working_days
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import after_each, from_beginning, in_a_case
from holdfast.simulation.truth.versions import since
from holdfast.simulation.written.happenings import Happening

# Since then others may lead (Working Together 2023), and it is asked apart who is registered.
_OTHERS_LEAD = date(2023, 12, 15)
_ONE_DAY = working_days(1)


def duties(past: Past) -> Iterator[Owed]:
    """A named social worker within a working day, while the child is at risk or in care."""
    yield from in_a_case(past, since(_OTHERS_LEAD, _allocations(past)))


def _allocations(past: Past) -> Iterator[Owed]:
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
    whole = joined([*enquiries, *past.on_protection_plan(), *past.in_care()])
    whole = past.until_grown(past.while_alive(whole))
    unknown = [
        span for span in _led_by(past, Happening.ANY_PROFESSION_LEADS) if span[0] < end(span)
    ]
    return list(without(whole, joined(unknown)))


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


def _led_by(past: Past, what: Happening) -> list[Span]:
    return past.spells(what, Happening.WORKER_LETS_GO)


def without(spans: Iterable[Span], others: list[Span]) -> Iterator[Span]:
    """What is left of spans before, between and after others."""
    for first, last in spans:
        for day in sorted({first, *(end(one) for one in others)}):
            if first <= day < end((first, last)) or day == first:
                if any(one[0] <= day < end(one) for one in others):
                    continue
                ends = [one[0] for one in others if day <= one[0] <= end((first, last))]
                yield day, min(ends, default=last)
