"""What the reader meets in the files: cells that cannot be read, and rows that name no child.

These are no rules of DfE's. Each cell is told by itself, so that a day that does not exist is
never taken for one that is missing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from holdfast.returns.outcome import FINDINGS
from holdfast.returns.rule import Breach, MetByReader, Rule
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
        tuple(Breach(one, "The row does not say which child it is about.", "missing(CHILD)")
              for one in TABLES),
        fix="Give the row the number of its child.",
    ),
)  # fmt: skip


def met(troubles: list[CellTroubles], tables: Mapping[str, pa.Table]) -> pa.Table:
    """Findings about cells that could not be read."""
    return pa.Table.from_pylist(list(_found(troubles, tables)), schema=FINDINGS)


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
