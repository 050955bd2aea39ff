"""The commands ``holdfast identity``: who is who across imports, and what waits for a person."""

import csv
from getpass import getuser
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.options import Form, now
from holdfast.cli.showing.audit_row import record_command
from holdfast.errors import BadSetting, CannotRead
from holdfast.limits import OWN_FILE
from holdfast.ordinary_file import refuse_odd_file
from holdfast.printing import Format, print_rows
from holdfast.progress import said
from holdfast.record.identity.deciding import decide
from holdfast.record.identity.declaring import Row, mapped
from holdfast.record.identity.entries import (
    WORDS,
    DeclaredNumbers,
    Finding,
    IdentityDecision,
    new_uids,
)
from holdfast.record.identity.opening import changing, register_with
from holdfast.record.store.snapshots import Store
from holdfast.settings import HOME

COLUMNS = (
    "finding", "kind", "waits", "snapshot", "number", "before", "why", "decided", "by", "at",
    "reason",
)  # fmt: skip
# What a screen has room for: the rest is in the other forms.
SHOWN = ("finding", "kind", "waits", "number", "before", "why")


identity_app = typer.Typer(
    help="Who is who across imports: numbers that changed, and what waits for a person.",
    no_args_is_help=True,
)


@identity_app.command("decide")
def identity_decide(
    finding: Annotated[int, typer.Argument(help="Its number in `holdfast identity list`.")],
    same: Annotated[bool, typer.Option("--same", help="They are the same child.")] = False,
    another: Annotated[bool, typer.Option("--another", help="They are not.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why; it is kept.")] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decided.")] = "",
) -> None:
    """Decide that two are the same child, or that they are not; it can be decided anew."""
    if same == another:
        raise BadSetting("It is not said what was decided.", "Give --same or --another.")
    if not reason.strip():
        raise BadSetting("It is not said why.", "Give --reason with a few words.")
    decision = IdentityDecision(same, reason.strip(), by.strip() or _account(), now())
    with changing(HOME.path()) as change:
        decided = decide(change.register, finding, decision, new_uids())
        words = "the same child" if same else "another child"
        record_command("decide", "identity", str(finding), words, done=False)
        change.write(decided)
    said.print(f"Finding {finding} is decided: {words}.", highlight=False)


@identity_app.command("list")
def identity_list(
    waiting: Annotated[
        bool, typer.Option("--waiting", help="Only what waits for a person.")
    ] = False,
    form: Form = Format.TABLE,
) -> None:
    """Every number that was not simply the same child's, the latest import first."""
    register = register_with(Store(HOME.path()).current())
    found = register.waiting if waiting else register.findings
    rows = [_row(one) for one in sorted(found, key=_latest_first)]
    shown = SHOWN if form is Format.TABLE else COLUMNS
    print_rows(rows, shown, form, "Children across imports")
    if form is not Format.TABLE:
        return
    children = len({register.live(entry.uid) for entry in register.entries})
    said.print(
        f"{children:,} children are known; {len(register.waiting):,} findings wait for a person "
        "(`holdfast identity decide`).",
        highlight=False,
    )
    if register.declared:
        mapping = len(register.declared.rows)
        what = f"a mapping of {mapping:,} rows" if mapping else "a change of numbers, to be matched"
        said.print(f"Declared for the next import: {what}.", highlight=False)


@identity_app.command("map")
def identity_map(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE.csv", help="Two columns, old and new.")
    ] = None,
    by_matching: Annotated[
        bool,
        typer.Option("--by-matching", help="The case system changes, and there is no mapping."),
    ] = False,
    withdraw: Annotated[
        bool, typer.Option("--withdraw", help="Take back what was declared.")
    ] = False,
) -> None:
    """Declare before an import that numbers change in it: by a mapping, or to be matched."""
    if (file is not None) + by_matching + withdraw != 1:
        raise BadSetting(
            "It is not said what is declared.",
            "Give a file, or --by-matching, or --withdraw: one of them.",
        )
    register_with(Store(HOME.path()).current())
    with changing(HOME.path()) as change:
        declared, words = DeclaredNumbers(by_matching=by_matching), "by matching"
        if file is not None:
            found = mapped(change.register, _rows(file), file.name)
            declared = found.declared
            words = (
                f"{len(declared.rows):,} rows; {found.merges:,} new numbers of several old ones, "
                f"{found.splits:,} old numbers of several new ones"
            )
        words = "nothing" if withdraw else words
        record_command("declare", "identity", detail=words, done=False)
        change.write(change.register.declaring(declared))
    said.print(f"Declared for the next import: {words}.", highlight=False)


def _rows(file: Path) -> list[Row]:
    """The rows of a mapping, each with its line."""
    try:
        refuse_odd_file(file, OWN_FILE)
        with file.open(encoding="utf-8-sig", newline="") as text:
            reader = csv.reader(text)
            return [(reader.line_num, cells) for cells in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise CannotRead(
            f"The mapping {file.name} cannot be read.",
            "See where it lies, and save it as CSV in UTF-8.",
        ) from error


def _row(one: Finding) -> dict[str, Any]:
    last = one.decisions[-1] if one.decisions else None
    return {
        "finding": one.id,
        "kind": one.kind,
        "waits": "yes" if one.is_waiting else "",
        "snapshot": one.snapshot,
        "number": one.number,
        "before": one.before,
        "why": one.why or WORDS[one.kind],
        "decided": ("same" if last.same else "another") if last else "",
        "by": last.by if last else "",
        "at": last.at if last else "",
        "reason": last.reason if last else "",
    }


def _latest_first(one: Finding) -> tuple[int, int]:
    return -int(one.snapshot[11:]), one.id


def _account() -> str:
    try:
        return getuser()
    except (KeyError, OSError):
        return "an account without a name"
