"""The command ``holdfast survey``: what an import would make, before anything is imported."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated

import typer

from holdfast.cli.options import Form, as_at_day, now, rule_book
from holdfast.importing.survey import told as columns
from holdfast.importing.survey.by_place import faults_said
from holdfast.importing.survey.headings import MISSING
from holdfast.importing.survey.surveying import survey
from holdfast.importing.survey.told import Row, Survey
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.settings import HOME
from holdfast.sources.importers import Kinds, refuse_mistyped

# So many rows of a table are shown on a screen; JSON holds all.
SHOWN = 20
_LAST = "Nothing was imported. --as-at sets the day of the data; --format json tells everything."


def survey_(
    paths: Annotated[list[str], typer.Argument(help="Files, a folder, or a connection string.")],
    kind: Annotated[Kinds, typer.Option("--as", help="What kind of source it is.")],
    as_at: Annotated[
        str, typer.Option("--as-at", metavar="DAY", help="The day of the data: 2018-01-31.")
    ] = "",
    form: Form = Format.TABLE,
) -> None:
    """Look through a council's data before importing it: what to correct first, and why."""
    refuse_mistyped(kind, paths)
    with steps() as progress:
        day, home = as_at_day(as_at), HOME.path()
        found = survey(home, kind, paths, day, now(), rule_book(), progress)
    tell_survey(found, form)


def tell_survey(found: Survey, form: Format) -> None:
    """Print a survey: all of it as JSON, what to correct as CSV, the parts as tables."""
    if form is Format.JSON:
        print_json(found.as_json())
        return
    if form is Format.CSV:
        print_rows(found.first, columns.FIRST, form)
        return
    title = f"{found.source} as at {found.as_at} ({found.as_at_from}), persons: {found.persons:,}"
    given = [one for one in found.tables if one["state"] != MISSING]
    print_rows(given, columns.TABLES, Format.TABLE, title)
    missing = [one["table"] for one in found.tables if one["state"] == MISSING]
    if missing:
        said.print(f"Not given: {', '.join(missing)}.", highlight=False)
    _tell(found.headings, columns.HEADINGS, "Headings missing, not known or never filled")
    _tell(found.days, columns.DAYS, "Which of day and month comes first")
    _tell(found.days_told, columns.COUNTED, "Other things about days")
    _tell(found.words, columns.WORDS, "Words that nobody knows the meaning of")
    _tell(found.identifiers, columns.COUNTED, "Identifiers, and children left out")
    answers = Counter(one["answers"] for one in found.clocks)
    title = ", ".join(f"{count} {answer}" for answer, count in answers.items())
    _tell(found.clocks, columns.CLOCKS, f"What the clocks will be able to answer ({title})")
    _tell(found.absent, columns.ABSENT, "Not given at all")
    places = [place | {"what": "\n".join(faults_said(place))} for place in found.first_by_place]
    _tell(places, columns.FIRST_BY_PLACE, "What to correct first")
    if not found.first:
        said.print("Nothing was found that needs correcting.", highlight=False)
    said.print(_LAST, highlight=False)


def _tell(rows: Sequence[Row], names: Sequence[str], title: str) -> None:
    if not rows:
        return
    more = f": the first {SHOWN} of {len(rows)}" if len(rows) > SHOWN else ""
    print_rows(rows[:SHOWN], names, Format.TABLE, title + more)
