"""Plans that stand still: drift, risk found again, and neglect that goes on."""

from collections.abc import Iterator
from itertools import pairwise

from holdfast.simulation.truth.calendar import days, months, working_days
from holdfast.simulation.truth.concerns.staff import Staff
from holdfast.simulation.truth.need import on_plan as on_need_plan
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past, Span, end, joined
from holdfast.simulation.truth.turns import from_beginning, in_a_case, of_a_child, on_days
from holdfast.simulation.written.happenings import Happening

_LEGAL = (Happening.LEGAL_MEETING_HELD, Happening.LETTER_SENT, Happening.PROCEEDINGS_ISSUED)
_NO_PLAN, _AGAIN = working_days(45), working_days(15)
_PROTECTION, _NEED, _NEGLECT, _AT_ONCE = months(15), months(12), months(9), days(0)
# A second plan counts so many months after the one before.
_TEN_YEARS = months(120)


def strands(past: Past, staff: Staff) -> Iterator[Owed]:
    """Every time in which a plan stood still, or none was made."""
    yield from of_a_child(past, _no_plan(past))
    yield from in_a_case(past, of_a_child(past, _on_plans(past)))


def _no_plan(past: Past) -> Iterator[Owed]:
    fostered = past.spells(Happening.FOSTERING_KNOWN, Happening.FOSTERING_ENDS)
    begins, ends = Happening.PROTECTION_PLAN_BEGINS, Happening.PROTECTION_PLAN_ENDS
    kept = [*past.in_care(), *past.from_birth(past.until_grown(past.while_alive(fostered)))]
    needed = past.spells(Happening.NEED_PLAN_BEGINS, Happening.NEED_PLAN_ENDS)
    planned = [*past.spells(begins, ends), *needed]
    for case in past.until_grown(past.open_cases()):
        lasting = [max(first, case[0]) for first, last in kept if end((first, last)) > case[0]]
        begun = [first for first, _ in planned]
        yield from_beginning("drift_no_plan", past, case, sorted([*lasting, *begun]), _NO_PLAN)


def _on_plans(past: Past) -> Iterator[Owed]:
    legal = past.days(*_LEGAL)
    looked_at = past.days(*_LEGAL, Happening.PROTECTION_REVIEWED)
    risk = past.days(Happening.ENQUIRY_BEGINS, Happening.STRATEGY_HELD)
    for plan in past.on_protection_plan():
        yield from_beginning("drift_protection", past, plan, legal, _PROTECTION)
        yield from on_days("no_action_risk_again", past, plan, risk, looked_at, _AGAIN)
    for plan in on_need_plan(past):
        yield from_beginning("drift_need", past, plan, (), _NEED)
    again = _again(past)
    for plan in for_neglect(past):
        yield from_beginning("neglect_plan_long", past, plan, legal, _NEGLECT)
        yield from on_days("neglect_plan_again", past, plan, again, (), _AT_ONCE)


def for_neglect(past: Past) -> list[Span]:
    """The times on a protection plan for neglect."""
    neglect = past.about(Happening.PLAN_FOR_NEGLECT)
    ended = past.about(Happening.PROTECTION_PLAN_ENDS)
    told = past.told(Happening.PROTECTION_PLAN_BEGINS)
    plans = [(day, ended.get(about)) for day, about in told if about in neglect]
    return past.until_grown(past.while_alive(joined(plans, touching=False)))


def _again(past: Past) -> list[int]:
    """The days on which a plan began within ten years of the one before."""
    begun = past.days(Happening.PROTECTION_PLAN_BEGINS)
    return [day for before, day in pairwise(begun) if day <= _TEN_YEARS(before)]
