"""The command ``holdfast reconcile``: a council's own list of a clock beside ours."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.days import read_day
from holdfast.errors import BadSetting, NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.due import STATUSES
from holdfast.query.exclusions import Exclusion, exclude
from holdfast.query.opening import open_current
from holdfast.reconciling.comparing import (
    ComparedChild,
    ComparisonGroup,
    Reconciled,
    asked_clock,
    reconcile,
)
from holdfast.reconciling.council_list import read_list
from holdfast.settings import HOME

COLUMNS = (
    "child", "group", "status", "started", "due", "list_started", "list_due", "list_line", "reason",
)  # fmt: skip


def reconcile_(
    file: Annotated[Path, typer.Argument(metavar="LIST.csv", help="The council's own list.")],
    clock: Annotated[str, typer.Option(metavar="KEY", help="The clock that it is a list of.")],
    status: Annotated[
        str, typer.Option(help=f"Whom it lists: one of {', '.join(STATUSES)}.")
    ] = "overdue",
    child_column: Annotated[
        str, typer.Option(metavar="HEADING", help="The column of the child's number.")
    ] = "",
    as_at: Annotated[
        str, typer.Option("--as-at", metavar="DAY", help="The day of the list, as 2018-01-31.")
    ] = "",
    why: Annotated[
        str, typer.Option("--exclude", metavar="REASON", help="Exclude what only we have, and why.")
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided to exclude.")] = "",
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day it was decided.")] = "",
    child: Annotated[
        list[str] | None, typer.Option("--child", metavar="ID", help="Whom to exclude.")
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Hold a council's own list of a clock beside ours, before anybody is told of a step undone."""
    outlook = open_current(as_at)
    asked_clock(outlook, clock)
    listed = read_list(file, outlook.day, child_column)
    found = reconcile(outlook, clock, listed, status)
    if why or by or on or child:
        _exclude(found, why, by, on, child or [])
        found = reconcile(outlook, clock, listed, status)
    tell(found, form)


def tell(found: Reconciled, form: Format) -> None:
    """Print what was found: for people the counts come first, then the reasons, then each child."""
    if form is Format.JSON:
        print_json(found.as_json())
        return
    rows = [_flat(row) for row in found.rows if row.group is not ComparisonGroup.AGREE]
    columns: Sequence[str] = COLUMNS
    if form is Format.TABLE:
        columns = ("child", "group", "list_line", "reason")
        print_rows([_counts(found)], tuple(_counts(found)), form, _heading(found))
        print_rows(found.reasons(), ("group", "title", "children"), form, "Why")
        rows = [row | {"group": row["group"].replace("_", " ")} for row in rows]
    print_rows(rows, columns, form, "Children on one list only" if rows else "")
    for note in found.listed.notes:
        said.print(note, markup=False, highlight=False)
    if found.count(ComparisonGroup.ONLY_OURS):
        said.print(
            "What only we have and the council has looked into can be excluded in writing: "
            "--exclude REASON --by NAME --on DAY --child ID. It stays in every list, with the "
            "word beside it.",
            highlight=False,
        )


def _heading(found: Reconciled) -> str:
    return (
        f"{found.clock.title} ({found.clock.key}), {found.status} at {found.day}, "
        f"snapshot {found.snapshot}"
    )


def _counts(found: Reconciled) -> dict[str, Any]:
    counts = {group.value: found.count(group) for group in ComparisonGroup}
    return {"rows_in_the_list": found.listed.given, **counts}


def _flat(row: ComparedChild) -> dict[str, Any]:
    ours, theirs = row.ours, row.theirs
    return {
        "child": row.child,
        "group": row.group.value,
        "status": ours.status if ours else None,
        "started": row.started,
        "due": ours.due if ours else None,
        "list_started": theirs.started if theirs else None,
        "list_due": theirs.due if theirs else None,
        "list_line": theirs.line if theirs else None,
        "reason": row.reason.words,
    }


def _exclude(found: Reconciled, why: str, by: str, on: str, children: Sequence[str]) -> None:
    """Write down what the council excludes: the duties that began on the days they did."""
    decided = read_day(on, "--on")
    if not (why and by and decided and children):
        raise BadSetting(
            "To exclude, say why, who decided it, on what day and of which children.",
            "Use --exclude REASON --by NAME --on DAY --child ID, with --child again for each.",
        )
    ours = {row.child: row for row in found.rows if row.group is ComparisonGroup.ONLY_OURS}
    if any(child not in ours for child in children):
        raise NotFound(
            "One of the children named is not among those whom only we have.",
            "Name children of the group “only ours”, as their numbers stand there.",
        )
    # From and until the day on which each began: the next duty is not excluded with it.
    added = [
        Exclusion(child, found.clock.key, begun, begun, why.strip(), by.strip(), decided)
        for child in children
        for begun in ours[child].begun
    ]
    exclude(HOME.path(), added)
    said.print(f"Excluded in writing: {len(added)}.", highlight=False)
