"""The command ``holdfast import``."""

from typing import Annotated

import typer

from holdfast.cli.demo.demonstration import refuse_demonstration
from holdfast.cli.options import AsAt, Form, as_at_day, now, rule_book
from holdfast.cli.showing.audit_row import record_command
from holdfast.cli.showing.import_account import ImportState, tell_import
from holdfast.importing.becoming_current import Gate, would_lose
from holdfast.printing import Format
from holdfast.progress import steps
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME
from holdfast.sources.importers import Kinds, importer, refuse_mistyped


def import_(
    paths: Annotated[list[str], typer.Argument(help="Files, a folder, or a connection string.")],
    kind: Annotated[Kinds, typer.Option("--as", help="What kind of source it is.")],
    as_at: AsAt = "",
    form: Form = Format.TABLE,
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Show it though much is lost against the last.")
    ] = False,
) -> None:
    """Read a council's data into a new snapshot, and say what every row became."""
    day, home = as_at_day(as_at), HOME.path()
    refuse_mistyped(kind, paths)
    refuse_demonstration(home)
    with steps() as progress:
        gate = Gate(home, rule_book(), progress, anyway, _log_anyway)
        snapshot = importer(kind)(Store(home, gate), paths, day, now(), progress)
    state = "waiting" if gate.waits else "current"
    told = ImportState(state, gate.against or None, gate.losses, gate.not_compared, gate.changes)
    tell_import(gate.seen, form, told, gate.register)
    gate.close()
    record_command("import", "snapshots", snapshot.id, f"{kind.value}, {state}")
    if gate.waits:
        raise would_lose(snapshot.id, gate.waiting)


def _log_anyway(snapshot: Snapshot) -> None:
    record_command("use", "snapshots", snapshot.id, "anyway", done=False)
