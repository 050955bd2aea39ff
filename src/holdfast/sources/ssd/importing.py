"""An import of the dataset: find its tables, take each into the record, say what was done."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import date

from holdfast.errors import CannotRead
from holdfast.record.store.draft import Draft
from holdfast.record.store.manifest import Manifest, Note
from holdfast.record.store.refusals import Refusal
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.days.counted_days import settled_counts
from holdfast.sources.days.day_columns import DayColumns, Noted, as_said
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.mapping import raw_table
from holdfast.sources.intake.typed_tables import Intake
from holdfast.sources.silence import AS_AT, notes_of_silence
from holdfast.sources.ssd.as_at import day_of_the_data, latest_taken
from holdfast.sources.ssd.declared import PROJECTIONS
from holdfast.sources.ssd.files.finding import Findings, find
from holdfast.sources.ssd.files.part import RowBatch, SourcePart, UnreadPart
from holdfast.sources.ssd.files.prefetch import Rows, in_turn
from holdfast.sources.ssd.files.renamed import perhaps_renamed
from holdfast.sources.ssd.meaning.child_numbers import ChildNumbers
from holdfast.sources.ssd.meaning.children import Children
from holdfast.sources.ssd.meaning.legal_status import LegalStatusOf
from holdfast.sources.ssd.meaning.named_workers import NamedWorkers
from holdfast.sources.ssd.meaning.repeated_rows import Repeats
from holdfast.sources.ssd.meaning.strangers import Strangers
from holdfast.sources.ssd.meaning.times import Times
from holdfast.sources.ssd.meaning.to_follow import to_follow
from holdfast.sources.ssd.meaning.traps import honest_feeds, is_doubted, trap_notes
from holdfast.sources.ssd.meaning.unsaid import add_unsaid
from holdfast.sources.ssd.meaning.whose_row import WhoseRow
from holdfast.sources.vocabulary import read_vocabulary

Progress = Callable[[str, int, int], None]


def import_ssd(
    store: Store,
    paths: Sequence[str],
    as_at: date | None,
    made_at: str,
    progress: Progress,
    noted: Noted | None = None,
) -> Snapshot:
    """Read the dataset at ``paths`` into a new snapshot, and make it current.

    A path is a folder of CSV or Parquet files named by their tables, one such file, or a
    connection string. ``as_at`` None takes the latest plausible day of an event; ``made_at`` is
    the moment of the import as ISO text. ``progress`` is told what is being done, how many
    tables are done, and of how many. ``noted`` is filled with what columns of days show.

    Raises CannotRead when nothing can be read, BadSetting for a connection string or a driver
    that is wrong and for data without a day, Busy while another import runs. The last snapshot
    then stays as it was. A single table that cannot be read is told, and the rest is imported.
    """
    with store.begin() as draft, ExitStack() as closing:
        progress("Looking for the tables", 0, 0)
        findings = find(paths, closing)
        today = date.fromisoformat(made_at[:10])
        days = DayColumns(as_said(read_vocabulary(store.home).day_order), noted=noted)
        taking = _taken(draft, findings, as_at, today, days, progress)
        progress("Writing the record", len(findings.parts), len(findings.parts))
        return draft.finish(taking.manifest(made_at, given_day=as_at is not None))


def _taken(
    draft: Draft,
    findings: Findings,
    as_at: date | None,
    today: date,
    days: DayColumns,
    progress: Progress,
) -> "_Taking":
    """Every table taken; all anew, and warily, where one turns out to be written month first."""
    day = as_at or day_of_the_data(findings.parts, today, days)
    taking = _Taking(draft, findings, day, days)
    found = [findings.parts[name] for name in taking.order()]
    for number, (part, rows) in enumerate(in_turn(found)):
        progress(f"Reading {part.table}", number, len(found))
        taking.take(part, rows)
        if days.foreign and not days.wary:
            return _taken(draft, findings, as_at, today, days.warned(), progress)
    return taking


class _Taking:
    """Takes the parts, one after another, into one draft."""

    def __init__(self, draft: Draft, findings: Findings, day: date, days: DayColumns) -> None:
        self._draft = draft
        self._findings = findings
        self._day = day
        self._days = days
        self._intake = Intake(draft, day)
        vocabulary = self._intake.vocabulary
        self._numbers = ChildNumbers(findings.parts, day)
        self._children = Children(findings.parts, self._numbers, day)
        self._strangers = Strangers(self._numbers, self._children, day)
        self._workers = NamedWorkers(findings.parts, day)
        self._statuses = LegalStatusOf(findings.parts, self._numbers, day, days, vocabulary)
        self._times = Times()
        self._faults = list(findings.faults)
        self._notes = list(findings.notes)

    def order(self) -> list[str]:
        """The names of the tables found, in the order of the record."""
        return [name for name in PROJECTIONS if name in self._findings.parts]

    def take(self, part: SourcePart, rows: Rows) -> None:
        """Take a table whole, or tell that it cannot be read and take nothing of it.

        Half a table would be worse than none: what it lacks would pass for work not done.
        """
        try:
            # A table with headings alone is one that the source has.
            batches = rows() or [
                RowBatch(raw_table(part.table, part.file, part.table, part.headings, ()))
            ]
        except CannotRead as error:
            where = (part.table, part.file, part.table)
            self._faults.append(UnreadPart(*where, error.what, error.next_step))
            return
        self._notes += [Note(part.file, remark, 1) for remark in part.remarks]
        repeats = Repeats(part.table)
        told: Counter[str] = Counter()
        projection = PROJECTIONS[part.table]
        raws = self._days.judged([batch.raw for batch in batches], projection)
        raws = settled_counts(raws, projection, self._day)
        for batch, raw in zip(batches, raws, strict=True):
            self._take(replace(batch, raw=raw), part, repeats)
            told.update(batch.told)
        self._notes += [Note(part.file, what, count) for what, count in told.items() if count]
        self._notes += repeats.notes()

    def _take(self, batch: RowBatch, part: SourcePart, repeats: Repeats) -> None:
        self._times.look(batch.raw)
        raw, projection = repeats.mark(batch.raw, PROJECTIONS[part.table])
        self._statuses.look(raw)
        raw = self._numbers.add(self._children.add(raw))
        self._intake.doubt(*self._strangers.doubts(raw))
        raw = self._workers.add(self._statuses.add(raw))
        self._intake.take(add_unsaid(raw, self._day), projection)
        self._intake.doubt(*to_follow(raw, self._day))
        self._intake.doubt(*perhaps_renamed(raw, part.headings, Columns(raw, self._day)))
        if batch.refused:
            whose = WhoseRow(part.table, part.headings, self._numbers, self._day)
            refused = map(whose.named, batch.refused)
            self._intake.refuse(part.table, *refused, tables=(projection.table,))

    def manifest(self, made_at: str, given_day: bool) -> Manifest:
        """Finish the record and describe it. Raises CannotRead when every table broke off."""
        for fault in self._faults:
            self._tell(fault)
        self._intake.doubt(*self._strangers.of_tables())
        self._intake.doubt(*self._statuses.doubts(self._intake))
        latest = latest_taken(self._intake.gathered, self._day)
        account = self._intake.finish()
        # Rows that were refused one by one are listed; columns that are not there cannot be.
        if not account.feeds and not is_doubted(self._draft):
            raise _nothing_read(self._faults)
        carried, of_strangers = self._strangers.carried(account.feeds)
        feeds, unfilled = honest_feeds(self._draft, carried)
        read = {count.table: count.read for count in account.counts}
        said_of_day = [Note(AS_AT, "taken from the latest event in the data", 1)]
        if given_day:
            said_of_day = list(notes_of_silence(self._day, latest))
        return Manifest(
            as_at=self._day,
            made_at=made_at,
            source="ssd",
            made_up=False,
            origin=", ".join(self._findings.origins),
            counts=account.counts,
            feeds=feeds,
            notes=(
                *said_of_day,
                *self._notes,
                *account.notes,
                *self._children.notes(),
                *self._numbers.notes(),
                *of_strangers,
                *self._statuses.notes(),
                *self._times.notes(),
                *trap_notes(self._draft, read),
                *unfilled,
            ),
        )

    def _tell(self, fault: UnreadPart) -> None:
        place = (fault.file, fault.part, None)
        lost = Refusal(*place, fault.what, fault.next_step, "")
        tables = (PROJECTIONS[fault.table].table,) if fault.table in PROJECTIONS else ()
        self._intake.refuse(fault.table, lost, tables=tables)
        self._notes.append(Note(fault.table, f"not imported: {fault.what}", 1))


def _nothing_read(faults: Sequence[UnreadPart]) -> CannotRead:
    if faults:
        what = f"No table of the dataset could be read. {faults[0].what}"
        return CannotRead(what, faults[0].next_step)
    return CannotRead(
        "No table of the dataset has the columns that it needs.",
        "Compare its headings with those of the dataset, version 1.4.5, and export it again.",
    )
