"""The command ``holdfast whatif``: a scenario run from the council's own open work, and kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, current_outlook, give_way
from holdfast.council_file import CouncilFile
from holdfast.errors import BadSetting, HoldfastError, NotFound
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import Step, said, steps
from holdfast.query.caseload.points import scheme_in_force
from holdfast.query.outlook import Outlook
from holdfast.record.store.work_beside import at_work
from holdfast.scenarios.kept import (
    KeptScenario,
    alone,
    find_kept,
    keep_asked,
    keep_refused,
    keep_result,
    telling,
)
from holdfast.scenarios.result import (
    BandTrust,
    ModelCheck,
    OutputCheck,
    ScenarioOutput,
    ScenarioResult,
)
from holdfast.scenarios.scenario import KIND, LEAST_RUNS, MOST_RUNS, Scenario, read_scenario
from holdfast.scenarios.what_if import check_id, check_model, result_id, run_scenario
from holdfast.settings import HOME

_EVERY = 3  # months between the rows of a table; the other forms have every month
_SHOWN = ("on", "as it is", "changed", "difference", "fewer", "more", "held", "plan by")
_TRUST = ("stretch", "own_held", "own_of", "made_up_held", "made_up_of", "relied", "why")
_ROW = ("output", "on", "as_is", "changed", "change", "fewer", "more", *_TRUST)
_HELD_WORDS = (
    "Held: on how many days of the council's own past such a band held what came, and of made-up "
    "counties that played no part in setting it; eight in ten is right."
)


def whatif_(
    scenario: Annotated[
        Path | None, typer.Argument(metavar="[SCENARIO.toml]", help="What is changed.")
    ] = None,
    runs: Annotated[
        int | None,
        typer.Option(help="How many pairs of runs.", min=LEAST_RUNS, max=MOST_RUNS),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Only validate the model on the last six months.")
    ] = False,
    as_at: AsAt = "",
    form: Form = Format.TABLE,
    kept: Annotated[str, typer.Option(hidden=True, help="The name that a page waits for.")] = "",
) -> None:
    """Carry today's open work forward, as things are and with a change, and compare."""
    if (scenario is None) is not check:
        raise BadSetting(
            "Neither a scenario nor --check was given." if not check else "Both were given.",
            "Give the file of a scenario; or --check alone, to validate the model.",
        )
    if kept:
        give_way()
    with _telling_why(kept):
        _answer(scenario, runs, as_at, form, kept)


def _answer(scenario: Path | None, runs: int | None, as_at: str, form: Format, kept: str) -> None:
    own = CouncilFile.read(scenario, KIND) if scenario else None
    outlook = current_outlook(as_at)
    try:
        if own is None:
            _tell_check(_checked(outlook, kept), form)
            return
        asked = read_scenario(own, outlook.day)
        result = _result(outlook, asked if runs is None else replace(asked, runs=runs), kept)
    finally:
        outlook.close()
    if form is Format.JSON:
        print_json(asdict(result))
    elif form is Format.CSV:
        print_rows([row for one in result.outputs for row in _rows(one, result)], _ROW, form)
    else:
        _tell(result)


@contextmanager
def _telling_why(kept: str) -> Iterator[None]:
    """Keep why nothing was run where a page waits for it, whatever was wrong."""
    try:
        yield
    except HoldfastError as refused:
        if kept:
            keep_refused(HOME.path(), kept, refused)
        raise


def _result(outlook: Outlook, asked: Scenario, kept: str) -> ScenarioResult:
    """What is kept from the same inputs; else the scenario is run, and what it found kept."""
    home = HOME.path()
    scheme = scheme_in_force(home).scheme
    name = _name(result_id(outlook, scheme, asked), kept)
    found = _found(name)
    if found is not None and found.result is not None:
        _say_checks(found.result.checks, found.result.limit)
        said.print("The same was run before, and is read from what was kept.", highlight=False)
        return found.result
    with _running(name, asked.text) as step:
        result = run_scenario(outlook, scheme, asked, step, _say_checks)
        keep_result(home, result)
    return result


def _checked(outlook: Outlook, kept: str) -> ModelCheck:
    """The validation that is kept of the same data, else one made now and kept."""
    scheme = scheme_in_force(HOME.path()).scheme
    name = _name(check_id(outlook, scheme), kept)
    found = _found(name)
    if found is not None and found.check is not None:
        return found.check
    with _running(name) as step:
        check = check_model(outlook, scheme, step)
        keep_result(HOME.path(), check)
    return check


def _name(name: str, kept: str) -> str:
    if kept and name != kept:
        raise BadSetting(
            "The data or a rule changed after this was asked for, and nothing was run.",
            "Ask for it again.",
        )
    return name


def _found(name: str) -> KeptScenario | None:
    try:
        return find_kept(HOME.path(), name)
    except NotFound:
        return None


@contextmanager
def _running(name: str, text: str = "") -> Iterator[Step]:
    """Run something that is kept under a name, alone; why it was not run is kept too."""
    home = HOME.path()
    with alone(home), steps() as step:
        file = keep_asked(home, name, text)
        try:
            with at_work(file.parent):
                yield telling(home, name, step)
        except HoldfastError as refused:
            keep_refused(home, name, refused)
            raise


def _tell_check(check: ModelCheck, form: Format) -> None:
    if form is Format.JSON:
        print_json(asdict(check))
        return
    rows = [
        {
            "output": one.title,
            "error": one.error,
            "bias": one.bias,
            "months_in_band": one.within_band,
            "limit": check.limit,
            "wrong": one.wrong,
        }
        for one in check.checks
    ]
    title = f"Validation from {check.checked_from}, as at {check.as_at}"
    print_rows(rows, tuple(rows[0]), form, title)
    if form is Format.TABLE:
        held = [
            {"output": one.title} | {f"{each.ahead} months": _held(each) for each in one.trust}
            for one in check.checks
        ]
        print_rows(held, tuple(held[0]), form, "How often the bands held what came")
        said.print(_HELD_WORDS, highlight=False)


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
                "held": _held(trust) if (trust := output.trust_in(place)) else "",
                "plan by": ("yes" if trust.relied else "no") if trust else "",
            }
            for place, row in list(enumerate(_rows(output, result)))[::_EVERY]
            if row["as_is"][1] is not None
        ]
        print_rows(rows, _SHOWN, Format.TABLE, output.title)
        for one in output.trust:
            if not one.relied:
                said.print(f"  Not to plan by at {one.ahead} months: {one.why}.", highlight=False)
    for note in result.notes:
        said.print(note, highlight=False)
    said.print(
        "Bands are the middle, and in brackets between what eight in ten are to lie; fewer and "
        f"more are in how many pairs. {_HELD_WORDS} Every month: --format csv. Kept in the data "
        f"folder as scenarios/{result.id}.",
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
        } | {name: getattr(output.trust_in(place), name, None) for name in _TRUST}


def _held(one: BandTrust) -> str:
    return f"{one.own_held}/{one.own_of}, {one.made_up_held}/{one.made_up_of}"


def _band(band: tuple[float | None, float | None, float | None], key: str) -> str:
    low, middle, high = band
    if low is None or middle is None or high is None:
        return ""
    if key == "in_time":
        return f"{middle:.0%} ({low:.0%} {high:.0%})"
    places = 1 if key == "points" else 0
    return f"{middle:.{places}f} ({low:.{places}f} {high:.{places}f})"
