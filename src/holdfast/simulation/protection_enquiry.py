"""Child protection: strategy discussion, enquiry, conference."""

from typing import Any

from holdfast.record.protection import (
    Conferences,
    Enquiries,
    ProtectionPlans,
    StrategyDiscussions,
)
from holdfast.simulation import need, oversight
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.day_by_day import Arrival
from holdfast.simulation.family import Child
from holdfast.simulation.people.work import URGENT
from holdfast.simulation.protection import ProtectionPlan
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import add_working_days
from holdfast.simulation.written.happenings import Happening

_ENQUIRY, _CONFERENCE, _REPORT, _VISIT, _WEEKLY = 10, 15, 13, 10, 5
_FIRST_CORE_GROUP, _CORE_GROUP = 10, 42
_FIRST_REVIEW, _REVIEW = 3, 6
_LOOKS = 30
_LATE = Shares({"Reports not ready": 40, "No chair free": 35, "Family asked": 25})
_TOOK_PART = Shares({"PN1": 22, "PN3": 10, "PN5": 8, "PN6": 30, "PN7": 30})


def enquire(case: Case) -> Story:
    """From the concern to the conference; ``case.plan`` is the plan that it makes, if it does."""
    ways, concern = case.council.protecting, case.today
    if case.chance.yes(ways.transfer_in):
        yield from _without_report(case)
        return
    talks = {child.id: _concern(case, child) for child in case.at_home(concern)}
    due = add_working_days(concern, 1)
    yield case.desk.team.for_manager.ask(ways.discussion_hours, concern, due, URGENT)
    if case.over or case.plan:
        return
    held = [child for child in case.at_home(case.today) if child.id in talks]
    enquiries = {child.id: _begin(case, child, talks[child.id]) for child in held}
    if not held:
        return
    case.scene.start(_safety_plan(case, [talks[child.id] for child in held]))
    started = case.today
    oversight.note(case, "enquiry")
    case.scene.start(_see(case))
    begins = add_working_days(started, case.chance.between(2, 7))
    due = add_working_days(started, _ENQUIRY)
    yield case.desk.ask(ways.enquiry_hours, begins, due)
    caution = ways.conference_needed[case.level] * ways.cautious.on(case.last - case.today)
    needed = case.chance.yes(caution) and not case.over
    _end(case, enquiries, needed)
    if needed and case.at_home(case.today):
        yield from _conference(case, started, enquiries)


def _concern(case: Case, child: Child) -> dict[str, Any]:
    row = case.scene.ledger.begin(
        StrategyDiscussions,
        child=child.id,
        referral=case.referrals[child.id],
        concern_identified=case.today,
    )
    case.tell(Happening.HARM_SUSPECTED, child, row["discussion"])
    return row


def _begin(case: Case, child: Child, talk: dict[str, Any]) -> dict[str, Any]:
    """The discussion is held, and with it the enquiry begins."""
    row = case.scene.ledger.begin(
        Enquiries,
        child=child.id,
        referral=case.referrals[child.id],
        started=case.today,
        **case.worker(),
    )
    case.followed.add(child.id)
    talk["held"], talk["enquiry"] = case.today, row["enquiry"]
    case.tell(Happening.STRATEGY_HELD, child, talk["discussion"])
    case.tell(Happening.ENQUIRY_BEGINS, child, row["enquiry"])
    return row


def _safety_plan(case: Case, talks: list[dict[str, Any]]) -> Story:
    ways, due = case.council.protecting, add_working_days(case.today, 1)
    if not case.chance.yes(ways.safety_plan_recorded):
        return
    done = yield case.desk.ask(ways.safety_plan_hours, case.today, due, URGENT)
    for talk in talks if done else ():
        talk["safety_planned"] = done
        told = talk["child"], done, talk["discussion"]
        case.scene.chronicle.tell(Happening.SAFETY_PLANNED, *told)


def _end(case: Case, enquiries: dict[str, dict[str, Any]], needed: bool) -> None:
    for child in case.children:
        if row := enquiries.get(child.id):
            closed = case.rows[child.id].get("closed") or case.today
            row["ended"] = max(row["started"], min(closed, child.adult))
            row["no_further_action"], row["conference_needed"] = not needed, needed
            about = child.id, row["ended"], row["enquiry"]
            case.scene.chronicle.tell(Happening.ENQUIRY_ENDS, *about)
            if not needed:
                case.scene.chronicle.tell(Happening.CONFERENCE_NOT_NEEDED, *about)


def _see(case: Case) -> Story:
    ways, due, begins = case.council.protecting, add_working_days(case.today, 1), case.today
    while not case.over and case.at_home(case.today):
        done = yield case.desk.ask(ways.visit_hours, begins, due, URGENT)
        if done is None:
            return
        if not case.chance.yes(case.council.assessing.not_at_home / 2):
            need.visit(case)
            return
        begins = add_working_days(case.today, 1)


def _conference(case: Case, enquiry: int, enquiries: dict[str, dict[str, Any]]) -> Story:
    ways, chance = case.council.protecting, case.chance
    target, asked = add_working_days(enquiry, _CONFERENCE), case.today
    oversight.note(case, "conference")
    rows = _ask_for_conference(case, target, enquiries)
    if chance.yes(ways.conference_never_held):
        return
    report = add_working_days(enquiry, _REPORT)
    yield case.desk.ask(ways.report_hours, asked, report)
    yield from _chaired(case, add_working_days(asked, ways.notice), target)
    late = case.today > target and chance.yes(ways.late_reason_recorded)
    reason = chance.pick(_LATE) if late else None
    _hold_conference(case, rows, chance.yes(ways.plan_made), reason)


def _chaired(case: Case, begins: int, due: int) -> Story:
    """A chair finds the time, and all can come."""
    ways, chairs = case.council.protecting, case.scene.staff.team("reviewing", 0)
    yield chairs.shared.ask(ways.conference_hours, begins, due)
    while case.chance.yes(ways.put_off.on(case.last - case.today)):
        again = add_working_days(case.today, case.chance.between(2, 10))
        yield chairs.shared.ask(1.5, again, due, URGENT)


def _ask_for_conference(
    case: Case, target: int, enquiries: dict[str, dict[str, Any]], **told: Any
) -> dict[str, dict[str, Any]]:
    """A row for each child of a conference that is to be held."""
    rows = {}
    for child in case.at_home(case.today):
        enquiry = enquiries.get(child.id)
        case.followed.add(child.id)
        rows[child.id] = case.scene.ledger.begin(
            Conferences,
            child=child.id,
            referral=case.referrals[child.id],
            enquiry=enquiry["enquiry"] if enquiry else None,
            target=target,
            transfer_in=bool(told),
            since=case.today,
            **told,
            **case.worker(),
        )
    return rows


def _hold_conference(
    case: Case, rows: dict[str, dict[str, Any]], made: bool, reason: str | None
) -> None:
    """One conference for the family; ``case.plan`` is the plan that it makes."""
    day, meeting = case.today, f"{case.family.id}-{case.today}"
    present = [child for child in case.at_home(day) if child.id in rows]
    plan = ProtectionPlan(
        day, case.chance.pick(case.council.protecting.category), Arrival(case.scene.time)
    )
    for child in present:
        row = rows[child.id]
        row["held"], row["meeting"] = day, meeting
        row["plan_made"], row["late_reason"] = made, reason
        if row["transfer_in"]:
            case.tell(Happening.TRANSFER_CONFERENCE_HELD, child, row["conference"])
        else:
            case.tell(Happening.CONFERENCE_HELD, child, row["enquiry"] or "")
        if made:
            plan.numbers[child.id] = row["plan"] = case.scene.ledger.number(ProtectionPlans)
            plan.conferences[child.id] = row["conference"]
    if plan.numbers and not case.over:
        case.plan = plan


def _without_report(case: Case) -> Story:
    """A conference that makes a plan and waits for no enquiry to be written."""
    ways, told = case.council.protecting, case.today
    target = add_working_days(told, _CONFERENCE)
    if case.followed:
        # Nobody moves here whose case is being worked on here; but the family is known so well
        # that the enquiry is answered on the day it begins.
        children = case.at_home(told)
        enquiries = {child.id: _begin(case, child, _concern(case, child)) for child in children}
        _end(case, enquiries, True)
        rows = _ask_for_conference(case, target, enquiries)
    else:
        # The family moves here with children who are on another council's plan.
        case.source = "5C"
        for row in case.rows.values():
            row["source"] = "5C"
        rows = _ask_for_conference(case, target, {}, transfer_notified=told)
        for row in rows.values():
            about = row["child"], told, row["conference"]
            case.scene.chronicle.tell(Happening.TRANSFER_TOLD, *about)
    yield from _chaired(case, add_working_days(told, ways.notice), target)
    _hold_conference(case, rows, True, None)
