"""Children in care: the period, its episodes and placements, and where the child goes after."""

from typing import Any

from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    LegalStatuses,
    Placements,
    PreviousPermanence,
)
from holdfast.simulation import (
    care_health,
    care_review,
    leaving_care,
    missing,
    oversight,
    permanence,
    workforce,
)
from holdfast.simulation.care_period import CarePeriod, Home, foresee
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Chance, Shares
from holdfast.simulation.family import NEVER, Child
from holdfast.simulation.people import names
from holdfast.simulation.scene import Story
from holdfast.simulation.workforce import Desk
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

_END = {
    "home": Shares({"E4A": 70, "E4B": 22, "E13": 5, "E8": 3}),
    "guardian": Shares({"E45": 45, "E47": 50, "E41": 5}),
    "adopted": Shares({"E12": 70, "E11": 30}),
    "stay": Shares({"E17": 28, "E5": 40, "E6": 22, "E7": 6, "E9": 4}),
}
_CLOSED = {"adopted": "RC1", "guardian": "RC4"}
_PLAN = {
    "home": Shares({"RETURN6M": 50, "RETURNEV": 30, "RETURN1M": 20}),
    "guardian": Shares({"GUARDIAN": 70, "LTRELFR": 30}),
    "adopted": Shares({"ADOPTION": 1}),
    "stay": Shares({"LTFOST18": 62, "RESPLMT": 14, "SUPPLIV": 16, "OTHERPLN": 8}),
}
# How a home is visited, where it is no ordinary one: by its kind, or by its regulation.
_WAYS = {
    "A5": Happening.PLACED_FOR_ADOPTION,
    "A6": Happening.PLACED_FOR_ADOPTION,
    "19": Happening.WITH_PARENT_UNASSESSED,
    "24": Happening.CARER_APPROVED_FOR_NOW,
    "home_interim": Happening.HOME_ON_INTERIM_ORDER,
    "home_full": Happening.HOME_ON_CARE_ORDER,
    "other_living": Happening.OTHERS_ARRANGE_LIVING,
}
_POWERS = {"L1": Happening.POLICE_PROTECT, "L2": Happening.EMERGENCY_ORDER_MADE}


def enter(case: Case, children: list[Child]) -> None:
    """Children of a case come into care together; each leaves it in a way of their own."""
    entering = []
    for child in children:
        # An unborn child comes into care at birth, if that is by the last day.
        day = max(case.today, child.born)
        open_at_home = child in case.home and not case.is_closed(child)
        if open_at_home and day <= case.last and day < child.adult - 7:
            entering.append(child)
    for child in entering:
        case.home.remove(child)
        case.scene.start(_live(case, child))
    if entering:
        case.scene.start(_hand_over(case, entering))


def _hand_over(case: Case, children: list[Child]) -> Story:
    """After some months the children in care team takes them over."""
    yield case.scene.until(case.today + case.chance.between(60, 160))
    staying = [child for child in children if not case.is_closed(child)]
    if not staying:
        return
    if case.care_desk is None or not case.care_desk.is_open:
        case.care_desk = Desk(case, "care", [])
    for child in staying:
        case.desk.remove(child, case.today)
        case.care_desk.add(child)


def _live(case: Case, child: Child) -> Story:
    """A child's time in care, from coming into it to what follows."""
    yield case.scene.until(child.born)
    period = foresee(case, child, case.today)
    child.care_until = period.ended
    child.gone = period.ended if period.destiny == "adopted" else NEVER
    _tell(case, period)
    yield case.scene.until(period.ended)
    period.over = True
    # Longer than a protection plan may outlast the day of coming into care.
    after = case.chance.between(50, 180) if period.destiny == "home" else 0
    yield case.scene.until(min(period.ended + after, max(child.adult, period.ended)))
    case.close(child, case.today, _CLOSED.get(period.destiny, "RC7"))


def _tell(case: Case, period: CarePeriod) -> None:
    """Begin everything that happens to a child in care."""
    scene, child = case.scene, period.child
    scene.chronicle.tell(Happening.CARE_BEGINS, child.id, period.began, period.id)
    scene.chronicle.tell(Happening.CARE_ENDS, child.id, period.ended, period.id)
    _write_placements(case, period)
    _write_episodes(case, period)
    _write_statuses(case, period)
    _write_plans(case, period)
    permanence.settle(case, period)
    care_review.look_after(case, period)
    care_health.check(case, period)
    care_health.educate(case, period)
    missing.in_care(case, child, period.began, period.ended)
    leaving_care.prepare(case, period)
    scene.start(oversight.chronologies(case, child, lambda: not period.over))
    oversight.allege(case, child, period.began)
    attend = workforce.attend(
        scene, child, "IRO", "reviewing", case.chance, lambda: not period.over
    )
    scene.start(attend)


def _write_placements(case: Case, period: CarePeriod) -> None:
    chance, place = case.chance, dict[str, Any]()
    for home in period.homes:
        place = place if home.stays else _place(home, chance)
        planned = add_working_days(home.started, chance.pace(case.council.caring.placement_plan))
        row = {
            "care_period": period.id,
            "started": home.started,
            "ended": home.ended,
            "kind": home.kind,
            "provider": home.provider,
            **place,
            "change_reason": home.why_ended,
            "regulation": home.regulation,
            "long_term_agreed": home.long_term_from,
            "fewer_visits_agreed": home.long_term_from if chance.yes(0.1) else None,
            "plan_agreed": None if chance.yes(0.04) else min(planned, home.ended),
        }
        home.number = case.add(Placements, period.child, **row)
        days = {
            Happening.PLACEMENT_BEGINS: home.started,
            Happening.PLACEMENT_PLANNED: row["plan_agreed"],
            Happening.LONG_TERM_AGREED: row["long_term_agreed"],
            Happening.FEWER_VISITS_AGREED: row["fewer_visits_agreed"],
            Happening.PLACEMENT_ENDS: home.ended,
        }
        if way := _WAYS.get(home.kind) or _WAYS.get(home.regulation):
            days[way] = home.started
        case.foretell(period.child, home.number, days)


def _place(home: Home, chance: Chance) -> dict[str, Any]:
    """Where a home is."""
    return {
        "urn": f"SC{chance.between(9000001, 9000400)}" if home.provider != "PR0" else None,
        "distance": round(chance.expovariate(1 / 14), 1),
        "postcode": names.postcode(chance),
    }


def _write_episodes(case: Case, period: CarePeriod) -> None:
    """A row for each stretch with one legal status and one placement, none missing between."""
    legal = {day for day, _ in period.statuses}
    moves = {home.started for home in period.homes}
    days = sorted(day for day in legal | moves if day < period.ended)
    ends = [*days[1:], period.ended]
    last_reason = case.chance.pick(_END[period.destiny])
    for day, ended in zip(days, ends, strict=True):
        home = [lived for lived in period.homes if lived.started <= day][-1]
        case.add(
            CareEpisodes,
            period.child,
            placement=home.number,
            started=day,
            start_reason=_reason(period, home, day, day in legal),
            primary_need=case.need,
            ended=ended,
            end_reason=last_reason if ended == period.ended else "X1",
            care_period=period.id,
            referral=case.referrals[period.child.id],
            entered_care=period.began,
            legal_status=period.status_on(day),
        )


def _reason(period: CarePeriod, home: Home, day: int, legal: bool) -> str:
    moved = home.started == day
    if day == period.began:
        return "S"
    adopted_there = period.by_carer and day == period.placed_for_adoption
    if moved and (home.stays or adopted_there):
        return "U" if legal else "T"
    return "B" if legal and moved else "L" if legal else "P"


def _write_statuses(case: Case, period: CarePeriod) -> None:
    ends = [*(day for day, _ in period.statuses[1:]), period.ended]
    for (day, status), ended in zip(period.statuses, ends, strict=True):
        row = case.add(LegalStatuses, period.child, status=status, started=day, ended=ended)
        if status in _POWERS:
            days = {_POWERS[status]: day, Happening.EMERGENCY_OVER: ended}
            case.foretell(period.child, row, days)


def _write_plans(case: Case, period: CarePeriod) -> None:
    chance, child = case.chance, period.child
    first = add_working_days(period.began, chance.pace(case.council.caring.care_plan))
    settled = period.began + chance.between(90, 220)
    plan = chance.pick(_PLAN["adopted" if period.broke_down else period.destiny])
    early = "RETURN6M" if chance.yes(0.5) else None
    plans = [(first, settled, early), (settled, period.given_up or period.ended, plan)]
    if period.broke_down:
        plans.append((period.given_up, period.ended, chance.pick(_PLAN[period.destiny])))
    for started, ended, goal in plans:
        if started < period.ended:
            last = min(ended, period.ended)
            row = {"started": started, "ended": last, "permanence_plan": goal}
            days = {Happening.CARE_PLAN_BEGINS: started, Happening.CARE_PLAN_ENDS: last}
            if goal:
                days[Happening.PERMANENCE_PLANNED] = started
            case.foretell(child, case.add(CarePlans, child, **row), days)
    if child.times_in_care > 1 and chance.yes(0.1):
        case.add(PreviousPermanence, child, period.began, kind="P2", ordered="z/z/2015")
