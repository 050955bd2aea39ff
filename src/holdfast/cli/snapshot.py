"""The commands ``holdfast snapshot``: what is held, what is shown, and what goes."""

from dataclasses import replace
from datetime import date
from typing import Annotated

import typer

from holdfast.cli.options import Form, open_store, rule_book
from holdfast.cli.showing.audit_row import record_command
from holdfast.cli.showing.import_account import state_of, tell_import
from holdfast.evidence.keeping import prune_packs
from holdfast.importing.becoming_current import make_ready, would_lose
from holdfast.importing.changes_kept import kept_changes
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.query.outlook import open_outlook
from holdfast.record.identity.keeping import read_register
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import wait_no_more, waiting_of
from holdfast.record.supplements.versions import Supplements
from holdfast.settings import KEEP_DAYS

snapshots = typer.Typer(help="The snapshots that imports have made.", no_args_is_help=True)


@snapshots.command("list")
def snapshot_list(form: Form = Format.TABLE) -> None:
    """Every snapshot, the latest first."""
    store = open_store()
    current, rows = store.pointed(), []
    for each in store.all():
        manifest, shown = each.manifest, each.id == current
        rows.append(
            {
                "snapshot": each.id,
                "as_at": manifest.as_at,
                "source": f"{manifest.source}{' (made up)' if manifest.made_up else ''}",
                "made_at": manifest.made_at,
                "rows": sum(manifest.rows.values()),
                "current": "yes" if shown else "",
                "waiting": "yes" if not shown and waiting_of(store.home, each.id) else "",
            }
        )
    print_rows(rows, _SNAPSHOT, form)
    tell_unreadable(store)


_SNAPSHOT = ("snapshot", "as_at", "source", "made_at", "rows", "current", "waiting")


def tell_unreadable(store: Store) -> None:
    """Name the snapshots that cannot be read."""
    lost = store.unreadable()
    if lost:
        said.print(
            f"Cannot be read, and left out: {len(lost)} ({', '.join(lost)}). Restore the folder "
            "of each from a backup, or delete it: it holds children's data, and is not pruned.",
            highlight=False,
        )


@snapshots.command("show")
def snapshot_show(identifier: str, form: Form = Format.TABLE) -> None:
    """What one import read, refused and noted."""
    store = open_store()
    outlook = open_outlook(store.get(identifier), rule_book())
    changes = kept_changes(store, outlook.snapshot, outlook.book)
    shown = replace(state_of(store, identifier), changes=changes)
    tell_import(outlook, form, shown, read_register(store.home))


@snapshots.command("use")
def snapshot_use(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="A snapshot of the list.")],
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also one that waits, for much is lost with it.")
    ] = False,
) -> None:
    """Show a snapshot that is held: pages and commands answer from it from then on."""
    store = open_store()
    waiting = waiting_of(store.home, identifier)

    def ready(one: Snapshot) -> bool:
        one.verify()
        if waiting and not anyway:
            raise would_lose(one.id, waiting)
        make_ready(one, rule_book())
        if store.pointed() != one.id:
            detail = "anyway" if waiting else ""
            record_command("use", "snapshots", one.id, detail, done=False)
        return True

    before = store.pointed()
    store.make_current(identifier, ready)
    wait_no_more(store.home, identifier)
    was = f"; before, {before} was" if before != identifier else ""
    said.print(f"Snapshot {identifier} is shown{was}.", highlight=False)


@snapshots.command("verify")
def snapshot_verify(identifier: Annotated[str, typer.Argument()] = "") -> None:
    """Check a snapshot (the current one) and the register of children against their checksums."""
    store = open_store()
    one = store.get(identifier) if identifier else store.current()
    one.verify()
    read_register(store.home)
    for laid in Supplements(store.home).laid_over():
        laid.verify()
    said.print(f"Snapshot {one.id} is whole.", highlight=False)
    tell_unreadable(store)


@snapshots.command("prune")
def snapshot_prune() -> None:
    """Delete what is older than the retention setting.

    Snapshots, supplements no longer laid over, and packs that name children.
    """
    store = open_store()
    gone = store.prune(date.today(), KEEP_DAYS.whole())
    gone += Supplements(store.home).prune(date.today(), KEEP_DAYS.whole())
    gone += prune_packs(store.home, date.today(), KEEP_DAYS.whole())
    said.print(f"Deleted {len(gone)}: {', '.join(gone) or 'none was old enough'}.")
    record_command("prune", "snapshots", detail=f"deleted {', '.join(gone) or 'none'}")
    tell_unreadable(store)
