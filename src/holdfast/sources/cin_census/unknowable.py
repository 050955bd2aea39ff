"""What cannot be determined from the files of a census, taken together.

A file holds what was open or done in its year. A referral whose assessment lies in no file, or in
a part of one that could not be read, must not pass for one that nobody assessed; nor a plan for
one that nobody reviewed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.record.store.manifest import Reach
from holdfast.sources.cin_census.parsing.values import read_day
from holdfast.sources.cin_census.survey import Known, Surveyed

# The first review of a protection plan is due within so many months.
_FIRST_REVIEW = 3
# An assessment is due within 45 working days, which are never fewer than nine weeks.
_ASSESSMENT = timedelta(weeks=9)


@dataclass(frozen=True)
class Untold:
    """What is known, and of what; ``run`` are the latest years without a gap, the latest first.

    ``known`` is the day after which nothing is known.
    """

    run: tuple[Surveyed, ...]
    known: date
    unassessed: frozenset[Known]
    unreviewed: frozenset[Known]
    reviews: Reach

    @property
    def first(self) -> date:
        """The day from which the files hold all that happened."""
        return self.run[-1].first

    def is_whole(self, child: str | None, referred: str | None, closed: str | None) -> bool:
        """Whether all that became of a referral lies in the files, and was read.

        A referral that went on without an assessment is not: care that begins shows that it was
        assessed, and a census does not tell of care.
        """
        received, episode = read_day(referred or ""), (child, referred)
        if received is None or received < self.first or episode in self.unassessed:
            return False
        if not self._is_held(episode, received):
            return False
        if (read_day(closed or "") or self.known) - received <= _ASSESSMENT:
            return True
        # Of several on one day each must be: which of them an assessment is of may change.
        several = max(file.episodes[episode] for file in self.run)
        return max(file.assessed[episode] for file in self.run) >= several

    def is_unreviewed(self, plan: Known, ended: bool) -> bool:
        """Whether a review of a plan cannot be read, or all of a running one lie in no file."""
        if plan in self.unreviewed or ended or self.reviews == "every":
            return plan in self.unreviewed
        began = read_day(plan[1] or "")
        early = began is not None and began < self.first
        return early and not any(one.reviewed.get(plan) for one in self.run)

    def _is_held(self, episode: Known, received: date) -> bool:
        # It must stand in every file from its own year to the last that holds it: where it is
        # missing, the child could not be read, or it stands there under another day.
        held = [episode in one.episodes for one in self.run if one.reference >= received]
        return True in held and all(held[held.index(True) :])


def untold(files: Sequence[Surveyed], known: date) -> Untold:
    """What these files, the latest first, let nobody tell; nothing is known after ``known``."""
    run = _run(files)
    every = all(map(_holds_earlier_reviews, files))
    return Untold(
        tuple(run),
        known,
        frozenset(row for one in files for row in one.unassessed),
        frozenset(row for one in files for row in one.unreviewed),
        "every" if every else "latest",
    )


def _run(files: Sequence[Surveyed]) -> list[Surveyed]:
    run = [files[0]]
    for one in files[1:]:
        if one.year + 1 != run[-1].year:
            break
        run.append(one)
    return run


def _holds_earlier_reviews(file: Surveyed) -> bool:
    """Whether a file holds the reviews of before its year too.

    Where the plans that must have been reviewed by then mostly show it, it does; the others were
    late. Where they do not, the reviews of its own year are all that it holds.
    """
    early = add_months(file.first, -_FIRST_REVIEW)
    due = [
        first
        for (_, began), first in file.reviewed.items()
        if (day := read_day(began or "")) is not None and day < early
    ]
    shown = sum(len(first) > 0 and first < file.first.isoformat() for first in due)
    return 2 * shown >= len(due)
