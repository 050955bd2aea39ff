"""The deficits that a page shows, with everything that people had said when it was asked for.

The loop of everybody is laid out once for an outlook. What somebody says afterwards is read for the
children of whom it was said, and put in the place of what stood there: an act shows on the next
page, and costs one child.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from threading import Lock

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from holdfast.challenge.choices import LoopChoices
from holdfast.challenge.finding import (
    RecordLoop,
    deficit_paths,
    deficits_of_child,
    loop_of_record,
)
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import team_paths
from holdfast.challenge.said import SaidInHoldfast
from holdfast.challenge.standing import StandingLoop, front_order
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.asked import Asked
from holdfast.web.oversight.loop_said import (
    SaidPosition,
    children_said_since,
    said_in_holdfast,
    said_of_teams,
    said_position,
)
from holdfast.web.people.assignments import in_force, scopes_of
from holdfast.web.people.permission import Permission

MOST_KEPT = 60
# Of more children than these at once all is laid out anew.
MOST_AT_ONCE = 200
_KEPT = "the loop as it stands"
_READING = Lock()

Paths = tuple[DeficitPath, ...]


def make_loop_ready(outlook: Outlook) -> None:
    """Work out the deficits of an outlook, and the loop of everybody, before anybody asks."""
    _standing(outlook.everybody, EVERYBODY)


def choices_of(asked: Asked) -> LoopChoices:
    """What the council chose about the loop."""
    return loop_of_record(asked.outlook).choices


def standing_loop(asked: Asked, scope: Scope) -> StandingLoop:
    """The loop of the children in scope of whom whoever asks may know, with all that was said.

    Raises what ``deficit_paths`` does.
    """
    return _standing(asked.outlook, scope)


@dataclass
class _KeptLoop:
    """The loop of everybody as far as it was read: ``over`` has the children of whom people spoke.

    ``changes`` are the deficits of a child as they stood before something was said, and after;
    ``views`` the loops that were asked for, each with how many of the changes are in it.
    """

    position: SaidPosition = ()
    over: dict[str, Paths] = field(default_factory=dict)
    changes: list[tuple[str, Paths, Paths]] = field(default_factory=list)
    views: dict[tuple[Scope, NeedToKnow | None], tuple[int, StandingLoop]] = field(
        default_factory=dict
    )


def _standing(outlook: Outlook, scope: Scope) -> StandingLoop:
    record = loop_of_record(outlook)
    known = outlook.may_know
    children = scope.own(outlook) if scope else known.named if known else None
    with _READING:
        kept = outlook.everybody.kept.setdefault(_KEPT, _KeptLoop())
        assert isinstance(kept, _KeptLoop), "nothing else is kept under that name"
        _read_on(kept, outlook.everybody, record)
        return _view(kept, outlook, scope, record, children)


def _view(
    kept: _KeptLoop,
    outlook: Outlook,
    scope: Scope,
    record: RecordLoop,
    children: frozenset[str] | None,
) -> StandingLoop:
    """The loop of ``children``; of everybody of whom one may know where it is None."""
    bound = outlook.may_know
    done, view = kept.views.pop((scope, bound), (0, None))
    if view is not None:
        for child, before, after in kept.changes[done:]:
            if child in children if children is not None else bound is None or child in bound:
                view = view.changed(before, after)
    elif bound is not None and children is None:
        everybody = _view(kept, outlook.everybody, scope, record, None)
        view = everybody.changed(
            path for child in bound.without for path in _now(kept, record, child)
        )
    else:
        whom = {*record.places, *kept.over} if children is None else children
        paths = (path for child in whom for path in _now(kept, record, child))
        view = StandingLoop(paths, outlook.day, record.choices)
    kept.views[scope, bound] = len(kept.changes), view  # at the end: asked for last
    while len(kept.views) > MOST_KEPT:
        kept.views.pop(next(iter(kept.views)))
    return view


def _now(kept: _KeptLoop, record: RecordLoop, child: str) -> Paths:
    """A child's deficits, with what was said as far as it was read."""
    found = kept.over.get(child)
    if found is None:
        return tuple(record.paths[place] for place in record.places.get(child, ()))
    return found


def _read_on(kept: _KeptLoop, outlook: Outlook, record: RecordLoop) -> None:
    """Read what people said since, of the children of whom they said it; all where it must be."""
    position = said_position()
    if position == kept.position:
        return
    whom = children_said_since(kept.position) if kept.position else None
    child_of = data.addresses().child
    if whom is None or len(whom) > MOST_AT_ONCE:
        kept.views.clear()
        kept.changes.clear()
        kept.over = _all_over(outlook, said_in_holdfast(child_of))
    else:
        for handle in sorted(whom - {""}):
            child = child_of(handle)
            if child is not None:
                before = _now(kept, record, child)
                said = said_in_holdfast(child_of, handle)
                kept.over[child] = tuple(deficits_of_child(outlook, child, said))
                kept.changes.append((child, before, kept.over[child]))
    kept.position = position


def _all_over(outlook: Outlook, said: SaidInHoldfast) -> dict[str, Paths]:
    """The deficits of every child of whom anything was said."""
    keys = [*(one.key for one in said.said), *(one.key for one in said.raised), *said.until]
    found: dict[str, list[DeficitPath]] = {key.child: [] for key in keys if key.child}
    found |= {child: [] for child in said.supervised}
    for path in deficit_paths(outlook, said) if found else ():
        if path.key.child in found:
            found[path.key.child].append(path)
    return {child: tuple(paths) for child, paths in found.items()}


def teams_seen_by(
    asked: Asked, user: AbstractBaseUser | AnonymousUser, permission: Permission
) -> set[str] | None:
    """The teams to which a permission of somebody reaches; None where it is every team."""
    scopes = scopes_of(user, permission) if isinstance(user, User) else ()
    if EVERYBODY in scopes:
        return None
    return {team for scope in scopes for team in scope.teams(asked.outlook)}


def findings_of_teams(asked: Asked, user: AbstractBaseUser | AnonymousUser) -> list[DeficitPath]:
    """What was raised of the teams for which somebody may see figures, the latest first."""
    teams = teams_seen_by(asked, user, Permission.SEE_FIGURES)
    paths = team_paths(asked.outlook, said_of_teams(), choices_of(asked), teams)
    return sorted(paths, key=lambda path: (-path.detected.toordinal(), path.key))


def paths_of(asked: Asked, child: str, handle: str) -> list[DeficitPath]:
    """One child's deficits, those that ask for most first."""
    said = said_in_holdfast(data.addresses().child, handle)
    return sorted(deficits_of_child(asked.outlook, child, said), key=front_order)


def in_front(paths: Sequence[DeficitPath]) -> list[DeficitPath]:
    """The deficits that are open, and that nobody set aside until a later day."""
    return [path for path in paths if path.is_open and path.aside_until is None]


def worker_of(user: AbstractBaseUser | AnonymousUser) -> str:
    """The person's own number as a worker of the record; empty where the account has none."""
    if not isinstance(user, User):
        return ""
    return next((row.worker for row in in_force(user) if row.worker), "")
