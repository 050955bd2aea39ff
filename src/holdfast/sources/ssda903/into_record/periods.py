"""What a child's episodes tell together: periods of care, placements, legal statuses.

Nothing is put right by guessing. What follows is stated here and counted: an episode left open
though another begins ends where that one begins; episodes that overlap, or leave a gap where the
return says that none is, stand as they are. Where such a thing bears on when care began or
ended, that day is in doubt.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

CUT = "episodes left open though another begins: taken to end on that day"
OVERLAP = "episodes that another overlaps"
TOGETHER = "episodes that begin on one day with another"
GAP = "episodes after which care stops for some days, though the return says it went on"
LOST = "episodes after which another was to begin the same day, and none is there"
BEFORE = "periods of care that began before the first file's year"
UNBEGUN = "periods of care of which no episode says that care began"

CUT_WORDS = "It has no last day, and another episode begins later."
OVERLAP_WORDS = "It ends after the episodes that began later: when care ended cannot be determined."
GAP_WORDS = "Another episode was to begin on its last day, and none does."
UNBEGUN_WORDS = "It is the first of its period, and says that care had begun before."

STARTED, WENT_ON = "S", "X1"
# The legal status alone changed, or the placement alone did.
STATUS_ALONE, PLACE_ALONE = ("L",), ("P", "T")


@dataclass
class Episode:
    """An episode as its row tells it; ``at`` is where it stands. ``ended`` may be cut."""

    at: tuple[int, int]
    started: date
    ended: date | None
    why: str | None
    ceased: str | None
    status: str | None
    place: str | None
    moved_for: str | None = None


@dataclass
class Told:
    """What an episode tells together with those around it, and what of it is in doubt.

    Days are of the whole period, placement or status. ``doubts`` are columns of the record, by
    their table and name, each with the words for it.
    """

    period: date
    entered: date | None = None
    placed: date | None = None
    left_place: date | None = None
    new_place: bool = False
    moved_for: str | None = None
    status_since: date | None = None
    status_until: date | None = None
    new_status: bool = False
    doubts: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Period:
    """A period of care: its episodes by the days on which they began."""

    episodes: tuple[Episode, ...]

    @property
    def first(self) -> Episode:
        """The first of which a file tells."""
        return self.episodes[0]

    @property
    def ended(self) -> date | None:
        """The last day; None while the child is in care."""
        ends = [one.ended for one in self.episodes]
        return None if None in ends else max(end for end in ends if end)

    def is_whole(self, first: date) -> bool:
        """Whether all of it lies in files that begin on that day."""
        return self.first.why == STARTED and self.first.started >= first


@dataclass
class Periods:
    """The periods of every child, what each episode tells, and how often something was met."""

    of_child: dict[str, list[Period]] = field(default_factory=dict)
    told: dict[tuple[int, int], Told] = field(default_factory=dict)
    met: Counter[str] = field(default_factory=Counter)
    cut: dict[tuple[int, int], date] = field(default_factory=dict)


def periods_of(episodes: Mapping[str, Sequence[Episode]], first: date) -> Periods:
    """The periods of each child; the files hold all that happened since ``first``."""
    found = Periods()
    for child, rows in episodes.items():
        in_order = sorted(rows, key=lambda one: (one.started, one.ended or date.max))
        found.of_child[child] = list(_periods(found, in_order))
        for period in found.of_child[child]:
            _tell(found, period, first)
    return found


def _periods(found: Periods, episodes: Sequence[Episode]) -> Iterator[Period]:
    """Part a child's episodes where one period ends and another begins."""
    held: list[Episode] = []
    for one in episodes:
        found.told[one.at] = Told(one.started)
        if held and not _goes_on(found, held, one):
            yield Period(tuple(held))
            held = []
        held.append(one)
    if held:
        last = held[-1]
        if last.ended and last.ceased == WENT_ON:
            found.met[LOST] += 1
            _doubt(found, last, ("care_episodes", "ended"), GAP_WORDS)
        yield Period(tuple(held))


def _goes_on(found: Periods, held: Sequence[Episode], one: Episode) -> bool:
    """Whether an episode is of the period before it; tells what is odd between the two."""
    before = held[-1]
    if before.started == one.started:
        found.met[TOGETHER] += 1
    if before.ended is None:
        found.met[CUT] += 1
        before.ended = found.cut[before.at] = one.started
        _doubt(found, before, ("care_episodes", "ended"), CUT_WORDS)
        return one.why != STARTED or before.started == one.started
    if before.ended > one.started:
        found.met[OVERLAP] += 1
        if one.ended and before.ended > one.ended:
            _doubt(found, before, ("care_episodes", "ended"), OVERLAP_WORDS)
        return True
    if before.ended == one.started:
        return not (one.why == STARTED and before.ceased != WENT_ON)
    if before.ceased == WENT_ON:
        found.met[GAP] += 1
        _doubt(found, before, ("care_episodes", "ended"), GAP_WORDS)
    return False


def _tell(found: Periods, period: Period, first: date) -> None:
    """What the episodes of one period tell together."""
    begun = period.first.started
    entered = begun if period.first.why == STARTED else None
    for one in period.episodes:
        found.told[one.at].period, found.told[one.at].entered = begun, entered
    for run in _runs(period.episodes, _same_place):
        told = found.told[run[0].at]
        told.new_place, told.moved_for = True, run[-1].moved_for
        for one in run:
            found.told[one.at].placed = run[0].started
            found.told[one.at].left_place = run[-1].ended
    for run in _runs(period.episodes, _same_status):
        told = found.told[run[0].at]
        told.new_status = True
        told.status_since, told.status_until = run[0].started, run[-1].ended
    if period.first.why == STARTED:
        found.met[BEFORE] += begun < first
        return
    found.met[BEFORE if begun < first else UNBEGUN] += 1
    if begun >= first:
        _doubt(found, period.first, ("care_episodes", "started"), UNBEGUN_WORDS)
    # Where only the other of the two changed, this one began earlier than any file tells.
    if period.first.why in STATUS_ALONE:
        _doubt(found, period.first, ("placements", "started"), UNBEGUN_WORDS)
    if period.first.why in PLACE_ALONE:
        _doubt(found, period.first, ("legal_statuses", "started"), UNBEGUN_WORDS)


def _runs(
    episodes: Iterable[Episode], same: Callable[[Episode, Episode], bool]
) -> Iterator[list[Episode]]:
    run: list[Episode] = []
    for one in episodes:
        if run and not same(run[-1], one):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _same_place(before: Episode, one: Episode) -> bool:
    follows = before.ended == one.started
    return follows and one.why in STATUS_ALONE and before.place == one.place


def _same_status(before: Episode, one: Episode) -> bool:
    return before.ended == one.started and before.status == one.status


def _doubt(found: Periods, one: Episode, column: tuple[str, str], words: str) -> None:
    found.told[one.at].doubts.setdefault(column, words)
