"""One link of the chain: its clocks, its duties by status, and its overdue day by day."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answered
from holdfast.days import add_months
from holdfast.errors import NotFound
from holdfast.measures.chain import LINKS, Link, Measured, period
from holdfast.measures.link import by_status, overdue_together
from holdfast.web import data
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.chain import Seen, months_asked, periods, seen
from holdfast.web.pages.clocks import entry
from holdfast.web.parts.chart import LineChart, Series, line_chart, value_on
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day, share_of

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


@require_safe
@on_day
def chain_link(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The page of one link."""
    one = next((link for link in LINKS if link.key == key), None)
    if one is None:
        raise NotFound("The chain has no link of that name.", "Start again from the first page.")
    months = months_asked(request.GET)
    about = next(each for each in data.links(asked.outlook, months) if each.link is one)
    shown = seen(asked, about, months)
    words = {
        "asked": asked,
        "months": months,
        "periods": periods(request.GET, months),
        "shown": shown,
        "facts": _facts(shown) if shown.told else [],
        "clocks": [entry(asked, answered) for answered in _answered(asked, one)],
        "statuses": [status.value for status in STATUSES],
        "counts": _counts(asked, about, months) if shown.history else [],
        "history": _history(asked, one) if shown.history else None,
        "back": asked.link("chain"),
    }
    return render(request, "pages/chain_link.html", words)


def _answered(asked: Asked, link: Link) -> list[Answered]:
    return [one for one in asked.outlook.answered if one.clock.key in link.clocks]


def _facts(shown: Seen) -> list[Fact]:
    one = shown.found
    facts = [
        Fact("Overdue now", f"{one.overdue:,}", shown.overdue_url),
        Fact("Open now", f"{one.open:,}", shown.open_url),
        Fact("Cannot tell", f"{one.cannot_tell:,}", shown.unclear_url),
        Fact("Longest open wait", shown.longest),
        Fact("Child-days over", f"{one.child_days_over:,}"),
    ]
    if one.judged_from:
        facts.append(Fact("Recording judged good from", plain_day(one.judged_from)))
    if not shown.history:
        return facts
    done = share_of(one.in_time or 0, one.passed or 0)
    return [Fact("Done in time", done), *facts, Fact("Median wait", shown.median)]


def _counts(asked: Asked, about: Measured, months: int) -> list[tuple[str, list[int]]]:
    """For each clock of the link, how many duties have each of ``STATUSES``."""
    first = period(asked.day, months)
    rows = data.remember(
        asked.outlook,
        ("statuses", about.link.key, months),
        lambda: by_status(asked.outlook, about.link, first),
    )
    held = {(row["clock"], row["status"]): row["duties"] for row in rows}
    return [
        (one.clock.title, [held.get((one.clock.key, status.value), 0) for status in STATUSES])
        for one in _answered(asked, about.link)
    ]


def _history(asked: Asked, link: Link) -> History:
    series: Series = data.remember(
        asked.outlook, ("overdue", link.key), lambda: overdue_together(asked.outlook, link)
    )
    first = add_months(asked.day, -LOOKED_BACK)
    judged = asked.outlook.book.good_from.latest(link.clocks)
    turns = [(judged, "Recording judged good")] if judged else []
    title = f"Overdue each day: {link.title}, {plain_day(first)} to {plain_day(asked.day)}"
    return History(
        _sentence(series, first, asked.day),
        line_chart(title, series, first, asked.day, turns),
        _month_ends(series, asked.day),
    )


def _sentence(series: Series, first: date, day: date) -> str:
    now, before = value_on(series, day), value_on(series, add_months(day, -12))
    within = [(value, at) for at, value in series if first < at <= day]
    most, on = max(within, default=(now, day))
    change = f"{abs(now - before):,} {'more' if now > before else 'fewer'} than"
    compared = "as many as" if now == before else change
    return (
        f"On {plain_day(day)} {now:,} {'was' if now == 1 else 'were'} overdue, {compared} a year "
        f"before ({before:,}). The most in {LOOKED_BACK} months was {most:,}, on {plain_day(on)}."
    )


def _month_ends(series: Series, day: date) -> list[MonthEnd]:
    """The last day of each month looked back on, the latest first; the day itself stands first."""
    ends = [day.replace(day=1)]
    while len(ends) < LOOKED_BACK:
        ends.append(add_months(ends[-1], -1))
    last_days = [end - timedelta(days=1) for end in ends]
    values = [(at, value_on(series, at)) for at in (day, *last_days)]
    pairs = pairwise(values)
    return [MonthEnd(at, value, value - earlier) for (at, value), (_, earlier) in pairs]
