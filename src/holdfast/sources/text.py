"""Text as sources give it: what one cell came to, and two spellings that mean the same."""

from dataclasses import dataclass
from datetime import date, datetime, time

Value = str | bool | int | float | date | datetime

_STRAIGHT = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class CellRead:
    """What a cell came to. ``note`` and ``trouble`` say what was met, never the cell itself.

    ``unknown`` says that the value is kept as it stands although nobody knows what it means: it
    raises a doubt, as ``trouble`` does.
    """

    value: Value | None = None
    note: str = ""
    trouble: str = ""
    unknown: str = ""


NOTHING = CellRead()


def clean(text: str) -> str:
    """Text for comparing: case, spacing and the shape of quotation marks do not count."""
    return " ".join(text.translate(_STRAIGHT).split()).casefold()


def as_text(value: object) -> str | None:
    """A cell of a spreadsheet or a database as the text that its reader would have typed."""
    if value is None or isinstance(value, str):
        return value or None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)
