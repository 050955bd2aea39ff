"""Rows of a list that are about nobody: totals, footnotes, the headings again."""

import re

from holdfast.sources.annex_a.layout import fold

_FURNITURE = re.compile(
    r"(grand |sub-?)?totals?\b.*|count\b.*|notes?\b.*|source\b.*|end of .*|produced .*|printed .*"
    r"|report .*|page \d+.*|\* .*",
    re.IGNORECASE,
)


def is_furniture(text: str | None, subject: str) -> bool:
    """Whether what stands under the heading ``subject`` names nobody."""
    # Nearly every child's identifier is in figures, and no such row is furniture.
    if not text or text.isdigit():
        return False
    return _FURNITURE.fullmatch(text) is not None or fold(text) == fold(subject)
