"""Is it getting better? Twelve measures, month by month, each with what can be said of it."""

from collections import Counter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.measures.charts.progress import CHILDREN, PEOPLE, TWELVE
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.pace.of_measure import NO_EVIDENCE
from holdfast.measures.register import measure
from holdfast.query.outlook import Outlook
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.seen_measure import LETTERS, SeenMeasure, seen_measures
from holdfast.web.parts.control_chart import SMALL
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def progress(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Twelve charts of months, and how many are better, worse or show no signal."""
    found = seen_measures(asked.outlook, [measure(key) for key in TWELVE])
    choices = next(iter(found.values())).choices
    words: dict[str, Any] = {
        "asked": asked,
        "sentence": _sentence(list(found.values())),
        "groups": [
            ("Children", [_panel(asked, found[key]) for key in CHILDREN]),
            ("People", [_panel(asked, found[key]) for key in PEOPLE]),
        ],
        "causes": list(zip(LETTERS, choices.causes, strict=False)),
        "targets": any(one.target is not None for one in found.values()),
        "every_measure": asked.link("measures"),
    }
    return render(request, "pages/progress.html", words)


def _panel(asked: Asked, one: SeenMeasure) -> dict[str, Any]:
    title, _, under = one.measure.title.partition(":")
    return {
        "one": one,
        "url": asked.link("measure", one.measure.key),
        "chart": one.draw(SMALL),
        "title": title,
        "under": under.strip().capitalize() or one.measure.of.capitalize(),
    }


def _sentence(found: list[SeenMeasure]) -> str:
    """How many are better, worse, and without a signal; and of how many no movement can be told."""
    read = [one for one in found if one.reading]
    counts = Counter(one.reading.verdict for one in read if one.reading)
    told = [
        f"{counts[verdict]} {words}"
        for verdict, words in (
            (ChartVerdict.BETTER, "better"),
            (ChartVerdict.WORSE, "worse"),
            (ChartVerdict.NO_SIGNAL, "with no signal either way"),
            (ChartVerdict.TOO_FEW, "with too few months to judge"),
        )
        if counts[verdict]
    ]
    neither = counts[ChartVerdict.HIGHER] + counts[ChartVerdict.LOWER]
    if neither:
        told.append(f"{neither} changed, of which no way is better")
    still = sum(one.pace is not None and one.pace.verdict == NO_EVIDENCE for one in found)
    listed = ", ".join(told) or "none that can be judged"
    return (
        f"Of {len(found)} measures, against the months that set their limits: {listed}. "
        f"Of {still} the last two years show no movement that could be told from chance."
    )


def warm(seen: Outlook) -> None:
    """Count every measure by month, and draw what this page shows, before anybody asks."""
    for one in seen_measures(seen, [measure(key) for key in TWELVE]).values():
        one.draw(SMALL)
