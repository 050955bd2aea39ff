"""The children behind a month of a measure: first those who are not counted."""

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.days import add_months
from holdfast.errors import NotFound
from holdfast.measures.cases.counting import CaseBehind, cases_behind
from holdfast.measures.measure import Measure
from holdfast.measures.register import measure as find_measure
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
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
    """The list of a month, for everybody or a team; the view is noted in the log."""
    one = find_measure(key)
    if one.cases is None or one.cases.staff:
        raise NotFound("No children stand behind this measure one by one.", "See its page.")
    month = _month(request.GET.get("month", ""), asked)
    last = add_months(month, 1) - timedelta(days=1)
    ways = (Choice("no", "Not counted"), Choice("yes", "Counted"), Choice("unclear", "Unclear"))
    filters = [Filter(COUNTED, "Which", ways, "one"), team_filter(asked.outlook)]
    filtering = Filtering(request.GET, filters)
    scope = Scope(filtering.value(TEAM))
    every = _behind(asked, one, month, last, scope)
    way = filtering.value(COUNTED)
    listed = [row for row in every if not way or row.counted is _WAYS[way]]
    page = paging(request.GET, len(listed), _SHOWN)
    shown = listed[page.offset : page.offset + page.limit]
    _note(request, one, month, filtering, shown)
    words = {
        "asked": asked,
        "measure": one,
        "month": month,
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
        "paging": page,
        "back": asked.link("measure", key),
    }
    return render(request, "pages/measure_children.html", words)


def _month(text: str, asked: Asked) -> date:
    """The month that is asked for; the outlook's own where none is. Raises NotFound."""
    if not text:
        return asked.day.replace(day=1)
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        month = date.max
    if month > asked.day or month < date(1985, 1, 1):
        raise NotFound("There is no such month in the data.", "Choose one on the measure's page.")
    return month


def _behind(asked: Asked, one: Measure, first: date, last: date, scope: Scope) -> list[CaseBehind]:
    found: list[CaseBehind] = data.remember(
        asked.outlook,
        ("behind", one.key, first, scope),
        lambda: cases_behind(asked.outlook, one, first, last, scope),
    )
    return found


def _note(
    request: HttpRequest, one: Measure, month: date, filtering: Filtering, shown: list[CaseBehind]
) -> None:
    chosen = "; ".join(f"{each.title}: {each.words}" for each in filtering.selected)
    children = {row.child for row in shown}
    record_list(
        by=request.user.get_username(),
        page=f"measure {one.key}",
        detail=f"{month:%B %Y}; {chosen or 'everybody'}; {len(children)} children shown",
        children=children,
    )
