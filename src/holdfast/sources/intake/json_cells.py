"""JSON in a cell: how much of it is read at all.

A parser of JSON goes one step deeper for every bracket, and a list of many pieces becomes as many
rows. What is beyond the limits is one cell that cannot be read: emptied, kept and in doubt.
"""

import re

from holdfast.limits import JSON_DEPTH, JSON_LENGTH, JSON_PIECES

_BRACKETS = re.compile(r"[\[\]{}]")


class TooLarge(ValueError):
    """The cell is beyond a limit; its words say which, and nothing of the cell."""


def refuse_too_large(text: str) -> None:
    """Raise TooLarge for a text that is longer or nested deeper than what is read as JSON.

    Brackets within words are counted too: no words hold so many that are not closed.
    """
    if len(text) > JSON_LENGTH.most:
        raise TooLarge(f"It is longer than the {JSON_LENGTH} that are read as JSON.")
    if text.count("[") + text.count("{") <= JSON_DEPTH.most:
        return
    depth = 0
    for bracket in _BRACKETS.findall(text):
        depth += 1 if bracket in "[{" else -1
        if depth > JSON_DEPTH.most:
            raise TooLarge(f"It is nested deeper than the {JSON_DEPTH} that are read as JSON.")


def pieces_within(pieces: list[str]) -> list[str]:
    """The pieces of a list. Raises TooLarge where there are more than are read."""
    if len(pieces) > JSON_PIECES.most:
        raise TooLarge(f"It has more than the {JSON_PIECES} that are read.")
    return pieces
