"""One link of the chain: its clocks, its duties by status, and its overdue day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.days import add_months
from holdfast.errors import NotFound
from holdfast.measures.by_status import COLUMNS, StatusCount, by_status
from holdfast.measures.chain import Measured, period
from holdfast.measures.links import Link
from holdfast.query.daily import OverdueFrom, daily_overdue
from holdfast.query.since_when import begin_of_clocks, stock_lacking, waits_lacking
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.chain import ChainNarrowed, Seen, narrow, periods, seen
from holdfast.web.pages.clocks import entry
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.chart import LineChart, Series, line_chart, value_on
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day, share_of, thousands
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

LOOKED_BACK = 24
STATUSES = (
    Status.OVERDUE, Status.DUE_SOON, Status.RUNNING, Status.CANNOT_TELL,
    Status.MET, Status.LATE, Status.LAPSED, Status.LAPSED_OVERDUE,
)  # fmt: skip


@dataclass(frozen=True)
class MonthEnd:
    """How many were overdue at the end of a month, and the change since the one before."""

    day: date
    overdue: int
    change: int

    @property
    def fall(self) -> int:
        """By how many it fell."""
        return -self.change


@dataclass(frozen=True)
class History:
    """The overdue of a link over the months looked back on: a sentence, a chart, a table."""

    sentence: str
    chart: LineChart
    months: list[MonthEnd]


@needs(Permission.SEE_LISTS)
@require_safe
@on_day
def chain_link(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The page of one link."""
    narrowed = narrow(request.GET, asked)
    about = _about(narrowed, key)
    shown, link = seen(narrowed, about), about.link
    words = {
        "asked": asked,
        "months": narrowed.months,
        "periods": periods(request.GET, narrowed.months),
        "filtering": narrowed.filtering,
        "team": narrowed.team,
        "children": narrowed.children,
        "shown": shown,
        "facts": _facts(shown) if shown.told else [],
        "clocks": [entry(asked, answered) for answered in _answered(asked, link)],
        "statuses": [status.value for status in STATUSES],
        "counts": _counts(narrowed, link) if shown.history else [],
        "history": _history(narrowed, link) if shown.history else None,
        "back": asked.link("chain", **narrowed.whose),
        "file": reverse("link_file", args=[key]) + with_query(request.GET, {}),
        "days_file": reverse("link_days_file", args=[key]) + with_query(request.GET, {}),
    }
    return render(request, "pages/chain_link.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def link_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The duties of a link by clock and status, as a CSV file."""
    narrowed = narrow(request.GET, asked)
    rows = _by_status(narrowed, _with_history(narrowed, key))
    detail = f"{key}; {narrowed.in_words}; {len(rows)} counts, no child"
    record_download(by=request.user.get_username(), page="link file", detail=detail)
    return csv_file(f"{key}-{asked.day.isoformat()}.csv", COLUMNS, rows, narrowed.about)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def link_days_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """How many of a link were overdue from each day on which that changed, as a CSV file."""
    narrowed = narrow(request.GET, asked)
    rows = _overdue(narrowed, _with_history(narrowed, key))
    detail = f"{key}; {narrowed.in_words}; overdue on {len(rows)} days, no child"
    record_download(by=request.user.get_username(), page="link days file", detail=detail)
    about = {name: said for name, said in narrowed.about.items() if name != "period_from"}
    return csv_file(f"{key}-overdue-{asked.day.isoformat()}.csv", ("day", "overdue"), rows, about)


def _about(narrowed: ChainNarrowed, key: str) -> Measured:
    """What is known of a link. Raises NotFound for one that is not in the chain."""
    found = next((one for one in narrowed.links if one.link.key == key), None)
    if found is None:
        raise NotFound("The chain has no link of that name.", "Start again from the first page.")
    return found


def _with_history(narrowed: ChainNarrowed, key: str) -> Link:
    """A link of which the source tells what was done before. Raises NotFound for another."""
    about = _about(narrowed, key)
    if about.answer is not Answer.HISTORY:
        raise NotFound(
            "This cannot be determined from this data, so there is no file of it.",
            "The page of the link says why.",
        )
    return about.link


def _answered(asked: Asked, link: Link) -> list[Answered]:
    return [one for one in asked.outlook.answered if one.clock.key in link.clocks]


def _facts(shown: Seen) -> list[Fact]:
    one, known = shown.found, shown.found.overdue is not None
    facts = [
        Fact("Overdue now", thousands(one.overdue), shown.overdue_url if known else ""),
        Fact("Open now", thousands(one.open), shown.open_url),
        Fact("Cannot tell", thousands(one.cannot_tell), shown.unclear_url),
        Fact("Longest open wait", shown.longest),
        Fact("Child-days over", thousands(one.child_days_over)),
    ]
    if one.judged_from:
        facts.append(Fact("Recording judged good from", plain_day(one.judged_from)))
    if not shown.history:
        return facts
    done = share_of(one.in_time or 0, one.passed or 0)
    return [Fact("Done in time", done), *facts, Fact("Median wait", shown.median)]


def _by_status(narrowed: ChainNarrowed, link: Link) -> list[StatusCount]:
    seen, scope = narrowed.asked.outlook, narrowed.scope
    first = period(narrowed.asked.day, narrowed.months)
    found: list[StatusCount] = data.remember(
        seen,
        ("statuses", link.key, narrowed.months, scope),
        lambda: by_status(seen, link, first, scope),
    )
    return found


def _overdue(narrowed: ChainNarrowed, link: Link) -> list[OverdueFrom]:
    seen, scope = narrowed.asked.outlook, narrowed.scope
    found: list[OverdueFrom] = data.remember(
        seen, ("overdue", link.key, scope), lambda: daily_overdue(seen, link.clocks, scope)
    )
    return found


def _counts(narrowed: ChainNarrowed, link: Link) -> list[tuple[str, list[int | None]]]:
    """For each clock of the link, how many duties have each of ``STATUSES``; None: not known."""
    counts: dict[tuple[str, str], int | None] = {
        (each.clock, each.status): each.duties for each in _by_status(narrowed, link)
    }
    if stock_lacking(narrowed.asked.outlook, link.clocks):
        counts |= {(clock, Status.OVERDUE.value): None for clock in link.clocks}
    return [
        (one.clock.title, [counts.get((one.clock.key, status.value), 0) for status in STATUSES])
        for one in _answered(narrowed.asked, link)
    ]


def _history(narrowed: ChainNarrowed, link: Link) -> History | None:
    """What was overdue day by day; None where the source does not tell it of all these days."""
    asked = narrowed.asked
    begin = begin_of_clocks(asked.outlook, link.clocks)
    first = add_months(asked.day, -LOOKED_BACK)
    if waits_lacking(asked.outlook, link.clocks) or (begin and begin.day > first):
        return None
    series: Series = [(each.day, each.overdue) for each in _overdue(narrowed, link)]
    judged = asked.outlook.book.good_from.latest(link.clocks)
    turns = [(judged, "Recording judged good")] if judged else []
    title = f"Overdue each day: {link.title}, {plain_day(first)} to {plain_day(asked.day)}"
    # The last day of each month looked back on, the latest first; the day itself stands first.
    ends = [asked.day.replace(day=1)]
    while len(ends) < LOOKED_BACK:
        ends.append(add_months(ends[-1], -1))
    last_days = [end - timedelta(days=1) for end in ends]
    values = [(at, value_on(series, at)) for at in (asked.day, *last_days)]
    pairs = pairwise(values)
    return History(
        _of_a_team(series, asked.day) if narrowed.scope else _sentence(series, first, asked.day),
        line_chart(title, series, first, asked.day, turns),
        [MonthEnd(at, value, value - earlier) for (at, value), (_, earlier) in pairs],
    )


def _sentence(series: Series, first: date, day: date) -> str:
    now, before = value_on(series, day), value_on(series, add_months(day, -12))
    within = [(value, at) for at, value in series if first < at <= day]
    most, on = max(within, default=(now, day))
    if not (most or now or before):
        return f"None was overdue on any day of the {LOOKED_BACK} months to {plain_day(day)}."
    change = f"{abs(now - before):,} {'more' if now > before else 'fewer'} than"
    compared = "as many as" if now == before else change
    return (
        f"On {plain_day(day)} {now:,} {'was' if now == 1 else 'were'} overdue, {compared} a year "
        f"before ({before:,}). The most in {LOOKED_BACK} months was {most:,}, on {plain_day(on)}."
    )


def _of_a_team(series: Series, day: date) -> str:
    """How many are overdue, and what the line of a team cannot show."""
    now = value_on(series, day)
    return (
        f"On {plain_day(day)} {now:,} {'was' if now == 1 else 'were'} overdue. The line is of the "
        "children counted here, who are the team’s on that day: those it had before and has no "
        "more are not in it. So it rises towards the day by itself, and does not show whether the "
        "team’s queue grew."
    )
