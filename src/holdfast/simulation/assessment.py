"""Assessments of need: begun after the referral, written by the worker, signed off by a manager.

Until April 2013 there were two: an initial one, and for some a core one that went deeper.
"""

from datetime import date
from typing import Any

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.simulation import family_help, need, oversight
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.day_by_day import StoryTold
from holdfast.simulation.family import Child
from holdfast.simulation.people.work import DUTY, URGENT
from holdfast.simulation.scene import Story, StoryOf
from holdfast.simulation.written.diary import add_working_days, number
from holdfast.simulation.written.happenings import Happening

# The council made single assessments of referrals from this day on.
_SINGLE_SINCE = number(date(2013, 4, 1))
_LIMIT, _INITIAL_LIMIT, _CORE_LIMIT = 45, 10, 35
_STEPS = {
    "initial": (Happening.INITIAL_ASSESSMENT_BEGINS, Happening.INITIAL_ASSESSMENT_SIGNED),
    "core": (Happening.CORE_ASSESSMENT_BEGINS, Happening.CORE_ASSESSMENT_SIGNED),
    "first_step": (Happening.FIRST_STEP_BEGINS, Happening.FIRST_STEP_SIGNED),
}
_FACTORS = Shares(
    {"3B": 22, "4B": 18, "17A": 13, "16A": 13, "2B": 9, "1B": 9, "4A": 8, "18C": 6, "15A": 4}
    | {"14A": 4, "5A": 4, "11A": 4, "10A": 3, "6B": 4, "24A": 3, "3A": 3, "19C": 3, "2A": 3}
    | {"7A": 2, "20": 8, "13A": 1, "18B": 1, "19B": 1, "3C": 3, "4C": 3, "1C": 2, "12A": 0.3}
)
_LATE = Shares(
    {"Family away": 25, "Awaiting another agency": 35, "New information": 25, "Staff absence": 15}
)


def assess(case: Case, must_help: bool) -> StoryOf[bool]:
    """Assess the children of a case; whether they are found to need social care."""
    seen = case.scene.start(need.see_first(case))
    yield case.desk.ask(
        case.council.assessing.begin_hours, case.today, add_working_days(case.received, 3)
    )
    case.scene.start(
        oversight.note_later(case, "mid_assessment", add_working_days(case.received, 20))
    )
    if family_help.has_begun(case.scene, case.received):
        whole = _first_and_second_step
    else:
        whole = _single if case.received >= _SINGLE_SINCE else _initial_and_core
    return (yield from whole(case, must_help, seen))


def _single(case: Case, must_help: bool, seen: StoryTold) -> StoryOf[bool]:
    ways, chance, received = case.council.assessing, case.chance, case.received
    rows = _begin_all(case, "single")
    can_be = add_working_days(received, chance.between(*ways.can_be_written))
    rank = URGENT if chance.yes(ways.chased.on(case.last - received)) else DUTY
    due = add_working_days(received, ways.written_by)
    yield case.desk.ask(_hours(case), can_be, due, rank)
    limit = add_working_days(received, _LIMIT)
    yield from _to_manager(case, limit, seen)
    in_need = must_help or _found_in_need(case)
    _sign_all_off(case, rows, limit, in_need)
    return in_need


def _initial_and_core(case: Case, must_help: bool, seen: StoryTold) -> StoryOf[bool]:
    ways, chance, began = case.council.assessing, case.chance, case.today
    rows = _begin_all(case, "initial")
    can_be = add_working_days(began, chance.between(*ways.initial_can_be_written))
    due, hours = add_working_days(began, ways.initial_written_by), _hours(case)
    yield case.desk.ask(hours * ways.initial_hours, can_be, due)
    limit = add_working_days(began, _INITIAL_LIMIT)
    yield from _to_manager(case, limit, seen)
    in_need = must_help or _found_in_need(case)
    if not (in_need and chance.yes(ways.core_needed)) or case.over:
        _sign_all_off(case, rows, limit, in_need)
        return in_need
    # What is needed is for the core assessment to say.
    _sign_all_off(case, rows, limit, None)
    began = case.today
    rows = _begin_all(case, "core")
    can_be = add_working_days(began, chance.between(*ways.core_can_be_written))
    yield case.desk.ask(
        hours * ways.core_hours, can_be, add_working_days(began, ways.core_written_by)
    )
    limit = add_working_days(began, _CORE_LIMIT)
    yield from _to_manager(case, limit, None)
    _sign_all_off(case, rows, limit, in_need)
    return in_need


def _first_and_second_step(case: Case, must_help: bool, seen: StoryTold) -> StoryOf[bool]:
    """In Family Help: a first step of ten working days, and a second unless the work ends."""
    ways, chance, received = case.council.family_help, case.chance, case.received
    rows = _begin_all(case, "first_step")
    can_be = add_working_days(received, chance.between(*ways.first_step_can_be_written))
    due, hours = add_working_days(received, ways.first_step_written_by), _hours(case)
    yield case.desk.ask(hours * ways.first_step_hours, can_be, due)
    limit = add_working_days(received, _INITIAL_LIMIT)
    yield from _to_manager(case, limit, seen)
    in_need = must_help or _found_in_need(case)
    if case.over or (not in_need and chance.yes(ways.ends_with_first_step)):
        _sign_all_off(case, rows, limit, in_need)
        return in_need
    _sign_all_off(case, rows, limit, None)
    if not chance.yes(ways.second_on_same_day):
        yield case.scene.until(add_working_days(case.today, 1))
    usual, hours = case.council.assessing, hours * (1 - ways.first_step_hours)
    rows = _begin_all(case, "single")
    can_be = add_working_days(received, chance.between(*usual.can_be_written))
    limit = add_working_days(received, _LIMIT)
    due = add_working_days(received, usual.written_by)
    yield case.desk.ask(hours, can_be, due)
    yield from _to_manager(case, limit, None)
    _sign_all_off(case, rows, limit, in_need)
    return in_need


def _hours(case: Case) -> float:
    ways = case.council.assessing
    return ways.hours + ways.hours_a_child * len(case.children)


def _to_manager(case: Case, due: int, seen: StoryTold | None) -> Story:
    """A manager reads it, once the children were seen."""
    if seen and not seen.over:
        yield seen
    ways, today = case.council.assessing, case.today
    yield case.desk.team.for_manager.ask(ways.sign_off_hours, today, min(due, today + 7))


def _found_in_need(case: Case) -> bool:
    ways = case.council.assessing
    share = ways.in_need[case.level] * ways.sees_need.on(case.last - case.today)
    return case.chance.yes(share)


def _begin_all(case: Case, kind: str) -> dict[str, dict[str, Any]]:
    still = [child for child in case.children if not case.is_closed(child)]
    rows: dict[str, dict[str, Any]] = {}
    for child in still:
        rows[child.id] = row = case.scene.ledger.begin(
            Assessments,
            child=child.id,
            referral=case.referrals[child.id],
            kind=kind,
            started=case.today,
            **case.worker(),
        )
        case.tell(Happening.ASSESSMENT_BEGINS, child, row["assessment"])
        if kind in _STEPS:
            case.tell(_STEPS[kind][0], child, row["assessment"])
    return rows


def _sign_all_off(
    case: Case, rows: dict[str, dict[str, Any]], limit: int, in_need: bool | None
) -> None:
    """A manager signs them off; ``in_need`` None: another assessment is to say."""
    ways, chance, late = case.council.assessing, case.chance, case.today > limit
    for child in case.children:
        row = rows.get(child.id)
        # One whose case was closed meanwhile is assessed no further.
        if row is None or case.is_closed(child):
            continue
        row["authorised"], row["support_needed"] = case.today, in_need
        row["no_further_action"] = in_need is False
        if late and chance.yes(ways.late_reason_recorded):
            row["late_reason"] = chance.pick(_LATE)
        if child.born < row["started"]:
            row["child_seen"] = chance.flag(ways.seen, 1 - ways.seen - ways.seen_not_recorded)
        found = {chance.pick(_FACTORS): None for _ in range(chance.between(1, 3))}
        for factor in ["9A"] if child.unaccompanied else found:
            case.add(AssessmentFactors, child, assessment=row["assessment"], factor=factor)
        _tell_signed(case, child, row)


def _tell_signed(case: Case, child: Child, row: dict[str, Any]) -> None:
    about, in_need = row["assessment"], row["support_needed"]
    case.tell(Happening.ASSESSMENT_SIGNED, child, about)
    if row["kind"] in _STEPS:
        case.tell(_STEPS[row["kind"]][1], child, about)
    # A first step that is followed by a second assesses nobody yet.
    if in_need is not None or row["kind"] != "first_step":
        case.tell(Happening.REFERRAL_ASSESSED, child, row["referral"])
    if in_need:
        case.tell(Happening.FOUND_IN_NEED, child, about)
    elif in_need is False:
        case.tell(Happening.ASSESSED_NO_NEED, child, about)
    if row.get("child_seen"):
        case.tell(Happening.SEEN_IN_ASSESSMENT, child, about)
