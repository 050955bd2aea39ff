"""Leaving care: pathway plans from 16, and the years after 18."""

from holdfast.record.leaving_care import (
    AdviserVisits,
    CareLeavers,
    LeavingCareContacts,
    LeavingCareStays,
    PathwayNeeds,
    PathwayReviews,
)
from holdfast.simulation import workforce
from holdfast.simulation.care_period import CarePeriod
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Pace, Shares
from holdfast.simulation.family import Child
from holdfast.simulation.written.diary import working_day
from holdfast.simulation.written.happenings import Happening

_WEEKS_13 = 91
_GROWN = 21
_LODGING = Shares({"U": 36, "Z": 20, "D": 16, "B": 14, "E": 7, "X": 3, "S": 1, "W": 1, "R": 2})
_UNSUITABLE = {"S", "W", "X", "R"}
_ACTIVITY = Shares(
    {"F2": 24, "F5": 16, "F1": 6, "F4": 4, "P5": 6, "G4": 8, "G5": 24, "G6": 8, "0": 4}
)


def prepare(case: Case, period: CarePeriod) -> None:
    """From 16, and 13 weeks in care since 14: needs, a pathway plan, and what follows care."""
    child = period.child
    eligible = max(child.turns(16), max(period.began, child.turns(14)) + _WEEKS_13)
    if eligible >= period.ended or eligible > case.last:
        return
    ways, chance, grown = case.council.leaving_care, case.chance, child.turns(_GROWN)
    assessed = working_day(eligible + chance.pace(ways.needs_assessed))
    agreed = working_day(assessed + chance.pace(ways.plan_agreed))
    never = chance.yes(0.05)
    row = {"needs_assessed": None if never else assessed, "plan_agreed": None if never else agreed}
    plan = case.add(PathwayNeeds, child, eligible_from=eligible, **row)
    days = {Happening.LEAVING_CARE_ELIGIBLE: eligible}
    if not never:
        days |= {Happening.NEEDS_ASSESSED: assessed, Happening.PATHWAY_PLANNED: agreed}
    case.foretell(child, plan, days)
    for day in () if never else _days(case, agreed, grown, ways.review):
        case.add(PathwayReviews, child, held=day)
        case.foretell(child, "", {Happening.PATHWAY_REVIEWED: day})
    adviser = _adviser(case, child, eligible + 60, grown)
    if period.ended == child.adult <= case.last:
        _live_alone(case, child, grown)
    _stand(case, period, eligible, adviser)


def _adviser(case: Case, child: Child, day: int, grown: int) -> str | None:
    """A personal adviser from some weeks after; whoever is in post now, as far as anyone knows."""
    if day > case.last:
        return None
    attend = workforce.attend(
        case.scene, child, "PA", "leaving_care", case.chance, lambda: case.today < grown, day
    )
    case.scene.start(attend)
    team = case.scene.staff.team("leaving_care", case.family.place)
    return team.someone(case.today, case.chance)


def _days(case: Case, day: int, until: int, pace: Pace) -> list[int]:
    """Days at a pace after ``day``, while they are past and before ``until``."""
    found = []
    while (day := working_day(day + case.chance.pace(pace))) < min(until, case.last + 1):
        found.append(day)
    return found


def _live_alone(case: Case, child: Child, grown: int) -> None:
    """The years from 18: where the young person lives, who visits, who is in touch."""
    ways, chance, day = case.council.leaving_care, case.chance, child.adult
    until = grown if not chance.yes(ways.lost_touch) else day + chance.between(60, 700)
    while day < min(until, case.last + 1):
        ended = min(day + chance.length(ways.stay), grown)
        by_council = chance.yes(0.45)
        row = {"started": day, "ended": ended, "provided_by_council": by_council}
        home = case.add(LeavingCareStays, child, **row)
        if by_council:
            days = {Happening.COUNCIL_HOME_BEGINS: day, Happening.COUNCIL_HOME_ENDS: ended}
            case.foretell(child, home, days)
        first = day + chance.pace(ways.visit_first)
        if by_council and first < ended:
            for visited in [first, *_days(case, first, ended, ways.visit)]:
                case.add(AdviserVisits, child, visited=visited)
                case.foretell(child, home, {Happening.ADVISER_VISITS: visited})
        day = ended
    for made in _days(case, child.adult, until, ways.contact):
        case.add(LeavingCareContacts, child, made=made)


def _stand(case: Case, period: CarePeriod, eligible: int, adviser: str | None) -> None:
    """Where the young person stands on the last day, which is all that sources tell."""
    chance, child, last = case.chance, period.child, case.last
    in_touch = "YES" if chance.yes(0.88) else "NO"
    lodging = chance.pick(_LODGING)
    grown = last >= child.adult
    contact = last - int(60 * chance.random() ** 2) if in_touch == "YES" else last - 200
    case.add(
        CareLeavers,
        child,
        eligible,
        eligibility=_kind(period, last),
        in_touch=in_touch if grown else None,
        latest_contact=max(contact, eligible),
        accommodation=lodging if grown else None,
        accommodation_suitable=("2" if lodging in _UNSUITABLE else "1") if grown else None,
        activity=chance.pick(_ACTIVITY) if grown else None,
        adviser=adviser,
        worker=adviser,
    )


def _kind(period: CarePeriod, last: int) -> str:
    if last >= period.child.turns(_GROWN):
        return "none"
    if last >= period.child.adult:
        return "former_relevant"
    return "relevant" if last >= period.ended else "eligible"
