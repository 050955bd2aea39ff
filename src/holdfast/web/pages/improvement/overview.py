"""The director's page: what inspectors said, what has moved, promises, the plan, what to decide."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.count_words import count_of
from holdfast.improvement.decisions import DecisionKind
from holdfast.improvement.findings import rated
from holdfast.improvement.made_up.letter import SECOND_VISIT
from holdfast.improvement.promises import PROMISE_LOOKS, PromiseState
from holdfast.improvement.status import ActionStatus, invested
from holdfast.improvement.words import Polarity, Rating
from holdfast.measures.charts.drawing import SMALL
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.judged import JudgedMeasure
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.improvement.known import SeenPlan
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

STATUS_LOOKS = {ActionStatus.BETTER: "better", ActionStatus.WORSE: "worse"}
RATING_LOOKS = {Rating.BETTER: "better", Rating.RESOLVED: "better", Rating.WORSE: "worse"}
TOO_EARLY = (ActionStatus.NOT_BEGUN, ActionStatus.TOO_EARLY)
CHARTED = 3
MOST_DECISIONS = 4
# How many actions stand so, after their number.
_ACTIONS = {
    ActionStatus.NOT_BEGUN: "not begun",
    ActionStatus.TOO_EARLY: "too early for evidence",
    ActionStatus.BETTER: "with measures better than before",
    ActionStatus.SOME_BETTER: "better in some measures and unmoved in others",
    ActionStatus.MIXED: "better in some measures and worse in others",
    ActionStatus.NO_MOVEMENT: "without movement",
    ActionStatus.WORSE: "with measures worse than before",
    ActionStatus.CANNOT_TELL: "that cannot be judged",
}
_ROUTES = {
    DecisionKind.LAW: "inspection",
    DecisionKind.NO_ACTION: "finding",
    DecisionKind.POST: "leadership",
    DecisionKind.PROMISE: "promises",
}


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Where improvement stands, on one page."""
    seen = SeenPlan.on(asked)
    latest = seen.plan.letters[-1] if seen.plan.letters else None
    decided = [{"one": one, "url": _address(asked, one.kind, one.key)} for one in seen.decisions]
    charted, money = _charted(seen), invested(seen.actions)
    panels = [
        {"one": one, "url": asked.link("measure", one.measure.key), "chart": one.draw(SMALL)}
        for one in charted[:CHARTED]
    ]
    words: dict[str, Any] = {
        "asked": asked,
        "seen": seen,
        "walk": any(one.key == SECOND_VISIT.key for one in seen.plan.letters),
        "sentence": sentence(seen),
        "latest": latest,
        "letter_url": asked.link("inspection", latest.key) if latest else "",
        "ratings": [(rating, n) for rating, n in rated(seen.findings, latest.key).items() if n]
        if latest
        else [],
        "findings": finding_rows(seen),
        "panels": panels,
        "moved": _moved(charted),
        "causes": charted[0].lettered if charted else [],
        "promises": promise_rows(seen),
        "kept": _states(seen),
        "invested": money,
        "early": sum(one.pounds for one in money if one.status in TOO_EARLY),
        "spent": sum(one.action.cost or 0 for one in seen.actions),
        "decisions": decided[:MOST_DECISIONS],
        "more": decided[MOST_DECISIONS:],
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        "bounded": asked.outlook.may_know is not None,
        **links(asked, request.user),
    }
    return render(request, "improvement/overview.html", words)


def links(asked: Asked, user: Any) -> dict[str, str]:
    """The pages of the room, on the same day; those of what if and packs for whom they are."""
    found = {
        f"{route}_url": asked.link(route)
        for route in ("improvement", "inspections", "plan", "promises", "leadership", "progress")
    }
    return found | {
        "survey_url": reverse("survey_of_staff"),
        "history_url": reverse("plan_history"),
        "walk_url": asked.link("letter_walk"),
        "what_if_url": reverse("what_if") if allowed(user, Permission.WHAT_IF) else "",
        "packs_url": reverse("packs") if allowed(user, Permission.MAKE_PACKS) else "",
    }


def sentence(seen: SeenPlan) -> str:
    """The whole in a few sentences: what is open, what has moved, what was kept."""
    open_ = [
        one for one in seen.findings if one.open and one.finding.polarity is Polarity.CRITICISM
    ]
    if not seen.plan.letters:
        return "No letter of inspectors is recorded by this day."
    oldest = max((one.months for one in open_), default=0)
    since = ", the oldest" if len(open_) > 1 else ""
    oldest_for = f"{since} for {count_of(oldest, 'month')}" if open_ else ""
    stands = count_of(len(open_), "criticism stands,criticisms stand")
    told = f"{stands} open{oldest_for}. "
    counts = Counter(one.status for one in seen.actions)
    stand = ", ".join(f"{counts[one]} {_ACTIONS[one]}" for one in ActionStatus if counts[one])
    told += (
        f"Of {count_of(len(seen.actions), 'action')} {stand}. "
        if stand
        else "No action is recorded. "
    )
    if counts[ActionStatus.BETTER] or counts[ActionStatus.WORSE]:
        told += "Before means the twelve months before an action could take effect. "
    if seen.promises:
        told += f"Of {count_of(len(seen.promises), 'promise')} {_states(seen)}."
    return told


def finding_rows(seen: SeenPlan) -> list[dict[str, Any]]:
    """The findings, each with how it was last found and the actions that answer it."""
    rows = []
    for one in seen.findings:
        actions = [each for each in seen.actions if one.finding.key in each.action.findings]
        rows.append(
            {
                "one": one,
                "url": seen.asked.link("finding", one.finding.key),
                "look": RATING_LOOKS.get(one.latest.rating, "") if one.latest else "",
                "actions": [action_row(seen, each) for each in actions],
            }
        )
    return rows


def action_row(seen: SeenPlan, one: Any) -> dict[str, Any]:
    """An action with its address and the look of its status."""
    return {
        "one": one,
        "url": seen.asked.link("action", one.action.key),
        "look": STATUS_LOOKS.get(one.status, ""),
    }


def promise_rows(seen: SeenPlan) -> list[dict[str, Any]]:
    """The promises with what they are judged by, in words."""
    rows = []
    for one in seen.promises:
        promise = one.promise
        title, url = seen.measure_link(promise.measure) if promise.measure else ("", "")
        by = f"{promise.post} held permanently" if promise.post else title
        if promise.measure and promise.target is not None:
            higher = seen.measures.get(promise.measure)
            way = "or fewer" if higher and "lower" in higher.measure.good.value else "or more"
            by += f": {seen.value(promise.measure, promise.target)} {way}"
        rows.append(
            {
                "one": one,
                "look": PROMISE_LOOKS.get(one.state, ""),
                "judged_by": by or "nothing that can be counted",
                "url": url,
                "value": seen.value(promise.measure, one.value),
            }
        )
    return rows


def _charted(seen: SeenPlan) -> list[JudgedMeasure]:
    """The plan's measures: first those with a verdict, two worse and one better before the rest."""
    keys = dict.fromkeys(key for one in seen.plan.actions for key in one.measures)
    found = [seen.measures[key] for key in keys if key in seen.measures]
    told = {
        verdict: [one for one in found if one.reading and one.reading.verdict is verdict]
        for verdict in (ChartVerdict.WORSE, ChartVerdict.BETTER)
    }
    worse, better = told.values()
    rest = [one for one in found if one not in (*worse, *better)]
    # What went well stands among the first, too: a page of faults alone is half of the truth.
    return [*worse[: CHARTED - 1], *better[:1], *worse[CHARTED - 1 :], *better[1:], *rest]


def _moved(charted: Sequence[JudgedMeasure]) -> str:
    """Of the plan's measures how many are better, worse, and neither; against their limits."""
    verdicts = Counter(one.reading.verdict for one in charted if one.reading)
    better, worse = verdicts[ChartVerdict.BETTER], verdicts[ChartVerdict.WORSE]
    rest = len(charted) - better - worse
    told = (
        f"Of {count_of(len(charted), 'measure')} of the plan {count_of(better, 'is,are')} better "
    )
    told += f"than in the months that set their limits, {count_of(worse, 'is,are')} worse"
    show = count_of(rest, "shows,show")
    return f"{told} and {show} no signal or cannot be judged." if rest else f"{told}."


def _states(seen: SeenPlan) -> str:
    """How many promises stand how, in words."""
    states = Counter(one.state for one in seen.promises)
    return ", ".join(f"{states[state]} {state}" for state in PromiseState if states[state])


def _address(asked: Asked, kind: DecisionKind, key: str) -> str:
    """Where the thing to be decided stands."""
    route = _ROUTES.get(kind, "action")
    return (
        asked.link(route, key)
        if route in ("inspection", "finding", "action")
        else asked.link(route)
    )
