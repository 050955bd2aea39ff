"""Child protection: strategy discussion, enquiry, conference, plan."""

from dataclasses import dataclass, field
from typing import Any

from holdfast.record.oversight import AgreedIntervals
from holdfast.record.protection import (
    Conferences,
    CoreGroups,
    Enquiries,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
    StrategyDiscussions,
)
from holdfast.simulation import need, oversight, permanence, workforce
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Pace, Shares
from holdfast.simulation.diary import add_months, add_working_days, working_day
from holdfast.simulation.family import NEVER, Child

_LIMIT = 15
_WEEKLY = 5
_LATE = Shares({"Reports not ready": 40, "No chair free": 35, "Family asked": 25})
_TOOK_PART = Shares({"PN1": 22, "PN3": 10, "PN5": 8, "PN6": 30, "PN7": 30})


@dataclass(slots=True)
class Plan:
    """A plan under way: until when for each child, and which children go into care, and when."""

    started: int
    category: str
    until: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    taken: list[Child] = field(default_factory=list)
    taken_on: int = NEVER
    ended: int = NEVER

    def on(self, case: Case, day: int) -> list[Child]:
        """The children who are still on the plan on a day."""
        return [child for child in case.children if day <= self.until.get(child.id, -NEVER)]


def suspect(case: Case) -> int:
    """The day on which significant harm is suspected: at once, or in the next weeks."""
    at_once = case.chance.yes(case.council.protecting.suspected_at_once)
    return case.received if at_once else working_day(case.received + case.chance.between(2, 45))


def enquire(case: Case, concern: int) -> Plan | None:
    """From the concern to the conference; the plan that it makes, if it makes one."""
    ways, chance = case.council.protecting, case.chance
    if chance.yes(ways.transfer_in):
        return _transfer_in(case, concern)
    held = add_working_days(concern, chance.pace(ways.discussion))
    if chance.yes(ways.discussion_never_held):
        _discuss(case, concern, None, {})
        return None
    enquiries = {child.id: case.scene.ledger.number(Enquiries) for child in case.at_home(held)}
    _discuss(case, concern, held, enquiries)
    return _enquiry(case, held, enquiries)


def _discuss(case: Case, concern: int, held: int | None, enquiries: dict[str, str]) -> None:
    ways, chance = case.council.protecting, case.chance
    planned = held is not None and chance.yes(ways.safety_plan_recorded)
    safe = add_working_days(held, chance.pace(ways.safety_plan)) if held and planned else None
    for child in case.at_home(concern):
        row = {"concern_identified": concern, "held": held, "safety_planned": safe}
        names = {"referral": case.referrals[child.id], "enquiry": enquiries.get(child.id)}
        case.add(StrategyDiscussions, child, **row, **names)
    case.work(held or concern)


def _enquiry(case: Case, started: int, enquiries: dict[str, str]) -> Plan | None:
    ways, chance = case.council.protecting, case.chance
    needed = chance.yes(ways.conference_needed)
    met = add_working_days(started, chance.pace(ways.conference))
    ended = add_working_days(started, chance.pace(ways.enquiry))
    ended = min(ended, add_working_days(met, -1)) if needed else ended
    oversight.note(case, "enquiry", started)
    need.visit(case, add_working_days(started, chance.pace(ways.first_seen)))
    for child in case.at_home(started):
        if child.id in enquiries:
            last = min(ended, child.adult)
            row = {"enquiry": enquiries[child.id], "started": started, "ended": last}
            _write_enquiry(case, child, row, needed)
    case.work(ended)
    return _conference(case, started, ended, met, enquiries) if needed else None


def _write_enquiry(case: Case, child: Child, row: dict[str, Any], needed: bool) -> None:
    outcome = {"no_further_action": not needed, "conference_needed": needed}
    referral = case.referrals[child.id]
    case.add(Enquiries, child, referral=referral, **row, **outcome, **case.worker(row["started"]))


def _conference(
    case: Case, enquiry: int, asked: int, met: int, enquiries: dict[str, str]
) -> Plan | None:
    ways, chance = case.council.protecting, case.chance
    target = add_working_days(enquiry, _LIMIT)
    held = None if chance.yes(ways.conference_never_held) else met
    made = held is not None and chance.yes(ways.plan_made)
    excuse = chance.yes(ways.late_reason_recorded) and held is not None and held > target
    row = {
        "target": target,
        "held": held,
        "transfer_in": False,
        "late_reason": chance.pick(_LATE) if excuse else None,
    }
    oversight.note(case, "conference", asked)
    plan = Plan(met, chance.pick(ways.category))
    _write_conferences(case, row, asked, made, plan, enquiries)
    case.work(met)
    return plan if made else None


def _transfer_in(case: Case, told: int) -> Plan:
    """The family moves here with children who are on another council's plan."""
    case.source, pace = "5C", case.council.protecting.conference
    held = add_working_days(told, case.chance.pace(pace))
    plan = Plan(held, case.chance.pick(case.council.protecting.category))
    target = add_working_days(told, _LIMIT)
    row = {"target": target, "held": held, "transfer_in": True, "transfer_notified": told}
    _write_conferences(case, row, told, True, plan, {})
    case.work(held)
    return plan


def _write_conferences(
    case: Case, row: dict[str, Any], asked: int, made: bool, plan: Plan, enquiries: dict[str, str]
) -> None:
    """One conference for the family, a row for each child; ``plan`` gets its numbers."""
    meeting = f"{case.family.id}-{plan.started}"
    for child in case.at_home(asked):
        if plan.started < child.adult:
            number = case.scene.ledger.number(ProtectionPlans) if made else None
            names = {"enquiry": enquiries.get(child.id), "referral": case.referrals[child.id]}
            outcome = {"plan": number, "plan_made": made if row["held"] else None}
            who = case.worker(asked)
            conference = case.add(
                Conferences, child, asked, meeting=meeting, **names, **row, **outcome, **who
            )
            if number:
                plan.numbers[child.id] = number
                case.conferences[child.id] = conference


def carry_out(case: Case, plan: Plan) -> Plan:
    """A child protection plan from its conference to its end."""
    ways, chance = case.council.protecting, case.chance
    lasts = chance.length(ways.lasts)
    _foresee(case, plan, lasts)
    _reviews(case, plan, lasts)
    for child in case.children:
        if child.id in plan.numbers:
            plan.until[child.id] = min(plan.until[child.id], plan.ended)
            _write_plan(case, child, plan)
    weekly = chance.yes(ways.visit_weekly)
    _visits(case, plan, Pace(0.8, 3, _WEEKLY, 14) if weekly else ways.visit)
    if weekly:
        _agree_weekly_visits(case, plan)
    _core_groups(case, plan)
    if chance.yes(ways.pre_proceedings):
        on_plan = plan.on(case, plan.started)
        permanence.before_proceedings(case, on_plan, plan.started, plan.taken_on)
    case.work(min(plan.ended, case.last + 1))
    return plan


def _foresee(case: Case, plan: Plan, lasts: int) -> None:
    """Settle which children will leave the plan before the others: into care, or at 18."""
    ways, chance = case.council.protecting, case.chance
    children = [child for child in case.children if child.id in plan.numbers]
    if chance.yes(ways.into_care):
        plan.taken_on = plan.started + int(lasts * (0.1 + 0.8 * chance.random()))
        plan.taken = [
            child
            for child in children
            if child.age(plan.taken_on) < 17 and chance.yes(ways.sibling_too)
        ]
    for child in children:
        taken_on = max(plan.taken_on, child.born) if child in plan.taken else NEVER
        plan.until[child.id] = min(child.adult, taken_on + chance.between(0, 45))


def _reviews(case: Case, plan: Plan, lasts: int) -> None:
    """Reviews until one of them ends the plan."""
    booked, due, pace = plan.started, add_months(plan.started, 3), case.council.protecting.review
    while booked <= case.last:
        held = max(working_day(due + case.chance.pace(pace)), booked + 7)
        goes_on = held - plan.started < lasts
        _write_reviews(case, plan, booked, due, held, goes_on)
        if not goes_on:
            plan.ended = held
            return
        booked, due = held, add_months(held, 6)
    plan.ended = booked


def _write_reviews(case: Case, plan: Plan, booked: int, due: int, held: int, goes_on: bool) -> None:
    chance, meeting = case.chance, f"{case.family.id}-{held}"
    quorate = chance.flag(0.85, 0.08)
    for child in plan.on(case, held):
        taking = "PN0" if child.age(held) < 4 else chance.pick(_TOOK_PART)
        case.add(
            ProtectionReviews,
            child,
            booked,
            plan=plan.numbers[child.id],
            due=due,
            held=held,
            meeting=meeting,
            plan_continues=goes_on,
            quorate=quorate,
            participation=taking if chance.yes(0.8) else None,
        )


def _write_plan(case: Case, child: Child, plan: Plan) -> None:
    ways, chance = case.council.protecting, case.chance
    changes = chance.yes(ways.category_changes)
    ended = plan.until[child.id]
    child.protection_plans += 1
    case.add(
        ProtectionPlans,
        child,
        plan=plan.numbers[child.id],
        referral=case.referrals[child.id],
        conference=case.conferences[child.id],
        started=plan.started,
        ended=ended,
        other_authority=False,
        initial_category=plan.category,
        latest_category=chance.pick(ways.category) if changes else plan.category,
    )
    oversight.chronologies(case, child, plan.started, ended)
    workforce.attach(case.scene, child, "CPC", "reviewing", (plan.started, ended), chance)


def _visits(case: Case, plan: Plan, pace: Pace) -> None:
    day = add_working_days(plan.started, case.chance.pace(pace))
    while day <= min(plan.ended, case.last):
        recorded = case.written_up(day)
        for child in plan.on(case, day):
            if child.born <= day:
                _write_visit(case, child, plan, day, recorded)
        day = add_working_days(day, case.chance.pace(pace))


def _write_visit(case: Case, child: Child, plan: Plan, day: int, recorded: int | None) -> None:
    chance = case.chance
    seen = chance.flag(0.93, 0.045)
    case.add(
        ProtectionVisits,
        child,
        recorded,
        # Sources often leave the plan out.
        plan=plan.numbers[child.id] if chance.yes(0.6) else None,
        visited=day,
        seen=seen,
        seen_alone=chance.flag(0.7, 0.2) if seen and child.age(day) >= 4 else None,
        bedroom_seen=chance.flag(0.45, 0.3),
        recorded=recorded,
    )


def _agree_weekly_visits(case: Case, plan: Plan) -> None:
    for child in plan.on(case, plan.started):
        row = {"agreed": plan.started, "ended": plan.until[child.id]}
        case.add(AgreedIntervals, child, duty="cp_visit", working_days=_WEEKLY, **row)


def _core_groups(case: Case, plan: Plan) -> None:
    ways, chance = case.council.protecting, case.chance
    day = add_working_days(plan.started, chance.pace(ways.core_group_first))
    while day <= min(plan.ended, case.last):
        for child in plan.on(case, day):
            case.add(CoreGroups, child, plan=plan.numbers[child.id], held=day)
        day = working_day(day + chance.pace(ways.core_group))
