"""Sorting a table at the server: the heads are links, and the address holds the order."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict

from holdfast.web.parts.addresses import with_query


@dataclass(frozen=True)
class SortableColumn:
    """A column of a table. ``key`` is what the address and the query layer call it."""

    key: str
    title: str
    numeric: bool = False
    sortable: bool = True


@dataclass(frozen=True)
class ColumnHead:
    """A column's head: its link, and how the table is sorted by it (aria-sort's words)."""

    title: str
    numeric: bool
    url: str
    order: str


@dataclass(frozen=True)
class Sorting:
    """The order in force. Make one with ``sorting(request.GET, COLUMNS, "due")``.

    Draw the heads with ``{% include "parts/heads.html" %}``.
    """

    query: QueryDict
    columns: tuple[SortableColumn, ...]
    key: str
    descending: bool

    @property
    def heads(self) -> list[ColumnHead]:
        """The head of each column, in the columns' order."""
        return [
            ColumnHead(one.title, one.numeric, self._url(one), self._order(one))
            for one in self.columns
        ]

    def _order(self, column: SortableColumn) -> str:
        if not column.sortable:
            return ""
        if column.key != self.key:
            return "none"
        return "descending" if self.descending else "ascending"

    def _url(self, column: SortableColumn) -> str:
        """A second press turns the order round; a new order starts at the first page."""
        if not column.sortable:
            return ""
        turned = column.key == self.key and not self.descending
        return with_query(self.query, {"sort": f"{'-' * turned}{column.key}", "page": None})


def sorting(query: QueryDict, columns: Sequence[SortableColumn], default: str) -> Sorting:
    """The order that the address asks for: ``sort=due``, or ``sort=-due`` for descending.

    A key that is not a sortable column's falls back to ``default``, so what comes out is
    always one of the page's own keys and safe to look up.
    """
    known = {one.key for one in columns if one.sortable}
    asked = query.get("sort", default)
    chosen = asked if asked.removeprefix("-") in known else default
    return Sorting(query, tuple(columns), chosen.removeprefix("-"), chosen.startswith("-"))
