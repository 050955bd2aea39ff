"""From the files of an Annex A to a snapshot."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.record.family import Persons
from holdfast.record.schema.table import Table
from holdfast.record.store.draft import Draft
from holdfast.record.store.manifest import Manifest, Note, TableCount, six_months_to
from holdfast.record.store.refusals import Refusal
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.annex_a.arranging import Arranged, arrange
from holdfast.sources.annex_a.choosing import Chosen, choose
from holdfast.sources.annex_a.dating import latest_day, told_day
from holdfast.sources.annex_a.finding import named_list
from holdfast.sources.annex_a.lacking import lacking
from holdfast.sources.annex_a.opening import Sheet, UnreadableSheet, files, sheets
from holdfast.sources.annex_a.register import DONE_DAYS, LISTS, PRECEDENCE, WITHHELD
from holdfast.sources.annex_a.repeating import REPEATS, apart
from holdfast.sources.days.day_columns import DayColumns, Noted, as_said
from holdfast.sources.intake.columns import Columns
from holdfast.sources.intake.told_headings import told_headings
from holdfast.sources.intake.typed_tables import Account, Intake
from holdfast.sources.silence import notes_of_silence
from holdfast.sources.vocabulary import read_vocabulary

Progress = Callable[[str, int, int], None]

HIDDEN = "is a hidden sheet, and was read"
ABSENT = "the source has no such list"
NO_COLUMN = "has no column called"


@dataclass
class ListsRead:
    """What was found in the files: the rows of each list, and what could not be read."""

    day: date
    lists: dict[int, list[Arranged]] = field(default_factory=lambda: defaultdict(list))
    broken: list[UnreadableSheet] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def import_annex_a(
    store: Store,
    paths: list[str],
    as_at: date | None,
    made_at: str,
    progress: Progress,
    noted: Noted | None = None,
) -> Snapshot:
    """Read the Annex A in ``paths`` into a new snapshot and make it current.

    ``paths`` are workbooks, CSV files named after the lists, or folders of these. ``as_at``
    None takes the day that the workbook says, else the latest day on which anything was done
    for a child. ``made_at`` is the moment of the import as ISO text; no day after it is taken
    for done. ``progress`` is told what is being read, how many are done, and of how many.
    ``noted`` is filled with what columns of days show.

    Raises CannotRead where nothing can be read or no as-at day can be found; the last
    snapshot stays. Raises what ``Store.begin`` raises.
    """
    found = files(paths)
    opened, broken, failures = _open(found, progress)
    chosen = choose(opened)
    if not chosen.lists:
        raise failures[0] if failures else _no_lists(chosen, broken, found)
    made = date.fromisoformat(made_at[:10])
    day, how = _as_at(chosen, as_at, made)
    days = DayColumns(as_said(read_vocabulary(store.home).day_order), noted=noted)
    read = _read(chosen, broken, day, days)
    read.notes += notes_of_silence(day, _latest_done(chosen, min(day, made)))
    with store.begin() as draft:
        account = _take(draft, read, progress)
        manifest = Manifest(
            as_at=day,
            made_at=made_at,
            source="annex_a",
            made_up=False,
            origin=f"Annex A: {', '.join(path.name for path in found)}",
            counts=account.counts,
            feeds=account.feeds,
            notes=(Note("as-at day", how, 1), *read.notes, *account.notes),
            begins=dict.fromkeys(account.feeds, six_months_to(day)),
        )
        return draft.finish(manifest)


def _open(
    found: list[Path], progress: Progress
) -> tuple[list[Sheet], list[UnreadableSheet], list[CannotRead]]:
    """Every sheet of the files; the sheets and files that cannot be read; why not the files."""
    opened: list[Sheet] = []
    broken: list[UnreadableSheet] = []
    failures: list[CannotRead] = []
    for number, path in enumerate(found):
        progress(f"Reading {path.name}", number, len(found))
        try:
            for sheet in sheets(path):
                if isinstance(sheet, UnreadableSheet):
                    broken.append(sheet)
                else:
                    opened.append(sheet)
        except CannotRead as error:
            failures.append(error)
            broken.append(UnreadableSheet(path.name, "", error.what, error.next_step))
    return opened, broken, failures


def _read(chosen: Chosen, broken: list[UnreadableSheet], day: date, order: DayColumns) -> ListsRead:
    """The lists arranged as they stood on ``day``, and what is told of the sheets."""
    read = ListsRead(day, broken=[*broken, *chosen.broken])
    for found in chosen.lists:
        sheet, name = found.sheet, found.listed.name
        arranged = arrange(found, day, order)
        read.lists[found.listed.number].append(arranged)
        read.notes += [Note(name, what, n) for what, n in arranged.notes.items() if n]
        of_their_own, again = told_headings(found.extra), told_headings(found.twice)
        headings = [f"has a column that is not the list's: {one}" for one in of_their_own]
        headings += [f"has a heading twice, the first read: {one}" for one in again]
        absent = (one.name for one in found.listed.headings if one.name not in found.columns)
        headings += [f"{NO_COLUMN} {one}" for one in absent]
        read.notes += [Note(name, what, 1) for what in headings]
        where = f"{sheet.file}: {sheet.name}"
        read.notes += [Note(where, HIDDEN, 1)] if sheet.hidden else []
        read.notes += [Note(sheet.file, remark, 1) for remark in sheet.remarks]
    if order.foreign and not order.wary:
        return _read(chosen, broken, day, order.warned())
    for number, sheets_of_it in read.lists.items():
        read.lists[number], parts = apart(LISTS[number - 1], sheets_of_it)
        places = [f"{one.raw.source_file}: {one.raw.source_part}" for one in parts]
        read.notes += [Note(where, REPEATS, 1) for where in places]
    read.notes += [Note(f"{one.sheet.file}: {one.sheet.name}", one.why, 1) for one in chosen.asides]
    read.notes += [Note(one.name, ABSENT, 1) for one in LISTS if not read.lists.get(one.number)]
    return read


def _as_at(chosen: Chosen, given: date | None, made: date) -> tuple[date, str]:
    """The day of the snapshot and how it was settled. Raises CannotRead."""
    if given:
        return given, "given with the import"
    if told := _told(chosen, made):
        return told, "as the workbook says"
    latest = _latest_done(chosen, made)
    if latest is None:
        raise CannotRead(
            "The lists do not say as at which day they are, and hold no contact, referral or "
            "visit to take it from.",
            "Give the day with --as-at, as 2018-01-31.",
        )
    return latest, "the latest contact, referral or visit in the lists: check it"


def _latest_done(chosen: Chosen, until: date) -> date | None:
    """The latest day, up to a day, on which anything was done for a child; None for no such day."""
    days = (latest_day(one, DONE_DAYS, until) for one in chosen.lists)
    return max(filter(None, days), default=None)


def _told(chosen: Chosen, made: date) -> date | None:
    """The day that a front sheet says, which speaks for the workbook; else a title of a list."""
    fronts = (told_day(one.sheet, made) for one in chosen.asides)
    titles = (told_day(one.sheet, made, one.at) for one in chosen.lists)
    return next(filter(None, (*fronts, *titles)), None)


def _take(draft: Draft, read: ListsRead, progress: Progress) -> Account:
    intake = Intake(draft, read.day)
    unkept: list[TableCount] = []
    for done, number in enumerate(PRECEDENCE):
        taken = LISTS[number - 1]
        progress(f"Taking in {taken.name}", done, len(PRECEDENCE))
        sheets_of_it = read.lists.get(number, [])
        if taken.main:
            for sheet in sheets_of_it:
                intake.take(sheet.raw, taken.main, *taken.others)
                intake.refuse(taken.name, *sheet.furniture)
        intake.doubt(*lacking(taken, [Columns(sheet.raw, read.day) for sheet in sheets_of_it]))
        if sheets_of_it and not taken.main:
            # Nothing of such a list is kept, not even the rows that could not be read.
            rows = sum(len(sheet.raw) for sheet in sheets_of_it)
            refused = sum(len(sheet.furniture) for sheet in sheets_of_it)
            unkept.append(TableCount(taken.name, rows + refused, rows, refused))
            read.notes.append(Note(taken.name, taken.unkept, rows))
    for part in read.broken:
        # Another part that is named as the list may have been read: then it is given in part.
        listed = named_list(part.name or Path(part.file).stem)
        tables: list[type[Table]] = []
        if listed is not None and read.lists.get(listed.number):
            subjects = (each.table for each in listed.projections if each.table.subject())
            tables = [table for table in dict.fromkeys(subjects) if table is not Persons]
        refusal = Refusal(part.file, part.name, None, part.what, part.next_step, "")
        intake.refuse(part.name or part.file, refusal, tables=tables)
        read.notes.append(Note(f"{part.file}: {part.name}".removesuffix(": "), part.what, 1))
    return _in_ofsteds_order(intake.finish(), unkept)


def _in_ofsteds_order(account: Account, unkept: list[TableCount]) -> Account:
    """The account with lists in Ofsted's order, and without what no clock may read.

    Absent columns have been told under the template's names, and are not told again.
    """
    order = {listed.name: listed.number for listed in LISTS}
    notes = tuple(note for note in account.notes if not note.what.startswith(NO_COLUMN))
    counts = sorted((*account.counts, *unkept), key=lambda count: order.get(count.table, 99))
    withheld = {(column.table.name, column.name) for column in WITHHELD}
    feeds = {
        table: replace(
            feed, columns=tuple(name for name in feed.columns if (table, name) not in withheld)
        )
        for table, feed in account.feeds.items()
    }
    return Account(tuple(counts), feeds, notes)


def _no_lists(chosen: Chosen, broken: list[UnreadableSheet], found: list[Path]) -> CannotRead:
    for sheet in (*broken, *chosen.broken):
        return CannotRead(sheet.what, sheet.next_step)
    why = "".join(f" {aside.sheet.name} {aside.why}." for aside in chosen.asides if aside.almost)
    return CannotRead(
        f"None of Annex A's lists was found in {', '.join(path.name for path in found)}.{why}",
        "Give a workbook with sheets named List 1 to List 11 and Ofsted's headings.",
    )
