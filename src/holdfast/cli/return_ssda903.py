"""The command ``holdfast return ssda903``: the looked-after return that the record would send.

It writes whatever the record holds; what the rules find is told, and corrected in the case system.
"""

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
from holdfast.sources.ssda903 import read_return

# With this file's command in it.
__all__ = ["return_app"]


@return_app.command("ssda903")
def ssda903(
    year: Annotated[int, typer.Option(help="The year in which the return ends.")],
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where its files are written.")],
    last_year: Annotated[
        Path | None, typer.Option(help="Last year's files, against which it is checked.")
    ] = None,
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
        write_return(drawn.tables, out)
        reading = read_return(out, last_year)
        reading.lacking |= drawn.lacking
        reading.notes += _notes(drawn)
        outcome = check_reading(reading, year, GivenBeside())
        checked = report(outcome, assignees(snapshot, drawn.known), answers_given(FORM.name))
    _tell(drawn, checked, out, form)


def _notes(drawn: ProjectedReturn) -> list[str]:
    if drawn.whole:
        return []
    return [
        f"This is the return so far, as known on {drawn.known.isoformat()}: its year ends on "
        f"{drawn.last.isoformat()}. It is not to be sent."
    ]


def _tell(drawn: ProjectedReturn, checked: Report, out: Path, form: ReturnForm) -> None:
    counts = {name: rows.num_rows for name, rows in drawn.tables.items()}
    if form is ReturnForm.JSON:
        about = {"file": str(out), "known": drawn.known, "whole": drawn.whole, "written": counts}
        print_json(as_json(checked) | about)
        return
    rows = [{"file": f"{name}.csv", "rows": count} for name, count in counts.items()]
    print_rows(rows, ("file", "rows"), Format.TABLE, f"Written: {out}")
    print_report(checked, CheckForm.TABLE, out)
    said.print("Holdfast keeps no copy of the files: they hold children's data.", highlight=False)
