"""The command ``holdfast allocate``: who could take on the children whom nobody holds."""

from typing import Annotated, Any

import typer

from holdfast.allocating.proposal import AllocationProposal, PlacedFamily, UnplacedFamily
from holdfast.allocating.proposing import propose
from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.people import team_names
from holdfast.settings import HOME

LISTED = (
    "family", "children", "needs", "due", "proposed", "full_name", "points", "room", "reasons",
    "doubts", "traded", "why_unplaced",
)  # fmt: skip
PROPOSES = "A proposal: nothing is written. A manager decides, in the case system."


def allocate_(
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="What is always so: it proposes and writes nothing.")
    ] = False,
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Who could take on a team's children whom nobody holds, all at once, with the reasons."""
    in_force = scheme_in_force(HOME.path())
    if in_force.refused:
        said.print(in_force.refused, highlight=False)
    outlook = current_outlook(as_at)
    try:
        found = propose(outlook, team, in_force.scheme)
        name = team_names(outlook).get(team, team)
    finally:
        outlook.close()
    if form is Format.JSON:
        print_json(found)
    elif form is Format.CSV:
        rows = [*map(_row, found.placed), *map(_row, found.unplaced)]
        print_rows(rows, LISTED, form)
    else:
        _tell(found, name)


def _tell(found: AllocationProposal, name: str) -> None:
    children = sum(len(one.waiting.children) for one in found.placed)
    ready = children + sum(len(one.waiting.children) for one in found.unplaced)
    said.print(
        f"{name}, as at {found.day:%-d %B %Y}: a worker is proposed for {children} of {ready} "
        f"children who are ready to allocate.",
        style="bold",
        highlight=False,
    )
    rows = [
        {
            "children": ", ".join(one.waiting.numbers),
            "due": one.waiting.due,
            "proposed": one.proposed.full_name,
            "why": "; ".join((*one.proposed.reasons, *one.proposed.doubts)),
        }
        for one in found.placed
    ]
    if rows:
        print_rows(rows, ("children", "due", "proposed", "why"), Format.TABLE, "Proposed")
    unplaced = [
        {"children": ", ".join(one.waiting.numbers), "due": one.waiting.due, "why": one.why}
        for one in found.unplaced
    ]
    if unplaced:
        print_rows(unplaced, ("children", "due", "why"), Format.TABLE, "Nobody can be proposed")
    traded = [
        f"Traded: {', '.join(one.waiting.numbers)}: {one.traded}"
        for one in found.placed
        if one.traded
    ]
    waits = f"{len(found.not_ready)} more wait for the decision on the referral."
    for words in (*traded, *found.lacking, *([waits] if found.not_ready else []), PROPOSES):
        said.print(words, highlight=False)


def _row(one: PlacedFamily | UnplacedFamily) -> dict[str, Any]:
    placed = one if isinstance(one, PlacedFamily) else None
    proposed = placed.proposed if placed else None
    return {
        "family": one.waiting.family,
        "children": " ".join(one.waiting.numbers),
        "needs": " ".join(one.waiting.needs),
        "due": one.waiting.due,
        "proposed": proposed.worker if proposed else None,
        "full_name": proposed.full_name if proposed else None,
        "points": proposed.points if proposed else None,
        "room": proposed.room if proposed else None,
        "reasons": "; ".join(proposed.reasons) if proposed else None,
        "doubts": "; ".join(proposed.doubts) if proposed else None,
        "traded": placed.traded if placed else None,
        "why_unplaced": one.why if isinstance(one, UnplacedFamily) else None,
    }
