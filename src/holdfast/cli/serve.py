"""The command ``holdfast serve``."""

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import typer

from holdfast.cli.demo.beside import Beside
from holdfast.cli.options import open_store
from holdfast.errors import Busy
from holdfast.progress import said
from holdfast.record.identity.opening import register_with
from holdfast.terminal import stressed
from holdfast.web.audit.machine import account_of_the_machine


def serve_(
    port: Annotated[int, typer.Option(help="Where the pages are served.")] = 8000,
) -> None:
    """Show the pages of the current snapshot on this machine."""
    snapshot, _ = open_store().last_whole()
    with suppress(Busy):  # an import begins it as well
        register_with(snapshot)
    serve_pages(port, demo=False)


def serve_pages(port: int, demo: bool, beside: Sequence[Beside] = ()) -> None:
    """Serve the pages on this machine until Ctrl+C; what is ``beside`` them runs meanwhile."""
    if demo:
        os.environ["HOLDFAST_DEMO"] = "1"
    from holdfast.web import serving

    with said.status("Making the pages ready"):
        serving.prepare()
    _tell_sign_in(demo)
    if lacking := serving.lacking_proxy():
        said.print(lacking, markup=False, highlight=False)

    def ready(address: str) -> None:
        said.print(stressed("Open ", address, " in a browser. Stop with Ctrl+C."))
        for one in beside:
            one.start()

    try:
        serving.serve("127.0.0.1", port, ready)
    finally:
        for one in beside:
            one.end()


def _tell_sign_in(demo: bool) -> None:
    from holdfast.web.accounts.local import LOCAL_USER, ensure_demo_user
    from holdfast.web.actions.accounts import ensure_first_account

    if demo:
        user, password = ensure_demo_user()
        said.print(stressed("Sign in as ", user, " with password ", password, "."))
        return
    made = ensure_first_account(by=account_of_the_machine())
    if made:
        said.print(stressed("Sign in as ", LOCAL_USER, " with password ", made, "."))
        said.print("It is shown this once: write it down.")
