"""The front door: contacts and their decisions, repeats, what came of them, and who waits now."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.query.front_door.figures import (
    DEFINITIONS,
    band_words,
    closed_words,
    figures,
    outcome_words,
    source_words,
)
from holdfast.query.front_door.front_door import MONTHS, NO_CONTACTS, FrontDoorOnDay, front_door
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.chain import periods
from holdfast.web.pages.front_door.charts import decision_chart, week_chart
from holdfast.web.pages.front_door.same_child import likely_others
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Filtering
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import children_in, names_of_teams, team_filter, team_in_words

PERIODS = (3, 6, 12, 24)
SHOWN = 10
COLUMNS = ("part", "group", "name", "count", "of", "definition")
WAITING_COLUMNS = (
    "contact", "child", "received", "days", "due", "source", "before", "closed_before", "team",
    "worker",
)  # fmt: skip


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The figures, and the children who wait longest; the view is noted in the log."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope, months = Scope(filtering.value(TEAM)), _months(request)
    found = front_door_of(asked, months, scope)
    waiting = (found.waiting or ())[:SHOWN]
    referrals = (found.referrals_waiting or ())[:SHOWN]
    shown = {one.child for one in waiting} | {one.child for one in referrals}
    others = likely_others(asked, {one.child for one in waiting})
    shown |= {other for found_others in others.values() for other, _ in found_others}
    detail = f"{_in_words(filtering, asked, months)}; {len(shown)} children shown"
    record_list(by=request.user.get_username(), page="front door", detail=detail, children=shown)
    words = {
        "asked": asked,
        "found": found,
        "no_contacts": found.lacking == NO_CONTACTS and not referrals,
        "defined": DEFINITIONS,
        "filtering": filtering,
        "team": team_in_words(asked.outlook, scope),
        "children": children_in(asked.outlook, scope),
        "months": months,
        "periods": periods(request.GET, months),
        "weeks": week_chart(found),
        "decisions": decision_chart(found),
        "waiting": [_row(asked, one) | {"others": others.get(one.child, [])} for one in waiting],
        "referrals": [_row(asked, one) for one in referrals],
        "same_child": asked.link("same_child"),
        "file": reverse("front_door_file") + with_query(request.GET, {}),
        "waiting_file": reverse("front_door_waiting_file") + with_query(request.GET, {}),
        **_tables(found),
    }
    return render(request, "pages/front_door.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def figures_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every figure as a CSV file, with its counts and its definition; no child."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope, months = Scope(filtering.value(TEAM)), _months(request)
    rows = figures(front_door_of(asked, months, scope))
    detail = f"{_in_words(filtering, asked, months)}; {len(rows)} figures, no child"
    record_download(by=request.user.get_username(), page="front door file", detail=detail)
    name = f"front-door-{asked.day.isoformat()}.csv"
    return csv_file(name, COLUMNS, rows, _about(asked, scope))


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def waiting_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every contact without a decision as a CSV file, the longest wait first."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope, months = Scope(filtering.value(TEAM)), _months(request)
    rows = front_door_of(asked, months, scope).waiting or ()
    detail = f"{_in_words(filtering, asked, months)}; {len({one.child for one in rows})} children"
    record_download(
        by=request.user.get_username(),
        page="front door waiting",
        detail=detail,
        children=(one.child for one in rows),
    )
    name = f"contacts-waiting-{asked.day.isoformat()}.csv"
    return csv_file(name, WAITING_COLUMNS, rows, _about(asked, scope))


def front_door_of(asked: Asked, months: int, scope: Scope) -> FrontDoorOnDay:
    """The front door for a scope on the day, worked out once."""
    found: FrontDoorOnDay = data.remember(
        asked.outlook,
        ("front door", months, scope),
        lambda: front_door(asked.outlook, months, scope),
    )
    return found


def _months(request: HttpRequest) -> int:
    chosen = request.GET.get("months", "")
    return next((each for each in PERIODS if str(each) == chosen), MONTHS)


def _in_words(filtering: Filtering, asked: Asked, months: int) -> str:
    chosen = "; ".join(f"{each.title}: {each.words}" for each in filtering.selected)
    return f"{chosen or 'every team'}; {months} months; as at {asked.day.isoformat()}"


def _about(asked: Asked, scope: Scope) -> dict[str, Any]:
    return {
        "of_team": scope.team or None,
        "as_at": asked.day,
        "snapshot": asked.outlook.snapshot.id,
    }


def _row(asked: Asked, one: Any) -> dict[str, Any]:
    """A contact or a referral that waits, with the child's address and the team's name."""
    names = names_of_teams(asked.outlook)
    return {
        "one": one,
        "url": asked.link("child", data.handle(one.child)),
        "source": source_words(getattr(one, "source", None)),
        "team": names.get(one.team, one.team) if one.team else "",
    }


def _tables(found: FrontDoorOnDay) -> dict[str, Any]:
    """The rows of the tables, in words."""
    repeats, time = found.repeats, found.time
    return {
        "sources": [(source_words(one.source), one.counts) for one in found.sources or ()],
        "bands": [(band_words(one), one) for one in time.bands] if time else [],
        "after": [(outcome_words(one.outcome), one.contacts) for one in repeats.after]
        if repeats
        else [],
        "accepted": [(closed_words(one.closed), one) for one in repeats.accepted_after]
        if repeats
        else [],
    }
