"""The page of a child: who, on what, held by whom; what is open now; the life; what happened."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.concerns.register import find_concern
from holdfast.count_words import count_of
from holdfast.errors import NotFound
from holdfast.query.children import closed_on
from holdfast.query.concerns import concerns_of_child
from holdfast.query.duties_now import DutiesNow, DutyKey, duties_now, tier_of
from holdfast.query.journey import Journey
from holdfast.query.life.chronology import chronology, chronology_lines
from holdfast.query.life.picture import laid_spells, life_lanes
from holdfast.query.life.telling import KEEPING
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.siblings import Sibling, siblings
from holdfast.query.today.choices import Choices, read_choices
from holdfast.query.whose_move import StepWaitedFor, awaited
from holdfast.web import data, source
from holdfast.web.actions.viewing import record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.children import told
from holdfast.web.oversight.set_aside import duties_aside
from holdfast.web.pages.child.happened import years_drawn
from holdfast.web.pages.child.head import unheld
from holdfast.web.pages.child.life_drawing import draw_life
from holdfast.web.pages.child.life_scale import life_scale
from holdfast.web.pages.child.life_words import how_long, life_sentence, life_table
from holdfast.web.pages.child.standing import (
    age_at_head,
    contacts_since,
    head_facts,
    last_seen,
)
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.templatetags.words import plain_day, short_day
from holdfast.web.people.assignments import scopes_of
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import names_of_workers

_TIERS = {
    "statute": "set by law",
    "guidance": "set by guidance",
    "local": "the council’s standard",
}


@dataclass(frozen=True)
class DutyLine:
    """A duty of *Now*: its clock and title, who set its day, the day in words, and how far off."""

    clock: str
    title: str
    set_by: str
    day: str
    under: str
    overdue: bool


@dataclass(frozen=True)
class TrueConcern:
    """A concern that is true of the child: its title, the fact, since when, and where it leads."""

    title: str
    fact: str
    since: date
    days: int
    url: str
    contest_url: str


@needs(Permission.SEE_CHILD)
@require_safe
@on_day
def child(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """The child's page."""
    child_id = data.child_of(handle)
    family = _family(asked, child_id)
    named = f"names too: {', '.join(one.child for one, _ in family)}" if family else ""
    record_view(by=request.user.get_username(), child=child_id, page="child", detail=named)
    journey = told(asked.outlook, child_id, entries=False)
    closed = closed_on(asked.outlook, child_id)
    duties = duties_now(journey.duties, closed, *_chosen(asked))
    words = {
        "asked": asked,
        "child": child_id,
        "also_known_as": _system_number(journey),
        "name": _name(journey),
        "age": age_at_head(journey.person, asked.day),
        "facts": head_facts(
            journey,
            asked,
            closed,
            (*duties.overdue, *duties.coming),
            names_of_workers(asked.outlook),
            family,
        ),
        "died": journey.person.died and journey.person.died <= asked.day,
        "clocks_url": asked.link("child_clocks", handle),
        "record_url": asked.link("child_record", handle),
        "oversight": _oversight(request, asked, child_id, handle),
        "source": source.about(asked.outlook.snapshot.manifest, asked.outlook.answered),
        "concerns": _concerns(asked, child_id, handle),
        **_now(journey, asked, duties),
        "set_aside": _not_asked(duties, closed, asked.link("child_clocks", handle)),
        **_life(journey, asked),
        **_happened(request, journey, asked),
    }
    return render(request, "pages/child.html", words)


def _oversight(
    request: HttpRequest, asked: Asked, child: str, handle: str
) -> list[tuple[str, str]]:
    """What the person may do about the oversight of the child: the words of a link, and where."""
    user, found = request.user, []
    for route, words, *permissions in _OVERSIGHT:
        given = (scope for one in permissions for scope in scopes_of(user, one))
        if any(scope.holds(asked.outlook, child) for scope in given):
            found.append((words, asked.link(route, handle)))
    return found


_OVERSIGHT = (
    ("child_deficits", "Deficits, and how far each came", Permission.SEE_CHILD),
    ("supervision", "Supervision", Permission.WRITE_SUPERVISION),
    ("raise_dispute", "Raise a dispute", Permission.RAISE_DISPUTE),
    (
        "raise_finding",
        "Raise what an audit or inspection found",
        Permission.AUDIT_CASES,
        Permission.DIRECT,
    ),
)


def _system_number(journey: Journey) -> str:
    """The child's number in the case system, where it is another than the identifier."""
    numbers = (row["system_number"] for row in journey.history.get("persons", ()))
    return next((str(one) for one in numbers if one and one != journey.person.child), "")


def _chosen(asked: Asked) -> tuple[Choices, frozenset[DutyKey]]:
    """What the council has chosen about the pages of the day, and what is set aside on it."""
    home = asked.outlook.snapshot.home
    return read_choices(home), duties_aside(asked.day, data.addresses().child)


def _name(journey: Journey) -> str:
    names = (journey.person.forename, journey.person.surname)
    return " ".join(name for name in names if name) or f"Child {journey.person.child}"


def _family(asked: Asked, child: str) -> list[tuple[Sibling, str]]:
    """The brothers and sisters, each with the address of their page."""
    found = []
    for one in siblings(asked.outlook, child):
        try:
            found.append((one, asked.link("child", data.handle(one.child))))
        except NotFound:
            continue  # one whom the register does not know has no page
    return found


def _concerns(asked: Asked, child: str, handle: str) -> list[TrueConcern]:
    return [
        TrueConcern(
            find_concern(one.concern).title,
            one.fact,
            one.since,
            one.days,
            asked.link("concern", one.concern),
            asked.link("contest", one.concern, handle, strand=one.strand),
        )
        for one in concerns_of_child(asked.outlook, child)
    ]


def _now(journey: Journey, asked: Asked, duties: DutiesNow) -> dict[str, Any]:
    """What is open now, and what is not asked for."""
    open_now = (*duties.overdue, *duties.coming)
    seen = last_seen(journey, asked.day)
    new = contacts_since(journey, seen, asked.day)
    held = journey.lead is not None or bool(open_now)
    overdue = [_duty_line(duty, asked.day) for duty in duties.overdue]
    coming = [_duty_line(duty, asked.day) for duty in duties.coming]
    return {
        "overdue": overdue,
        "coming": coming,
        "open_now": [overdue, coming],
        "unheld": unheld(journey, asked.day) if open_now else "",
        "contacts": _contacts(new, seen) if new and held else "",
        "moves": [_move(one) for one in awaited(open_now, journey.history, asked.day)],
        "supervised": _supervised(journey, asked.day),
    }


def _not_asked(
    duties: DutiesNow, closed: date | None, clocks_url: str
) -> list[tuple[str, str, str]]:
    """What is overdue or cannot be determined and is not asked for: words, and where it leads."""
    found = (
        (duties.left, "older or overtaken duty is,older or overtaken duties are", "left undone."),
        (duties.aside, "overdue duty is,overdue duties are", "set aside for a time."),
        (duties.closed, "duty was,duties were",
         f"left undone when the case closed on {plain_day(closed)}."),
        (duties.keeping, "duty of record keeping is,duties of record keeping are", "overdue."),
    )  # fmt: skip
    joined = "&" if "?" in clocks_url else "?"
    told = [
        (f"{count_of(len(rows), noun)} {after}", f"{clocks_url}{joined}status=overdue", "overdue")
        for rows, noun, after in found
        if rows
    ]
    if duties.unclear:
        number = count_of(len(duties.unclear), "duty stands,duties stand")
        words = f"How {number} cannot be determined."
        told.append((words, f"{clocks_url}{joined}status=cannot-tell", "cannot be determined"))
    return told


def _contacts(new: int, seen: date | None) -> str:
    came = f"{count_of(new, 'contact has,contacts have')} come in"
    if seen is None:
        return f"{came}, and no visit at which the child was seen is recorded."
    return f"{came} since the child was last seen on {plain_day(seen)}."


def _move(one: StepWaitedFor) -> str:
    words = one.step.words[:1].upper() + one.step.words[1:]
    due = "" if one.due is None else f"; {'was due' if one.overdue else 'due'} {short_day(one.due)}"
    return f"{words}: the move is with {one.step.whose}{due}."


def _supervised(journey: Journey, day: date) -> str:
    """When the case was last discussed, and what is recorded of it."""
    rows = journey.history.get("supervisions", ())
    rows = [row for row in rows if row["held"] and row["held"] <= day]
    if not rows:
        return "No supervision of this case is recorded."
    last = max(rows, key=lambda row: row["held"])
    challenge = {True: "challenged", False: "not challenged"}.get(
        last["challenge"], "whether it was challenged is not recorded"
    )
    action = {True: "; an action was set", False: "; no action set"}.get(last["actions_set"], "")
    return f"Last supervised {short_day(last['held'])}: {challenge}{action}."


def _duty_line(duty: ListedDuty, day: date) -> DutyLine:
    tier = tier_of(duty)
    set_by = _TIERS.get(tier.value, "") if tier else ""
    if duty.days_over:
        over = f"{count_of(duty.days_over, 'day')} over"
        return DutyLine(duty.clock, duty.title, set_by, over, f"due {short_day(duty.due)}", True)
    assert duty.due is not None  # what comes has a day
    left = (duty.due - day).days
    soon = {0: "today", 1: "tomorrow"}.get(left, f"in {how_long(left)}")
    at = f"{duty.due:%a} {short_day(duty.due)}"
    return DutyLine(duty.clock, duty.title, set_by, at, soon, False)


def _life(journey: Journey, asked: Asked) -> dict[str, Any]:
    """The picture of the life, with its sentence and its table."""
    person, day = journey.person, asked.day
    laid = laid_spells(asked.outlook, person.child)
    lanes = life_lanes(journey, day, names_of_workers(asked.outlook), laid)
    birth = person.born or person.expected
    scale = life_scale(lanes, day, birth)
    return {
        "sentence": life_sentence(lanes, person, day, last_seen(journey, day)),
        "drawing": draw_life(lanes, scale, day, birth, person.died) if lanes else None,
        "lanes": life_table(lanes, day),
    }


def _happened(request: HttpRequest, journey: Journey, asked: Asked) -> dict[str, Any]:
    """The chronology in the order asked for, and what is planned for later."""
    lines = chronology_lines(journey, asked.day, asked.latest, names_of_workers(asked.outlook))
    past = [line for line in lines if not line.planned]
    newest = request.GET.get("order") != "oldest"
    return {
        "years": years_drawn(chronology(past, newest)),
        "newest": newest,
        "turned": with_query(request.GET, {"order": "oldest" if newest else None}),
        "planned": [
            line
            for line in lines
            if line.planned and line.fold != KEEPING and line.day - asked.day < timedelta(days=730)
        ],
        "later": _later(journey, asked),
    }


def _later(journey: Journey, asked: Asked) -> int:
    """How many events came after the day looked at: a supplement may know of some."""
    if asked.day == asked.last:
        return 0
    workers = names_of_workers(asked.outlook)
    every = chronology_lines(journey, asked.last, asked.last, workers)
    return sum(asked.day < line.day <= asked.last and not line.planned for line in every)
