"""One measure: its chart, a sentence before and a table after, its meaning, what is needed."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from operator import itemgetter
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.count_words import count_of
from holdfast.days import LAST_KNOWN
from holdfast.measures.benchmarks.comparing import Benchmarks, benchmarks
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import Every, MeasureCount, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.charts.dispersion import LEAST_TEAMS, dispersion_of
from holdfast.measures.charts.funnel import Funnel, funnel
from holdfast.measures.choices import SHARES
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.links import LINKS, Link
from holdfast.measures.measure import Measure, MeasuredFigure, MeasureUnit
from holdfast.measures.needed import Needed, needed, needed_lacks
from holdfast.measures.population import stated_population
from holdfast.measures.register import MEASURES
from holdfast.measures.register import measure as find_measure
from holdfast.measures.waiting import CohortWaits, days_to_show, waits_by_cohort
from holdfast.query.fairness.groups import NO_TEAM
from holdfast.query.outlook import Outlook
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.figure_groups import ways_in_words
from holdfast.web.pages.measures.figure_words import behind_figure, figure_in_words
from holdfast.web.pages.measures.groups import WAYS
from holdfast.web.pages.measures.measure_facts import (
    confidence,
    meaning,
    needed_facts,
    own_past,
    pace_facts,
    unclear_of_year,
    what_it_counts,
)
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.curves import draw_curves
from holdfast.web.parts.filtering import Filter, Filtering
from holdfast.web.parts.funnel import draw_funnel
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

WEEKS = (13, 26, 52)
UNTIL = "until"
_UNTIL_BOXES = tuple(f"{UNTIL}-{part}" for part in ("day", "month", "year"))
_UNTIL_HINT = "For example, 31 7 2018"
COLUMNS = tuple(MeasureCount.__dataclass_fields__)
MONTHS_BY_TEAM = 13  # twelve whole ones and the one that is not over
SHOWN = 12  # months in the table; the file has all


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def measure(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The page of one measure."""
    found = _seen(asked, key)
    link = _link(found.measure)
    until = Filtering(request.GET, [Filter(UNTIL, "To be there by", kind="day", hint=_UNTIL_HINT)])
    by, problem = _until(request, asked, until)
    compared = _benchmarks(asked, found.measure)
    figure = None if found.months else _figure(asked, found.measure)
    grouped = found.measure.groups
    ways = WAYS if found.measure.cases else grouped.ways if grouped else ()
    words = {
        "asked": asked,
        "one": found,
        "figure": figure,
        "figure_words": figure_in_words(asked, found, figure) if figure else "",
        "behind": behind_figure(asked, found.measure) if figure else "",
        "chart": found.draw(),
        "counts": what_it_counts(found.measure),
        "causes": found.lettered,
        "targets": found.target is not None,
        "months": _months(asked, found),
        "beside": _beside(asked, found),
        "facts": meaning(found),
        "sure": confidence(asked, found, figure),
        "unclear": unclear_of_year(found),
        "pace": pace_facts(found),
        "past": own_past(found),
        "groups": asked.link("measure_groups", key) if ways and (figure or found.months) else "",
        "ways": ways_in_words(ways) if ways else "",
        "benchmarks": compared,
        "published": _published(found, compared),
        "teams": _teams(asked, found),
        **_what_is_needed(asked, link, by),
        "waits": _waits(asked, found.measure),
        "weeks": _weeks(request, asked, by),
        "until": until.boxes[0],
        "until_problem": problem,
        "until_kept": [one for one in until.kept if one[0] != "weeks"],
        "back": asked.link("measures", area=found.measure.area.value),
        "file": reverse("measure_file", args=[key])
        + with_query(request.GET, dict.fromkeys(("weeks", *_UNTIL_BOXES))),
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


def _seen(asked: Asked, key: str) -> JudgedMeasure:
    return seen_measures(asked.outlook, [find_measure(key)])[key]


def _figure(asked: Asked, one: Measure) -> MeasuredFigure:
    """The figure of a measure that has no months; a rate by the number of children now stated."""
    mark = repr(stated_population(HOME.path())) if one.unit is MeasureUnit.EACH_10_000 else ""
    found: MeasuredFigure = data.remember(
        asked.outlook, ("figure", one.key, mark), lambda: one.figure(asked.outlook, 12)
    )
    return found


def _months(asked: Asked, found: JudgedMeasure) -> list[dict[str, Any]]:
    """The latest months, each with what the chart says of it and where its children are."""
    rules = {}
    if found.chart:
        firsts = [one.first for one in found.chart.points]
        rules = {firsts[one.place]: one.rule.value for one in found.chart.signals}
    behind = found.measure.cases is not None and not found.measure.cases.staff
    months = found.months[: -SHOWN - 1 : -1]
    return [
        {
            "one": one,
            "value": value,
            "rule": rules.get(one.first, ""),
            "url": _children(asked, found.measure, one.first) if behind else "",
        }
        for one, value in zip(months, found.column([each.value for each in months]), strict=True)
    ]


def _children(asked: Asked, one: Measure, month: date) -> str:
    return asked.link("measure_children", one.key, month=f"{month:%Y-%m}")


def _beside(asked: Asked, found: JudgedMeasure) -> dict[str, Any] | None:
    """The stock that is open beside a measure of what was done."""
    if not found.measure.beside:
        return None
    other = _seen(asked, found.measure.beside)
    return {"one": other, "url": asked.link("measure", other.measure.key)}


def _benchmarks(asked: Asked, one: Measure) -> Benchmarks:
    table = published_table(HOME.path())
    return benchmarks(one, table, own_council(table), asked.day)


def _published(found: JudgedMeasure, compared: Benchmarks) -> dict[str, Any]:
    """Published figures with a column for each year, and their sources."""
    years = sorted({one.year for one in compared.found})
    values = found.column([round(one.value, 4) for one in compared.found])
    held = {(one.whose, one.year): value for one, value in zip(compared.found, values, strict=True)}
    return {
        "years": years,
        "rows": [
            (whose, [held.get((whose, year), "not published") for year in years])
            for whose in dict.fromkeys(one.whose for one in compared.found)
        ],
        "sources": dict.fromkeys(f"{one.source}; {one.licence}" for one in compared.found),
    }


def funnel_of_teams(asked: Asked, found: JudgedMeasure) -> Funnel | None:
    """Each team in the last twelve whole months beside chance; None where nothing is counted."""
    last = months_of_year(found)
    sums: dict[str, tuple[float, float]] = {}
    for one in by_team(asked, found.measure):
        if one.first in last:
            counted, of = sums.get(one.group, (0, 0))
            sums[one.group] = counted + one.counted, of + one.of
    return funnel(((team, *both) for team, both in sums.items()), {NO_TEAM})


def months_of_year(found: JudgedMeasure) -> list[date]:
    """The first days of the last twelve whole months, as far as they are told."""
    return [one.first for one in found.year]


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


def _teams(asked: Asked, found: JudgedMeasure) -> dict[str, Any] | None:
    """Each team in the last twelve whole months beside what chance lets it be; by name, no rank."""
    if found.measure.unit not in SHARES or found.measure.cases is None or not found.months:
        return None
    laid = funnel_of_teams(asked, found)
    if laid is None or found.refused:
        return None
    names = titles(asked.outlook)
    drawing = draw_funnel(
        f"{found.measure.key}-teams",
        f"{found.measure.title}: teams by their number of cases",
        f"{count_of(laid.judged, 'team')} around {found.words(laid.share)}; "
        f"{count_of(laid.outside, 'lies,lie')} outside "
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
    differ = dispersion_of(laid)
    unlike = differ.standing_out if differ else ()
    shares = [point.share for point in laid.points if point.limits]
    return {
        "differ": differ,
        "few_teams": laid.judged < LEAST_TEAMS and laid.outside > 0,
        "lowest": found.words(min(shares, default=None)),
        "highest": found.words(max(shares, default=None)),
        "standing_out": sorted(names.get(one.group, one.group) for one in unlike),
        "rows": rows,
        "lettered": sorted(filter(itemgetter("letter"), rows), key=itemgetter("letter")),
        "share": found.words(laid.share),
        "funnel": laid,
        "drawing": drawing,
    }


def _link(one: Measure) -> Link | None:
    if one.cases is None or not one.cases.of_links:
        return None
    return next((link for link in LINKS if link.clocks == one.clocks), None)


def _until(request: HttpRequest, asked: Asked, until: Filtering) -> tuple[date, str]:
    """The day to be there by, and what is wrong with the one given: half a year ahead then."""
    weeks = next((n for n in WEEKS if str(n) == request.GET.get("weeks")), 26)
    otherwise = asked.day + timedelta(weeks=weeks)
    if until.problems:
        return otherwise, until.problems[0].problem
    given = until.day(UNTIL)
    if given is None:
        return otherwise, ""
    if not timedelta(weeks=1) <= given - asked.day or given > LAST_KNOWN:
        last = plain_day(LAST_KNOWN)
        return otherwise, f"Give a day at least a week after the day shown, up to {last}"
    return given, ""


def _weeks(request: HttpRequest, asked: Asked, by: date) -> list[dict[str, Any]]:
    """The ways to be there in so many weeks, and which of them is shown."""
    return [
        {
            "weeks": n,
            "url": with_query(request.GET, {"weeks": str(n)} | dict.fromkeys(_UNTIL_BOXES)),
            "here": by == asked.day + timedelta(weeks=n),
        }
        for n in WEEKS
    ]


def _what_is_needed(asked: Asked, link: Link | None, by: date) -> dict[str, object]:
    """What a link needs and whom to serve first, or why that cannot be determined."""
    lacks = needed_lacks(asked.outlook, link) if link else ""
    if link is None or lacks:
        return {"needed": None, "needed_lacks": lacks}
    return {
        "needed": needed_facts(_needed(asked, link, by)),
        "first": _whom_first(asked, link),
    }


def _needed(asked: Asked, link: Link, by: date) -> Needed:
    found: Needed = data.remember(
        asked.outlook, ("needed", link.key, by), lambda: needed(asked.outlook, link, by)
    )
    return found


def _whom_first(asked: Asked, link: Link) -> dict[str, str]:
    """Two orders of work, as lists of children that those see who may.

    Nearest the limit are those who are not past it: by due date alone the longest overdue come
    first, and both lists would be the same.
    """
    due = "&status=due-soon&status=running"
    return {
        "longest": asked.link("due", link=link.key, sort="started") + due + "&status=overdue",
        "nearest": asked.link("due", link=link.key, sort="due") + due,
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
