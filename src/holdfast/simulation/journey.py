"""The order of the stages: the way of a family through one referral, to each child's closure."""

from typing import Any

from holdfast.simulation import (
    assessment,
    care,
    contact,
    early_help,
    family_help,
    missing,
    need,
    oversight,
    protection,
    protection_enquiry,
)
from holdfast.simulation.case import Case
from holdfast.simulation.family import Child
from holdfast.simulation.people.life import AT_RISK
from holdfast.simulation.scene import Story
from holdfast.simulation.workforce import Desk
from holdfast.simulation.written.diary import add_working_days, working_day
from holdfast.simulation.written.happenings import Happening


def follow(case: Case) -> Story:
    """Follow a family from the referral on."""
    yield from contact.refer(case)
    if case.taken_on:
        case.suspect = _enquire_and_protect
        case.first_desk = Desk(case, "assessment", case.children)
        for child in case.children:
            case.tell(Happening.CASE_OPENS, child)
            missing.at_home(case, child)
            oversight.gravest(case, child)
            if case.chance.yes(case.council.families.dies):
                case.scene.start(_may_die(case, child))
        oversight.note(case, "allocation")
        yield from _stages(case)
        yield from _close_at_home(case, "RC7")
    else:
        for child in case.children:
            case.close(child, case.today, "RC8")


def _may_die(case: Case, child: Child) -> Story:
    """Very rarely a child who lives at home dies, of whatever cause; the case closes."""
    yield case.scene.until(max(case.today, child.born) + case.chance.between(3, 300))
    if case.rows[child.id].get("closed") is None and child in case.at_home(case.today):
        child.died = child.gone = case.today
        case.tell(Happening.DIES, child)
        case.close(child, case.today, "RC2")


def told_again(case: Case) -> Story:
    """A new contact about an open case may raise the concern that a child suffers harm."""
    noticed = case.level == AT_RISK and case.first_desk is not None
    if noticed and case.chance.yes(case.council.protecting.suspected_later * _alert(case)):
        yield from _enquire_and_protect(case)


def _alert(case: Case) -> float:
    """How readily harm is suspected today, and the more so after a protection plan."""
    ways = case.council.protecting
    again = any(child.protection_plans for child in case.children)
    return ways.alert.on(case.last - case.today) * (ways.suspected_again if again else 1.0)


def _stages(case: Case) -> Story:
    """Suspicion, assessment, then plan, care or closure."""
    enquiry, alone = None, case.children[0].unaccompanied
    suspicion = case.council.protecting.suspected[case.level] * _alert(case)
    if case.chance.yes(suspicion) and not alone:
        enquiry = case.scene.start(_suspected_early(case))
    # A few children come into care before anyone has made a plan for them.
    ways, early = case.council.caring, case.received < case.scene.first + 365
    share = 1.0 if alone else ways.at_first if early else ways.straight_into_care
    if taken := [child for child in case.children if case.chance.yes(share)]:
        wait = 0 if alone else case.chance.between(0, 20)
        case.scene.start(_into_care(case, taken, add_working_days(case.decided, wait)))
    assessed = case.scene.start(assessment.assess(case, enquiry is not None))
    in_need = yield assessed
    if enquiry:
        yield enquiry
    if case.over or not case.home:
        return
    if case.plan:
        yield case.plan.over
    elif in_need:
        yield from help_at_home(case)
    else:
        early_help = case.chance.yes(case.council.assessing.to_early_help)
        yield from _close_at_home(case, "RC9" if early_help else "RC8")


def _suspected_early(case: Case) -> Story:
    at_once = case.chance.yes(case.council.protecting.suspected_at_once)
    if not at_once:
        yield case.scene.until(working_day(case.received + case.chance.between(2, 30)))
    yield from _enquire_and_protect(case)


def _enquire_and_protect(case: Case) -> Story:
    if case.suspected or case.plan or case.over or not case.home:
        return
    case.suspected = True
    case.scene.start(family_help.stand_beside(case))
    yield from protection_enquiry.enquire(case)
    case.suspected = False
    if case.plan and not case.plan.under_way:
        case.scene.start(_protect(case, case.plan))


def _into_care(case: Case, taken: list[Child], day: int) -> Story:
    yield case.scene.until(day)
    care.enter(case, taken)


def _protect(case: Case, plan: Any) -> Story:
    """A protection plan; after it care, a need plan, or closure."""
    yield from protection.carry_out(case, plan)
    case.plan = None
    if case.home and not case.over and case.chance.yes(case.council.need.after_protection):
        yield from help_at_home(case, stepped_down=True)
    plan.over.succeed()


def help_at_home(case: Case, stepped_down: bool = False) -> Story:
    """A need plan; it gives way to a protection plan, or to care, where it has to."""
    if not case.at_home(case.today) or case.plan:
        return
    case.desk.pass_to("disabled" if case.need == "N2" else "safeguarding")
    onward = yield from need.plan(case, stepped_down)
    if onward == "care":
        care.enter(case, case.at_home(case.today))
    elif onward == "protection" and case.plan:
        yield case.plan.over


def _close_at_home(case: Case, reason: str) -> Story:
    """Close the case of every child who is not in care, once a manager agrees."""
    if case.over or not case.home:
        return
    ways, day = case.council.need, case.today
    due = add_working_days(day, 10)
    yield case.desk.ask(ways.closure_hours, day, due)
    while case.suspected or case.plan:
        yield case.plan.over if case.plan else case.scene.until(case.today + 7)
    oversight.note(case, "closure")
    helped = list(case.home)
    for child in helped:
        # Meanwhile a new contact may have led to more than the assessment.
        case.close(child, case.today, "RC7" if child.id in case.followed else reason)
    if family_help.has_begun(case.scene, day):
        share, helped_on = case.council.family_help.goes_on_as_early_help, bool(case.followed)
        if reason == "RC9" or (reason == "RC7" and case.chance.yes(share) and helped_on):
            early_help.support(case.scene, case.family, helped, case.today, 0, 4)
