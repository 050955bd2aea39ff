"""What is owed in protection: from the suspicion of harm to the plan, and on the plan."""

from collections.abc import Iterator
from datetime import date

from holdfast.simulation.truth.calendar import days, months, number, working_days
from holdfast.simulation.truth.early_help import begun
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, Span, earliest, end
from holdfast.simulation.truth.turns import (
    after_each,
    first_from,
    from_beginning,
    in_a_case,
    in_order,
    in_turn,
    of_a_child,
    once,
)
from holdfast.simulation.written.happenings import Happening

# The council's own limits.
_DISCUSSED = _SAFE = working_days(1)
_ENQUIRED, _VISITED, _WEEKLY = working_days(10), working_days(10), working_days(5)
_CORE_GROUP_AGAIN, _TRANSFERRED = days(42), working_days(15)
# Those of the guidance, the same in each edition since 2006.
_CONFERENCE, _CORE_GROUP = working_days(15), working_days(10)
_REVIEWED, _REVIEWED_AGAIN = months(3), months(6)
# The Department has counted conferences from the enquiry since April 2012; a plan has lasted
# two years on its 730th day.
_COUNTED, _TWO_YEARS = number(date(2012, 4, 1)), days(728)


def duties(past: Past) -> Iterator[Owed]:
    """Every duty of child protection."""
    yield from of_a_child(past, before_plans(past))
    yield from in_a_case(past, of_a_child(past, _on_plans(past)))
    # A watch: another plan, however long after the last.
    plans = sorted(set(past.days(Happening.PROTECTION_PLAN_BEGINS)))
    for day in plans:
        if past.died is None or day < past.died:
            again = first_from(plans, day + 1)
            over = past.died if again is None else None
            yield Owed("cp_repeat", past.whom, day, None, again, over, watch=True)
    yield from of_a_child(past, seen_first(past), from_birth=True)


def seen_first(past: Past) -> Iterator[Owed]:
    """No conference before the child was seen in the case, since the council says so."""
    since = begun(past)
    if since is not None:
        held = [day for day in past.days(Happening.CONFERENCE_HELD) if day >= since]
        seen = past.days(
            Happening.SEEN_AT_HOME, Happening.SEEN_ON_PLAN, Happening.SEEN_IN_ASSESSMENT
        )
        unclear = past.days(Happening.UNCLEAR_AT_HOME, Happening.UNCLEAR_ON_PLAN)
        yield from in_order("seen_before_conference", past, held, seen, unclear)


def _on_plans(past: Past) -> Iterator[Owed]:
    for plan in past.on_protection_plan():
        yield from on_plan(past, plan)
    for plan in past.from_birth(past.on_protection_plan()):
        yield from visits(past, plan)
    # No plan lasts two years.
    begins, ends = Happening.PROTECTION_PLAN_BEGINS, Happening.PROTECTION_PLAN_ENDS
    grown = [] if past.grown is None else [past.grown]
    yield from once("cp_2yr", past, begins, ends, _TWO_YEARS, grown)


def before_plans(past: Past) -> Iterator[Owed]:
    """What is owed from the suspicion of harm until a conference makes a plan."""
    endings = past.endings()
    # A strategy discussion within a working day; an enquiry that begins shows that one was.
    suspected, held = Happening.HARM_SUSPECTED, Happening.STRATEGY_HELD
    shown = past.days(Happening.ENQUIRY_BEGINS)
    yield from once("strategy_discussion", past, suspected, held, _DISCUSSED, endings, shown)
    # A plan to keep the child safe until the conference, or until none is needed.
    ends = past.days(Happening.CONFERENCE_HELD, Happening.CONFERENCE_NOT_NEEDED)
    ends, planned = sorted([*ends, *endings]), Happening.SAFETY_PLANNED
    yield from once("interim_safety_plan", past, held, planned, _SAFE, ends)
    # The outcome of an enquiry within ten working days, and a conference after it.
    begins, ended = Happening.ENQUIRY_BEGINS, Happening.ENQUIRY_ENDS
    yield from once("s47_duration", past, begins, ended, _ENQUIRED, endings)
    yield from conference(past)
    # A conference within 15 working days of word that a child on a plan has moved here.
    told, held = Happening.TRANSFER_TOLD, Happening.TRANSFER_CONFERENCE_HELD
    yield from once("transfer_in_icpc", past, told, held, _TRANSFERRED, endings)


def conference(past: Past) -> Iterator[Owed]:
    """A conference within 15 working days of the enquiry, unless it finds that none is needed.

    A plan that begins shows that one was held. The Department counts only those that were
    held: to it, an enquiry that ends drops out until the conference comes.
    """
    held, ends = past.about(Happening.CONFERENCE_HELD), past.endings()
    needless = past.about(Happening.CONFERENCE_NOT_NEEDED)
    ended, shown = past.about(Happening.ENQUIRY_ENDS), past.days(Happening.PROTECTION_PLAN_BEGINS)
    for day, one in past.told(Happening.ENQUIRY_BEGINS):
        done, closed = held.get(one), first_from(ends, day)
        over = earliest(needless.get(one), closed)
        yield owed("s47_icpc_15", past.whom, day, _CONFERENCE(day), done, over, shown)
        if day >= _COUNTED:
            over = earliest(ended.get(one), closed)
            yield owed("s47_icpc_15_statistical", past.whom, day, _CONFERENCE(day), done, over)


def on_plan(past: Past, plan: Span) -> Iterator[Owed]:
    """Core groups and reviews, for as long as the plan lasts."""
    met, reviewed = past.days(Happening.CORE_GROUP_MEETS), past.days(Happening.PROTECTION_REVIEWED)
    yield from_beginning("core_group_first", past, plan, met, _CORE_GROUP)
    yield from after_each("core_group_repeat", past, plan, met, _CORE_GROUP_AGAIN)
    yield from_beginning("rcpc_first", past, plan, reviewed, _REVIEWED)
    yield from after_each("rcpc_repeat", past, plan, reviewed, _REVIEWED_AGAIN)


def visits(past: Past, plan: Span) -> Iterator[Owed]:
    """A visit at which the child is seen every ten working days; every five while agreed."""
    seen, unclear = past.days(Happening.SEEN_ON_PLAN), past.days(Happening.UNCLEAR_ON_PLAN)
    agreed = past.spells(Happening.WEEKLY_VISITS_AGREED, Happening.WEEKLY_VISITS_END)

    def due(day: int) -> int:
        weekly = any(span[0] <= day < end(span) for span in agreed)
        return (_WEEKLY if weekly else _VISITED)(day)

    return in_turn("cp_visit", past, plan, seen, due, unclear)
