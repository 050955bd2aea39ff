"""Assessments of need: begun after the referral, signed off by a manager, mostly in time."""

from dataclasses import dataclass
from typing import Any

from holdfast.record.assessment import AssessmentFactors, Assessments
from holdfast.simulation import need
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.diary import add_working_days
from holdfast.simulation.family import Child

_LIMIT = 45
_FACTORS = Shares(
    {"3B": 22, "4B": 18, "17A": 13, "16A": 13, "2B": 9, "1B": 9, "4A": 8, "18C": 6, "15A": 4}
    | {"14A": 4, "5A": 4, "11A": 4, "10A": 3, "6B": 4, "24A": 3, "3A": 3, "19C": 3, "2A": 3}
    | {"7A": 2, "20": 8, "13A": 1, "18B": 1, "19B": 1, "3C": 3, "4C": 3, "1C": 2, "12A": 0.3}
)
_LATE = Shares(
    {"Family away": 25, "Awaiting another agency": 35, "New information": 25, "Staff absence": 15}
)


@dataclass(frozen=True)
class Assessed:
    """The end of an assessment: when, and whether it found a need for social care."""

    day: int
    in_need: bool


def assess(case: Case, must_help: bool, conference: int | None = None) -> Assessed:
    """Assess the children of a case.

    ``must_help``: it is settled already that they need social care. ``conference``: the day
    of a child protection conference, for which most assessments are made ready.
    """
    ways, chance = case.council.assessing, case.chance
    started = max(case.decided, add_working_days(case.received, chance.pace(ways.begun)))
    signed = add_working_days(case.received, chance.pace(ways.authorised))
    if conference and chance.yes(ways.ready_for_conference):
        signed = min(signed, add_working_days(conference, -1))
    signed = max(signed, add_working_days(started, 1))
    in_need = must_help or chance.yes(ways.in_need)
    finished = must_help or not chance.yes(ways.never_authorised)
    row = _row(case, started, signed if finished else None, in_need)
    for child in case.children:
        _write(case, child, row, signed if finished else None)
    need.first_visits(case, signed)
    return Assessed(case.work(signed), in_need)


def _row(case: Case, started: int, signed: int | None, in_need: bool) -> dict[str, Any]:
    late = signed is not None and signed > add_working_days(case.received, _LIMIT)
    given = late and case.chance.yes(case.council.assessing.late_reason_recorded)
    return {
        "kind": "single",
        "started": started,
        "authorised": signed,
        "no_further_action": None if signed is None else not in_need,
        "support_needed": None if signed is None else in_need,
        "late_reason": case.chance.pick(_LATE) if given else None,
        **case.worker(started),
    }


def _write(case: Case, child: Child, row: dict[str, Any], signed: int | None) -> None:
    ways, chance = case.council.assessing, case.chance
    seen = chance.flag(ways.seen, 1 - ways.seen - ways.seen_not_recorded)
    assessment = case.add(
        Assessments,
        child,
        referral=case.referrals[child.id],
        child_seen=seen if child.born < row["started"] else None,
        **row,
    )
    if signed is not None:
        found = {chance.pick(_FACTORS): None for _ in range(chance.between(1, 3))}
        for factor in ["9A"] if child.unaccompanied else found:
            case.add(AssessmentFactors, child, signed, assessment=assessment, factor=factor)
