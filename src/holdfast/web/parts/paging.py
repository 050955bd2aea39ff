"""One page of a long list: which rows to fetch, and the links to the other pages."""

from dataclasses import dataclass

from django.http import QueryDict

from holdfast.web.parts.addresses import with_query

PAGE_SIZE = 50
NEAR = 1


@dataclass(frozen=True)
class Step:
    """One link of the pagination; a gap has no number."""

    number: int | None
    url: str = ""
    here: bool = False


@dataclass(frozen=True)
class Paging:
    """Which page of how many. Make one with ``paging(request.GET, total)``.

    Fetch ``limit`` rows from ``offset``; ``first`` and ``last`` are the numbers of the rows
    shown, from 1. Draw it with ``{% include "parts/pagination.html" %}``.
    """

    query: QueryDict
    total: int
    limit: int
    number: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.limit))

    @property
    def offset(self) -> int:
        """How many rows come before this page."""
        return (self.number - 1) * self.limit

    @property
    def first(self) -> int:
        """The number of the first row shown; 0 in an empty list."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last row shown; 0 in an empty list."""
        return min(self.offset + self.limit, self.total)

    @property
    def previous(self) -> str:
        """The address of the page before; empty on the first."""
        return self._url(self.number - 1) if self.number > 1 else ""

    @property
    def next(self) -> str:
        """The address of the page after; empty on the last."""
        return self._url(self.number + 1) if self.number < self.pages else ""

    @property
    def steps(self) -> list[Step]:
        """The first page, the last, those near this one, and gaps between."""
        near = range(self.number - NEAR, self.number + NEAR + 1)
        shown = sorted({1, self.pages, *(n for n in near if 1 <= n <= self.pages)})
        steps: list[Step] = []
        for before, number in zip([0, *shown], shown, strict=False):
            if number > before + 1:
                steps.append(Step(None))
            steps.append(Step(number, self._url(number), number == self.number))
        return steps

    def _url(self, number: int) -> str:
        return with_query(self.query, {"page": str(number) if number > 1 else None})


def paging(query: QueryDict, total: int, limit: int = PAGE_SIZE) -> Paging:
    """The page that the address asks for; the nearest there is when it asks for none such."""
    asked = query.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else 1
    pages = max(1, -(-total // limit))
    return Paging(query, total, limit, min(max(number, 1), pages))
