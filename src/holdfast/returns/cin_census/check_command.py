"""The command ``holdfast check``: a census file, by every rule of its year.

Exit codes of its own: 0 clean, 1 something was found, refused or failed, 2 the file could not be
read.
"""

import sys
from collections.abc import Mapping
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.errors import CannotRead, HoldfastError, NoSnapshot, NotFound
from holdfast.measures.opening import current_snapshot
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.returns.cin_census.answers import Answers
from holdfast.returns.cin_census.file_check import check_file
from holdfast.returns.cin_census.hands import Hand, hands
from holdfast.returns.cin_census.outcome import Outcome, State
from holdfast.returns.cin_census.report import (
    FINDING_COLUMNS,
    RULE_COLUMNS,
    TEAM_COLUMNS,
    Report,
    report,
)
from holdfast.returns.cin_census.workbook import write_workbook
from holdfast.settings import HOME

CLEAN, FOUND, UNREADABLE = 0, 1, 2
# So many findings are shown on a screen; the other forms hold all.
SHOWN = 20
_FAILED_INSIDE = (
    "Some rules failed inside. That is a fault of Holdfast, not of the file: they say nothing "
    "about it. Please report it."
)


class CheckForm(StrEnum):
    """How a check is told."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE.xml", help="The census file.")],
    year: Annotated[
        int | None, typer.Option(help="The year it ends in; the file's own when none is given.")
    ] = None,
    form: Annotated[CheckForm, typer.Option("--format", help="How to tell it.")] = CheckForm.TABLE,
    out: Annotated[
        Path | None, typer.Option(help="Where the workbook goes; beside the file otherwise.")
    ] = None,
) -> None:
    """Check a children in need census file: every rule, every child, who is to mend what."""
    try:
        told = _checked(file, year)
    except (CannotRead, NotFound) as error:
        _cannot(error, form)
        sys.exit(UNREADABLE)
    tell(told, form, out or file.with_name(f"{file.stem}-check.xlsx"))
    sys.exit(CLEAN if told.outcome.clean else FOUND)


def _checked(file: Path, year: int | None) -> Report:
    with steps() as step:
        outcome = check_file(file, year, lambda done, of: step("Reading and checking", done, of))
        step("Finding who holds each child", 0, 0)
        return report(outcome, _hands(), Answers(HOME.path()).all())


def tell(told: Report, form: CheckForm, workbook: Path) -> None:
    """Print a report; a workbook is written to ``workbook``."""
    if form is CheckForm.JSON:
        print_json(as_json(told))
    elif form is CheckForm.CSV:
        print_rows([_flat(one) for one in told.findings], FINDING_COLUMNS, Format.CSV)
    elif form is CheckForm.XLSX:
        write_workbook(told, workbook)
        said.print(f"Written: {workbook}", markup=False, highlight=False)
    else:
        _tell_table(told)


def as_json(told: Report) -> dict[str, Any]:
    """The report for machines; its names are stable."""
    outcome = told.outcome
    finding = ("code", "child", "table", "line", "fields", "message", "team", "worker", "answer")
    rule = ("code", "severity", "state", "why", "findings", "answered", "provisional")
    return {
        "year": outcome.year,
        "children": outcome.children.num_rows,
        "rules": [{name: row[name] for name in rule} for row in told.rules()],
        "findings": [{name: one[name] for name in finding} for one in told.findings],
        "refusals": _refusals(outcome),
        "notes": list(outcome.notes),
    }


def _refusals(outcome: Outcome) -> list[dict[str, Any]]:
    # What was refused is children's data: only its place and the reason are told.
    kept = ("first", "last", "what", "next_step")
    return [{name: asdict(one)[name] for name in kept} for one in outcome.refused]


def _tell_table(told: Report) -> None:
    outcome = told.outcome
    shown = [one for one in told.rules() if one["findings"] or one["state"] != State.RAN.value]
    columns = [name for name in RULE_COLUMNS if name != "why" or any(one["why"] for one in shown)]
    print_rows(shown, columns, Format.TABLE, _heading(told))
    if told.findings:
        if told.teams_known:
            print_rows(told.teams(), TEAM_COLUMNS, Format.TABLE, "By team")
        first = [_flat(one) for one in told.findings[:SHOWN]]
        names = ("code", "child", "table", "line", "fields", "message")
        print_rows(first, names, Format.TABLE, f"The first {len(first)} of {len(told.findings):,}")
    if outcome.refused:
        print_rows(_refusals(outcome), ("first", "last", "what", "next_step"), Format.TABLE,
                   f"Lines that could not be read ({len(outcome.refused)})")  # fmt: skip
    for note in outcome.notes:
        said.print(note, highlight=False)
    if outcome.failed:
        said.print(_FAILED_INSIDE, style="bold red")


def _heading(told: Report) -> str:
    outcome = told.outcome
    states = [one.state for one in outcome.rules]
    return (
        f"Census of {outcome.year}: {outcome.children.num_rows:,} children, "
        f"{len(told.findings):,} findings ({told.open():,} not answered), "
        f"{states.count(State.RAN)} of {len(states)} rules run"
    )


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    return dict(one) | {"fields": ", ".join(one["fields"])}


def _hands() -> Mapping[str, Hand]:
    try:
        return hands(current_snapshot())
    except NoSnapshot:
        return {}


def _cannot(error: HoldfastError, form: CheckForm) -> None:
    if form is CheckForm.JSON:
        refusal = {"first": None, "last": None, "what": error.what, "next_step": error.next_step}
        nothing: dict[str, Any] = {"year": None, "children": 0, "rules": [], "findings": []}
        print_json(nothing | {"refusals": [refusal], "notes": []})
    said.print(error.what, highlight=False)
    said.print(error.next_step, highlight=False)
