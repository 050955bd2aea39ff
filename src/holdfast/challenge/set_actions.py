"""Actions: what somebody was told to do for a child, by when, and what is to show it done.

Two kinds of row are one thing here: the record's own (a row of ``actions``, which says on which day
an event showed it done), and what was directed in Holdfast (a row said of a deficit, which names
the event; decision 25).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.challenge.path import DeficitPath
from holdfast.journeys.contact import OPEN_CASE
from holdfast.journeys.laid import relation_of
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

_KEPT = "open actions of the record"


@dataclass(frozen=True, slots=True)
class OpenAction:
    """An action that no event shows done yet.

    ``owner`` is the worker who is to do it, empty where nobody is named; ``due`` the day by which.
    ``deficit`` is what it was directed for, None for one that the record alone holds: of that
    nothing says what it is to bring about.
    """

    child: str
    owner: str
    set_on: date
    due: date | None
    deficit: DeficitPath | None = None


def open_actions(
    outlook: Outlook, paths: Iterable[DeficitPath], scope: Scope = EVERYBODY, owner: str = ""
) -> list[OpenAction]:
    """The open actions for the children in scope, of one owner where named, the first due first.

    ``paths`` are their open deficits, with what was said. Raises what ``Scope.children`` does.
    """
    children = scope.children(outlook)
    found = [
        OpenAction(path.key.child, path.owner, path.directed, path.by_when, path)
        for path in paths
        if path.is_open and path.directed is not None and path.by_when is not None
    ]
    found += [one for one in _of_record(outlook) if children is None or one.child in children]
    chosen = (one for one in found if not owner or one.owner == owner)
    return sorted(chosen, key=lambda one: (one.due or date.max, one.child, one.set_on))


@dataclass(frozen=True, slots=True)
class TeamActions:
    """The open actions for the children whose case a team leads; ``team`` None: nobody leads it.

    ``late`` are past their day, the longest of them by ``days_over``; ``unowned`` name nobody.
    """

    team: str | None
    open: int
    late: int
    days_over: int
    unowned: int


def actions_by_team(outlook: Outlook, actions: Iterable[OpenAction]) -> list[TeamActions]:
    """The actions of each team as at the outlook's day, the team with the most past it first."""
    led = outlook.everybody.rows("select child, team from holders where team is not null")
    team_of = {row["child"]: row["team"] for row in led}
    of_team: dict[str | None, list[OpenAction]] = defaultdict(list)
    for one in actions:
        of_team[team_of.get(one.child)].append(one)
    rows = [_counted(team, own, outlook.day) for team, own in of_team.items()]
    return sorted(rows, key=lambda row: (-row.late, -row.open, row.team or ""))


def set_together(
    actions: Iterable[OpenAction], family: Mapping[str, str]
) -> list[tuple[OpenAction, ...]]:
    """The actions in their order, those that one owner was set for brothers and sisters as one.

    That is so of the record's own with the same days alone: a direction is of one deficit.
    ``family`` has the family of each child who is not a family alone.
    """
    found: dict[tuple[object, ...], list[OpenAction]] = defaultdict(list)
    for place, one in enumerate(actions):
        whose = family.get(one.child, one.child)
        found[(one.owner, one.set_on, one.due, whose, place if one.deficit else None)].append(one)
    return [tuple(own) for own in found.values()]


def _counted(team: str | None, own: Sequence[OpenAction], day: date) -> TeamActions:
    over = [(day - one.due).days for one in own if one.due is not None and one.due < day]
    unowned = sum(not one.owner for one in own)
    return TeamActions(team, len(own), len(over), max(over, default=0), unowned)


def _of_record(outlook: Outlook) -> Sequence[OpenAction]:
    """Those of the record, set in a case that is still open: with it an action falls away."""
    whole = outlook.everybody
    kept = whole.kept.get(_KEPT)
    if not isinstance(kept, tuple):
        kept = whole.kept[_KEPT] = tuple(_read(whole)) if "actions" in whole.overlay.feeds else ()
    return kept


def _read(outlook: Outlook) -> Iterable[OpenAction]:
    rows = outlook.rows(
        "select a.child, a.owner, a.set_on, a.due from actions as a "
        f"semi join (select subject, started from {relation_of(OPEN_CASE)} "
        "where started <= $day and (ended is null or ended > $day)) as c "
        "on c.subject = a.child and c.started <= a.set_on "
        "where a.set_on <= $day and (a.evidenced is null or a.evidenced > $day)",
        day=outlook.day,
    )
    for row in rows:
        yield OpenAction(row["child"], row["owner"] or "", row["set_on"], row["due"])
