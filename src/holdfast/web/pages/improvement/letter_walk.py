"""A way through the made-up council's letter: each criticism, its figure, and where it is seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.improvement.made_up.letter import SECOND_VISIT, LineSource
from holdfast.improvement.made_up.walking import WalkSources, WalkStep, walk
from holdfast.measures.chain import MONTHS
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.register import MEASURES, measure
from holdfast.query.scope import EVERYBODY
from holdfast.web import data
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.concerns.overview import counted_in
from holdfast.web.pages.improvement.known import SeenPlan, not_there
from holdfast.web.pages.improvement.overview import links
from holdfast.web.pages.loop.known import standing_loop
from holdfast.web.pages.measures.one import by_team
from holdfast.web.pages.measures.seen_measure import months_of, seen_measures
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def letter_walk(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The modelled letter, step by step. Raises NotFound where it is not kept."""
    seen = SeenPlan.on(asked)
    if all(one.key != SECOND_VISIT.key for one in seen.plan.letters):
        raise not_there("The modelled letter belongs to the demonstration of 2018.")
    steps = walk(sources_of(seen))
    words: dict[str, Any] = {
        "asked": asked,
        "letter": SECOND_VISIT,
        "steps": [_step(asked, one) for one in steps],
        "visible": sum(one.seen for one in steps),
        "ours": sum(one.said.line_from is LineSource.OURS for one in steps),
        "others": sum(one.said.line_from is not LineSource.OURS for one in steps),
        "others_seen": sum(one.seen and one.said.line_from is not LineSource.OURS for one in steps),
        **links(asked, request.user),
    }
    return render(request, "improvement/letter_walk.html", words)


def sources_of(seen: SeenPlan) -> WalkSources:
    """What the figures are worked out from, as other pages have it."""
    asked = seen.asked
    outlook = asked.outlook
    caseload = data.remember(
        outlook, ("figure", "caseload_rate"), lambda: measure("caseload_rate").figure(outlook, 12)
    )
    charted = seen_measures(outlook, [measure(key) for key in TWELVE])
    return WalkSources(
        asked.day,
        months_of(outlook, MEASURES),
        by_team(asked, measure("assessment_due_met")),
        counted_in(asked.outlook, EVERYBODY),
        standing_loop(asked, EVERYBODY).figures(),
        caseload.value,
        [one.reading.verdict for one in charted.values() if one.reading],
        seen.actions,
        data.links(outlook, MONTHS, EVERYBODY),
    )


def _step(asked: Asked, one: WalkStep) -> dict[str, Any]:
    """A step with its line in words and the page on which it is seen."""
    said = one.said
    line = f"{100 * said.line:.3g}%" if 0 < said.line < 1 else f"{said.line:g}"
    return {
        "one": one,
        "line": f"{'more' if said.more else 'fewer'} than {line}",
        "url": asked.link(said.page, *said.page_of),
        "beside": asked.link(said.beside.page, *said.beside.page_of) if said.beside else "",
        "finding": asked.link("finding", said.key),
    }
