"""The commands ``holdfast pack``: a pack of a snapshot, made, kept, and written to a folder."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.options import AsAt, Form, as_at_day, give_way, now, open_store, rule_book
from holdfast.errors import BadSetting, CannotRead
from holdfast.evidence.documents.locked import unlocked
from holdfast.evidence.keeping import (
    KeptPack,
    keep_pack,
    kept_pack,
    kept_packs,
    refuse_out,
)
from holdfast.evidence.kinds import MOST_CASES, USUAL_CASES, PackKind, PackWanted
from holdfast.evidence.making import MadePack
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.query.opening import current_snapshot
from holdfast.settings import HOME
from holdfast.web.audit.machine import account_of_the_machine

pack_app = typer.Typer(
    help="Packs for inspectors, members, the board, and the day the systems are down.",
    no_args_is_help=True,
)

Out = Annotated[
    Path | None, typer.Option(metavar="FOLDER", help="A new folder to write its files to.")
]
OfSnapshot = Annotated[
    str, typer.Option("--snapshot", metavar="ID", help="A snapshot of the list; the current one.")
]
EnteredUntil = Annotated[
    str,
    typer.Option(
        "--entered-until",
        metavar="MOMENT",
        help="Take what people had entered by then, as the list of packs tells it; else by now.",
    ),
]
PassphraseFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Its first line is the passphrase; else it is asked."),
]
_FILES = ("file", "bytes", "sha256")
_KEPT = ("pack", "as_at", "snapshot", "checksum", "entered_until", "made_at", "by")


@pack_app.command("inspection")
def inspection(
    seed: Annotated[str, typer.Option(help="Draws the cases; else the snapshot and day.")] = "",
    cases: Annotated[
        int, typer.Option(min=1, max=MOST_CASES, help="How many cases are drawn.")
    ] = USUAL_CASES,
    out: Out = None,
    snapshot: OfSnapshot = "",
    entered_until: EnteredUntil = "",
    form: Form = Format.TABLE,
) -> None:
    """Annex A lists 1 to 11 in both layouts, the self-evaluation, and a sample of cases."""
    wanted = PackWanted(PackKind.INSPECTION, seed=seed, cases=cases)
    _pack(wanted, out, snapshot, "", entered_until, form)


@pack_app.command("scrutiny")
def scrutiny(
    out: Out = None,
    snapshot: OfSnapshot = "",
    as_at: AsAt = "",
    entered_until: EnteredUntil = "",
    form: Form = Format.TABLE,
) -> None:
    """How children are served, for members and the public: totals, small numbers withheld."""
    _pack(PackWanted(PackKind.SCRUTINY), out, snapshot, as_at, entered_until, form)


@pack_app.command("board")
def board(
    out: Out = None,
    snapshot: OfSnapshot = "",
    as_at: AsAt = "",
    entered_until: EnteredUntil = "",
    form: Form = Format.TABLE,
) -> None:
    """Figures for the improvement board; small numbers are in it, and no child is named."""
    _pack(PackWanted(PackKind.BOARD), out, snapshot, as_at, entered_until, form)


@pack_app.command("contingency")
def contingency(
    passphrase_file: PassphraseFile = None,
    team: Annotated[str, typer.Option(help="A team; the teams below it are included.")] = "",
    out: Out = None,
    snapshot: OfSnapshot = "",
    as_at: AsAt = "",
    entered_until: EnteredUntil = "",
    form: Form = Format.TABLE,
) -> None:
    """Who holds whom, on which plan, and what is next: one encrypted file for any browser."""
    if out is not None:
        refuse_out(out)  # before anybody types
    wanted = PackWanted(PackKind.CONTINGENCY, team=team, passphrase=_passphrase(passphrase_file))
    _pack(wanted, out, snapshot, as_at, entered_until, form)


@pack_app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A contingency.html, wherever it is kept.")],
    passphrase_file: PassphraseFile = None,
) -> None:
    """Say whether a contingency pack opens with its passphrase. Nothing in it is shown."""
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CannotRead(
            "The file cannot be read.", "See how its name and folder are written."
        ) from error
    unlocked(content, _passphrase(passphrase_file, again=False))
    said.print("The passphrase opens it.", highlight=False)


@pack_app.command("list")
def list_(form: Form = Format.TABLE) -> None:
    """Every kept pack with its checksum and snapshot, the latest made first."""
    rows = [
        {
            "pack": one.identifier,
            "as_at": one.day,
            "snapshot": one.snapshot,
            "checksum": one.checksum,
            "entered_until": one.entered_until,
            "made_at": one.at,
            "by": one.by,
        }
        for one in kept_packs(HOME.path())
    ]
    print_rows(rows, _KEPT, form)


@pack_app.command("remove")
def remove(
    identifier: Annotated[str, typer.Argument(metavar="PACK", help="A pack of the list.")],
) -> None:
    """Delete a kept pack. An edition for members stays, to be read."""
    pack = kept_pack(HOME.path(), identifier)
    _open_people()
    from holdfast.web.actions.packs import remove_kept_pack

    remove_kept_pack(by=account_of_the_machine(), pack=pack)
    said.print(f"The pack {pack.identifier} is removed.", highlight=False)


@pack_app.command("ordered", hidden=True)
def ordered() -> None:
    """Make what the pages asked for: the order comes through the standard input."""
    give_way()
    _open_people()
    from holdfast.web.packs.making import make_ordered

    make_ordered(sys.stdin.buffer.read())


def _pack(
    wanted: PackWanted, out: Path | None, of: str, as_at: str, entered_until: str, form: Format
) -> None:
    """Make a pack, keep it, write it out and tell of it."""
    if out is not None:
        refuse_out(out)
    snapshot = open_store().get(of) if of else current_snapshot()
    day = as_at_day(as_at)
    _open_people()
    from holdfast.web.actions.packs import record_pack
    from holdfast.web.packs.source import moment_now, open_packed, pack_source, read_moment_until

    until = read_moment_until(entered_until)
    outlook = open_packed(snapshot, rule_book(), day, until)
    try:
        by = account_of_the_machine()

        def allow(made: MadePack) -> None:
            record_pack(by=by, made=made, taken=True)

        with steps() as step:
            step("Reading what was entered", 0, 0)
            source = pack_source(outlook, until or moment_now())
            pack = keep_pack(HOME.path(), wanted, source, by, now(), step, allow)
    finally:
        outlook.close()
    if out is not None:
        pack.copy_to(out)
    _tell(pack, out, form)


def _tell(pack: KeptPack, out: Path | None, form: Format) -> None:
    if form is Format.JSON:
        told = asdict(pack) | {"day": pack.day.isoformat(), "folder": str(pack.folder)}
        print_json(told | {"files": [asdict(one) for one in pack.files]})
    else:
        rows: list[dict[str, Any]] = [
            {"file": one.name, "bytes": one.size, "sha256": one.sha256} for one in pack.files
        ]
        print_rows(rows, _FILES, form)
    for note in pack.notes:
        said.print(note, style="bold", markup=False, highlight=False)
    where = str(out) if out is not None else str(pack.folder)
    said.print(
        f"{pack.kind.heading} as at {pack.day:%-d %B %Y}, of snapshot {pack.snapshot}, is in "
        f"{where}. Its checksum is {pack.checksum}; entries were taken until {pack.entered_until}.",
        markup=False,
        highlight=False,
    )
    if pack.kind is PackKind.CONTINGENCY:
        said.print(
            "Open contingency.html in a browser, without Holdfast, and give the passphrase: try it "
            "now, and keep the two apart from each other and from this machine.",
            highlight=False,
        )


def _passphrase(file: Path | None, again: bool = True) -> str:
    """The passphrase of a file, or as typed without being shown: twice where it is a new one."""
    if file is not None:
        try:
            with file.open(encoding="utf-8") as held:
                return held.readline(1_000).rstrip("\r\n")
        except (OSError, ValueError) as error:
            raise CannotRead(
                "The passphrase cannot be read from that file.",
                "Give a text file whose first line is the passphrase.",
            ) from error
    if not sys.stdin.isatty():
        raise BadSetting(
            "A contingency pack has a passphrase, and nobody is here to type one.",
            "Give a file whose first line it is after --passphrase-file.",
        )
    typed: Any = typer.prompt(
        "Passphrase", hide_input=True, confirmation_prompt=again, default="", show_default=False,
        err=True,
    )  # fmt: skip
    return str(typed)


def _open_people() -> None:
    from holdfast.web.serving import open_people

    open_people()
