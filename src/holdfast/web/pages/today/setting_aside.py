"""The form on which a manager sets a family's duties aside for a time, and says why."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.clocks.duty import Status
from holdfast.errors import NotFound
from holdfast.query.today.asks import Ask
from holdfast.query.today.day_facts import OpenDuty, day_facts
from holdfast.web import data
from holdfast.web.actions.setting_aside import (
    LONGEST,
    MOST_DAYS,
    USUAL_DAYS,
    DutyToSetAside,
    set_aside,
)
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.models import AsideReason
from holdfast.web.oversight.set_aside import in_force_on
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.pages.today.row_words import RowWords
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

KEPT = "kept"


@needs(Permission.SEE_CHILD, to_change=Permission.SET_ASIDE)
@require_http_methods(["GET", "POST"])
@on_day
def set_one_aside(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """The overdue duties of a child and of the family that the same worker holds, and the form."""
    child = data.child_of(handle)
    duties = _duties_of(asked, child)
    # At first the latest run of the clock is ticked from whose row the form was opened.
    clock = request.GET.get("clock", "")
    asked_about = [_mark(one) for one in duties if one.clock == clock and not one.overtaken]
    chosen = request.POST.getlist("duty") or asked_about
    why, words = request.POST.get("why", ""), request.POST.get("words", "").strip()
    days = request.POST.get("days", str(USUAL_DAYS)).strip()
    problem = _problem(why, words, days, chosen) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        set_aside(
            by=request.user.get_username(),
            duties=to_set_aside([one for one in duties if _mark(one) in chosen]),
            reason=AsideReason(why),
            on=asked.day,
            days=int(days),
            words=words,
        )
        return HttpResponseRedirect(asked.link("set_aside", handle, **{KEPT: "1"}))
    record_view(by=request.user.get_username(), page="set aside", child=child)
    people = PeopleShown.on(asked)
    about = {
        "asked": asked,
        "name": people.family([child]),
        "back": _back(asked, duties),
        "duties": _rows(RowWords(asked, people), duties, chosen),
        "reasons": AsideReason.choices,
        "why": why,
        "words": words,
        "days": days,
        "usual": USUAL_DAYS,
        "most": MOST_DAYS,
        "comes_back": asked.day + timedelta(days=USUAL_DAYS),
        "longest": LONGEST,
        "problem": problem,
        "kept": KEPT in request.GET,
        "already": [one for one in in_force_on(asked.day) if one.child == handle],
    }
    return render(request, "pages/today_set_aside.html", about)


def to_set_aside(duties: Sequence[OpenDuty]) -> list[DutyToSetAside]:
    """Duties as they are set aside; not those of which the day they began is not known."""
    return [
        DutyToSetAside(one.child, data.handle(one.child), one.clock, one.started)
        for one in duties
        if one.started is not None
    ]


def _duties_of(asked: Asked, child: str) -> list[OpenDuty]:
    """What is overdue for a child, and for brothers and sisters whom the same worker holds.

    Raises NotFound where nothing is.
    """
    facts = day_facts(asked.outlook)
    overdue = [
        one
        for each in facts.duties.values()
        for one in each
        if one.status is Status.OVERDUE and one.ask is not Ask.NOTHING and one.started is not None
    ]
    workers = {one.worker for one in overdue if one.child == child}
    family = facts.family.get(child, child)
    found = [
        one
        for one in overdue
        if one.worker in workers and facts.family.get(one.child, one.child) == family
    ]
    if not found:
        raise NotFound(
            "Nothing is overdue for the child on that day.", "Go back to the list and choose again."
        )
    return sorted(found, key=lambda one: (one.child != child, one.overtaken, -one.days_over))


def _mark(duty: OpenDuty) -> str:
    """What the form sends for a duty; the child stands in it by the id in the register."""
    day = duty.started or date.min
    return f"{data.handle(duty.child)} {duty.clock} {day.isoformat()}"


def _rows(
    words: RowWords, duties: Sequence[OpenDuty], chosen: Sequence[str]
) -> list[dict[str, Any]]:
    return [
        {
            "mark": _mark(one),
            "child": words.people.family([one.child]),
            "what": words.title(one),
            "due": one.due,
            "days": one.days_over,
            "overtaken": one.overtaken,
            "ticked": _mark(one) in chosen,
        }
        for one in duties
    ]


def _back(asked: Asked, duties: Sequence[OpenDuty]) -> str:
    team = next((one.team for one in duties if one.team), None)
    return asked.link("today", **({"team": team} if team else {}))


def _problem(why: str, words: str, days: str, chosen: Sequence[str]) -> str:
    if not chosen:
        return "Tick what is to be set aside"
    if why not in AsideReason.values:
        return "Choose why it is set aside"
    if not (days.isascii() and days.isdigit() and 1 <= int(days[:4]) <= MOST_DAYS):
        return f"Give a number of days from 1 to {MOST_DAYS}"
    if len(words) > LONGEST or "\0" in words:
        return f"What you add must be text of {LONGEST} characters or fewer"
    return ""
