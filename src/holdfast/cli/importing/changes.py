"""The command ``holdfast changes``: why each list grew or shrank since an earlier import."""

from typing import Annotated

import typer

from holdfast.cli.options import Form, open_store, rule_book
from holdfast.cli.showing.changes import tell_by_clock, tell_changes
from holdfast.clocks.register import clock as find_clock
from holdfast.errors import BadSetting
from holdfast.importing.changes import COLUMNS, Changes, WantedChanges, What
from holdfast.importing.changes_in_scope import changes_in
from holdfast.importing.changes_kept import changes_since, snapshot_before
from holdfast.printing import Format, print_rows
from holdfast.query.opening import current_snapshot
from holdfast.query.scope import Scope
from holdfast.record.identity.evidence import numbers_in
from holdfast.record.store.snapshot import Snapshot

# What a table of rows shows of a change, where any has it: the rest is in the other forms.
_SHOWN = ("child", "worker", "clock", "started", "what", "why")


def changes_(
    since: Annotated[
        str,
        typer.Option(
            "--since",
            metavar="SNAPSHOT",
            help="An earlier snapshot; without it, the one that was current before this one.",
        ),
    ] = "",
    what: Annotated[str, typer.Option(help=f"One of {', '.join(What)}.")] = "",
    clock: Annotated[str, typer.Option(metavar="KEY", help="A clock.")] = "",
    team: Annotated[str, typer.Option(help="A team, then or now, with the teams below it.")] = "",
    rows: Annotated[
        bool, typer.Option("--rows", help="Print each duty that is not the same, too.")
    ] = False,
    form: Form = Format.TABLE,
) -> None:
    """Why the lists changed: what became of every duty that was open, and where others come from.

    Each duty that was open, or could not be determined, on the day of the earlier snapshot or is
    so on the day of the current one has one word. CSV and JSON give every duty.
    """
    found = _asked(since, what, clock, team)
    if form is not Format.TABLE:
        print_rows(found.rows(), COLUMNS, form)
        return
    tell_changes(found)
    tell_by_clock(found)
    if rows:
        listed = [change for change in found.rows() if change.what != What.SAME]
        shown = [name for name in _SHOWN if any(getattr(change, name) for change in listed)]
        print_rows(listed, shown, form, "Every duty that is not the same")


def _asked(since: str, what: str, clock: str, team: str) -> Changes:
    """The changes of the current snapshot, narrowed. Raises BadSetting, NoSnapshot, NotFound."""
    if what and what not in tuple(What):
        raise BadSetting(
            "The word after --what is not one of those there are.",
            f"Use one of {', '.join(What)}.",
        )
    if clock:
        find_clock(clock)
    store, snapshot, book = open_store(), current_snapshot(), rule_book()
    earlier = store.get(since) if since else snapshot_before(store, snapshot)
    whole = _with_settled(changes_since(earlier, snapshot, book), snapshot)
    found = changes_in(whole, Scope(team), earlier, snapshot, book)
    return found.narrowed(WantedChanges((what,) if what else (), clock))


def _with_settled(found: Changes, snapshot: Snapshot) -> Changes:
    """With the duties that people settled in Holdfast between the two days told apart."""
    from holdfast.web.serving import open_people

    open_people()
    from holdfast.web.handles import addresses_of
    from holdfast.web.oversight.loop_said import settled_between

    child_of = addresses_of(snapshot, numbers_in(snapshot)).child
    return found.with_settled(settled_between(child_of, found.since_day, found.day))
