"""The command ``holdfast child``."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Cites, Form, current_outlook
from holdfast.cli.showing.duties import duties_shown, holder_names, tell_rules
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.journey import journey, open_duties
from holdfast.query.listed_duty import COLUMNS_AS_JSON, ListedDuty
from holdfast.query.outlook import Outlook


def child_(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="The child's identifier.")],
    as_at: AsAt = "",
    cites: Cites = False,
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
    elif form is Format.CSV:
        print_rows(entries, ("day", "area", "what", "source"), form, "What happened")
        columns = ("clock", "started", "due", "stopped", "status", "days_over", "rule", "cites")
        print_rows(found.duties, columns, form, "Clocks")
    else:
        open_now = open_duties(found)
        ended = [duty for duty in found.duties if duty not in open_now]
        _print_for_people(outlook, entries, open_now, ended, cites)


def _print_for_people(
    outlook: Outlook,
    entries: Sequence[dict[str, Any]],
    open_now: Sequence[ListedDuty],
    ended: Sequence[ListedDuty],
    cites: bool,
) -> None:
    """What is open with the most overdue first, what happened, and the clocks that have ended."""
    names = holder_names(outlook)
    rows = duties_shown(open_now, names)
    why = ("why",) if any(row.why for row in rows) else ()
    columns = ("days_over", "duty", "due", "status", *why)
    print_rows(rows, columns, Format.TABLE, f"Open on {outlook.day:%-d %B %Y}")
    source = ("source",) if cites else ()
    print_rows(entries, ("day", "what", *source), Format.TABLE, "What happened")
    columns = ("days_over", "duty", "due", "ended", "status")
    print_rows(duties_shown(ended, names), columns, Format.TABLE, "Clocks that have ended")
    if cites:
        tell_rules((*open_now, *ended))
