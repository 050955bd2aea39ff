"""The plan: finding, actions, measures; and one finding and one action seen closely."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.count_words import count_of
from holdfast.improvement.findings import finding_standing
from holdfast.improvement.movement import MeasureMovement
from holdfast.improvement.status import ActionStanding, cost_without_evidence, invested
from holdfast.improvement.words import Polarity
from holdfast.measures.charts.drawing import SMALL
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.improvement.known import SeenPlan, not_there
from holdfast.web.pages.improvement.overview import action_row, finding_rows, links
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def plan(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every criticism with the actions that answer it, and how each stands by its measures."""
    seen = SeenPlan.on(asked)
    early, spent = cost_without_evidence(seen.actions)
    words: dict[str, Any] = {
        "asked": asked,
        "early": early,
        "early_share": f"{early / spent:.0%}" if spent else "",
        "actions": [
            {
                **action_row(seen, one),
                "measures": [_moved(seen, each) for each in one.movements],
                "answers": [
                    seen.plan.finding(key).words
                    for key in one.action.findings
                    if any(each.key == key for each in seen.plan.findings)
                ],
            }
            for one in seen.actions
        ],
        "unanswered": [
            row
            for row in finding_rows(seen)
            if not row["actions"]
            and row["one"].open
            and row["one"].finding.polarity is Polarity.CRITICISM
        ],
        "invested": invested(seen.actions),
        "spent": spent,
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/plan.html", words)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def action(request: HttpRequest, asked: Asked, entry: str) -> HttpResponse:
    """One action: when evidence is possible, and what its measures show. Raises NotFound."""
    seen = SeenPlan.on(asked)
    seen.plan.action(entry)
    one = next(each for each in seen.actions if each.action.key == entry)
    words: dict[str, Any] = {
        "asked": asked,
        "row": action_row(seen, one),
        "facts": _facts(one),
        "measures": [_moved(seen, each) for each in one.movements],
        "findings": [
            {"words": found.words, "url": asked.link("finding", found.key)}
            for found in seen.plan.findings
            if found.key in one.action.findings
        ],
        "charts": [
            {"one": found, "chart": found.draw(SMALL), "url": asked.link("measure", key)}
            for key in one.action.measures
            if (found := seen.measures.get(key))
        ],
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/action.html", words)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def finding(request: HttpRequest, asked: Asked, entry: str) -> HttpResponse:
    """One finding: how old it is, how each letter rated it, what is done about it."""
    seen = SeenPlan.on(asked)
    standing = finding_standing(seen.plan.finding(entry), seen.day)
    titles = {one.key: one for one in seen.plan.letters}
    first = titles.get(standing.finding.letter)
    if first is None:
        raise not_there("The letter of this finding was withdrawn.")
    ratings = [
        {"rating": one, "letter": titles[one.letter], "url": asked.link("inspection", one.letter)}
        for one in standing.ratings
        if one.letter in titles
    ]
    words: dict[str, Any] = {
        "asked": asked,
        "one": standing,
        "letter": first,
        "letter_url": asked.link("inspection", first.key),
        "ratings": ratings,
        "actions": [
            action_row(seen, each) for each in seen.actions if entry in each.action.findings
        ],
        "charts": [
            {"one": found, "chart": found.draw(SMALL), "url": asked.link("measure", key)}
            for key in standing.finding.measures
            if (found := seen.measures.get(key))
        ],
        "may_write": allowed(request.user, Permission.WRITE_PLAN),
        **links(asked, request.user),
    }
    return render(request, "improvement/finding.html", words)


def _facts(one: ActionStanding) -> list[Fact]:
    held = one.action
    cost = "not known" if held.cost is None else f"£{held.cost:,}"
    after = count_of(held.lag_months, "month")
    kinds = f"{held.kind.value.capitalize()}: it can take effect {after} after "
    earliest = plain_day(one.earliest) if one.earliest else "on no day: none of its measures can"
    if one.earliest and not one.proven_by_due:
        earliest += ", after the day on which the action is due"
    return [
        Fact("Owner", held.owner),
        Fact("From", f"{plain_day(held.begins)}, due {plain_day(held.due)}"),
        Fact("Kind", f"{kinds}it begins" + ("" if held.lag is None else ", as the plan states")),
        Fact("Cost", cost + (f", from {held.funding}" if held.funding else "")),
        Fact("Evidence possible from", earliest),
    ]


def _moved(seen: SeenPlan, one: MeasureMovement) -> dict[str, Any]:
    """A measure of an action in words."""
    title, url = seen.measure_link(one.key)
    looks = {"better": "better", "worse": "worse"}
    return {
        "one": one,
        "title": title,
        "url": url,
        "since_when": f"{one.possible.effect_from:%B %Y}" if one.possible else "",
        "before": seen.value(one.key, one.before),
        "since": seen.value(one.key, one.since),
        "look": looks.get(one.movement.value, ""),
    }
