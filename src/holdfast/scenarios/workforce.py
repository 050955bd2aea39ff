"""Who holds children and who assesses, counted from the workforce feed.

Two pools of work are told apart where the council does: teams that assess, and teams that go on
with a child after it. A team assesses where each of its workers completes at least half as many
assessments as the mean of all. Where every team that holds children assesses, there is one pool.
"""

from dataclasses import dataclass

import numpy as np

from holdfast.scenarios.draws import Flags, Floats, Ints
from holdfast.scenarios.hazards import FAR
from holdfast.scenarios.reading import InPost, WorkRecord

YEAR = 365
ASSESSES, GOES_ON = 0, 1
# A new worker does less at first; the example points scheme and several published ones say so.
NEW_FOR, NEW_SHARE = 91, 0.7


@dataclass(frozen=True)
class PoolFigures:
    """A pool over the year: hours in post and leavers, employed and of an agency, joins, posts.

    ``leaving`` is the share that leaves in a year and ``joins`` how many come a year, each for
    employed and agency workers. ``posts`` are those that stand on the day; ``vacant`` the mean of
    vacant posts in the year, None where the record holds no posts.
    """

    hours: float
    left: tuple[int, int]
    years: tuple[float, float]
    came: tuple[int, int]
    posts: float | None
    vacant: float | None

    def leaving(self, agency: bool) -> float | None:
        """The share that leaves in a year; None where nobody was in post to leave."""
        years = self.years[agency]
        return self.left[agency] / years if years > 0 else None

    @property
    def filled_a_year(self) -> float | None:
        """How many employed workers come in a year for each vacant post."""
        return self.came[0] / self.vacant if self.vacant and self.vacant > 0.5 else None


@dataclass(frozen=True)
class Workforce:
    """The pools of work as at a day. ``team_pool`` says of each team which pool, -1 for none."""

    team_pool: Ints
    pools: tuple[PoolFigures, ...]

    @property
    def two(self) -> bool:
        """Whether those who assess hand children over to others."""
        return len(self.pools) > 1

    def pool_of(self, teams: Ints) -> Ints:
        """The pool of each team; -1 for none, and for a team that nobody told."""
        found: Ints = np.where(teams >= 0, self.team_pool[teams], -1)
        return found


def count_workforce(record: WorkRecord, day: int) -> Workforce | None:
    """The pools in the year up to a day; None where the record holds nobody's time in post."""
    people = record.in_post
    if people is None:
        return None
    teams = 1 + max(
        int(people.team.max(initial=0)),
        int(record.held_in.max(initial=0)),
        int(record.assessed_by.max(initial=0)),
        int(record.posts.team.max(initial=0)) if record.posts else 0,
    )
    years = _years_by_team(people, day, teams)
    done = record.finished & (record.assessing.end > day - YEAR) & (record.assessing.end <= day)
    team = record.assessed_by[done]
    completed = np.bincount(team[team >= 0], minlength=teams)
    on = record.holding.on(day) & (record.held_in >= 0)
    held = np.bincount(record.held_in[on], minlength=teams)
    holds = (held >= np.maximum(years, 1)) & (years > 0)
    mean = completed[holds].sum() / max(years[holds].sum(), 1e-9)
    assesses = holds & (completed >= mean / 2 * np.maximum(years, 1e-9))
    team_pool = np.where(assesses, ASSESSES, np.where(holds, GOES_ON, -1))
    count = 2 if (team_pool == GOES_ON).any() and assesses.any() else 1
    if count == 1:
        team_pool = np.where(holds, ASSESSES, -1)
    pools = tuple(_pool(record, people, team_pool, pool, day) for pool in range(count))
    return Workforce(team_pool, pools)


def _years_by_team(people: InPost, day: int, teams: int) -> Floats:
    spent = _days_in(people, day) * people.hours
    known = people.team >= 0
    years: Floats = np.bincount(people.team[known], weights=spent[known], minlength=teams) / YEAR
    return years


def _days_in(people: InPost, day: int) -> Ints:
    """How many days of the year up to a day each time in post covers."""
    found: Ints = np.clip(
        np.minimum(people.end, day) - np.maximum(people.first, day - YEAR), 0, None
    )
    return found


def in_pool(people: InPost, team_pool: Ints, pool: int) -> Flags:
    """Which times in post are in a pool."""
    found: Flags = (people.team >= 0) & (team_pool[people.team] == pool)
    return found


def _pool(record: WorkRecord, people: InPost, team_pool: Ints, pool: int, day: int) -> PoolFigures:
    own = in_pool(people, team_pool, pool)
    here = own & (people.first <= day) & (people.end > day)
    spent = _days_in(people, day) / YEAR
    gone = own & (people.end > day - YEAR) & (people.end <= day)
    came = own & (people.first > day - YEAR) & (people.first <= day)
    kinds = (~people.agency, people.agency)
    posts = vacant = None
    if record.posts is not None:
        stands = in_pool(record.posts, team_pool, pool)
        now = stands & (record.posts.first <= day) & (record.posts.end > day)
        posts = float(record.posts.hours[now].sum())
        established = (_days_in(record.posts, day) / YEAR * record.posts.hours)[stands].sum()
        employed = (spent * people.hours)[own & ~people.agency].sum()
        vacant = float(max(0.0, established - employed))
    return PoolFigures(
        hours=float(people.hours[here].sum()),
        left=(int((gone & kinds[0]).sum()), int((gone & kinds[1]).sum())),
        years=(float(spent[own & kinds[0]].sum()), float(spent[own & kinds[1]].sum())),
        came=(int((came & kinds[0]).sum()), int((came & kinds[1]).sum())),
        posts=posts,
        vacant=vacant,
    )


def able(people: InPost, own: Flags, days: Ints) -> Floats:
    """The hours of workers in post on each day, those who are new counted in part."""
    total = np.zeros(len(days))
    for first, end, hours in zip(
        people.first[own].tolist(),
        people.end[own].tolist(),
        people.hours[own].tolist(),
        strict=True,
    ):
        if end <= days[0] or first > days[-1]:
            continue
        here = (days >= first) & (days < min(end, FAR))
        total += here * hours * np.where(days - first < NEW_FOR, NEW_SHARE, 1.0)
    return total
