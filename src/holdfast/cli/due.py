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
    STATUSES,
    Wanted,
    count,
    counted,
    due,
    early_beside,
    unclear_beside,
)
from holdfast.query.due_sentence import duties, people, sentence
from holdfast.query.listed_duty import COLUMNS, COLUMNS_AS_CSV, COLUMNS_AS_JSON, ListedDuty
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope


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
    print_due(outlook, Wanted(statuses, area, clock), Scope(team), status, form)


def _statuses(word: str) -> tuple[Status, ...]:
    if word not in STATUSES:
        raise BadSetting(
            "The word after --status is not one of those there are.",
            f"Use one of {', '.join(STATUSES)}.",
        )
    return STATUSES[word]


def print_due(outlook: Outlook, wanted: Wanted, scope: Scope, status: str, form: Format) -> None:
    """Print the duties asked for, then how many more of them cannot be determined."""
    found, day = counted(outlook, wanted, scope), outlook.day
    title = f"{sentence(found, [status])}, as at {day.day} {day:%B %Y}"
    rows = due(outlook, wanted, scope=scope)
    columns = _columns(wanted, form)
    if form is Format.TABLE:
        if not any(duty.excluded for duty in rows):
            columns = tuple(name for name in columns if name != "excluded")
        print_rows([_for_people(duty, columns) for duty in rows], columns, form, title)
    else:
        print_rows(rows, columns, form)
    if beside := unclear_beside(wanted):
        unclear = counted(outlook, beside, scope)
        more = duties(unclear.duties, "more")
        words = f"{more} of {people(unclear)} cannot be determined: see --status {CANNOT_TELL}."
        said.print(words, highlight=False)
    if (early := early_beside(wanted)) and (number := count(outlook, early, scope)[0]):
        said.print(f"And {number} that began before recording was judged good.", highlight=False)


def _for_people(duty: ListedDuty, columns: tuple[str, ...]) -> dict[str, object]:
    """A duty without days over where it cannot be determined: 0 would say that it is in time."""
    row = {name: getattr(duty, name) for name in columns}
    unclear = duty.status == Status.CANNOT_TELL and "days_over" in row
    return row | ({"days_over": None} if unclear else {})


def _columns(wanted: Wanted, form: Format) -> tuple[str, ...]:
    """What is told of duties: for people, why it cannot be determined in place of the rule."""
    if form is Format.JSON:
        return COLUMNS_AS_JSON
    if form is Format.CSV:
        return COLUMNS_AS_CSV
    unclear = wanted.statuses == STATUSES[CANNOT_TELL]
    return ("child", "clock", "started", "team", "worker", "why") if unclear else COLUMNS
