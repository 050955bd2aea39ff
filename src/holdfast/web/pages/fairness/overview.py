"""Where the rate of a group differs from that of all, and every concern and clock to open.

The figures are of everybody alone: tables of several teams laid beside one another could give
back what each withholds.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.query.fairness.figures import (
    DEFINITIONS,
    FairnessFigure,
    compared,
    differing,
    figures,
)
from holdfast.query.fairness.groups import Characteristic
from holdfast.query.fairness.rates import MONTHS, RatesByGroup, fairness
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

BY = "by"
COLUMNS = tuple(FairnessFigure.__dataclass_fields__)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def overview(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The rates that differ, by the characteristics asked for."""
    filtering = _filtering(request)
    found = _asked_for(asked, filtering)
    # Teams do different work, and differ by it: they are listed when asked for.
    listed = found
    if not filtering.selected:
        listed = [one for one in found if one.characteristic is not Characteristic.TEAM]
    items = {one.key: one.title for one in found}
    words = {
        "asked": asked,
        "filtering": filtering,
        "months": MONTHS,
        "defined": DEFINITIONS,
        "rows": [_row(asked, one) for one in differing(listed)],
        "compared": compared(listed),
        "items": [(title, asked.link("fairness_of", key)) for key, title in items.items()],
        "file": reverse("fairness_file") + with_query(request.GET, {}),
    }
    return render(request, "pages/fairness.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def rates_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every rate of the characteristics asked for as a CSV file; no child."""
    filtering = _filtering(request)
    rows = figures(_asked_for(asked, filtering))
    chosen = "; ".join(f"{each.title}: {each.words}" for each in filtering.selected)
    detail = f"{chosen or 'every characteristic'}; as at {asked.day.isoformat()}; no child"
    record_download(by=request.user.get_username(), page="fairness file", detail=detail)
    about = {"months": MONTHS, "as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"fairness-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def rates_of(asked: Asked) -> tuple[RatesByGroup, ...]:
    """The rates of everybody on the day, worked out once."""
    found: tuple[RatesByGroup, ...] = data.remember(
        asked.outlook, "fairness", lambda: fairness(asked.outlook)
    )
    return found


def group_words(asked: Asked, characteristic: str, group: str) -> str:
    """What a group is called: a team by its name, others as they are."""
    if characteristic == Characteristic.TEAM.value:
        return titles(asked.outlook).get(group, group)
    return group


def _filtering(request: HttpRequest) -> Filtering:
    choices = tuple(Choice(one.value, one.value.capitalize()) for one in Characteristic)
    return Filtering(request.GET, [Filter(BY, "By", choices, "one")])


def _asked_for(asked: Asked, filtering: Filtering) -> list[RatesByGroup]:
    by = filtering.value(BY)
    return [one for one in rates_of(asked) if by in ("", one.characteristic.value)]


def _row(asked: Asked, one: FairnessFigure) -> dict[str, Any]:
    return {
        "one": one,
        "group": group_words(asked, one.characteristic, one.group),
        "url": asked.link("fairness_of", one.key),
    }
