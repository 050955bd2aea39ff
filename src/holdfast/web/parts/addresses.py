"""Addresses that differ from the present one in some of their query."""

from collections.abc import Iterable

from django.http import QueryDict


def with_query(query: QueryDict, changes: dict[str, str | Iterable[str] | None]) -> str:
    """The query with each change made, as a relative address that starts with "?".

    None takes a name out; a string or a sequence of strings takes its values' place.
    """
    new = query.copy()
    for name, value in changes.items():
        new.setlist(name, _values(value))
    return f"?{new.urlencode()}"


def without(query: QueryDict, name: str, value: str) -> str:
    """The query without one value of a name, back at the first page."""
    left = [one for one in query.getlist(name) if one != value]
    return with_query(query, {name: left, "page": None})


def _values(value: str | Iterable[str] | None) -> list[str]:
    if value is None:
        return []
    return [value] if isinstance(value, str) else list(value)
