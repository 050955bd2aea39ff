"""Roles, who was given which, and what they may do for whose children."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from holdfast.errors import BadSetting, NotFound
from holdfast.query.scope import Scope
from holdfast.web.accounts.local import DEMO_USER, LOCAL_USER, ensure_demo_user, ensure_local_user
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import end_role, give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.people.assignments import allowed, scope_of, scopes_of
from holdfast.web.people.permission import Permission, ScopeKind
from holdfast.web.people.roles import ADMINISTRATOR, EVERYTHING, roles

READS = {
    Permission.READ_RULES,
    Permission.SEE_FIGURES,
    Permission.SEE_WORKLOADS,
    Permission.SEE_LISTS,
    Permission.SEE_CHILD,
}


@pytest.fixture
def user(home: Path) -> User:
    return User.objects.create(username="A.Person")


def test_every_permission_is_some_role_s_and_each_role_says_what_it_is() -> None:
    may = {permission for role in roles().values() for permission in role.may}
    assert may == set(Permission)
    assert all(role.title and role.about and role.may for role in roles().values())


def test_what_some_roles_must_never_do() -> None:
    of_children = set(Permission) - {
        Permission.READ_RULES,
        Permission.SEE_AGGREGATES,
        Permission.MANAGE_PEOPLE,
        Permission.CONFIGURE,
        Permission.RESTRICT,
        Permission.REVIEW_ACCESS,
        Permission.READ_AUDIT,
    }
    for key in ("administrator", "elected_member", "governance_lead"):
        assert not of_children & set(roles()[key].may)
        assert roles()[key].scope == ScopeKind.NONE
    assert set(roles()["inspector"].may) == READS
    assert [key for key, role in roles().items() if Permission.MANAGE_PEOPLE in role.may] == [
        ADMINISTRATOR
    ]


def test_who_has_no_role_may_do_nothing(user: User) -> None:
    assert not any(allowed(user, permission) for permission in Permission)
    assert scopes_of(user) == ()
    assert scope_of(user) is None


def test_a_role_reaches_the_children_of_its_own_scope_alone(user: User) -> None:
    give_role(by="x", user=user, role="team_manager", team="T1")
    give_role(by="x", user=user, role="auditor")
    assert scopes_of(user, Permission.SET_ASIDE) == (Scope(team="T1"),)
    assert scopes_of(user, Permission.SEE_CHILD) == (Scope(),)
    assert not allowed(user, Permission.IMPORT)


def test_of_two_scopes_a_child_may_be_in_either(user: User) -> None:
    give_role(by="x", user=user, role="team_manager", team="T1")
    give_role(by="x", user=user, role="social_worker", worker="W1")
    assert scopes_of(user) == (Scope(team="T1"), Scope(worker="W1"))


def test_a_role_counts_from_its_first_day_to_its_last(user: User) -> None:
    today = timezone.localdate()
    give_role(by="x", user=user, role="analyst", begins=today + timedelta(days=1))
    assert not allowed(user, Permission.IMPORT)
    given = give_role(by="x", user=user, role="inspector", ends=today)
    assert allowed(user, Permission.SEE_CHILD)
    end_role(by="x", assignment=given, last=today - timedelta(days=1))
    assert not allowed(user, Permission.SEE_CHILD)
    assert [row.kind for row in AuditRow.objects.all()] == ["give role", "give role", "end role"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"role": "team_manager"},
        {"role": "social_worker", "team": "T1"},
        {"role": "analyst", "worker": "W1"},
        {"role": "inspector"},
        {"role": "inspector", "begins": date(2026, 1, 1), "ends": date(2026, 6, 1)},
        {"role": "analyst", "begins": date(2026, 1, 2), "ends": date(2026, 1, 1)},
    ],
    ids=lambda wrong: " ".join(wrong),
)
def test_a_role_that_does_not_fit_is_not_given(user: User, wrong: dict[str, object]) -> None:
    with pytest.raises(BadSetting):
        give_role(by="x", user=user, **wrong)
    assert AuditRow.objects.count() == 0


def test_a_role_that_there_is_not_is_not_given(user: User) -> None:
    with pytest.raises(NotFound):
        give_role(by="x", user=user, role="king")


def test_the_first_account_has_the_roles_of_the_setting(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_FIRST_ROLES", "king")
    with pytest.raises(BadSetting):
        ensure_local_user()
    monkeypatch.setenv("HOLDFAST_FIRST_ROLES", "administrator")
    ensure_local_user()
    first = User.objects.get(username=LOCAL_USER)
    assert allowed(first, Permission.MANAGE_PEOPLE)
    assert scopes_of(first) == ()


def test_the_demonstration_sees_everything_and_manages_nobody(home: Path) -> None:
    ensure_demo_user()
    user = User.objects.get(username=DEMO_USER)
    assert [row.role for row in user.assignments.all()] == [EVERYTHING]
    assert scopes_of(user) == (Scope(),)
    assert not allowed(user, Permission.MANAGE_PEOPLE)
