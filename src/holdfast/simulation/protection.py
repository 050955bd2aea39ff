"""Child protection plans: visits, core groups, reviews, and how they end."""

from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any

from holdfast.record.oversight import AgreedIntervals
from holdfast.record.protection import (
    CoreGroups,
    ProtectionPlans,
    ProtectionReviews,
    ProtectionVisits,
)
from holdfast.simulation import care, need, oversight, permanence, risk_again, workforce
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.day_by_day import Arrival
from holdfast.simulation.family import Child
from holdfast.simulation.people.life import AT_RISK
from holdfast.simulation.people.work import DUTY, GOOD_PRACTICE, URGENT
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import YEAR, add_months, add_working_days
from holdfast.simulation.written.happenings import Happening

_ENQUIRY, _CONFERENCE, _REPORT, _VISIT, _WEEKLY = 10, 15, 13, 10, 5
_FIRST_CORE_GROUP, _CORE_GROUP = 10, 42
_FIRST_REVIEW, _REVIEW = 3, 6
_LOOKS = 30
_NEGLECT = "NEG"
_LATE = Shares({"Reports not ready": 40, "No chair free": 35, "Family asked": 25})
_TOOK_PART = Shares({"PN1": 22, "PN3": 10, "PN5": 8, "PN6": 30, "PN7": 30})


@dataclass(eq=False)
class ProtectionPlan:
    """A plan under way: a row for each child. ``over``: it has ended, and what followed it."""

    started: int
    category: str
    over: Arrival
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    conferences: dict[str, str] = field(default_factory=dict)
    # The agreement that a child is visited weekly, where there is one.
    weekly: dict[str, dict[str, Any]] = field(default_factory=dict)
    under_way: bool = False
    ended: bool = False

    def on(self, case: Case) -> list[Child]:
        """The children who are on the plan today."""
        rows = self.rows
        return [
            child
            for child in case.children
            if child.id in rows and rows[child.id].get("ended") is None
        ]

    def goes_on(self, case: Case) -> bool:
        """Whether any child is on the plan today."""
        return bool(self.on(case))

    def leave(self, case: Case, child: Child) -> None:
        """A child's plan ends today."""
        row = self.rows.get(child.id)
        if row and row.get("ended") is None:
            row["ended"] = case.today
            case.tell(Happening.PROTECTION_PLAN_ENDS, child, row["plan"])
            if agreed := self.weekly.get(child.id):
                agreed["ended"] = case.today
                case.tell(Happening.WEEKLY_VISITS_END, child, row["plan"])


def carry_out(case: Case, plan: ProtectionPlan) -> Story:
    """A child protection plan from its conference to its end."""
    ways, chance = case.council.protecting, case.chance
    plan.under_way = True
    case.desk.pass_to("disabled" if case.need == "N2" else "safeguarding")
    if case.need_plan:
        need.end(case, case.need_plan)
    for child in case.children:
        if child.id in plan.numbers:
            _begin_plan(case, child, plan)
    case.family.life.help(case.today, True)
    weekly = chance.yes(ways.visit_weekly)
    if weekly:
        for child in plan.on(case):
            row = {"duty": "cp_visit", "working_days": _WEEKLY, "agreed": plan.started}
            plan.weekly[child.id] = case.scene.ledger.begin(AgreedIntervals, child=child.id, **row)
            case.tell(Happening.WEEKLY_VISITS_AGREED, child, plan.numbers[child.id])
    for strand in (_visits(case, plan, weekly), _core_groups(case, plan), _watch(case, plan)):
        case.scene.start(strand)
    case.scene.start(risk_again.watch(case, plan))
    if chance.yes(ways.pre_proceedings):
        permanence.before_proceedings(case, plan)
    yield from _reviews(case, plan)
    for child in plan.on(case):
        plan.leave(case, child)
    plan.ended = True
    case.family.life.help(case.today, False)


def _begin_plan(case: Case, child: Child, plan: ProtectionPlan) -> None:
    ways, chance = case.council.protecting, case.chance
    child.protection_plans += 1
    plan.rows[child.id] = row = case.scene.ledger.begin(
        ProtectionPlans,
        plan=plan.numbers[child.id],
        child=child.id,
        referral=case.referrals[child.id],
        conference=plan.conferences[child.id],
        started=plan.started,
        other_authority=False,
        initial_category=plan.category,
        latest_category=plan.category,
    )
    if chance.yes(ways.category_changes):
        row["latest_category"] = chance.pick(ways.category)
    case.tell(Happening.PROTECTION_PLAN_BEGINS, child, row["plan"])
    if row["latest_category"] == _NEGLECT:
        case.tell(Happening.PLAN_FOR_NEGLECT, child, row["plan"])

    def goes_on() -> bool:
        return row.get("ended") is None

    case.scene.start(oversight.chronologies(case, child, goes_on))
    attend = workforce.attend(case.scene, child, "CPC", "reviewing", chance, goes_on)
    case.scene.start(attend)
    if child.adult <= case.last:
        case.scene.start(_come_of_age(case, child, plan))


def _come_of_age(case: Case, child: Child, plan: ProtectionPlan) -> Story:
    yield case.scene.until(child.adult)
    plan.leave(case, child)


def _leave_later(case: Case, children: list[Child], plan: ProtectionPlan) -> Story:
    """A child who came into care leaves the plan some weeks after."""
    yield case.scene.until(case.today + case.chance.between(0, 45))
    for child in children:
        plan.leave(case, child)


def _watch(case: Case, plan: ProtectionPlan) -> Story:
    """Where a plan does not keep children safe, some of them come into care."""
    ways, chance = case.council.protecting, case.chance
    while True:
        yield case.scene.until(case.today + _LOOKS)
        if plan.ended or not plan.on(case):
            return
        if case.level == AT_RISK and chance.yes(_into_care(case, plan)):
            young = [one for one in plan.on(case) if one.age(case.today) < 17 and one in case.home]
            taken = [one for one in young if chance.yes(ways.sibling_too)]
            care.enter(case, taken)
            case.scene.start(_leave_later(case, taken, plan))


def _into_care(case: Case, plan: ProtectionPlan) -> float:
    """How likely children come into care between one look at their plan and the next."""
    ways = case.council.protecting
    times = ways.into_care_after_a_year if case.today - plan.started > YEAR else 1.0
    return ways.into_care_yearly * times * _LOOKS / YEAR


def _ends(case: Case, review: int) -> float:
    """How likely a review ends the plan; ``review`` counts from 0."""
    ways = case.council.protecting
    times = ways.ends_as_reviews_go[min(review, len(ways.ends_as_reviews_go) - 1)]
    return 1 - float((1 - ways.ended_at_review[case.level]) ** times)


def _reviews(case: Case, plan: ProtectionPlan) -> Story:
    """Reviews until one of them ends the plan, or no child is left on it."""
    ways, booked = case.council.protecting, plan.started
    due = add_months(plan.started, _FIRST_REVIEW)
    chairs = case.scene.staff.team("reviewing", 0)
    for review in count():
        rows = {
            child.id: case.scene.ledger.begin(
                ProtectionReviews,
                child=child.id,
                plan=plan.numbers[child.id],
                due=due,
                since=case.today,
            )
            for child in plan.on(case)
        }
        begins = max(due - case.chance.between(1, ways.review_booked), booked + 7)
        yield chairs.shared.ask(ways.review_hours, begins, due)
        while case.chance.yes(ways.review_put_off.on(case.last - case.today)):
            again = add_working_days(case.today, case.chance.between(2, 10))
            yield chairs.shared.ask(1.0, again, due, URGENT)
        ends = case.chance.yes(_ends(case, review))
        _review(case, plan, rows, not ends)
        if ends or not plan.on(case):
            return
        booked, due = case.today, add_months(case.today, _REVIEW)


def _review(
    case: Case, plan: ProtectionPlan, rows: dict[str, dict[str, Any]], goes_on: bool
) -> None:
    chance, day = case.chance, case.today
    quorate, on_plan = chance.flag(0.85, 0.08), plan.on(case)
    for child in case.children:
        if child in on_plan and child.id in rows:
            row = rows[child.id]
            taking = "PN0" if child.age(day) < 4 else chance.pick(_TOOK_PART)
            row["held"], row["meeting"] = day, f"{case.family.id}-{day}"
            row["plan_continues"], row["quorate"] = goes_on, quorate
            row["participation"] = taking if chance.yes(0.8) else None
            case.tell(Happening.PROTECTION_REVIEWED, child, row["plan"])
        elif child.id in rows:
            case.scene.ledger.forget(ProtectionReviews, rows[child.id])


def _visits(case: Case, plan: ProtectionPlan, weekly: bool) -> Story:
    ways, chance, last = case.council.protecting, case.chance, plan.started
    every, lead = (_WEEKLY, 2) if weekly else (_VISIT, 4)
    begins, due = add_working_days(last, every - lead), add_working_days(last, every)
    still = partial(plan.goes_on, case)
    while True:
        done = yield case.desk.ask(ways.visit_hours, begins, due, DUTY, still)
        if done is None or not plan.on(case):
            return
        if chance.yes(0.06):
            begins = add_working_days(case.today, chance.between(1, 2))
        else:
            _visit(case, plan)
            begins = add_working_days(case.today, every - chance.between(0, lead))
            due = add_working_days(case.today, every)


def _visit(case: Case, plan: ProtectionPlan) -> None:
    day, recorded = case.today, case.written_up(case.today)
    for child in plan.on(case):
        if child.born <= day:
            _write_visit(case, child, plan, recorded)


def _write_visit(case: Case, child: Child, plan: ProtectionPlan, recorded: int | None) -> None:
    chance, day = case.chance, case.today
    seen = chance.flag(0.93, 0.045)
    written = case.add(
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
    if seen:
        case.tell(Happening.SEEN_ON_PLAN, child, written, recorded)
    elif seen is None:
        case.tell(Happening.UNCLEAR_ON_PLAN, child, written, recorded)
    if recorded is not None:
        case.tell(Happening.VISITED_ON_PLAN, child, written, recorded)
        case.scene.chronicle.tell(Happening.VISIT_WRITTEN_UP, child.id, recorded, written)


def _core_groups(case: Case, plan: ProtectionPlan) -> Story:
    ways, chance = case.council.protecting, case.chance
    due = add_working_days(plan.started, _FIRST_CORE_GROUP)
    begins = add_working_days(plan.started, chance.between(4, _FIRST_CORE_GROUP))
    still = partial(plan.goes_on, case)
    while True:
        done = yield case.desk.ask(ways.core_group_hours, begins, due, GOOD_PRACTICE, still)
        if done is None or not plan.on(case):
            return
        for child in plan.on(case):
            case.add(CoreGroups, child, plan=plan.numbers[child.id], held=case.today)
            case.tell(Happening.CORE_GROUP_MEETS, child, plan.numbers[child.id])
        due = case.today + _CORE_GROUP
        begins = due - chance.between(0, 14)
