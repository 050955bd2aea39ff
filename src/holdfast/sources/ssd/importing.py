"""An import of the dataset: find its tables, take each into the record, say what was done."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date

from holdfast.errors import CannotRead
from holdfast.record.draft import Draft
from holdfast.record.manifest import Manifest, Note
from holdfast.record.refusals import Refusal
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.sources.intake import Intake
from holdfast.sources.mapping import raw_table
from holdfast.sources.ssd.ahead import Rows, in_turn
from holdfast.sources.ssd.as_at import day_of_the_data
from holdfast.sources.ssd.children import Children
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssd.finding import Findings, find
from holdfast.sources.ssd.legal_status import LegalStatusOf
from holdfast.sources.ssd.part import Batch, Fault, Part
from holdfast.sources.ssd.repeats import Repeats
from holdfast.sources.ssd.times import Times
from holdfast.sources.ssd.traps import honest_feeds, trap_notes

Progress = Callable[[str, int, int], None]


def import_ssd(
    store: Store,
    paths: Sequence[str],
    as_at: date | None,
    made_at: str,
    progress: Progress,
) -> Snapshot:
    """Read the dataset at ``paths`` into a new snapshot, and make it current.

    A path is a folder of CSV or Parquet files named by their tables, one such file, or a
    connection string. ``as_at`` None takes the latest plausible day of an event; ``made_at`` is
    the moment of the import as ISO text. ``progress`` is told what is being done, how many
    tables are done, and of how many.

    Raises CannotRead when nothing can be read, BadSetting for a connection string or a driver
    that is wrong and for data without a day, Busy while another import runs. The last snapshot
    then stays as it was. A single table that cannot be read is told, and the rest is imported.
    """
    with store.begin() as draft, ExitStack() as closing:
        progress("Looking for the tables", 0, 0)
        findings = find(paths, closing)
        day = as_at or day_of_the_data(findings.parts, date.fromisoformat(made_at[:10]))
        taking = _Taking(draft, findings, day)
        found = [findings.parts[name] for name in taking.order()]
        for number, (part, rows) in enumerate(in_turn(found)):
            progress(f"Reading {part.table}", number, len(found))
            taking.take(part, rows)
        progress("Writing the record", len(findings.parts), len(findings.parts))
        return draft.finish(taking.manifest(made_at, given_day=as_at is not None))


class _Taking:
    """Takes the parts, one after another, into one draft."""

    def __init__(self, draft: Draft, findings: Findings, day: date) -> None:
        self._draft = draft
        self._findings = findings
        self._day = day
        self._intake = Intake(draft, day)
        self._children = Children(findings.parts, day)
        self._statuses = LegalStatusOf(findings.parts, day)
        self._times = Times()
        self._faults = list(findings.faults)
        self._notes = list(findings.notes)

    def order(self) -> list[str]:
        """The names of the tables found, in the order of the record."""
        return [name for name in PROJECTIONS if name in self._findings.parts]

    def take(self, part: Part, rows: Rows) -> None:
        """Take a table whole, or tell that it cannot be read and take nothing of it.

        Half a table would be worse than none: what it lacks would pass for work not done.
        """
        try:
            batches = rows() or [_no_rows(part)]
        except CannotRead as error:
            where = (part.table, part.file, part.table)
            self._faults.append(Fault(*where, error.what, error.next_step))
            return
        self._notes += [Note(part.file, remark, 1) for remark in part.remarks]
        repeats = Repeats(part.table)
        for batch in batches:
            self._take(batch, part.table, repeats)
        self._notes += repeats.notes()

    def _take(self, batch: Batch, table: str, repeats: Repeats) -> None:
        self._times.look(batch.raw)
        raw, projection = repeats.mark(batch.raw, PROJECTIONS[table])
        self._intake.take(self._statuses.add(self._children.add(raw)), projection)
        self._intake.refuse(table, *batch.refused, tables=(projection.table,))

    def manifest(self, made_at: str, given_day: bool) -> Manifest:
        """Finish the record and describe it. Raises CannotRead when every table broke off."""
        for fault in self._faults:
            self._tell(fault)
        account = self._intake.finish()
        if not account.feeds:
            raise _nothing_read(self._faults)
        feeds, unfilled = honest_feeds(self._draft, account.feeds)
        read = {count.table: count.read for count in account.counts}
        return Manifest(
            as_at=self._day,
            made_at=made_at,
            source="ssd",
            made_up=False,
            origin=", ".join(self._findings.origins),
            counts=account.counts,
            feeds=feeds,
            notes=(
                *_said_of_day(given_day),
                *self._notes,
                *account.notes,
                *self._children.notes(),
                *self._statuses.notes(),
                *self._times.notes(),
                *trap_notes(self._draft, read),
                *unfilled,
            ),
        )

    def _tell(self, fault: Fault) -> None:
        place = (fault.file, fault.part, None)
        lost = Refusal(*place, fault.what, fault.next_step, "")
        tables = (PROJECTIONS[fault.table].table,) if fault.table in PROJECTIONS else ()
        self._intake.refuse(fault.table, lost, tables=tables)
        self._notes.append(Note(fault.table, f"not imported: {fault.what}", 1))


def _no_rows(part: Part) -> Batch:
    """A table with headings alone is one that the source has."""
    return Batch(raw_table(part.table, part.file, part.table, part.headings, ()))


def _said_of_day(given: bool) -> Iterator[Note]:
    if not given:
        yield Note("the as-at day", "taken from the latest event in the data; --as-at sets it", 1)


def _nothing_read(faults: Sequence[Fault]) -> CannotRead:
    if faults:
        what = f"No table of the dataset could be read. {faults[0].what}"
        return CannotRead(what, faults[0].next_step)
    return CannotRead(
        "No table of the dataset has the columns that it needs.",
        "Compare its headings with those of the dataset, version 1.4.5, and export it again.",
    )
