"""Headings of the dataset's tables that the dataset does not know."""

from collections.abc import Sequence
from contextlib import ExitStack

from holdfast.sources.ssd.declared import KNOWN_HEADINGS
from holdfast.sources.ssd.finding import find
from holdfast.sources.text import clean


def unknown_headings(paths: Sequence[str]) -> list[tuple[str, str]]:
    """The table and the heading of each column that is not read. Raises what ``find`` raises."""
    with ExitStack() as closing:
        parts = find(paths, closing).parts
        return [
            (table, heading)
            for table, part in parts.items()
            for heading in part.headings
            if clean(heading) not in KNOWN_HEADINGS.get(table, frozenset())
        ]
