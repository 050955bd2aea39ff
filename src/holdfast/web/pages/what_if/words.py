"""What a scenario found, in sentences that a person who never saw a band can read."""

from datetime import date

from holdfast.scenarios.outputs import MAIN, Output
from holdfast.scenarios.result import ScenarioOutput, ScenarioResult
from holdfast.web.parts.templatetags.words import plain_day

MAIN_KEYS = tuple(one.key for one in MAIN)
SURE = 0.9  # of the pairs that went the same way


def value_words(value: float | None, key: str) -> str:
    """A value as people say it: a share in per cent, points to one place, a count whole."""
    if value is None:
        return "not known"
    if key == Output.IN_TIME.key:
        return f"{value:.0%}"
    return f"{value:,.1f}" if key == Output.POINTS.key else f"{value:,.0f}"


def band_words(band: tuple[float | None, float | None, float | None], key: str) -> str:
    """A band: its middle, and between which values four in five runs lie."""
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


def summary(result: ScenarioResult) -> list[str]:
    """One sentence for each main output, at the end of the time, against doing nothing."""
    end = plain_day(date.fromisoformat(result.days[-1]))
    found = []
    for output in result.outputs:
        if output.key not in MAIN_KEYS:
            continue
        now = value_words(output.as_is[0][1], output.key)
        begin = (
            f"{output.title}: {now} on the day of the data. "
            if now != "not known"
            else (f"{output.title}. ")
        )
        found.append(
            f"{begin}On {end}, doing nothing, {band_words(output.as_is[-1], output.key)}; with "
            f"the change {band_words(output.changed[-1], output.key)}. "
            f"The difference: {difference_words(output, len(result.days) - 1, result.runs)}."
        )
    return found
