"""Who audits: accounts whose role lets them, each with the teams that are their own."""

from holdfast.case_audits.drawing import Auditor
from holdfast.query.outlook import Outlook
from holdfast.query.people import teams
from holdfast.query.scope import Scope
from holdfast.web.accounts.models import User
from holdfast.web.people.assignments import allowed, in_force
from holdfast.web.people.permission import Permission, ScopeKind


def auditors(outlook: Outlook) -> tuple[Auditor, ...]:
    """Everyone who may audit cases, by name."""
    able = [user for user in User.objects.order_by("username") if user.is_active]
    return tuple(
        auditor_of(user, outlook) for user in able if allowed(user, Permission.AUDIT_CASES)
    )


def auditor_of(user: User, outlook: Outlook) -> Auditor:
    """Somebody as an auditor. Their own teams are those they manage, and those they work in."""
    own: set[str] = set()
    for row in in_force(user):
        if row.scope in (ScopeKind.TEAM, ScopeKind.SERVICE) and row.team:
            own |= set(Scope(team=row.team).teams(outlook))
        elif row.scope == ScopeKind.OWN and row.worker:
            own |= {team.team for team in teams(outlook, Scope(worker=row.worker))}
    return Auditor(user.username, frozenset(own))


def person(name: str) -> User | None:
    """The account of that name; None where there is none."""
    return User.objects.filter(username=name).first()
