"""What the reader meets in a file: values that cannot be read, and elements without a place.

These are no rules of DfE's. Its own first check refuses such a file as a whole; here each is told
by itself, so that a day that does not exist is never taken for one that is missing.
"""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from holdfast.record.schema.table import ColumnKind
from holdfast.returns.outcome import FINDINGS
from holdfast.returns.rule import MetByReader, Rule
from holdfast.sources.cin_census.census import BY_NAME
from holdfast.sources.cin_census.parsing.parsed_rows import NESTED, REPEATED, STRAY, UNKNOWN
from holdfast.sources.cin_census.parsing.reading import ChildBatch

_KINDS = {
    ColumnKind.DAY: "This is no day: it does not exist, or is not written as year-month-day.",
    ColumnKind.FLAG: "This is neither yes (1 or true) nor no (0 or false).",
    ColumnKind.WHOLE: "This is not a whole number in figures.",
}
_PLACE = tuple(_KINDS)

RULES = (
    Rule(
        "HF01",
        tuple(MetByReader(words) for words in _KINDS.values()),
        fix="Correct the value in the case system; write 6 October 2022 as 2022-10-06.",
    ),
    Rule(
        "HF02",
        (
            MetByReader("The census knows no such element here; what is in it was not read."),
            MetByReader(
                "Text stands beside the elements in here, where none belongs; it was not read."
            ),
        ),
        fix="Ask whoever makes the file: the element is misspelt, misplaced, or of another year.",
    ),
    Rule(
        "HF03",
        (MetByReader("The field is given twice; the first was read."),),
        fix="Leave the one that is right.",
    ),
    Rule(
        "HF04",
        (MetByReader("Elements stand inside the field, where only a value belongs."),),
        fix="Ask whoever makes the file to write the value alone.",
    ),
)
_CASES = {UNKNOWN: ("HF02", 0), STRAY: ("HF02", 1), REPEATED: ("HF03", 0), NESTED: ("HF04", 0)}


def met(batch: ChildBatch) -> pa.Table:
    """Findings about values and elements of a batch that could not be read."""
    return pa.Table.from_pylist([*_unreadable(batch), *_oddments(batch)], schema=FINDINGS)


def _unreadable(batch: ChildBatch) -> Iterator[dict[str, Any]]:
    for cell in batch.unreadable:
        kind = BY_NAME[cell.module].field(cell.field).kind
        yield {
            "code": "HF01",
            "breach": _PLACE.index(kind),
            "table": cell.module,
            "row": cell.row,
            "child": cell.child,
            "line": cell.line,
            "field": cell.field,
        }


def _oddments(batch: ChildBatch) -> Iterator[dict[str, Any]]:
    for oddment in batch.oddments:
        code, case = _CASES[oddment.kind]
        yield {
            "code": code,
            "breach": case,
            "table": "Child",
            "child": oddment.child,
            "line": oddment.line,
            "field": oddment.element,
        }
