"""The health and education of children in care."""

from holdfast.record.care import EducationPlans
from holdfast.record.care_health import (
    Convictions,
    HealthChecks,
    Immunisations,
    StrengthsQuestionnaires,
    SubstanceMisuse,
)
from holdfast.simulation.care_period import CarePeriod
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.written.diary import add_working_days, working_day
from holdfast.simulation.written.happenings import Happening

_YEAR, _HALF_YEAR, _TERM = 365, 182, 120
_SUBSTANCE = Shares({"Cannabis": 60, "Alcohol": 30, "Other": 10})
_OFFENCE = Shares({"Theft": 40, "Criminal damage": 30, "Assault": 20, "Drugs": 10})
_CHECKED = {
    "health_assessment": Happening.HEALTH_ASSESSED,
    "dental": Happening.TEETH_CHECKED,
}


def check(case: Case, period: CarePeriod) -> None:
    """Health assessments, dental checks, questionnaires, immunisations; drugs and convictions."""
    chance, child = case.chance, period.child
    _assessments(case, period)
    _dental(case, period)
    _questionnaires(case, period)
    day = max(period.began, child.turns(12)) + chance.between(10, 500)
    if day < period.ended and chance.yes(0.08):
        misuse = {"substance": chance.pick(_SUBSTANCE), "helped": chance.yes(0.6)}
        case.add(SubstanceMisuse, child, day, identified=day, **misuse)
    if day < period.ended and chance.yes(0.07):
        case.add(Convictions, child, day, offended=day, offence=chance.pick(_OFFENCE))
    if child.times_in_care == 1:
        checked = period.began + chance.between(10, 300)
        past = checked <= min(case.last, period.ended)
        up_to_date = chance.flag(0.84, 0.12) if past else None
        row = {"up_to_date": up_to_date, "checked": min(checked, period.ended)}
        case.add(Immunisations, child, period.began, **row)


def _assessments(case: Case, period: CarePeriod) -> None:
    ways, chance = case.council.caring, case.chance
    day = add_working_days(period.began, chance.pace(ways.health_first))
    while day < period.ended:
        if not _write_check(case, period, "health_assessment", day, ways.health_becomes):
            return
        due = _HALF_YEAR if period.child.age(day) < 5 else _YEAR
        day = working_day(day + due + chance.pace(ways.health))


def _dental(case: Case, period: CarePeriod) -> None:
    ways, chance = case.council.caring, case.chance
    first_teeth = period.child.born + _YEAR
    day = working_day(max(period.began, first_teeth) + chance.between(20, 200))
    while day < period.ended and _write_check(case, period, "dental", day, ways.dental_becomes):
        day = working_day(day + _YEAR + chance.pace(ways.health))


def _write_check(case: Case, period: CarePeriod, kind: str, day: int, becomes: Shares[str]) -> bool:
    """Write a check; whether it is past. One that lies near ahead is written as planned.

    Of one that is missed nothing is written: the next is when another falls due.
    """
    past = day <= case.last
    if past:
        status = case.chance.pick(becomes)
        if status != "missed":
            case.add(HealthChecks, period.child, day, kind=kind, held=day, status=status)
        if status == "completed":
            case.foretell(period.child, period.id, {_CHECKED[kind]: day})
    elif day <= case.last + 40:
        booked = max(period.began, day - 60)
        case.add(HealthChecks, period.child, booked, kind=kind, held=day, status="planned")
    return past


def _questionnaires(case: Case, period: CarePeriod) -> None:
    chance, child = case.chance, period.child
    day = working_day(period.began + chance.between(150, 370))
    while day < min(period.ended, case.last + 1):
        if 4 <= child.age(day) < 17:
            scored = chance.yes(0.78)
            score = min(40, max(0, round(chance.gauss(14, 7)))) if scored else None
            reason = None if scored else "SDQ2" if chance.yes(0.4) else "SDQ4"
            row = {"completed": day, "score": score, "reason": reason}
            case.add(StrengthsQuestionnaires, child, day, **row)
            if scored:
                case.foretell(child, period.id, {Happening.QUESTIONNAIRE_SCORED: day})
        day = working_day(day + chance.between(300, 400))


def educate(case: Case, period: CarePeriod) -> None:
    """A personal education plan soon after coming into care, and one each term."""
    ways, chance, child = case.council.caring, case.chance, period.child
    begun = add_working_days(period.began, chance.pace(ways.education_plan))
    while begun < min(period.ended, case.last + 1):
        if 3 <= child.age(begun) < 18:
            done = add_working_days(begun, chance.pace(ways.education_plan_done))
            completed = None if chance.yes(0.05) or done >= period.ended else done
            plan = case.add(EducationPlans, child, begun, initiated=begun, completed=completed)
            days = {Happening.EDUCATION_PLAN_BEGUN: begun, Happening.EDUCATION_PLAN_DONE: completed}
            case.foretell(child, plan, days)
        begun = working_day(begun + _TERM + chance.between(-20, 25))
