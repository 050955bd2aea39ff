"""Everything dated that the record holds of a child with its source, and every clock that ran."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.areas import Area
from holdfast.count_words import count_of
from holdfast.query.children import closed_on
from holdfast.query.journey import Journey
from holdfast.web import data
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.children import told
from holdfast.web.pages.child import clocks as child_clocks
from holdfast.web.pages.child import head as child_head
from holdfast.web.pages.child import story as child_story
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import Paging, paging
from holdfast.web.parts.sorting import sorting
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

# Days of a story to a page: about four screens.
DAYS = 25

KINDS = (
    Choice(child_story.EVENTS, "What happened"),
    Choice(child_story.CLOCKS, "Clocks that start and stop"),
)


@needs(Permission.SEE_CHILD)
@require_safe
@on_day
def record(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """Everything dated in the record, day by day, with where it was read."""
    child_id = data.child_of(handle)
    record_view(by=request.user.get_username(), child=child_id, page="whole record of a child")
    journey = told(asked.outlook, child_id)
    filtering = Filtering(request.GET, (_areas(journey), Filter("kind", "Show", KINDS)))
    days = child_story.story(
        journey, asked.day, asked.latest, filtering.values("area"), filtering.values("kind")
    )
    newest = request.GET.get("order") == "newest"
    days = days[::-1] if newest else days
    page = paging(request.GET, len(days), DAYS)
    head = _head(asked, journey, handle)
    words = head | {
        "filtering": filtering,
        "count": count_of(len(days), "day"),
        "newest": newest,
        "turned": with_query(request.GET, {"order": None if newest else "newest", "page": None}),
        "paging": page,
        "jumps": _jumps(request.GET, days, page),
        "years": child_story.by_year(days[page.offset : page.offset + page.limit]),
        "later": child_story.later(journey, asked.day, asked.latest),
    }
    return render(request, "pages/child_record.html", words)


@needs(Permission.SEE_CHILD)
@require_safe
@on_day
def clocks(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """Every clock that ran for the child: when, how it ended, and who set the rule."""
    child_id = data.child_of(handle)
    record_view(by=request.user.get_username(), child=child_id, page="clocks of a child")
    journey = told(asked.outlook, child_id)
    filtering = Filtering(request.GET, (_areas(journey), child_clocks.STATUS))
    order = sorting(request.GET, child_clocks.COLUMNS, "started")
    runs = child_clocks.runs(journey, asked.day, filtering, order)
    page = paging(request.GET, len(runs))
    words = _head(asked, journey, handle) | {
        "filtering": filtering,
        "sorting": order,
        "count": count_of(len(runs), "run of a clock,runs of clocks"),
        "paging": page,
        "runs": runs[page.offset : page.offset + page.limit],
    }
    return render(request, "pages/child_clocks.html", words)


def _head(asked: Asked, journey: Journey, handle: str) -> dict[str, Any]:
    """What both pages of a child begin with."""
    last = closed_on(asked.outlook, journey.person.child)
    return {
        "asked": asked,
        "child": journey.person.child,
        "facts": child_head.facts(journey, asked.day, last),
        "closed": last,
        "runs_in_all": len(journey.duties),
        "journey_url": asked.link("child", handle),
        "clocks_url": asked.link("child_clocks", handle),
        "record_url": asked.link("child_record", handle),
    }


def _areas(journey: Journey) -> Filter:
    """The areas in which anything happened to the child."""
    held = {entry.area for entry in journey.entries}
    held |= {Area(duty.area) for duty in journey.duties}
    choices = tuple(Choice(area.value, area.title) for area in Area if area in held)
    return Filter("area", "Area of care", choices)


def _jumps(
    query: QueryDict, days: list[child_story.StoryDay], page: Paging
) -> list[tuple[int, str]]:
    """Each year of a story that has several pages, and the address at which it begins."""
    if page.pages == 1:
        return []
    firsts: dict[int, int] = {}
    for place, one in enumerate(days):
        firsts.setdefault(one.day.year, place // page.limit + 1)
    return [
        (year, f"{with_query(query, {'page': str(number)})}#year-{year}")
        for year, number in firsts.items()
    ]
