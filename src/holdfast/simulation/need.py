"""Children in need: visits from the referral on, then plans, visits and reviews."""

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from holdfast.record.need import NeedPlans, NeedReviews, NeedVisits
from holdfast.simulation import care_review, oversight
from holdfast.simulation.case import Case
from holdfast.simulation.family import Child
from holdfast.simulation.people.life import AT_RISK
from holdfast.simulation.people.work import DUTY, URGENT
from holdfast.simulation.scene import Story, StoryOf
from holdfast.simulation.written.diary import add_months, add_working_days
from holdfast.simulation.written.happenings import Happening

_YOUNGEST_SEEN_ALONE = 4
_VISIT, _FIRST_VISIT, _PLAN = 20, 5, 10


@dataclass(eq=False)
class NeedPlan:
    """A child in need plan under way, with a row for each child."""

    started: int
    rows: dict[str, dict[str, Any]] = field(default_factory=dict)
    ended: bool = False

    def leave(self, case: Case, child: Child) -> None:
        """A child's plan ends today, or ended when the child came of age."""
        row = self.rows.get(child.id)
        if row and row.get("ended") is None:
            day = row["ended"] = max(row["started"], min(case.today, child.adult))
            about = child.id, day, row["plan"]
            case.scene.chronicle.tell(Happening.NEED_PLAN_ENDS, *about)

    def on(self, case: Case) -> list[Child]:
        """The children at home who are on the plan today; the others leave it."""
        home = [] if case.over else case.at_home(case.today)
        for child in case.children:
            if child not in home:
                self.leave(case, child)
        return [child for child in home if self.rows.get(child.id, _NO_PLAN).get("ended") is None]

    def goes_on(self, case: Case) -> bool:
        """Whether any child is on the plan today."""
        return not self.ended and bool(self.on(case))


_NO_PLAN = {"ended": 0}


def see_first(case: Case) -> Story:
    """See the children after the referral; it takes more than one visit when nobody is home."""
    ways, due = case.council.assessing, add_working_days(case.received, _FIRST_VISIT)
    begins = add_working_days(case.received, _FIRST_VISIT - ways.first_visit_lead)
    rank = URGENT if case.chance.yes(ways.sees_at_once) else DUTY
    while not case.over and case.at_home(case.today):
        done = yield case.desk.ask(ways.visit_hours, begins, due, rank)
        if done is None:
            return
        if not case.chance.yes(ways.not_at_home):
            visit(case)
            return
        begins, rank = add_working_days(case.today, 1), URGENT


def visit(case: Case) -> None:
    """One visit to a family's home: a row for each child who is born and not in care."""
    day, recorded = case.today, case.written_up(case.today)
    for child in case.at_home(day):
        if child.born <= day:
            _write_visit(case, child, day, recorded)


def _write_visit(case: Case, child: Child, day: int, recorded: int | None) -> None:
    chance = case.chance
    seen = chance.flag(0.93, 0.05)
    alone = chance.flag(0.62, 0.3) if seen and child.age(day) >= _YOUNGEST_SEEN_ALONE else None
    bedroom = chance.flag(0.35, 0.35)
    row = {"seen": seen, "seen_alone": alone, "bedroom_seen": bedroom, "recorded": recorded}
    written = case.add(NeedVisits, child, recorded, visited=day, **row)
    if seen:
        case.tell(Happening.SEEN_AT_HOME, child, written, recorded)
    elif seen is None:
        case.tell(Happening.UNCLEAR_AT_HOME, child, written, recorded)
    if recorded is not None:
        case.tell(Happening.VISITED_AT_HOME, child, written, recorded)
        case.scene.chronicle.tell(Happening.VISIT_WRITTEN_UP, child.id, recorded, written)


def plan(case: Case, stepped_down: bool = False) -> StoryOf[str]:
    """A child in need plan; the answer is what follows it: close, protection or care."""
    ways, day = case.council.need, case.today
    if not stepped_down:
        begins = add_working_days(day, case.chance.between(0, 5))
        yield case.desk.ask(ways.plan_hours, begins, add_working_days(day, _PLAN))
    if case.over or case.plan or case.need_plan or not case.at_home(case.today):
        return "protection" if case.plan else "close"
    under_way = NeedPlan(case.today)
    _write_plans(case, under_way)
    case.need_plan = under_way
    case.family.life.help(case.today, True)
    case.scene.start(_visits(case, under_way))
    onward = yield from _reviews(case, under_way)
    end(case, under_way)
    return onward


def _write_plans(case: Case, under_way: NeedPlan) -> None:
    for child in case.at_home(case.today):
        row = case.scene.ledger.begin(
            NeedPlans,
            child=child.id,
            referral=case.referrals[child.id],
            started=case.today,
            **case.worker(),
        )
        under_way.rows[child.id] = row
        case.followed.add(child.id)
        case.tell(Happening.NEED_PLAN_BEGINS, child, row["plan"])
        if case.chance.yes(case.council.overseeing.chronology_kept):
            goes_on = partial(under_way.goes_on, case)
            case.scene.start(oversight.chronologies(case, child, goes_on))
        if child.disabled and case.chance.yes(case.council.need.short_breaks):
            began = max(case.today, child.born) + case.chance.between(5, 60)
            ended = min(began + case.chance.between(200, 1500), child.adult)
            case.scene.start(care_review.short_breaks(case, child, began, ended))


def end(case: Case, under_way: NeedPlan) -> None:
    """A need plan ends today: at a review, or on the day that a protection plan begins."""
    under_way.ended, case.need_plan = True, None
    for child in case.children:
        under_way.leave(case, child)


def _visits(case: Case, under_way: NeedPlan) -> Story:
    ways, chance, last = case.council.need, case.chance, under_way.started
    while True:
        due = add_working_days(last, _VISIT)
        begins = add_working_days(last, _VISIT - chance.between(1, 7))
        still = partial(under_way.goes_on, case)
        done = yield case.desk.ask(ways.visit_hours, begins, due, DUTY, still)
        if done is None or not under_way.on(case):
            return
        visit(case)
        last = case.today


def _reviews(case: Case, under_way: NeedPlan) -> StoryOf[str]:
    """Reviews, each of which may end the plan; the answer is what follows."""
    ways, chance, last = case.council.need, case.chance, under_way.started
    while True:
        due = add_months(last, ways.review_months)
        done = yield case.desk.ask(ways.review_hours, due - chance.between(4, 20), due)
        children = under_way.on(case)
        if done is None or case.plan or not children:
            return "protection" if case.plan else "close"
        for child in children:
            row = under_way.rows[child.id]
            case.add(NeedReviews, child, plan=row["plan"], held=case.today)
            case.tell(Happening.NEED_REVIEWED, child, row["plan"])
        onward = yield from _onward(case, under_way)
        if onward:
            return onward
        last = case.today


def _onward(case: Case, under_way: NeedPlan) -> StoryOf[str]:
    ways, chance, level = case.council.need, case.chance, case.level
    if case.plan:
        return "protection"
    if level == AT_RISK and not case.suspected and chance.yes(ways.harm_noticed):
        yield from case.suspect(case)
        if case.plan:
            return "protection"
    if level == AT_RISK and chance.yes(ways.into_care):
        return "care"
    return "close" if chance.yes(ways.ended_at_review[case.level]) else ""
