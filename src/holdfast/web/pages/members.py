"""Every measure as elected members see it: the whole council, a year to the last quarter's end.

One page that is the same for everybody, so that nobody subtracts one from another.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.areas import Area
from holdfast.measures.for_members import MemberFigure, MemberRow, member_rows
from holdfast.measures.measure import MeasureUnit
from holdfast.measures.register import MEASURES
from holdfast.measures.scrutiny import quarter_end
from holdfast.query.outlook import Outlook
from holdfast.web import data
from holdfast.web.actions.viewing import record_list
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@require_safe
@needs(Permission.SEE_AGGREGATES, Permission.SEE_FIGURES)
def members_measures(request: HttpRequest) -> HttpResponse:
    """The measures area by area, as at the end of the last whole quarter of the data."""
    seen = data.whole()
    day = quarter_end(seen.day)
    rows = _rows(seen)
    areas = [(area, [_shown(one) for one in rows if one.measure.area is area]) for area in Area]
    detail = f"as at {day.isoformat()}; no child"
    record_list(by=request.user.get_username(), page="measures for members", detail=detail)
    words = {
        "day": day,
        "areas": [(area, own) for area, own in areas if own],
        "total": len(rows),
    }
    return render(request, "pages/members_measures.html", words)


def warm(seen: Outlook) -> None:
    """Work the figures out before anybody asks."""
    _rows(seen)


def _rows(seen: Outlook) -> tuple[MemberRow, ...]:
    day = quarter_end(seen.day)
    found: tuple[MemberRow, ...] = data.remember(
        seen, ("members", day), lambda: member_rows(seen, MEASURES, day)
    )
    return found


def _shown(row: MemberRow) -> dict[str, Any]:
    each = row.measure.unit is MeasureUnit.EACH_100
    return {
        "measure": row.measure,
        "now": _words(row.now, each),
        "before": _words(row.before, each),
    }


def _words(one: MemberFigure, each: bool) -> str:
    if one.number is not None:
        return f"{one.number:,}"
    if one.share is not None:
        told = f"{one.share}" if each else f"{one.share}%"
        return f"{told} of {one.of:,}"
    if not one.withheld:
        return "nothing to count"
    return "withheld" if one.of is None else f"withheld, of {one.of:,}"
