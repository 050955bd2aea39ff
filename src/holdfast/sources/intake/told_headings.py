"""Headings that nobody knows, as they may be told: a heading row may be a row of data.

Where an export lost its headings the first row's values stand in their place, and somebody may
have typed a name above a column. What is told of an unknown heading lies in the manifest, and
is read by whoever reads an account of the import.
"""

from collections.abc import Sequence

from holdfast.record.store.words import looks_personal
from holdfast.terminal import visible

NOT_SHOWN = "(a heading not shown, since it may be a value of a row)"
_LONGEST = 60


def told_headings(unknown: Sequence[str]) -> list[str]:
    """The unknown headings of one part, written out and cut to 60 characters.

    None is shown where one of them holds a day, four figures, an address of mail or a title
    such as Mrs: the row is then taken for one of data.
    """
    if any(looks_personal(heading) for heading in unknown):
        return [NOT_SHOWN] * len(unknown)
    return [shortened(heading) for heading in unknown]


def shortened(text: str) -> str:
    """What somebody typed, written out and cut to 60 characters."""
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"
