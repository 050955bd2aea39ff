"""The command ``holdfast due``: the duties asked for, and what the list leaves out."""

from typing import Annotated

import typer

from holdfast.areas import Area
from holdfast.cli.options import AsAt, Cites, Form, current_outlook
from holdfast.cli.showing.duties import columns_of, duties_shown, holder_names, tell_rules
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
from holdfast.query.listed_duty import COLUMNS_AS_CSV, COLUMNS_AS_JSON
from holdfast.query.scope import Scope


def due_(
    area: Annotated[Area | None, typer.Option(help="An area of care.")] = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    clock: Annotated[str, typer.Option(metavar="KEY", help="A clock.")] = "",
    status: Annotated[str, typer.Option(help=f"One of {', '.join(STATUSES)}.")] = "overdue",
    as_at: AsAt = "",
    cites: Cites = False,
    form: Form = Format.TABLE,
) -> None:
    """Who is due and who is overdue, the longest over first."""
    statuses = _statuses(status)
    if clock:
        find_clock(clock)
    outlook = current_outlook(as_at)
    wanted = Wanted(statuses, area, clock)
    scope = Scope(team)
    found, day = counted(outlook, wanted, scope), outlook.day
    title = f"{sentence(found, [status])}, as at {day.day} {day:%B %Y}"
    rows = due(outlook, wanted, scope=scope)
    if form is Format.TABLE:
        shown = duties_shown(rows, holder_names(outlook))
        unclear = wanted.statuses == STATUSES[CANNOT_TELL]
        columns = columns_of(shown, len(wanted.statuses) > 1, unclear)
        print_rows(shown, columns, form, title)
        if cites:
            tell_rules(rows)
    else:
        print_rows(rows, COLUMNS_AS_JSON if form is Format.JSON else COLUMNS_AS_CSV, form)
    if beside := unclear_beside(wanted):
        left = counted(outlook, beside, scope)
        more = duties(left.duties, "more")
        words = f"{more} of {people(left)} cannot be determined: see --status {CANNOT_TELL}."
        said.print(words, highlight=False)
    if (early := early_beside(wanted)) and (number := count(outlook, early, scope)[0]):
        said.print(f"And {number} that began before recording was judged good.", highlight=False)


def _statuses(word: str) -> tuple[Status, ...]:
    if word not in STATUSES:
        raise BadSetting(
            "The word after --status is not one of those there are.",
            f"Use one of {', '.join(STATUSES)}.",
        )
    return STATUSES[word]
