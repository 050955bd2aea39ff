"""The command ``holdfast made-up``: a made-up council as files, to take away."""

from pathlib import Path
from typing import Annotated

import typer

from holdfast.days import read_day
from holdfast.printing import Format, print_rows
from holdfast.progress import steps
from holdfast.returns.ssda903.made_up import write_made_up_returns
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil
from holdfast.sources.made_up.council import YEARS
from holdfast.sources.made_up.dialects.dialect import Build
from holdfast.sources.made_up.files import (
    CouncilFiles,
    CouncilWanted,
    make_files,
    refuse,
    refuse_way,
)
from holdfast.sources.made_up.written import WrittenFile


def made_up_(
    out: Annotated[str, typer.Option(metavar="FOLDER", help="A new folder, or an empty one.")],
    kind: Annotated[CouncilFiles, typer.Option("--as", help="What kind of files.")],
    children: Annotated[int, typer.Option(help="How many children to make up.")] = 2000,
    years: Annotated[int, typer.Option(help="Over how many years they became known.")] = YEARS,
    which: Annotated[
        MadeUpCouncil, typer.Option("--council", help="The county of 2018, or one of today.")
    ] = MadeUpCouncil.COUNTY,
    as_at: Annotated[
        str, typer.Option(metavar="DAY", help="Its last day: else 2018-01-31, or 2026-03-31.")
    ] = "",
    seed: Annotated[int, typer.Option(help="Another seed makes another council.")] = 1,
    truth: Annotated[bool, typer.Option("--truth", help="Write what is true of it too.")] = False,
    oddities: Annotated[bool, typer.Option("--oddities", help="As odd as real records.")] = False,
    dialect: Annotated[
        Build | None, typer.Option(help="In the words and shapes of this build, slips and all.")
    ] = None,
    month_first: Annotated[
        bool, typer.Option("--month-first", help="Days as a server set to American English.")
    ] = False,
    window: Annotated[
        bool, typer.Option("--window", help="Without what is older than its script reaches.")
    ] = False,
    form: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
) -> None:
    """Write a made-up council as files, for Holdfast or any other reader of that kind."""
    day = read_day(as_at, "--as-at") or SETTINGS[which].day
    wanted = CouncilWanted(
        children,
        years,
        day,
        seed,
        truth,
        oddities,
        dialect,
        month_first,
        window,
        which,
    )
    folder = Path(out).expanduser()
    refuse_way(wanted, kind)
    refuse(wanted, folder)
    with steps() as step:
        written = make_files(wanted, kind, folder, step, write_made_up_returns)
    title = f"{children} made-up children as at {day}, seed {seed}: no one here is real"
    print_rows([_told(one, folder) for one in written], ("file", "sheet", "rows"), form, title)


def _told(one: WrittenFile, folder: Path) -> dict[str, str | int | None]:
    file = one.path.relative_to(folder).as_posix()
    return {"file": file, "sheet": one.sheet or None, "rows": one.rows}
