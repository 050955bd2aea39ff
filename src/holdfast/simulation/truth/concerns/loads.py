"""How many each worker held on each day, and when that was more than the most that was set."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from holdfast.simulation.truth.concerns.holding import named, shared
from holdfast.simulation.truth.concerns.staff import HolderPast, Staff
from holdfast.simulation.truth.past import FAR, Past, Span, end, joined
from holdfast.simulation.written.chronicle import Told
from holdfast.simulation.written.happenings import Happening

CHILDREN, COURT = "children", "court"
_OF_HOLDING = {
    Happening.HELD_BY,
    Happening.NAMED_NO_MORE,
    Happening.PROCEEDINGS_ISSUED,
    Happening.PROCEEDINGS_CONCLUDED,
    Happening.DIES,
}


@dataclass(frozen=True)
class Most:
    """The most that one worker is to hold; None: no number was set."""

    children: int | None = None
    first_year: int | None = None
    court: int | None = None


def with_loads(
    staff: Staff, told: Iterable[Told], last: int, most: Most, as_written: bool
) -> Staff:
    """The staff with the times in which each held more than the most."""
    if most == Most():
        return staff
    heard: dict[str, list[Told]] = {}
    for one in told:
        if one[0] in _OF_HOLDING:
            heard.setdefault(one[1], []).append(one)
    held: dict[str, dict[str, list[Span]]] = {CHILDREN: {}, COURT: {}}
    for whom, mine in heard.items():
        past = Past(whom, last)
        past.hear(mine, as_written)
        for counted, by_worker in _held(past).items():
            for worker, spans in by_worker.items():
                held[counted].setdefault(worker, []).extend(joined(spans))
    return {
        worker: replace(member, beyond=_beyond(member, worker, held, most))
        for worker, member in {
            **dict.fromkeys(held[CHILDREN], HolderPast()),
            **staff,
        }.items()
    }


def in_court(past: Past) -> list[Span]:
    """The times of care proceedings."""
    issued, concluded = Happening.PROCEEDINGS_ISSUED, Happening.PROCEEDINGS_CONCLUDED
    return past.while_alive(joined(past.spells(issued, concluded)))


def _held(past: Past) -> Mapping[str, Mapping[str, list[Span]]]:
    """The times in which each worker was named for one child, and those of them in court."""
    names = [(worker, span) for worker, span in named(past) if span[0] < end(span)]
    proceedings = in_court(past)
    found: dict[str, dict[str, list[Span]]] = {CHILDREN: {}, COURT: {}}
    for worker, span in names:
        found[CHILDREN].setdefault(worker, []).append(span)
        for cut in shared(span, proceedings):
            found[COURT].setdefault(worker, []).append(cut)
    return found


def _beyond(
    member: HolderPast, worker: str, held: Mapping[str, Mapping[str, list[Span]]], most: Most
) -> Mapping[str, tuple[Span, ...]]:
    return {
        counted: tuple(joined(_too_many(by_worker.get(worker, []), counted, member, most)))
        for counted, by_worker in held.items()
    }


def _too_many(held: list[Span], counted: str, member: HolderPast, most: Most) -> Iterator[Span]:
    first_year = member.first_year or (FAR, FAR)
    change: dict[int, int] = dict.fromkeys((first_year[0], end(first_year), FAR), 0)
    for span in held:
        change[span[0]] = change.get(span[0], 0) + 1
        change[end(span)] = change.get(end(span), 0) - 1
    number = 0
    for day, following in pairwise(sorted(change)):
        number += change[day]
        limits = [most.children if counted == CHILDREN else most.court]
        if counted == CHILDREN and first_year[0] <= day < end(first_year):
            limits.append(most.first_year)
        if any(limit is not None and number > limit for limit in limits):
            yield day, None if following == FAR else following
