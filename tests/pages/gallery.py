"""A page that shows every part of a page once, on top of the product's own addresses.

The parts are tested here, in the shapes that the data pages put them in, before any data.
"""

from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template import RequestContext, Template
from django.urls import path

from holdfast.errors import BadRules, Damaged, NoSnapshot, NotFound
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.lists import Fact, Moment
from holdfast.web.parts.paging import paging
from holdfast.web.parts.sorting import SortableColumn, sorting
from holdfast.web.people.deciding import for_everyone_signed_in
from holdfast.web.project import urls

TEMPLATE = Path(__file__).with_name("gallery.html")
VALUE_OF_A_ROW = "Wren Madeup-Child"

FILTERS = (
    Filter(
        "status",
        "Status",
        (Choice("overdue", "Overdue"), Choice("due soon", "Due soon"), Choice("met", "Met")),
    ),
    Filter("team", "Team", (Choice("north", "North"), Choice("south", "South")), "one"),
    Filter("as-at", "As at", kind="day"),
)
COLUMNS = (
    SortableColumn("child", "Child"),
    SortableColumn("clock", "Clock"),
    SortableColumn("due", "Due"),
    SortableColumn("over", "Working days over", numeric=True),
    SortableColumn("status", "Status", sortable=False),
)
ROWS = [
    (f"Child {n}", "Initial child protection conference", date(2018, 1, n), 31 - n, "overdue")
    for n in range(1, 9)
]
FACTS = [Fact("Age", "4"), Fact("Team", "North", "/gallery/"), Fact("Worker", "not recorded")]
MOMENTS = [
    Moment(date(2017, 11, 2), "Referral received", "From a school", source="List 2, row 14"),
    Moment(
        date(2017, 12, 20), "Assessment", status="late", detail="by 6 working days", url="/gallery/"
    ),
    Moment(None, "Child seen", status="not recorded"),
]


@for_everyone_signed_in
def gallery(request: HttpRequest) -> HttpResponse:
    words = {
        "filtering": Filtering(request.GET, FILTERS),
        "paging": paging(request.GET, 1234),
        "sorting": sorting(request.GET, COLUMNS, "-over"),
        "rows": ROWS,
        "facts": FACTS,
        "moments": MOMENTS,
    }
    template = Template(TEMPLATE.read_text(encoding="utf-8"))
    return HttpResponse(template.render(RequestContext(request, words)))


@login_not_required
def left_open(request: HttpRequest) -> HttpResponse:
    return HttpResponse("A page that someone forgot to guard")


def _raises(error: Exception) -> Any:
    @for_everyone_signed_in
    def view(request: HttpRequest) -> HttpResponse:
        raise error

    return view


urlpatterns = [
    *urls.urlpatterns,
    path("gallery/", gallery, name="gallery"),
    path("left-open/", left_open, name="left_open"),
    path("fails/no-data/", _raises(NoSnapshot("Nothing has been imported yet.", "Import."))),
    path("fails/fault/", _raises(ValueError(VALUE_OF_A_ROW))),
    path("fails/not-found/", _raises(NotFound("There is no such clock.", "See the list."))),
    path("fails/damaged/", _raises(Damaged("Snapshot 1 is damaged.", "Restore it."))),
    path("fails/rules/", _raises(BadRules("measures.toml: line 2.", "Take it out."))),
    path("fails/forbidden/", _raises(PermissionDenied())),
    path("fails/request/", _raises(BadRequest())),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
