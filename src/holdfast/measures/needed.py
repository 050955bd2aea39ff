"""What is needed of a link of the chain, and not only what is late.

Arrivals and finishings a week; the stock that the limit can carry; the weekly finishings that would
bring the stock there by a day that a manager picks; whom to serve first. The arithmetic is that of
a list (open at the end = open before + begun - ended), with the rules of thumb of the NHS for how
large a list may be (Fong and others 2022, as in NHSRwaitinglist, MIT): where people wait at random,
an average wait of a quarter of the limit leaves about 18 in 1,000 waiting beyond it. So *fits* is
what begins in a quarter of the limit. ``carries`` is what begins in the whole limit: no order of
work keeps a longer list in time, and only *longest waiting first* without exception keeps that.

    stock 187, begun 22 a week, limit 3 weeks: fits 17, carries 66
    to carry 66 in 26 weeks: 22 + (187 - 66) / 26 = 27 ended a week, of which 4 end without the step
"""

from dataclasses import dataclass
from datetime import date, timedelta
from math import sqrt
from statistics import median, stdev

from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.engine.quoting import closed
from holdfast.errors import BadSetting
from holdfast.measures.charts.heaping import Heaping, heaping
from holdfast.measures.links import Link
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.query.since_when import begin_of_clocks, stock_lacking

WEEKS = 26  # looked back over
# The normal quantile of an interval of 80 in 100.
_QUANTILE = 1.281552
FIRST = 10


@dataclass(frozen=True)
class FirstToServe:
    """An open duty: whose, of which clock, since when, due when; how long it has waited."""

    child: str
    clock: str
    started: date
    due: date | None
    days_waited: int


@dataclass(frozen=True)
class Needed:
    """What a link needs, by the ``weeks`` looked back over; all a week unless a stock.

    ``finished`` are those whose step was done, ``ended_otherwise`` those that ended without it.
    ``limit_days`` is the median time from start to due. ``fits`` and ``carries`` are stocks, None
    where no limit or nothing begins. ``needed`` is how many must be finished a week to come down to
    what the limit carries by ``by``, with its 80% interval; None where nothing needs to be.
    """

    link: str
    day: date
    weeks: int
    begun: float
    finished: float
    ended_otherwise: float
    stock: int
    overdue: int
    limit_days: int | None
    fits: float | None
    carries: float | None
    by: date
    needed: float | None
    needed_low: float | None
    needed_high: float | None
    heaping: Heaping


def needed_lacks(outlook: Outlook, link: Link) -> str:
    """Why what a link needs cannot be determined from the source; empty where it can.

    Of each duty of the weeks looked back over it must be known when it began and when it ended.
    """
    own = [each for each in outlook.answered if each.clock.key in link.clocks]
    if all(each.answer is not Answer.HISTORY for each in own):
        why = "; ".join(dict.fromkeys(each.why for each in own if each.why))
        return why or "no clock of it is in the rule book"
    untold = stock_lacking(outlook, link.clocks)
    if untold:
        return untold
    begin = begin_of_clocks(outlook, link.clocks)
    first = outlook.day - timedelta(weeks=WEEKS)
    if begin and begin.day > first:
        return f"{begin.words}, and {WEEKS} weeks are looked back over"
    return ""


def needed(outlook: Outlook, link: Link, by: date, scope: Scope = EVERYBODY) -> Needed:
    """What a link needs to come down to what its limit carries by a day.

    To be asked of a link of which ``needed_lacks`` says nothing: of another, all is nought.
    Raises BadSetting for a day less than a week ahead, NotFound for a scope that nobody knows.
    """
    ahead = (by - outlook.day).days / 7
    if ahead < 1:
        raise BadSetting("The day must be a week ahead, or more.", "Give a later day.")
    weeks = _weekly(outlook, link, scope)
    begun, finished, otherwise = (sum(week[n] for week in weeks) / WEEKS for n in range(3))
    stock, overdue, limit = _stock(outlook, link, scope)
    carries = begun * limit / 7 if limit is not None and begun else None
    wanted = None if carries is None else begun - otherwise + (stock - carries) / ahead
    # What comes in the weeks ahead varies by itself, and its mean is known from so many weeks only.
    spread = stdev(week[0] - week[2] for week in weeks)
    error = _QUANTILE * spread * sqrt(1 / WEEKS + 1 / ahead)
    return Needed(
        link.key,
        outlook.day,
        WEEKS,
        begun,
        finished,
        otherwise,
        stock,
        overdue,
        limit,
        None if carries is None else carries / 4,
        carries,
        by,
        None if wanted is None else max(0.0, wanted),
        None if wanted is None else max(0.0, wanted - error),
        None if wanted is None else max(0.0, wanted + error),
        heaping(_from_due(outlook, link, scope), limit),
    )


def expected_stock(found: Needed, finished_a_week: float) -> tuple[float, float, float]:
    """The stock on the day, and its 80% interval, if so many are finished a week from now on."""
    ahead = (found.by - found.day).days / 7
    middle = found.stock + ahead * (found.begun - found.ended_otherwise - finished_a_week)
    error = 0.0
    if found.needed is not None and found.needed_high is not None:
        error = (found.needed_high - found.needed) * ahead
    return max(0.0, middle), max(0.0, middle - error), max(0.0, middle + error)


def first_to_serve(
    outlook: Outlook, link: Link, scope: Scope = EVERYBODY
) -> tuple[tuple[FirstToServe, ...], tuple[FirstToServe, ...]]:
    """The ten who have waited longest, and the ten nearest the limit that is not yet past.

    Raises NotFound for a scope that nobody knows.
    """
    waiting = scope.duties(outlook, "waiting")
    found = []
    for order, narrowed in (
        ("started, child, clock", "true"),
        ("due, started, child, clock", "due >= $day"),
    ):
        rows = outlook.rows(
            f"select subject as child, clock, started, due, days_waited from {waiting} as w "
            f"where list_contains($clocks, clock) and status <> {closed(Status.CANNOT_TELL)} "
            f"and {narrowed} and $day is not null order by {order} limit {FIRST}",
            **waiting.values,
            clocks=list(link.clocks),
            day=outlook.day,
        )
        found.append(tuple(FirstToServe(**row) for row in rows))
    return found[0], found[1]


_FAR = "date '9999-12-31'"
_OTHER_END = f"least(coalesce(lapsed, {_FAR}), coalesce(doubt, {_FAR}))"


def _weekly(outlook: Outlook, link: Link, scope: Scope) -> list[tuple[int, int, int]]:
    """Of each of the weeks up to the day: begun, finished, and ended without the step."""
    duties = scope.duties(outlook, "duties")
    first = outlook.day - timedelta(weeks=WEEKS)
    rows = outlook.rows(
        f"""
        select what, date_diff('day', $first, day) as days, count(*) as duties from (
          select 0 as what, started as day from {duties} as d
            where list_contains($clocks, clock)
          union all select 1 as what, stopped as day from {duties} as d
            where list_contains($clocks, clock) and stopped <= {_OTHER_END}
          union all select 2 as what, {_OTHER_END} as day from {duties} as d
            where list_contains($clocks, clock) and {_OTHER_END} < coalesce(stopped, {_FAR})
        ) as turns where day > $first and day <= $day group by what, days""",
        **duties.values,
        first=first,
        day=outlook.day,
        clocks=list(link.clocks),
    )
    weeks = [[0, 0, 0] for _ in range(WEEKS)]
    for row in rows:
        weeks[(row["days"] - 1) // 7][row["what"]] += row["duties"]
    return [(week[0], week[1], week[2]) for week in weeks]


def _stock(outlook: Outlook, link: Link, scope: Scope) -> tuple[int, int, int | None]:
    """What is open, what of it is overdue, and the median days from start to due."""
    waiting = scope.duties(outlook, "waiting")
    rows = outlook.rows(
        f"select date_diff('day', started, due) as days, status, count(*) as duties "
        f"from {waiting} as w where list_contains($clocks, clock) "
        f"and status <> {closed(Status.CANNOT_TELL)} group by days, status",
        **waiting.values,
        clocks=list(link.clocks),
    )
    stock = sum(row["duties"] for row in rows)
    overdue = sum(row["duties"] for row in rows if row["status"] == Status.OVERDUE)
    limits = [row["days"] for row in rows for _ in range(row["duties"]) if row["days"] is not None]
    return stock, overdue, round(median(limits)) if limits else None


def _from_due(outlook: Outlook, link: Link, scope: Scope) -> dict[int, int]:
    """How many were finished in the year to the day, by the days from due."""
    duties = scope.duties(outlook, "duties")
    rows = outlook.rows(
        f"select date_diff('day', due, stopped) as days, count(*) as duties from {duties} as d "
        "where list_contains($clocks, clock) and stopped > $first and stopped <= $day "
        "and due is not null group by days",
        **duties.values,
        clocks=list(link.clocks),
        first=outlook.day - timedelta(days=365),
        day=outlook.day,
    )
    return {row["days"]: row["duties"] for row in rows}
