"""Prints rows for people (a table), for spreadsheets (CSV) and for machines (JSON)."""

import csv
import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from rich.table import Table

from holdfast.terminal import Terminal, visible

# A row is a mapping or a dataclass: its columns are keys of the one, fields of the other.
Rows = Sequence[Any]

# A cell that begins with one of these is run as a formula by the common spreadsheets; Japanese
# and Chinese editions take the full-width signs for the plain ones.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# What JSON itself leaves as it is though a terminal may act on it.
_ACTING = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_rows(rows: Rows, columns: Sequence[str], form: Format, title: str = "") -> None:
    """Print the named columns of the rows to standard output."""
    if form is Format.JSON:
        print_json([{name: cell(row, name) for name in columns} for row in rows])
    elif form is Format.CSV:
        writer = csv.writer(sys.stdout)
        writer.writerow(columns)
        for row in rows:
            writer.writerow([_harmless(cell(row, name)) for name in columns])
    else:
        table = Table(title=title or None, title_justify="left", header_style="bold")
        for column in columns:
            numbers = all(isinstance(cell(each, column), int | None) for each in rows)
            words = column.replace("_", " ")
            table.add_column(words[:1].upper() + words[1:], justify="right" if numbers else "left")
        for each in rows:
            table.add_row(*(_words(cell(each, column)) for column in columns))
        Terminal().print(table)


def cell(row: Any, column: str) -> Any:
    """What a row says in a column."""
    return row[column] if isinstance(row, Mapping) else getattr(row, column)


def print_json(value: Any) -> None:
    """Print JSON: a dataclass as its fields in their order, days as ISO dates.

    What a terminal might act on stands as its number.
    """
    text = json.dumps(value, indent=2, default=_plain, ensure_ascii=False)
    sys.stdout.write(_ACTING.sub(lambda one: json.dumps(one[0])[1:-1], text) + "\n")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet will take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _harmless(value: Any) -> Any:
    """A cell for a spreadsheet that is written to a terminal: line breaks stay, within quotes."""
    return visible(defused(value), keep="\n\t") if isinstance(value, str) else value


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)
