"""What a scenario found, in sentences that a person who never saw a band can read."""

from datetime import date
from typing import Any

from holdfast.scenarios.outputs import MAIN, Output
from holdfast.scenarios.result import BandTrust, ScenarioOutput, ScenarioResult
from holdfast.web.parts.templatetags.words import plain_day

MAIN_KEYS = tuple(one.key for one in MAIN)
MIDDLES = (
    "The two levels are each the middle of all runs, and the difference is the middle of the "
    "differences within pairs of runs: so it need not be the one level less the other."
)
SURE = 0.9  # of the pairs that went the same way


def value_words(value: float | None, key: str) -> str:
    """A value as people say it: a share in per cent, points to one place, a count whole."""
    if value is None:
        return "not known"
    if key == Output.IN_TIME.key:
        return f"{value:.0%}"
    return f"{value:,.1f}" if key == Output.POINTS.key else f"{value:,.0f}"


def band_words(band: tuple[float | None, float | None, float | None], key: str) -> str:
    """A band: its middle, and between which values it is to lie in eight cases of ten."""
    low, middle, high = (value_words(one, key) for one in band)
    return f"{middle} ({low} to {high})"


def difference_words(output: ScenarioOutput, place: int, runs: int) -> str:
    """What the change does to an output on a day, and how sure that is."""
    low, middle, high = output.change[place]
    if middle is None or low is None or high is None:
        return "cannot be determined"
    fewer, more = output.fewer[place], output.more[place]
    if fewer == more == 0:
        return "no difference in any pair of runs"
    share = output.key == Output.IN_TIME.key
    way = ("lower" if share else "fewer") if middle < 0 else ("higher" if share else "more")
    count = fewer if middle < 0 else more
    if share:
        size = f"{abs(middle) * 100:,.0f} percentage points"
    else:
        size = value_words(abs(middle), output.key)
    told = f"{size} {way}, in {count} of {runs} pairs of runs"
    return told if count >= SURE * runs else f"{told}: no sure difference"


def headline(result: ScenarioResult) -> str:
    """What the change does by the end against doing nothing, in a sentence or two."""
    end, last = plain_day(date.fromisoformat(result.days[-1])), len(result.days) - 1
    sure, unsure = [], []
    for output in result.outputs:
        if output.key in MAIN_KEYS:
            middle = output.change[-1][1]
            count = max(output.fewer[last], output.more[last])
            if middle and count >= SURE * result.runs:
                way = "fewer" if middle < 0 else "more"
                words = value_words(abs(middle), output.key)
                sure.append(f"{words} {way} {output.title.lower()}")
            else:
                unsure.append(output.title.lower())
    if not sure:
        return f"By {end} it makes no sure difference against doing nothing, in any figure."
    found = f"By {end}, against doing nothing: {_listed(sure)}."
    return f"{found} No sure difference in {_listed(unsure)}." if unsure else found


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def at_the_end(result: ScenarioResult, output: ScenarioOutput) -> str:
    """One output in few numbers: on the day, and at the end without and with the change."""
    now = value_words(output.as_is[0][1], output.key)
    stock = now != "not known"
    begin = f"{now} on the day of the data. At the end" if stock else "In the last month"
    without, with_it = (
        value_words(band[-1][1], output.key) for band in (output.as_is, output.changed)
    )
    difference = difference_words(output, len(result.days) - 1, result.runs)
    told = f"{begin} {without} doing nothing and {with_it} with the change: {difference}."
    if not _adds_up(output):
        told += f" {MIDDLES}"
    return f"{told} {Output[output.key.upper()].unlike}".strip()


def _adds_up(output: ScenarioOutput) -> bool:
    """Whether the difference, as it is told, is the one level less the other, as they are told."""
    without, with_it, middle = output.as_is[-1][1], output.changed[-1][1], output.change[-1][1]
    if without is None or with_it is None or middle is None:
        return True
    places = {Output.IN_TIME.key: 2, Output.POINTS.key: 1}.get(output.key, 0)
    apart = round(with_it, places) - round(without, places)
    return round(apart - round(middle, places), places) == 0


def held_words(trust: tuple[BandTrust, ...]) -> str:
    """How often the bands of a figure have held, over all times ahead."""
    own, of = sum(one.own_held for one in trust), sum(one.own_of for one in trust)
    made_up = sum(one.made_up_held for one in trust), sum(one.made_up_of for one in trust)
    begin = f"{own} of {of} times in the council’s own past" if of else ""
    join = " and " if begin else ""
    held = f"{begin}{join}{made_up[0]} of {made_up[1]} times in made-up counties"
    return f"Such bands held what came {held}."


def doubts(trust: tuple[BandTrust, ...]) -> list[str]:
    """At which times ahead a figure is not to be planned by, and why."""
    why: dict[str, list[BandTrust]] = {}
    for one in trust:
        if not one.relied:
            why.setdefault(one.why.partition(" (")[0], []).append(one)
    found = []
    for reason, own in why.items():
        months = _listed([str(one.ahead) for one in own])
        details = "; ".join(one.why.partition(" (")[2].rstrip(")") for one in own)
        shown = f" ({details})" if details.strip("; ") else ""
        found.append(f"Do not plan by its level at {months} months: {reason}{shown}.")
    return found


def trust_row(title: str, trust: tuple[BandTrust, ...]) -> dict[str, Any]:
    """How the bands of a figure have held, as a row of a table by time ahead."""
    return {
        "title": title,
        "cells": [
            {
                "own": f"{one.own_held} of {one.own_of}" if one.own_of else "none to try",
                "made_up": f"{one.made_up_held} of {one.made_up_of}",
                "relied": one.relied,
            }
            for one in trust
        ],
    }
