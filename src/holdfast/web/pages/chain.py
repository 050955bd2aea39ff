"""The chain, link by link, from contact to closure: where children wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.before import InTimeBefore
from holdfast.measures.chain import COLUMNS, MONTHS, Measured, first_counted, late_of, weakest
from holdfast.measures.links import LINKS
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.chain_picture import draw_chain
from holdfast.web.pages.due_filters import CLOSED
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Filtering
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import children_in, team_filter, team_in_words

PERIODS = (3, 6, 12, 24)
OPEN = ("overdue", "due-soon", "running")


@dataclass(frozen=True)
class ChainNarrowed:
    """What an address asks of the chain: the period in months, and for which team."""

    asked: Asked
    months: int
    filtering: Filtering

    @cached_property
    def scope(self) -> Scope:
        """The team that is asked for; everybody where none is."""
        return Scope(team=self.filtering.value(TEAM))

    @property
    def links(self) -> list[Measured]:
        """Every link, as it is for those asked about."""
        return data.links(self.asked.outlook, self.months, self.scope)

    @property
    def before(self) -> Sequence[InTimeBefore]:
        """What was done in time in the same period a year before."""
        return data.links_before(self.asked.outlook, self.months, self.scope)

    @cached_property
    def team(self) -> str:
        """What the team is called, with those below it where there are any; empty for everybody."""
        return team_in_words(self.asked.outlook, self.scope)

    @cached_property
    def children(self) -> int | None:
        """How many children are in scope; None for everybody."""
        return children_in(self.asked.outlook, self.scope)

    @property
    def query(self) -> dict[str, str]:
        """What an address must carry to ask the same of another page of the chain."""
        months = {} if self.months == MONTHS else {"months": str(self.months)}
        return months | self.whose

    @property
    def whose(self) -> dict[str, str]:
        """What an address must carry to ask for the same team."""
        return {TEAM: self.scope.team} if self.scope else {}

    @property
    def about(self) -> dict[str, Any]:
        """What every row of a file says of where and when its figures are true."""
        return {
            "team": self.scope.team or None,
            "period_from": first_counted(self.asked.day, self.months),
            "as_at": self.asked.day,
            "snapshot": self.asked.outlook.snapshot.id,
        }

    @property
    def in_words(self) -> str:
        """What is asked for, for the audit log."""
        chosen = "; ".join(f"{each.title}: {each.words}" for each in self.filtering.selected)
        whose = chosen or "every team"
        return f"{whose}; {self.months} months; as at {self.asked.day.isoformat()}"


def narrow(query: QueryDict, asked: Asked) -> ChainNarrowed:
    """What an address asks for; a period or a team that is not offered is left out."""
    filtering = Filtering(query, [team_filter(asked.outlook)])
    chosen = query.get("months", "")
    months = next((each for each in PERIODS if str(each) == chosen), MONTHS)
    return ChainNarrowed(asked, months, filtering)


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
        """The duties of the link that cannot be determined."""
        return f"{self.due}&status=cannot-tell"

    @property
    def median(self) -> str:
        """The median wait in words."""
        if self.found.median_days is not None:
            return days(self.found.median_days)
        if self.found.begun == 0:
            return "no cases"
        return "not known" if self.found.begun is None else "longer than seen so far"

    @property
    def longest(self) -> str:
        """The longest open wait in words."""
        return days(self.found.longest_days) if self.found.longest_days is not None else "none open"


def days(number: int) -> str:
    """A number of days: "1 day", "12 days"."""
    return f"{number:,} day{'' if number == 1 else 's'}"


def seen(narrowed: ChainNarrowed, one: Measured) -> Seen:
    """A link with the addresses to which it leads."""
    key, asked = one.link.key, narrowed.asked
    return Seen(
        one,
        asked.link("link", key, **narrowed.query),
        asked.link("due", link=key, also=CLOSED, **narrowed.whose),
    )


def periods(query: QueryDict, months: int) -> list[dict[str, object]]:
    """The periods that can be chosen, each with its address."""
    return [
        {"months": one, "url": with_query(query, {"months": str(one)}), "here": one == months}
        for one in PERIODS
    ]


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def chain(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The first page: where children wait."""
    narrowed = narrow(request.GET, asked)
    links = narrowed.links
    shown = [seen(narrowed, one) for one in links]
    late, told = late_of(links)
    groups = groupby(shown, key=lambda one: one.found.link.area)
    words = {
        "asked": asked,
        "months": narrowed.months,
        "periods": periods(request.GET, narrowed.months),
        "filtering": narrowed.filtering,
        "team": narrowed.team,
        "children": narrowed.children,
        "picture": draw_chain(links, narrowed.before, weakest(links)),
        "worst": [seen(narrowed, one) for one in weakest(links)],
        "caption": f"The chain in the {narrowed.months} months to {plain_day(asked.day)}",
        "groups": [(area, list(members)) for area, members in groups],
        "untold": sum(not one.told for one in shown),
        "late": f"{late} of {told} links ({late / told:.0%})" if told else "",
        "links": len(LINKS),
        "every_clock": asked.link("clocks"),
        "file": reverse("chain_file") + with_query(request.GET, {}),
    }
    return render(request, "pages/chain.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def chain_file(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The same figures as a CSV file."""
    narrowed = narrow(request.GET, asked)
    rows = [one.row for one in narrowed.links]
    detail = f"{narrowed.in_words}; figures of {len(rows)} links, no child"
    record_download(by=request.user.get_username(), page="chain file", detail=detail)
    return csv_file(f"chain-{asked.day.isoformat()}.csv", COLUMNS, rows, narrowed.about)
