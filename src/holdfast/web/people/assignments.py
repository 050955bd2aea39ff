"""What a person may do, and for whose children: read from the roles that they have today.

``allowed`` and ``scopes_of`` are what pages and actions ask. A permission that comes with two
assignments reaches the children of both; one permission says nothing about another's children,
so that an auditor of every case who also manages a team directs in that team alone.
"""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from holdfast.query.scope import Scope
from holdfast.web.accounts.models import User
from holdfast.web.people.models import Assignment
from holdfast.web.people.permission import Permission, ScopeKind
from holdfast.web.people.roles import roles


def in_force(user: User, on: date | None = None) -> list[Assignment]:
    """The assignments of a person that count on a day (today, where none is given).

    A request reads today's once (see ``read_once``).
    """
    kept: list[Assignment] | None = getattr(user, _READ_ONCE, None)
    if kept is not None and on is None:
        return kept
    day = on or timezone.localdate()
    rows = user.assignments.filter(Q(ends=None) | Q(ends__gte=day), begins__lte=day)
    return [row for row in rows if row.role in roles()]


def read_once(user: User) -> None:
    """Keep the assignments with this object of a person, which lasts for one request."""
    setattr(user, _READ_ONCE, in_force(user))


_READ_ONCE = "assignments_in_force"


def allowed(user: User, permission: Permission) -> bool:
    """Whether a person may do something at all; for whose children ``scopes_of`` says."""
    return _giving(in_force(user), permission) != []


def scopes_of(user: User, permission: Permission = Permission.SEE_CHILD) -> tuple[Scope, ...]:
    """The scopes of a permission: a child must be in one of them.

    ``(EVERYBODY,)`` leaves nobody out; ``()`` is no child at all.
    """
    found = [_scope(row) for row in _giving(in_force(user), permission)]
    scopes = tuple(dict.fromkeys(one for one in found if one is not None))
    return tuple(one for one in scopes if not one) or scopes


def scope_of(user: User, permission: Permission = Permission.SEE_CHILD) -> Scope | None:
    """The scope with which a page of theirs begins: their first; None for no child at all."""
    return next(iter(scopes_of(user, permission)), None)


def _giving(rows: Iterable[Assignment], permission: Permission) -> list[Assignment]:
    return [row for row in rows if permission in roles()[row.role].may]


def _scope(row: Assignment) -> Scope | None:
    """The scope of an assignment; None where it is of no child, or lacks what it must name."""
    if row.scope == ScopeKind.ALL:
        return Scope()
    if row.scope in (ScopeKind.TEAM, ScopeKind.SERVICE) and row.team:
        return Scope(team=row.team)
    if row.scope == ScopeKind.OWN and row.worker:
        return Scope(worker=row.worker)
    return None
