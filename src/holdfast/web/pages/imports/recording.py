"""How well the steps of one clock are recorded, month by month: proposed and decided days."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.clocks.rules.good_from import FILE, RecordingDecision
from holdfast.errors import NotFound
from holdfast.measures.recording import ENOUGH, LATENESS, Recorded
from holdfast.measures.recording import recording as recorded_of
from holdfast.web import data
from holdfast.web.asked import Asked, on_day
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day, share_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import names_of_teams

SHOWN = 48


@dataclass(frozen=True)
class MonthShown:
    """A month as the page shows it; ``turns`` says what begins in it."""

    first: date
    begun: int
    recorded: int
    turns: str


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def recording(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The share recorded by month, of all and by team; the day proposed, the day decided."""
    if asked.outlook.book.clock(key) is None:
        raise NotFound("There is no clock of that name.", "See the list of clocks.")
    found: list[Recorded] = data.remember(
        asked.outlook, ("recording", key), lambda: recorded_of(asked.outlook, key, teams=True)
    )
    whole, *teams = found
    words = {
        "asked": asked,
        "clock": whole.clock,
        "facts": _facts(whole),
        "proposed": whole.proposed,
        "decided": whole.decided,
        "file": FILE,
        "months": _lines(whole),
        "shown": SHOWN,
        "lateness": LATENESS,
        "enough": ENOUGH,
        "teams": [_team(asked, one) for one in teams],
        "back": asked.link("clock", key),
    }
    return render(request, "pages/recording.html", words)


def _facts(one: Recorded) -> list[Fact]:
    level, proposed = one.proposed.level, one.proposed
    return [
        Fact("Recorded in the latest year", f"{level:.0%}" if level is not None else "not known"),
        Fact("Day proposed", plain_day(proposed.day) if proposed.day else f"none: {proposed.why}"),
        Fact("Day decided", _decided(one.decided)),
    ]


def _decided(one: RecordingDecision | None) -> str:
    if one is None:
        return "none: every day is judged"
    why = f": {one.why}" if one.why else ""
    return f"{plain_day(one.since)}, decided by {one.by} on {plain_day(one.decided_on)}{why}"


def _lines(one: Recorded) -> list[MonthShown]:
    """The latest months, newest first."""
    turns: dict[date, list[str]] = {}
    for day, words in (
        (one.proposed.day, "proposed"),
        (one.decided.since if one.decided else None, "decided"),
    ):
        if day:
            turns.setdefault(day.replace(day=1), []).append(words)
    return [
        MonthShown(month.first, month.begun, month.recorded, ", ".join(turns.get(month.first, ())))
        for month in reversed(one.months[-SHOWN:])
    ]


def _team(asked: Asked, one: Recorded) -> dict[str, object]:
    names = names_of_teams(asked.outlook)
    begun = sum(month.begun for month in one.months)
    recorded = sum(month.recorded for month in one.months)
    return {
        "team": names.get(one.team, one.team),
        "share": share_of(recorded, begun),
        "proposed": one.proposed,
        "decided": one.decided,
    }
