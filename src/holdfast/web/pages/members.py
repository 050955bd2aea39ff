"""Every measure as elected members see it: the whole council, a year to the last quarter's end.

One page that is the same for everybody, so that nobody subtracts one from another.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.areas import Area
from holdfast.evidence.content.plain_titles import plain_counts, plain_title
from holdfast.evidence.content.scrutiny import HOW_TOLD, in_words
from holdfast.evidence.withholding.publication import ToldMeasure, ToldPeriod
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.pages.measures.measure_facts import what_it_counts
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.published import published


@require_safe
@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
def members_measures(request: HttpRequest) -> HttpResponse:
    """The measures area by area, as at the end of the last whole quarter of the data."""
    told = published(data.whole())
    rows = told.measures.values()
    areas = [(area, [row_words(one) for one in rows if one.measure.area is area]) for area in Area]
    detail = f"as at {told.day.isoformat()}; no child"
    record_list(by=request.user.get_username(), page="measures for members", detail=detail)
    words = {
        "day": told.day,
        "how_told": HOW_TOLD,
        "areas": [(area, own) for area, own in areas if own],
        "total": len(rows),
    }
    return render(request, "pages/members_measures.html", words)


def row_words(row: ToldMeasure) -> dict[str, Any]:
    """A measure as its row says it, with the last day of each period."""

    def words(one: ToldPeriod) -> dict[str, Any]:
        return {"words": in_words(one.figure, row.measure.unit), "last": one.last}

    return {
        "measure": row.measure,
        "title": plain_title(row.measure),
        "counts": plain_counts(row.measure, what_it_counts(row.measure)),
        "now": words(row.now),
        "before": words(row.before),
    }
