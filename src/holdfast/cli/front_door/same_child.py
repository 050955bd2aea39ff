"""The command ``holdfast same-child``: children who may be one child under two numbers."""

from typing import Annotated

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.same_child.candidates import Strength, lacking
from holdfast.query.same_child.pairs import same_child_pairs
from holdfast.query.scope import Scope

_COLUMNS = (
    "one", "other", "strength", "weight", "same", "alike", "differ", "not_known", "family",
    "postcode", "last_contact",
)  # fmt: skip
_ON_SCREEN = ("one", "other", "same", "alike", "differ", "last_contact")


def same_child_(
    possible: Annotated[
        bool, typer.Option("--possible", help="Those too of whom less speaks for it.")
    ] = False,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Children who may be one under two numbers. Nothing is merged: a person judges."""
    outlook = current_outlook(as_at)
    try:
        found = same_child_pairs(outlook, Scope(team))
        why = lacking(outlook)
    finally:
        outlook.close()
    rows = [
        {name: getattr(one, name) for name in _COLUMNS}
        | {name: ", ".join(getattr(one, name)) for name in _COLUMNS[4:8]}
        for one in found
        if possible or one.strength is Strength.LIKELY
    ]
    if why:
        said.print(why, highlight=False)
    columns = _ON_SCREEN if form is Format.TABLE else _COLUMNS
    print_rows(rows, columns, form, f"{len(rows)} pairs of children who may be one")
