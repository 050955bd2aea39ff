"""Every measure there is, area by area: its latest value, its verdict, whose definition it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.areas import Area
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.register import MEASURES
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

AREA = "area"
AREAS = tuple(area for area in Area if any(one.area is area for one in MEASURES))


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def measures(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The measures of one area of care; the first where none is asked for."""
    choices = tuple(Choice(area.value, area.title) for area in AREAS)
    first = AREAS[0].value
    filtering = Filtering(request.GET, [Filter(AREA, "Area", choices, "one", otherwise=first)])
    area = next(one for one in AREAS if one.value == filtering.value(AREA))
    found = seen_measures(asked.outlook, [one for one in MEASURES if one.area is area])
    words = {
        "asked": asked,
        "filtering": filtering,
        "area": area,
        "rows": [_row(asked, one) for one in found.values()],
        "total": len(MEASURES),
        "progress": asked.link("progress"),
    }
    return render(request, "pages/measures.html", words)


def _row(asked: Asked, one: JudgedMeasure) -> dict[str, Any]:
    return {"one": one, "url": asked.link("measure", one.measure.key)}
