"""Every concern, counted: how many children and families, and what cannot be determined."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.concerns.concern import Concern
from holdfast.concerns.register import find_concern
from holdfast.query.concerns import CountedConcern, concerns_counted, is_untold
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.asked import Asked, on_day
from holdfast.web.parts.filtering import Filtering
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import children_in, team_filter, team_in_words


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def concerns(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The counts of every concern for everybody, or for a team and those below it."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = Scope(filtering.value(TEAM))
    counted = counted_in(asked.outlook, scope)
    words = {
        "asked": asked,
        "filtering": filtering,
        "fairness": asked.link("fairness"),
        "team": team_in_words(asked.outlook, scope),
        "children": children_in(asked.outlook, scope),
        "rows": [_row(asked, one, scope) for one in counted],
    }
    return render(request, "pages/concerns.html", words)


def counted_in(seen: Outlook, scope: Scope) -> tuple[CountedConcern, ...]:
    """The counts for a scope on the day, worked out once."""
    found: tuple[CountedConcern, ...] = data.remember(
        seen, ("concerns", scope), lambda: concerns_counted(seen, scope)
    )
    return found


def counted_of(asked: Asked, concern: Concern, scope: Scope) -> CountedConcern:
    """The counts of one concern, and what of it the source cannot answer."""
    return next(one for one in counted_in(asked.outlook, scope) if one.concern == concern.key)


def _row(asked: Asked, one: CountedConcern, scope: Scope) -> dict[str, Any]:
    query = {TEAM: scope.team} if scope else {}
    return {
        "counted": one,
        "concern": find_concern(one.concern),
        "untold": is_untold(one),
        "url": asked.link("concern", one.concern, **query),
    }
