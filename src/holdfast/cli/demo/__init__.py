"""The command ``holdfast demo``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.demo.demonstration import (
    BackgroundCounty,
    Demonstration,
    claim_folder,
    demonstration_folder,
    stay_beside,
)
from holdfast.cli.options import AsAt, as_at_day, now, open_store, rule_book
from holdfast.cli.serve import serve_pages
from holdfast.progress import said
from holdfast.settings import DATABASE, HOME
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil
from holdfast.terminal import stressed


def demo_(
    children: Annotated[
        int | None, typer.Option(help="Make up just so many children, not the county.", min=1)
    ] = None,
    which: Annotated[
        MadeUpCouncil, typer.Option("--council", help="The county of 2018, or a council of today.")
    ] = MadeUpCouncil.COUNTY,
    as_at: AsAt = "",
    port: Annotated[int, typer.Option(help="Where the pages are served.")] = 8000,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Stop before serving.")] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Where its data lies; else `demo` in the data folder.")
    ] = None,
    beside: Annotated[str, typer.Option(hidden=True)] = "",
) -> None:
    """Make up a county, run every clock over it and show the pages."""
    own = claim_folder(folder or demonstration_folder(HOME.path(), which), which)
    os.environ[HOME.name] = str(own)  # for the pages, and for what runs beside them
    # Its account, whose password everyone knows, never comes into a council's own database.
    os.environ.pop(DATABASE.name, None)
    day = as_at_day(as_at) or SETTINGS[which].day
    shown = Demonstration(open_store(), rule_book(), day, now, which=which)
    if beside:
        stay_beside()
        shown.make_whole(beside)
        return
    said.print(stressed("", "These children are made up.", " No one here is real."))
    said.print(f"They lie in {own}, apart from a council's own data.", highlight=False)
    follows = False
    if children:
        snapshot = shown.make(children)
    elif no_serve:
        snapshot = shown.show_all()
    else:
        snapshot, follows = shown.show_some()
    shown.tell_chain(snapshot)
    if not no_serve:
        serve_pages(
            port,
            demo=True,
            beside=BackgroundCounty(shown.day, snapshot.id, which) if follows else None,
        )
