"""Nobody can act: nobody holds the child, or nobody who could do anything about the case."""

from collections.abc import Iterable, Iterator

from holdfast.simulation.truth.calendar import Limit, days
from holdfast.simulation.truth.concerns.staff import HolderPast, Staff
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past, Span, end, joined
from holdfast.simulation.truth.turns import from_beginning, in_a_case, of_a_child
from holdfast.simulation.written.happenings import Happening

_AT_ONCE, _TEN_DAYS = days(0), days(10)


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """Every time in which nobody could act."""
    names = list(named(past))
    inbox = past.spells(Happening.WAITS_IN_INBOX, Happening.LEAVES_INBOX)
    cases = past.until_grown(past.open_cases())
    held = joined(_lasting([*(span for _, span in names), *inbox]))
    unheld = [gap for case in cases for gap in without(case, held)]
    yield from of_a_child(past, _while("nobody_no_holder", past, unheld, _AT_ONCE))
    by_name = joined(_lasting(span for _, span in names))
    yield from in_a_case(past, _waiting(past, inbox, by_name))
    yield from in_a_case(past, _unable(past, names, staff))


def named(past: Past) -> Iterator[tuple[str, Span]]:
    """Who is named as holding the child, and for how long the name stands; not within a day.

    Of one who left and is named still, the holding ends before the name does.
    """
    ends = past.about(Happening.NAMED_NO_MORE)
    for day, told in past.told(Happening.HELD_BY):
        one, worker = told.split("|")
        if ends.get(one) != day:
            yield worker, (day, ends.get(one))


def _lasting(spans: Iterable[Span]) -> list[Span]:
    return [span for span in spans if span[0] < end(span)]


def without(span: Span, others: Iterable[Span]) -> list[Span]:
    """What is left of a span before, between and after others; they are apart and in order."""
    left, free = list[Span](), span[0]
    for first, last in others:
        if end((first, last)) <= free or first >= end(span):
            continue
        if first > free:
            left.append((free, first))
        free = end((first, last))
    if free < end(span):
        left.append((free, span[1]))
    return left


def _while(strand: str, past: Past, spans: Iterable[Span], limit: Limit) -> Iterator[Owed]:
    for span in spans:
        yield from_beginning(strand, past, span, (), limit)


def _waiting(past: Past, inbox: Iterable[Span], by_name: list[Span]) -> Iterator[Owed]:
    waits = past.of_childhood(past.while_alive(joined(inbox)))
    spans = [gap for wait in waits for gap in without(wait, by_name)]
    return _while("nobody_inbox", past, spans, _AT_ONCE)


def _unable(past: Past, names: Iterable[tuple[str, Span]], staff: Staff) -> Iterator[Owed]:
    """Of each name: the time after the worker left, the times away, and all of a manager's."""
    left, away = list[Span](), list[Span]()
    managed, able = list[Span](), list[Span]()
    for worker, span in names:
        member = staff.get(worker, HolderPast())
        gone = FAR if member.left is None else member.left
        if gone < end(span):
            left.append((max(span[0], gone), span[1]))
        in_post = (span[0], _open(min(end(span), gone)))
        if in_post[0] >= end(in_post):
            continue
        away += [cut for gap in member.away if (cut := _within(gap, in_post))]
        if member.manager:
            # A manager who is away holds the case all the same.
            managed.append(in_post)
        else:
            able += without(in_post, joined(member.away))
    can = joined(able)
    for strand, spans, limit in (
        ("nobody_left", left, _AT_ONCE),
        ("nobody_away", away, _TEN_DAYS),
        ("nobody_manager", managed, _AT_ONCE),
    ):
        stretches = past.of_childhood(past.while_alive(joined(spans)))
        alone = [gap for stretch in stretches for gap in without(stretch, can)]
        yield from _while(strand, past, alone, limit)


def shared(span: Span, others: Iterable[Span]) -> list[Span]:
    """What a span shares with each of others, where that is more than a day's edge."""
    return [cut for other in others if (cut := _within(other, span))]


def _within(gap: Span, span: Span) -> Span | None:
    first, last = max(gap[0], span[0]), min(end(gap), end(span))
    return (first, _open(last)) if first < last else None


def _open(last: int) -> int | None:
    return None if last == FAR else last
