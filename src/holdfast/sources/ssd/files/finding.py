"""Which tables of the dataset lie where a person pointed."""

import re
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from holdfast.errors import CannotRead
from holdfast.record.store.manifest import Note
from holdfast.sources.connection import is_connection
from holdfast.sources.ssd.declared import KNOWN_HEADINGS, NOT_KEPT, PROJECTIONS
from holdfast.sources.ssd.files.columnar import open_parquet
from holdfast.sources.ssd.files.database import open_database
from holdfast.sources.ssd.files.delimited import open_delimited
from holdfast.sources.ssd.files.part import SourcePart, UnreadPart
from holdfast.sources.text import clean

_OPENERS: dict[str, Callable[[Path, str, bool], SourcePart]] = {
    ".csv": open_delimited,
    ".tsv": open_delimited,
    ".txt": open_delimited,
    ".parquet": open_parquet,
}
# Fewer headings than this in common are chance.
_HEADINGS_IN_COMMON = 3

_NEXT_STEP = (
    "Give a folder of CSV or Parquet files named by their tables, such as ssd_person.csv, "
    "one such file, or a connection string."
)


@dataclass
class Findings:
    """The parts by table, those that cannot be read, and what was left aside."""

    parts: dict[str, SourcePart] = field(default_factory=dict)
    faults: list[UnreadPart] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)

    def add(self, part: SourcePart) -> None:
        """Keep a part; of two of one table, that which bears its name, else the first."""
        held = self.parts.get(part.table)
        if held is None:
            self.parts[part.table] = part
            return
        keep, leave = (part, held) if part.named and not held.named else (held, part)
        self.parts[part.table] = keep
        what = f"{leave.file} is a second {part.table}, beside {keep.file}, and was not read."
        step = "Take one of the two away, or put their rows into one file, and import again."
        self.faults.append(UnreadPart(part.table, leave.file, part.table, what, step))


def find(paths: Sequence[str], closing: ExitStack) -> Findings:
    """The tables at ``paths``: folders, files or connection strings, which ``closing`` closes.

    Raises CannotRead when there is none, and what ``open_database`` raises.
    """
    findings = Findings()
    for path in paths:
        if is_connection(path):
            database = open_database(path, table_named, closing)
            findings.origins.append(database.origin)
            for part in database.parts:
                if part.table in NOT_KEPT:
                    findings.notes.append(_not_kept(part.table))
                else:
                    findings.add(part)
        else:
            _add_files(findings, Path(path))
    if findings.parts:
        return findings
    if findings.faults:
        first = findings.faults[0]
        raise CannotRead(f"No table of the dataset can be read. {first.what}", first.next_step)
    where = " and ".join(findings.origins)
    raise CannotRead(
        f"There is no table of the Standard Safeguarding Dataset in {where}.", _NEXT_STEP
    )


def table_named(name: str) -> str | None:
    """The SSD table that a file or a database table is named after, or None.

    ``SSD_PERSON``, ``person`` and ``ssd_development.ssd_person`` are all ssd_person.
    """
    bare = re.sub(r"[\s-]+", "_", name.rpartition(".")[2].strip().lower())
    for one in (bare, f"ssd_{bare}"):
        if one in PROJECTIONS or one in NOT_KEPT:
            return one
    return None


def _add_files(findings: Findings, path: Path) -> None:
    for file in _files(path):
        opener = _OPENERS.get(file.suffix.lower())
        name = table_named(file.stem)
        if name in NOT_KEPT:
            findings.notes.append(_not_kept(name or ""))
        elif opener is None:
            findings.notes.append(Note(file.name, "no file of the dataset; not read", 1))
        else:
            _open(findings, file, name)
    findings.origins.append(path.name)


def _files(path: Path) -> list[Path]:
    try:
        if path.is_dir():
            return sorted(one for one in path.iterdir() if not one.name.startswith("."))
        path.stat()
    except OSError as error:
        raise CannotRead(f"{path} cannot be read: {error.strerror}.", _NEXT_STEP) from error
    return [path]


def _open(findings: Findings, file: Path, name: str | None) -> None:
    try:
        part = _opened(file, name or "", name is not None)
    except (CannotRead, OSError) as error:
        if name is None:
            findings.notes.append(Note(file.name, "no file of the dataset; not read", 1))
        else:
            findings.faults.append(_fault(name, file.name, error))
        return
    table = name
    if table is None:
        given = {clean(heading) for heading in part.headings}
        common = {one: len(known & given) for one, known in KNOWN_HEADINGS.items()}
        best = max(common, key=lambda one: common[one])
        table = best if common[best] >= _HEADINGS_IN_COMMON else None
    if table is None:
        findings.notes.append(Note(file.name, "no file of the dataset; not read", 1))
    else:
        findings.add(part if name else _opened(file, table, False))


def _opened(file: Path, table: str, named: bool) -> SourcePart:
    return _OPENERS[file.suffix.lower()](file, table, named)


def _fault(table: str, file: str, error: CannotRead | OSError) -> UnreadPart:
    if isinstance(error, CannotRead):
        return UnreadPart(table, file, table, error.what, error.next_step)
    what = f"{file} cannot be opened: {error.strerror}."
    return UnreadPart(table, file, table, what, "Give yourself the right to read it.")


def _not_kept(table: str) -> Note:
    return Note(table, "a table of the dataset that the record has no place for; not read", 1)
