"""Rows as a CSV file in which a spreadsheet finds no formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from io import StringIO
from typing import Any

from django.http import HttpResponse

from holdfast.printing import cell, defused


def csv_file(
    name: str, columns: Sequence[str], rows: Iterable[Any], about: Mapping[str, Any] | None = None
) -> HttpResponse:
    """The named columns of the rows, as a file to be saved under ``name``.

    A row is a mapping or a dataclass. ``about`` are further columns that say the same in every row.
    Days are ISO dates, text is UTF-8 with the mark that Excel needs to see that it is.
    """
    held = StringIO(newline="")
    writer = csv.writer(held)
    same = dict(about or {})
    writer.writerow([*columns, *same])
    last = [harmless(value) for value in same.values()]
    writer.writerows([*(harmless(cell(row, name)) for name in columns), *last] for row in rows)
    answer = HttpResponse(held.getvalue().encode("utf-8-sig"), content_type="text/csv")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def harmless(value: Any) -> Any:
    """The value as a cell that no spreadsheet will take for a formula; nothing for none."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return defused(value)
    return "" if value is None else value
