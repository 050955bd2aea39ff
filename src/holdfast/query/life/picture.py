"""A child's life read into lanes: what is drawn, with its days and words, up to a day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.clocks.duty import Status
from holdfast.journeys.laid import label
from holdfast.journeys.reading import Lived, happened, spells
from holdfast.query.journey import Journey
from holdfast.query.life.lane import BarLook, Lane, LaneBar, LaneMark, LaneUndated, MarkLook
from holdfast.query.life.lanes import LANES
from holdfast.query.life.saying import in_words
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, OutOfScope, Scope

_PAST_DUE = (Status.OVERDUE, Status.LATE, Status.LAPSED_OVERDUE)


@dataclass(frozen=True)
class LifeBar:
    """A spell of the child's: from ``first`` to ``last`` (None: it goes on on the day).

    ``words`` are its lane's, ``says`` what its row says: a category, a kind, a worker's name.
    """

    first: date
    last: date | None
    look: BarLook
    words: str
    says: str


@dataclass(frozen=True)
class DrawnMark:
    """Something that happened on a day. ``many``: it happens often, and as a matter of course."""

    day: date
    look: MarkLook
    words: str
    says: str
    many: bool


@dataclass(frozen=True)
class DrawnUndated:
    """A step whose day is not recorded; ``day`` is the first on which it had been taken."""

    day: date
    words: str


@dataclass(frozen=True)
class DrawnOverdue:
    """Days on which a duty of the lane's clocks was past due: the first and the last of them."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many calendar days."""
        return (self.last - self.first).days


@dataclass(frozen=True)
class DrawnLane:
    """A lane with all that is drawn in it, each kind in order of day."""

    key: str
    title: str
    bars: tuple[LifeBar, ...]
    marks: tuple[DrawnMark, ...]
    undated: tuple[DrawnUndated, ...]
    overdue: tuple[DrawnOverdue, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing is drawn in it."""
        return not (self.bars or self.marks or self.undated or self.overdue)


@dataclass(frozen=True)
class LaidSpell:
    """A spell of a child's as journeys laid it down; ``spell`` is its label."""

    spell: str
    started: date
    ended: date | None


def laid_spells(outlook: Outlook, child: str, scope: Scope = EVERYBODY) -> tuple[LaidSpell, ...]:
    """The spells of the lanes that the child's own rows do not tell, such as a worker's leaving.

    Raises OutOfScope for a child out of scope, NotFound for a scope that the record does not know.
    """
    if not scope.holds(outlook, child):
        raise OutOfScope(
            "The team or worker asked about holds no child with that identifier on this day.",
            "Check the identifier, or ask for another team, worker or day.",
        )
    rows = outlook.rows(
        "select spell, started, ended from spells "
        "where subject = $child and list_contains($labels, spell) order by started, spell",
        child=child,
        labels=[label(bar.spell) for lane in LANES for bar in lane.bars if bar.laid],
    )
    return tuple(LaidSpell(**row) for row in rows)


def life_lanes(
    told: Journey, day: date, workers: Mapping[str, str], laid: Sequence[LaidSpell] = ()
) -> tuple[DrawnLane, ...]:
    """The lanes of a child's life up to a day; those with nothing in them are left out.

    ``workers`` are names by identifier. What ended after the day goes on on it: the rest is
    hindsight.
    """
    drawn = (_lane(lane, told, day, workers, laid) for lane in LANES)
    return tuple(lane for lane in drawn if not lane.empty)


def _lane(
    lane: Lane, told: Journey, day: date, workers: Mapping[str, str], laid: Sequence[LaidSpell]
) -> DrawnLane:
    bars = (drawn for bar in lane.bars for drawn in _bars(bar, told, day, workers, laid))
    marks = {mark: None for one in lane.marks for mark in _marks(one, told, day)}
    undated = (drawn for one in lane.undated for drawn in _undated(one, told, day))
    return DrawnLane(
        lane.key,
        lane.title,
        tuple(sorted(bars, key=lambda bar: bar.look is BarLook.NOBODY)),
        tuple(sorted(marks, key=lambda mark: (mark.day, mark.words))),
        tuple(sorted(undated, key=lambda one: one.day)),
        _overdue(lane, told.duties, day),
    )


def _bars(
    bar: LaneBar,
    told: Journey,
    day: date,
    workers: Mapping[str, str],
    laid: Sequence[LaidSpell],
) -> Iterable[LifeBar]:
    if bar.laid:
        own = label(bar.spell)
        lives = [Lived(one.started, one.ended, {}) for one in laid if one.spell == own]
    else:
        lives = spells(told.history, bar.drawn)
    for lived in lives:
        if lived.started > day:
            continue
        last = lived.ended if lived.ended and lived.ended <= day else None
        # A handover within the day leaves nobody without a worker.
        if bar.look is BarLook.NOBODY and last and (last - lived.started).days < 1:
            continue
        says = _bar_says(bar, lived, told, workers)
        yield LifeBar(lived.started, last, bar.look, bar.words, says)


def _bar_says(bar: LaneBar, lived: Lived, told: Journey, workers: Mapping[str, str]) -> str:
    if bar.says is None:
        return ""
    # Where several rows are one spell, all that it was made of.
    rows = (
        [lived.row]
        if lived.row
        else [
            row
            for stretch in bar.spell.stretches
            for row in told.history.get(stretch.table.name, ())
            if (begun := row.get(stretch.begins.name)) and lived.holds(begun)
        ]
    )
    said = (in_words(bar.says, row, workers) for row in rows)
    return ", then ".join(dict.fromkeys(words for words in said if words))


def _marks(mark: LaneMark, told: Journey, day: date) -> Iterable[DrawnMark]:
    for one in happened(told.history, mark.event):
        if one.day <= day:
            said = [in_words(column, one.row, {}) for column in mark.says]
            words = "; ".join(each for each in said if each)
            yield DrawnMark(one.day, mark.look, mark.words, words, mark.many)


def _undated(undated: LaneUndated, told: Journey, day: date) -> Iterable[DrawnUndated]:
    for row in told.history.get(undated.by.table.name, ()):
        if not undated.where.holds(row):
            continue
        for other in told.history.get(undated.lies.table.name, ()):
            at = other.get(undated.lies.name)
            if at and at <= day and other.get(undated.by.name) == row.get(undated.by.name):
                yield DrawnUndated(at, undated.words)


def _overdue(lane: Lane, duties: Iterable[ListedDuty], day: date) -> tuple[DrawnOverdue, ...]:
    """The days on which any duty of a lane was overdue; times that meet are one."""
    times = []
    for duty in duties:
        if duty.clock in lane.clocks and duty.status in _PAST_DUE and duty.days_over >= lane.least:
            ended = [end for end in (duty.stopped, duty.lapsed) if end and end <= day]
            last = min(ended, default=day)
            times.append(DrawnOverdue(last - timedelta(days=duty.days_over), last))
    joined: list[DrawnOverdue] = []
    for time in sorted(times, key=lambda one: (one.first, one.last)):
        if joined and time.first <= joined[-1].last:
            joined[-1] = DrawnOverdue(joined[-1].first, max(joined[-1].last, time.last))
        else:
            joined.append(time)
    return tuple(joined)
