"""Writes a census as XML: a child at a time, whole or not at all.

The order of the elements is that of the census's declaration; fields and modules that the year
does not collect are left out. The file takes its place in one step once it is whole.
"""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO, Any
from xml.sax.saxutils import escape

import pyarrow as pa

from holdfast.errors import BadSetting
from holdfast.record.store.atomic_files import force
from holdfast.sources.cin_census import Header
from holdfast.sources.cin_census.census import CHILD, MODULES
from holdfast.sources.cin_census.module import Field, FieldGroup, Module, Part

# So many rows of a module are held as Python's own at once.
HELD = 4_096
SOFTWARE = "Holdfast"
SERIAL = "001"

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Row = dict[str, Any]
Tables = Mapping[str, pa.Table]


class Misplaced(ValueError):
    """A row lies in no row around it, or out of order. Only a mistake of ours can raise it."""


def write_census(header: Header, tables: Tables, path: Path, made_at: str = "") -> None:
    """Write a census to a file, taking the place of one that lies there.

    ``tables`` hold the rows of each module in the order of the file, as ``Module.shape`` tells;
    ``made_at`` is the moment of the record, as ISO text. The header must tell its year. Raises
    BadSetting where the file cannot be written.
    """
    try:
        with _whole(path) as file:
            _write(header, tables, file, made_at)
    except OSError as error:
        raise BadSetting(
            f"The census cannot be written to {path}: {error.strerror}.",
            "Choose a folder that exists and that you may write to.",
        ) from error


@contextmanager
def _whole(path: Path) -> Iterator[IO[str]]:
    """A file that takes its place once it was written to the end, and leaves nothing otherwise."""
    with NamedTemporaryFile(
        "w", encoding="utf-8", newline="\n", dir=path.parent, delete=False
    ) as new:
        beside = Path(new.name)
        try:
            yield new
            new.close()
            force(beside)
            os.replace(beside, path)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    force(path.parent)


def _write(header: Header, tables: Tables, file: IO[str], made_at: str) -> None:
    year = _year(header)
    file.write('<?xml version="1.0" encoding="UTF-8"?>\n<Message>\n')
    file.writelines(_head(header, year, made_at))
    file.write("<Children>\n")
    rows = {module.name: _Rows(module, tables[module.name]) for module in MODULES}
    for child in rows[CHILD.name].all():
        file.write("".join(_element(CHILD, child, rows, year)))
    file.write("</Children>\n</Message>\n")
    for rows_of_module in rows.values():
        rows_of_module.check()


def _year(header: Header) -> int:
    if header.year is None:
        raise Misplaced("a header without a year")
    return header.year


def _head(header: Header, year: int, made_at: str) -> Iterator[str]:
    yield "<Header>\n<CollectionDetails>\n"
    yield _leaf("Collection", header.collection)
    yield _leaf("Year", year)
    yield _leaf("ReferenceDate", header.reference)
    yield "</CollectionDetails>\n"
    # A source needs the number of its council; without one it says nothing.
    if header.authority:
        yield "<Source>\n"
        source = {"SourceLevel": "L", "LEA": header.authority, "SoftwareCode": SOFTWARE}
        for name, value in (source | {"SerialNo": SERIAL, "DateTime": made_at}).items():
            yield _leaf(name, value)
        yield "</Source>\n"
    yield "</Header>\n"


class _Rows:
    """The rows of a module, read forward once: those inside one row lie together."""

    def __init__(self, module: Module, table: pa.Table) -> None:
        self._name = module.name
        self._rows = _told(table)
        self._next: Row | None = next(self._rows, None)

    def all(self) -> Iterator[Row]:
        """Every row."""
        while (row := self._next) is not None:
            self._next = next(self._rows, None)
            yield row

    def inside(self, number: int) -> list[Row]:
        """The next rows, as long as they are inside the row of that number."""
        found = []
        while (row := self._next) is not None and row["inside"] == number:
            found.append(row)
            self._next = next(self._rows, None)
        return found

    def check(self) -> None:
        """Raise Misplaced where a row was left over."""
        if self._next is not None:
            raise Misplaced(f"rows of {self._name} stand inside no row, or out of order")


def _told(table: pa.Table) -> Iterator[Row]:
    for batch in table.to_batches(max_chunksize=HELD):
        yield from batch.to_pylist()


def _element(module: Module, row: Row, rows: Mapping[str, _Rows], year: int) -> Iterator[str]:
    yield f"<{module.name}>\n"
    yield from _parts(module.parts, row, rows, year)
    yield f"</{module.name}>\n"


def _parts(
    parts: tuple[Part, ...], row: Row, rows: Mapping[str, _Rows], year: int
) -> Iterator[str]:
    for part in parts:
        if isinstance(part, Field):
            if part.since <= year <= part.until:
                yield _leaf(part.name, row[part.name])
        elif isinstance(part, FieldGroup):
            yield f"<{part.name}>\n"
            yield from _parts(part.parts, row, rows, year)
            yield f"</{part.name}>\n"
        else:
            yield from _inner(part, row, rows, year)


def _inner(module: Module, row: Row, rows: Mapping[str, _Rows], year: int) -> Iterator[str]:
    found = rows[module.name].inside(row["row"])
    if module.since > year or not found:
        return
    if not module.listed:
        for row in found:
            yield from _element(module, row, rows, year)
        return
    leaf = module.fields()[0].name
    yield f"<{module.name}>\n"
    # One that holds nothing is written as an empty element: a rule asks for what it should hold.
    yield from (_leaf(leaf, row[leaf]) or f"<{leaf}/>\n" for row in found)
    yield f"</{module.name}>\n"


def _leaf(name: str, value: Any) -> str:
    return "" if value is None or value == "" else f"<{name}>{_text(value)}</{name}>\n"


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    # What no XML may hold would make the whole file unreadable.
    return escape(_NO_XML.sub("\ufffd", str(value)))
