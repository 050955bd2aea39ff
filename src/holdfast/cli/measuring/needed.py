"""The command ``holdfast needed``: what each link of the chain needs, and whom to serve first."""

from dataclasses import asdict
from datetime import timedelta
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.days import read_day
from holdfast.errors import NotFound
from holdfast.measures.links import LINKS, Link
from holdfast.measures.needed import Needed, first_to_serve, needed
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

_HALF_A_YEAR = timedelta(weeks=26)
_SHOWN = ("link", "begun", "finished", "stock", "overdue", "carries", "needed")
_FIRST = ("child", "clock", "started", "due", "days_waited")
_HEAPED = {
    True: "Finishings are heaped in the week up to the due date.",
    False: "Finishings are not heaped at the due date.",
    None: "Whether finishings are heaped at the due date cannot be determined.",
}


def needed_(
    link: Annotated[str, typer.Argument(metavar="LINK", help="One link, seen closely.")] = "",
    until: Annotated[
        str,
        typer.Option("--until", metavar="DAY", help="The day to be there; half a year ahead."),
    ] = "",
    as_at: AsAt = "",
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """What begins and is finished a week, the stock the limit carries, and what would reach it."""
    links = [one for one in LINKS if link in ("", one.key)]
    if not links:
        raise NotFound("There is no link of that name.", "See `holdfast chain` for the links.")
    outlook, scope = current_outlook(as_at), Scope(team)
    by = read_day(until, "--until") or outlook.day + _HALF_A_YEAR
    found = [needed(outlook, one, by, scope) for one in links]
    if link and form is not Format.CSV:
        _tell_one(outlook, links[0], found[0], scope, form)
    elif form is Format.JSON:
        print_json([asdict(one) for one in found])
    else:
        columns = _SHOWN if form is Format.TABLE else tuple(_row(found[0]))
        title = f"A week, in the {found[0].weeks} weeks to {outlook.day}; to be there by {by}"
        print_rows([_row(one) for one in found], columns, form, title)


def _tell_one(outlook: Outlook, link: Link, found: Needed, scope: Scope, form: Format) -> None:
    longest, nearest = first_to_serve(outlook, link, scope)
    if form is Format.JSON:
        print_json(asdict(found) | {"longest_waiting": longest, "nearest_the_limit": nearest})
        return
    rows = [{"what": what, "number": number} for what, number in _row(found).items()]
    print_rows(rows, ("what", "number"), form, link.title)
    said.print(_HEAPED[found.heaping.heaped], highlight=False)
    print_rows(longest, _FIRST, form, "Longest waiting")
    print_rows(nearest, _FIRST, form, "Nearest the limit")


def _row(found: Needed) -> dict[str, Any]:
    flat = asdict(found)
    heaped = flat.pop("heaping")["heaped"]
    rounded = {
        name: round(value, 1) if isinstance(value, float) else value for name, value in flat.items()
    }
    return rounded | {"heaped": heaped}
