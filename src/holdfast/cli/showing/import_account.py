"""The account of an import, printed: the rows of every table, and what each clock can answer."""

from dataclasses import asdict, dataclass
from typing import Any

from holdfast.cli.showing.changes import tell_changes
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import answers
from holdfast.importing.changes import Changes, What
from holdfast.importing.health_numbers import health_numbers
from holdfast.printing import Format, print_json, print_rows
from holdfast.progress import said
from holdfast.query.doubted import DoubtCount, doubts_counted
from holdfast.query.outlook import Outlook
from holdfast.record.identity.entries import BESIDES, OF_CHILDREN, WORDS, Register
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import Loss, waiting_of

# How many kinds of doubt are printed: the rest is counted, and told in full as JSON.
MOST = 20


@dataclass(frozen=True)
class ImportState:
    """Whether a snapshot is shown: ``state`` is current, waiting or kept.

    ``against`` is the snapshot it was compared with when it was made, None where it was not or
    nobody knows any more; ``losses`` are those for which it waits, or that were accepted.
    ``changes`` is what became of every open duty since the snapshot before, where it was told.
    """

    state: str
    against: str | None = None
    losses: tuple[Loss, ...] = ()
    not_compared: str = ""
    changes: Changes | None = None


def state_of(store: Store, snapshot_id: str) -> ImportState:
    """Whether a snapshot that is held is shown, and why not."""
    if store.pointed() == snapshot_id:
        return ImportState("current")
    waiting = waiting_of(store.home, snapshot_id)
    return (
        ImportState("waiting", waiting.against or None, waiting.losses)
        if waiting
        else ImportState("kept")
    )


def tell_import(
    outlook: Outlook, form: Format, shown: ImportState, register: Register | None = None
) -> None:
    """Print what each table gave, what was refused or is in doubt, and what clocks can answer.

    And whether it is shown, with what is lost against the snapshot before, and what became of the
    children of before, where the register has taken the snapshot in.
    """
    snapshot = outlook.snapshot
    manifest = snapshot.manifest
    counts = [
        {"table": c.table, "given": c.given, "read": c.read, "refused": c.refused}
        for c in manifest.counts
    ]
    refusals = told_refusals(snapshot)
    told = answers(CLOCKS, manifest.feeds)
    doubts = doubts_counted(outlook)
    clocks = [{"key": one.clock.key, "answers": one.answer.value} for one in told]
    numbers = health_numbers(snapshot)
    children = children_found(register, snapshot.id)
    notes = [{"where": n.where, "what": n.what, "count": n.count} for n in manifest.notes]
    if form is Format.JSON:
        print_json(
            {
                "snapshot": snapshot.id,
                "state": shown.state,
                "compared_with": shown.against,
                "losses": [asdict(one) for one in shown.losses],
                "changes": _changes(shown.changes),
                "tables": counts,
                "refusals": refusals,
                "doubts": doubts,
                "notes": notes,
                "clocks": clocks,
                "nhs_numbers": {"children": numbers.children, "without": numbers.without},
                "children": children,
            }
        )
        return
    print_rows(counts, ("table", "given", "read", "refused"), form, f"Snapshot {snapshot.id}")
    if form is Format.TABLE:
        said.print(numbers.words, highlight=False)
        _tell_rest(notes, refusals, doubts, [one.answer.value for one in told])
        if children:
            _tell_children(children)
        _tell_losses(shown)
        if shown.changes:
            tell_changes(shown.changes)


def _changes(changes: Changes | None) -> dict[str, Any] | None:
    """Why the lists changed, counted: every word, also one that no duty has."""
    if changes is None:
        return None
    counts = {one.what: one.count for one in changes.counts()}
    return {
        "since": changes.since,
        "before": changes.before,
        "now": changes.now,
        **{what.value: counts.get(what, 0) for what in What},
    }


def children_found(register: Register | None, snapshot_id: str) -> dict[str, Any] | None:
    """What an import's children were found to be, counted; None where the register lacks it.

    By kind; ``waiting`` counts the findings of that import that wait for a person.
    """
    if register is None or snapshot_id not in register.imports:
        return None
    waiting = sum(one.snapshot == snapshot_id for one in register.waiting)
    return {"counts": dict(register.imports[snapshot_id].counts), "waiting": waiting}


def _tell_children(found: dict[str, Any]) -> None:
    rows = [
        {"children": found["counts"][kind], "found": WORDS[kind]}
        for kind in (*OF_CHILDREN, *BESIDES)
        if found["counts"].get(kind)
    ]
    print_rows(rows, ("children", "found"), Format.TABLE, "Children, against those known before")
    if found["waiting"]:
        said.print(
            f"{found['waiting']:,} wait for a person: see `holdfast identity list --waiting`.",
            highlight=False,
        )


def _tell_losses(shown: ImportState) -> None:
    if shown.losses:
        title = f"Lost against {shown.against}" if shown.against else "Lost against the last"
        rows = [asdict(one) for one in shown.losses]
        print_rows(rows, ("where", "before", "lost", "what"), Format.TABLE, title)
    elif shown.not_compared:
        said.print(shown.not_compared, highlight=False)


def _tell_rest(
    notes: list[dict[str, Any]],
    refusals: list[dict[str, Any]],
    doubts: list[DoubtCount],
    told: list[str],
) -> None:
    if refusals:
        columns = ("file", "part", "row", "what", "next_step")
        print_rows(refusals[:20], columns, Format.TABLE, f"Refused rows ({len(refusals)})")
    if doubts:
        number = sum(doubt.doubts for doubt in doubts)
        title = f"In doubt ({number}), and whose duties cannot be determined because of it"
        shown = ("where", "what", "doubts", "duties", "children", "next_step")
        rows = [asdict(doubt) | {"where": _where(doubt)} for doubt in doubts[:MOST]]
        print_rows(rows, shown, Format.TABLE, title)
        if len(doubts) > MOST:
            left = f"{len(doubts) - MOST} more kinds of doubt: see --format json."
            said.print(left, highlight=False)
    if notes:
        print_rows(notes, ("where", "what", "count"), Format.TABLE, "What the reader did")
    parts = [f"{told.count(word)} {word}" for word in ("history", "current", "cannot tell")]
    said.print(f"Clocks: {', '.join(parts)}. See `holdfast clocks`.", highlight=False)


def _where(doubt: DoubtCount) -> str:
    return f"{doubt.table}: {doubt.source_column or doubt.column or 'whole rows'}"
