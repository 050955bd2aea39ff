"""What the head of a census file says of the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa
from lxml import etree

from holdfast.sources.cin_census.census import HEADER
from holdfast.sources.cin_census.parsing.head import NEW_LINE, CensusHead
from holdfast.sources.cin_census.parsing.parsed_rows import Refused
from holdfast.sources.cin_census.parsing.slices import refused
from holdfast.sources.cin_census.parsing.slicing import Slice
from holdfast.sources.cin_census.parsing.values import UnreadableField, read, read_day
from holdfast.sources.cin_census.parsing.xml_trees import NoXml, parsed, recovered

# The rows of modules are counted from 1, and there is one header.
_ROW = 1


@dataclass(frozen=True)
class Header:
    """What the head of the file says; None is what it does not say, or not readably.

    ``unreadable`` names what it does not say readably; ``made`` is the day the file was made on.
    """

    collection: str | None = None
    year: int | None = None
    reference: date | None = None
    authority: str | None = None
    unreadable: tuple[str, ...] = ()
    made: date | None = None

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
    unreadable: tuple[UnreadableField, ...] = ()
    refused: tuple[Refused, ...] = ()


def read_header(head: CensusHead) -> FoundHeader:
    """The header in the head of a file. Of a head that is no XML it is read as far as it goes."""
    told: tuple[Refused, ...] = ()
    whole = head.text.lstrip() + head.closes
    add = head.text.count(NEW_LINE) - head.text.lstrip().count(NEW_LINE)
    try:
        tree = parsed(whole)
    except NoXml as error:
        tree = recovered(whole)
        told = (refused(Slice(head.text.lstrip(), 1 + add), error, "before the children"),)
    found = None if tree is None else _first(tree, HEADER.name)
    if found is None:
        return FoundHeader(refused=told)
    values, bad = zip(*_values(found, add), strict=True)
    collection, year, reference, authority = values
    lost = tuple(one for one in bad if one)
    names = tuple(one.field for one in lost)
    return FoundHeader(
        Header(collection, year, reference, authority, names, _made(found)), lost, told
    )


def _values(header: etree._Element, add: int) -> Iterator[tuple[Any, UnreadableField | None]]:
    """The value of each field of the header, and what of it could not be read."""
    for one in HEADER.fields():
        found = _first(header, one.name)
        text = "" if found is None else found.text or ""
        values, bad = read(pa.array([text]), one.kind)
        line = add + (header if found is None else found).sourceline
        lost = [UnreadableField(HEADER.name, _ROW, None, line, one.name, held) for _, held in bad]
        yield values[0].as_py(), lost[0] if lost else None


def _made(header: etree._Element) -> date | None:
    """The day on which the file was made; no rule asks for it."""
    found = _first(header, "DateTime")
    text = "" if found is None else (found.text or "").strip()
    return read_day(text[:10])


def _first(element: etree._Element, name: str) -> etree._Element | None:
    """The first element of that name, whatever its namespace; one not explained stays a prefix."""
    names = ((one, one.tag.rpartition("}")[2].rpartition(":")[2]) for one in element.iter("*"))
    return next((one for one, local in names if local == name), None)
