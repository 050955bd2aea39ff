"""What whoever is signed in may do, and what each role allows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast.web.people.assignments import in_force
from holdfast.web.people.deciding import for_everyone_signed_in, needs
from holdfast.web.people.guarding import may_go
from holdfast.web.people.models import Assignment
from holdfast.web.people.permission import Permission, ScopeKind
from holdfast.web.people.roles import roles

# Pages of whoever answers for access; each is shown to those who may open it.
GOVERNANCE = (
    ("The audit log", "audit_log"),
    ("Views with no link to the case", "unlinked_views"),
    ("Records opened out of scope", "opened_records"),
    ("Restricted records", "restricted_records"),
)


@for_everyone_signed_in
@require_safe
def own_access(request: HttpRequest) -> HttpResponse:
    """The roles that one has today, and what each allows for whose children."""
    given = [
        {
            "role": roles()[row.role],
            "scope": _whose(row),
            "ends": row.ends,
            "given_by": row.given_by,
        }
        for row in in_force(request.user)
    ]
    places = [(words, route) for words, route in GOVERNANCE if may_go(request.user, route)]
    return render(request, "people/own_access.html", {"given": given, "places": places})


@needs(Permission.READ_RULES)
@require_safe
def every_role(request: HttpRequest) -> HttpResponse:
    """Each role, whose children it usually is about, and what it allows."""
    every = list(roles().values())
    permissions = [
        (one.label, [role.title for role in every if one in role.may]) for one in Permission
    ]
    return render(request, "people/roles.html", {"roles": every, "permissions": permissions})


def _whose(row: Assignment) -> str:
    named = row.team or row.worker
    label = ScopeKind(row.scope).label
    return f"{label}: {named}" if named else label
