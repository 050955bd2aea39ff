"""Zips of a small council's tables, as they are sent to the page that looks through data."""

import zipfile
from collections.abc import Sequence
from io import BytesIO

from tests.sources.ssd_made import COUNCIL, VISIT, Row, lines

# As many columns with something to correct as no screen holds, one of them in two ways.
FAULTY: dict[str, list[Row]] = {
    "ssd_cp_visits": [
        {**VISIT, "cppv_cp_visit_id": str(n), "cppv_cp_visit_date": day}
        for n, day in enumerate(["31/11/2017", "tbc", "tbc"])
    ],
    **{
        table: [{**row, **{name: "tbc" for name in row if name.endswith(("_date", "_dob"))}}]
        for table, rows in COUNCIL.items()
        if table != "ssd_cp_visits"
        for row in rows[:1]
    },
}


def packed(**instead: Sequence[Row]) -> bytes:
    """The small council as a zip of CSV files below a folder, some tables with other rows."""
    tables = {**COUNCIL, **instead}
    return zipped({f"export/{name}.csv": lines(rows) for name, rows in tables.items()})


def zipped(files: dict[str, str], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", way) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()
