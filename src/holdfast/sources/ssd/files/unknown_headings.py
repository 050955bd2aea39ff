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
    found = []
    with ExitStack() as closing:
        for table, part in find(paths, closing).parts.items():
            known = KNOWN_HEADINGS.get(table, frozenset())
            unknown = [heading for heading in part.headings if clean(heading) not in known]
            found += [(table, heading) for heading in told_headings(unknown)]
    return found
