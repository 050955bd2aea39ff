"""What cannot be determined from the returns taken together.

A return holds the episodes open in its year and the reviews held in it. A child who came into care
before the first of the years had reviews that lie in no file, and must not pass for one whom
nobody reviewed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.record.care import CareEpisodes, CareReviews
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.manifest import Reach
from holdfast.sources.ssda903.into_record.declared import CHILD
from holdfast.sources.ssda903.into_record.periods import STARTED, Episode, Period, Periods
from holdfast.sources.ssda903.into_record.stitching import JudgedTable

# From this share of the periods on that lie in the files whole, the reviews are believed as a
# history; below it as what was held last.
HISTORY_FROM = 0.9
EARLIER = "Reviews held before the first file's year lie in no file."
NOT_REVIEWED = (
    "No file holds a review of it: whether there was one before the first file's year cannot be "
    "determined."
)
NEXT_STEP = "Import the returns of the years before as well."
UNREVIEWED = "children in care through the whole of the files, and no review of them in any"


@dataclass(frozen=True)
class UntoldOfCare:
    """What the files leave untold: ``reviews`` is how far reviews are believed.

    ``first`` is the day from which the files hold all that happened; ``doubts`` are about
    children, ``unreviewed`` counts those in care for the whole time without a review.
    """

    first: date
    reviews: Reach
    doubts: tuple[Doubt, ...]
    unreviewed: int


def untold(
    periods: Periods,
    episodes: Sequence[JudgedTable],
    reviews: Sequence[JudgedTable],
    first: date,
    known: date,
) -> UntoldOfCare:
    """What these files let nobody tell; they hold all from ``first`` to ``known``."""
    going_on = [
        period
        for held in periods.of_child.values()
        for period in held
        if period.ended is None or period.ended >= known
    ]
    whole = sum(period.is_whole(first) for period in going_on)
    every = whole >= HISTORY_FROM * len(going_on)
    reviewed = _latest_reviews(reviews)
    doubts: list[Doubt] = []
    unreviewed = 0
    for child, held in periods.of_child.items():
        for period in held:
            if period.is_whole(first):
                continue
            shown = reviewed.get(child, date.min) >= max(first, period.first.started)
            through = period.first.started < first and period.ended is None
            unreviewed += through and not shown
            doubts += _doubts(child, period, episodes, every, shown)
    return UntoldOfCare(first, "every" if every else "latest", tuple(doubts), unreviewed)


def _latest_reviews(reviews: Sequence[JudgedTable]) -> Mapping[str, date]:
    latest: dict[str, date] = {}
    for one in reviews:
        children, days = one.given.text(CHILD), one.given.text("REVIEW")
        for row in one.stand():
            child, day = children[row], days[row]
            if child and day:
                latest[child] = max(latest.get(child, date.min), date.fromisoformat(day))
    return latest


def _doubts(
    child: str, period: Period, episodes: Sequence[JudgedTable], every: bool, shown: bool
) -> Iterator[Doubt]:
    """The doubts about one period that the files do not hold whole."""
    if every or not shown:
        what = EARLIER if every else NOT_REVIEWED
        yield _doubt(CareReviews.name, "", child, what, period.first, episodes)
    if every and period.first.why != STARTED:
        column = CareEpisodes.started.name
        what = "The period of care began before its first episode in the files."
        yield _doubt(CareEpisodes.name, column, child, what, period.first, episodes)


def _doubt(
    table: str,
    column: str,
    child: str,
    what: str,
    episode: Episode,
    episodes: Sequence[JudgedTable],
) -> Doubt:
    year, row = episode.at
    given = episodes[year].given
    place = (given.file, given.table.name, given.lines[row])
    return Doubt(table, column, child, DoubtKind.IN_PART, what, NEXT_STEP, *place)
