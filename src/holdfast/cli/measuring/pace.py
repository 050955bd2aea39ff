"""The command ``holdfast pace``: how fast a measure moves, and when it would reach a target."""

from dataclasses import asdict
from typing import Annotated

import typer

from holdfast.cli.measuring.measures import value_in_words
from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.errors import BadSetting
from holdfast.measures.benchmarks.comparing import scale_of
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import count_by
from holdfast.measures.choices import SHARES, read_choices
from holdfast.measures.measure import Measure
from holdfast.measures.pace.of_measure import MeasurePace, pace_of
from holdfast.measures.register import measure as find_measure
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.scope import Scope
from holdfast.settings import AUTHORITY, HOME


def pace_(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A measure.")],
    target: Annotated[
        float | None,
        typer.Option(help="What is to be reached: of a share in per cent. Else the council's own."),
    ] = None,
    as_at: AsAt = "",
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    form: Form = Format.TABLE,
) -> None:
    """The gap, the net change a month, when a target would be reached, and how others moved."""
    measure = find_measure(key)
    outlook = current_outlook(as_at)
    months = count_by(outlook, [measure], scope=Scope(team))
    wanted = read_choices(HOME.path()).targets.get(key) if target is None else target
    if target is not None and measure.unit in SHARES:
        wanted = target / 100
    table = published_table(HOME.path())
    found = pace_of(measure, months, wanted, table, AUTHORITY.text())
    if form is Format.JSON:
        about = {"team": team or None, "as_at": outlook.day, "snapshot": outlook.snapshot.id}
        print_json(about | asdict(found) | {"verdict": found.verdict})
        return
    if form is Format.CSV:
        raise BadSetting("Pace is not a table.", "Ask for it with --format json.")
    print_rows(_told(measure, found), ("what", "words"), form, f"{measure.title}: pace")


def _told(measure: Measure, found: MeasurePace) -> list[dict[str, str]]:
    projection, held = found.projection, found.backtest
    words = {
        f"In {found.last:%B %Y}": value_in_words(measure, found.value),
        "Verdict": found.verdict,
        "Net change a month": (
            f"{_signed(measure, projection.change)} (80% interval "
            f"{_signed(measure, projection.change_low)} to "
            f"{_signed(measure, projection.change_high)}), over {projection.months_used} months"
        ),
    }
    reach = found.reaching
    if reach is not None and found.target is not None:
        words["Target"] = value_in_words(measure, found.target)
        words["Gap"] = _signed(measure, reach.gap)
        words["Within 12 months"] = f"{reach.within_12:.0%} likely, if it goes on so"
        words["Within 24 months"] = f"{reach.within_24:.0%} likely, if it goes on so"
        if reach.evidence and not reach.reached:
            early, middle, late = (
                found.month(ahead) for ahead in (reach.early, reach.middle, reach.late)
            )
            words["Reached in"] = f"{middle:%B %Y} (80% interval {early:%B %Y} to {late:%B %Y})"
    words["Its own past"] = (
        f"of {held.made} forecasts made {held.ahead} months before, {held.held} held what came"
    )
    for one in found.others:
        years = f"{one.first} to {one.last}"
        scale = scale_of(measure)
        among = f"more than {one.among_all}% of all councils"
        if one.among_strugglers is not None:
            among += f", and than {one.among_strugglers}% of those that began in the worst tenth"
        words[f"Published, {years}"] = (
            f"better by {_signed(measure, one.move * scale)}: {among}; the middle one of those "
            f"{_signed(measure, one.middle * scale)}, with no special effort"
        )
    return [{"what": what, "words": said} for what, said in words.items()]


def _signed(measure: Measure, value: float) -> str:
    if measure.unit in SHARES:
        return f"{100 * value:+.1f} points"
    return f"{value:+,.1f}"
