"""Text put into SQL: the one place that makes it safe.

What was given by a person, a file or a row is bound as a value (``Engine.fetch``). Only what a
defined relation needs stands in its text, since that takes no values: words of a closed list of
ours and days (``closed``, ``day_sql``). ``quote`` and ``quoted`` are for what is neither.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum


def quote(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(texts: Iterable[str]) -> str:
    """The texts as a list for ``in (...)``; one that nothing equals when there are none."""
    return ", ".join(quote(text) for text in texts) or "null"


def closed(*words: StrEnum) -> str:
    """Words of a closed list of ours, for ``in (...)`` or after ``=``."""
    return quoted(word.value for word in words)


def day_sql(day: date) -> str:
    """A day as an SQL literal."""
    return f"date '{date.isoformat(day)}'"
