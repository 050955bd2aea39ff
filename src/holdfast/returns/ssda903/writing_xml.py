"""Writes a looked-after return as the one XML file: a child, its header, and its episodes.

The file has no place for social workers, nor for orders that deprive of liberty. Its public
description names the elements and not their order; the order here is ours.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa
from lxml import etree

from holdfast.errors import CannotWrite
from holdfast.returns.ssda903.writing import as_written
from holdfast.sources.ssda903.layout import BY_NAME, DOLO, HEADER, SW_EPISODES
from holdfast.sources.ssda903.xml_rows import RESPELT, ROW_ELEMENTS

XML = "ssda903.xml"
# Tables for which the file has no place.
NOT_IN_XML = (SW_EPISODES.name, DOLO.name)

# The child's own columns stand in the header alone.
_OWN = ("CHILD", "DOB", "SEX")
_NAMES = {ours: theirs for theirs, ours in RESPELT.items()}
_INSIDE = {table: element for element, table in ROW_ELEMENTS.items() if element != "EPISODE"}
# What stands in the header itself.
_BESIDE = ("UASC", "OC3", "AD1")

Row = dict[str, str]
Rows = Mapping[str, list[Row]]


def write_return_xml(tables: Mapping[str, pa.Table], path: Path) -> None:
    """Write the file, children by their numbers. Raises CannotWrite."""
    of_child: dict[str, dict[str, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for name in (one for one in tables if one not in NOT_IN_XML):
        for row in _rows(name, tables[name]):
            of_child[row["CHILD"]][name].append(row)
    root = etree.Element("EXPSSDA903")
    for child in sorted(of_child):
        _child(etree.SubElement(root, "CHILD"), of_child[child])
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        etree.ElementTree(root).write(
            str(path), encoding="utf-8", xml_declaration=True, pretty_print=True
        )
    except OSError:
        raise CannotWrite(
            "The file of the return cannot be written there.", "Choose another folder with --out."
        ) from None


def _rows(name: str, rows: pa.Table) -> Iterator[Row]:
    """The rows of a table as text, without what is empty."""
    columns = BY_NAME[name].columns
    values = zip(*(rows[column.name].to_pylist() for column in columns), strict=True)
    for row in values:
        cells = map(as_written, columns, row)
        yield {column.name: text for column, text in zip(columns, cells, strict=True) if text}


def _child(element: etree._Element, rows: Rows) -> None:
    header = etree.SubElement(element, "HEADER")
    who = next(row for name in rows for row in rows[name])
    own = next(iter(rows.get(HEADER.name, [])), {name: who[name] for name in _OWN if name in who})
    _write(header, own, ())
    for name in _BESIDE:
        for row in rows.get(name, []):
            if name == "UASC":
                etree.SubElement(header, "UASC").text = "1"
            _write(header, row, _OWN)
    for name, tag in _INSIDE.items():
        for row in rows.get(name, []):
            _write(etree.SubElement(header, tag), row, _OWN)
    for row in rows.get("Episodes", []):
        _write(etree.SubElement(element, "EPISODE"), row, ("CHILD",))


def _write(element: etree._Element, row: Row, without: tuple[str, ...]) -> None:
    for name, text in row.items():
        if name not in without:
            etree.SubElement(element, _NAMES.get(name, name)).text = text
