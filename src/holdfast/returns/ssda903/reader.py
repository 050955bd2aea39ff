"""What the reader meets in the files: cells that cannot be read, and rows that name no child.

These are no rules of DfE's. Each cell is told by itself, so that a day that does not exist is
never taken for one that is missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.returns.outcome import FINDINGS
from holdfast.returns.rule import MetByReader, Rule
from holdfast.sources.ssda903.layout import TABLES
from holdfast.sources.ssda903.troubles import CellTrouble, CellTroubles

_CASES = {
    CellTrouble.NO_DAY: ("HF01", 0),
    CellTrouble.NO_NUMBER: ("HF01", 1),
    CellTrouble.TOO_LONG: ("HF01", 2),
    CellTrouble.OTHER_FORM: ("HF02", 0),
    CellTrouble.FORMULA: ("HF03", 0),
}

RULES = (
    Rule(
        "HF01",
        (
            MetByReader("This is no day: it does not exist, or is not written day/month/year."),
            MetByReader("This is not a whole number in figures."),
            MetByReader("This is longer than any value of the return."),
        ),
        fix="Correct the value in the case system; write 6 October 2025 as 06/10/2025.",
    ),
    Rule(
        "HF02",
        (MetByReader("The day is written year-month-day; DfE takes day/month/year."),),
        fix="Export days as 06/10/2025. The day itself was read.",
    ),
    Rule(
        "HF03",
        (MetByReader("The cell begins as a formula of a spreadsheet does."),),
        fix="Take out the sign at the beginning of the cell.",
    ),
    Rule(
        "HF04",
        (MetByReader("The row does not say which child it is about."),),
        fix="Give the row the number of its child.",
    ),
)


def met(troubles: list[CellTroubles], tables: Mapping[str, pa.Table]) -> pa.Table:
    """Findings about cells that could not be read, and about this year's rows of no child."""
    found = [*_found(troubles, tables), *_of_nobody(tables)]
    return pa.Table.from_pylist(found, schema=FINDINGS)


def _of_nobody(tables: Mapping[str, pa.Table]) -> Iterator[dict[str, Any]]:
    for name in (table.name for table in TABLES if table.name in tables):
        rows = tables[name]
        nobody = rows.filter(pc.is_null(rows["CHILD"])).select(["row", "child", "line"])
        for row in nobody.to_pylist():
            yield row | {"code": "HF04", "breach": 0, "table": name, "field": "CHILD"}


def _found(
    troubles: list[CellTroubles], tables: Mapping[str, pa.Table]
) -> Iterator[dict[str, Any]]:
    for one in troubles:
        if not (code := _CASES.get(one.trouble)) or one.table not in tables:
            continue
        rows = tables[one.table].select(["row", "child", "line"])
        for row in rows.take(pa.array([at - 1 for at in one.rows])).to_pylist():
            yield row | {
                "code": code[0],
                "breach": code[1],
                "table": one.table,
                "field": one.column,
            }
