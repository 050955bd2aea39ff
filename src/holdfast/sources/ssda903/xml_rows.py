"""The XML file of the return as rows of the same tables as its CSV files.

``EXPSSDA903`` holds a ``CHILD`` for each child with a ``HEADER`` and its ``EPISODE``s. It has no
social workers and no deprivation of liberty: of these there is no file.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
from lxml import etree

from holdfast.errors import CannotRead
from holdfast.limits import TABLE_BYTES
from holdfast.ordinary_file import refuse_odd_file
from holdfast.sources.ssda903.layout import BY_NAME, DOLO, SW_EPISODES, TABLES
from holdfast.sources.ssda903.separated_rows import SeparatedRows
from holdfast.sources.ssda903.troubles import RefusedRows

RESPELT = {"CHILDID": "CHILD", "PL": "PLACE"}
# Elements of a child that are a row each, by the table that they belong to.
ROW_ELEMENTS = {
    "EPISODE": "Episodes", "AREVIEW": "Reviews", "AMISSING": "Missing", "OC2": "OC2",
    "PERMANENCE": "PrevPerm", "AD_PLACED": "PlacedAdoption",
}  # fmt: skip
# Tables whose columns stand in the child itself, and the column without which there is no row.
_OF_CHILD = {"UASC": "UASC", "OC3": "IN_TOUCH", "AD1": "DATE_INT"}


@dataclass
class XmlTables:
    """The rows of each table as text, and what could not be read."""

    tables: dict[str, SeparatedRows] = field(default_factory=dict)
    refused: list[RefusedRows] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def xml_tables(path: Path, called: str) -> XmlTables:
    """Read the XML file. Raises CannotRead where it holds no child."""
    refuse_odd_file(path, TABLE_BYTES, called)
    rows: dict[str, list[tuple[int, Mapping[str, str | None]]]] = defaultdict(list)
    found = XmlTables()
    try:
        read = etree.iterparse(
            str(path), tag="{*}CHILD", resolve_entities=False, no_network=True, huge_tree=False
        )
        for _, child in read:
            if child.getparent() is not None and len(child):
                _take_child(child, rows)
            child.clear()
            while child.getprevious() is not None and child.getparent() is not None:
                del child.getparent()[0]
    except etree.XMLSyntaxError as error:
        line = error.lineno or 1
        what = f"{called} is no XML from row {line} on; the children before it were read."
        found.refused.append(RefusedRows(line, line, what, "Export the file again, whole."))
    if not rows["Header"]:
        raise CannotRead(
            f"{called} holds no child of the looked-after return that can be read.",
            "Give the XML file as it goes to DfE, or the CSV files.",
        )
    found.tables = {
        one.name: _as_rows(one.name, rows[one.name])
        for one in TABLES
        if one not in (SW_EPISODES, DOLO)
    }
    return found


def _take_child(
    child: etree._Element, rows: dict[str, list[tuple[int, Mapping[str, str | None]]]]
) -> None:
    header = next((one for one in child if _tag(one) == "HEADER"), child)
    held = _leaves(header, inside=False)
    for element in header.iter():
        if not len(element) and _tag(element) not in held:
            held[_tag(element)] = element.text
    own = {name: held.get(name) for name in ("CHILD", "DOB", "SEX")}
    rows["Header"].append((child.sourceline or 0, held))
    for name, needed in _OF_CHILD.items():
        value = (held.get(needed) or "").strip()
        if value and not (needed == "UASC" and value == "0"):
            rows[name].append((child.sourceline or 0, held))
    for element in child.iter(*(f"{{*}}{tag}" for tag in ROW_ELEMENTS)):
        if len(element):
            leaves = own | _leaves(element)
            rows[ROW_ELEMENTS[_tag(element)]].append((element.sourceline or 0, leaves))


def _leaves(element: etree._Element, inside: bool = True) -> dict[str, str | None]:
    leaves = element.iter() if inside else iter(element)
    return {_tag(one): one.text for one in leaves if not len(one) and isinstance(one.tag, str)}


def _tag(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name: str = etree.QName(element).localname
    return RESPELT.get(name, name)


def _as_rows(name: str, rows: list[tuple[int, Mapping[str, str | None]]]) -> SeparatedRows:
    headings = [column.name for column in BY_NAME[name].columns]
    cells = {
        str(place): pa.array([row.get(heading) or None for _, row in rows], pa.string())
        for place, heading in enumerate(headings)
    }
    lines = np.array([line for line, _ in rows], int)
    return SeparatedRows(headings, pa.table(cells), lines)
