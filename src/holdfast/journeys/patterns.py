"""Patterns: something that happened again and again, or came back, within so many months.

``pattern_days`` is no table of a source. It is worked out from the events that each pattern
counts, and read by events and spells as a table is. Each pattern has a column of its own, which
holds the day on which the pattern was complete; ``lasts`` is the last day on which all that was
counted lies within the months, or the day on which the case was closed, where that ends it. Three
contacts closed within 24 months, as an example:

    received    closed without action      child  contacts_closed  lasts
    2016-05-02  yes                        C1     2018-01-15       2018-05-02
    2017-09-11  yes
    2018-01-15  yes
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from holdfast.areas import Area
from holdfast.day_arrays import as_dates, known_days, months_later
from holdfast.days import FIRST_KNOWN, LAST_KNOWN, add_months
from holdfast.engine import Engine
from holdfast.journeys.compiler import happening_sql
from holdfast.journeys.contact import (
    REFERRAL_CLOSED,
    REFERRAL_RECEIVED,
)
from holdfast.journeys.event import Event
from holdfast.journeys.protection import PLAN_BEGUN
from holdfast.journeys.reading import History, happened
from holdfast.journeys.workforce import ALLOCATED
from holdfast.record.assessment import Assessments
from holdfast.record.contact import Contacts
from holdfast.record.missing import MissingEpisodes
from holdfast.record.schema.table import Column, Table, day
from holdfast.record.schema.table import child as the_child
from holdfast.record.store.manifest import Feed
from holdfast.record.workforce import Involvements

# Not in the register of events: a child's journey would call the day on which a contact was
# received that on which it was closed.
CONTACT_CLOSED = Event(
    "a contact is received and closed with no further action",
    Contacts.received,
    Contacts.outcome.among("no_further_action"),
)
ASSESSMENT_CLOSED = Event(
    "an assessment ends in no further action",
    Assessments.authorised,
    Assessments.no_further_action.yes,
)
# One who is away from placement without permission is not missing: where the child is, is known.
WENT_MISSING = Event(
    "a child goes missing", MissingEpisodes.started, MissingEpisodes.kind.not_among("away")
)


class PatternDays(Table, area=Area.OVERSIGHT):
    """A day on which a pattern was complete, and the last on which it holds."""

    child = the_child()
    lasts = day("The last day within the months, or that on which it was ended.", ahead=True)
    contacts_closed = day("Three contacts closed with no further action within 24 months.")
    referrals = day("Three referrals within 24 months, whatever came of them.")
    assessments_closed = day("Three assessments ended with no further action within 36 months.")
    plans = day("A second child protection plan within ten years.")
    workers = day("Three different workers within 12 months.")
    missing = day("Three missing episodes within three months.")
    returned = day("Referred again within 12 months of the case being closed.")


@dataclass(frozen=True)
class Pattern:
    """``times`` of an event within ``months``, or an event within ``months`` of another.

    ``at`` is its column in ``pattern_days``. ``after`` is that other event: then the event counts
    where it happens on or after the latest such day and within the months. ``each`` names a column
    of the event's row: of rows with one value in it only the latest counts, on any day.
    ``ended_by`` ends the pattern where it happens before the months are over.
    """

    at: Column
    event: Event
    months: int
    times: int = 2
    after: Event | None = None
    each: Column | None = None
    ended_by: Event | None = None

    @property
    def happening(self) -> Event:
        """The event of the pattern being complete."""
        return Event(self.at.meaning, self.at)

    def columns(self) -> tuple[Column, ...]:
        """Every column of the record that it reads."""
        events = [event for event in (self.after, self.ended_by) if event is not None]
        others = (column for event in events for column in event.columns())
        each = (self.each,) if self.each else ()
        return tuple(dict.fromkeys((*self.event.columns(), *others, *each)))


PATTERNS = (
    Pattern(PatternDays.contacts_closed, CONTACT_CLOSED, months=24, times=3),
    Pattern(PatternDays.referrals, REFERRAL_RECEIVED, months=24, times=3),
    Pattern(PatternDays.assessments_closed, ASSESSMENT_CLOSED, months=36, times=3),
    Pattern(PatternDays.plans, PLAN_BEGUN, months=120),
    Pattern(
        PatternDays.workers,
        ALLOCATED,
        months=12,
        times=3,
        each=Involvements.worker,
        ended_by=REFERRAL_CLOSED,
    ),
    Pattern(PatternDays.missing, WENT_MISSING, months=3, times=3),
    Pattern(
        PatternDays.returned,
        REFERRAL_RECEIVED,
        months=12,
        after=REFERRAL_CLOSED,
        ended_by=REFERRAL_CLOSED,
    ),
)


def pattern_feed(feeds: Mapping[str, Feed]) -> Feed:
    """The patterns that can be worked out from a source: those whose every column it carries."""
    known = (each.at.name for each in PATTERNS if carries_every(feeds, each.columns()))
    return Feed("every", ("child", "lasts", *known))


def carries_every(feeds: Mapping[str, Feed], columns: Iterable[Column]) -> bool:
    """Whether a source carries all of these columns, and every event rather than the latest."""
    found = [(feeds.get(column.table.name), column) for column in columns]
    return all(
        feed is not None and feed.reach == "every" and column.name in feed.columns
        for feed, column in found
    )


def pattern_columns() -> dict[Column, frozenset[Column]]:
    """The columns that each pattern is worked out from, by its column in ``pattern_days``."""
    return {pattern.at: frozenset(pattern.columns()) for pattern in PATTERNS}


# --- in SQL ---------------------------------------------------------------------------------

_LATER = pa.schema([("months", pa.int32()), ("day", pa.date32()), ("later", pa.date32())])


def define_patterns(engine: Engine, keep: bool = False) -> None:
    """Name ``pattern_days`` on an engine that holds the record; ``keep``: computed once."""
    months = sorted({pattern.months for pattern in PATTERNS})
    engine.rows("months_later", pa.concat_tables([_LATER.empty_table(), *map(_later, months)]))
    engine.define("pattern_days", " union all ".join(map(_pattern_sql, PATTERNS)), keep)


def _later(count: int) -> pa.Table:
    days = known_days()
    columns = [as_dates(each) for each in (days, months_later(days, count))]
    months = pa.array(np.full(len(days), count, dtype=np.int32))
    return pa.Table.from_arrays([months, *columns], schema=_LATER)


def _pattern_sql(pattern: Pattern) -> str:
    days = [column for column in PatternDays.columns if column.name not in ("child", "lasts")]
    values = ("p.day" if column is pattern.at else "cast(null as date)" for column in days)
    own = ", ".join(f"{value} as {day.name}" for value, day in zip(values, days, strict=True))
    whole = _counted_sql(pattern)
    found = (
        f"select p.subject as child, m.later as lasts, {own}, p.day as complete "
        f"from ({whole}) as p join months_later as m "
        f"on m.months = {pattern.months} and m.day = p.first_day where p.day <= m.later"
    )
    names = ", ".join(day.name for day in days)
    if pattern.ended_by is None:
        return f"select child, lasts, {names} from ({found}) as found"
    kept = ", ".join(f"f.{day.name}" for day in days)
    return (
        f"select f.child, least(f.lasts, coalesce(min(e.day), f.lasts)) as lasts, {kept} "
        f"from ({found}) as f left join ({happening_sql(pattern.ended_by, str)}) as e "
        f"on e.subject = f.child and e.day >= f.complete group by f.child, f.lasts, {kept}"
    )


def _counted_sql(pattern: Pattern) -> str:
    """Each event, and the first day that counts towards it: subject, day, first_day."""
    events = happening_sql(pattern.event, str)
    if pattern.after:
        # The latest day before it on which the other happened.
        first = happening_sql(pattern.after, str)
        return (
            f"select e.subject, e.day, max(f.day) as first_day from ({events}) as e "
            f"join ({first}) as f on f.subject = e.subject and f.day <= e.day "
            "group by e.subject, e.day"
        )
    if pattern.each is not None:
        return _different_sql(pattern, pattern.each)
    before = f"lag(day, {pattern.times - 1}) over (partition by subject order by day)"
    return f"select subject, day, {before} as first_day from ({events}) as e"


def _different_sql(pattern: Pattern, each: Column) -> str:
    """Each event's day, and the latest of the one that makes up the number of different ones."""
    event = pattern.event
    held = f" and {event.where.sql('r')}" if event.where else ""
    events = (
        f"select distinct r.{event.subject.name} as subject, r.{event.at.name} as day, "
        f"r.{each.name} as who from {event.table.name} as r "
        f"where r.{event.at.name} is not null{held}"
    )
    return (
        f"with one_each as ({events}), latest_of_each as ("
        "select e.subject, e.day, f.who, max(f.day) as of_who "
        "from (select distinct subject, day from one_each) as e "
        "join one_each as f on f.subject = e.subject and f.day <= e.day "
        "group by e.subject, e.day, f.who), ranked_by_day as ("
        "select subject, day, of_who, row_number() over "
        "(partition by subject, day order by of_who desc) as place from latest_of_each) "
        f"select subject, day, of_who as first_day from ranked_by_day where place = {pattern.times}"
    )


# --- in plain Python ------------------------------------------------------------------------


def with_patterns(record: Mapping[str, History]) -> dict[str, History]:
    """The record, everybody's rows, with those of ``pattern_days`` worked out."""
    return {
        subject: {
            **history,
            "pattern_days": [
                {"child": subject, **row} for pattern in PATTERNS for row in _rows(pattern, history)
            ],
        }
        for subject, history in record.items()
    }


def _rows(pattern: Pattern, history: History) -> Iterable[dict[str, Any]]:
    closed = happened(history, pattern.ended_by) if pattern.ended_by else []
    for first, last in _complete(pattern, history):
        if first is not None and FIRST_KNOWN <= first <= LAST_KNOWN:
            lasts = add_months(first, pattern.months)
            if last <= lasts:
                ends = (occurrence.day for occurrence in closed if occurrence.day >= last)
                empty = {column.name: None for column in PatternDays.columns}
                yield {**empty, pattern.at.name: last, "lasts": min([lasts, *ends])}


def _complete(pattern: Pattern, history: History) -> Iterable[tuple[date | None, date]]:
    """Each day on which it may be complete, and the first day that counts towards it."""
    found = happened(history, pattern.event)
    days = [occurrence.day for occurrence in found]
    if pattern.after:
        others = [occurrence.day for occurrence in happened(history, pattern.after)]
        for day in sorted(set(days)):
            yield max((other for other in others if other <= day), default=None), day
    elif pattern.each:
        for day in sorted(set(days)):
            latest: dict[Any, date] = {}
            for occurrence in found:
                if occurrence.day <= day:
                    latest[occurrence.row.get(pattern.each.name)] = occurrence.day
            ordered = sorted(latest.values(), reverse=True)
            yield (ordered[pattern.times - 1] if len(ordered) >= pattern.times else None), day
    else:
        for place, day in enumerate(days):
            yield (days[place - pattern.times + 1] if place >= pattern.times - 1 else None), day
