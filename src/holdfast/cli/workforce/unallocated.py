"""The command ``holdfast unallocated``: the children whom nobody holds."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.caseload.unallocated import (
    AllocationState,
    UnallocatedChild,
    WhyUnallocated,
    holders_lacking,
    unallocated,
)
from holdfast.query.outlook import Outlook
from holdfast.query.people import worker_names
from holdfast.query.scope import EVERYBODY, Scope

LISTED = (
    "child", "family", "why", "state", "since", "days", "status", "team", "last_team",
    "last_worker", "due", "due_day", "days_over", "overdue",
)  # fmt: skip
ON_SCREEN = ("days", "child", "on", "due_first", "by", "over", "held_last_by")


def unallocated_(
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """The children whom nobody holds: since when, whether ready to allocate, what is due first."""
    outlook = current_outlook(as_at)
    try:
        _tell(outlook, Scope(team), form)
    finally:
        outlook.close()


def _tell(outlook: Outlook, scope: Scope, form: Format) -> None:
    lacking = holders_lacking(outlook)
    if lacking:
        said.print(f"Whom nobody holds cannot be determined: {lacking}.", highlight=False)
    found = unallocated(outlook, scope)
    if lacking and form is Format.TABLE:
        return
    if form is Format.JSON:
        print_json(found)
        return
    if form is Format.CSV:
        print_rows([_row(one) for one in found], LISTED, form)
        return
    families = len({one.family for one in found})
    ready = sum(one.state is AllocationState.READY for one in found)
    said.print(
        f"Nobody holds {len(found)} children of {families} families, as at "
        f"{outlook.day:%-d %B %Y}; {ready} are ready to allocate.",
        style="bold",
        highlight=False,
    )
    names = worker_names(outlook)
    groups = {(one.why, one.state) for one in found}
    for why, state in sorted(groups, key=_order):
        rows = [_for_people(one, names) for one in found if (one.why, one.state) == (why, state)]
        print_rows(rows, ON_SCREEN, form, f"{why[0].upper()}{why[1:]}; {state}: {len(rows)}")
    if not scope:
        return
    own, everybody = set(scope.teams(outlook)), unallocated(outlook, EVERYBODY)
    if number := sum(one.team is None and one.last_team in own for one in everybody):
        said.print(
            f"{number} more of no team were held in this one last: `holdfast unallocated` has them "
            "without --team.",
            highlight=False,
        )


def _order(group: tuple[WhyUnallocated, AllocationState]) -> tuple[int, int]:
    why, state = group
    return list(WhyUnallocated).index(why), list(AllocationState).index(state)


def _row(one: UnallocatedChild) -> dict[str, Any]:
    first = one.first_due
    return vars(one) | {
        "due": first.clock if first else None,
        "due_day": first.due if first else None,
        "days_over": first.days_over if first else None,
    }


def _for_people(one: UnallocatedChild, names: Mapping[str, str]) -> dict[str, Any]:
    first = one.first_due
    return {
        "days": one.days,
        "child": one.child,
        "on": one.status.in_words,
        "due_first": first.clock if first else "nothing",
        "by": f"{first.due:%-d %b %y}" if first else "",
        "over": first.days_over if first and first.days_over else None,
        "held_last_by": names.get(one.last_worker, one.last_worker) if one.last_worker else "",
    }
