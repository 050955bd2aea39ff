"""The director's page: what inspectors said, what has moved, promises, the plan, what to decide."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.improvement.decisions import DecisionKind
from holdfast.improvement.findings import rated
from holdfast.improvement.promises import PROMISE_LOOKS, PromiseState
from holdfast.improvement.status import ActionStatus, invested
from holdfast.improvement.words import Polarity, Rating
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.improvement.known import SeenPlan
from holdfast.web.parts.control_chart import SMALL
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

STATUS_LOOKS = {ActionStatus.BETTER: "better", ActionStatus.WORSE: "worse"}
RATING_LOOKS = {Rating.BETTER: "better", Rating.RESOLVED: "better", Rating.WORSE: "worse"}
CHARTED = 6
MOST_DECISIONS = 8
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
    every = bool(request.GET.get("all"))
    latest = seen.plan.letters[-1] if seen.plan.letters else None
    decided = [{"one": one, "url": _address(asked, one.kind, one.key)} for one in seen.decisions]
    words: dict[str, Any] = {
        "asked": asked,
        "seen": seen,
        "sentence": sentence(seen),
        "latest": latest,
        "letter_url": asked.link("inspection", latest.key) if latest else "",
        "ratings": [(rating, n) for rating, n in rated(seen.findings, latest.key).items() if n]
        if latest
        else [],
        "findings": finding_rows(seen),
        "panels": _panels(seen),
        "promises": promise_rows(seen),
        "invested": invested(seen.actions),
        "spent": sum(one.action.cost or 0 for one in seen.actions),
        "decisions": decided if every else decided[:MOST_DECISIONS],
        "more": 0 if every else max(0, len(decided) - MOST_DECISIONS),
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        "bounded": asked.outlook.may_know is not None,
        **links(asked, request.user),
    }
    return render(request, "improvement/overview.html", words)


def links(asked: Asked, user: Any) -> dict[str, str]:
    """The pages of the room, on the same day; that of packs for those who may make them."""
    found = {
        f"{route}_url": asked.link(route)
        for route in ("improvement", "inspections", "plan", "promises", "leadership", "progress")
    }
    return found | {
        "survey_url": reverse("survey_of_staff"),
        "history_url": reverse("plan_history"),
        "walk_url": asked.link("letter_walk"),
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
    told = f"{len(open_)} criticisms stand open, the oldest for {oldest} months. "
    counts = Counter(one.status for one in seen.actions)
    told += f"Of {len(seen.actions)} actions "
    told += ", ".join(f"{counts[status]}: {status}" for status in ActionStatus if counts[status])
    told += ". " if seen.actions else "none is recorded. "
    states = Counter(one.state for one in seen.promises)
    if seen.promises:
        told += f"Of {len(seen.promises)} promises "
        told += ", ".join(f"{states[state]} {state}" for state in PromiseState if states[state])
        told += "."
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


def _panels(seen: SeenPlan) -> list[dict[str, Any]]:
    """The charts of the plan's measures: those with a verdict first, then in the plan's order."""
    keys = dict.fromkeys(key for one in seen.plan.actions for key in one.measures)
    found = [seen.measures[key] for key in keys if key in seen.measures]
    told = (ChartVerdict.WORSE, ChartVerdict.BETTER)
    found.sort(key=lambda one: not (one.reading and one.reading.verdict in told))
    return [
        {
            "one": one,
            "url": seen.asked.link("measure", one.measure.key),
            "chart": one.draw(SMALL),
        }
        for one in found[:CHARTED]
    ]


def _address(asked: Asked, kind: DecisionKind, key: str) -> str:
    """Where the thing to be decided stands."""
    route = _ROUTES.get(kind, "action")
    return (
        asked.link(route, key)
        if route in ("inspection", "finding", "action")
        else asked.link(route)
    )
