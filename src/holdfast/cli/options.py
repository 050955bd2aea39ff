"""What several commands ask for, and how it is read."""

import os
from datetime import date, datetime
from typing import Annotated

import typer

from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import duty_book
from holdfast.days import read_day
from holdfast.printing import Format
from holdfast.query.opening import current_snapshot
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME

AsAt = Annotated[
    str, typer.Option("--as-at", metavar="DAY", help="A day, as 2018-01-31; the snapshot's own.")
]
# Said where a figure of a team looks back: it is of the children who are the team's on the day.
LEFT_SINCE = (
    "Counted are the children whose case the team, or one below it, leads on that day, or in which "
    "it has a part. Those who have left it by then, or whose case has closed, are not."
)
Cites = Annotated[bool, typer.Option("--cites", help="Say each rule, and who set it.")]
Form = Annotated[Format, typer.Option("--format", help="How to print.")]


def open_store() -> Store:
    """The snapshots of the data folder."""
    return Store(HOME.path())


def rule_book() -> Book:
    """The council's rule book."""
    return duty_book(HOME.path())


def current_outlook(as_at: str) -> Outlook:
    """The current snapshot on a day, its own when none is given."""
    return open_outlook(current_snapshot(), rule_book(), as_at_day(as_at))


def as_at_day(text: str) -> date | None:
    """The day given after ``--as-at``; None where none was."""
    return read_day(text, "--as-at")


def give_way() -> None:
    """Let the pages come first: what is done beside them may take a little longer."""
    os.nice(10)


def now() -> str:
    """The moment, as ISO text."""
    return datetime.now().isoformat(timespec="seconds")
