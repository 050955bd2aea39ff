"""The decision that every view carries: who may ask for it.

    @needs(Permission.SEE_CHILD, to_change=Permission.CONTEST)
    def contest(request: HttpRequest, ...) -> HttpResponse: ...

``needs`` writes it on the view, where the middleware ``Guarded`` and the test that walks every
route find it. A view without one is refused to everybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from holdfast.web.people.permission import Permission

View = TypeVar("View", bound=Callable[..., Any])
ON_THE_VIEW = "access_decision"


@dataclass(frozen=True)
class AccessDecision:
    """Who may ask for a view: whoever has one of ``any_of`` may look.

    ``to_change`` is what a form that is sent needs besides, where it needs another permission.
    ``signed_in`` opens it to everyone with an account, ``anyone`` to the world.
    """

    any_of: tuple[Permission, ...] = ()
    to_change: Permission | None = None
    signed_in: bool = False
    anyone: bool = False


def needs(*any_of: Permission, to_change: Permission | None = None) -> Callable[[View], View]:
    """Let those look who have one of the permissions; see ``AccessDecision``."""
    return _deciding(AccessDecision(any_of, to_change))


def for_everyone_signed_in(view: View) -> View:
    """Let everyone with an account look, whatever their role: it shows nothing of a child."""
    return _deciding(AccessDecision(signed_in=True))(view)


def for_anyone(view: View) -> View:
    """Let the world look: it shows nothing of the council's data."""
    return _deciding(AccessDecision(anyone=True))(view)


def decision_of(view: Any) -> AccessDecision | None:
    """The decision that a view carries; None where nobody has decided."""
    found = getattr(view, ON_THE_VIEW, None)
    return found if isinstance(found, AccessDecision) else None


def _deciding(decision: AccessDecision) -> Callable[[View], View]:
    def decided(view: View) -> View:
        setattr(view, ON_THE_VIEW, decision)
        return view

    return decided
