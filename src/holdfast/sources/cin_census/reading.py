"""Reads a census file: its header at once, its children some thousands at a time."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pyarrow as pa
from lxml import etree

from holdfast.sources.cin_census.census import HEADER
from holdfast.sources.cin_census.decoding import utf8
from holdfast.sources.cin_census.parsing import Parsed, Refused, header, parsed
from holdfast.sources.cin_census.slicing import Cut
from holdfast.sources.cin_census.values import Unreadable, read_day, read_whole, typed
from holdfast.sources.cin_census.walking import Oddment, Walk, rows_of

BATCH = 20_000

_NAMES = tuple(one.name for one in HEADER.fields())


@dataclass(frozen=True)
class Header:
    """What the head of the file says; None is what it does not say, or not readably."""

    collection: str | None = None
    year: int | None = None
    reference: date | None = None
    authority: str | None = None

    def table(self) -> pa.Table:
        """The header as the one row of its module."""
        place = {"row": 1, "child": None, "episode": None, "inside": None, "line": None}
        named = {
            "Collection": self.collection,
            "Year": self.year,
            "ReferenceDate": self.reference,
            "LEA": self.authority,
        }
        return pa.Table.from_pylist([place | named], schema=HEADER.shape())


@dataclass(frozen=True)
class Batch:
    """Some children with all that is theirs: rows by module, and what could not be read.

    Each table has the shape that its module declares.
    """

    tables: dict[str, pa.Table]
    unreadable: tuple[Unreadable, ...] = ()
    oddments: tuple[Oddment, ...] = ()


@dataclass
class Reading:
    """A file being read. ``refused`` and ``closed`` are whole once every batch was taken.

    ``closed`` tells whether the file went on to its proper end.
    """

    header: Header
    has_header: bool
    _cut: Cut
    refused: list[Refused] = field(default_factory=list)
    closed: bool = False

    def batches(self, size: int = BATCH) -> Iterator[Batch]:
        """All children in the order of the file, about ``size`` at a time."""
        walk = Walk()
        for one in parsed(self._cut):
            self._take(walk, one)
            if len(walk.rows["Child"]) >= size:
                yield _batch(walk)
        yield _batch(walk)
        self.closed = self._cut.closed

    def _take(self, walk: Walk, one: Parsed) -> None:
        for tree, add in one.trees:
            walk.children(tree, add)
        self.refused += one.refused


def read_census(path: Path, met: Callable[[int], None] | None = None) -> Reading:
    """Open a census file. ``met`` is told how many bytes of text each block holds.

    Raises CannotRead for what is no census at all: an empty file, another format, a DOCTYPE,
    no element for the children.
    """
    blocks = utf8(path)
    cut = Cut(_telling(blocks, met) if met else blocks)
    root = header(cut)
    head = None if root is None else _first(root, "Header")
    return Reading(_header(head), head is not None, cut)


def _telling(blocks: Iterator[bytes], met: Callable[[int], None]) -> Iterator[bytes]:
    for block in blocks:
        met(len(block))
        yield block


def _batch(walk: Walk) -> Batch:
    tables: dict[str, pa.Table] = {}
    lost: list[Unreadable] = []
    for module, rows in rows_of(walk.taken()):
        tables[module.name], bad = typed(module, rows)
        lost += bad
    oddments, walk.oddments = tuple(walk.oddments), []
    return Batch(tables, tuple(lost), oddments)


def _header(head: etree._Element | None) -> Header:
    if head is None:
        return Header()
    collection, year, day, authority = (_text(head, name) for name in _NAMES)
    return Header(collection, read_whole(year or ""), read_day(day or ""), authority)


def _first(element: etree._Element, name: str) -> etree._Element | None:
    return next(element.iter("{*}" + name), None)


def _text(head: etree._Element, name: str) -> str | None:
    element = _first(head, name)
    text = "" if element is None else (element.text or "").strip()
    return text or None
