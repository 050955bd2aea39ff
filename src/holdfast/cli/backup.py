"""The commands ``holdfast backup`` and ``holdfast restore``: one archive of all that is held."""

import os
from pathlib import Path
from typing import Annotated

import typer

from holdfast.cli.options import now
from holdfast.cli.showing.audit_row import record_command
from holdfast.errors import Damaged
from holdfast.progress import said
from holdfast.record.backup.making import back_up, refuse_place
from holdfast.record.backup.manifest import PEOPLE, BackupManifest
from holdfast.record.backup.restoring import restore
from holdfast.settings import DATABASE, HOME
from holdfast.web.project.database import is_postgresql


def backup_(
    file: Annotated[Path, typer.Argument(help="The archive to write, on another disk.")],
    without_secrets: Annotated[
        bool, typer.Option("--without-secrets", help="Leave out the key that signs sessions.")
    ] = False,
) -> None:
    """Write all that is held to one archive, also while imports and pages go on."""
    home = HOME.path()
    refuse_place(home, file)
    record_command("back up", "data folder", done=False)
    with said.status("Making the backup"):
        made = back_up(home, file, now(), secrets=not without_secrets)
    said.print(f"The backup {file} is made. {_held(made)}", markup=False, highlight=False)
    said.print(_secrets(made), highlight=False)
    if is_postgresql():
        said.print(
            "Accounts, answers to queries and the audit log are not in it: they lie in the "
            f"PostgreSQL database that {DATABASE.name} names. Back that up at the same time, with "
            "pg_dump.",
            highlight=False,
        )
    if made.damaged:
        raise Damaged(
            f"The backup is made, but snapshots in it were damaged before: "
            f"{', '.join(made.damaged)}.",
            "Restore the folder of each from an earlier backup, or delete it; then back up again.",
        )


def restore_(
    file: Annotated[Path, typer.Argument(help="An archive that `holdfast backup` wrote.")],
    into: Annotated[
        Path | None, typer.Option(help="An empty or new folder; else the data folder, if empty.")
    ] = None,
) -> None:
    """Put a backup into an empty folder, once every checksum was found right."""
    place = into or HOME.path()
    with said.status("Restoring"):
        found = restore(file, place)
    os.environ[HOME.name] = str(place)  # the log of the folder that was restored
    record_command("restore", "data folder", detail=f"a backup of {found.made_at}")
    said.print(f"Restored into {place}. {_held(found)}", markup=False, highlight=False)
    if elsewhere := _people(found):
        said.print(elsewhere, highlight=False)
    if into:
        said.print(f"Set HOLDFAST_HOME to {place} to use it.", markup=False, highlight=False)
    said.print("What is worked out from snapshots is made anew when it is first asked for.")


def _held(manifest: BackupManifest) -> str:
    shown = f"{manifest.current} is shown" if manifest.current else "none is shown"
    size = sum(kept.bytes for kept in manifest.files.values())
    return (
        f"It holds {len(manifest.files)} files, {size:,} bytes, and {len(manifest.snapshots)} "
        f"snapshots, of which {shown}."
    )


def _secrets(manifest: BackupManifest) -> str:
    hashes = "the password hashes" if PEOPLE in manifest.files else "no password hashes"
    if manifest.secrets:
        return (
            f"It holds children's data, {hashes} and the key that signs sessions: "
            "whoever can read it can read everything, and could sign in as anyone. Keep it as "
            "you keep the data folder."
        )
    return (
        f"It holds children's data and {hashes}, without the key that signs sessions: "
        "keep it as you keep the data folder. A restore makes another key."
    )


def _people(manifest: BackupManifest) -> str:
    """Where accounts, answers and the log are once a backup is restored, if not where it is."""
    held = PEOPLE in manifest.files
    if is_postgresql():
        unused = f" {PEOPLE}, which the backup holds, is not used." if held else ""
        return (
            "Accounts, answers to queries and the audit log are those of the PostgreSQL database "
            f"that {DATABASE.name} names: restore it too, to the same moment.{unused}"
        )
    if not held:
        return (
            "It held no accounts, no answers to queries and no audit log: they lay in PostgreSQL, "
            f"or there were none. Set {DATABASE.name} where they do."
        )
    return ""
