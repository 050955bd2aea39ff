"""Text put into SQL: the one place that makes it safe."""

from collections.abc import Iterable


def quote(text: str) -> str:
    """The text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def quoted(texts: Iterable[str]) -> str:
    """The texts as a list for ``in (...)``; one that nothing equals when there are none."""
    return ", ".join(quote(text) for text in texts) or "null"
