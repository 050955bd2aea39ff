"""What the files of a census, taken together, let nobody tell.

A file holds what was open or done in its year. What happened before the first, or in a year
between two, lies in none: a referral of that time may have been assessed all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.record.manifest import Reach
from holdfast.sources.cin_census.survey import Known, Surveyed
from holdfast.sources.cin_census.values import read_day

# The first review of a protection plan is due within so many months.
_FIRST_REVIEW = 3


@dataclass(frozen=True)
class Untold:
    """What is known from ``first`` on: that day begins the years that follow without a gap.

    ``refused`` holds, for children who could not be read in some file, the day from which they
    are known; ``unassessed`` and ``unreviewed`` what misses an assessment or review that could
    not be read. ``reviews`` says whether plans have their reviews of before the first file.
    """

    first: date
    refused: dict[str | None, date]
    unassessed: frozenset[Known]
    unreviewed: frozenset[Known]
    reviews: Reach

    def is_whole(self, child: str | None, referred: str | None) -> bool:
        """Whether all that became of a referral lies in the files, and was read."""
        received = read_day(referred or "")
        # A child whose number could not be read may be any.
        since = (self.first, *(self.refused.get(one, self.first) for one in (child, None)))
        return (
            received is not None
            and received >= max(since)
            and (child, referred) not in self.unassessed
        )


def untold(files: Sequence[Surveyed]) -> Untold:
    """What these files, the latest first, let nobody tell."""
    run = _run(files)
    first = run[-1].first
    refused: dict[str | None, date] = {}
    for one in files:
        for child in one.refused:
            after = one.reference + timedelta(days=1)
            refused[child] = max(after, refused.get(child, after))
    return Untold(
        first,
        refused,
        frozenset(row for one in files for row in one.unassessed),
        frozenset(row for one in files for row in one.unreviewed),
        "every" if _hold_earlier_reviews(run, first) else "latest",
    )


def _run(files: Sequence[Surveyed]) -> list[Surveyed]:
    """The latest years that follow one another without a gap."""
    run = [files[0]]
    for one in files[1:]:
        if one.year + 1 != run[-1].year:
            break
        run.append(one)
    return run


def _hold_earlier_reviews(run: Sequence[Surveyed], first: date) -> bool:
    """Whether every plan that must have been reviewed before the first file shows a review then.

    Guidance on whether a file holds the reviews of before its year was not found; files differ.
    """
    reviewed: dict[Known, str] = {}
    for one in run:
        for plan, day in one.reviewed.items():
            reviewed[plan] = min(filter(None, (day, reviewed.get(plan))), default="")
    due = (plan for plan in reviewed if _due_before(plan, first))
    return all(reviewed[plan] and reviewed[plan] < first.isoformat() for plan in due)


def _due_before(plan: Known, first: date) -> bool:
    began = read_day(plan[1] or "")
    return began is not None and add_months(began, _FIRST_REVIEW) < first
