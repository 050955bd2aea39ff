"""Risk found again while children are on a protection plan: an enquiry, and what comes of it.

It has luck of its own, asks nobody for work, and names its rows after the child and the day. So a
county with it is the county without it, and these rows besides: no other draw is disturbed.
"""

from functools import partial
from typing import TYPE_CHECKING, Any

from holdfast.record.permanence import LegalPlanningMeetings
from holdfast.record.protection import Enquiries, ProtectionVisits, StrategyDiscussions
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Chance
from holdfast.simulation.family import Child
from holdfast.simulation.people.life import AT_RISK
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import YEAR, add_working_days, working_day
from holdfast.simulation.written.happenings import Happening

if TYPE_CHECKING:
    from holdfast.simulation.protection import ProtectionPlan

_LOOKS = 30


def watch(case: Case, plan: "ProtectionPlan") -> Story:
    """For as long as a plan lasts: where life is harmful still, somebody finds out."""
    ways = case.council.protecting
    chance = Chance(case.scene.seed, f"risk again {case.family.id} {plan.started}")
    while True:
        yield case.scene.until(working_day(case.today + _LOOKS))
        if plan.ended or not plan.on(case):
            return
        if case.level == AT_RISK and chance.yes(ways.risk_again_yearly * _LOOKS / YEAR):
            on_plan = plan.on(case)
            at_home = [child for child in case.at_home(case.today) if child in on_plan]
            yield from _enquire(case, at_home, chance)


def _enquire(case: Case, children: list[Child], chance: Chance) -> Story:
    """A discussion, an enquiry and a visit; then a legal planning meeting, or nothing new."""
    ways = case.council.protecting
    talks = []
    for child in children:
        talk = case.scene.ledger.begin(
            StrategyDiscussions,
            discussion=_name(case, StrategyDiscussions.name, child),
            child=child.id,
            referral=case.referrals[child.id],
            concern_identified=case.today,
        )
        case.tell(Happening.HARM_SUSPECTED, child, talk["discussion"])
        talks.append(talk)
    yield case.scene.until(add_working_days(case.today, chance.between(0, 2)))
    still = set(case.at_home(case.today))
    begun = [
        (child, _begin(case, child, talk))
        for child, talk in zip(children, talks, strict=True)
        if child in still and not case.is_closed(child)
    ]
    started, seen = case.today, chance.between(0, 3)
    ends = add_working_days(started, chance.pace(ways.risk_again_enquiry))
    yield case.scene.until(add_working_days(started, seen))
    for child, _ in begun:
        if child.born <= case.today and not case.is_closed(child) and child in case.home:
            _see(case, child)
    yield case.scene.until(ends)
    for child, row in begun:
        _end(row, case, child, case.today)
    if begun and chance.yes(ways.risk_again_planned):
        yield from _plan_legally(case, [child for child, _ in begun], chance)


def _begin(case: Case, child: Child, talk: dict[str, Any]) -> dict[str, Any]:
    row = case.scene.ledger.begin(
        Enquiries,
        enquiry=_name(case, Enquiries.name, child),
        child=child.id,
        referral=case.referrals[child.id],
        started=case.today,
        **case.worker(),
    )
    talk["held"], talk["enquiry"] = case.today, row["enquiry"]
    case.tell(Happening.STRATEGY_HELD, child, talk["discussion"])
    # The child has a plan that keeps it safe: that it still does is noted at once.
    talk["safety_planned"] = case.today
    case.tell(Happening.SAFETY_PLANNED, child, talk["discussion"])
    case.tell(Happening.ENQUIRY_BEGINS, child, row["enquiry"])
    case.on_closing(child, partial(_end, row, case, child))
    return row


def _end(row: dict[str, Any], case: Case, child: Child, day: int) -> None:
    """No conference is needed: the child has a plan."""
    if row.get("ended") is None:
        row["ended"] = max(row["started"], min(day, child.adult))
        row["no_further_action"], row["conference_needed"] = False, False
        about = child.id, row["ended"], row["enquiry"]
        case.scene.chronicle.tell(Happening.ENQUIRY_ENDS, *about)
        case.scene.chronicle.tell(Happening.CONFERENCE_NOT_NEEDED, *about)


def _see(case: Case, child: Child) -> None:
    """A visit, written up on the same day."""
    day, visit = case.today, _name(case, ProtectionVisits.name, child)
    case.add(ProtectionVisits, child, visit=visit, visited=day, seen=True, recorded=day)
    for what in (
        Happening.SEEN_ON_PLAN,
        Happening.VISITED_ON_PLAN,
        Happening.VISIT_WRITTEN_UP,
    ):
        case.tell(what, child, visit)


def _plan_legally(case: Case, children: list[Child], chance: Chance) -> Story:
    asked, held = case.today, add_working_days(case.today, chance.between(2, 9))
    rows = [
        (
            child,
            case.scene.ledger.begin(
                LegalPlanningMeetings,
                meeting=_name(case, LegalPlanningMeetings.name, child),
                child=child.id,
                requested=asked,
            ),
        )
        for child in children
        if not case.is_closed(child) and asked < child.adult
    ]
    for child, row in rows:
        case.tell(Happening.LEGAL_MEETING_ASKED, child, row["meeting"])
    yield case.scene.until(held)
    for child, row in rows:
        if not case.is_closed(child):
            row["held"] = held
            case.tell(Happening.LEGAL_MEETING_HELD, child, row["meeting"])


def _name(case: Case, table: str, child: Child) -> str:
    """The identifier of a row: no other row is numbered otherwise for it."""
    return f"{table}-{child.id}-{case.today}"
