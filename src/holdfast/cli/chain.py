"""The command ``holdfast chain``."""

from typing import Annotated

import typer

from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.measures.chain import COLUMNS, MONTHS, chain, period, weakest
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.scope import Scope


def chain_(
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=120)] = MONTHS,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """Where children wait: every link from contact to closure."""
    outlook = current_outlook(as_at)
    links = chain(outlook, months, Scope(team))
    columns = COLUMNS if form is not Format.TABLE else COLUMNS[:-1]
    whose = f"team {team}, " if team else ""
    title = f"{whose}{period(outlook.day, months)} to {outlook.day}, snapshot {outlook.snapshot.id}"
    print_rows([link.row for link in links], columns, form, title)
    if form is Format.TABLE:
        if team:
            said.print(LEFT_SINCE, highlight=False)
        worst = ", ".join(f"{w.link.title} ({w.child_days_over:,})" for w in weakest(links))
        said.print(f"Most child-days over: {worst or 'none'}.", highlight=False)
        for day in sorted({link.judged_from for link in links if link.judged_from}):
            keys = ", ".join(link.link.key for link in links if link.judged_from == day)
            said.print(f"Recording judged good from {day}: {keys}.", highlight=False)
