"""The chain: a child's way from contact to closure, link by link, and where it holds children up.

For each link, over a period that ends on the outlook's day: how many duties were done in the
period and how many of those in time; how many are open now and how many of these are
overdue; the longest open wait; the median wait with those still waiting counted; and the
child-days over, which is the number of children overdue each day, added up over the period.
Never a composite score: an average hides the weak link.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.sql.standing import OPEN
from holdfast.days import add_months
from holdfast.engine.quoting import closed
from holdfast.measures.links import LINKS, Link
from holdfast.query.median_wait import median_wait
from holdfast.query.outlook import Outlook, Row
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.query.since_when import begin_of_clocks, begun_in_part, waits_lacking

MONTHS = 12
NEARLY_ALL = 0.9  # of the steps done at a link: what they are held against

# The stable names of a link for machines, in order; ``judged_from`` has room in CSV and JSON.
COLUMNS = (
    "link", "passed", "in_time", "open", "overdue", "longest_days", "median_days",
    "child_days_over", "judged_from",
)  # fmt: skip


@dataclass(frozen=True)
class ChainRow:
    """A link as pages, CSV and JSON give it. Days are calendar days; None: cannot be determined.

    ``link`` is its key. Of its duties ``passed`` were done in the period, ``in_time`` of them by
    their due date; ``open`` are so on the day, ``overdue`` of them past due. ``longest_days`` is
    the longest open wait; ``median_days`` is None, too, where fewer than half have ended.
    ``judged_from`` is the latest day from which recording is judged good, of its clocks.
    """

    link: str
    passed: int | None
    in_time: int | None
    open: int | None
    overdue: int | None
    longest_days: int | None
    median_days: int | None
    child_days_over: int | None
    judged_from: date | None


@dataclass(frozen=True)
class Measured:
    """What is known of one link. Days are calendar days; None: cannot be determined.

    The figures of its row, and: ``answer`` and ``why``, what the source tells of the link and why
    no more; ``cannot_tell``, how many duties cannot be determined. Of the duties that began in the
    period (``begun``) the waits of so many have ``ended`` with the step done.
    """

    link: Link
    answer: Answer
    why: str
    passed: int | None
    in_time: int | None
    open: int | None
    overdue: int | None
    cannot_tell: int | None
    longest_days: int | None
    median_days: int | None
    child_days_over: int | None
    begun: int | None = None
    ended: int | None = None
    judged_from: date | None = None

    @property
    def row(self) -> ChainRow:
        """The link under its stable names."""
        own = {name: getattr(self, name) for name in COLUMNS if name != "link"}
        return ChainRow(self.link.key, **own)


def period(day: date, months: int = MONTHS) -> date:
    """The day before the first that is counted in the period that ends on ``day``."""
    return add_months(day, -months)


def first_counted(day: date, months: int = MONTHS) -> date:
    """The first day of the period that ends on ``day``, as it is told.

    >>> first_counted(date(2018, 1, 31)).isoformat()
    '2017-02-01'
    """
    return period(day, months) + timedelta(days=1)


def chain(
    outlook: Outlook,
    months: int = MONTHS,
    scope: Scope = EVERYBODY,
    links: Sequence[Link] = LINKS,
) -> list[Measured]:
    """The links of the chain over so many months, in the order in which a child passes them.

    Raises NotFound for a scope that the record does not know.
    """
    standing, first = scope.duties(outlook, "standing"), period(outlook.day, months)
    counted = outlook.rows(
        _counts_sql(str(standing)),
        **standing.values,
        first=first,
        first_day=first + timedelta(days=1),
        tomorrow=outlook.day + timedelta(days=1),
        clocks=[key for link in links for key in link.clocks],
    )
    return [
        _measured(outlook, link, first, [row for row in counted if row["clock"] in link.clocks])
        for link in links
    ]


def weakest(links: Sequence[Measured], most: int = 3) -> list[Measured]:
    """The links with the most child-days over, worst first."""
    waiting = [link for link in links if link.child_days_over]
    return sorted(waiting, key=lambda link: -(link.child_days_over or 0))[:most]


def late_of(links: Sequence[Measured]) -> tuple[int, int]:
    """At how many links too few were done in time (``NEARLY_ALL``), and of how many it is told."""
    told = [(one.in_time or 0) / one.passed for one in links if one.passed]
    return sum(share < NEARLY_ALL for share in told), len(told)


def _measured(outlook: Outlook, link: Link, first: date, rows: Sequence[Row]) -> Measured:
    answered = [each for each in outlook.answered if each.clock.key in link.clocks]
    able = [each for each in answered if each.answer is not Answer.CANNOT_TELL]
    why = "; ".join(dict.fromkeys(each.why for each in answered if each.why))
    judged = outlook.book.good_from.latest(link.clocks)
    if not able:
        none = dict.fromkeys((*_ADDED, "longest_days", "median_days"))
        return Measured(link, Answer.CANNOT_TELL, why, **none, judged_from=judged)
    counts: dict[str, int | None] = {name: sum(row[name] for row in rows) for name in _ADDED}
    waiting = (row["longest_days"] for row in rows if row["longest_days"] is not None)
    counts["longest_days"] = max(waiting, default=None)
    if begun_in_part(outlook, link.clocks):
        counts["overdue"] = None
    if all(each.answer is Answer.CURRENT for each in able):
        # The source gives only what is open now: what was done before cannot be determined.
        counts |= dict.fromkeys(("passed", "in_time", "median_days"))
        return Measured(link, Answer.CURRENT, why, **counts, judged_from=judged)
    begin = begin_of_clocks(outlook, [each.clock.key for each in able])
    if begin and begin.day > first + timedelta(days=1):
        counts |= dict.fromkeys(("passed", "in_time", "median_days", "child_days_over"))
        why = f"{begin.words}: not all of the period is in it"
        return Measured(link, Answer.CURRENT, why, **counts, judged_from=judged)
    untold = waits_lacking(outlook, link.clocks)
    if untold:
        # What was done is known; not how long those waited who ended undone, or may still wait.
        counts |= dict.fromkeys(("median_days", "child_days_over"))
        return Measured(link, Answer.HISTORY, why or untold, **counts, judged_from=judged)
    waits = [(row["days"], row["ended"], row["waiting"]) for row in rows if row["days"] is not None]
    counts["median_days"] = median_wait(waits)
    counts["ended"] = sum(ended for _, ended, _ in waits)
    counts["begun"] = sum(ended + waiting for _, ended, waiting in waits)
    return Measured(link, Answer.HISTORY, why, **counts, judged_from=judged)


# What is counted wait by wait and added up for a link.
_ADDED = ("passed", "in_time", "open", "overdue", "cannot_tell", "child_days_over")


def _counts_sql(standing: str) -> str:
    """The counts of clocks in one pass over ``standing``, by the length of the wait.

    Columns: clock, days (None for a wait that began before the period, or that cannot be
    determined), what is added up, the longest open wait, and how many waits of that length have
    ended and how many were still open then. Values: ``$clocks``, ``$first`` (the day before the
    period), ``$first_day`` and ``$tomorrow``; only words of a closed list, the statuses, stand in
    the text.
    """
    done = f"status in ({closed(Status.MET, Status.LATE)})"
    passed = f"{done} and stopped > $first"
    open_ = f"status in ({closed(*OPEN)})"
    began = f"started > $first and status <> {closed(Status.CANNOT_TELL)}"
    far = "date '9999-12-31'"
    ends = [f"coalesce({end}, {far})" for end in ("stopped", "lapsed", "doubt")]
    # Overdue on each day from the day after due until the day it ends, which is not one.
    last = f"least({', '.join(ends)}, $tomorrow)"
    begins = "greatest(overdue_from, $first_day)"
    over = f"overdue_from is not null and {last} > {begins}"
    return f"""
    select clock, days, {_count(passed)} as passed,
      {_count(f"{passed} and status = {closed(Status.MET)}")} as in_time, {_count(open_)} as open,
      {_count(f"status = {closed(Status.OVERDUE)}")} as overdue,
      {_count(f"status = {closed(Status.CANNOT_TELL)}")} as cannot_tell,
      cast(sum(case when {over} then date_diff('day', {begins}, {last}) else 0 end) as bigint)
        as child_days_over,
      max(case when {open_} then days_waited end) as longest_days,
      {_count(done)} as ended, {_count(f"not ({done})")} as waiting
    from (select *, case when {began} then days_waited end as days
      from {standing} as s where list_contains($clocks, clock)) as each_duty
    group by clock, days"""


def _count(condition: str) -> str:
    return f"cast(sum(case when {condition} then 1 else 0 end) as bigint)"
