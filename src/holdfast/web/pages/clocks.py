"""The register of clocks: what each asks for, who says so, and what this data can tell of it."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.clocks.clock import Clock, Relaxed
from holdfast.clocks.register import NOT_ANSWERED
from holdfast.clocks.rules.answers import Answer, Answered
from holdfast.errors import NotFound
from holdfast.law import Citation
from holdfast.measures.links import LINKS
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages import clock_words
from holdfast.web.pages.due_filters import CLOSED
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission


@dataclass(frozen=True)
class ClockRow:
    """A clock as a row of the register."""

    key: str
    title: str
    url: str
    starts: list[str]
    stops: list[str]
    limits: list[str]
    whose: str
    cites: Citation
    more: int
    answer: str
    why: str


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def clocks(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Every clock, by area, and the timescales that no clock answers yet."""
    groups = groupby(asked.outlook.answered, key=lambda one: one.clock.area)
    answers = [one.answer for one in asked.outlook.answered]
    words = {
        "asked": asked,
        "number": len(answers),
        "facts": _tally(answers),
        "groups": [(area, [entry(asked, one) for one in members]) for area, members in groups],
        "not_answered": NOT_ANSWERED.items(),
    }
    return render(request, "pages/clocks.html", words)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def clock(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """One clock in full."""
    found = next((one for one in asked.outlook.answered if one.clock.key == key), None)
    if found is None:
        raise NotFound("There is no clock of that name.", "See the list of clocks.")
    one = found.clock
    versions = clock_words.versions(one, asked.outlook.book)
    words = {
        "asked": asked,
        "clock": one,
        "entry": entry(asked, found),
        "versions": versions,
        "in_force": clock_words.in_force(versions, asked.day) if len(one.rules) > 1 else None,
        "relaxed": [_relaxed(each) for each in one.relaxed],
        "facts": _facts(asked, found),
        "conditions": clock_words.conditions(one),
        "shipped": one.local and one.key not in asked.outlook.book.authority,
        "due": asked.link("due", clock=key, also=CLOSED),
        "own_list": "" if one.for_workers else asked.link("reconcile", clock=one.key),
        "all_clocks": asked.link("clocks"),
    }
    return render(request, "pages/clock.html", words)


def entry(asked: Asked, answered: Answered) -> ClockRow:
    """A clock as the register tells it, with the version in force on the day."""
    one, book = answered.clock, asked.outlook.book
    versions = clock_words.versions(one, book)
    now = clock_words.in_force(versions, asked.day)
    return ClockRow(
        key=one.key,
        title=one.title,
        url=asked.link("clock", one.key),
        starts=clock_words.starts(one),
        stops=clock_words.stops(one),
        limits=clock_words.limits(one, book),
        whose=now.whose,
        cites=now.cites,
        more=len(versions) - 1,
        answer=answered.answer.value,
        why=answered.why,
    )


def _tally(answers: list[Answer]) -> list[Fact]:
    words = {
        Answer.HISTORY: "The whole history is known",
        Answer.CURRENT: "Only what is due now is known",
        Answer.CANNOT_TELL: "Cannot be determined",
    }
    return [Fact(title, f"{answers.count(one)} clocks") for one, title in words.items()]


def _facts(asked: Asked, answered: Answered) -> list[Fact]:
    one = answered.clock
    links = [link for link in LINKS if one.key in link.clocks]
    told = {
        Answer.HISTORY: "the whole history",
        Answer.CURRENT: "only what is due now",
        Answer.CANNOT_TELL: "nothing",
    }[answered.answer]
    return [
        Fact("Area", one.area.title),
        Fact("How binding", clock_words.TIERS[one.tier]),
        Fact("Runs for", "each worker" if one.for_workers else "each child"),
        *(Fact("Link of the chain", x.title, asked.link("link", x.key)) for x in links),
        Fact("This data tells", f"{told}: {answered.why}" if answered.why else told),
        Fact("Recording judged good from", *_judged_from(asked, one)),
    ]


def _judged_from(asked: Asked, one: Clock) -> tuple[str, str]:
    """Since when its recording is judged, in words, and where that is shown month by month."""
    good = asked.outlook.book.good_from
    decided = good.decision(one.key)
    words = "no day is decided: every day is judged"
    if decided:
        words = f"{plain_day(decided.since)}, decided by {decided.by}"
    if teams := good.teams.get(one.key):
        words += f"; other days for {len(teams)} team{'' if len(teams) == 1 else 's'}"
    return words, asked.link("recording", one.key)


def _relaxed(one: Relaxed) -> dict[str, object]:
    span = f"{plain_day(one.first)} to {plain_day(one.last)}"
    return {"span": span, "cites": one.cites}
