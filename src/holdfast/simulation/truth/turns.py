"""How duties come round: once, on certain days of a span, from its beginning, after each doing.

A span is a time in which a duty lives (an open case, a plan). What is done on the first or the
last day of it counts. A duty that is still to be done when its span ends falls away.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from holdfast.simulation.happenings import Happening
from holdfast.simulation.truth.calendar import Limit
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, end


def once(
    clock: str,
    past: Past,
    begins: Happening,
    does: Happening,
    limit: Limit,
    ends: Sequence[int] = (),
    unclear: Sequence[int] = (),
) -> Iterator[Owed]:
    """A duty for each thing that begins, until the same thing is done.

    It falls away undone on the first of the days ``ends`` that is not before it began.
    """
    done = past.about(does)
    for day, about in past.told(begins):
        over = first_from(ends, day)
        yield owed(clock, past.whom, day, limit(day), done.get(about), over, unclear)


def on_days(
    clock: str,
    past: Past,
    span: Span,
    begins: Iterable[int],
    does: Sequence[int],
    limit: Limit,
    unclear: Sequence[int] = (),
) -> Iterator[Owed]:
    """A duty that begins on certain days of a span, before its last."""
    for day in sorted(set(within(span, begins))):
        if day < end(span):
            yield _in_span(clock, past, span, day, day, does, limit, unclear)


def from_beginning(
    clock: str,
    past: Past,
    span: Span,
    does: Sequence[int],
    limit: Limit,
    unclear: Sequence[int] = (),
) -> Owed:
    """The duty that begins with a span."""
    return _in_span(clock, past, span, span[0], span[0], does, limit, unclear)


def after_each(
    clock: str,
    past: Past,
    span: Span,
    does: Sequence[int],
    limit: Limit,
    unclear: Sequence[int] = (),
    again: Iterable[int] | None = None,
) -> Iterator[Owed]:
    """The duty that begins anew on each day that it was done, to be done on a later day.

    ``again``: it begins anew on these days of the span instead.
    """
    for day in sorted(set(within(span, does if again is None else again))):
        if day < end(span):
            yield _in_span(clock, past, span, day, day + 1, does, limit, unclear)


def in_turn(
    clock: str,
    past: Past,
    span: Span,
    does: Sequence[int],
    limit: Limit,
    unclear: Sequence[int] = (),
) -> Iterator[Owed]:
    """The duty that begins with a span, and anew each time that it is done."""
    yield from_beginning(clock, past, span, does, limit, unclear)
    yield from after_each(clock, past, span, does, limit, unclear)


def _in_span(
    clock: str,
    past: Past,
    span: Span,
    day: int,
    earliest: int,
    does: Sequence[int],
    limit: Limit,
    unclear: Sequence[int],
) -> Owed:
    done = first_from(does, earliest)
    if done is not None and done > end(span):
        done = None
    over = span[1] if done is None else None
    return owed(clock, past.whom, day, limit(day), done, over, unclear)


def within(span: Span, days: Iterable[int]) -> Iterator[int]:
    """Those of some days that lie in a span, its first and last days included."""
    first, last = span[0], end(span)
    return (day for day in days if first <= day <= last)


def first_from(days: Sequence[int], day: int) -> int | None:
    """The first of some days, given in order, that is not before a day."""
    place = bisect_left(days, day)
    return days[place] if place < len(days) else None
