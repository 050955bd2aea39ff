"""One scenario: how far it is, why it was not run, or what it found."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.scenarios.kept import KeptScenario, ScenarioState, find_kept
from holdfast.scenarios.outputs import Output
from holdfast.scenarios.result import ScenarioOutput, ScenarioResult
from holdfast.settings import HOME
from holdfast.web.actions.viewing import record_download
from holdfast.web.actions.what_if import record_scenario_seen
from holdfast.web.pages.what_if.overview import check_words, name_in
from holdfast.web.pages.what_if.words import (
    MAIN_KEYS,
    at_the_end,
    band_words,
    difference_words,
    doubts,
    headline,
    held_words,
    trust_row,
    value_words,
)
from holdfast.web.parts.bands import BandsDrawing, draw_bands
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.assignments import allowed
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission

EVERY = 3  # months between the rows of a table; the file has every month
CHARTED = (*MAIN_KEYS, Output.IN_TIME.key)
TRUST = ("stretch", "own_held", "own_of", "made_up_held", "made_up_of", "relied", "why")
_KINDS = ("as_is", "changed", "change")
COLUMNS = (
    "output",
    "on",
    *(f"{kind}_{part}" for kind in _KINDS for part in ("low", "middle", "high")),
    "fewer",
    "more",
    *TRUST,
)


@needs(Permission.WHAT_IF)
@require_safe
def one(request: HttpRequest, scenario: str) -> HttpResponse:
    """The page of one scenario. Raises NotFound."""
    kept = _scenario(scenario)
    if kept.result is None:
        words = {
            "kept": kept,
            "name": name_in(kept.text) or f"Scenario {kept.id}",
            "running": kept.state is ScenarioState.RUNNING,
            "text": kept.text,
        }
        return render(request, "what_if/waiting.html", words)
    record_scenario_seen(by=request.user.get_username(), scenario=scenario)
    return render(request, "what_if/one.html", _words(kept, kept.result))


@needs(Permission.TAKE_AWAY)
@require_safe
def months_file(request: HttpRequest, scenario: str) -> HttpResponse:
    """Every output by month as a CSV file; no child."""
    result = _taken(request, scenario)
    about = {"as_at": result.as_at, "snapshot": result.snapshot, "scenario": result.id}
    return csv_file(f"what-if-{result.id}.csv", COLUMNS, _rows(result), about)


@needs(Permission.TAKE_AWAY)
@require_safe
def result_file(request: HttpRequest, scenario: str) -> HttpResponse:
    """The whole result as it is kept, with its inputs, as a JSON file."""
    result = _taken(request, scenario)
    answer = HttpResponse(result.as_text(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="what-if-{result.id}.json"'
    return answer


def _taken(request: HttpRequest, scenario: str) -> ScenarioResult:
    # Many may take away what they see; what a scenario found is seen by fewer.
    kept = _scenario(scenario)
    if kept.result is None or not allowed(request.user, Permission.WHAT_IF):
        raise Http404
    detail = f"scenario {scenario}; no child"
    record_download(by=request.user.get_username(), page="what if file", detail=detail)
    return kept.result


def _scenario(name: str) -> KeptScenario:
    kept = find_kept(HOME.path(), name)
    if kept.check is not None:
        raise Http404  # the validation alone, which stands on the first page
    return kept


def _rows(result: ScenarioResult) -> list[dict[str, Any]]:
    found = []
    for output in result.outputs:
        bands = {"as_is": output.as_is, "changed": output.changed, "change": output.change}
        for place, day in enumerate(result.days):
            row: dict[str, Any] = {"output": output.key, "on": day}
            for kind, band in bands.items():
                for part, value in zip(("low", "middle", "high"), band[place], strict=True):
                    row[f"{kind}_{part}"] = value
            row |= {"fewer": output.fewer[place], "more": output.more[place]}
            trust = output.trust_in(place)
            found.append(row | {name: getattr(trust, name, None) for name in TRUST})
    return found


def _words(kept: KeptScenario, result: ScenarioResult) -> dict[str, Any]:
    return {
        "result": result,
        "by": kept.by,
        "day": date.fromisoformat(result.as_at),
        "end": date.fromisoformat(result.days[-1]),
        "checked_from": date.fromisoformat(result.checked_from),
        "headline": headline(result),
        "outputs": [_output(result, each) for each in result.outputs if each.key in CHARTED],
        "counted": [each for each in result.outputs if each.key not in CHARTED],
        "checks": [check_words(each) for each in result.checks],
        "held": [trust_row(each.title, each.trust) for each in result.outputs if each.trust],
        "ahead": max(([one.ahead for one in each.trust] for each in result.outputs), key=len),
        "limit": f"{result.limit:.0%}",
        "parameters": [_parameter(each) for each in result.parameters],
        "facts": [
            Fact("Data", f"snapshot {result.snapshot}, as at {result.as_at}"),
            Fact(
                "Runs",
                f"{result.runs} with the change and {result.runs} without, seed {result.seed}",
            ),
            Fact("Program", f"checksum {result.code}"),
            Fact("Asked by", kept.by or "the command line"),
        ],
        "months_file": reverse("what_if_file", args=[result.id]),
        "result_file": reverse("what_if_result", args=[result.id]),
    }


def _output(result: ScenarioResult, output: ScenarioOutput) -> dict[str, Any]:
    shown = sorted({*range(0, len(result.days), EVERY), len(result.days) - 1})
    places = [place for place in shown if output.as_is[place][1] is not None]
    return {
        "one": output,
        "caption": f"{output.title}, every three months",
        "drawing": _draw(result, output),
        "at_the_end": at_the_end(result, output),
        "held": held_words(output.trust) if output.trust else "",
        "doubts": doubts(output.trust),
        "rows": [
            {
                "on": date.fromisoformat(result.days[place]),
                "as_is": band_words(output.as_is[place], output.key),
                "changed": band_words(output.changed[place], output.key),
                "change": difference_words(output, place, result.runs),
                "doubted": (trust := output.trust_in(place)) is not None and not trust.relied,
            }
            for place in places
        ],
    }


def _draw(result: ScenarioResult, output: ScenarioOutput) -> BandsDrawing:
    as_is, changed = output.as_is[-1][1], output.changed[-1][1]
    text = (
        f"At the end {value_words(as_is, output.key)} as things are and "
        f"{value_words(changed, output.key)} with the change, in the middle of the runs."
    )
    return draw_bands(
        output.key,
        output.title,
        text,
        [date.fromisoformat(day) for day in result.days],
        [("Doing nothing", output.as_is), ("With the change", output.changed)],
        share=output.key == Output.IN_TIME.key,
        doubted_from=_doubted_from(result, output),
    )


def _doubted_from(result: ScenarioResult, output: ScenarioOutput) -> date | None:
    """From which day on to the end a level is not to be planned by; None where it may be."""
    first = None
    for place in range(len(result.days) - 1, 0, -1):
        trust = output.trust_in(place)
        if trust is None or trust.relied:
            break
        first = date.fromisoformat(result.days[place])
    return first


def _parameter(told: Any) -> dict[str, str]:
    value, low, high = told["value"], told["low"], told["high"]
    return {
        "name": told["name"],
        "value": "cannot be determined" if value is None else f"{value:,.3g} {told['unit']}",
        "interval": "" if low is None or high is None else f"{low:,.3g} to {high:,.3g}",
        "count": f"{told['count']:,}",
        "window": told["window"],
        "confidence": told["confidence"],
    }
