"""The chain, link by link, from contact to closure: where children wait."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.chain import LINKS, MONTHS, Measured, weakest
from holdfast.web import data
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.due_filters import CLOSED
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.templatetags.words import plain_day

PERIODS = (3, 6, 12, 24)
OPEN = ("overdue", "due-soon", "running")


@dataclass(frozen=True)
class Seen:
    """A link as the page shows it: its figures, and where each leads."""

    found: Measured
    url: str
    due: str

    @property
    def told(self) -> bool:
        """Whether the source tells anything of it."""
        return self.found.answer is not Answer.CANNOT_TELL

    @property
    def history(self) -> bool:
        """Whether the source tells what was done before."""
        return self.found.answer is Answer.HISTORY

    @property
    def overdue_url(self) -> str:
        """The duties of the link that are overdue."""
        return f"{self.due}&status=overdue"

    @property
    def open_url(self) -> str:
        """The duties of the link that are open."""
        return self.due + "".join(f"&status={status}" for status in OPEN)

    @property
    def unclear_url(self) -> str:
        """The duties of the link of which nobody can tell."""
        return f"{self.due}&status=cannot-tell"

    @property
    def median(self) -> str:
        """The median wait in words."""
        if self.found.median_days is not None:
            return days(self.found.median_days)
        return "longer than seen so far" if self.history else "not known"

    @property
    def longest(self) -> str:
        """The longest open wait in words."""
        return days(self.found.longest_days) if self.found.longest_days is not None else "none open"


def days(number: int) -> str:
    """A number of days: "1 day", "12 days"."""
    return f"{number:,} day{'' if number == 1 else 's'}"


def months_asked(query: QueryDict) -> int:
    """The period that the address asks for, one of ``PERIODS``."""
    asked = query.get("months", "")
    return next((months for months in PERIODS if str(months) == asked), MONTHS)


def seen(asked: Asked, one: Measured, months: int) -> Seen:
    """A link with the addresses to which it leads."""
    key = one.link.key
    period = {} if months == MONTHS else {"months": str(months)}
    return Seen(one, asked.link("link", key, **period), asked.link("due", link=key, also=CLOSED))


def periods(query: QueryDict, months: int) -> list[dict[str, object]]:
    """The periods that can be chosen, each with its address."""
    return [
        {"months": one, "url": with_query(query, {"months": str(one)}), "here": one == months}
        for one in PERIODS
    ]


@require_safe
@on_day
def chain(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The first page: where children wait."""
    months = months_asked(request.GET)
    links = data.links(asked.outlook, months)
    shown = [seen(asked, one, months) for one in links]
    worst = [seen(asked, one, months) for one in weakest(links)]
    groups = groupby(shown, key=lambda one: one.found.link.area)
    words = {
        "asked": asked,
        "months": months,
        "periods": periods(request.GET, months),
        "worst": worst,
        "caption": f"The chain in the {months} months to {plain_day(asked.day)}",
        "groups": [(area, list(members)) for area, members in groups],
        "untold": sum(not one.told for one in shown),
        "links": len(LINKS),
    }
    return render(request, "pages/chain.html", words)
