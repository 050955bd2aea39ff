"""One measure: its chart, a sentence before and a table after, its meaning, what is needed."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.measures.benchmarks.comparing import Benchmarks, benchmarks
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import Every, MeasureCount, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.charts.funnel import Funnel, funnel
from holdfast.measures.choices import SHARES
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Measure, MeasuredFigure, MeasureUnit
from holdfast.measures.needed import Needed, needed
from holdfast.measures.population import stated_population
from holdfast.measures.register import MEASURES
from holdfast.measures.register import measure as find_measure
from holdfast.measures.waiting import CohortWaits, days_to_show, waits_by_cohort
from holdfast.query.outlook import Outlook
from holdfast.settings import AUTHORITY, HOME
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.measure_facts import confidence, meaning, pace_facts
from holdfast.web.pages.measures.seen_measure import LETTERS, SeenMeasure, seen_measures
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.curves import draw_curves
from holdfast.web.parts.funnel import draw_funnel
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

WEEKS = (13, 26, 52)
COLUMNS = tuple(MeasureCount.__dataclass_fields__)
MONTHS_BY_TEAM = 13  # twelve whole ones and the one that is not over
SHOWN = 12  # months in the table; the file has all


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def measure(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The page of one measure."""
    found = _seen(asked, key)
    weeks = next((n for n in WEEKS if str(n) == request.GET.get("weeks")), 26)
    link = _link(found.measure)
    compared = _benchmarks(asked, found.measure)
    figure = None if found.months else _figure(asked, found.measure)
    words = {
        "asked": asked,
        "one": found,
        "figure": figure,
        "figure_words": found.words(figure.value) if figure else "",
        "when": "on" if _on_the_day(found.measure) else "in the twelve months to",
        "chart": found.draw(),
        "causes": list(zip(LETTERS, found.choices.causes, strict=False)),
        "months": _months(asked, found),
        "beside": _beside(asked, found),
        "facts": meaning(found),
        "sure": confidence(asked, found, figure),
        "pace": pace_facts(found),
        "groups": asked.link("measure_groups", key) if found.months else "",
        "benchmarks": compared,
        "published": _published(found, compared),
        "teams": _teams(asked, found),
        "needed": _needed(asked, link, weeks) if link else None,
        "waits": _waits(asked, found.measure),
        "first": _whom_first(asked, link) if link else None,
        "weeks": [
            {"weeks": n, "url": with_query(request.GET, {"weeks": str(n)}), "here": n == weeks}
            for n in WEEKS
        ],
        "back": asked.link("measures", area=found.measure.area.value),
        "file": reverse("measure_file", args=[key]) + with_query(request.GET, {"weeks": None}),
    }
    return render(request, "pages/measure.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def measure_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """A measure by month and by team as a CSV file; no child."""
    one = find_measure(key)
    rows = [*_seen(asked, key).months, *by_team(asked, one)]
    detail = f"{key}; as at {asked.day.isoformat()}; {len(rows)} counts, no child"
    record_download(by=request.user.get_username(), page="measure file", detail=detail)
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"{key}-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def _seen(asked: Asked, key: str) -> SeenMeasure:
    return seen_measures(asked.outlook, [find_measure(key)])[key]


def _figure(asked: Asked, one: Measure) -> MeasuredFigure:
    """The figure of a measure that has no months; a rate by the number of children now stated."""
    mark = repr(stated_population(HOME.path())) if one.unit is MeasureUnit.EACH_10_000 else ""
    found: MeasuredFigure = data.remember(
        asked.outlook, ("figure", one.key, mark), lambda: one.figure(asked.outlook, 12)
    )
    return found


def _on_the_day(one: Measure) -> bool:
    """Whether a measure without months is of the day, and not of the months up to it."""
    if one.unit is not MeasureUnit.EACH_10_000:
        return one.unit in (MeasureUnit.STAFF, MeasureUnit.CHILDREN_EACH)
    cases = find_measure(one.beside).cases
    return cases is not None and cases.kind is CaseKind.ON_LAST_DAY


def _months(asked: Asked, found: SeenMeasure) -> list[dict[str, Any]]:
    """The latest months, each with what the chart says of it and where its children are."""
    rules = {}
    if found.chart:
        firsts = [one.first for one in found.chart.points]
        rules = {firsts[one.place]: one.rule.value for one in found.chart.signals}
    behind = found.measure.cases is not None and not found.measure.cases.staff
    return [
        {
            "one": one,
            "value": found.words(one.value),
            "rule": rules.get(one.first, ""),
            "url": _children(asked, found.measure, one.first) if behind else "",
        }
        for one in reversed(found.months[-SHOWN:])
    ]


def _children(asked: Asked, one: Measure, month: date) -> str:
    return asked.link("measure_children", one.key, month=f"{month:%Y-%m}")


def _beside(asked: Asked, found: SeenMeasure) -> dict[str, Any] | None:
    """The stock that is open beside a measure of what was done."""
    if not found.measure.beside:
        return None
    other = _seen(asked, found.measure.beside)
    return {"one": other, "url": asked.link("measure", other.measure.key)}


def _benchmarks(asked: Asked, one: Measure) -> Benchmarks:
    return benchmarks(one, published_table(HOME.path()), AUTHORITY.text(), asked.day)


def _published(found: SeenMeasure, compared: Benchmarks) -> dict[str, Any]:
    """Published figures with a column for each year, and their sources."""
    years = sorted({one.year for one in compared.found})
    held = {(one.whose, one.year): found.words(round(one.value, 4)) for one in compared.found}
    return {
        "years": years,
        "rows": [
            (whose, [held.get((whose, year), "not published") for year in years])
            for whose in dict.fromkeys(one.whose for one in compared.found)
        ],
        "sources": dict.fromkeys(f"{one.source}; {one.licence}" for one in compared.found),
    }


def by_team(asked: Asked, one: Measure) -> Sequence[MeasureCount]:
    """A measure by month and team, 13 months, worked out once for an outlook."""
    found: Sequence[MeasureCount] = data.remember(
        asked.outlook,
        _by_team_key(one),
        lambda: count_by(asked.outlook, [one], Every.MONTH, By.TEAM, months=MONTHS_BY_TEAM),
    )
    return found


def warm(seen: Outlook) -> None:
    """Count the shares of every team at once, before anybody asks for one of them."""
    shares = [one for one in MEASURES if one.unit in SHARES and one.cases]
    found: dict[str, list[MeasureCount]] = {one.key: [] for one in shares}
    for each in count_by(seen, shares, Every.MONTH, By.TEAM, months=MONTHS_BY_TEAM):
        found[each.measure].append(each)
    for one in shares:
        data.remember(seen, _by_team_key(one), partial(found.__getitem__, one.key))


def _by_team_key(one: Measure) -> tuple[str, str]:
    return "measure by team", one.key


def _teams(asked: Asked, found: SeenMeasure) -> dict[str, Any] | None:
    """Each team in the last twelve whole months beside what chance lets it be; by name, no rank."""
    if found.measure.unit not in SHARES or found.measure.cases is None or not found.months:
        return None
    last = [one.first for one in found.months if one.whole][-12:]
    sums: dict[str, tuple[float, float]] = {}
    for one in by_team(asked, found.measure):
        if one.first in last:
            counted, of = sums.get(one.group, (0, 0))
            sums[one.group] = counted + one.counted, of + one.of
    laid: Funnel | None = funnel((team, *both) for team, both in sums.items())
    if laid is None or found.refused:
        return None
    names = titles(asked.outlook)
    drawing = draw_funnel(
        f"{found.measure.key}-teams",
        f"{found.measure.title}: teams by their number of cases",
        f"{len(laid.points)} teams around {found.words(laid.share)}; {laid.outside} lie outside "
        "what chance lets nineteen in twenty be.",
        laid,
    )
    rows = [
        {
            "team": names.get(point.group, point.group),
            "point": point,
            "value": found.words(point.share),
            "low": found.words(point.limits[1]) if point.limits else "",
            "high": found.words(point.limits[2]) if point.limits else "",
            "letter": drawing.letters.get(point.group, "") if drawing else "",
        }
        for point in laid.points
    ]
    rows.sort(key=lambda row: str(row["team"]))
    return {"rows": rows, "share": found.words(laid.share), "funnel": laid, "drawing": drawing}


def _link(one: Measure) -> Link | None:
    if one.cases is None or not one.cases.of_links:
        return None
    return next((link for link in LINKS if link.clocks == one.clocks), None)


def _needed(asked: Asked, link: Link, weeks: int) -> Needed:
    by = asked.day + timedelta(weeks=weeks)
    found: Needed = data.remember(
        asked.outlook, ("needed", link.key, weeks), lambda: needed(asked.outlook, link, by)
    )
    return found


def _whom_first(asked: Asked, link: Link) -> dict[str, str]:
    """Two orders of work, as lists of children that those see who may."""
    return {
        "longest": asked.link("due", link=link.key, sort="started"),
        "nearest": asked.link("due", link=link.key, sort="due"),
    }


def _waits(asked: Asked, one: Measure) -> dict[str, Any] | None:
    """The curves of a measure of waits, and a table of who still waits after so many days."""
    link = next((each for each in LINKS if f"{each.key}_wait" == one.key), None)
    if link is None:
        return None
    found: tuple[CohortWaits, ...] = data.remember(
        asked.outlook, ("waits", link.key), lambda: waits_by_cohort(asked.outlook, link)
    )
    named = [(f"begun {each.first:%b %Y} to {each.last:%b %Y}", each.curve) for each in found]
    days = days_to_show(None, found)
    rows = [(day, [_still(curve.share_after(day)) for _, curve in named]) for day in days]
    text = " ".join(f"Of {curve.begun:,} {words} {curve.ended:,} ended." for words, curve in named)
    drawing = draw_curves(
        f"{one.key}-curve",
        f"{link.title}: who still waits",
        text,
        [(words, curve.steps) for words, curve in named],
    )
    return {"drawing": drawing, "named": named, "rows": rows, "sentence": text}


def _still(share: float | None) -> str:
    return "not known yet" if share is None else f"{share:.0%}"
