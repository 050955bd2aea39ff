"""The children behind a figure of a measure, of a period and group: first those not counted."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.days import add_months
from holdfast.errors import NotFound
from holdfast.measures.cases.asked_group import known_group
from holdfast.measures.cases.counting import CaseBehind, Every, cases_behind
from holdfast.measures.cases.groups import By
from holdfast.measures.measure import Measure
from holdfast.measures.register import measure as find_measure
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.figure_groups import figure_period
from holdfast.web.pages.measures.groups import BY, group_names, period_in_words
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.people.counted_not_listed import as_figures_count, counted_not_listed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words

COUNTED = "counted"
_WAYS = {"no": False, "yes": True, "unclear": None}
_WORDS = {True: "counted", False: "not counted", None: "cannot be determined"}
_SHOWN = 25


@needs(Permission.SEE_LISTS)
@require_safe
@on_day
def behind(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The list of a period, for everybody, a team or a group; the view is noted in the log."""
    one = find_measure(key)
    cases = one.cases or (one.groups.rows if one.groups else None)
    if cases is None or cases.staff:
        raise NotFound("No children stand behind this measure one by one.", "See its page.")
    told = _asked_for(request, asked, one)
    ways = (Choice("no", "Not counted"), Choice("yes", "Counted"), Choice("unclear", "Unclear"))
    filters = [Filter(COUNTED, "Which", ways, "one"), team_filter(asked.outlook)]
    filtering = Filtering(request.GET, filters)
    scope = Scope(filtering.value(TEAM))
    every = _behind(asked.outlook, one, told, scope)
    figure = _behind(as_figures_count(request.user, asked.outlook), one, told, scope)
    way = filtering.value(COUNTED)
    listed = [row for row in every if not way or row.counted is _WAYS[way]]
    page = paging(request.GET, len(listed), _SHOWN)
    shown = listed[page.offset : page.offset + page.limit]
    _note(request, one, told, filtering, shown)
    words = {
        "asked": asked,
        "measure": one,
        "period": told.words,
        "group": _group_in_words(asked, told),
        "filtering": filtering,
        "team": team_in_words(asked.outlook, scope),
        "rows": [
            {
                "one": row,
                "counted": _WORDS[row.counted],
                "url": asked.link("child", data.handle(row.child)),
            }
            for row in shown
        ],
        "counts": {
            words: sum(row.counted is way for row in every) for way, words in _WORDS.items()
        },
        "adopted": _adopted(figure, every),
        "paging": page,
        "back": _back(asked, one, told),
    }
    return render(request, "pages/measure_children.html", words)


@dataclass(frozen=True)
class _Behind:
    """The period whose children are asked for, and the group, if one is.

    ``every`` is how long it is; None: it is that of a figure without months.
    """

    first: date
    last: date
    words: str
    every: Every | None
    by: By
    group: str


def _asked_for(request: HttpRequest, asked: Asked, one: Measure) -> _Behind:
    """The outlook's own month of everybody where nothing is asked for. Raises NotFound."""
    if one.cases is None and one.groups:
        by, group = request.GET.get(BY, By.EVERYBODY), request.GET.get("group", "")
        if by not in (By.EVERYBODY, *one.groups.ways):
            raise NotFound("It has no such groups.", "Choose one on the page of its groups.")
        words, first = figure_period(asked, one.groups)
        return _Behind(first, asked.day, words, None, By(by), _known(asked, By(by), group))
    query = request.GET
    every, by = Every.MONTH, By.EVERYBODY
    try:
        every = Every(query.get("every", Every.MONTH))
        by = By(query.get("by", By.EVERYBODY))
        month = date.fromisoformat(f"{query['month']}-01") if query.get("month") else None
    except ValueError:
        month = date.max
    if month is None:
        month = asked.day.replace(day=1)
    # Years and their quarters begin on 1 April.
    if month > asked.day or month < date(1985, 1, 1) or (month.month - 4) % every.months:
        raise NotFound("There is no such period in the data.", "Choose one on the measure's page.")
    last = add_months(month, every.months) - timedelta(days=1)
    words = period_in_words(month, every)
    return _Behind(month, last, words, every, by, _known(asked, by, query.get("group", "")))


def _known(asked: Asked, by: By, given: str) -> str:
    """The code of the group given. Raises NotFound where there is none."""
    kept = ("group behind", by, given)
    found: str = data.remember(asked.outlook, kept, lambda: known_group(asked.outlook, by, given))
    return found


def _group_in_words(asked: Asked, told: _Behind) -> str:
    if told.by is By.EVERYBODY:
        return ""
    name = group_names(asked, told.by).get(told.group, told.group)
    return f"By {told.by}: {name}"


def _back(asked: Asked, one: Measure, told: _Behind) -> str:
    if told.by is By.EVERYBODY:
        return asked.link("measure", one.key)
    every = {"every": told.every.value} if told.every else {}
    return asked.link("measure_groups", one.key, by=told.by.value, **every)


def _behind(seen: Outlook, one: Measure, told: _Behind, scope: Scope) -> list[CaseBehind]:
    found: list[CaseBehind] = data.remember(
        seen,
        ("behind", one.key, told, scope),
        lambda: cases_behind(seen, one, told.first, told.last, scope, told.by, told.group),
    )
    return found


def _adopted(figure: list[CaseBehind], listed: list[CaseBehind]) -> str:
    named = {row.child for row in listed}
    left_out = {row.child for row in figure} - named
    return counted_not_listed(len(figure), len(listed), "row", len(left_out), len(named))


def _note(
    request: HttpRequest, one: Measure, told: _Behind, filtering: Filtering, shown: list[CaseBehind]
) -> None:
    chosen = "; ".join(f"{each.title}: {each.words}" for each in filtering.selected)
    children = {row.child for row in shown}
    # Which group it is would say something of each child who is named with it.
    grouped = "" if told.by is By.EVERYBODY else f"; a group by {told.by}"
    record_list(
        by=request.user.get_username(),
        page=f"measure {one.key}",
        detail=f"{told.words}{grouped}; {chosen or 'everybody'}; {len(children)} children shown",
        children=children,
    )
