"""What came again and again, each part of which may look small by itself."""

from collections.abc import Iterable, Iterator, Sequence

from holdfast.simulation.truth.calendar import days, months_after
from holdfast.simulation.truth.concerns.holding import named
from holdfast.simulation.truth.concerns.staff import Staff
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, joined
from holdfast.simulation.truth.turns import first_from, from_beginning
from holdfast.simulation.written.happenings import Happening

_TIMES = 3
_A_YEAR, _TWO_YEARS, _THREE_YEARS = 12, 24, 36
_AT_ONCE = days(0)


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """Every time in which all that a pattern counts lay within its months."""
    received = past.about(Happening.CONTACT_RECEIVED)
    contacts = sorted(received[one] for _, one in past.told(Happening.CONTACT_CLOSED))
    referrals = past.days(Happening.REFERRAL_RECEIVED)
    needless = past.days(Happening.ASSESSED_NO_NEED)
    # Only a case that had been taken on.
    refused = past.about(Happening.REFERRAL_REFUSED)
    closures = [day for day, about in past.told(Happening.CASE_CLOSES) if about not in refused]
    # Referred again within a year of the last closure.
    latest = ((day, max((c for c in closures if c <= day), default=None)) for day in referrals)
    years = ((day, months_after(closed, _A_YEAR)) for day, closed in latest if closed is not None)
    returned = [span for span in years if span[0] <= span[1]]
    patterns = {
        "neglect_contacts": three_times(contacts, _TWO_YEARS),
        "neglect_referrals": three_times(referrals, _TWO_YEARS),
        "neglect_assessments": three_times(needless, _THREE_YEARS),
        "neglect_returned": _until_closed(returned, closures),
        "drift_workers": _until_closed(_three_workers(past), closures),
    }
    for strand, spans in patterns.items():
        for span in past.while_alive(past.of_childhood(joined(spans))):
            yield from_beginning(strand, past, span, (), _AT_ONCE)


def three_times(days_of: Sequence[int], months: int) -> list[Span]:
    """From the third day of three until the first of them lies further back than the months."""
    thirds = zip(days_of, days_of[_TIMES - 1 :], strict=False)
    spans = ((third, months_after(first, months)) for first, third in thirds)
    return [span for span in spans if span[0] <= span[1]]


def _three_workers(past: Past) -> Iterator[Span]:
    """Whenever somebody takes the child on, and is the third within the year."""
    taken = [(span[0], worker) for worker, span in named(past)]
    for day, _ in taken:
        latest: dict[str, int] = {}
        for before, worker in taken:
            if before <= day:
                latest[worker] = before
        days_of = sorted(latest.values())
        if len(days_of) >= _TIMES and day <= months_after(days_of[-_TIMES], _A_YEAR):
            yield day, months_after(days_of[-_TIMES], _A_YEAR)


def _until_closed(spans: Iterable[Span], closures: Sequence[int]) -> Iterator[Span]:
    for first, last in spans:
        closed = first_from(closures, first)
        yield first, last if closed is None or last is None else min(last, closed)
