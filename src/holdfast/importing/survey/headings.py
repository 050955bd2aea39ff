"""The tables and headings of a source: found, missing, never filled, and known to nobody."""

from collections.abc import Iterator, Sequence

from holdfast.importing.survey.told import Row
from holdfast.record.store.manifest import Manifest, Note
from holdfast.sources.importers import Kinds

MISSING = "missing"
UNKNOWN = "not known, and not read"
UNFILLED = "never filled"

# How readers note what they found of headings and tables, and what it is called here.
_OF_HEADINGS = (
    ("has no column called ", MISSING),
    ("has a column that is not the list's: ", UNKNOWN),
)
_OF_TABLES = ("the source has no such list", "not imported", "is none of the lists", "no file of")


def tables_told(kind: Kinds, manifest: Manifest) -> list[Row]:
    """The tables, lists or modules: found, with rows given, read and refused; or missing."""
    found = [
        {
            "table": one.table,
            "state": "found" if one.given else "found, without rows",
            "given": one.given,
            "read": one.read,
            "refused": one.refused,
        }
        for one in manifest.counts
    ]
    names = {one.table for one in manifest.counts}
    without_rows = [
        _nothing_of(note.where, note.what)
        for note in manifest.notes
        if note.where not in names and any(words in note.what for words in _OF_TABLES)
    ]
    return [*found, *without_rows, *_missing(kind, names)]


def _missing(kind: Kinds, found: set[str]) -> Iterator[Row]:
    if kind is Kinds.SSD:
        from holdfast.sources.ssd.declared import PROJECTIONS

        yield from (_nothing_of(one, MISSING) for one in PROJECTIONS if one not in found)


def _nothing_of(table: str, state: str) -> Row:
    return {"table": table, "state": state, "given": 0, "read": 0, "refused": 0}


def headings_told(kind: Kinds, paths: Sequence[str], manifest: Manifest) -> list[Row]:
    """The headings that are missing, not known, or never filled."""
    told = [
        {"table": note.where, "heading": note.what.partition(lead)[2], "state": state}
        for note in manifest.notes
        for lead, state in _OF_HEADINGS
        if lead in note.what
    ]
    never = [
        {"table": note.where.partition(".")[0], "heading": _column(note), "state": UNFILLED}
        for note in manifest.notes
        if note.what.startswith("holds nothing in any row")
    ]
    return [*told, *_unknown(kind, paths), *never]


def _column(note: Note) -> str:
    return note.where.partition(".")[2]


def _unknown(kind: Kinds, paths: Sequence[str]) -> Iterator[Row]:
    """Headings of the dataset's tables that it does not know; lists note theirs themselves."""
    if kind is Kinds.SSD:
        from holdfast.sources.ssd.files.unknown_headings import unknown_headings

        for table, heading in unknown_headings(paths):
            yield {"table": table, "heading": heading, "state": UNKNOWN}
