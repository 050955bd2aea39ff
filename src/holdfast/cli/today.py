"""The command ``holdfast today``: what a team or a worker is asked for on a day."""

from collections.abc import Iterable
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.cli.showing.set_aside import set_aside_for
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.outlook import Outlook
from holdfast.query.people import team_names, worker_names
from holdfast.query.scope import Scope
from holdfast.query.today.choices import read_choices
from holdfast.query.today.sections import (
    CountedLine,
    DayRow,
    DaySection,
    team_sections,
    told_sections,
    worker_sections,
)
from holdfast.query.today.team_day import WorkerLine, every_team_day, team_day
from holdfast.query.today.told import parts_lacking
from holdfast.query.today.worker_day import worker_day
from holdfast.settings import HOME
from holdfast.terminal import Terminal

AS_CSV = (
    "of", "section", "count", "children", "worker", "standing", "what", "since", "due", "days",
    "last_seen", "is_new",
)  # fmt: skip


def today_(
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    worker: Annotated[str, typer.Option(help="A worker: the families that the worker holds.")] = "",
    all_teams: Annotated[
        bool, typer.Option("--all-teams", help="Every team that has children, each by itself.")
    ] = False,
    whole: Annotated[
        bool, typer.Option("--whole", help="Every row, not only those that a page shows in full.")
    ] = False,
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """What needs somebody today: whom nobody can act for, who is unseen, what step has passed."""
    if sum((bool(team), bool(worker), all_teams)) > 1:
        raise BadSetting(
            "More than one of --team, --worker and --all-teams is given.", "Give one of them."
        )
    outlook = current_outlook(as_at)
    try:
        _print(outlook, _asked(outlook, team, worker, all_teams, whole), form)
    finally:
        outlook.close()


# Whose day it is: "team" or "worker" and the identifier, None for everybody, and its sections.
Day = tuple[str, str | None, tuple[DaySection, ...]]


def _asked(outlook: Outlook, team: str, worker: str, all_teams: bool, whole: bool) -> list[Day]:
    choices, aside = read_choices(HOME.path()), set_aside_for(outlook)
    titles = {clock.key: clock.title for clock in outlook.book.clocks}
    if worker:
        own = worker_day(outlook, Scope(worker=worker), aside)
        return [("worker", worker, worker_sections(own, titles))]

    if all_teams:
        found = every_team_day(outlook, choices, aside)
    else:
        found = {team or None: team_day(outlook, Scope(team), choices, aside)}
    lacking = parts_lacking(outlook)
    return [
        ("team", each, told_sections(team_sections(day, titles, whole), lacking))
        for each, day in found.items()
    ]


def _print(outlook: Outlook, days: list[Day], form: Format) -> None:
    if form is Format.JSON:
        print_json([{who: number, "sections": list(each)} for who, number, each in days])
    elif form is Format.CSV:
        print_rows(list(_as_csv(days)), AS_CSV, form)
    else:
        for who, number, sections in days:
            _print_day(outlook, who, number, sections)


def _print_day(
    outlook: Outlook, who: str, number: str | None, sections: tuple[DaySection, ...]
) -> None:
    names = worker_names(outlook) if who == "worker" else team_names(outlook)
    title = names.get(number or "", number) or "Every team"
    screen = Terminal()
    screen.print(f"{title}, as at {outlook.day:%-d %B %Y}", style="bold", highlight=False)
    workers = worker_names(outlook)
    for section in sections:
        of = f" of {section.families:,} families" if section.families is not None else ""
        heading = f"{section.title}: cannot be determined: {section.lacking}"
        if section.count is not None:
            heading = f"{section.title}: {section.count:,} {section.unit}{of}"
        rows = [_on_screen(row, workers) for row in section.rows]
        if rows:
            print_rows(rows, tuple(rows[0]), Format.TABLE, heading)
        else:
            screen.print(heading, highlight=False)


def _on_screen(row: object, workers: dict[str, str]) -> dict[str, Any]:
    """A row in at most eighty columns: the days first, children by their numbers."""
    if isinstance(row, DayRow):
        return {
            "days": row.days,
            "what": f"{row.what} (new)" if row.is_new else row.what,
            "children": ", ".join(row.children),
            "worker": workers.get(row.worker or "", row.worker),
        }
    if isinstance(row, WorkerLine):
        name = workers.get(row.worker or "", row.worker) or "nobody"
        return {
            "worker": name,
            "overdue": row.overdue,
            "due in five days": sum(row.due),
            "supervise": row.supervise,
            "decide": row.decide,
            "check": row.check,
        }
    assert isinstance(row, CountedLine)
    return {"number": row.count, "what": row.what}


def _as_csv(days: Iterable[Day]) -> Iterable[dict[str, Any]]:
    """A line for each row, and one for a section without rows, so that no count is lost."""
    for _, number, sections in days:
        for section in sections:
            about = {"of": number, "section": section.key, "count": section.count}
            for row in section.rows or (None,):
                line = dict.fromkeys(AS_CSV) | about
                if isinstance(row, DayRow):
                    line |= vars(row) | {"children": " ".join(row.children)}
                elif isinstance(row, CountedLine):
                    line |= {"what": row.what, "days": row.count}
                elif isinstance(row, WorkerLine):
                    line |= {"worker": row.worker, "what": "overdue", "days": row.overdue}
                yield line
