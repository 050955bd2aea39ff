"""Reviews of children in care, and social workers' visits to them."""

from holdfast.record.care import CareReviews, CareVisits
from holdfast.simulation import oversight
from holdfast.simulation.care_period import CarePeriod, Home
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Pace, Shares
from holdfast.simulation.diary import YEAR, add_months, add_working_days, working_day
from holdfast.simulation.family import Child

_LATE = Shares({"Officer ill": 30, "Carer away": 35, "Report not ready": 35})
_TOOK_PART = Shares({"PN1": 42, "PN2": 4, "PN3": 10, "PN4": 6, "PN5": 8, "PN6": 18, "PN7": 12})
_AT_FIRST_WEEKLY = {"19", "24", "home_interim"}
_THEN_MONTHLY = {"24", "home_interim"}
_DAYS_UNTIL_REVIEW = 30
_FIRST, _SECOND, _LATER = 20, 3, 6


def review(case: Case, period: CarePeriod) -> None:
    """Reviews in ordinary care; they begin anew when a child is placed for adoption."""
    ways, placed = case.council.caring, period.placed_for_adoption
    due = add_working_days(period.began, _FIRST)
    held = add_working_days(period.began, case.chance.pace(ways.review_first))
    _reviews(case, period, (period.began, due, held), placed or period.ended)
    if placed:
        due = placed + 28
        held = working_day(due + case.chance.pace(ways.review))
        _reviews(case, period, (placed, due, held), period.ended)


def _reviews(case: Case, period: CarePeriod, first: tuple[int, int, int], until: int) -> None:
    booked, due, held = first
    months = _SECOND
    while booked <= case.last and booked < until:
        if held < until:
            _write(case, period, booked, due, held)
            oversight.dispute(case, period.child, held)
        else:
            _write_unheld(case, period, booked, due, until)
        booked, due, months = held, add_months(held, months), _LATER
        held = max(working_day(due + case.chance.pace(case.council.caring.review)), booked + 7)


def _write(case: Case, period: CarePeriod, booked: int, due: int, held: int) -> None:
    chance, child = case.chance, period.child
    told = held > due and chance.yes(case.council.caring.late_reason_recorded)
    case.add(
        CareReviews,
        child,
        booked,
        care_period=period.id,
        due=due,
        held=held,
        cancelled=False,
        participation="PN0" if child.age(held) < 4 else chance.pick(_TOOK_PART),
        late_reason=chance.pick(_LATE) if told else None,
    )


def _write_unheld(case: Case, period: CarePeriod, booked: int, due: int, left: int) -> None:
    """A review booked for a day after the child has left is cancelled when the child leaves."""
    row = {"care_period": period.id, "due": due, "cancelled": left <= case.last}
    case.add(CareReviews, period.child, booked, **row)


def visit(case: Case, period: CarePeriod) -> None:
    """Visits: soon after each move, then at the pace that the placement asks for."""
    for home in period.homes:
        day = home.started + case.chance.pace(case.council.caring.visit_first)
        while day <= min(home.ended, case.last):
            if day < period.ended:
                _write_visit(case, period.child, day, period.id)
            day = working_day(day + case.chance.pace(_pace(case, home, day)))


def _pace(case: Case, home: Home, day: int) -> Pace:
    ways, age = case.council.caring, day - home.started
    adoptive = home.kind.startswith("A")
    if (adoptive or home.regulation in _AT_FIRST_WEEKLY) and age < _DAYS_UNTIL_REVIEW:
        return ways.visit_weekly
    if home.regulation in _THEN_MONTHLY:
        return ways.visit_monthly
    settled = home.long_term_from is not None and home.long_term_from <= day
    return ways.visit_long_term if settled and age > YEAR else ways.visit


def _write_visit(case: Case, child: Child, day: int, period: str | None) -> None:
    chance = case.chance
    recorded = case.written_up(day)
    seen = chance.flag(0.955, 0.025)
    alone = chance.flag(0.75, 0.15) if seen and child.age(day) >= 4 else None
    row = {"seen": seen, "seen_alone": alone, "recorded": recorded}
    case.add(CareVisits, child, recorded, care_period=period, visited=day, **row)


def short_breaks(case: Case, child: Child, began: int, ended: int) -> None:
    """Visits and reviews of a child who has short breaks, which are no period of care."""
    ways, last = case.council.caring, min(ended, case.last + 1)
    day = working_day(began + case.chance.pace(ways.short_break_first))
    while day < last:
        _write_visit(case, child, day, None)
        case.add(CareReviews, child, day, held=working_day(day + 3), cancelled=False)
        day = working_day(day + case.chance.pace(ways.short_break))
