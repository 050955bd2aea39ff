"""What inspectors found, what was promised, and the plan, as parts of a pack.

How each stands is worked out as on the pages of the improvement plan: from letters, measures and
posts. What people wrote stands in their own words, so nothing of it may name a child.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from holdfast.count_words import count_of
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedCell,
    PrintedPart,
    PrintedPoints,
    PrintedWords,
    table_of,
)
from holdfast.improvement.findings import FindingStanding, finding_standing
from holdfast.improvement.movement import MeasureMovement, movement_of
from holdfast.improvement.posts import post_standings
from holdfast.improvement.promises import PromiseStanding, promise_standing
from holdfast.improvement.status import ActionStanding, action_standing, invested
from holdfast.improvement.words import Polarity
from holdfast.measures.cases.counting import MeasureCount, count_by
from holdfast.measures.choices import SHARES
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES

# So few months as a promise or an action may look back to; the charts of the pages have as many.
_MONTHS = 72
# A promise is judged by a number of children of so many at least, where the number itself is not
# told: "at most 3, and kept" would tell a small one.
_TOLD_FROM = 10


@dataclass(frozen=True)
class StandingPlan:
    """What people entered of inspections and the plan, each with how it stands on the day."""

    source: PackSource
    measures: dict[str, Measure] = field(
        default_factory=lambda: {one.key: one for one in MEASURES}, repr=False
    )

    @cached_property
    def findings(self) -> list[FindingStanding]:
        """The findings: criticisms first, the gravest before the others."""
        return [finding_standing(one, self.source.day) for one in self.source.plan.findings]

    @cached_property
    def actions(self) -> list[ActionStanding]:
        """The actions, in the order in which they begin."""
        return [
            action_standing(one, self._moved, self.source.day) for one in self.source.plan.actions
        ]

    @cached_property
    def promises(self) -> list[PromiseStanding]:
        """The promises, in the order of their days."""
        plan = self.source.plan
        return [
            promise_standing(
                one,
                self.measures.get(one.measure),
                self._months.get(one.measure, ()),
                plan.posts,
                self.source.day,
            )
            for one in plan.promises
        ]

    @cached_property
    def _months(self) -> dict[str, list[MeasureCount]]:
        plan = self.source.plan
        named = {key for action in plan.actions for key in action.measures}
        named |= {one.measure for one in plan.promises}
        asked = [one for one in MEASURES if one.key in named]
        found: dict[str, list[MeasureCount]] = defaultdict(list)
        for count in count_by(self.source.outlook, asked, months=_MONTHS) if asked else ():
            found[count.measure].append(count)
        return found

    def _moved(self, key: str, begins: date, lag: int) -> MeasureMovement:
        return movement_of(
            key,
            self.measures.get(key),
            self._months.get(key, ()),
            begins,
            lag,
            self.source.day,
        )


def findings_part(plan: StandingPlan) -> tuple[PrintedPart, ...]:
    """What inspectors criticised, how old it is and how the last letter found it; and strengths."""
    if not plan.source.plan.letters:
        said = "They are entered with the letter of the inspection."
        return (NotHeld("No inspector’s findings are held.", said),)
    letters = "; ".join(f"{one.title}, {plain_date(one.dated)}" for one in plan.source.plan.letters)
    criticised = [one for one in plan.findings if one.finding.polarity is Polarity.CRITICISM]
    rows = [
        (
            one.finding.words,
            one.finding.theme.value.capitalize(),
            _age(one.months),
            one.said,
            one.in_words.capitalize(),
        )
        for one in criticised
    ]
    praised = [one.finding.words for one in plan.findings if one not in criticised]
    told: list[PrintedPart] = [
        PrintedWords(
            f"Letters: {letters}. What the last that looked at it found is the inspectors’ own "
            "rating; what the figures say stands apart.",
            "note",
        ),
        table_of(
            f"{count_of(len(rows), 'criticism')}, "
            f"{sum(one.open for one in criticised)} of them open",
            ("What was found", "Of what", "Age", "In how many letters", "Last found"),
            rows,
            (3,),
        ),
    ]
    if praised:
        told += [PrintedWords("What they found good:"), PrintedPoints(tuple(praised))]
    return tuple(told)


def promises_part(plan: StandingPlan, public: bool = False) -> tuple[PrintedPart, ...]:
    """What was promised, by whom and where, and whether it was kept.

    In a pack for everybody (``public``) it is not said whether a promise of a small number was
    kept: that would tell the number, or nearly.
    """
    if not plan.promises:
        said = "They are entered with the improvement plan: who promised what, where, by when."
        return (NotHeld("No promises are held.", said),)
    rows = [
        (
            one.promise.words,
            f"{one.promise.made_by}, {one.promise.where}",
            plain_date(one.promise.due),
            _stands(plan, one, public),
        )
        for one in plan.promises
    ]
    return (
        PrintedWords(
            "Whether a promise was kept is worked out from the figures or the posts that it names, "
            "not said by whoever made it.",
            "note",
        ),
        table_of("Promises", ("What was promised", "By whom, where", "By", "It stands"), rows),
    )


def plan_part(plan: StandingPlan) -> tuple[PrintedPart, ...]:
    """The actions with their owners, days and costs, what their measures say, and the posts."""
    if not plan.actions:
        said = "Once one is entered, its actions, owners, days and measures stand here."
        return (NotHeld("No improvement plan is held.", said),)
    rows = [_action_row(one) for one in plan.actions]
    spent = [
        (one.status.value.capitalize(), one.actions, one.pounds, one.cost_unknown)
        for one in invested(plan.actions)
    ]
    posts = [
        (one.post, one.state.value.capitalize(), plain_date(one.since))
        for one in post_standings(plan.source.plan.posts, plan.source.day)
    ]
    told: list[PrintedPart] = [
        PrintedWords(
            "How an action stands follows from its measures, held against the twelve months before "
            "it could take effect; nobody types it. That a measure moved does not say that the "
            "action moved it.",
            "note",
        ),
        table_of(
            count_of(len(rows), "action"),
            ("Action", "Owner", "Kind", "Due", "Cost, £", "Evidence possible", "It stands"),
            rows,
            (4,),
        ),
        table_of(
            "What was invested, and what has moved since",
            ("The actions", "How many", "Pounds", "Cost not known"),
            spent,
            (1, 2, 3),
        ),
    ]
    if posts:
        told.append(table_of("Posts of leadership", ("Post", "Held", "Since"), posts))
    return tuple(told)


def _action_row(one: ActionStanding) -> tuple[PrintedCell, ...]:
    held = one.action
    if one.earliest is None:
        evidence = "On no day: none of its measures can show it"
    elif one.proven_by_due:
        evidence = f"From {plain_date(one.earliest)}"
    else:
        evidence = f"From {plain_date(one.earliest)}, after it is due"
    overdue = "; past its day" if one.overdue else ""
    cost = "not known" if held.cost is None else held.cost
    status = f"{one.status.value.capitalize()}{overdue}"
    due = plain_date(held.due)
    return held.title, held.owner, held.kind.value.capitalize(), due, cost, evidence, status


def _stands(plan: StandingPlan, one: PromiseStanding, public: bool) -> str:
    measure = plan.measures.get(one.promise.measure)
    if public and measure is not None and measure.unit not in SHARES:
        numbers = (one.promise.target, one.value)
        if one.promise.target is None or any(n is not None and n < _TOLD_FROM for n in numbers):
            return "Not told here: it is judged by a small number"
    said = one.state.value.capitalize()
    return f"{said}: {one.why}" if one.why else said


def _age(months: int) -> str:
    years, rest = divmod(months, 12)
    said: Sequence[str] = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((years, "year"), (rest, "month"))
        if number
    ]
    return ", ".join(said) or "Less than a month"
