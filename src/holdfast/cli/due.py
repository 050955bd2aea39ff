"""The command ``holdfast due``: the duties asked for, and what the list leaves out."""

from typing import Annotated

import typer

from holdfast.areas import Area
from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.clocks.duty import Status
from holdfast.clocks.register import clock as find_clock
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.due import (
    CANNOT_TELL,
    COLUMNS,
    STATUSES,
    TOLD,
    TOLD_AS_JSON,
    Wanted,
    count,
    counted,
    due,
    early_beside,
    unclear_beside,
)
from holdfast.query.due_sentence import duties, people, sentence
from holdfast.query.outlook import Outlook, Row


def due_(
    area: Annotated[Area | None, typer.Option(help="An area of care.")] = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    clock: Annotated[str, typer.Option(metavar="KEY", help="A clock.")] = "",
    status: Annotated[str, typer.Option(help=f"One of {', '.join(STATUSES)}.")] = "overdue",
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Who is due and who is overdue, the longest over first."""
    statuses = _statuses(status)
    if clock:
        find_clock(clock)
    outlook = current_outlook(as_at)
    tell_due(outlook, Wanted(statuses, area, clock, team), status, form)


def _statuses(word: str) -> tuple[Status, ...]:
    if word not in STATUSES:
        raise BadSetting(
            "The word after --status is not one of those there are.",
            f"Use one of {', '.join(STATUSES)}.",
        )
    return STATUSES[word]


def tell_due(outlook: Outlook, wanted: Wanted, status: str, form: Format) -> None:
    """Print the duties asked for, then how many more of them nobody can tell."""
    found, day = counted(outlook, wanted), outlook.day
    title = f"{sentence(found, [status])}, as at {day.day} {day:%B %Y}"
    rows = due(outlook, wanted)
    columns = _columns(wanted, form)
    if form is Format.TABLE:
        rows = [_for_people(row) for row in rows]
        if not any(row["excluded"] for row in rows):
            columns = tuple(name for name in columns if name != "excluded")
    print_rows(rows, columns, form, title)
    if beside := unclear_beside(wanted):
        unclear = counted(outlook, beside)
        more = duties(unclear.duties, "more")
        told = f"{more} of {people(unclear)} cannot be determined: see --status {CANNOT_TELL}."
        said.print(told, highlight=False)
    if (early := early_beside(wanted)) and (number := count(outlook, early)[0]):
        said.print(f"And {number} that began before recording was judged good.", highlight=False)


def _for_people(row: Row) -> Row:
    """A duty without days over where it cannot be determined: 0 would say that it is in time."""
    return row | ({"days_over": None} if row["status"] == Status.CANNOT_TELL else {})


def _columns(wanted: Wanted, form: Format) -> tuple[str, ...]:
    """What is told of duties: for people, why it cannot be determined in place of the rule."""
    if form is Format.JSON:
        return TOLD_AS_JSON
    if form is Format.CSV:
        return TOLD
    unclear = wanted.statuses == STATUSES[CANNOT_TELL]
    return ("child", "clock", "started", "team", "worker", "why") if unclear else COLUMNS
