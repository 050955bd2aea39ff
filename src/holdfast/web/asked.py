"""The day that a page is asked for: ``?as_at=2018-01-31``, the snapshot's own when none is given.

A view takes it by ``@on_day``::

    @on_day
    def chain(request: HttpRequest, asked: Asked) -> HttpResponse: ...

Put ``asked`` in the context; ``parts/seen_on.html`` says when it is not the latest day, and
``parts/another_day.html`` lets a person choose one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.http import urlencode

from holdfast.days import FIRST_KNOWN
from holdfast.errors import HoldfastError
from holdfast.query.outlook import Outlook
from holdfast.web import data
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Box, Filter, Filtering
from holdfast.web.parts.templatetags.words import plain_day

NAME = "as_at"
BOXES = tuple(f"{NAME}-{part}" for part in ("day", "month", "year"))


class NoSuchDay(HoldfastError):
    """The address asks for a day on which nothing can be shown."""


@dataclass(frozen=True)
class Asked:
    """The outlook that a page was asked for, and how to ask for others."""

    query: QueryDict
    outlook: Outlook
    chosen: bool

    @property
    def day(self) -> date:
        """The day on which everything on the page is true."""
        return self.outlook.day

    @property
    def latest(self) -> date:
        """The snapshot's own day."""
        return self.outlook.snapshot.manifest.as_at

    @property
    def last(self) -> date:
        """The last day that can be asked about: a supplement may know of later ones."""
        return self.outlook.last_day

    @property
    def latest_url(self) -> str:
        """The same page on the snapshot's own day."""
        return with_query(self.query, {NAME: None, "page": None})

    @property
    def last_url(self) -> str:
        """The same page on the last day of which anything is known."""
        day = self.last.isoformat() if self.last > self.latest else None
        return with_query(self.query, {NAME: day, "page": None})

    @property
    def box(self) -> Box:
        """The boxes in which another day is given, holding the present one."""
        values = (str(self.day.day), str(self.day.month), str(self.day.year))
        hint = f"A day up to {plain_day(self.last)}, in numbers"
        return Box(Filter(NAME, "Day", kind="day", hint=hint), values)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a form that asks for another day must carry along."""
        lists = self.query.lists()
        return [(name, one) for name, many in lists if name not in (NAME, "page") for one in many]

    def link(self, route: str, *parts: str, **query: str) -> str:
        """The address of a route on the same day, with a query."""
        asked = {NAME: self.day.isoformat()} if self.chosen else {}
        words = urlencode(asked | query)
        return reverse(route, args=parts) + (f"?{words}" if words else "")


def on_day(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view ``asked`` after its request. Raises NoSuchDay."""

    @wraps(view)
    def asked(request: HttpRequest, *parts: Any, **named: Any) -> HttpResponse:
        if any(request.GET.get(box, "").strip() for box in BOXES):
            # The day of the three boxes, written as one.
            day = Filtering(request.GET, [Filter(NAME, "Day", kind="day")]).day(NAME)
            if day is None:
                raise _refused("There is no such day.", data.last_day())
            return HttpResponseRedirect(
                with_query(request.GET, dict.fromkeys((*BOXES, "page")) | {NAME: day.isoformat()})
            )
        return view(request, ask(request.GET), *parts, **named)

    return asked


def ask(query: QueryDict) -> Asked:
    """The outlook on the day that a query asks for. Raises NoSuchDay."""
    text = query.get(NAME, "")
    if not text:
        return Asked(query, data.outlook(), chosen=False)
    day, latest = _read(text), data.last_day()
    if day is None or day < FIRST_KNOWN:
        raise _refused("The address asks for a day that does not exist.", latest)
    if day > latest:
        raise _refused(
            f"The data ends on {plain_day(latest)}: of later days nothing is known yet.", latest
        )
    return Asked(query, data.outlook(day), chosen=day != data.current().manifest.as_at)


def _read(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    # Only one way of writing it, so that a view has one address: it would take weeks too.
    return day if day.isoformat() == text else None


def _refused(what: str, latest: date) -> NoSuchDay:
    return NoSuchDay(what, f"Go back and choose a day up to {plain_day(latest)}.")
