"""The command ``holdfast demo``."""

import os
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.demo.beside import (
    BackgroundCounty,
    Beside,
    OtherCouncil,
    end_with_parent,
    stay_beside,
)
from holdfast.cli.demo.demonstration import (
    Demonstration,
    claim_folder,
    demonstration_folder,
)
from holdfast.cli.options import AsAt, as_at_day, now, open_store, rule_book
from holdfast.cli.serve import serve_pages
from holdfast.progress import said
from holdfast.record.store.snapshot import Snapshot
from holdfast.settings import DATABASE, HOME
from holdfast.simulation.council.made_up import SETTINGS, MadeUpCouncil
from holdfast.terminal import stressed
from holdfast.web.audit.machine import account_of_the_machine
from holdfast.web.options import DEMO, DEMO_OTHER


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
    both: Annotated[
        bool, typer.Option("--both", help="Show the other council too, at the next port.")
    ] = False,
    folder: Annotated[
        Path | None, typer.Option(help="Where its data lies; else `demo` in the data folder.")
    ] = None,
    beside: Annotated[str, typer.Option(hidden=True)] = "",
    other_port: Annotated[int, typer.Option(hidden=True)] = 0,
) -> None:
    """Make up a county, run every clock over it and show the pages."""
    home = HOME.path()
    own = claim_folder(folder or demonstration_folder(home, which), which)
    os.environ[HOME.name] = str(own)  # for the pages, and for what runs beside them
    # Its account, whose password everyone knows, never comes into a council's own database.
    os.environ.pop(DATABASE.name, None)
    day = as_at_day(as_at) or SETTINGS[which].day
    shown = Demonstration(open_store(), rule_book(), day, now, which=which)
    if beside:
        stay_beside()
        shown.make_whole(beside)
        return
    if other_port:
        end_with_parent()
    said.print(stressed("", "These children are made up.", " No one here is real."))
    said.print(f"They lie in {own}, apart from a council's own data.", highlight=False)
    snapshot, follows = _made(shown, children, whole=no_serve)
    shown.tell_chain(snapshot)
    if which is MadeUpCouncil.COUNTY:
        _lay_letter()
    if not no_serve:
        meanwhile: list[Beside] = []
        if follows:
            meanwhile.append(BackgroundCounty(shown.day, snapshot.id, which))
        if both:
            meanwhile.append(OtherCouncil(home, which, port, children))
        # The pages link to those of the other made-up council, where it is shown too.
        os.environ.pop(DEMO_OTHER.name, None)
        if at := port + 1 if both else other_port:
            os.environ[DEMO_OTHER.name] = str(at)
        serve_pages(port, demo=True, beside=meanwhile)


def _made(shown: Demonstration, children: int | None, whole: bool) -> tuple[Snapshot, bool]:
    """The council to be shown, and whether the whole of it is to follow."""
    if children:
        return shown.make(children), False
    return (shown.show_all(), False) if whole else shown.show_some()


def _lay_letter() -> None:
    """Give the county of 2018 its letter, plan and promises, where it has none yet."""
    os.environ[DEMO.name] = "1"
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.actions.made_up_plan import install_made_up_plan

    install_made_up_plan(by=account_of_the_machine())
