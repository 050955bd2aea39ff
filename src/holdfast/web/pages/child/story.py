"""A child's story as the timeline draws it: years, days, what happened, clocks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.count_words import count_of
from holdfast.query.journey import Journey, JourneyEntry
from holdfast.query.listed_duty import ListedDuty
from holdfast.web.pages.child.words import in_words

EVENTS = "events"
CLOCKS = "clocks"

# A clock that ended in one of these did not run to its stop.
UNFULFILLED = (Status.LAPSED, Status.LAPSED_OVERDUE)


@dataclass(frozen=True)
class StoryRow:
    """A row of the record that tells of something: what else it says, and where it was read."""

    text: str
    source: str


@dataclass(frozen=True)
class StoryItem:
    """Something that happened on a day, with every row that tells of it."""

    title: str
    area: str
    planned: bool
    rows: tuple[StoryRow, ...]


@dataclass(frozen=True)
class Tick:
    """A clock that starts, stops or lapses on a day.

    ``due`` is told of a start; ``status`` and ``detail`` say how it stood when it ended.
    """

    words: str
    title: str
    due: date | None = None
    status: str = ""
    detail: str = ""


@dataclass(frozen=True)
class StoryDay:
    """A day of the story. Its events are put into words when it is drawn: few of many are."""

    day: date
    entries: tuple[JourneyEntry, ...]
    ticks: tuple[Tick, ...]

    @cached_property
    def events(self) -> tuple[StoryItem, ...]:
        """What happened on the day."""
        return _happened(self.entries)


@dataclass(frozen=True)
class StoryYear:
    """A year, and its days in the order asked for."""

    year: int
    days: tuple[StoryDay, ...]


def story(
    told: Journey, on: date, latest: date, areas: Sequence[str] = (), kinds: Sequence[str] = ()
) -> list[StoryDay]:
    """The days of a child's story, oldest first; empty ``areas`` or ``kinds`` mean all.

    Looking back (``on`` before ``latest``, the snapshot's own day) it ends on the day; else what
    is planned for later is told too.
    """
    entries = [entry for entry in told.entries if _wanted(entry.area, areas)]
    entries = [entry for entry in entries if not _is_later(entry, on, latest)]
    duties = [duty for duty in told.duties if _wanted(Area(duty.area), areas)]
    happened = _by_day((entry.day, entry) for entry in entries if not kinds or EVENTS in kinds)
    ticks = _by_day(
        tick for duty in duties for tick in _ticks(duty, on) if not kinds or CLOCKS in kinds
    )
    return [
        StoryDay(day, tuple(happened.get(day, ())), tuple(ticks.get(day, ())))
        for day in sorted(happened.keys() | ticks.keys())
    ]


def by_year(days: Iterable[StoryDay]) -> list[StoryYear]:
    """Days in order, gathered under their years."""
    return [StoryYear(year, tuple(own)) for year, own in groupby(days, lambda one: one.day.year)]


def later(told: Journey, on: date, latest: date) -> int:
    """How many events are left out because they came after the day looked back to."""
    return sum(_is_later(entry, on, latest) for entry in told.entries)


def _is_later(entry: JourneyEntry, on: date, latest: date) -> bool:
    """Whether an event came after the day looked at, and was not planned by then."""
    return on < entry.day and (on < latest or not entry.planned)


def ended(duty: ListedDuty, on: date) -> date | None:
    """The day on which a duty had stopped or lapsed by ``on``: the rest is hindsight."""
    past = (day for day in (duty.stopped, duty.lapsed) if day is not None and day <= on)
    return next(past, None)


def over(duty: ListedDuty) -> str:
    """By how much a duty is or was late: "by 6 days"; empty when in time."""
    return f"by {count_of(duty.days_over, 'day')}" if duty.days_over else ""


def _wanted(area: Area, areas: Sequence[str]) -> bool:
    return not areas or area.value in areas


def _by_day(dated: Iterable[tuple[date, object]]) -> dict[date, list]:
    days: dict[date, list] = {}
    for day, one in dated:
        days.setdefault(day, []).append(one)
    return days


def _happened(entries: Sequence[JourneyEntry]) -> tuple[StoryItem, ...]:
    """Rows that tell of the same thing on the same day, told once."""
    same: dict[tuple[str, str], list[JourneyEntry]] = {}
    for entry in entries:
        same.setdefault((in_words(entry.what), entry.area.title), []).append(entry)
    return tuple(
        StoryItem(title, area, own[0].planned, tuple(_row(entry) for entry in own))
        for (title, area), own in same.items()
    )


def _row(entry: JourneyEntry) -> StoryRow:
    said = "; ".join(f"{label}: {words}" for label, words in entry.details)
    return StoryRow(said[:1].upper() + said[1:], entry.source)


def _ticks(duty: ListedDuty, on: date) -> Iterable[tuple[date, Tick]]:
    # Of some it cannot be determined since when they ran, or whether they did at all.
    if duty.started is not None:
        yield duty.started, Tick("Clock started", duty.title, duty.due)
    day = ended(duty, on)
    if day is not None:
        words = "Clock lapsed" if duty.status in UNFULFILLED else "Clock stopped"
        yield day, Tick(words, duty.title, None, duty.status, over(duty))
