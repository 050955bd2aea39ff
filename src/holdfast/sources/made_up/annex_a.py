"""Made-up children as an Annex A workbook, for the tests and for trying the importer."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pyarrow as pa

from holdfast.errors import BadSetting
from holdfast.sources.annex_a_workbook.layout import LATER, LAYOUTS
from holdfast.sources.annex_a_workbook.records import Records
from holdfast.sources.annex_a_workbook.writing import WorkbookFront, write_workbook
from holdfast.sources.made_up.written import WrittenFile

FRONT = WorkbookFront(
    "Annex A of a made-up council",
    (("Every child and every worker in this workbook is made up.",),),
)


def write_annex_a(
    tables: Mapping[str, pa.Table], as_at: date, path: Path, layout: str = LATER
) -> Path:
    """Write record tables, by name, as the workbook ``path`` in a layout, and give the path.

    ``as_at`` is the last day of which the tables know anything. Layouts are ``2019`` and
    ``2024``. The folder is made where it is absent. Raises BadSetting for another layout.
    """
    annex_a_sheets(tables, as_at, path, layout)
    return path


def annex_a_sheets(
    tables: Mapping[str, pa.Table], as_at: date, path: Path, layout: str = LATER
) -> list[WrittenFile]:
    """Write the workbook as ``write_annex_a`` does; give each sheet with its rows."""
    if layout not in LAYOUTS:
        raise BadSetting(
            f"There is no layout of Annex A called {layout}.", f"Use {' or '.join(LAYOUTS)}."
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    written = write_workbook(Records(tables, as_at), path, layout, FRONT)
    return [WrittenFile(path, one.rows, one.sheet) for one in written]
