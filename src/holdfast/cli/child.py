"""The command ``holdfast child``."""

from typing import Annotated

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.journey import journey
from holdfast.query.listed_duty import COLUMNS_AS_JSON


def child_(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The child's identifier.")],
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """One child's journey: what happened, and every clock that ran."""
    outlook = current_outlook(as_at)
    found = journey(outlook, identifier)
    entries = [
        {"day": e.day, "area": e.area.value, "what": e.what, "source": e.source}
        for e in found.entries
    ]
    if form is Format.JSON:
        duties = [{name: getattr(duty, name) for name in COLUMNS_AS_JSON} for duty in found.duties]
        print_json({"child": identifier, "events": entries, "duties": duties})
        return
    print_rows(entries, ("day", "area", "what", "source"), form, "What happened")
    columns = ("clock", "started", "due", "stopped", "status", "days_over", "rule", "cites")
    print_rows(found.duties, columns, form, "Clocks")
