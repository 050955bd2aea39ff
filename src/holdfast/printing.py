"""Prints rows for people (a table), for spreadsheets (CSV) and for machines (JSON)."""

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table

Rows = Sequence[Mapping[str, Any]]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def print_rows(rows: Rows, columns: Sequence[str], form: Format, title: str = "") -> None:
    """Print the named columns of the rows to standard output."""
    if form is Format.JSON:
        print_json([{name: row[name] for name in columns} for row in rows])
    elif form is Format.CSV:
        _print_csv(rows, columns)
    else:
        _print_table(rows, columns, title)


def print_json(value: Any) -> None:
    """Print JSON: days as ISO dates, nothing else changed."""
    json.dump(value, sys.stdout, indent=2, default=_plain, ensure_ascii=False)
    sys.stdout.write("\n")


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _print_csv(rows: Rows, columns: Sequence[str]) -> None:
    writer = csv.writer(sys.stdout)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_harmless(row[name]) for name in columns])


def _harmless(value: Any) -> Any:
    """A cell that no spreadsheet will take for a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value


def _print_table(rows: Rows, columns: Sequence[str], title: str) -> None:
    table = Table(title=title or None, title_justify="left", header_style="bold")
    for name in columns:
        numbers = all(isinstance(row[name], int | None) for row in rows)
        words = name.replace("_", " ")
        table.add_column(words[:1].upper() + words[1:], justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*(_words(row[name]) for name in columns))
    Console().print(table)


def _words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day} {value:%b %Y}"
    return str(value)
