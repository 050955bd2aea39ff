"""The plan as it stands on the day that a page is asked for, worked out once for the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfast.errors import NotFound
from holdfast.improvement.decisions import NeededDecision, decisions
from holdfast.improvement.findings import FindingStanding, finding_standing
from holdfast.improvement.movement import MeasureMovement, movement_of
from holdfast.improvement.plan import InspectionLetter
from holdfast.improvement.posts import PostStanding, post_standings
from holdfast.improvement.promises import PromiseStanding, promise_standing
from holdfast.improvement.status import ActionStanding, action_standing
from holdfast.improvement.statutory import DutyAfterLetter, duties_after
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import Outlook
from holdfast.web.asked import Asked
from holdfast.web.improvement.standing import PlanOnDay, plan_on
from holdfast.web.pages.measures.seen_measure import seen_measures

_BY_KEY = {one.key: one for one in MEASURES}


@dataclass(frozen=True)
class SeenPlan:
    """The plan on a day with the standing of everything in it, each worked out when asked for."""

    asked: Asked
    plan: PlanOnDay

    @classmethod
    def on(cls, asked: Asked) -> "SeenPlan":
        """The plan on the day that a page was asked for."""
        return cls(asked, plan_on(asked.day))

    @property
    def day(self) -> date:
        """The day of the data."""
        return self.plan.day

    @cached_property
    def measures(self) -> dict[str, JudgedMeasure]:
        """Every measure that the plan, its findings or promises name, and that there still is."""
        return seen_measures(self.asked.outlook, _named(self.plan))

    @cached_property
    def findings(self) -> list[FindingStanding]:
        """The findings: criticisms first, the gravest before the others."""
        return [finding_standing(one, self.day) for one in self.plan.findings]

    @cached_property
    def actions(self) -> list[ActionStanding]:
        """The actions, in the order in which they begin."""
        return [action_standing(one, self._moved, self.day) for one in self.plan.actions]

    @cached_property
    def promises(self) -> list[PromiseStanding]:
        """The promises, in the order of their days."""
        found = []
        for one in self.plan.promises:
            seen = self.measures.get(one.measure)
            measure, months = (seen.measure, seen.months) if seen else (None, ())
            found.append(promise_standing(one, measure, months, self.plan.posts, self.day))
        return found

    @cached_property
    def posts(self) -> list[PostStanding]:
        """The posts of leadership, by name."""
        return post_standings(self.plan.posts, self.day)

    @cached_property
    def duties(self) -> list[tuple[InspectionLetter, DutyAfterLetter]]:
        """The duties that follow from letters, with the letter of each."""
        return [(one, duty) for one in self.plan.letters for duty in duties_after(one, self.day)]

    @cached_property
    def decisions(self) -> list[NeededDecision]:
        """What needs a decision."""
        return decisions(
            self.duties, self.findings, self.actions, self.promises, self.posts, self.day
        )

    def _moved(self, key: str, begins: date, lag: int) -> MeasureMovement:
        seen = self.measures.get(key)
        measure, months = (seen.measure, seen.months) if seen else (None, ())
        return movement_of(key, measure, months, begins, lag, self.day)

    def measure_link(self, key: str) -> tuple[str, str]:
        """The title of a measure and where its page is; of one that is gone its key alone."""
        found = _BY_KEY.get(key)
        if found is None:
            return f"{key} (there is no such measure any more)", ""
        return found.title, self.asked.link("measure", key)

    def value(self, key: str, value: float | None) -> str:
        """A value of a measure in words."""
        seen = self.measures.get(key)
        return seen.words(value) if seen and value is not None else ""


def _named(plan: PlanOnDay) -> Sequence[Measure]:
    keys = [key for action in plan.actions for key in action.measures]
    keys += [key for finding in plan.findings for key in finding.measures]
    keys += [one.measure for one in plan.promises]
    return [_BY_KEY[key] for key in dict.fromkeys(keys) if key in _BY_KEY]


def warm(seen: Outlook) -> None:
    """Work out the measures that the plan names before anybody asks."""
    for one in seen_measures(seen, _named(plan_on(seen.day))).values():
        _ = one.reading, one.pace


def not_there(what: str) -> NotFound:
    """The error for an address at which nothing is."""
    return NotFound(what, "Go back to the improvement plan.")
