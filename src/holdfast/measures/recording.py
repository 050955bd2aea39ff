"""How well the steps of a clock are recorded, month by month, and from which day it is enough.

Of the duties that began in a month and came due at least a month ago, the share whose step is
*recorded*: done, or ended in time because what it belonged to ended. Where any next step in a
spell ends the wait (the next visit), it counts as recorded only up to a month late: a visit that
was never written up is else ended by one of the year after. What is missing may be not recorded
or not done; the share alone cannot tell which, so that it is compared with itself. The day
*proposed* follows from one rule:

- the level is the share over the latest twelve months in which duties began that have come due;
- going back month by month, a month stands while the share over it and the months after it,
  taken together until they hold 30 duties, is not below four fifths of the level by more than
  two standard errors, which is what chance alone would do;
- proposed is the first day of the earliest month of that unbroken run that reaches four fifths
  of the level itself.

Nothing is proposed where the latest year holds fewer than 30 duties or a level below a half.
A day counts only once the council has *decided* it (``clocks.good_from``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import sqrt

from holdfast.clocks.clock import Clock, Shape
from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.clocks.rules.good_from import NOTHING_DECIDED, RecordingDecision
from holdfast.clocks.sql.ruling import team_sql
from holdfast.days import add_months
from holdfast.query.outlook import Outlook, Row, open_outlook
from holdfast.query.scope import EVERYBODY, Scope

LATENESS = 31  # days past due after which a duty is looked at, and a next step is no longer its own
LEVEL_MONTHS = 12
ENOUGH = 30  # duties without which a share says nothing
REACHED = 0.8  # of the level
POOR = 0.5  # a level below which recording is not good today either


@dataclass(frozen=True)
class Month:
    """The duties that began in a month, named by its first day: all come due, and recorded."""

    first: date
    begun: int
    recorded: int

    @property
    def share(self) -> float | None:
        """The share recorded; None where none began."""
        return self.recorded / self.begun if self.begun else None


@dataclass(frozen=True)
class Proposal:
    """The day proposed, or why none is; and the level it was held against."""

    day: date | None
    why: str
    level: float | None = None


@dataclass(frozen=True)
class Recorded:
    """How a clock is recorded, what is proposed and what is decided: for a team, or for all."""

    clock: Clock
    team: str
    answered: Answered
    months: tuple[Month, ...]
    proposed: Proposal
    decided: RecordingDecision | None

    @property
    def row(self) -> "RecordingRow":
        """The same under its stable names."""
        decided, level = self.decided, self.proposed.level
        return RecordingRow(
            clock=self.clock.key,
            team=self.team or None,
            answers=self.answered.answer.value,
            level=round(level, 3) if level is not None else None,
            proposed=self.proposed.day,
            why=self.proposed.why or None,
            decided=decided.since if decided else None,
            decided_on=decided.decided_on if decided else None,
            decided_by=decided.by if decided else None,
            decided_why=(decided.why or None) if decided else None,
            months=tuple(
                MonthRow(f"{month.first:%Y-%m}", month.begun, month.recorded)
                for month in self.months
            ),
        )


@dataclass(frozen=True)
class MonthRow:
    """A month, such as 2018-01: of the duties begun in it that came due, so many are recorded."""

    month: str
    begun: int
    recorded: int


@dataclass(frozen=True)
class RecordingRow:
    """How a clock is recorded, under the names that machines are given; None: there is none.

    ``team`` is None for all teams together; ``answers`` is what the source tells of the clock;
    ``level`` the share recorded in the latest year. ``proposed`` is the day from which recording is
    good enough, ``why`` says why none is proposed. The day ``decided`` is the council's, with when,
    by whom and why.
    """

    clock: str
    team: str | None
    answers: str
    level: float | None
    proposed: date | None
    why: str | None
    decided: date | None
    decided_on: date | None
    decided_by: str | None
    decided_why: str | None
    months: tuple[MonthRow, ...]


def recording(
    outlook: Outlook, key: str = "", teams: bool = False, scope: Scope = EVERYBODY
) -> list[Recorded]:
    """How each clock is recorded, or one; with ``teams``, each team that held its children too.

    What the council has decided does not enter: the share is of the record as it is. Raises
    NotFound for a scope that the record does not know.
    """
    seen = _undecided(outlook)
    try:
        return [
            recorded
            for answered in seen.answered
            if not key or answered.clock.key == key
            for recorded in _recorded(seen, outlook, answered, teams, scope)
        ]
    finally:
        if seen is not outlook:
            seen.close()


def proposed(months: Sequence[Month]) -> Proposal:
    """The day from which recording is good enough to be judged, by the rule above."""
    latest = months[-LEVEL_MONTHS:]
    level = _share(latest)
    if level is None or sum(month.begun for month in latest) < ENOUGH:
        return Proposal(None, f"fewer than {ENOUGH} came due in the latest year")
    if level < POOR:
        return Proposal(None, "less than half is recorded today", level)
    good = len(months)
    while good > 0 and _stands(months[good - 1 :], level):
        good -= 1
    reached = (
        month.first
        for month in months[good:]
        if month.share is not None and month.share >= REACHED * level
    )
    found = next(reached, None)
    return Proposal(found, "" if found else "recording is falling off", level)


def _stands(months: Sequence[Month], level: float) -> bool:
    """Whether the first of these months, with those after it, is no worse than chance allows."""
    begun = recorded = 0
    for month in months:
        begun, recorded = begun + month.begun, recorded + month.recorded
        if begun >= ENOUGH:
            break
    if not begun:
        return True
    least = REACHED * level
    return recorded / begun >= least - 2 * sqrt(least * (1 - least) / begun)


def _share(months: Iterable[Month]) -> float | None:
    counted = [(month.begun, month.recorded) for month in months]
    begun = sum(number for number, _ in counted)
    return sum(number for _, number in counted) / begun if begun else None


def _undecided(outlook: Outlook) -> Outlook:
    """The same record without what was decided, whose duties are otherwise not told apart."""
    if not outlook.book.good_from:
        return outlook
    book = replace(outlook.book, good_from=NOTHING_DECIDED)
    return open_outlook(outlook.snapshot, book, outlook.day)


def _recorded(
    seen: Outlook, decided: Outlook, answered: Answered, teams: bool, scope: Scope
) -> list[Recorded]:
    clock, good = answered.clock, decided.book.good_from
    able = answered.answer is Answer.HISTORY
    counted = _counted(seen, clock, teams, scope) if able else {"": []}
    why = answered.why if not able else "it only watches" if clock.flag else ""
    found = []
    for team in sorted(counted):
        months = _filled(counted[team])
        proposal = Proposal(None, why) if why else proposed(months)
        decision = good.decision(clock.key, team)
        found.append(Recorded(clock, team, answered, tuple(months), proposal, decision))
    return found


def _counted(outlook: Outlook, clock: Clock, teams: bool, scope: Scope) -> dict[str, list[Month]]:
    """By team, the months in which duties began that have all come due; "" for all teams."""
    found: dict[str, list[Month]] = {"": []}
    whole: dict[date, Month] = {}
    for row in _begun(outlook, clock, teams, scope):
        first = date(row["year"], row["month"], 1)
        month = Month(first, row["begun"], row["recorded"])
        if row["team"]:
            found.setdefault(row["team"], []).append(month)
        total = whole.get(first, Month(first, 0, 0))
        whole[first] = Month(first, total.begun + month.begun, total.recorded + month.recorded)
    found[""] = [whole[first] for first in sorted(whole)]
    return found


def _begun(outlook: Outlook, clock: Clock, teams: bool, scope: Scope) -> list[Row]:
    """By team (None unless asked for) and month, how many duties began and are recorded."""
    own = "true"
    if clock.shape is Shape.LANE:
        own = f"date_diff('day', d.due, d.stopped) <= {LATENESS}"
    recorded = f"(d.stopped is not null and {own}) or (d.stopped is null and d.lapsed <= d.due)"
    team, joined = "cast(null as varchar)", ""
    if teams:
        led = team_sql({clock.key: ()}, "team", "duties")
        team, same = "h.team", "h.subject = d.subject and h.started = d.started"
        joined = f" left join ({led}) as h on {same}"
    duties = scope.duties(outlook, "duties")
    return outlook.rows(
        f"""
    select team, year, month, cast(count(*) as bigint) as begun,
      cast(sum(case when recorded then 1 else 0 end) as bigint) as recorded
    from (select {team} as team, year(d.started) as year, month(d.started) as month,
        {recorded} as recorded
      from {duties} as d{joined} where d.clock = $clock and d.due <= $last
    ) as begun group by team, year, month order by year, month""",
        **duties.values,
        clock=clock.key,
        last=outlook.day - timedelta(days=LATENESS),
    )


def _filled(months: Sequence[Month]) -> list[Month]:
    """The months in order without a gap, up to the last whose duties have all come due."""
    if not months:
        return []
    counted = {month.first: month for month in months}
    found = [months[0].first]
    while found[-1] < months[-1].first:
        found.append(add_months(found[-1], 1))
    return [counted.get(first, Month(first, 0, 0)) for first in found]
