"""Every route × every role × a child in scope, out of scope, or restricted: from the URL register.

A route whose view carries no decision fails; so does one that answers otherwise than its decision
says. The size of the walk is printed at the end of the run.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from holdfast.query.scope import Scope
from holdfast.web import data as pages_data
from holdfast.web.accounts.models import User
from holdfast.web.actions.access import restrict_record
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.people.deciding import AccessDecision, decision_of
from holdfast.web.people.permission import Permission, ScopeKind
from holdfast.web.people.restricted import RestrictionKind
from holdfast.web.people.roles import AccessRole, roles
from tests.conftest import Tried
from tests.pages.routes import Route, routes
from tests.pages.test_guard import PRODUCT

BACKEND = "holdfast.web.accounts.local.LocalBackend"
CHILDREN = ("inside", "outside", "restricted")
# What shows any child who may be seen; the others are of a child of whom something is true.
OF_A_CHILD = {"child", "child_record", "child_clocks"}
# Where whoever restricts records sees which they are.
NAMES_RESTRICTED = {"restricted_records", "opened_records", "audit_log", "unlinked_views"}
# A key of each kind of page that has one, so that the page is there.
KEYS = {
    "link": "cp_visit", "link_file": "cp_visit", "link_days_file": "cp_visit",
    "concern": "unassessed_risk", "concern_file": "unassessed_risk",
    "contest": "unassessed_risk", "clock": "cp_visit", "recording": "cp_visit",
    "fairness_of": "cp_visit",
}  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """A team and a worker of it, and children: in scope, out of it, and in it but restricted."""

    team: str
    worker: str
    inside: str
    outside: str
    restricted: str

    def handle(self, which: str) -> str:
        return pages_data.handle(getattr(self, which))


@pytest.fixture
def cast(council: Path) -> Cast:
    """The team of the worker who holds the most children, and who beside it holds others."""
    seen = pages_data.whole()
    held = seen.rows(
        "select worker, team, min(child) as one, max(child) as other from holders "
        "where worker is not null and team is not null and named group by worker, team "
        "having count(*) > 1 order by count(*) desc, worker limit 1"
    )[0]
    inside = Scope(team=held["team"]).own(seen)
    everyone = {row["child"] for row in seen.rows("select child from holders")}
    outside = min(everyone - inside)
    return Cast(held["team"], held["worker"], held["one"], outside, held["other"])


def is_narrowed(role: AccessRole) -> bool:
    return role.scope not in (ScopeKind.OWN, ScopeKind.NONE) and not role.whole_record


def given(role: AccessRole, cast: Cast) -> User:
    """An account that has the role: of the team where the role's scope can be narrowed to it."""
    user = User.objects.create(username=f"A.{role.key}")
    give_role(
        by="a test",
        user=user,
        role=role.key,
        scope=ScopeKind.TEAM if is_narrowed(role) else role.scope,
        team=cast.team if is_narrowed(role) else "",
        worker=cast.worker if role.scope == ScopeKind.OWN else "",
        ends=timezone.localdate() if role.most_days else None,
    )
    return user


def kinds_of(route: Route) -> tuple[str, ...]:
    """The children for whom a route is asked; one of no child where its address names none."""
    named = "handle" in route.template or "other" in route.template
    return CHILDREN if named and "ticket" not in route.template else ("",)


def address(route: Route, cast: Cast, which: str) -> str:
    handle = cast.handle(which) if which else "x"
    snapshot = pages_data.current().id
    of_clock = {"key": KEYS.get(route.name, "cp_visit"), "identifier": snapshot, "which": "cin"}
    of_child = {"handle": handle, "one": cast.handle("inside"), "other": handle}
    others = {
        "provider_id": "council",
        "ticket": "x",
        "code": "8670Q",
        "which": "cin",
        "rule": "cp_visit",
        "mark": "raised-x",
        "entry": "x",
        "kind": "letter",
        "pack": "x",
        "scenario": "x",
        "name": "x",
    }
    days = {"started": "2018-01-01", "nth": "1", "number": "1"}
    found = route.filled(of_clock | of_child | others | days)
    resolve(found)  # an address that leads nowhere would prove nothing
    return found


def looking(decision: AccessDecision, role: AccessRole) -> Permission | None:
    return next((one for one in decision.any_of if one in role.may), None)


def check(
    client: Client, route: Route, role: AccessRole, cast: Cast, which: str, method: str
) -> None:
    """One cell of the matrix."""
    told = f"{method} {route.name} by {role.key}, a child {which or 'of none'}"
    decision = decision_of(route.view)
    assert decision is not None, f"nobody decided who may ask for {route.name}"
    answer = getattr(client, method)(address(route, cast, which))
    status = answer.status_code
    assert status < 500, told
    if decision.anyone or decision.signed_in:
        assert status != 403, told
        return
    permission = looking(decision, role)
    changes = method == "post" and decision.to_change is not None
    if permission is None or (changes and decision.to_change not in role.may):
        assert status == (302 if permission is None and route.address == "/" else 403), told
        return
    assert status != 403, told
    hidden = {"restricted"} if role.whole_record else {"outside", "restricted"}
    if which in hidden:
        assert status in (404, 405), told
    elif which and route.name in OF_A_CHILD and method == "get":
        assert status == 200, told
    if method == "get" and status == 200 and route.name not in NAMES_RESTRICTED:
        text = read(answer)
        assert not [one for one in hidden if getattr(cast, one) in text], told


def read(answer: Any) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return str(content.decode("utf-8", "replace"))


@pytest.mark.parametrize("key", roles())
def test_every_route_answers_a_role_as_was_decided(key: str, cast: Cast, tried: Tried) -> None:
    role = roles()[key]
    restrict_record(
        by="a test",
        child=cast.restricted,
        handle=cast.handle("restricted"),
        kind=RestrictionKind.CONFLICT,
        why="a made-up reason to restrict",
        reviewer=User.objects.create(username="a reviewer"),
    )
    client = Client(raise_request_exception=False)
    client.force_login(given(role, cast), backend=BACKEND)
    cells = 0
    for route in routes(PRODUCT):
        if route.name in ("sign_in", "sign_out"):
            continue
        for which in kinds_of(route):
            for method in ("get", "post"):
                check(client, route, role, cast, which, method)
                cells += 1
    tried("routes × roles × children × methods asked", cells)
    tried(f"of them refused to {role.key}", AuditRow.objects.filter(kind="refused").count())
