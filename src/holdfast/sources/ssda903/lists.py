"""Look-up lists: Ofsted's providers, and where each postcode lies.

Each is a CSV file with a row of headings. A heading may be called as the lists that go about call
it: Ofsted's list of providers saved as CSV, or the postcode directory of the Office for National
Statistics (its columns are many; only these are read).
"""

import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.errors import CannotRead
from holdfast.record.schema.table import ColumnKind
from holdfast.sources.ssda903.columns import ReturnColumn, ReturnTable, worked_out
from holdfast.sources.ssda903.separated_rows import SeparatedRows, separated_rows
from holdfast.sources.ssda903.typed_cells import typed_cells

_TEXT, _DAY, _NUMBER = ColumnKind.TEXT, ColumnKind.DAY, ColumnKind.NUMBER

PROVIDERS = worked_out(
    "Providers",
    "Ofsted's list: a row for each provider, placement type and kind of provider.",
    (
        ReturnColumn("URN", _TEXT, "Ofsted's number."),
        ReturnColumn("LA", _TEXT, "The council in whose area it lies."),
        ReturnColumn("PLACE", _TEXT, "A placement type that it may give."),
        ReturnColumn("PROVIDER", _TEXT, "A kind of provider that it is."),
        ReturnColumn("CLOSED", _DAY, "Day on which it closed."),
        ReturnColumn("POSTCODE", _TEXT, "Its postcode, without spaces."),
    ),
)
POSTCODES = worked_out(
    "Postcodes",
    "Where each postcode lies.",
    (
        ReturnColumn("POSTCODE", _TEXT, "The postcode, without spaces."),
        ReturnColumn("LA", _TEXT, "The council in whose area it lies."),
        ReturnColumn("EAST", _NUMBER, "Metres east."),
        ReturnColumn("NORTH", _NUMBER, "Metres north."),
    ),
)
COUNCIL = worked_out(
    "Council",
    "The council whose return it is.",
    (ReturnColumn("AUTHORITY", _TEXT, "Its code, as the list of postcodes has it."),),
)

# What a heading is called, in small letters and figures alone.
_PROVIDER_HEADINGS = {
    "URN": ("urn",),
    "LA": ("lacode", "la", "localauthority", "providerlocalauthority"),
    "PLACE": ("placecodes", "placementcode", "providerplacementcode", "place"),
    "PROVIDER": ("providercodes", "placementprovidercode", "providercode", "provider"),
    "CLOSED": ("regend", "closed", "closeddate", "deregistrationdate"),
    "POSTCODE": ("postcode", "settingpostcode", "settingaddresspostcode"),
}
_POSTCODE_HEADINGS = {
    "POSTCODE": ("postcode", "pcds", "pcd", "pcd7", "pcd8"),
    "LA": ("la", "laua", "oslaua", "lacode"),
    "EAST": ("east", "oseast1m", "eastings", "easting"),
    "NORTH": ("north", "osnrth1m", "northings", "northing"),
}
# Without these a list says nothing.
_NEEDED = {"Providers": ("URN",), "Postcodes": ("POSTCODE", "LA", "EAST", "NORTH")}


def provider_rows(path: Path) -> pa.Table:
    """Ofsted's providers. Raises CannotRead, naming the file and the column that is missing."""
    rows = separated_rows(path, path.name)
    at = _places(path, rows, PROVIDERS, _PROVIDER_HEADINGS)
    held = {name: _cells(rows, at, PROVIDERS.field(name)).to_pylist() for name in at}
    made = []
    for place in range(rows.cells.num_rows):
        row = {name: values[place] for name, values in held.items()}
        many = (_codes(row.get("PLACE")), _codes(row.get("PROVIDER")))
        made += [row | {"PLACE": one, "PROVIDER": other} for one, other in product(*many)]
    for row in made:
        row["POSTCODE"] = _joined(row.get("POSTCODE"))
    return pa.Table.from_pylist(made, schema=PROVIDERS.shape())


def postcode_rows(path: Path) -> pa.Table:
    """Where postcodes lie. Raises CannotRead, naming the file and the column that is missing."""
    rows = separated_rows(path, path.name)
    at = _places(path, rows, POSTCODES, _POSTCODE_HEADINGS)
    columns = {name: rows.cells.column(at[name]).combine_chunks() for name in at}
    columns["POSTCODE"] = pc.replace_substring(pc.utf8_upper(columns["POSTCODE"]), " ", "")
    for name in ("EAST", "NORTH"):
        number = pc.match_substring_regex(columns[name], r"^-?\d{1,9}(\.\d+)?$")
        columns[name] = pc.if_else(number, columns[name], None).cast(pa.float64())
    return pa.table(columns, schema=POSTCODES.shape())


def council_row(authority: str) -> pa.Table:
    """The list of one council."""
    return pa.table({"AUTHORITY": [authority]}, schema=COUNCIL.shape())


def _places(
    path: Path, rows: SeparatedRows, table: ReturnTable, headings: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    plain = [re.sub(r"[^a-z0-9]", "", cell.lower()) for cell in rows.headings]
    found = {
        name: next(plain.index(one) for one in called if one in plain)
        for name, called in headings.items()
        if any(one in plain for one in called)
    }
    absent = [name for name in _NEEDED[table.name] if name not in found]
    if absent:
        raise CannotRead(
            f"{path.name} has no column called {absent[0]}.",
            f"A list of {table.name.lower()} needs the columns {', '.join(headings)}.",
        )
    return found


def _cells(rows: SeparatedRows, at: Mapping[str, int], column: ReturnColumn) -> pa.Array:
    return typed_cells(column, rows.cells.column(at[column.name]))[0]


def _codes(text: Any) -> list[str | None]:
    """The codes in a cell, however they are parted."""
    return re.findall(r"[A-Z0-9]+", str(text or "").upper()) or [None]


def _joined(text: Any) -> str | None:
    return str(text).replace(" ", "").upper() if text else None
