"""The command ``holdfast whatif``: a scenario run from the council's own open work, and kept."""

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.council_file import CouncilFile
from holdfast.errors import HoldfastError, NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.outlook import Outlook
from holdfast.scenarios.kept import (
    alone,
    find_kept,
    keep_asked,
    keep_refused,
    keep_result,
    telling,
)
from holdfast.scenarios.result import OutputCheck, ScenarioOutput, ScenarioResult
from holdfast.scenarios.scenario import KIND, LEAST_RUNS, MOST_RUNS, Scenario, read_scenario
from holdfast.scenarios.what_if import result_id, run_scenario
from holdfast.settings import HOME

_EVERY = 3  # months between the rows of a table; the other forms have every month
_SHOWN = ("on", "as it is", "changed", "difference", "fewer", "more")
_ROW = ("output", "on", "as_is", "changed", "change", "fewer", "more")


def whatif_(
    scenario: Annotated[Path, typer.Argument(metavar="SCENARIO.toml", help="What is changed.")],
    runs: Annotated[
        int | None,
        typer.Option(help="How many pairs of runs.", min=LEAST_RUNS, max=MOST_RUNS),
    ] = None,
    as_at: AsAt = "",
    form: Form = Format.TABLE,
) -> None:
    """Carry today's open work forward, as things are and with a change, and compare."""
    own = CouncilFile.read(scenario, KIND)
    outlook = current_outlook(as_at)
    try:
        asked = read_scenario(own, outlook.day)
        result = _result(outlook, asked if runs is None else replace(asked, runs=runs))
    finally:
        outlook.close()
    if form is Format.JSON:
        print_json(asdict(result))
    elif form is Format.CSV:
        print_rows([row for one in result.outputs for row in _rows(one, result)], _ROW, form)
    else:
        _tell(result)


def _result(outlook: Outlook, asked: Scenario) -> ScenarioResult:
    """What is kept from the same inputs; else the scenario is run, and what it found kept."""
    home = HOME.path()
    scheme = scheme_in_force(home).scheme
    name = result_id(outlook, scheme, asked)
    try:
        kept = find_kept(home, name).result
    except NotFound:
        kept = None
    if kept is not None:
        _say_checks(kept.checks, kept.limit)
        said.print("The same was run before, and is read from what was kept.", highlight=False)
        return kept
    with alone(home), steps() as step:
        keep_asked(home, name, asked.text)
        try:
            result = run_scenario(outlook, scheme, asked, telling(home, name, step), _say_checks)
        except HoldfastError as refused:
            keep_refused(home, name, refused)
            raise
        keep_result(home, result)
    return result


def _say_checks(checks: tuple[OutputCheck, ...], limit: float) -> None:
    said.print(f"Validation on the last six months; the limit is {limit:.0%} off:", highlight=False)
    for one in checks:
        way = "too many" if one.bias > 0 else "too few"
        words = f"{one.title}: {one.error:.1%} off ({way}), {one.within_band} of 6 in the band"
        said.print(f"  {words}", highlight=False)


def _tell(result: ScenarioResult) -> None:
    said.print(f"{result.name}. As at {result.as_at}, {result.runs} pairs of runs.")
    for lever in result.levers:
        said.print(f"  Changed: {lever}", highlight=False)
    for output in result.outputs:
        rows = [
            {
                "on": row["on"],
                "as it is": _band(row["as_is"], output.key),
                "changed": _band(row["changed"], output.key),
                "difference": _band(row["change"], output.key),
                "fewer": row["fewer"],
                "more": row["more"],
            }
            for row in list(_rows(output, result))[::_EVERY]
            if row["as_is"][1] is not None
        ]
        print_rows(rows, _SHOWN, Format.TABLE, output.title)
    for note in result.notes:
        said.print(note, highlight=False)
    said.print(
        "Bands are the middle of the runs, with 10 and 90 in 100 of them in brackets; fewer and "
        "more are in how many pairs. Every month: --format csv. Kept in the data folder as "
        f"scenarios/{result.id}.",
        highlight=False,
    )


def _rows(output: ScenarioOutput, result: ScenarioResult) -> Iterator[dict[str, Any]]:
    for place, day in enumerate(result.days):
        yield {
            "output": output.key,
            "on": day,
            "as_is": output.as_is[place],
            "changed": output.changed[place],
            "change": output.change[place],
            "fewer": output.fewer[place],
            "more": output.more[place],
        }


def _band(band: tuple[float | None, float | None, float | None], key: str) -> str:
    low, middle, high = band
    if low is None or middle is None or high is None:
        return ""
    if key == "in_time":
        return f"{middle:.0%} ({low:.0%} {high:.0%})"
    places = 1 if key == "points" else 0
    return f"{middle:.{places}f} ({low:.{places}f} {high:.{places}f})"
