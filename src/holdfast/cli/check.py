"""The command ``holdfast check``: a census file, by every rule of its year.

It ends with 0 where the file is clean and 1 where something was found, refused or failed; a file
that cannot be read ends it as it does any other command.
"""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.showing.answers_given import answers_given
from holdfast.cli.showing.report import CheckForm, print_report, print_unreadable
from holdfast.errors import CannotRead, NoSnapshot, NotFound
from holdfast.progress import steps
from holdfast.query.opening import current_snapshot
from holdfast.returns.assignees import Assignee, assignees
from holdfast.returns.cin_census.file_check import check_file
from holdfast.returns.cin_census.form import FORM
from holdfast.returns.report import Report, report

CLEAN, FOUND = 0, 1


def check_(
    file: Annotated[Path, typer.Argument(metavar="FILE.xml", help="The census file.")],
    year: Annotated[
        int | None, typer.Option(help="The year it ends in; the file's own when none is given.")
    ] = None,
    form: Annotated[CheckForm, typer.Option("--format", help="How to tell it.")] = CheckForm.TABLE,
    out: Annotated[
        Path | None, typer.Option(help="Where the workbook goes; beside the file otherwise.")
    ] = None,
) -> None:
    """Check a children in need census file: every rule, every child, who is to correct what."""
    try:
        checked = _checked(file, year)
    except (CannotRead, NotFound) as error:
        print_unreadable(error, form)
        sys.exit(error.exit_code)
    print_report(checked, form, out or file.with_name(f"{file.stem}-check.xlsx"))
    sys.exit(CLEAN if checked.outcome.clean else FOUND)


def _checked(file: Path, year: int | None) -> Report:
    with steps() as step:
        outcome = check_file(file, year, lambda done, of: step("Reading and checking", done, of))
        step("Finding who holds each child", 0, 0)
        return report(outcome, _held_by(), answers_given(FORM.name))


def _held_by() -> Mapping[str, Assignee]:
    try:
        return assignees(current_snapshot())
    except NoSnapshot:
        return {}
