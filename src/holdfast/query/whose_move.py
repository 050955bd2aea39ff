"""Whose move it is: the step of the way through the service for which a child waits now.

Read off the clocks that run: each state is the open duty of one of them, and says who is to act.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.journeys.reading import History
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.outlook import Outlook
from holdfast.query.today.day_facts import day_facts

_OPEN = (Status.OVERDUE, Status.DUE_SOON, Status.RUNNING)


@dataclass(frozen=True)
class AwaitedStep:
    """A step that is waited for while one of its clocks runs: its words, and whose move it is."""

    words: str
    whose: str
    clocks: tuple[str, ...]


# In the order of the way through the service.
AWAITED_STEPS = (
    AwaitedStep("decision on the contact needed", "the front door", ("contact_decision",)),
    AwaitedStep("decision on the referral needed", "the front door", ("referral_decision",)),
    AwaitedStep(
        "named worker needed", "the team manager", ("allocation", "allocation_social_worker")
    ),
    AwaitedStep("child to be seen", "the worker", ("first_seen", "first_seen_enquiry")),
    AwaitedStep(
        "waiting for a strategy discussion",
        "the team manager, with police and health",
        ("strategy_discussion",),
    ),
    AwaitedStep("waiting for the outcome of the enquiry", "the worker", ("s47_duration",)),
    AwaitedStep(
        "waiting for a conference",
        "the conference service",
        ("s47_icpc_15", "transfer_in_icpc"),
    ),
    AwaitedStep(
        "assessment needed",
        "the worker",
        ("assessment_45", "assessment_first_step", "initial_assessment", "core_assessment"),
    ),
    AwaitedStep("waiting for the first core group", "the worker", ("core_group_first",)),
    AwaitedStep("need plan needed", "the worker", ("cin_plan_first",)),
    AwaitedStep(
        "care plan or placement plan needed",
        "the worker",
        ("cla_care_plan", "cla_placement_plan"),
    ),
    AwaitedStep("plan for permanence needed", "the worker", ("permanence_2nd",)),
    AwaitedStep("return home interview needed", "whoever interviews", ("rhi_72",)),
    AwaitedStep("decision in pre-proceedings needed", "the family and us", ("plo_preproc",)),
    AwaitedStep("before the court", "the court", ("proceedings_26",)),
    AwaitedStep(
        "pathway plan needed",
        "the personal adviser",
        ("cl_pathway_plan", "cl_pathway_plan_agreed"),
    ),
)

_ASSESSMENT = AWAITED_STEPS[7]
SIGNING_OFF = AwaitedStep(
    "assessment under way, to be signed off", "the worker, then the manager", _ASSESSMENT.clocks
)


@dataclass(frozen=True)
class StepWaitedFor:
    """A step that a child waits for on a day, and when it is due; None where no day is set."""

    step: AwaitedStep
    due: date | None
    overdue: bool


def first_waited_for(outlook: Outlook, left_undone: int) -> Mapping[str, AwaitedStep]:
    """By child, everybody's, the one step that a list names: what is due first, past or to come.

    A step that is overdue for more than ``left_undone`` days, or that a later one of its kind
    overtook, is waited for by nobody any more. Kept with the outlook.
    """
    name = f"steps waited for, {left_undone}"
    kept = outlook.kept.get(name)
    if not isinstance(kept, dict):
        whole = outlook.everybody
        steps = {clock: place for place, step in enumerate(AWAITED_STEPS) for clock in step.clocks}
        begun = whole.rows(
            "select distinct child from assessments where started <= $day "
            "and (authorised is null or authorised > $day)",
            day=whole.day,
        )
        under_way = {row["child"] for row in begun}
        found: dict[str, tuple[date, int]] = {}
        for duties in day_facts(whole).duties.values():
            for duty in duties:
                waits = duty.clock in steps and duty.status in _OPEN and not duty.overtaken
                if waits and duty.days_over <= left_undone:
                    first = (duty.due or date.max, steps[duty.clock])
                    found[duty.child] = min(found.get(duty.child, first), first)
        kept = outlook.kept[name] = {
            child: SIGNING_OFF
            if AWAITED_STEPS[place] is _ASSESSMENT and child in under_way
            else AWAITED_STEPS[place]
            for child, (_, place) in found.items()
        }
    return kept


def awaited(asked: Sequence[ListedDuty], history: History, day: date) -> tuple[StepWaitedFor, ...]:
    """The steps waited for, of the duties that are asked for or come next; one of each kind."""
    found = []
    for step in AWAITED_STEPS:
        open_now = [d for d in asked if d.clock in step.clocks and d.status in _OPEN]
        if open_now:
            first = min(open_now, key=lambda duty: duty.due or date.max)
            own = SIGNING_OFF if step is _ASSESSMENT and _begun(history, day) else step
            found.append(StepWaitedFor(own, first.due, first.status == Status.OVERDUE))
    return tuple(found)


def _begun(history: History, day: date) -> bool:
    """Whether an assessment has begun that nobody has signed off by a day."""
    return any(
        row["started"]
        and row["started"] <= day
        and not (row["authorised"] and row["authorised"] <= day)
        for row in history.get("assessments", ())
    )
