"""Gaps of the record, settled together for good: with a reason, and what was found in a sample."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.said import SaidKind
from holdfast.clocks.duty import Status
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.choices import Choices, read_choices
from holdfast.query.today.day_facts import OpenDuty, day_facts
from holdfast.web import data
from holdfast.web.actions.challenge import LONGEST, MOST_AT_ONCE, SaidToSave, settle_together
from holdfast.web.actions.viewing import record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_entries import BY_WHOEVER_RAISED
from holdfast.web.oversight.loop_said import standing_entries
from holdfast.web.oversight.models import SettleReason
from holdfast.web.pages.loop.known import worker_of
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.filtering import Filtering
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, team_in_words

KEPT = "kept"
# Of each group so many are shown, to be looked at in the case system before it is settled.
SAMPLE = 5
_REASONS = [one for one in SettleReason if one not in BY_WHOEVER_RAISED]


@dataclass(frozen=True)
class GapGroup:
    """Duties of one clock that are long undone, and that a later run has overtaken."""

    rule: str
    duties: tuple[OpenDuty, ...]

    def sample(self) -> tuple[OpenDuty, ...]:
        """Some of them, spread evenly over the group: the same at every look."""
        step = max(1, len(self.duties) // SAMPLE)
        return self.duties[::step][:SAMPLE]


@require_http_methods(["GET", "POST"])
@needs(Permission.SET_ASIDE)
@on_day
def settling(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The groups of a team, or of all; those ticked are settled together, or nothing is."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    scope = Scope(filtering.value(TEAM))
    groups = gaps_in(asked, scope)
    reason, sample = request.POST.get("reason", ""), request.POST.get("sample", "").strip()
    chosen = [one for one in groups if one.rule in request.POST.getlist("group")]
    duties = [duty for group in chosen for duty in group.duties]
    problem = _problem(reason, sample, duties) if request.method == "POST" else ""
    if request.method == "POST" and not problem:
        settle_together(
            by=request.user.get_username(),
            by_worker=worker_of(request.user),
            deficits=[_settled(duty) for duty in duties],
            reason=SettleReason(reason),
            on=asked.day,
            sample=sample,
        )
        kept = {KEPT: str(len(duties))} | ({TEAM: scope.team} if scope else {})
        return HttpResponseRedirect(asked.link("settling", **kept))
    people = PeopleShown.on(asked)
    title = team_in_words(asked.outlook, scope) or "Every team"
    rows = [_row(asked, people, group) for group in groups]
    children = {one["child"] for row in rows for one in row["sample"]}
    record_list(
        by=request.user.get_username(),
        page="settle together",
        detail=f"{title}; as at {asked.day.isoformat()}; {len(children)} children shown",
        children=children,
    )
    about = {
        "asked": asked,
        "title": title,
        "filtering": filtering,
        "back": asked.link("loop", **({TEAM: scope.team} if scope else {})),
        "groups": rows,
        "chosen": {group.rule for group in chosen},
        "total": sum(len(group.duties) for group in groups),
        "reason": reason,
        "reasons": [(one.value, one.label) for one in _REASONS],
        "sample": sample,
        "longest": LONGEST,
        "problem": problem,
        "kept": request.GET.get(KEPT, ""),
        "choices": choices_on(asked),
        "settled": sum(row.kind == "settled" for row in standing_entries()),
    }
    return render(request, "loop/settling.html", about)


def gaps_in(asked: Asked, scope: Scope) -> list[GapGroup]:
    """What may be settled together, the largest group first.

    Overdue for longer than the days after which it is no longer asked for, overtaken by a later run
    for the child, and not settled yet. What is asked for now is the later run, and never among
    them.
    """
    children = scope.children(asked.outlook)
    done = {
        (row.child, row.rule, row.started) for row in standing_entries() if row.kind == "settled"
    }
    # Asked for once: each looks whether the files have changed.
    handles, choices = data.addresses().handles, choices_on(asked)
    found: dict[str, list[OpenDuty]] = {}
    for duties in day_facts(asked.outlook).duties.values():
        for duty in duties:
            if (
                duty.overtaken
                and duty.started is not None
                and duty.status is Status.OVERDUE
                and duty.ask is not Ask.NOTHING
                and duty.days_over > _longest(choices, duty)
                and (children is None or duty.child in children)
                and (handles.get(duty.child), duty.clock, duty.started) not in done
            ):
                found.setdefault(duty.clock, []).append(duty)
    groups = [GapGroup(rule, tuple(sorted(own, key=_by_child))) for rule, own in found.items()]
    return sorted(groups, key=lambda one: (-len(one.duties), one.rule))


def _longest(choices: Choices, duty: OpenDuty) -> int:
    """After how many days over a duty is left undone: decisions and actions sooner than steps."""
    return choices.decisions if duty.ask in (Ask.DECIDE, Ask.CHECK) else choices.left_undone


def choices_on(asked: Asked) -> Choices:
    """The council's choices about the day, read once for an outlook."""
    home = asked.outlook.snapshot.home
    found: Choices = data.remember(asked.outlook, "choices", lambda: read_choices(home))
    return found


def _by_child(duty: OpenDuty) -> tuple[str, date]:
    return duty.child, duty.started or date.min


def _settled(duty: OpenDuty) -> SaidToSave:
    assert duty.started is not None, "one whose first day is not known is not among them"
    key = DeficitKey(duty.clock, duty.child, duty.started)
    handle = data.handle(duty.child)
    return SaidToSave(key, DeficitSource.CLOCK, handle, SaidKind.SETTLED)


def _row(asked: Asked, people: PeopleShown, group: GapGroup) -> dict[str, Any]:
    return {
        "rule": group.rule,
        "title": asked.outlook.clock(group.rule).title,
        "count": len(group.duties),
        "children": len({duty.child for duty in group.duties}),
        "oldest": min(duty.due for duty in group.duties if duty.due),
        "sample": [
            {"child": one.child, "name": people.family([one.child])} for one in group.sample()
        ],
    }


def _problem(reason: str, sample: str, duties: Sequence[OpenDuty]) -> str:
    if not duties:
        return "Tick at least one group"
    if len(duties) > MOST_AT_ONCE:
        return f"Tick groups of {MOST_AT_ONCE} duties or fewer together, or choose one team"
    if reason not in _REASONS:
        return "Choose what is true of them"
    if not sample:
        return "Write which you looked at, and what you found"
    if len(sample) > LONGEST or "\0" in sample:
        return f"What you found must be text of {LONGEST} characters or fewer"
    return ""
