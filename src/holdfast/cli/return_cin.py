"""The command ``holdfast return cin``: the census that the record would send, written and checked.

It writes whatever the record holds; what the rules find is told, and corrected in the case system.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.showing.answers_given import answers_given
from holdfast.cli.showing.report import CheckForm, as_json, print_report
from holdfast.days import read_day
from holdfast.errors import BadSetting
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.query.opening import current_snapshot
from holdfast.record.store.snapshots import Snapshot
from holdfast.returns.assignees import assignees
from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.cin_census.projecting import Projected, last_day, project
from holdfast.returns.cin_census.schema import invalid_elements
from holdfast.returns.cin_census.writing import write_census
from holdfast.returns.outcome import Outcome
from holdfast.returns.report import Report, report
from holdfast.sources.cin_census import read_census

return_app = typer.Typer(help="The returns that the law asks for.", no_args_is_help=True)

_FIGURES = 3


class ReturnForm(StrEnum):
    """How what was written is told."""

    TABLE = "table"
    JSON = "json"


@dataclass(frozen=True)
class _Written:
    """A census on the disk, and what the rules found in it."""

    path: Path
    projected: Projected
    report: Report


@return_app.callback()
def _returns() -> None:
    """Write a return from the record."""


@return_app.command("cin")
def cin(
    year: Annotated[int, typer.Option(help="The year in which the census ends.")],
    out: Annotated[Path, typer.Option(metavar="FILE.xml", help="Where it is written.")],
    as_at: Annotated[
        str, typer.Option("--as-at", metavar="DAY", help="Only so far as was known on this day.")
    ] = "",
    authority: Annotated[str, typer.Option(help="The council's number, three figures.")] = "",
    form: Annotated[
        ReturnForm, typer.Option("--format", help="How to tell it.")
    ] = ReturnForm.TABLE,
) -> None:
    """Write the children in need census of a year from the record, and check it by every rule."""
    day = read_day(as_at, "--as-at")
    if authority and not (
        authority.isascii() and authority.isdigit() and len(authority) == _FIGURES
    ):
        raise BadSetting("The number of a council has three figures.", "Write it as in 916.")
    with steps() as step:
        step("Drawing the census from the record", 0, 0)
        snapshot = current_snapshot()
        projected = project(snapshot, year, day)
        if not projected.whole and day is None:
            known, last = projected.known.isoformat(), last_day(projected.year).isoformat()
            raise BadSetting(
                f"The record knows nothing after {known}, and the census year ends on {last}.",
                f"Import a newer extract; or give --as-at {known} to write the return so far.",
            )
        step("Writing and checking it", 0, 0)
        written = _written(snapshot, projected, authority, out)
    if form is ReturnForm.JSON:
        print_json(
            as_json(written.report)
            | {
                "file": str(written.path),
                "known": projected.known,
                "whole": projected.whole,
                "written": _counts(projected),
                "left_out": [{"why": one.why, "rows": one.rows} for one in projected.left_out],
            }
        )
    else:
        _tell(written)


def _written(snapshot: Snapshot, projected: Projected, authority: str, out: Path) -> _Written:
    header = replace(projected.header, authority=authority or None)
    write_census(header, projected.tables, out, snapshot.manifest.made_at)
    outcome = _checked(out, projected, _notes(projected, authority))
    held_by = assignees(snapshot, projected.known)
    checked = report(outcome, held_by, answers_given(FORM.name))
    return _Written(out, projected, checked)


def _checked(out: Path, projected: Projected, notes: Iterator[str]) -> Outcome:
    """What every rule says of the file itself, so that each finding has its line."""
    reading = read_census(out)
    check = open_check(projected.year, reading.header, projected.lacking)
    for batch in reading.batches():
        take(check, batch)
    said_of_file = list(notes)
    if invalid := invalid_elements(out, projected.year):
        named = ", ".join(f"{name} ({count:,})" for name, count in invalid.items())
        refused = f"The schema refuses the file; it would not be taken. See {named}."
        said_of_file.insert(0, refused)
    return check.finish(reading.refused, said_of_file)


def _notes(projected: Projected, authority: str) -> Iterator[str]:
    if not projected.whole:
        yield (
            f"This is the return so far, as known on {projected.known.isoformat()}: the census "
            f"year ends on {last_day(projected.year).isoformat()}. It is not to be sent."
        )
    if not authority:
        yield "The file names no council: give its number with --authority before it is sent."
    yield from projected.cautions
    for one in projected.left_out:
        yield f"Left out, {one.rows:,}: {one.why}."


def _counts(projected: Projected) -> dict[str, int]:
    return {name: rows.num_rows for name, rows in projected.tables.items()}


def _tell(written: _Written) -> None:
    rows = [{"module": name, "rows": n} for name, n in _counts(written.projected).items() if n]
    title = f"Written: {written.path}"
    print_rows(rows, ("module", "rows"), Format.TABLE, title)
    print_report(written.report, CheckForm.TABLE, written.path)
    said.print("Holdfast keeps no copy of the file: it holds children's data.", highlight=False)
