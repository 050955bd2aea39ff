"""The command ``holdfast pace``: how fast a measure moves, and when it would reach a target."""

from dataclasses import asdict
from typing import Annotated

import typer

from holdfast.cli.measuring.values import value_in_words
from holdfast.cli.options import AsAt, Form, current_outlook
from holdfast.errors import BadSetting
from holdfast.measures.benchmarks.comparing import scale_of
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import count_by
from holdfast.measures.choices import SHARES, read_choices
from holdfast.measures.measure import Measure
from holdfast.measures.pace.level_words import (
    change_in_words,
    gap_in_words,
    level_in_words,
    net_change_in_words,
    target_in_words,
)
from holdfast.measures.pace.of_measure import MeasurePace, pace_of
from holdfast.measures.pace.past_forecasts import HALF_A_YEAR
from holdfast.measures.register import measure as find_measure
from holdfast.printing import Format, print_json, print_rows
from holdfast.query.scope import Scope
from holdfast.settings import HOME


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
    """The level and its gap to a target, the net change a month, and when it would be reached.

    Beside it stands how other councils moved.
    """
    measure = find_measure(key)
    outlook = current_outlook(as_at)
    months = count_by(outlook, [measure], scope=Scope(team))
    wanted = read_choices(HOME.path()).targets.get(key) if target is None else target
    if target is not None and measure.unit in SHARES:
        wanted = target / 100
    table = published_table(HOME.path())
    found = pace_of(measure, months, wanted, table, own_council(table))
    if form is Format.JSON:
        about = {"team": team or None, "as_at": outlook.day, "snapshot": outlook.snapshot.id}
        print_json(about | asdict(found) | {"verdict": found.verdict})
        return
    if form is Format.CSV:
        raise BadSetting("Pace is not a table.", "Ask for it with --format json.")
    print_rows(_told(measure, found), ("what", "words"), form, f"{measure.title}: pace")


def _told(measure: Measure, found: MeasurePace) -> list[dict[str, str]]:
    projection = found.projection
    change, least, most = net_change_in_words(measure, projection)
    words = {
        f"In {found.last:%B %Y}": value_in_words(measure, found.value),
        "Verdict": found.verdict,
        "Net change a month": (
            f"{change} (80% interval {least} to {most}), over {projection.months_used} months"
        ),
    }
    reach = found.reaching
    if reach is not None and found.target is not None:
        level = level_in_words(measure, reach.level)
        words["Level"] = f"{level} in {found.last:%B %Y}: {found.level_is}"
        words["Target"] = target_in_words(measure, found.target)
        words["Gap"] = gap_in_words(measure, reach)
        if not reach.reached:
            words["How likely"] = found.how_likely
        if reach.evidence and not reach.reached:
            early, middle, late = (
                found.month(ahead) for ahead in (reach.early, reach.middle, reach.late)
            )
            words["Reached in"] = f"{middle:%B %Y} (80% interval {early:%B %Y} to {late:%B %Y})"
    low, high = projection.ahead[HALF_A_YEAR - 1]
    words[f"In {found.month(HALF_A_YEAR):%B %Y}"] = (
        f"{value_in_words(measure, low)} to {value_in_words(measure, high)} (80% interval), "
        "if it goes on so"
    )
    words["Its own forecasts"] = found.own_past or "None of them has come due yet."
    for one in found.others:
        years = f"{one.first} to {one.last}"
        scale = scale_of(measure)
        among = f"more than {one.among_all}% of all councils"
        if one.among_strugglers is not None:
            among += f", and than {one.among_strugglers}% of those that began in the worst tenth"
        size = change_in_words(measure, one.size * scale).lstrip("+")
        words[f"Published, {years}"] = (
            f"{one.way} by {size}: {among}; the middle one of those moved by "
            f"{change_in_words(measure, one.middle * scale)}, with no special effort"
        )
    return [{"what": what, "words": said} for what, said in words.items()]
