"""Prints rows for people (a table), for spreadsheets (CSV) and for machines (JSON)."""

import csv
import json
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from enum import StrEnum
from io import StringIO
from operator import attrgetter
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


def print_rows(
    rows: Rows,
    columns: Sequence[str],
    form: Format,
    title: str = "",
    whole: Sequence[str] = (),
) -> None:
    """Print the named columns of the rows to standard output.

    In a table those named in ``whole``, such as a key that is typed again, stand on one line; of
    the others no word is cut off, however narrow the terminal.
    """
    if form is Format.JSON:
        print_json([{name: cell(row, name) for name in columns} for row in rows])
    elif form is Format.CSV:
        held, texts = StringIO(), _CellTexts()
        writer = csv.writer(held)
        writer.writerow(columns)
        writer.writerows(zip(*(_column(rows, name, texts) for name in columns), strict=True))
        sys.stdout.write(held.getvalue())
    else:
        table = Table(title=title or None, title_justify="left", header_style="bold")
        for column in columns:
            numbers = all(isinstance(cell(each, column), int | None) for each in rows)
            words = column.replace("_", " ")
            table.add_column(
                words[:1].upper() + words[1:],
                justify="right" if numbers else "left",
                overflow="fold",
                no_wrap=column in whole,
            )
        for each in rows:
            table.add_row(*(_words(cell(each, column)) for column in columns))
        Terminal().print(table)


def cell(row: Any, column: str) -> Any:
    """What a row says in a column."""
    return row[column] if isinstance(row, Mapping) else getattr(row, column)


class _CellTexts(dict[Any, Any]):
    """Texts, days and None as cells of CSV for a terminal: each is made once, when first asked for.

    Hundreds of thousands of rows say few different ones. Line breaks stay, within quotes.
    """

    def __missing__(self, value: Any) -> Any:
        harmless = visible(defused(value), keep="\n\t") if isinstance(value, str) else value
        # What csv would write of a day at every row.
        self[value] = made = str(harmless) if type(value) is date else harmless
        return made


def _column(rows: Rows, name: str, texts: _CellTexts) -> Iterable[Any]:
    """What every row says in a column, as cells of CSV."""
    mappings = {issubclass(kind, Mapping) for kind in set(map(type, rows))}
    if mappings == {False}:
        values = list(map(attrgetter(name), rows))
    else:
        values = [cell(row, name) for row in rows]
    # Other kinds may be equal without being written alike, as 1 and True are.
    if set(map(type, values)) <= {str, date, type(None)}:
        return map(texts.__getitem__, values)
    return [texts[value] if isinstance(value, str) else value for value in values]


def print_json(value: Any) -> None:
    """Print JSON: a dataclass as its fields in their order, days as ISO dates.

    What a terminal might act on stands as its number.
    """
    text = json.dumps(value, indent=2, default=_plain, ensure_ascii=False)
    sys.stdout.write(_ACTING.sub(lambda one: json.dumps(one[0])[1:-1], text) + "\n")


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: getattr(value, one.name) for one in fields(value)}
    return value.isoformat() if isinstance(value, date) else str(value)


def defused(text: str) -> str:
    """The text as a cell that no spreadsheet will take for a formula."""
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)
