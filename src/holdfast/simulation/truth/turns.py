"""How duties come round: once, on certain days of a span, from its beginning, after each doing.

A span is a time in which a duty lives (an open case, a plan). What is done on the first or the
last day of it counts. A duty that is still to be done when its span ends falls away. All days
are given in order.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence

from holdfast.simulation.truth.calendar import Limit
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import FAR, Past, Span, end
from holdfast.simulation.written.happenings import Happening


def once(
    clock: str,
    past: Past,
    begins: Happening,
    does: Happening,
    limit: Callable[[int], int | None],
    ends: Sequence[int] = (),
    unclear: Sequence[int] = (),
) -> Iterator[Owed]:
    """A duty for each thing that begins, until the same thing is done.

    It falls away undone on the first of the days ``ends`` that is not before it began.
    """
    begun = past.told(begins)
    if not begun:
        return
    whom, done = past.whom, past.about(does)
    for day, about in begun:
        over = first_from(ends, day) if ends else None
        yield owed(clock, whom, day, limit(day), done.get(about), over, unclear)


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
    for day in within(span, sorted(begins)):
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
    for day in within(span, does if again is None else sorted(again)):
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
    place = bisect_left(does, earliest)
    last = span[1]
    if place < len(does) and (last is None or does[place] <= last):
        return owed(clock, past.whom, day, limit(day), does[place], None, unclear)
    return owed(clock, past.whom, day, limit(day), None, last, unclear)


def in_order(
    clock: str,
    past: Past,
    begins: Iterable[int],
    first: Sequence[int],
    unclear: Sequence[int] = (),
) -> Iterator[Owed]:
    """A duty that one thing comes no sooner than another, in the same open case.

    ``begins`` are the days of what must wait, ``first`` those of what must have come by then. It
    is owed on that very day, and from then on until the case closes or the child is grown up.
    """
    for day in begins:
        held = [case for case in past.open_cases() if case[0] <= day <= end(case)]
        if not held:
            yield Owed(clock, past.whom, day, day, None, None, day)
            continue
        opened, closes = min(case[0] for case in held), max(end(case) for case in held)
        done = first_from(first, opened)
        done = None if done is None or done > closes else max(done, day)
        over = min(closes, FAR if past.grown is None else past.grown)
        lapsed = over if day < over < FAR else None
        shown = done != day and any(opened <= one <= day for one in unclear)
        yield owed(clock, past.whom, day, day, done, lapsed)._replace(unsure=day if shown else None)


def in_a_case(past: Past, duties: Iterable[Owed]) -> Iterator[Owed]:
    """Duties that only a child on an open case is owed.

    Where the record lets one go on although the case is closed, it contradicts itself: from the
    first such day it cannot be determined whether anything is owed.
    """
    # The times after a case was closed and before another opened, while the child lived.
    cases = past.open_cases()
    opens = [*(first for first, _ in cases[1:]), None]
    closed = zip((last for _, last in cases), opens, strict=False)
    gaps = [(day, again) for day, again in closed if day is not None and day != past.died]
    for duty in duties:
        gap = next((gap for gap in gaps if duty.started < end(gap)), None)
        if gap:
            day = max(gap[0], duty.started)
            ends = [on for on in (duty.done, duty.over, duty.unsure) if on is not None]
            yield duty._replace(unsure=day) if day < min(ends, default=day + 1) else duty
        else:
            yield duty


def of_a_child(past: Past, duties: Iterable[Owed], from_birth: bool = False) -> Iterator[Owed]:
    """Duties owed to a child only; ``from_birth``: and to nobody unborn.

    Where one began on the eighteenth birthday or later, or before a birth that had to come first,
    what was written contradicts itself, and the duty cannot be determined.
    """
    grown, born = past.grown, past.born if from_birth else None
    for one in duties:
        too_old = grown is not None and one.started >= grown
        unborn = born is not None and one.started < born
        yield one._replace(done=None, unsure=one.started) if too_old or unborn else one


def within(span: Span, days: Sequence[int]) -> list[int]:
    """Those of some days that lie in a span, its first and last days included; each once."""
    found = days[bisect_left(days, span[0]) : bisect_right(days, end(span))]
    return list(dict.fromkeys(found))


def first_from(days: Sequence[int], day: int) -> int | None:
    """The first of some days that is not before a day."""
    place = bisect_left(days, day)
    return days[place] if place < len(days) else None
