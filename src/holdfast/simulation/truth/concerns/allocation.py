"""Allocations without support: what was asked of whom, and who stood beside."""

from collections.abc import Iterator, Mapping, Sequence

from holdfast.simulation.truth.calendar import days
from holdfast.simulation.truth.concerns.exploitation import feared
from holdfast.simulation.truth.concerns.holding import named, shared, without
from holdfast.simulation.truth.concerns.loads import CHILDREN, COURT, in_court
from holdfast.simulation.truth.concerns.plans import for_neglect
from holdfast.simulation.truth.concerns.staff import HolderPast, Staff
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past, Span, joined
from holdfast.simulation.truth.turns import from_beginning, in_a_case
from holdfast.simulation.written.happenings import Happening

_AT_ONCE = days(0)
_ALONE_IN_FIRST_YEAR = ("court", "protection")


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """Every time in which an allocation of the child was without support."""
    names = [(staff.get(worker, HolderPast()), span) for worker, span in named(past)]
    if names:
        yield from in_a_case(past, _strands(past, names))


Names = Sequence[tuple[HolderPast, Span]]


def _strands(past: Past, names: Names) -> Iterator[Owed]:
    asked: Mapping[str, list[Span]] = {
        "court": in_court(past),
        "protection": past.on_protection_plan(),
        "exploitation": feared(past),
        "neglect": for_neglect(past),
    }
    yield from _too_many("nobody_too_many", past, names, CHILDREN)
    in_proceedings = [(who, cut) for who, span in names for cut in shared(span, asked["court"])]
    yield from _too_many("allocation_court_cases", past, in_proceedings, COURT)
    for about, spans in asked.items():
        held = [(who, cut) for who, span in names for cut in shared(span, spans)]
        if about in _ALONE_IN_FIRST_YEAR:
            yield from _in_first_year(f"allocation_first_year_{about}", past, held)
        yield from _without_experience(f"allocation_experience_{about}", past, held, about)


def _too_many(strand: str, past: Past, held: Names, counted: str) -> Iterator[Owed]:
    so = [cut for who, span in held for cut in shared(span, who.beyond.get(counted, ()))]
    others = [
        left for who, span in held for left in without(span, joined(who.beyond.get(counted, ())))
    ]
    yield from _alone(strand, past, so, others)


def _in_first_year(strand: str, past: Past, held: Names) -> Iterator[Owed]:
    years = [(span, [who.first_year] if who.first_year else []) for who, span in held]
    so = [cut for span, year in years for cut in shared(span, year)]
    others = [left for span, year in years for left in without(span, year)]
    others += past.spells(Happening.PROTECTION_LEAD_JOINS, Happening.PROTECTION_LEAD_LEAVES)
    yield from _alone(strand, past, so, others)


def _without_experience(strand: str, past: Past, held: Names, about: str) -> Iterator[Owed]:
    since = [(span, who.confirmed.get(about, FAR)) for who, span in held]
    so = [cut for span, day in since for cut in shared(span, [(-FAR, day)])]
    others = [cut for span, day in since for cut in shared(span, [(day, None)])]
    yield from _alone(strand, past, so, others)


def _alone(strand: str, past: Past, so: Sequence[Span], others: Sequence[Span]) -> Iterator[Owed]:
    """The times in which it was so, and of nobody who held the child too it was not."""
    apart = joined(span for span in others if span[0] < (FAR if span[1] is None else span[1]))
    for stretch in past.of_childhood(past.while_alive(joined(so))):
        for gap in without(stretch, apart):
            yield from_beginning(strand, past, gap, (), _AT_ONCE)
