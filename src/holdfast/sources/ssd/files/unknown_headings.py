"""Headings of the dataset's tables that the dataset does not know."""

from collections.abc import Sequence
from contextlib import ExitStack

from holdfast.sources.intake.told_headings import told_headings
from holdfast.sources.ssd.declared import KNOWN_HEADINGS
from holdfast.sources.ssd.files.finding import find
from holdfast.sources.text import clean


def unknown_headings(paths: Sequence[str]) -> list[tuple[str, str]]:
    """The table and heading, as they may be told, of each column that is not read.

    Raises what ``find`` raises.
    """
    with ExitStack() as closing:
        parts = find(paths, closing).parts
        return [
            (table, heading)
            for table, part in parts.items()
            for heading in told_headings(_unknown(table, part.headings))
        ]


def _unknown(table: str, headings: Sequence[str]) -> list[str]:
    known = KNOWN_HEADINGS.get(table, frozenset())
    return [one for one in headings if clean(one) not in known]
