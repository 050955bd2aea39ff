"""Allocations to look at, on a team's page and a worker's: what was asked of whom, by what is so.

No worker is scored, and workers stand by name. A fact is told once with its rows: who holds the
children, and which families they are.
"""

from collections.abc import Sequence
from typing import Any

from holdfast.concerns.register import find_concern
from holdfast.concerns.workforce_allocation import TOO_MANY, UNSUPPORTED_ALLOCATION
from holdfast.query.concerns import ConcernTrueOf, concerns_true, strands_lacking
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.pages.today.people import PeopleShown
from holdfast.web.teams import NAME as TEAM

# Families of one worker that a row names; the list of the concern has the others.
FAMILIES = 4
_ORDER = [*(strand.key for strand in UNSUPPORTED_ALLOCATION.strands), TOO_MANY.key]


def allocations_of(asked: Asked, scope: Scope) -> Sequence[ConcernTrueOf]:
    """The children of a scope whose allocation is to be looked at, once for each concern."""
    seen = asked.outlook
    nobody = find_concern("nobody_can_act")
    found: Sequence[ConcernTrueOf] = data.remember(
        seen,
        ("allocations to look at", scope),
        lambda: [
            *concerns_true(seen, UNSUPPORTED_ALLOCATION, scope),
            *(one for one in concerns_true(seen, nobody, scope) if one.strand == TOO_MANY.key),
        ],
    )
    return found


def support_groups(
    asked: Asked, people: PeopleShown, found: Sequence[ConcernTrueOf], team: str = ""
) -> list[dict[str, Any]]:
    """What is so, and under each fact the workers by name with their families."""
    by_fact: dict[tuple[str, str], dict[str | None, list[ConcernTrueOf]]] = {}
    for one in sorted(found, key=lambda one: (_ORDER.index(one.strand), one.family, one.child)):
        by_fact.setdefault((one.concern, one.strand), {}).setdefault(one.worker, []).append(one)
    return [
        {
            "fact": next(iter(rows.values()))[0].fact,
            "children": sum(map(len, rows.values())),
            "url": asked.link("concern", concern, fact=strand, **({TEAM: team} if team else {})),
            "rows": sorted(
                (_row(people, worker, own) for worker, own in rows.items()),
                key=lambda row: str(row["worker"]),
            ),
        }
        for (concern, strand), rows in by_fact.items()
    ]


def support_lacking(asked: Asked) -> list[str]:
    """Why some of these cannot be determined: what the source lacks, and what nobody has set."""
    seen = asked.outlook
    lacking: dict[str, str] = data.remember(
        seen, "strands that cannot be determined", lambda: strands_lacking(seen)
    )
    titles: dict[str, list[str]] = {}
    for key in (key for key in _ORDER if key in lacking):
        title, _, why = lacking[key].rpartition(": the ")
        titles.setdefault(why, []).append(title[:1].lower() + title[1:])
    return [f"{'; '.join(own)} (the {why})" for why, own in titles.items()]


def shown_children(found: Sequence[ConcernTrueOf]) -> set[str]:
    """The children whom the rows name, for the audit log."""
    rows: dict[tuple[str, str | None], list[ConcernTrueOf]] = {}
    for one in sorted(found, key=lambda one: (one.family, one.child)):
        rows.setdefault((one.strand, one.worker), []).append(one)
    return {child for own in rows.values() for children in _named(own) for child in children}


def _row(people: PeopleShown, worker: str | None, own: Sequence[ConcernTrueOf]) -> dict[str, Any]:
    named, families = _named(own), len({one.family for one in own})
    return {
        "worker": people.worker(worker) or "no worker recorded",
        "named": [people.family(children) for children in named],
        "more": families - len(named) if named else 0,
        "families": families,
        "children": len(own),
        "since": min(one.since for one in own),
    }


def _named(own: Sequence[ConcernTrueOf]) -> list[list[str]]:
    """The first families of a row; where the worker holds too many it is of them all, and none."""
    families: dict[str, list[str]] = {}
    for one in own:
        if one.strand != TOO_MANY.key:
            families.setdefault(one.family, []).append(one.child)
    return list(families.values())[:FAMILIES]
