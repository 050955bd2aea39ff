"""From census files of one or several years to a snapshot."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from holdfast.errors import BadSetting, CannotRead
from holdfast.record.store.draft import Draft
from holdfast.record.store.manifest import Manifest, Note
from holdfast.record.store.refusals import Refusal
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.cin_census.census import MODULES
from holdfast.sources.cin_census.declared import DECLARED, REVIEW
from holdfast.sources.cin_census.merging_years import Stitching
from holdfast.sources.cin_census.parsing.numbering import ChildBatch
from holdfast.sources.cin_census.parsing.parsed_rows import NESTED, REPEATED, STRAY, UNKNOWN
from holdfast.sources.cin_census.parsing.reading import read_census
from holdfast.sources.cin_census.survey import FileLeftOut, Progress, Surveyed, survey
from holdfast.sources.cin_census.unknowable import Untold, untold
from holdfast.sources.intake.mapping import Cell, Digest
from holdfast.sources.intake.typed_tables import Account, Intake

# What stands in a child and in no row, counted as rows that are all refused.
WITHOUT_PLACE = "Elements without a place"
_ODD = {
    UNKNOWN: "The census knows no such element here.",
    REPEATED: "The field is given twice; the first was read.",
    NESTED: "Elements stand inside the field, where only a value belongs.",
    STRAY: "Text stands beside the elements in here, where none belongs.",
}
_ASK = "Ask whoever makes the file what it means."
NOT_KEPT = "was read and is not kept: the record has no place for it"
NO_COLUMN = "has no column called"
_NAMED = re.compile(rb"<(?:\w+:)?LAchildID>([^<]{1,40})</")


def import_cin_census(
    store: Store, paths: list[str], as_at: date | None, made_at: str, progress: Progress
) -> Snapshot:
    """Read census files of one council into a new snapshot and make it current.

    ``paths`` are XML files, or folders of them, each of another year. ``as_at`` None takes the
    latest day that they can tell of. ``made_at`` is the moment of the import as ISO text.
    ``progress`` is told what is being read, how many are done, and of how many.

    Raises CannotRead where nothing can be read, or the files do not belong together, BadSetting
    for a day of which the files tell nothing; the last snapshot stays. Raises what
    ``Store.begin`` raises.
    """
    found = census_files(paths)
    files, broken = survey(found, progress)
    known = _known(files[0], as_at, date.fromisoformat(made_at[:10]))
    unknown = untold(files, known)
    with store.begin() as draft:
        account, notes = _take(draft, files, broken, unknown, progress)
        return draft.finish(
            Manifest(
                as_at=as_at or known,
                made_at=made_at,
                source="cin_census",
                made_up=False,
                origin=f"Children in need census: {', '.join(one.path.name for one in files)}",
                counts=account.counts,
                feeds=account.feeds,
                notes=(*_said(files, broken, unknown, as_at), *notes, *account.notes),
                begins=_begins(unknown),
            )
        )


def _begins(unknown: Untold) -> dict[str, date]:
    """The first day of the earliest file that tells of each record table, without a gap."""
    found: dict[str, date] = {}
    for declared in DECLARED:
        years = [one for one in unknown.run if one.year >= declared.module.since]
        if years:
            for projection in (declared.main, *declared.others):
                found.setdefault(projection.table.name, years[-1].first)
    return found


def census_files(paths: list[str]) -> list[Path]:
    """The files meant: a folder stands for the XML files in it. Raises CannotRead."""
    found: list[Path] = []
    for path in map(Path, paths):
        if not path.exists():
            raise CannotRead(f"There is nothing at {path}.", "Check the name.")
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        found += [one for one in inside if one is path or one.suffix.lower() == ".xml"]
    if not found:
        raise CannotRead("There is no XML file in the folder.", "Name the census files themselves.")
    return found


def _known(latest: Surveyed, as_at: date | None, today: date) -> date:
    """The last day of which the files tell. Raises BadSetting where a later one is asked for."""
    known = min(latest.known, today)
    if as_at and as_at > known:
        # What was done after it would pass for not done.
        raise BadSetting(
            f"{latest.path.name} tells nothing after {known.isoformat()}.",
            "Leave --as-at out, or give that day or an earlier one.",
        )
    return known


def _take(
    draft: Draft,
    files: list[Surveyed],
    broken: list[FileLeftOut],
    unknown: Untold,
    progress: Progress,
) -> tuple[Account, list[Note]]:
    intake, stitching = Intake(draft, files[0].reference), Stitching(unknown)
    for done, file in enumerate(files):
        progress(f"Taking in {file.path.name}", len(files) + done, 2 * len(files))
        for batch in read_census(file.path).batches():
            for rows in stitching.rows(file, batch):
                declared = rows.declared
                if declared.module.since > file.year and not (len(rows.raw) or rows.refused):
                    # The census of that year did not ask for it: its silence says nothing.
                    continue
                main = declared.main
                if main is REVIEW:
                    main = replace(main, reach=unknown.reviews)
                intake.take(rows.raw, main, *declared.others)
                intake.refuse(declared.module.name, *rows.refused, tables=rows.tables)
                intake.empty(*rows.emptied)
                intake.doubt(*rows.doubts)
            _refuse(intake, file, batch)
        stitching.next_file()
    for part in broken:
        intake.refuse(part.file, Refusal(part.file, "", None, part.what, part.next_step, ""))
    return _in_order(intake.finish()), stitching.notes()


def _refuse(intake: Intake, file: Surveyed, batch: ChildBatch) -> None:
    """What could not be read at all, and what stands in no row."""
    name = file.path.name
    for part in batch.refused:
        kept = part.kept.decode("utf-8", "replace")
        row = part.first if part.child else None
        child = _named(part.kept)
        told = Refusal(name, "Child", row, part.what, part.next_step, kept, child)
        # Whatever is about a child lies inside it: where it is not known whose it is, it is not
        # about any other child of the file.
        tables = [one.main.table for one in DECLARED] if child else []
        intake.refuse("Child", told, tables=tables)
    odd = (
        Refusal(name, one.element, one.line, _ODD[one.kind], _ASK, one.kept)
        for one in batch.oddments
    )
    intake.refuse(WITHOUT_PLACE, *odd)


def _named(kept: bytes) -> str | None:
    """The child that a part names which could not be read; None where it names none, or several."""
    found = {name.strip() for name in _NAMED.findall(kept) if name.strip()}
    return found.pop().decode("utf-8", "replace") if len(found) == 1 else None


def _in_order(account: Account) -> Account:
    """The account in the order of the file; columns of other years are no absence."""
    order = {one.name: place for place, one in enumerate(MODULES)}
    counts = sorted(
        (one for one in account.counts if one.given or one.table in order),
        key=lambda one: order.get(one.table, len(order)),
    )
    notes = tuple(one for one in account.notes if not one.what.startswith(NO_COLUMN))
    return Account(tuple(counts), account.feeds, notes)


def _said(
    files: list[Surveyed], broken: list[FileLeftOut], unknown: Untold, as_at: date | None
) -> Iterator[Note]:
    if as_at:
        how = "given with the import"
    elif unknown.known == files[0].reference:
        how = "the reference date of the latest census"
    else:
        how = "the day the latest file was made, or of the import: before its reference date"
    yield Note("as-at day", how, 1)
    yield Note(
        "what came before",
        f"what was over before {unknown.first} lies in no file: of a referral received before "
        "it, how long its assessment took cannot be determined",
        1,
    )
    yield Note(
        "children in care",
        "no census tells of them: where a referral went on for nine weeks without an authorised "
        "assessment, it cannot be determined whether care showed it to be assessed",
        1,
    )
    if unknown.first > files[-1].first:
        yield Note("years", "the files do not follow one another: a year between is missing", 1)
    for file in files:
        yield from (Note(file.path.name, what, 1) for what in file.notes)
    yield from (Note(part.file, f"not imported: {part.what}", 1) for part in broken)
    yield from (Note(where, NOT_KEPT, 1) for where in unkept())


def unkept() -> list[str]:
    """The fields of the census that become no column of the record."""
    kept = {
        (declared.module.name, name)
        for declared in DECLARED
        for projection in (declared.main, *declared.others)
        for origin in projection.cells.values()
        if isinstance(origin, Cell | Digest)
        for name in origin.names
    }
    return [
        f"{module.name}: {field.name}"
        for module in MODULES
        for field in module.fields()
        if (module.name, field.name) not in kept
    ]
