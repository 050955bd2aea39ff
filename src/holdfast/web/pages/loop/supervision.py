"""Supervision of a child: the deficits in front, what was said of each, and the sitting."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import is_carried
from holdfast.errors import NotFound
from holdfast.query.people import workers
from holdfast.query.scope import Scope
from holdfast.query.today.day_facts import DayFacts, day_facts
from holdfast.web import data
from holdfast.web.actions.challenge import (
    ChangedMeanwhile,
    SupervisionToSave,
    keep_draft,
    save_supervision,
)
from holdfast.web.actions.viewing import record_list, record_view
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.loop_said import latest_versions
from holdfast.web.oversight.models import PlanWorks, SupervisionEntry
from holdfast.web.oversight.supervisions import (
    children_with_drafts,
    draft_of,
    latest_version,
)
from holdfast.web.pages.loop.deficit_words import DeficitWords
from holdfast.web.pages.loop.known import (
    in_front,
    paths_of,
    standing_loop,
    teams_seen_by,
    worker_of,
)
from holdfast.web.pages.loop.saying import leader_of, owners_of, say_of_one
from holdfast.web.pages.loop.supervision_form import (
    TypedSupervision,
    in_numbers,
    read_numbers,
)
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.people.deciding import needs
from holdfast.web.people.guarding import may_go
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

DRAFT, NEXT, STOP = "draft", "next", "stop"
# Sent by the page itself while somebody types: no page is wanted for it.
TYPING = "typing"
KEPT = "kept"


@require_safe
@needs(Permission.WRITE_SUPERVISION)
@on_day
def sitting(request: HttpRequest, asked: Asked) -> HttpResponse:
    """A worker's whole caseload, to be taken in one sitting: those with something in front first.

    Without a worker one is chosen. Raises NotFound for one whom the record does not know.
    """
    if not request.GET.get("worker"):
        return _choose_worker(request, asked)
    caseload = Caseload.of(asked, request.GET.get("worker", ""))
    record_list(
        by=request.user.get_username(),
        page="supervision of a worker",
        detail=f"as at {asked.day.isoformat()}; {len(caseload.children)} children shown",
        children=caseload.children,
    )
    about = {
        "asked": asked,
        "may_see_loop": may_go(request.user, "loop"),
        "sitting": caseload.shown(request.user.get_username(), ""),
    }
    return render(request, "loop/sitting.html", about)


def _choose_worker(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The workers of one team; the teams, where there are several and none is chosen."""
    names, people = titles(asked.outlook), PeopleShown.on(asked)
    own = teams_seen_by(asked, request.user, Permission.WRITE_SUPERVISION)
    offered = [team for team in names if own is None or team in own]
    chosen = request.GET.get("team", offered[0] if len(offered) == 1 else "")
    about = {
        "asked": asked,
        "team": names.get(chosen, "") if chosen in offered else "",
        "teams": [(names[team], asked.link("sitting", team=team)) for team in offered],
        "workers": [
            {
                "words": people.worker(one.worker),
                "children": one.children,
                "url": asked.link("sitting", worker=one.worker),
            }
            for one in (workers(asked.outlook, Scope(chosen)) if chosen in offered else ())
        ],
    }
    return render(request, "loop/choose_worker.html", about)


@require_http_methods(["GET", "POST"])
@needs(Permission.WRITE_SUPERVISION)
@on_day
def supervision(request: HttpRequest, asked: Asked, handle: str) -> HttpResponse:
    """The form for one child. Nothing typed is lost: what cannot be saved comes back as typed."""
    child, by = data.child_of(handle), request.user.get_username()
    paths = in_front(paths_of(asked, child, handle))
    facts = day_facts(asked.outlook)
    worker = leader_of(asked, child)
    corrected = _corrected(request.GET.get("entry", ""), handle)
    if corrected:
        paths += _also_said(asked, child, handle, paths, corrected)
    typed = _typed(request, handle, paths, corrected)
    problems: dict[str, str] = {}
    newer: SupervisionEntry | None = None
    if request.method == "POST":
        if DRAFT in request.POST:
            keep_draft(by=by, child=handle, typed=dict(typed.fields))
            if request.POST[DRAFT] == TYPING:
                return HttpResponse(status=204)
            return HttpResponseRedirect(asked.link("supervision", handle, **{KEPT: DRAFT}))
        problems = typed.problems(paths, asked.day, partial(is_carried, asked.outlook))
        if not problems:
            try:
                save_supervision(
                    by=by, written=_written(request, asked, child, handle, typed, paths)
                )
            except ChangedMeanwhile as found:
                newer = found.newer
                problems = {"life": str(found)}
            else:
                return HttpResponseRedirect(_after(request, asked, handle, worker))
    record_view(by=by, page="supervision", child=child)
    page = _Page(asked, child, handle, worker, paths, facts, by)
    return render(request, "loop/supervision.html", page.about(request, typed, problems, newer))


def _typed(
    request: HttpRequest,
    handle: str,
    paths: Sequence[DeficitPath],
    corrected: SupervisionEntry | None,
) -> TypedSupervision:
    """What was sent; else the person's draft; else the version to be corrected; else nothing."""
    if request.method == "POST":
        return TypedSupervision.of(request.POST, paths)
    by = request.user.get_username()
    draft = draft_of(by, handle)
    if draft is not None and isinstance(draft.typed, dict) and corrected is None:
        return TypedSupervision.of(draft.typed, paths)
    if corrected is not None:
        return TypedSupervision.saved(corrected, list(corrected.said.all()))
    return TypedSupervision({})


def _corrected(entry: str, handle: str) -> SupervisionEntry | None:
    """The latest version of the entry that is to be corrected. Raises NotFound for another's."""
    if not entry:
        return None
    found = latest_version(entry, handle)
    if found is None:
        raise NotFound("There is no such supervision of the child.", "Go back to the child's page.")
    return found


def _also_said(
    asked: Asked,
    child: str,
    handle: str,
    paths: Sequence[DeficitPath],
    corrected: SupervisionEntry,
) -> list[DeficitPath]:
    """Deficits of which the corrected version speaks and that are not in front any more."""
    told = {(one.rule, one.started, one.nth) for one in corrected.said.all()}
    return [
        path
        for path in paths_of(asked, child, handle)
        if path not in paths and (path.key.rule, path.key.started, path.key.nth) in told
    ]


def _written(
    request: HttpRequest,
    asked: Asked,
    child: str,
    handle: str,
    typed: TypedSupervision,
    paths: Sequence[DeficitPath],
) -> SupervisionToSave:
    held = read_numbers(typed.get("held"))
    assert held is not None, "the form was looked at"
    version = typed.get("version")
    return SupervisionToSave(
        child=child,
        handle=handle,
        worker=leader_of(asked, child),
        supervisor=worker_of(request.user) or request.user.get_username(),
        held=held,
        on=asked.day,
        life=typed.get("life"),
        plan_works=typed.get("plan_works"),
        said=typed.said(paths, handle),
        entry=typed.get("entry"),
        version=int(version) if version.isdigit() else 0,
    )


def _after(request: HttpRequest, asked: Asked, handle: str, worker: str) -> str:
    """The next child of the sitting; the sitting where that was the last, or it was asked for."""
    if NEXT in request.POST and worker:
        following = Caseload.of(asked, worker).after(handle)
        if following:
            return asked.link("supervision", following, **{KEPT: NEXT})
    if worker:
        return asked.link("sitting", worker=worker, **{KEPT: STOP})
    return asked.link("supervision", handle, **{KEPT: STOP})


@dataclass(frozen=True)
class Caseload:
    """The children whose case a worker leads, and how many deficits are in front of each."""

    asked: Asked
    worker: str
    children: dict[str, int]

    @classmethod
    def of(cls, asked: Asked, worker: str) -> "Caseload":
        """Those with something in front first, then by number. Raises NotFound for no worker."""
        if not worker:
            raise NotFound(
                "The address names no worker.", "Choose one on What needs you today, or a team."
            )
        counts: dict[str, int] = {}
        for path in in_front(standing_loop(asked, Scope(worker=worker)).listed("open")):
            counts[path.key.child] = counts.get(path.key.child, 0) + 1
        holders = Scope(worker=worker).of(asked.outlook, "holders")
        rows = asked.outlook.rows(
            f"select distinct child from {holders} as h where worker = $worker",
            **holders.values,
            worker=worker,
        )
        children = sorted(
            (row["child"] for row in rows), key=lambda one: (not counts.get(one), one)
        )
        return cls(asked, worker, {child: counts.get(child, 0) for child in children})

    def after(self, handle: str) -> str:
        """The child after one in the sitting; empty after the last."""
        known = data.addresses().handles
        handles = [known.get(child, "") for child in self.children]
        place = handles.index(handle) + 1 if handle in handles else 0
        return handles[place] if place < len(handles) else ""

    def shown(self, by: str, here: str) -> dict[str, Any]:
        """The sitting as the page draws it: which child is open, and who was discussed today."""
        people = PeopleShown.on(self.asked)
        # What was written as at this day, whatever day it was held.
        done = {row.child for row in latest_versions() if row.on == self.asked.day}
        drafts = children_with_drafts(by)
        rows = []
        for child, count in self.children.items():
            handle = people.handle(child)
            rows.append(
                {
                    "name": people.family([child]),
                    "count": count,
                    "is_here": handle == here,
                    "is_done": handle in done,
                    "has_draft": handle in drafts,
                    "url": self.asked.link("supervision", handle) if handle else "",
                }
            )
        return {
            "worker": people.worker(self.worker) or "no worker recorded",
            "children": len(rows),
            "in_front": sum(1 for count in self.children.values() if count),
            "rows": rows,
            "loop_url": self.asked.link("loop", worker=self.worker),
        }


@dataclass(frozen=True)
class _Page:
    """Everything that the form of one child shows."""

    asked: Asked
    child: str
    handle: str
    worker: str
    paths: Sequence[DeficitPath]
    facts: DayFacts
    by: str

    def about(
        self,
        request: HttpRequest,
        typed: TypedSupervision,
        problems: dict[str, str],
        newer: SupervisionEntry | None,
    ) -> dict[str, Any]:
        people = PeopleShown.on(self.asked)
        words = DeficitWords(self.asked, people)
        draft = draft_of(self.by, self.handle)
        caseload = Caseload.of(self.asked, self.worker) if self.worker else None
        owners = owners_of(self.asked, people, self.child, self.worker, self.by)
        return {
            "asked": self.asked,
            "name": people.family([self.child]),
            "standing": self.facts.standing.get(self.child, ""),
            "sitting": caseload.shown(self.by, self.handle) if caseload else None,
            "worker": people.worker(self.worker) or "no worker recorded",
            "last": self._last(),
            "seen": self._seen(),
            "directed": self._directed(people, words),
            "actions": self._actions(people),
            "deficits": [
                say_of_one(words, path, typed, problems, self.worker, owners) for path in self.paths
            ],
            "entry": newer.entry if newer else typed.get("entry"),
            "version": newer.version if newer else typed.get("version"),
            "held": typed.get("held") or in_numbers(self.asked.day),
            "life": typed.get("life"),
            "plan_works": typed.get("plan_works"),
            "plans": PlanWorks.choices,
            "problems": problems,
            "newer": newer,
            "newer_said": list(newer.said.all()) if newer else [],
            "kept": request.GET.get(KEPT, ""),
            "draft": draft,
            "entries": latest_versions(self.handle)[-5:],
            "next": bool(caseload and caseload.after(self.handle)),
        }

    def _last(self) -> str:
        """What was said the last time that the child was discussed."""
        if self.facts.discussed is None:
            return "Supervision is not recorded in this data."
        last = self.facts.discussed.get(self.child)
        if last is None:
            return "No supervision of the child is recorded."
        told = {True: "challenged", False: "not challenged", None: "challenge not recorded"}
        acted = {
            True: "an action was set",
            False: "no action was set",
            None: "whether an action was set is not recorded",
        }
        return (
            f"Last time, {plain_day(last.held)}: {told[last.challenge]}; {acted[last.actions_set]}."
        )

    def _seen(self) -> str:
        seen = self.facts.last_seen.get(self.child)
        if seen is None:
            return "No visit at which the child was seen is recorded."
        days = (self.asked.day - seen).days
        return f"Last seen {plain_day(seen)}, {days:,} day{'' if days == 1 else 's'} ago."

    def _directed(self, people: PeopleShown, words: DeficitWords) -> list[dict[str, Any]]:
        """The latest directions given in Holdfast, open or done, and what came of each."""
        every = paths_of(self.asked, self.child, self.handle)
        given = [one for one in every if one.directed and one.by_when and not one.settled]
        given.sort(key=lambda one: (one.directed or date.min, one.key), reverse=True)
        return [
            {
                "path": one,
                "owner": people.worker(one.owner),
                "title": words.title(one),
                "url": self.asked.link(
                    "action",
                    self.handle,
                    one.key.rule,
                    one.key.started.isoformat(),
                    str(one.key.nth),
                ),
            }
            for one in given[:4]
        ]

    def _actions(self, people: PeopleShown) -> list[dict[str, Any]]:
        """The latest actions set for the child, and the event that shows each done."""
        if "actions" not in self.asked.outlook.overlay.feeds:
            return []
        rows = self.asked.outlook.rows(
            "select owner, set_on, due, evidenced from actions where child = $child "
            "and set_on <= $day order by set_on desc limit 4",
            child=self.child,
            day=self.asked.day,
        )
        return [row | {"owner": people.worker(row["owner"])} for row in rows]
