"""A check as the command line tells it: a table on the screen, CSV, JSON or a workbook."""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from holdfast.errors import HoldfastError
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.returns.outcome import Outcome, State, not_in_force
from holdfast.returns.report import FINDING_COLUMNS, RULE_COLUMNS, TEAM_COLUMNS, Report
from holdfast.returns.workbook import write_workbook

# So many findings are shown on a screen; the other forms hold all.
SHOWN = 20
REFUSAL_COLUMNS = ("first", "last", "what", "next_step")
_FAILED_INSIDE = (
    "Some rules failed inside. That is a fault of Holdfast, not of the file: they say nothing "
    "about it. Please report it."
)


class CheckForm(StrEnum):
    """How a check is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    XLSX = "xlsx"


def print_report(report: Report, form: CheckForm, workbook: Path) -> None:
    """Print a report; a workbook is written to ``workbook``."""
    if form is CheckForm.JSON:
        print_json(as_json(report))
    elif form is CheckForm.CSV:
        print_rows([_flat(one) for one in report.findings], FINDING_COLUMNS, Format.CSV)
    elif form is CheckForm.XLSX:
        write_workbook(report, workbook)
        said.print(f"Written: {workbook}", markup=False, highlight=False)
    else:
        _print_tables(report)


def as_json(report: Report) -> dict[str, Any]:
    """The report for machines; its names are stable."""
    outcome = report.outcome
    finding = ("code", "child", "table", "line", "fields", "message", "team", "worker", "answer")
    rule = ("code", "severity", "state", "why", "findings", "answered", "provisional")
    return {
        "year": outcome.year,
        "children": outcome.children,
        "rules": [{name: row[name] for name in rule} for row in report.rules()],
        "not_in_force": [
            {"code": one.rule.code, "why": one.why}
            for one in not_in_force(outcome.form, outcome.year)
        ],
        "findings": [{name: one[name] for name in finding} for one in report.findings],
        "refusals": _refusals(outcome),
        "notes": list(outcome.notes),
    }


def print_unreadable(error: HoldfastError, form: CheckForm) -> None:
    """Say that nothing could be checked, and why."""
    if form is CheckForm.JSON:
        refusal = {"first": None, "last": None, "what": error.what, "next_step": error.next_step}
        nothing: dict[str, Any] = {"year": None, "children": 0, "rules": [], "findings": []}
        print_json(nothing | {"refusals": [refusal], "notes": []})
    said.print(error.what, highlight=False)
    said.print(error.next_step, highlight=False)


def _refusals(outcome: Outcome) -> list[dict[str, Any]]:
    # What was refused is children's data: only its place and the reason are given.
    return [{name: getattr(one, name) for name in REFUSAL_COLUMNS} for one in outcome.refused]


def _print_tables(report: Report) -> None:
    outcome = report.outcome
    shown = [one for one in report.rules() if one["findings"] or one["state"] != State.RAN.value]
    columns = [name for name in RULE_COLUMNS if name != "why" or any(one["why"] for one in shown)]
    print_rows(shown, columns, Format.TABLE, _heading(report))
    if report.findings:
        if report.worklist.teams_known:
            print_rows(report.teams(), TEAM_COLUMNS, Format.TABLE, "By team")
        first = [_flat(one) for one in report.findings[:SHOWN]]
        names = ("code", "child", "table", "line", "fields", "message")
        title = f"The first {len(first)} of {len(report.findings):,}"
        print_rows(first, names, Format.TABLE, title)
    if outcome.refused:
        title = f"Lines that could not be read ({len(outcome.refused)})"
        print_rows(_refusals(outcome), REFUSAL_COLUMNS, Format.TABLE, title)
    if others := not_in_force(outcome.form, outcome.year):
        reasons = Counter(one.why for one in others)
        told = ", ".join(f"{count} {why}" for why, count in sorted(reasons.items()))
        said.print(f"Rules of other years, not in force in this one: {told}.", highlight=False)
    for note in outcome.notes:
        said.print(note, highlight=False)
    if outcome.failed:
        said.print(_FAILED_INSIDE, style="bold red")


def _heading(report: Report) -> str:
    outcome, counted = report.outcome, report.worklist.counted()
    states = [one.state for one in outcome.rules]
    return (
        f"{outcome.form.noun_at_start} of {outcome.year}: {outcome.children:,} children, "
        f"{counted.findings:,} findings ({counted.open:,} not answered), "
        f"{states.count(State.RAN)} of {len(states)} rules run"
    )


def _flat(one: Mapping[str, Any]) -> dict[str, Any]:
    return dict(one) | {"fields": ", ".join(one["fields"])}
