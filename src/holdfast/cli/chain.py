"""The command ``holdfast chain``."""

from dataclasses import dataclass
from typing import Annotated

import typer

from holdfast.cli.options import LEFT_SINCE, AsAt, Form, current_outlook
from holdfast.measures.chain import COLUMNS, MONTHS, Measured, chain, first_counted, weakest
from holdfast.measures.ways import WAYS
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.scope import Scope

# For people: the title, and no more than eighty columns hold.
ON_SCREEN = ("link", "in_time", "open", "over", "longest", "median", "child_days")


# Titles in as few words as the picture's.
_SHORT = {step.link: step.short for way in WAYS for step in way.steps}


@dataclass(frozen=True)
class LinkShown:
    """A link as a row for people; days are calendar days, empty where they are not known."""

    link: str
    in_time: str
    open: int | None
    over: int | None
    longest: int | None
    median: int | None
    child_days: int | None


def chain_(
    as_at: AsAt = "",
    months: Annotated[int, typer.Option(help="The length of the period.", min=1, max=120)] = MONTHS,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """Where children wait: every link from contact to closure."""
    outlook = current_outlook(as_at)
    links = chain(outlook, months, Scope(team))
    whose = f"team {team}, " if team else ""
    first = first_counted(outlook.day, months)
    title = f"{whose}{first} to {outlook.day}, snapshot {outlook.snapshot.id}"
    if form is not Format.TABLE:
        print_rows([link.row for link in links], COLUMNS, form, title)
    else:
        print_rows([_for_people(link) for link in links], ON_SCREEN, form, title)
        if team:
            said.print(LEFT_SINCE, highlight=False)
        worst = ", ".join(f"{w.link.title} ({w.child_days_over:,})" for w in weakest(links))
        said.print(f"Most child-days over: {worst or 'none'}.", highlight=False)
        for day in sorted({link.judged_from for link in links if link.judged_from}):
            keys = ", ".join(link.link.key for link in links if link.judged_from == day)
            said.print(f"Recording judged good from {day}: {keys}.", highlight=False)


def _for_people(one: Measured) -> LinkShown:
    """A link with its share and both numbers of it."""
    share = "cannot be determined" if one.open is None else "not known"
    if one.passed is not None and one.in_time is not None:
        whole = one.passed
        share = f"{100 * one.in_time / whole:.0f}% of {whole:,}" if whole else "no cases"
    numbers = (one.open, one.overdue, one.longest_days, one.median_days, one.child_days_over)
    return LinkShown(_SHORT.get(one.link.key, one.link.title), share, *numbers)
