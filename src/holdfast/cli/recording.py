"""The command ``holdfast recording``: since when each clock is recorded well enough."""

from typing import Annotated, Any

import typer

from holdfast.clocks.register import clock as find_clock
from holdfast.clocks.rules.good_from import FILE
from holdfast.measures.recording import Recorded, recording
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.opening import open_current

COLUMNS = (
    "clock",
    "team",
    "begun",
    "recorded",
    "level",
    "proposed",
    "decided",
    "decided_by",
    "why",
)
_PER_CENT = 100


def recording_(
    clock: Annotated[
        str, typer.Option(metavar="KEY", help="One clock, month by month and team by team.")
    ] = "",
    as_at: Annotated[
        str,
        typer.Option("--as-at", metavar="DAY", help="A day, as 2018-01-31; the snapshot's own."),
    ] = "",
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Since when each clock is recorded well enough: by month, as proposed and as decided."""
    if clock:
        find_clock(clock)
    outlook = open_current(as_at)
    found = recording(outlook, clock, teams=bool(clock))
    if form is Format.JSON:
        print_json([one.row for one in found])
        return
    if clock and form is Format.TABLE:
        months = [
            {
                "month": f"{month.first:%Y-%m}",
                "begun": month.begun,
                "recorded": month.recorded,
                "share": _per_cent(month.share),
            }
            for month in found[0].months
        ]
        print_rows(months, ("month", "begun", "recorded", "share"), form, found[0].clock.title)
    title = f"Recording at {outlook.day}, snapshot {outlook.snapshot.id}"
    print_rows([_flat(one) for one in found], COLUMNS, form, title)
    if form is Format.TABLE:
        said.print(
            f"A day counts once the council has decided it and dated it, in the file {FILE} of the "
            "data folder; what began before then cannot be determined.",
            highlight=False,
        )


def _flat(recorded: Recorded) -> dict[str, Any]:
    row = recorded.row
    return {
        "clock": row.clock,
        "proposed": row.proposed,
        "decided": row.decided,
        "decided_by": row.decided_by,
        "why": row.why,
        "team": row.team,
        "begun": sum(month.begun for month in row.months),
        "recorded": sum(month.recorded for month in row.months),
        "level": _per_cent(row.level),
    }


def _per_cent(share: float | None) -> str:
    return "" if share is None else f"{round(_PER_CENT * share)}%"
