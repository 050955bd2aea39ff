"""The order of the stages: the way of a family through one referral, to each child's closure."""

from holdfast.simulation import assessment, care, contact, missing, need, oversight, protection
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Pace
from holdfast.simulation.diary import add_working_days
from holdfast.simulation.family import Child
from holdfast.simulation.workforce import Allocation, involve


def follow(case: Case) -> None:
    """Follow a family from the referral on, and write all that comes of it."""
    if contact.refer(case):
        days = case.received, case.decided
        case.allocation = Allocation(case.scene, case.chance, "assessment", *days)
        oversight.note(case, "allocation", add_working_days(case.decided, 1))
        _stages(case)
        _close_at_home(case, "RC7")
        _hold(case)
    else:
        for child in case.children:
            case.close(child, case.decided, "RC8")
    contact.write_referrals(case)


def _stages(case: Case) -> None:
    """Suspicion, assessment, then plan, care or closure."""
    protecting = case.council.protecting
    before = any(child.protection_plans for child in case.children)
    share = protecting.suspected_again if before else protecting.suspected
    unsafe = case.chance.yes(share) and not case.children[0].unaccompanied
    plan = protection.enquire(case, protection.suspect(case)) if unsafe else None
    taken = [] if plan else _straight_into_care(case)
    conference = plan.started if plan else None
    assessed = assessment.assess(case, bool(plan or taken), conference)
    oversight.note(case, "mid_assessment", add_working_days(case.received, 20))
    if plan:
        _protect(case, plan)
    elif assessed.in_need:
        _help(case, assessed.day)
    else:
        early_help = case.chance.yes(case.council.assessing.to_early_help)
        _close_at_home(case, "RC9" if early_help else "RC8")


def _straight_into_care(case: Case) -> list[Child]:
    """A few children come into care before anyone has made a plan for them."""
    alone = case.children[0].unaccompanied
    share = 1.0 if alone else case.council.caring.straight_into_care
    taken = [child for child in case.children if case.chance.yes(share)]
    day = add_working_days(case.decided, 0 if alone else case.chance.between(0, 20))
    care.enter(case, taken, day)
    return taken


def _protect(case: Case, plan: protection.Plan) -> None:
    """A protection plan; after it care, a need plan, or closure."""
    case.allocation.pass_to(_long_term_team(case), plan.started)
    plan = protection.carry_out(case, plan)
    care.enter(case, plan.taken, plan.taken_on)
    stepped_down = case.chance.yes(case.council.need.after_protection)
    if stepped_down and case.at_home(plan.ended) and plan.ended <= case.last:
        _help(case, plan.ended, stepped_down=True)


def _help(case: Case, day: int, stepped_down: bool = False) -> None:
    """A need plan; after it closure, or protection, or care."""
    if not case.at_home(day) or day > case.last:
        return
    case.allocation.pass_to(_long_term_team(case), day)
    ended = need.plan(case, day, stepped_down)
    if ended.onward == "care":
        care.enter(case, case.at_home(ended.day), ended.day)
    elif ended.onward == "protection" and ended.day <= case.last:
        plan = protection.enquire(case, ended.day)
        if plan:
            _protect(case, plan)


def _long_term_team(case: Case) -> str:
    return "disabled" if case.need == "N2" else "safeguarding"


def _close_at_home(case: Case, reason: str) -> None:
    """Close the case of every child who is not in care, once all work is done."""
    pace: Pace = case.council.need.closure
    day = add_working_days(case.worked_until, case.chance.pace(pace))
    for child in list(case.home):
        if child.id not in case.closings:
            case.close(child, day, reason)
    oversight.note(case, "closure", day)


def _hold(case: Case) -> None:
    """Write who held each child, and what was said of the child in supervision."""
    chains: dict[int, tuple[Allocation, list[oversight.Watch]]] = {}
    for child in case.children:
        closed = case.closings[child.id][0]
        handed_over, care_team = case.transfers.get(child.id, (closed, None))
        _watch(chains, case.allocation, (child, case.received, min(handed_over, closed)))
        if care_team and handed_over < closed:
            _watch(chains, care_team, (child, handed_over, closed))
        missing.at_home(case, child, case.received, closed if care_team is None else case.received)
        oversight.gravest(case, child, case.received)
    for allocation, watches in chains.values():
        holds = allocation.until(max(last for _, _, last in watches))
        oversight.supervise(case, holds, watches)
        for child, first, last in watches:
            involve(case.scene, child, holds, first, last, case.referrals[child.id])


def _watch(
    chains: dict[int, tuple[Allocation, list[oversight.Watch]]],
    allocation: Allocation,
    watch: oversight.Watch,
) -> None:
    chains.setdefault(id(allocation), (allocation, []))[1].append(watch)
