"""The command ``holdfast return ssda903``: the looked-after return that the record would send.

It writes whatever the record holds; what the rules find is told, and corrected in the case system.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.return_cin import ReturnForm, return_app
from holdfast.cli.showing.answers_given import answers_given
from holdfast.cli.showing.report import CheckForm, as_json, print_report
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.query.opening import current_snapshot
from holdfast.returns.assignees import assignees
from holdfast.returns.report import Report, report
from holdfast.returns.ssda903.file_check import GivenBeside, check_reading
from holdfast.returns.ssda903.form import FORM
from holdfast.returns.ssda903.projecting import ProjectedReturn, project
from holdfast.returns.ssda903.writing import write_return
from holdfast.returns.ssda903.writing_xml import NOT_IN_XML, XML, write_return_xml
from holdfast.sources.ssda903 import read_return

# With this file's command in it.
__all__ = ["return_app"]


class FilesOf903(StrEnum):
    """As which files the return is written."""

    CSV = "csv"
    XML = "xml"


@return_app.command("ssda903")
def ssda903(
    year: Annotated[int, typer.Option(help="The year in which the return ends.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where its files are written.")],
    last_year: Annotated[
        Path | None, typer.Option(help="Last year's files, against which it is checked.")
    ] = None,
    files: Annotated[
        FilesOf903, typer.Option("--as", help="A CSV file for each table, or the one XML file.")
    ] = FilesOf903.CSV,
    form: Annotated[
        ReturnForm, typer.Option("--format", help="How to tell it.")
    ] = ReturnForm.TABLE,
) -> None:
    """Write the looked-after return of a year from the record, and check it by every rule."""
    with steps() as step:
        step("Drawing the return from the record", 0, 0)
        snapshot = current_snapshot()
        drawn = project(snapshot, year)
        step("Writing and checking it", 0, 0)
        written = _write(drawn, out, files)
        reading = read_return(written, last_year)
        reading.lacking |= drawn.lacking
        reading.notes += _notes(drawn, files)
        outcome = check_reading(reading, year, GivenBeside())
        checked = report(outcome, assignees(snapshot, drawn.known), answers_given(FORM.name))
    _tell(drawn, checked, written, form)


def _write(drawn: ProjectedReturn, out: Path, files: FilesOf903) -> Path:
    """Write the return; the folder of its files, or the XML file. Raises CannotWrite."""
    if files is FilesOf903.CSV:
        write_return(drawn.tables, out)
        return out
    write_return_xml(drawn.tables, out / XML)
    return out / XML


def _notes(drawn: ProjectedReturn, files: FilesOf903) -> list[str]:
    notes = []
    if not drawn.whole:
        notes.append(
            f"This is the return so far, as known on {drawn.known.isoformat()}: its year ends on "
            f"{drawn.last.isoformat()}. It is not to be sent."
        )
    left = {name: drawn.tables[name].num_rows for name in NOT_IN_XML if name in drawn.tables}
    if files is FilesOf903.XML:
        notes += [
            f"The XML file has no place for {name}: {count:,} rows of it are not in the file. They "
            "go to DfE as CSV."
            for name, count in left.items()
            if count
        ]
    return notes


def _tell(drawn: ProjectedReturn, checked: Report, written: Path, form: ReturnForm) -> None:
    one_file = written.suffix == ".xml"
    counts = {
        name: rows.num_rows
        for name, rows in drawn.tables.items()
        if not (one_file and name in NOT_IN_XML)
    }
    if form is ReturnForm.JSON:
        about = {
            "file": str(written),
            "known": drawn.known,
            "whole": drawn.whole,
            "written": counts,
        }
        print_json(as_json(checked) | about)
        return
    rows = [
        {"file": written.name if one_file else f"{name}.csv", "table": name, "rows": count}
        for name, count in counts.items()
    ]
    print_rows(rows, ("file", "table", "rows"), Format.TABLE, f"Written: {written}")
    print_report(checked, CheckForm.TABLE, written)
    said.print("Holdfast keeps no copy of the files: they hold children's data.", highlight=False)
