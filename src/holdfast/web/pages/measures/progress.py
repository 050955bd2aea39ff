"""Is it getting better? Twelve measures, month by month, each with what can be said of it."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.count_words import count_of
from holdfast.measures.charts.drawing import LOW
from holdfast.measures.charts.progress import CHILDREN, PEOPLE, TWELVE
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.judged import LETTERS, JudgedMeasure
from holdfast.measures.measure import Good
from holdfast.measures.pace.of_measure import NO_EVIDENCE
from holdfast.measures.register import measure
from holdfast.query.outlook import Outlook
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

# Those of the same steps that are counted as the DfE does, so that a move stands among others'.
COMPARED = ("assessments_45_days", "conferences_15_days", "reviews_all_in_time", "re_referrals")


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
        "others": _pace_of_others(
            list(seen_measures(asked.outlook, [measure(key) for key in COMPARED]).values())
        ),
        "causes": list(zip(LETTERS, choices.causes, strict=False)),
        "targets": any(one.target is not None for one in found.values()),
        "every_measure": asked.link("measures"),
    }
    return render(request, "pages/progress.html", words)


def _panel(asked: Asked, one: JudgedMeasure) -> dict[str, Any]:
    title, _, under = _plain(one).partition(":")
    return {
        "one": one,
        "url": asked.link("measure", one.measure.key),
        "chart": one.draw(LOW),
        "title": title,
        "under": under.strip().capitalize() or one.measure.of.capitalize(),
    }


def _sentence(found: list[JudgedMeasure]) -> str:
    """Which are better, which worse, how many neither; and of how many no movement can be told."""
    named: dict[ChartVerdict, list[str]] = {}
    for one in found:
        if one.reading:
            named.setdefault(one.reading.verdict, []).append(_short(one))
    counts = Counter({verdict: len(own) for verdict, own in named.items()})
    told = [
        f"{counts[verdict]} {verdict.value} ({_listed(named[verdict])})"
        for verdict in (ChartVerdict.BETTER, ChartVerdict.WORSE)
        if counts[verdict]
    ]
    if told and not counts[ChartVerdict.BETTER]:
        told.insert(0, "0 better")
    told += [
        f"{counts[verdict]} {words}"
        for verdict, words in (
            (ChartVerdict.NO_SIGNAL, "with no signal either way"),
            (ChartVerdict.TOO_FEW, "with too few months to judge"),
        )
        if counts[verdict]
    ]
    neither = counts[ChartVerdict.HIGHER] + counts[ChartVerdict.LOWER]
    if neither:
        told.append(f"{neither} changed in a way that is neither")
    still = sum(one.pace is not None and one.pace.verdict == NO_EVIDENCE for one in found)
    untold = sum(bool(one.untold) for one in found)
    if untold:
        told.append(f"{untold} cannot be determined from this data")
    listed = ", ".join(told) or "none that can be judged"
    return (
        f"Of {count_of(len(found), 'measure')}, against the months that set their limits: "
        f"{listed}. In {still} the last two years show no movement that can be told from chance."
    )


def _short(one: JudgedMeasure) -> str:
    """The title without what stands after a colon, as part of a sentence."""
    title = _plain(one).partition(":")[0]
    return title[:1].lower() + title[1:]


def _plain(one: JudgedMeasure) -> str:
    """The title without what is true of all twelve."""
    return one.measure.title.removesuffix(", month by month")


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _pace_of_others(found: Sequence[JudgedMeasure]) -> list[str]:
    """Of measures that are published too, how the council moved in its last year, among others."""
    told = []
    for one in found:
        for other in one.pace.others[:1] if one.pace else ():
            said = (
                f"{_short(one).capitalize()}: {other.size:.1f} points {other.way} from "
                f"{other.first} to {other.last}, more than {other.among_all}% of all councils"
            )
            if other.among_strugglers is not None:
                said += (
                    f"; half of those that began as low rose by {other.middle:.1f} or more"
                    if one.measure.good is Good.HIGHER
                    else f"; half of those that began as high fell by {other.middle:.1f} or more"
                )
            told.append(f"{said}.")
    return told


def warm(seen: Outlook) -> None:
    """Count every measure by month, and draw what this page shows, before anybody asks."""
    for one in seen_measures(seen, [measure(key) for key in TWELVE]).values():
        one.draw(LOW)
