"""Assessments of need: begun after the referral, written by the worker, signed off by a manager."""

from typing import Any

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.simulation import need, oversight
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.diary import add_working_days
from holdfast.simulation.family import Child
from holdfast.simulation.happenings import Happening
from holdfast.simulation.scene import StoryOf
from holdfast.simulation.work import DUTY, URGENT

_LIMIT = 45
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
    ways, chance, desk, received = case.council.assessing, case.chance, case.desk, case.received
    seen = case.scene.start(need.see_first(case))
    yield desk.ask(ways.begin_hours, case.today, add_working_days(received, 3))
    rows = {child.id: _begin(case, child) for child in case.children}
    later = add_working_days(received, 20)
    case.scene.start(oversight.note_later(case, "mid_assessment", later))
    can_be = add_working_days(received, chance.between(*ways.can_be_written))
    hours = ways.hours + ways.hours_a_child * len(case.children)
    rank = URGENT if chance.yes(ways.chased.on(case.last - received)) else DUTY
    yield desk.ask(hours, can_be, add_working_days(received, ways.written_by), rank)
    if not seen.triggered:
        yield seen
    due, today = add_working_days(received, _LIMIT), case.today
    yield desk.team.for_manager.ask(ways.sign_off_hours, today, min(due, today + 7))
    share = ways.in_need[case.level] * ways.sees_need.on(case.last - case.today)
    in_need = must_help or chance.yes(share)
    for child in case.children:
        _sign_off(case, child, rows[child.id], in_need)
    return in_need


def _begin(case: Case, child: Child) -> dict[str, Any]:
    row = case.scene.ledger.begin(
        Assessments,
        child=child.id,
        referral=case.referrals[child.id],
        kind="single",
        started=case.today,
        **case.worker(),
    )
    case.tell(Happening.ASSESSMENT_BEGINS, child, row["assessment"])
    return row


def _sign_off(case: Case, child: Child, row: dict[str, Any], in_need: bool) -> None:
    ways, chance = case.council.assessing, case.chance
    late = case.today > add_working_days(case.received, _LIMIT)
    row["authorised"], row["support_needed"] = case.today, in_need
    row["no_further_action"] = not in_need
    if late and chance.yes(ways.late_reason_recorded):
        row["late_reason"] = chance.pick(_LATE)
    if child.born < row["started"]:
        row["child_seen"] = chance.flag(ways.seen, 1 - ways.seen - ways.seen_not_recorded)
    found = {chance.pick(_FACTORS): None for _ in range(chance.between(1, 3))}
    for factor in ["9A"] if child.unaccompanied else found:
        case.add(AssessmentFactors, child, assessment=row["assessment"], factor=factor)
    case.tell(Happening.ASSESSMENT_SIGNED, child, row["assessment"])
    case.tell(Happening.REFERRAL_ASSESSED, child, row["referral"])
    if in_need:
        case.tell(Happening.FOUND_IN_NEED, child, row["assessment"])
    if row.get("child_seen"):
        case.tell(Happening.SEEN_IN_ASSESSMENT, child, row["assessment"])
