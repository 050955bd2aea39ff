"""Children in need: visits from the referral on, then plans, visits and reviews."""

from dataclasses import dataclass

from holdfast.record.care import ShortBreaks
from holdfast.record.need import NeedPlans, NeedReviews, NeedVisits
from holdfast.simulation import care_review, oversight
from holdfast.simulation.case import Case
from holdfast.simulation.diary import add_working_days, working_day
from holdfast.simulation.family import Child

_YOUNGEST_SEEN_ALONE = 4


@dataclass(frozen=True)
class Ended:
    """The end of a need plan, and what follows: close, protection or care."""

    day: int
    onward: str


def first_visits(case: Case, until: int) -> None:
    """See the children soon after the referral, and now and then until ``until``."""
    chance = case.chance
    day = add_working_days(case.received, chance.pace(case.council.front_door.first_seen))
    while day <= min(until, case.last):
        visit(case, day)
        day = working_day(day + chance.between(10, 45))


def visit(case: Case, day: int) -> None:
    """One visit to a family's home: a row for each child who is born and not in care."""
    recorded = case.written_up(day)
    for child in case.at_home(day):
        if child.born <= day:
            _write_visit(case, child, day, recorded)
    case.work(day)


def _write_visit(case: Case, child: Child, day: int, recorded: int | None) -> None:
    chance = case.chance
    seen = chance.flag(0.91, 0.05)
    alone = chance.flag(0.62, 0.3) if seen and child.age(day) >= _YOUNGEST_SEEN_ALONE else None
    bedroom = chance.flag(0.35, 0.35)
    row = {"seen": seen, "seen_alone": alone, "bedroom_seen": bedroom, "recorded": recorded}
    case.add(NeedVisits, child, recorded, visited=day, **row)


def plan(case: Case, agreed: int, stepped_down: bool = False) -> Ended:
    """A child in need plan, from some days after ``agreed`` until it is no longer needed."""
    ways, chance = case.council.need, case.chance
    started = agreed if stepped_down else add_working_days(agreed, chance.pace(ways.plan))
    ended = working_day(started + chance.length(ways.lasts))
    onward = _onward(case)
    if onward != "close":
        ended = started + chance.between(10, max(11, (ended - started) // 2))
    _write_plans(case, started, ended)
    _visits(case, started, ended)
    _reviews(case, started, ended)
    return Ended(case.work(ended), onward)


def _onward(case: Case) -> str:
    drawn, ways = case.chance.random(), case.council.need
    if drawn < ways.becomes_protection:
        return "protection"
    return "care" if drawn < ways.becomes_protection + ways.into_care else "close"


def _write_plans(case: Case, started: int, ended: int) -> None:
    for child in case.at_home(started):
        last = min(ended, child.adult)
        referral = case.referrals[child.id]
        identifier = case.add(
            NeedPlans,
            child,
            referral=referral,
            started=started,
            ended=last,
            **case.worker(started),
        )
        case.plans[child.id] = identifier
        if case.chance.yes(case.council.overseeing.chronology_kept):
            oversight.chronologies(case, child, started, last)
        if child.disabled and case.chance.yes(case.council.need.short_breaks):
            _short_breaks(case, child, started, last)


def _short_breaks(case: Case, child: Child, started: int, ended: int) -> None:
    began = max(started, child.born) + case.chance.between(5, 60)
    if began < ended:
        case.add(ShortBreaks, child, started=began, ended=ended)
        care_review.short_breaks(case, child, began, ended)


def _visits(case: Case, started: int, ended: int) -> None:
    pace = case.council.need.visit
    day = add_working_days(started, case.chance.pace(pace))
    while day <= min(ended, case.last):
        visit(case, day)
        day = add_working_days(day, case.chance.pace(pace))


def _reviews(case: Case, started: int, ended: int) -> None:
    pace = case.council.need.review
    day = working_day(started + case.chance.pace(pace))
    while day <= min(ended, case.last):
        for child in case.at_home(day):
            case.add(NeedReviews, child, plan=case.plans.get(child.id), held=day)
        day = working_day(day + case.chance.pace(pace))
