"""The commands ``holdfast supplement``: small files laid over the snapshots."""

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from holdfast.cli.demo.demonstration import refuse_demonstration
from holdfast.cli.options import Form, now, open_store, rule_book
from holdfast.cli.showing.audit_row import record_command
from holdfast.clocks.clock import Clock
from holdfast.days import read_day
from holdfast.importing.laying_over import LayingOver
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said, steps
from holdfast.record.store.refusals import refusals_in
from holdfast.record.supplements.supplement import Supplement
from holdfast.record.supplements.versions import Supplements
from holdfast.settings import HOME
from holdfast.sources.supplements import AddedSupplement, FileToAdd, add_supplement
from holdfast.sources.supplements.register import KINDS, file_kind

supplements_app = typer.Typer(
    help="Small files of what no case system exports, laid over the snapshots.",
    no_args_is_help=True,
)

KIND = Annotated[
    str, typer.Argument(metavar="KIND", help=f"One of {', '.join(one.name for one in KINDS)}.")
]
# So many refused rows are printed: the rest is counted, and told in full as JSON.
MOST = 20


@supplements_app.command("add")
def supplement_add(
    kind: KIND,
    file: Annotated[
        Path, typer.Argument(metavar="FILE.csv", help="Under the template's headings.")
    ],
    known_until: Annotated[
        str, typer.Option("--known-until", metavar="DAY", help="The last day that it tells all of.")
    ] = "",
    known_from: Annotated[
        str, typer.Option("--known-from", metavar="DAY", help="The first day that it tells all of.")
    ] = "",
    form: Form = Format.TABLE,
) -> None:
    """Lay a file over the snapshots, in the place of the one of its kind before."""
    until, first = read_day(known_until, "--known-until"), read_day(known_from, "--known-from")
    asked = FileToAdd(file, file_kind(kind), now(), until, first)
    refuse_demonstration(HOME.path())
    with steps() as progress:
        progress("Reading the file, and running the clocks", 0, 0)
        snapshot = open_store().current()
        laying = LayingOver(snapshot, rule_book())
        added = add_supplement(snapshot, asked, laying)
    _tell(added, laying, form)
    record_command("import", "supplements", added.supplement.id)


@supplements_app.command("list")
def supplement_list(form: Form = Format.TABLE) -> None:
    """Every supplement that is kept, and which of each kind is laid over."""
    held = Supplements(HOME.path())
    over = held.pointed()
    rows = [_row(one, one.id in over) for one in held.all()]
    print_rows(rows, COLUMNS, form, "Supplements")


COLUMNS = ("supplement", "kind", "file", "known_from", "known_until", "added", "rows", "laid_over")


def _row(one: Supplement, over: bool) -> dict[str, Any]:
    manifest = one.manifest
    return {
        "supplement": one.id,
        "kind": one.origin,
        "file": manifest.file,
        "known_from": min(manifest.known_from.values(), default=None),
        "known_until": manifest.known_until,
        "added": manifest.made_on,
        "rows": sum(manifest.rows.values()),
        "laid_over": "yes" if over else "",
    }


@supplements_app.command("remove")
def supplement_remove(kind: KIND) -> None:
    """Lay the supplement of a kind over the snapshots no longer. It is kept until it is pruned."""
    gone = Supplements(HOME.path()).remove(kind)
    said.print(f"{gone} is no longer laid over the snapshots.", highlight=False)
    record_command("remove", "supplements", gone)


@supplements_app.command("template")
def supplement_template(kind: KIND) -> None:
    """Print the headings of a kind of file, to be saved as CSV and filled in."""
    typer.echo(",".join(one.name for one in file_kind(kind).headings))


def _tell(added: AddedSupplement, laying: LayingOver, form: Format) -> None:
    """Print what every row became, until when it is known, and which clocks answer with it."""
    supplement, manifest = added.supplement, added.supplement.manifest
    counts = [
        {"table": c.table, "given": c.given, "read": c.read, "refused": c.refused}
        for c in manifest.counts
    ]
    refusals = refusals_in(supplement.folder)
    notes = [{"where": n.where, "what": n.what, "count": n.count} for n in manifest.notes]
    gained, lost = laying.gained(), laying.lost()
    if form is Format.JSON:
        print_json(
            {
                "supplement": supplement.id,
                "known_from": dict(manifest.known_from),
                "known_until": manifest.known_until,
                "tables": counts,
                "refusals": refusals,
                "notes": notes,
                "children_elsewhere": added.elsewhere,
                "clocks_gained": [one.key for one in gained],
                "clocks_lost": [one.key for one in lost],
            }
        )
        return
    print_rows(counts, ("table", "given", "read", "refused"), form, f"Supplement {supplement.id}")
    if form is not Format.TABLE:
        return
    if refusals:
        columns = ("row", "what", "next_step")
        print_rows(refusals[:MOST], columns, form, f"Refused rows ({len(refusals)})")
    if notes:
        print_rows(notes, ("where", "what", "count"), form, "What the reader did")
    for words in _sentences(added, gained, lost):
        said.print(words, highlight=False, markup=False)


def _sentences(added: AddedSupplement, gained: list[Clock], lost: list[Clock]) -> list[str]:
    manifest = added.supplement.manifest
    found = [
        f"It is laid over the snapshots, and known until {_plain(manifest.known_until)}. On a "
        "later day it does not show whether a step was taken: where it is complete up to a "
        "later day, add it again with --known-until."
    ]
    if manifest.known_from:
        firsts = " and ".join(
            f"{_words(name)} from {_plain(day)}"
            for name, day in sorted(manifest.known_from.items())
        )
        found.append(
            f"It tells of {firsts}. What began earlier cannot be determined by it, unless an "
            "earlier day is given with --known-from."
        )
    if added.elsewhere:
        found.append(
            f"It tells of {added.elsewhere:,} children whom the current snapshot does not hold: "
            "their rows are kept, and laid over a snapshot that does."
        )
    if gained:
        found.append(f"Clocks that can answer with it: {_named(gained)}.")
    if lost:
        found.append(f"Clocks that cannot answer with it, and could without: {_named(lost)}.")
    return found


def _words(table: str) -> str:
    return table.replace("_", " ")


def _named(clocks: list[Clock]) -> str:
    return ", ".join(f"{one.title} ({one.key})" for one in clocks)


def _plain(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
