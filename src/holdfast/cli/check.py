"""The command ``holdfast check``: a return as it goes to DfE, by every rule of its year.

It ends with 0 where the file is clean and 1 where something was found, refused or failed; a file
that cannot be read ends it as it does any other command.
"""

import sys
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.showing.answers_given import answers_given
from holdfast.cli.showing.report import CheckForm, print_report, print_unreadable
from holdfast.errors import BadSetting, CannotRead, NoSnapshot, NotFound
from holdfast.progress import steps
from holdfast.query.opening import current_snapshot
from holdfast.returns.assignees import Assignee, assignees
from holdfast.returns.cin_census import file_check as census_check
from holdfast.returns.cin_census import form as census
from holdfast.returns.outcome import Outcome
from holdfast.returns.report import Report, report
from holdfast.returns.ssda903 import file_check as looked_after_check
from holdfast.returns.ssda903 import form as looked_after
from holdfast.returns.ssda903.file_check import GivenBeside

CLEAN, FOUND = 0, 1


class CheckedReturn(StrEnum):
    """Which return the file is."""

    CIN = "cin"
    SSDA903 = "ssda903"


def check_(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The census file (XML); the folder, zip or XML file of the looked-after return.",
        ),
    ],
    which: Annotated[
        CheckedReturn, typer.Option("--as", help="Which return it is.")
    ] = CheckedReturn.CIN,
    year: Annotated[
        int | None, typer.Option(help="The year it ends in; the file's own when none is given.")
    ] = None,
    last_year: Annotated[
        Path | None, typer.Option(help="SSDA903: last year's folder, zip or file.")
    ] = None,
    providers: Annotated[
        Path | None, typer.Option(help="SSDA903: Ofsted's list of providers, as CSV.")
    ] = None,
    postcodes: Annotated[
        Path | None, typer.Option(help="SSDA903: where postcodes lie, as CSV.")
    ] = None,
    authority: Annotated[
        str, typer.Option(help="SSDA903: the council's code, as the postcodes have it.")
    ] = "",
    form: Annotated[CheckForm, typer.Option("--format", help="How to tell it.")] = CheckForm.TABLE,
    out: Annotated[
        Path | None, typer.Option(help="Where the workbook goes; beside the file otherwise.")
    ] = None,
) -> None:
    """Check a return as it goes to DfE: every rule, every child, who is to correct what."""
    given = GivenBeside(last_year, providers, postcodes, authority)
    if which is CheckedReturn.CIN and given != GivenBeside():
        raise BadSetting(
            "Last year's files and look-up lists are for the looked-after return.",
            "Say --as ssda903, or leave them out.",
        )
    try:
        checked = _checked(file, which, year, given)
    except (CannotRead, NotFound) as error:
        print_unreadable(error, form)
        sys.exit(error.exit_code)
    print_report(checked, form, out or file.with_name(f"{file.stem}-check.xlsx"))
    sys.exit(CLEAN if checked.outcome.clean else FOUND)


def _checked(file: Path, which: CheckedReturn, year: int | None, given: GivenBeside) -> Report:
    census_file = which is CheckedReturn.CIN
    with steps() as step:
        outcome: Outcome
        if census_file:
            outcome = census_check.check_file(
                file, year, lambda done, of: step("Reading and checking", done, of)
            )
        else:
            step("Reading and checking", 0, 0)
            outcome = looked_after_check.check_file(file, year, given)
        step("Finding who holds each child", 0, 0)
        name = census.FORM.name if census_file else looked_after.FORM.name
        return report(outcome, _held_by(), answers_given(name))


def _held_by() -> Mapping[str, Assignee]:
    try:
        return assignees(current_snapshot())
    except NoSnapshot:
        return {}
