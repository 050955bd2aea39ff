"""Of which children a person may know, for a permission: scopes of roles made into children.

Who holds a child is asked of the last day of the data, whatever day a page shows: who held a child
years ago and holds the child no longer does not see the years between.
"""

from holdfast.errors import NotFound
from holdfast.query.adopted import AdoptedChildren, adopted_children
from holdfast.query.need_to_know import NOBODY, NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope
from holdfast.query.today.day_facts import day_facts
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.people.assignments import scopes_of
from holdfast.web.people.models import Assignment
from holdfast.web.people.permission import Permission
from holdfast.web.people.withheld import decided_adoptions, opened_by, withheld_from

# Figures count adopted children, and name none; returns to the department and the lists for an
# inspection are of them too, and whoever imports sees the whole record.
COUNTS_ADOPTED = (
    Permission.SEE_FIGURES,
    Permission.SEE_AGGREGATES,
    Permission.ANSWER_RETURNS,
    Permission.MAKE_PACKS,
    Permission.IMPORT,
)


def bound_of(user: User, permission: Permission) -> NeedToKnow | None:
    """The children of whom a person may know for a permission; None where it is everybody.

    Restricted records are left out but for those named for them; to look at a record, one that was
    opened with a reason is in. The record before an adoption is restricted from the import on that
    tells of it, whether or not anybody has looked at it yet; figures count it.
    Raises what ``data.whole`` does.
    """
    scopes = scopes_of(user, permission)
    if not scopes:
        return NOBODY
    opened = _numbers(opened_by(user)) if permission == Permission.SEE_CHILD else frozenset()
    without = _without(user, permission) - opened
    if not all(scopes):
        return NeedToKnow(None, without) if without else None
    seen = data.whole()
    held = (_children(seen, scope) for scope in scopes)
    return NeedToKnow(opened.union(*held), without)


def withheld_from_figures(user: User) -> frozenset[str]:
    """The children whom not even the figures that a person sees count."""
    return _without(user, Permission.SEE_FIGURES)


def _without(user: User, permission: Permission) -> frozenset[str]:
    """The children whose records are withheld from a person."""
    withheld = withheld_from(user)
    if permission in COUNTS_ADOPTED:
        return _numbers(withheld.but_adoptions)
    by_rule = _numbers(withheld.whole - withheld.by_hand)
    if by_rule:
        # Nobody decided that whoever leads a case under the number of before may not see the child.
        by_rule -= adopted().open_again
    return _numbers(withheld.by_hand) | by_rule | before_adoption()


def before_adoption() -> frozenset[str]:
    """The children whose record is that before an adoption, and of whom no restriction tells yet.

    Of the others the restriction tells, which may have been lifted. Raises what ``data.whole``
    does.
    """
    return adopted().before - _numbers(decided_adoptions())


def adopted() -> AdoptedChildren:
    """The adopted children of the shown data, on its last day. Raises what ``data.whole`` does."""
    seen = data.whole()
    found: AdoptedChildren = data.remember(seen, "adopted", lambda: adopted_children(seen))
    return found


def _numbers(handles: frozenset[str]) -> frozenset[str]:
    """The children's numbers in the data, of those whom it has."""
    if not handles:
        return frozenset()
    known = data.addresses()
    found = (known.child(handle) for handle in handles)
    return frozenset(child for child in found if child)


def children_of(row: Assignment) -> frozenset[str]:
    """The children of an assignment that is neither of all nor of none."""
    return _children(data.whole(), Scope(team=row.team, worker=row.worker))


def _children(seen: Outlook, scope: Scope) -> frozenset[str]:
    """The children of a scope; none where the record does not know the team or worker any more."""
    try:
        found: frozenset[str] = data.remember(
            seen, ("children of", scope), lambda: _held(seen, scope) | _last_held(seen, scope)
        )
    except NotFound:
        return frozenset()
    return found


def _held(seen: Outlook, scope: Scope) -> frozenset[str]:
    return scope.own(seen)


def _last_held(seen: Outlook, scope: Scope) -> frozenset[str]:
    """The children whom nobody holds, and who are on the page of a team: their manager must act."""
    if not scope.team:
        return frozenset()
    facts, teams = day_facts(seen), scope.teams(seen)
    return frozenset(
        one.child
        for by_team in (facts.duties, facts.nobody, facts.unassessed)
        for team in teams
        for one in by_team.get(team, ())
    )
