"""The list of a concern as its page shows it: families in groups, one group for each fact.

What has been true for more than a year is mostly a gap in the record, and so many rows of it that
nobody would find the others. A group folds it into one line with its number; the line leads to it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import QueryDict

from holdfast.query.concerns import ConcernTrueOf, ConcernUnclearOf
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.oversight.contests import contests_of
from holdfast.web.pages.concerns.filters import STRAND, ConcernFilters
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.paging import Paging
from holdfast.web.teams import names_of_teams, names_of_workers

# So many days of being true, and a row is folded; and how an address asks for those that are.
LONG_TRUE = 365
AGE, FOLDED = "true_for", "over_a_year"

# Under which version of the rule a child was contested: by strand, the child's id in the register,
# and since when.
Contested = dict[tuple[str, str, date], int]

SHOWN_OF_A_GROUP, MANY_GROUPS, SHOWN_OF_MANY = 10, 4, 5


@dataclass(frozen=True)
class FamilyRow:
    """Brothers and sisters of whom one strand is true: the first of them leads the row."""

    children: tuple[ConcernTrueOf, ...]

    @property
    def first(self) -> ConcernTrueOf:
        """The child who stands first in the order of the list."""
        return self.children[0]

    def long_true(self, narrowed: ConcernFilters) -> bool:
        """Whether it has been true for so long that the row is folded."""
        return (narrowed.asked.day - self.first.true_from).days > LONG_TRUE


def families_of(found: Iterable[ConcernTrueOf]) -> list[FamilyRow]:
    """The children in rows: those of one family, held by one worker for one fact, are one."""
    rows: dict[tuple[str, str, str | None], list[ConcernTrueOf]] = {}
    for one in found:
        rows.setdefault((one.strand, one.family, one.worker), []).append(one)
    return [FamilyRow(tuple(children)) for children in rows.values()]


def groups_of(
    query: QueryDict, narrowed: ConcernFilters, families: Sequence[FamilyRow], page: Paging | None
) -> list[dict[str, Any]]:
    """The families by strand, without those folded, or of these alone where the address asks.

    ``page`` is which of them are shown where one strand is chosen, else a few of each.
    """
    listed = listed_of(query, narrowed, families)
    shown = listed[page.offset : page.offset + page.limit] if page else listed
    cap = None if page else _cap(families)
    folded = (
        [] if query.get(AGE) == FOLDED else [one for one in families if one.long_true(narrowed)]
    )
    contests = contests_of(narrowed.concern.key)
    contested = {(one.strand, one.child, one.since): one.version for one in contests}
    groups = []
    for strand in narrowed.concern.strands:
        own = [family for family in shown if family.first.strand == strand.key]
        long_true = sum(family.first.strand == strand.key for family in folded)
        if own or long_true:
            groups.append(
                {
                    "strand": strand,
                    "count": sum(family.first.strand == strand.key for family in families),
                    "families": [_row(narrowed, family, contested) for family in own[:cap]],
                    "more": len(own) - len(own[:cap]),
                    "url": with_query(query, {STRAND: strand.key, "page": None}),
                    "folded": long_true,
                    "folded_url": with_query(
                        query, {STRAND: strand.key, AGE: FOLDED, "page": None}
                    ),
                }
            )
    return groups


def listed_of(
    query: QueryDict, narrowed: ConcernFilters, families: Sequence[FamilyRow]
) -> list[FamilyRow]:
    """The families that are not folded; where the address asks for it, those alone that are."""
    folded = query.get(AGE) == FOLDED
    return [family for family in families if family.long_true(narrowed) is folded]


def unclear_rows(asked: Asked, unclear: Iterable[ConcernUnclearOf]) -> list[dict[str, Any]]:
    """The children of whom it cannot be determined, each by name with a link to the page."""
    people = PeopleShown.on(asked)
    return [{"one": one, "name": people.family([one.child])} | _held(asked, one) for one in unclear]


def _cap(families: Sequence[FamilyRow]) -> int:
    """How many families of a group are shown before it is chosen: fewer where groups are many."""
    groups = {family.first.strand for family in families}
    return SHOWN_OF_MANY if len(groups) >= MANY_GROUPS else SHOWN_OF_A_GROUP


def _row(narrowed: ConcernFilters, family: FamilyRow, contested: Contested) -> dict[str, Any]:
    asked, first = narrowed.asked, family.first
    handles = [(one, data.handle(one.child)) for one in family.children]
    numbers, people = [one.child for one in family.children], PeopleShown.on(asked)
    return {
        "first": first,
        "name": people.family(numbers),
        "waits": people.waits(numbers),
        "contest_url": asked.link(
            "contest", narrowed.concern.key, handles[0][1], **{STRAND: first.strand}
        ),
        "children": [
            {"child": one.child, "contested": contested.get((one.strand, handle, one.since))}
            for one, handle in handles
        ],
    } | _held(asked, first)


def _held(asked: Asked, one: ConcernTrueOf | ConcernUnclearOf) -> dict[str, str]:
    """Who holds the child, by the names that the source gives."""
    workers, teams = names_of_workers(asked.outlook), names_of_teams(asked.outlook)
    return {
        "worker": workers.get(one.worker, one.worker) if one.worker else "",
        "team": teams.get(one.team, one.team) if one.team else "",
    }
