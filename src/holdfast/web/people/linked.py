"""With which children an account has a link: what *views with no link to the case* is told by."""

from holdfast.web.accounts.models import User
from holdfast.web.people.assignments import in_force
from holdfast.web.people.bounds import children_of
from holdfast.web.people.permission import ScopeKind


def links_of_accounts() -> dict[str, frozenset[str]]:
    """By account, the children whom the person holds, or whose team or service is theirs.

    A role for every child is no link to any one of them: whoever has it sees the child because of
    the role, and the report asks whether there was a reason. Raises what ``data.whole`` does.
    """
    found = {}
    for user in User.objects.all():
        rows = [row for row in in_force(user) if row.scope not in (ScopeKind.ALL, ScopeKind.NONE)]
        found[user.get_username()] = frozenset[str]().union(*(children_of(row) for row in rows))
    return found
