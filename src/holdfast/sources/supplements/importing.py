"""From a small file to a supplement: every row typed, kept as an entry, or refused with why."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.record.oversight import Supervisions
from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.doubts import Doubt, DoubtKind
from holdfast.record.store.draft import write_rows
from holdfast.record.store.manifest import Feed, Note, TableCount
from holdfast.record.store.refusals import refusals_in
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.supplements.children import CHILDREN_FILE, children_table, known_children
from holdfast.record.supplements.entries import ENTRIES_FILE, SupplementEntry, entries_table
from holdfast.record.supplements.supplement import Supplement, SupplementManifest
from holdfast.record.supplements.versions import Ready, SupplementDraft, Supplements
from holdfast.sources.days.day_columns import DayColumns, as_said
from holdfast.sources.intake.mapping import RawTable
from holdfast.sources.intake.typed_tables import Intake
from holdfast.sources.supplements.kind import ENTERED, SupplementKind
from holdfast.sources.supplements.reading import GivenRows, read_file
from holdfast.sources.supplements.sorting import (
    NUMBERS_STEP,
    RowSorting,
    SortedRows,
    with_row_names,
)
from holdfast.sources.supplements.supervision_checks import odd_supervisions
from holdfast.sources.vocabulary import Vocabulary, read_vocabulary

# A file is in doubt for everybody where more than one row in so many is about a child whom nobody
# knows, and as many rows as that at least: then the numbers are written otherwise than the case
# system writes them, and what was done for a child who is known seems not to have been done. The
# share is that of the dataset; in a small file one mistyped number is a large share.
ROWS_TO_A_STRANGER, FEWEST = 20, 10
_MANY = "Of many rows no child is known by the number: whose they are cannot be determined."
KNOWN_UNTIL, KNOWN_FROM = "known until", "known from"
_LATEST = "taken from the latest day in the file"


@dataclass(frozen=True)
class FileToAdd:
    """What is asked for with a file: ``made_at`` is the moment, as ISO text.

    ``known_until`` is the last day of which it tells everything, the latest day in it where none
    is given; ``known_from`` the first, of each of its tables the earliest day in it.
    """

    path: Path
    kind: SupplementKind
    made_at: str
    known_until: date | None = None
    known_from: date | None = None

    @property
    def added(self) -> date:
        """The day on which it is added."""
        return date.fromisoformat(self.made_at[:10])


@dataclass(frozen=True)
class AddedSupplement:
    """A supplement that was added.

    ``elsewhere`` counts the children it tells of whom the current snapshot does not hold.
    """

    supplement: Supplement
    elsewhere: int


def add_supplement(
    snapshot: Snapshot, asked: FileToAdd, ready: Ready | None = None
) -> AddedSupplement:
    """Read a file into a supplement and lay it over the snapshots of a data folder.

    Its children are those of the register and of ``snapshot``, the current one. ``ready`` is as
    ``Supplements.finish`` says. It takes the place of the one of its kind before; where anything
    fails that one stays. Raises CannotRead where the file is none of its kind or nothing of it can
    be read, BadSetting for days that cannot be, and what ``Supplements.begin`` and
    ``register_with`` raise.
    """
    _refuse_days(asked)
    vocabulary = read_vocabulary(snapshot.home)
    given = read_file(asked.path, asked.kind)
    # A file that is written month first shows it in one column of days; then all are read warily.
    days = DayColumns(as_said(vocabulary.day_order))
    raw = _ordered(given.raw, asked.kind, days)
    if days.foreign:
        raw = _ordered(given.raw, asked.kind, days.warned())
    given = replace(given, raw=raw)
    known = known_children(snapshot)
    until = asked.known_until or asked.added
    found = RowSorting(asked.kind, given, known, (until, asked.added), vocabulary).sorted()
    supplements = Supplements(snapshot.home)
    with supplements.begin() as draft:
        manifest = _taken(draft, asked, given, found, vocabulary, snapshot)
        laid = supplements.finish(draft, manifest, ready)
    return AddedSupplement(laid, len(set(found.children.values()) - known.here))


def _refuse_days(asked: FileToAdd) -> None:
    first, last = asked.known_from, asked.known_until
    if last and last > asked.added:
        raise BadSetting(
            "Nothing is known yet of the day after --known-until.",
            "Give the last day of which the file tells everything, today at the latest.",
        )
    if first and last and first > last:
        raise BadSetting(
            "--known-from is after --known-until.", "Give the earlier day after --known-from."
        )


def _ordered(raw: RawTable, kind: SupplementKind, days: DayColumns) -> RawTable:
    (whole,) = days.judged([raw], *kind.projections)
    if heading := raw.find(ENTERED):
        order = days.order(raw.name, heading, [raw.cells.column(heading)])
        whole = replace(whole, day_orders={**(whole.day_orders or {}), heading: order})
    return whole


def _taken(
    draft: SupplementDraft,
    asked: FileToAdd,
    given: GivenRows,
    found: SortedRows,
    vocabulary: Vocabulary,
    snapshot: Snapshot,
) -> SupplementManifest:
    """Every row taken into the draft; what the supplement says of itself."""
    kind = asked.kind
    intake = Intake(draft, asked.known_until or asked.added, vocabulary)
    for each, raw in found.parts:
        if len(raw):
            intake.take(with_row_names(raw, kind, found), *each.become)
    for part in (*kind.parts, None):
        refused = [refusal for where, refusal in found.refused if where is part]
        intake.refuse(kind.name, *refused, tables=(part.main.table,) if part else ())
    intake.doubt(*found.besides, *_of_strangers(found, given))
    tables = dict.fromkeys(each.table.name for each in kind.projections)
    rows = {name: _told(intake, kind, name) for name in tables}
    odd: Sequence[Note] = ()
    if Supervisions.name in tables:
        odd = tuple(odd_supervisions(intake.gathered(Supervisions).rows, snapshot))
    account = intake.finish()
    if found.withdrawals:
        # The entries that withdraw a row are kept and become no row.
        count = TableCount(f"{kind.name}: withdrawn", found.withdrawals, found.withdrawals, 0)
        account = replace(account, counts=(*account.counts, count))
    if not sum(one.read for one in account.counts):
        raise _nothing_read(asked, draft)
    write_rows(entries_table(found.entries), draft.folder / ENTRIES_FILE)
    write_rows(children_table(found.children), draft.folder / CHILDREN_FILE)
    feeds = _carried(account.feeds, found)
    latest = () if asked.known_until else (Note(KNOWN_UNTIL, _LATEST, 1),)
    return SupplementManifest(
        origin=kind.name,
        known_from={
            name: day
            for name in feeds
            if (day := asked.known_from or min(rows[name], default=None))
        },
        known_until=asked.known_until or _latest(rows, found.entries, asked),
        made_at=asked.made_at,
        file=asked.path.name,
        counts=account.counts,
        feeds=feeds,
        notes=(*latest, *given.notes, *account.notes, *odd),
    )


def _told(intake: Intake, kind: SupplementKind, name: str) -> list[date]:
    """The days on which something happened of which the rows of a record table tell."""
    each = next(each.table for each in kind.projections if each.table.name == name)
    rows = intake.gathered(each).rows
    days = (one.name for one in each.columns if one.kind is ColumnKind.DAY and not one.ahead)
    return [day for name in days for day in rows[name].to_pylist() if day is not None]


def _latest(
    rows: Mapping[str, Sequence[date]], entries: Iterable[SupplementEntry], asked: FileToAdd
) -> date:
    """The latest day in the file: it tells of that at least."""
    # Where no day of entry is given, that on which it is added stands in its place.
    entered = [one.entered for one in entries if one.entered < asked.added]
    days = [*(day for told in rows.values() for day in told), *entered]
    if not days:
        raise BadSetting(
            f"{asked.path.name} holds no day from which to tell until when it is known.",
            "Give the last day of which it tells everything with --known-until.",
        )
    return max(days)


def _carried(feeds: Mapping[str, Feed], found: SortedRows) -> dict[str, Feed]:
    """What the file carries: no table of which no entry stands, since it tells nothing of it."""
    given = {
        each.table.name
        for part, raw in found.parts
        if any(found.stands[line] for line in raw.row_numbers.to_pylist())
        for each in part.become
    }
    return {name: feed for name, feed in feeds.items() if name in given}


def _of_strangers(found: SortedRows, given: GivenRows) -> Iterator[Doubt]:
    """The doubt about everybody where many rows name a child whom nobody knows."""
    for part, raw in found.parts:
        name = part.main.table.name
        strangers = found.strangers[name]
        if strangers >= FEWEST and strangers * ROWS_TO_A_STRANGER > strangers + len(raw):
            place = (given.raw.source_file, given.raw.source_part, None)
            yield Doubt(name, "", None, DoubtKind.STRANGER, _MANY, NUMBERS_STEP, *place)


def _nothing_read(asked: FileToAdd, draft: SupplementDraft) -> CannotRead:
    refused = min(refusals_in(draft.folder), key=lambda one: one["row"])
    what = f"No row of {asked.path.name} could be read. Line {refused['row']}: {refused['what']}"
    return CannotRead(what, refused["next_step"])
