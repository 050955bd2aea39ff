"""Giving a person a role, and ending one."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.web.accounts.models import User
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.people.models import Assignment
from holdfast.web.people.permission import ScopeKind
from holdfast.web.people.roles import EVERYTHING, AccessRole, role_of

PAGE = "people"


@transaction.atomic
def give_role(
    *,
    by: str,
    user: User,
    role: str,
    scope: ScopeKind | None = None,
    team: str = "",
    worker: str = "",
    begins: date | None = None,
    ends: date | None = None,
) -> Assignment:
    """Give a person a role from a day on (today), for the children of a scope (the role's usual).

    Raises NotFound for a role that there is not, and BadSetting where the scope lacks what it must
    name or the role may not last so long.
    """
    chosen = role_of(role)
    kind = ScopeKind(scope or chosen.scope)
    _refuse_incomplete(kind, team, worker)
    if chosen.whole_record and kind != ScopeKind.ALL:
        raise BadSetting(
            f"The role “{chosen.title}” is about every child: it imports the whole record.",
            "Give it with the scope all, or give another role.",
        )
    first = begins or timezone.localdate()
    _refuse_too_long(chosen, first, ends)
    detail = _told(chosen, kind, team or worker, first, ends)
    write_row(by=by, kind=AuditKind.GIVE_ROLE, page=PAGE, target=user.get_username(), detail=detail)
    return Assignment.objects.create(
        user=user,
        role=role,
        scope=kind,
        team=team,
        worker=worker,
        begins=first,
        ends=ends,
        given_by=by,
        given_at=timezone.now(),
    )


@transaction.atomic
def end_role(*, by: str, assignment: Assignment, last: date | None = None) -> Assignment:
    """End a role: ``last`` is the last day on which it counts, yesterday where none is given."""
    assignment.ends = last or timezone.localdate() - timedelta(days=1)
    detail = f"{assignment.role}, last day {assignment.ends.isoformat()}"
    name = assignment.user.get_username()
    write_row(by=by, kind=AuditKind.END_ROLE, page=PAGE, target=name, detail=detail)
    assignment.save(update_fields=["ends"])
    return assignment


@transaction.atomic
def keep_what_accounts_saw(*, by: str) -> None:
    """Give the accounts of before there were roles what they could do then.

    Who made accounts then was whoever ran the commands, so that nobody becomes an administrator.
    """
    for user in User.objects.order_by("pk"):
        give_role(by=by, user=user, role=EVERYTHING)


def _refuse_incomplete(kind: ScopeKind, team: str, worker: str) -> None:
    wants_team = kind in (ScopeKind.TEAM, ScopeKind.SERVICE)
    if wants_team != bool(team) or (kind == ScopeKind.OWN) != bool(worker):
        raise BadSetting(
            f"The scope “{kind.label}” does not go with what was named.",
            "Name a team for the scopes team and service, the worker for own, and nothing for "
            "all and none.",
        )


def _refuse_too_long(role: AccessRole, first: date, ends: date | None) -> None:
    if ends is not None and ends < first:
        raise BadSetting("The role would end before it begins.", "Give a later last day.")
    most = role.most_days
    if most is not None and (ends is None or (ends - first).days >= most):
        raise BadSetting(
            f"The role “{role.title}” is given for at most {most} days.",
            "Give its last day; it may be given again.",
        )


def _told(role: AccessRole, kind: ScopeKind, whose: str, first: date, ends: date | None) -> str:
    until = f" to {ends.isoformat()}" if ends else ""
    scope = f"{kind} {whose}".strip()
    return f"{role.key}, scope {scope}, from {first.isoformat()}{until}"
