"""Going missing, return home interviews, and exploitation."""

from typing import Any

from holdfast.record.missing import (
    ExploitationAssessments,
    ExploitationConcerns,
    MissingEpisodes,
)
from holdfast.simulation.case import Case
from holdfast.simulation.chance import Shares
from holdfast.simulation.family import Child
from holdfast.simulation.scene import Story
from holdfast.simulation.written.diary import add_working_days, working_day
from holdfast.simulation.written.happenings import Happening

_YOUNGEST = 11
_OFTEN = 5
_KIND = Shares(
    {"sexual": 48, "criminal": 34, "gangs": 8, "trafficking": 4, "radicalisation": 2, "other": 4}
)


def in_care(case: Case, child: Child, started: int, ended: int) -> None:
    """Teenagers in care who go missing, some of them often."""
    chance = case.chance
    day, last = max(started, child.turns(_YOUNGEST)), min(ended, child.adult, case.last)
    yearly = chance.pick(case.council.caring.missing_yearly)
    if day >= last:
        return
    if chance.yes(_risk(case, yearly)):
        first = day + int((last - day) * chance.random() * 0.6)
        case.scene.start(_exploited(case, child, first))
    while yearly and (day := day + chance.wait(yearly)) < last:
        day = _episode(case, child, day)


def at_home(case: Case, child: Child) -> None:
    """Teenagers on an open case who go missing from home."""
    if child.adult > case.today and child.turns(_YOUNGEST) < case.today + 365:
        case.scene.start(_from_home(case, child))


def _from_home(case: Case, child: Child) -> Story:
    """Month by month, for as long as the case is open and the child at home."""
    yearly = case.chance.pick(case.council.missing.yearly_at_home)
    if case.chance.yes(_risk(case, yearly)):
        first = max(case.today + 7, child.turns(_YOUNGEST))
        case.scene.start(_exploited(case, child, first))
    day = max(case.today, child.turns(_YOUNGEST))
    while yearly and (day := day + case.chance.wait(yearly)) < min(child.adult, case.last):
        yield case.scene.until(day)
        if case.over or child not in case.home or case.rows[child.id].get("closed") is not None:
            return
        day = _episode(case, child, day)


def _risk(case: Case, yearly: float) -> float:
    ways = case.council.missing
    return ways.exploitation_when_often_missing if yearly >= _OFTEN else ways.exploitation


def _episode(case: Case, child: Child, day: int) -> int:
    """A child goes missing; the answer is the day on which the child is found."""
    ways, chance = case.council.missing, case.chance
    found = min(day + chance.pick(ways.days_gone), child.adult)
    offered = chance.yes(ways.interview_offered)
    accepted = chance.yes(ways.interview_accepted) if offered else None
    away = chance.yes(0.15)
    interviewed = found + chance.pace(ways.interview) if accepted else None
    episode = case.add(
        MissingEpisodes,
        child,
        started=day,
        ended=found,
        kind="away" if away else "missing",
        interview_offered=offered,
        interview_accepted=accepted,
        interviewed=interviewed,
    )
    days: dict[Happening, int | None] = {Happening.INTERVIEWED_AFTER_AWAY: interviewed}
    if not away:
        days = {Happening.GOES_MISSING: day, Happening.FOUND: found}
        days[Happening.INTERVIEWED] = interviewed
        if accepted is False:
            days[Happening.INTERVIEW_DECLINED] = found
    case.foretell(child, episode, days)
    return found


def _exploited(case: Case, child: Child, day: int) -> Story:
    """A concern that a child is exploited, and its assessments; it ends with the case."""
    ways, chance = case.council.missing, case.chance
    over, kind = min(day + chance.length(ways.concern_lasts), child.adult), chance.pick(_KIND)
    yield case.scene.until(day)
    if case.is_closed(child) or day >= child.adult:
        return
    row = case.scene.ledger.begin(ExploitationConcerns, child=child.id, kind=kind, identified=day)
    case.tell(Happening.EXPLOITATION_SUSPECTED, child, row["concern"])
    case.on_closing(child, lambda on: _no_longer(case, child, row, on))
    assessed = add_working_days(day, chance.pace(ways.assessment))
    while chance.yes(ways.assessed) and assessed < over:
        yield case.scene.until(assessed)
        if row.get("ended") is not None:
            return
        case.add(ExploitationAssessments, child, completed=assessed)
        case.tell(Happening.EXPLOITATION_ASSESSED, child, row["concern"])
        assessed = working_day(assessed + chance.pace(ways.assessed_again))
    yield case.scene.until(over)
    _no_longer(case, child, row, over)


def _no_longer(case: Case, child: Child, row: dict[str, Any], day: int) -> None:
    if row.get("ended") is None:
        row["ended"] = day
        case.tell(Happening.EXPLOITATION_OVER, child, row["concern"])
