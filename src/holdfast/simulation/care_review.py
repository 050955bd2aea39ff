"""Reviews of children in care, and social workers' visits to them."""

from typing import Any

from holdfast.record.care import CareReviews, CareVisits, ShortBreaks
from holdfast.simulation import oversight
from holdfast.simulation.care_period import CarePeriod, Home
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import Child
from holdfast.simulation.people.work import DUTY
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import YEAR, add_months, add_working_days, working_day
from holdfast.simulation.written.happenings import Happening

_LATE = Shares({"Officer ill": 30, "Carer away": 35, "Report not ready": 35})
_TOOK_PART = Shares({"PN1": 42, "PN2": 4, "PN3": 10, "PN4": 6, "PN5": 8, "PN6": 18, "PN7": 12})
_AT_FIRST_WEEKLY = {"19", "24", "home_interim"}
_THEN_MONTHLY = {"24", "home_interim"}
_DAYS_UNTIL_REVIEW = 30
_AFTER_RETURN = 42
# Days: until the first visit to a home, and between visits.
_FIRST_VISIT, _WEEKLY, _MONTHLY, _ORDINARY, _LONG_TERM = 7, 7, 28, 42, 90
_FIRST, _SECOND, _LATER = 20, 3, 6


def look_after(case: Case, period: CarePeriod) -> None:
    """Begin the reviews of a child in care, and the visits to each home."""
    case.scene.start(_review(case, period))
    for home in period.homes:
        case.scene.start(_visit(case, period, home))


def _review(case: Case, period: CarePeriod) -> Story:
    """Reviews in ordinary care; they begin anew when a child is placed for adoption, or returns."""
    due, placed = add_working_days(period.began, _FIRST), period.placed_for_adoption
    yield from _reviews(case, period, due, placed or period.ended)
    if placed and placed <= case.last:
        yield case.scene.until(placed)
        yield from _reviews(case, period, placed + 28, period.broke_down or period.ended)
    if period.broke_down and period.broke_down <= case.last:
        yield case.scene.until(period.broke_down)
        due = period.broke_down + _AFTER_RETURN
        yield from _reviews(case, period, due, period.ended, _LATER)


def _reviews(
    case: Case, period: CarePeriod, due: int, until: int, months: int | None = None
) -> Story:
    ways, officers = case.council.caring, case.scene.staff.team("reviewing", 0)
    booked, months = case.today, months or _SECOND

    def goes_on() -> bool:
        return case.today < until

    while goes_on():
        row = case.scene.ledger.begin(
            CareReviews, child=period.child.id, care_period=period.id, due=due, since=booked
        )
        begins = max(due - case.chance.between(1, ways.review_booked), booked + 7)
        yield officers.shared.ask(ways.review_hours, begins, due, DUTY, goes_on)
        while case.chance.yes(ways.put_off) and goes_on():
            again = case.today + case.chance.between(2, 12)
            yield officers.shared.ask(0.5, again, due, DUTY, goes_on)
        if not goes_on():
            # A review booked for a day after the child has left is cancelled.
            row["cancelled"] = True
            return
        _hold(case, period, row)
        booked, due, months = case.today, add_months(case.today, months), _LATER


def _hold(case: Case, period: CarePeriod, row: dict[str, Any]) -> None:
    chance, child, day = case.chance, period.child, case.today
    row["held"], row["cancelled"] = day, False
    row["participation"] = "PN0" if child.age(day) < 4 else chance.pick(_TOOK_PART)
    if day > row["due"] and chance.yes(case.council.caring.late_reason_recorded):
        row["late_reason"] = chance.pick(_LATE)
    case.tell(Happening.CARE_REVIEWED, child, period.id)
    oversight.dispute(case, child, day)


def _visit(case: Case, period: CarePeriod, home: Home) -> Story:
    """Visits to a home: soon after the move, then as often as the placement asks for."""
    yield case.scene.until(home.started)
    begins, due = home.started, home.started + _FIRST_VISIT

    def goes_on() -> bool:
        return case.today < min(home.ended, period.ended)

    while goes_on():
        desk = case.desk_of(period.child)
        if desk is None:
            return
        done = yield desk.ask(case.council.caring.visit_hours, begins, due, DUTY, goes_on)
        if done is None and case.desk_of(period.child) in (desk, None):
            return
        if done is not None and goes_on():
            _write_visit(case, period.child, case.today, period.id)
            every = _every(home, case.today)
            due = case.today + every
            begins = due - case.chance.between(0, every // 3)


def _every(home: Home, day: int) -> int:
    """Days until the next visit is due."""
    age = day - home.started
    adoptive = home.kind.startswith("A")
    if (adoptive or home.regulation in _AT_FIRST_WEEKLY) and age < _DAYS_UNTIL_REVIEW:
        return _WEEKLY
    if home.regulation in _THEN_MONTHLY:
        return _MONTHLY
    settled = home.long_term_from is not None and home.long_term_from <= day
    return _LONG_TERM if settled and age > YEAR else _ORDINARY


def _write_visit(case: Case, child: Child, day: int, period: str | None) -> None:
    chance = case.chance
    recorded = case.written_up(day)
    if day > case.last:
        return
    seen = chance.flag(0.955, 0.025)
    alone = chance.flag(0.75, 0.15) if seen and child.age(day) >= 4 else None
    row = {"seen": seen, "seen_alone": alone, "recorded": recorded}
    written = case.add(CareVisits, child, recorded, care_period=period, visited=day, **row)
    tell = case.scene.chronicle.tell
    if seen:
        tell(Happening.SEEN_IN_CARE, child.id, day, period or "", recorded)
    elif seen is None:
        tell(Happening.UNCLEAR_IN_CARE, child.id, day, period or "", recorded)
    if recorded is not None:
        tell(Happening.VISITED_IN_CARE, child.id, day, written, recorded)
        tell(Happening.VISIT_WRITTEN_UP, child.id, recorded, written)


def short_breaks(case: Case, child: Child, began: int, until: int) -> Story:
    """A series of short breaks, with visits and reviews, which is no period of care.

    It ends with the case, if not before.
    """
    yield case.scene.until(began)
    if case.is_closed(child) or began >= until:
        return
    ways, series = case.council.caring, _Series(case, child)
    day = working_day(began + case.chance.pace(ways.short_break_first))
    while day < until:
        yield case.scene.until(day)
        if not series.ended:
            _write_visit(case, child, day, None)
        held = working_day(day + 3)
        yield case.scene.until(held)
        if held < until and not series.ended:
            case.add(CareReviews, child, day, held=held, cancelled=False)
            case.tell(Happening.CARE_REVIEWED, child)
        day = working_day(day + case.chance.pace(ways.short_break))
    yield case.scene.until(until)
    series.end(until)


class _Series:
    """A series of short breaks from today on, until somebody ends it or the case closes."""

    def __init__(self, case: Case, child: Child) -> None:
        self._case, self._child, self.ended = case, child, False
        self._row = case.scene.ledger.begin(ShortBreaks, child=child.id, started=case.today)
        case.tell(Happening.SHORT_BREAKS_BEGIN, child, self._row["series"])
        case.on_closing(child, self.end)

    def end(self, day: int) -> None:
        if not self.ended:
            self.ended, self._row["ended"] = True, day
            self._case.tell(Happening.SHORT_BREAKS_END, self._child, self._row["series"])
