"""From the files of an Annex A to a snapshot."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.record.draft import Draft
from holdfast.record.manifest import Feed, Manifest, Note, TableCount
from holdfast.record.refusals import Refusal
from holdfast.record.snapshot import Snapshot
from holdfast.record.snapshots import Store
from holdfast.record.table import Column
from holdfast.sources.annex_a.arranging import Arranged, arrange
from holdfast.sources.annex_a.dating import latest_day, told_day
from holdfast.sources.annex_a.finding import Found, find
from holdfast.sources.annex_a.layout import AnnexList
from holdfast.sources.annex_a.opening import Broken, Sheet, files, sheets
from holdfast.sources.annex_a.register import DONE_DAYS, LISTS, PRECEDENCE, WITHHELD
from holdfast.sources.columns import Columns
from holdfast.sources.day_columns import DayColumns
from holdfast.sources.intake import Account, Intake
from holdfast.sources.mapping import RawTable

Progress = Callable[[str, int, int], None]

HIDDEN = "is a hidden sheet, and was read"
OTHER = "is none of the lists, and was not read"
ABSENT = "the source has no such list"
NO_COLUMN = "has no column called"


@dataclass
class Read:
    """What was found in the files: the rows of each list, and what could not be read."""

    lists: dict[int, list[Arranged]] = field(default_factory=lambda: defaultdict(list))
    broken: list[Broken] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    told: date | None = None


def import_annex_a(
    store: Store,
    paths: list[str],
    as_at: date | None,
    made_at: str,
    progress: Progress,
    days: DayColumns | None = None,
) -> Snapshot:
    """Read the Annex A in ``paths`` into a new snapshot and make it current.

    ``paths`` are workbooks, CSV files named after the lists, or folders of these. ``as_at``
    None takes the day that the workbook says, else the latest day on which anything was done
    for a child. ``made_at`` is the moment of the import as ISO text; no day after it is taken
    for done. ``progress`` is told what is being read, how many are done, and of how many.
    ``days`` knows what the council says of columns of days.

    Raises CannotRead where nothing can be read or no as-at day can be found; the last
    snapshot stays. Raises what ``Store.begin`` raises.
    """
    latest = as_at or date.fromisoformat(made_at[:10])
    found = files(paths)
    read = _read(found, latest, days or DayColumns(), progress)
    day, how = _as_at(read, as_at, latest)
    with store.begin() as draft:
        account = _take(draft, read, day, progress)
        manifest = Manifest(
            as_at=day,
            made_at=made_at,
            source="annex_a",
            made_up=False,
            origin=f"Annex A: {', '.join(path.name for path in found)}",
            counts=account.counts,
            feeds=account.feeds,
            notes=(Note("as-at day", how, 1), *read.notes, *account.notes),
        )
        return draft.finish(manifest)


def _read(found: list[Path], latest: date, order: DayColumns, progress: Progress) -> Read:
    """Every list in the files. Raises CannotRead where there is none."""
    read = Read()
    failures: list[CannotRead] = []
    for number, path in enumerate(found):
        progress(f"Reading {path.name}", number, len(found))
        try:
            _read_file(read, path, latest, order)
        except CannotRead as error:
            failures.append(error)
            read.broken.append(Broken(path.name, "", error.what, error.next_step))
    if not read.lists:
        raise failures[0] if failures else _no_lists(read, found)
    if order.foreign and not order.wary:
        return _read(found, latest, order.warned(), progress)
    read.notes += [Note(one.name, ABSENT, 1) for one in LISTS if not read.lists.get(one.number)]
    return read


def _read_file(read: Read, path: Path, latest: date, order: DayColumns) -> None:
    for sheet in sheets(path):
        outcome = sheet if isinstance(sheet, Broken) else find(sheet)
        if isinstance(outcome, Broken):
            read.broken.append(outcome)
        elif isinstance(outcome, Found):
            _read_list(read, outcome, latest, order)
        elif isinstance(sheet, Sheet) and any(map(any, sheet.rows)):
            read.notes.append(Note(f"{path.name}: {sheet.name}", OTHER, 1))
            # A front sheet speaks for the whole workbook.
            read.told = told_day(sheet.rows, latest) or read.told


def _read_list(read: Read, found: Found, latest: date, order: DayColumns) -> None:
    sheet = found.sheet
    read.told = read.told or told_day(sheet.rows[: found.at], latest)
    arranged = arrange(found, latest, order)
    read.lists[found.listed.number].append(arranged)
    read.notes += [Note(found.listed.name, what, n) for what, n in arranged.notes.items() if n]
    read.notes += _told_headings(found)
    if sheet.hidden:
        read.notes.append(Note(f"{sheet.file}: {sheet.name}", HIDDEN, 1))


def _told_headings(found: Found) -> list[Note]:
    name = found.listed.name
    extra = [Note(name, f"has a column that is not the list's: {one}", 1) for one in found.extra]
    twice = [Note(name, f"has a heading twice, the first read: {one}", 1) for one in found.twice]
    absent = [
        Note(name, f"{NO_COLUMN} {one.name}", 1)
        for one in found.listed.headings
        if one.name not in found.columns
    ]
    return [*extra, *twice, *absent]


def _as_at(read: Read, given: date | None, latest: date) -> tuple[date, str]:
    """The day of the snapshot and how it was settled. Raises CannotRead."""
    if given:
        return given, "given with the import"
    if read.told:
        return read.told, "as the workbook says"
    raws = (one.raw for arranged in read.lists.values() for one in arranged)
    days = [day for raw in raws if (day := latest_day(raw, DONE_DAYS, latest))]
    if not days:
        raise CannotRead(
            "The lists do not say as at which day they are, and hold no contact, referral or "
            "visit to take it from.",
            "Give the day with --as-at, as 2018-01-31.",
        )
    return max(days), "the latest contact, referral or visit in the lists: check it"


def _take(draft: Draft, read: Read, day: date, progress: Progress) -> Account:
    intake = Intake(draft, day)
    unkept: list[TableCount] = []
    withheld = set(WITHHELD)
    for done, number in enumerate(PRECEDENCE):
        listed = LISTS[number - 1]
        progress(f"Taking in {listed.name}", done, len(PRECEDENCE))
        arranged = read.lists.get(number, [])
        withheld |= _partly_carried(listed, [one.raw for one in arranged], day)
        for one in arranged:
            _take_list(intake, listed, one)
        if arranged and not listed.main:
            unkept.append(_unkept(listed, arranged))
            read.notes.append(Note(listed.name, listed.unkept, unkept[-1].read))
    for part in read.broken:
        intake.refuse(part.name or part.file, _refused_part(part))
        read.notes.append(Note(f"{part.file}: {part.name}".removesuffix(": "), part.what, 1))
    return _finished(intake.finish(), tuple(unkept), withheld)


def _take_list(intake: Intake, listed: AnnexList, arranged: Arranged) -> None:
    if listed.main:
        intake.take(arranged.raw, listed.main, *listed.others)
        intake.refuse(listed.name, *arranged.refused)


def _unkept(listed: AnnexList, arranged: list[Arranged]) -> TableCount:
    """The rows of a list of which nothing is kept, not even those that could not be read."""
    read = sum(len(one.raw) for one in arranged)
    refused = sum(len(one.refused) for one in arranged)
    return TableCount(listed.name, read + refused, read, refused)


def _partly_carried(listed: AnnexList, raws: list[RawTable], day: date) -> set[Column]:
    """Record columns that one sheet of a list carries and another of the same list lacks.

    The children of the second sheet would otherwise seem to have gone without.
    """
    sheets_of = [Columns(raw, day) for raw in raws]
    return {
        column
        for projection in listed.projections
        for column, origin in projection.cells.items()
        if len({one.carries(origin) for one in sheets_of}) > 1
    }


def _refused_part(one: Broken) -> Refusal:
    return Refusal(one.file, one.name, None, one.what, one.next_step, "")


def _finished(account: Account, unkept: tuple[TableCount, ...], withheld: set[Column]) -> Account:
    """The account with lists in Ofsted's order, and without what no clock may read.

    Absent columns have been told under the template's names, and are not told again.
    """
    order = {one.name: one.number for one in LISTS}
    notes = tuple(one for one in account.notes if not one.what.startswith(NO_COLUMN))
    counts = sorted((*account.counts, *unkept), key=lambda one: order.get(one.table, 99))
    feeds = {name: _without(name, feed, withheld) for name, feed in account.feeds.items()}
    return Account(tuple(counts), feeds, notes)


def _without(table: str, feed: Feed, withheld: set[Column]) -> Feed:
    out = {column.name for column in withheld if column.table.name == table}
    return replace(feed, columns=tuple(name for name in feed.columns if name not in out))


def _no_lists(read: Read, found: list[Path]) -> CannotRead:
    if read.broken:
        return CannotRead(read.broken[0].what, read.broken[0].next_step)
    return CannotRead(
        f"None of Annex A's lists was found in {', '.join(path.name for path in found)}.",
        "Give a workbook with sheets named List 1 to List 11 and Ofsted's headings.",
    )
