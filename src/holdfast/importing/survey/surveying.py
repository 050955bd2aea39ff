"""Runs the real import into a folder that is thrown away, and tells what came of it.

Nothing is written to the store: survey and import cannot disagree, since one is the other.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from shutil import copyfile, rmtree

from holdfast.clocks.rules.book import Book
from holdfast.errors import Busy
from holdfast.importing.survey.answering import clocks_told
from holdfast.importing.survey.dating import days_told, orders_told
from holdfast.importing.survey.first import absent_told, first_told
from holdfast.importing.survey.headings import headings_told, tables_told
from holdfast.importing.survey.identifying import identifiers_told
from holdfast.importing.survey.told import Survey
from holdfast.importing.survey.wording import words_told
from holdfast.progress import Step
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.atomic_files import make_folder
from holdfast.record.store.draft import clear_leftovers, locked, new_folder
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.days.day_columns import Noted
from holdfast.sources.importers import Kinds, importer


def survey(
    home: Path,
    kind: Kinds,
    paths: Sequence[str],
    as_at: date | None,
    made_at: str,
    book: Book,
    progress: Step,
) -> Survey:
    """What an import of ``paths`` would make; the arguments are those of an import.

    ``home`` is the data folder: the throwaway folder lies in it, for its owner only, and is gone
    when this returns. Raises what an import raises, and Busy while another survey runs.
    """
    noted: Noted = {}
    with _throwaway(home) as folder:
        snapshot = _imported(Store(folder), kind, paths, as_at, made_at, noted, progress)
        progress("Running the clocks", 0, 1)
        outlook = open_outlook(snapshot, book)
        try:
            return _told(kind, paths, snapshot, outlook, noted)
        finally:
            outlook.close()


def _imported(
    store: Store,
    kind: Kinds,
    paths: Sequence[str],
    as_at: date | None,
    made_at: str,
    noted: Noted,
    progress: Step,
) -> Snapshot:
    read, given = importer(kind), list(paths)
    if kind in (Kinds.CIN_CENSUS, Kinds.SSDA903):
        # A census and a return have one way to write a day.
        return read(store, given, as_at, made_at, progress)
    return read(store, given, as_at, made_at, progress, noted=noted)


def _told(
    kind: Kinds, paths: Sequence[str], snapshot: Snapshot, outlook: Outlook, noted: Noted
) -> Survey:
    manifest = snapshot.manifest
    day = next((one.what for one in manifest.notes if one.where.endswith("as-at day")), "")
    identifiers = identifiers_told(snapshot)
    first, by_place = first_told(outlook, identifiers)
    return Survey(
        source=kind.value,
        as_at=manifest.as_at.isoformat(),
        as_at_from=day or "given with the survey",
        persons=manifest.rows.get("persons", 0),
        tables=tables_told(kind, manifest),
        headings=headings_told(kind, paths, manifest),
        days=orders_told(noted),
        days_told=days_told(snapshot),
        words=words_told(snapshot),
        identifiers=identifiers,
        clocks=clocks_told(outlook),
        first=first,
        first_by_place=by_place,
        absent=absent_told(outlook),
        notes=[{"where": n.where, "what": n.what, "count": n.count} for n in manifest.notes],
    )


@contextmanager
def _throwaway(home: Path) -> Iterator[Path]:
    """A folder of our own; what a survey that was killed has left is cleared first."""
    place = make_folder(home / "surveys")
    try:
        with locked(home / "surveys.lock"):
            clear_leftovers(place)
            folder = new_folder(place)
            try:
                # The council's own words and rules, so that all is read as in an import.
                for own in home.glob("*.toml"):
                    copyfile(own, folder / own.name)
                yield folder
            finally:
                rmtree(folder, ignore_errors=True)
    except Busy as error:
        raise Busy(
            "Another survey is running in this data folder.", "Wait for it to end."
        ) from error
