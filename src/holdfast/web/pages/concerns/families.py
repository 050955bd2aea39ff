"""The list of a concern as its page shows it: families in groups, one group for each fact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from holdfast.query.concerns import ConcernTrueOf, ConcernUnclearOf
from holdfast.query.people import team_names, worker_names
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.oversight.contests import contests_of
from holdfast.web.pages.concerns.filters import STRAND, ConcernFilters
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.paging import Paging

# A strand, the child's id in the register, and since when.
Contested = set[tuple[str, str, date]]

SHOWN_OF_A_GROUP, MANY_GROUPS, SHOWN_OF_MANY = 10, 4, 5


@dataclass(frozen=True)
class FamilyRow:
    """Brothers and sisters of whom one strand is true: the first of them leads the row."""

    children: tuple[ConcernTrueOf, ...]

    @property
    def first(self) -> ConcernTrueOf:
        """The child who stands first in the order of the list."""
        return self.children[0]


def families_of(found: Iterable[ConcernTrueOf]) -> list[FamilyRow]:
    """The children in rows: those of one family, held by one worker for one fact, are one."""
    rows: dict[tuple[str, str, str | None], list[ConcernTrueOf]] = {}
    for one in found:
        rows.setdefault((one.strand, one.family, one.worker), []).append(one)
    return [FamilyRow(tuple(children)) for children in rows.values()]


def groups_of(
    query: QueryDict, narrowed: ConcernFilters, families: Sequence[FamilyRow], page: Paging | None
) -> list[dict[str, Any]]:
    """The families by strand; ``page`` is which of them where one strand is chosen, else a few."""
    shown = families[page.offset : page.offset + page.limit] if page else families
    cap = None if page else _cap(families)
    contests = contests_of(narrowed.concern.key)
    contested = {(one.strand, one.child, one.since) for one in contests}
    groups = []
    for strand in narrowed.concern.strands:
        own = [family for family in shown if family.first.strand == strand.key]
        if own:
            groups.append(
                {
                    "strand": strand,
                    "count": sum(family.first.strand == strand.key for family in families),
                    "families": [_row(narrowed, family, contested) for family in own[:cap]],
                    "more": len(own) - len(own[:cap]),
                    "url": with_query(query, {STRAND: strand.key, "page": None}),
                }
            )
    return groups


def unclear_rows(asked: Asked, unclear: Iterable[ConcernUnclearOf]) -> list[dict[str, Any]]:
    """The children of whom it cannot be determined, each with the address of the child's page."""
    return [
        {"one": one, "url": asked.link("child", data.handle(one.child))} | _held(asked, one)
        for one in unclear
    ]


def _cap(families: Sequence[FamilyRow]) -> int:
    """How many families of a group are shown before it is chosen: fewer where groups are many."""
    groups = {family.first.strand for family in families}
    return SHOWN_OF_MANY if len(groups) >= MANY_GROUPS else SHOWN_OF_A_GROUP


def _row(narrowed: ConcernFilters, family: FamilyRow, contested: Contested) -> dict[str, Any]:
    asked, first = narrowed.asked, family.first
    handles = [(one, data.handle(one.child)) for one in family.children]
    contest = asked.link("contest", narrowed.concern.key, handles[0][1], **{STRAND: first.strand})
    children = [
        {
            "child": one.child,
            "url": asked.link("child", handle),
            "contested": (one.strand, handle, one.since) in contested,
        }
        for one, handle in handles
    ]
    return {"first": first, "contest_url": contest, "children": children} | _held(asked, first)


def _held(asked: Asked, one: ConcernTrueOf | ConcernUnclearOf) -> dict[str, str]:
    """Who holds the child, by the names that the source gives."""
    seen = asked.outlook
    workers = data.remember(seen, "worker names", lambda: worker_names(seen))
    teams = data.remember(seen, "team names", lambda: team_names(seen))
    return {
        "worker": workers.get(one.worker, one.worker) if one.worker else "",
        "team": teams.get(one.team, one.team) if one.team else "",
    }
