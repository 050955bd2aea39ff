"""Since when the source tells of what clocks rest on, and what of their duties it cannot tell."""

from collections.abc import Collection

from holdfast.clocks.rules.answers import lapse_day_lacking
from holdfast.days import add_months
from holdfast.query.outlook import Outlook
from holdfast.record.supplements.overlay import FeedBegin

# Tables of which a source holds in part what became of a row: a census tells of no care, by which
# a child is seen to be assessed, and nothing of what was done before its first year. Where children
# wait for months, so long goes by until those who began to wait before it are hardly any: a year,
# as we take it.
HELD_IN_PART = {"cin_census": frozenset({"referrals", "pre_proceedings"})}
IN_PART_MONTHS = 12
# A duty of a period may have begun in the months before it: the longest that begin anew are of 45
# working days. Of those that were done before its source begins, the source says nothing.
DUTY_MONTHS = 3


def tables_of_clocks(outlook: Outlook, clocks: Collection[str]) -> set[str]:
    """The tables of the record that some clocks rest on, by the clocks' keys."""
    own = (each.clock for each in outlook.answered if each.clock.key in clocks)
    return {column.table.name for clock in own for column in clock.columns()}


def begun_in_part(outlook: Outlook, clocks: Collection[str]) -> bool:
    """Whether the source holds only in part what begins the duties of any of some clocks."""
    in_part = HELD_IN_PART.get(outlook.snapshot.manifest.source, frozenset())
    own = (each.clock for each in outlook.answered if each.clock.key in clocks)
    return any(clock.begun_in() & in_part for clock in own)


def begin_of_clocks(outlook: Outlook, clocks: Collection[str]) -> FeedBegin | None:
    """The first day from which every duty of some clocks is told; None where all are."""
    begin = outlook.overlay.begin(tables_of_clocks(outlook, clocks), every=True)
    if begin is None or not begun_in_part(outlook, clocks):
        return begin
    return after_months(begin, IN_PART_MONTHS)


def after_months(begin: FeedBegin, months: int) -> FeedBegin:
    """The first day that can be told of what looks back over so many months."""
    words = f"{begin.words}, and the {months} months before each day are needed too"
    return FeedBegin(add_months(begin.day, months), words)


def lapses_lacking(outlook: Outlook, clocks: Collection[str]) -> str:
    """Why it cannot be determined when duties of some clocks ended undone; empty where it can.

    Without it no duty is told to have ended late, nor how many waited on an earlier day.
    """
    feeds = outlook.overlay.feeds
    own = (each.clock for each in outlook.answered if each.clock.key in clocks)
    return next((why for clock in own if (why := lapse_day_lacking(clock, feeds))), "")


def waits_lacking(outlook: Outlook, clocks: Collection[str]) -> str:
    """Why it cannot be determined who waits, or for how long; empty where it can.

    More is needed than for ``lapses_lacking``: of a duty that is not known to be done it must be
    known that it is not.
    """
    return lapses_lacking(outlook, clocks) or stock_lacking(outlook, clocks)


def stock_lacking(outlook: Outlook, clocks: Collection[str]) -> str:
    """Why it cannot be determined how many wait on the outlook's day; empty where it can."""
    if not begun_in_part(outlook, clocks):
        return ""
    return "the source does not tell of each that is not done whether it still waits"
