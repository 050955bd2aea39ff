"""The roles that come from a council's groups: given and ended as a person signs in."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from holdfast.errors import BadSetting
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import end_role, give_role
from holdfast.web.audit.log import write_row
from holdfast.web.audit.models import AuditKind
from holdfast.web.options import OPENID_WORKER
from holdfast.web.people.models import GroupRole
from holdfast.web.people.permission import ScopeKind
from holdfast.web.people.roles import role_of

PAGE = "people"


@transaction.atomic
def map_group(
    *, by: str, group: str, role: str, scope: ScopeKind | None = None, team: str = ""
) -> GroupRole:
    """Say that whoever is in a group of the provider, or has its app role, has a role here.

    Raises NotFound for a role that there is not.
    """
    chosen = role_of(role)
    kind = ScopeKind(scope or chosen.scope)
    detail = f"{chosen.key}, scope {kind} {team}".strip()
    write_row(by=by, kind=AuditKind.MAP_GROUP, page=PAGE, target=group, detail=detail)
    return GroupRole.objects.create(group=group, role=chosen.key, scope=kind, team=team, by=by)


@transaction.atomic
def give_council_roles(*, by: str, user: User, claims: dict[str, Any]) -> None:
    """Give the roles of a person's groups, and end those of groups that the person has left.

    Roles that were given here stay. Raises BadSetting where the token has too many groups to hold
    them, which says that they cannot be known.
    """
    if "groups" in claims.get("_claim_names", {}):
        raise BadSetting(
            "Your account is in more groups than the sign-in tells us of, so that your role is "
            "not known.",
            "Ask the person who looks after accounts to use app roles instead of groups.",
        )
    groups = {str(one) for name in ("groups", "roles") for one in claims.get(name) or ()}
    worker = str(claims.get(OPENID_WORKER.text(), "")) if OPENID_WORKER.text() else ""
    wanted = {
        (one.role, one.scope, one.team, worker if one.scope == ScopeKind.OWN else "")
        for one in GroupRole.objects.filter(group__in=groups)
        if one.scope != ScopeKind.OWN or worker
    }
    today = timezone.localdate()
    held = {
        (row.role, row.scope, row.team, row.worker): row
        for row in user.assignments.filter(given_by=by)
        if row.ends is None or row.ends >= today
    }
    for key in held.keys() - wanted:
        end_role(by=by, assignment=held[key])
    for role, scope, team, own in sorted(wanted - held.keys()):
        most = role_of(role).most_days
        give_role(
            by=by,
            user=user,
            role=role,
            scope=ScopeKind(scope),
            team=team,
            worker=own,
            # It is given anew at the next sign-in, as long as the group says so.
            ends=today + timedelta(days=most - 1) if most else None,
        )
