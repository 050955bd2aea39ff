"""What is owed to children in need: a plan, its reviews, visits."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import months, working_days
from holdfast.simulation.truth.early_help import begun
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import (
    in_a_case,
    in_order,
    in_turn,
    of_a_child,
    on_days,
    within,
)
from holdfast.simulation.written.happenings import Happening

# The council's own limits.
_PLANNED, _REVIEWED, _VISITED = working_days(10), months(3), working_days(20)


def duties(past: Past) -> Iterator[Owed]:
    """Every duty to children in need."""
    for case in past.until_grown(past.open_cases()):
        yield from of_a_child(past, plan_in_place(past, case))
    yield from in_a_case(past, of_a_child(past, _on_plans(past)))
    # No plan before an assessment, a protection plan or care, since the council says so.
    since = begun(past)
    if since is not None:
        plans = [day for day in past.days(Happening.NEED_PLAN_BEGINS) if day >= since]
        earlier = past.days(Happening.ASSESSMENT_SIGNED, Happening.PROTECTION_PLAN_BEGINS)
        earlier = sorted([*earlier, *(first for first, _ in past.in_care())])
        waits = in_order("assessed_before_plan", past, plans, earlier)
        yield from of_a_child(past, waits)


def _on_plans(past: Past) -> Iterator[Owed]:
    plans = on_plan(past)
    for plan in plans:
        reviewed = past.days(Happening.NEED_REVIEWED)
        yield from in_turn("cin_review", past, plan, reviewed, _REVIEWED)
    for plan in past.from_birth(plans):
        yield from visits(past, plan)


def on_plan(past: Past) -> list[Span]:
    """The times on a child in need plan."""
    plans = past.spells(Happening.NEED_PLAN_BEGINS, Happening.NEED_PLAN_ENDS)
    return past.until_grown(past.while_alive(joined(plans, touching=False)))


def plan_in_place(past: Past, case: Span) -> Iterator[Owed]:
    """A plan within ten working days of finding a child in need.

    A plan that runs already answers it, and so does a protection plan or being in care.
    """
    found = list(within(case, past.days(Happening.FOUND_IN_NEED)))
    kept = [*on_plan(past), *past.on_protection_plan(), *past.in_care()]
    begun = {max(first, case[0]) for first, last in kept if end((first, last)) >= case[0]}
    runs = {day for day in found for span in kept if span[0] < day < end(span)}
    return on_days("cin_plan_first", past, case, found, sorted(begun | runs), _PLANNED)


def visits(past: Past, plan: Span) -> Iterator[Owed]:
    """A visit at which the child is seen, every twenty working days."""
    seen, unclear = past.days(Happening.SEEN_AT_HOME), past.days(Happening.UNCLEAR_AT_HOME)
    return in_turn("cin_visit", past, plan, seen, _VISITED, unclear)
