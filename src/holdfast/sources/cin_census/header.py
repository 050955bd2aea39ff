"""What the head of a census file says of the whole."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from lxml import etree

from holdfast.sources.cin_census.census import HEADER
from holdfast.sources.cin_census.head import CLOSES, NEW_LINE, Head
from holdfast.sources.cin_census.parsing import parser, refused
from holdfast.sources.cin_census.slicing import Slice
from holdfast.sources.cin_census.stretch import Refused
from holdfast.sources.cin_census.values import Unreadable, read

_BEGINS = re.compile(rb"<(?:[^\s<>/:]*:)?Header(?=[\s/>])")
_ENDS = re.compile(rb"</(?:[^\s<>/:]*:)?Header\s*>")
# The rows of modules are counted from 1, and there is one header.
_ROW = 1


@dataclass(frozen=True)
class Header:
    """What the head of the file says; None is what it does not say, or not readably.

    ``unreadable`` names what it does not say readably.
    """

    collection: str | None = None
    year: int | None = None
    reference: date | None = None
    authority: str | None = None
    unreadable: tuple[str, ...] = ()

    def table(self) -> pa.Table:
        """The header as the one row of its module."""
        row = {
            "row": _ROW,
            "unreadable": list(self.unreadable) or None,
            "Collection": self.collection,
            "Year": self.year,
            "ReferenceDate": self.reference,
            "LEA": self.authority,
        }
        return pa.Table.from_pylist([row], schema=HEADER.shape())


@dataclass(frozen=True)
class FoundHeader:
    """A header (None: there is none), and what of it could not be read."""

    header: Header | None = None
    unreadable: tuple[Unreadable, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_header(head: Head) -> FoundHeader:
    """The header in the head of a file. One that is no XML is read as far as it can be."""
    begins = _BEGINS.search(head.text)
    if begins is None:
        return FoundHeader()
    ends = _ENDS.search(head.text, begins.end())
    text = head.text[begins.start() : ends.end() if ends else len(head.text)]
    part = Slice(text, 1 + head.text.count(NEW_LINE, 0, begins.start()))
    told: tuple[Refused, ...] = ()
    whole = head.opens + text + CLOSES
    try:
        tree = etree.fromstring(whole, parser())
    except etree.XMLSyntaxError as error:
        told = (refused(part, error, "in the header"),)
        tree = etree.fromstring(whole, parser(recover=True))
    values, bad = zip(*_values(tree, part.line - 1), strict=True)
    collection, year, reference, authority = values
    lost = tuple(one for one in bad if one)
    names = tuple(one.field for one in lost)
    return FoundHeader(Header(collection, year, reference, authority, names), lost, told)


def _values(tree: etree._Element | None, add: int) -> Iterator[tuple[Any, Unreadable | None]]:
    """The value of each field of the header, and what of it could not be read."""
    for one in HEADER.fields():
        found = None if tree is None else next(tree.iter("{*}" + one.name), None)
        text = "" if found is None else found.text or ""
        values, bad = read(pa.array([text]), one.kind)
        line = add + (1 if found is None else found.sourceline)
        lost = [Unreadable(HEADER.name, _ROW, None, line, one.name, held) for _, held in bad]
        yield values[0].as_py(), lost[0] if lost else None
