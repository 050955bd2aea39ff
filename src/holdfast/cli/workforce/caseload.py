"""The commands ``holdfast caseload`` and ``holdfast points``: who holds how many children."""

import sys
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.caseload.loads import WorkerLoad, caseload
from holdfast.query.caseload.points import SchemeInForce, scheme_in_force, shipped_text
from holdfast.query.caseload.spread import Spread, WorkerChanges, changes_of_worker, spread_of
from holdfast.query.outlook import Outlook
from holdfast.query.people import team_names
from holdfast.query.scope import Scope
from holdfast.settings import HOME

LISTED = (
    "worker", "full_name", "team", "kind", "agency", "newly_qualified", "full_time_equivalent",
    "months_in_post", "left", "away_since", "children", "families", "points", "capacity", "room",
    "new", "overdue", "due_soon", "due_ahead", "oversight_overdue", "oversight_ahead",
)  # fmt: skip
# For people: no more than eighty columns hold.
ON_SCREEN = ("worker", "held", "fam", "pts", "room", "new", "over", "due5", "due20")
KEY = (
    "Held: children. Fam: families. Pts and room: by the scheme, below nought where over. New: "
    "taken on in 90 days. Over: overdue. Due5, due20: due in so many working days."
)


def caseload_(
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Who holds how many children, in counts and points, and how it is spread."""
    in_force = scheme_in_force(HOME.path())
    if in_force.refused:
        said.print(in_force.refused, highlight=False)
    outlook = current_outlook(as_at)
    try:
        _tell(outlook, Scope(team), in_force, form)
    finally:
        outlook.close()


def points_() -> None:
    """The points scheme that is shipped, as a file to save and edit."""
    sys.stdout.write(shipped_text())


def _tell(outlook: Outlook, scope: Scope, in_force: SchemeInForce, form: Format) -> None:
    loads = caseload(outlook, in_force.scheme, scope)
    spread, changes = spread_of(loads), changes_of_worker(outlook, scope)
    if form is Format.JSON:
        workers = [_row(one) | {"by_status": one.by_status} for one in loads]
        told = {"scheme": in_force, "as_at": outlook.day, "team": scope.team or None}
        print_json({**told, "workers": workers, "spread": spread, "changes": changes})
        return
    if form is Format.CSV:
        print_rows([_row(one) for one in loads], LISTED, form)
        return
    names = team_names(outlook)
    whose = names.get(scope.team, scope.team) if scope else "everybody"
    title = f"Who holds what, {whose}, as at {outlook.day:%-d %B %Y}"
    shown = [one for one in loads if one.left is None and (one.children or scope)]
    print_rows([_for_people(one) for one in shown], ON_SCREEN, form, title)
    scheme = in_force.scheme
    by = f", agreed by {scheme.agreed_by}" if scheme.agreed_by else ""
    for words in (
        KEY,
        *_apart_in_words(loads, scope),
        *_spread_in_words(spread, len(shown)),
        *_changes_in_words(changes),
        f"Points: {scheme.name or 'the council’s scheme'}{by}. Neither children nor points "
        "measure anyone’s work.",
    ):
        said.print(words, highlight=False)


def _apart_in_words(loads: tuple[WorkerLoad, ...], scope: Scope) -> list[str]:
    """Those who hold children and cannot act, and what else a number does not say."""
    left = [f"{one.name} {one.children}" for one in loads if one.left]
    if not scope:
        held = sum(one.children for one in loads if one.left)
        return [f"{held} children are in the name of {len(left)} workers who have left."]
    here = [one for one in loads if one.left is None and one.children]
    marks = {
        "Away": [one.name for one in here if one.away_since],
        "Newly qualified": [one.name for one in here if one.newly_qualified],
        "Agency": [one.name for one in here if one.agency],
        "Managers": [one.name for one in here if one.kind == "manager"],
    }
    told = [f"Left, and still named: {', '.join(left[:FEW])}{_more(left)}."] if left else []
    return told + [
        f"{what}: {', '.join(who[:FEW])}{_more(who)}." for what, who in marks.items() if who
    ]


FEW = 12


def _more(listed: list[str]) -> str:
    return f" and {len(listed) - FEW} more" if len(listed) > FEW else ""


def _row(one: WorkerLoad) -> dict[str, Any]:
    return {name: getattr(one, name) for name in LISTED}


def _for_people(one: WorkerLoad) -> dict[str, Any]:
    return {
        "worker": one.name,
        "held": one.children,
        "fam": one.families,
        "pts": _plain(one.points),
        "room": "?" if one.room is None else _plain(one.room),
        "new": one.new,
        "over": one.overdue,
        "due5": one.due_soon,
        "due20": one.due_ahead,
    }


def _plain(points: float) -> str:
    return f"{points:.0f}" if float(points).is_integer() else f"{points:.1f}"


def _spread_in_words(spread: Spread, in_post: int) -> list[str]:
    if not spread.workers:
        return ["Nobody here holds a child."]
    free = in_post - spread.workers
    words = [
        f"{spread.workers} workers hold {spread.children} children: the least {spread.least}, the "
        f"median {_plain(spread.median or 0)}, one in ten {spread.tenth} or more, the most "
        f"{spread.most} (mean {spread.mean}). {spread.over_capacity} are over the scheme’s room"
        + (f"; {free} in post hold none." if free > 0 else "."),
    ]
    if spread.capacity_unknown:
        words.append(f"Hours are not recorded of {spread.capacity_unknown}: their room is unknown.")
    return words


def _changes_in_words(changes: WorkerChanges) -> list[str]:
    held = changes.held
    if not held:
        return []
    words = (
        f"Of {held} children held, {changes.new_worker} ({changes.new_worker / held:.0%}) have a "
        f"new worker in 90 days, {changes.many_workers} ({changes.many_workers / held:.0%}) had "
        "three or more in twelve months."
    )
    left = (
        f"{changes.leavers} left in twelve months ({changes.agency_leavers} agency) and "
        f"{changes.came} came; {changes.children_of_leavers} children were held by those who left."
    )
    unknown = changes.since_unknown
    told = [words, left]
    if unknown:
        told.append(f"Of {unknown} it is not recorded since when: they count as not new.")
    return told
