"""A made-up county of a day, and the same county had it only some of its children.

What a scope or a bound leaves of a county is worked out here from its rows, apart from ``Scope``.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.engine import open_engine
from holdfast.journeys.laid import relation_of
from holdfast.journeys.register import SPELLS
from holdfast.query.outlook import Outlook, see
from holdfast.query.people import teams, workers
from holdfast.query.scope import Scope
from holdfast.record.register import TABLES

AS_AT = date(2026, 3, 31)
BOOK = Book(CLOCKS)
OF_JOURNEYS = ("duties", "doubts", "holding", "cases", "spells", "life")
OF_CONCERNS = ("concern_runs", "concern_standing", "child_standing", "families", "last_seen")
OF_SPELLS = tuple(relation_of(spell) for spell in SPELLS)


class County:
    """A made-up county on a day, and everything that its engine holds."""

    def __init__(self, outlook: Outlook) -> None:
        self.outlook = outlook

    @cached_property
    def relations(self) -> Mapping[str, pa.Table]:
        named = [table.name for table in TABLES]
        return {
            name: self.outlook.engine.fetch(f"select * from {name}")
            for name in (*named, *OF_JOURNEYS, *OF_CONCERNS, *OF_SPELLS)
        }

    @cached_property
    def scopes(self) -> list[Scope]:
        by_team = [Scope(each.team) for each in teams(self.outlook)]
        by_worker = [Scope(worker=each.worker) for each in workers(self.outlook)]
        return [*by_team, *by_worker]

    def only(self, scope: Scope, chosen: frozenset[str] | None = None) -> Outlook:
        """The same county, had it the children in scope alone, and their teams and workers."""
        children = chosen or scope.own(self.outlook)
        return self._of(lambda name, rows: _theirs(name, rows, children, self.outlook, scope))

    def all_but(self, without: frozenset[str]) -> Outlook:
        """The same county, had it everything but these children."""
        return self._of(lambda name, rows: _without(name, rows, without, self.outlook))

    def _of(self, kept_of: Callable[[str, pa.Table], Any]) -> Outlook:
        engine = open_engine()
        for name, rows in self.relations.items():
            engine.rows(name, rows.filter(kept_of(name, rows)))
        see(engine, BOOK, AS_AT)
        seen = self.outlook
        kept: dict[str, object] = {"concerns": True}
        return Outlook(seen.snapshot, BOOK, AS_AT, engine, seen.answered, kept=kept)


def _theirs(
    name: str, rows: pa.Table, children: frozenset[str], seen: Outlook, scope: Scope
) -> Any:
    """Which rows of a relation a county of the scope's children alone would hold."""
    among = pa.array(sorted(children), pa.string())
    if name == "duties":
        of_workers = pc.is_in(rows["clock"], value_set=pa.array(seen.for_workers))
        return pc.and_not(pc.is_in(rows["subject"], value_set=among), of_workers)
    if name == "doubts":
        causes = seen.rows(
            "select distinct cause from duties where list_contains($children, subject) "
            "and not list_contains($for_workers, clock) and cause is not null",
            children=sorted(children),
            for_workers=seen.for_workers,
        )
        numbers = pa.array([row["cause"] for row in causes], pa.int64())
        return pc.is_in(rows["number"], value_set=numbers)
    if name == "teams":
        held = pa.array([each.team for each in teams(seen, scope)], pa.string())
        return pc.is_in(rows["team"], value_set=held)
    if name == "professionals":
        held = pa.array([each.worker for each in workers(seen, scope)], pa.string())
        return pc.is_in(rows["worker"], value_set=held)
    column = next((one for one in ("child", "subject") if one in rows.column_names), "")
    everybody = pa.array([True] * len(rows), pa.bool_())
    return pc.is_in(rows[column], value_set=among) if column else everybody


def _without(name: str, rows: pa.Table, children: frozenset[str], seen: Outlook) -> Any:
    """Which rows of a relation a county of everybody but these children would hold."""
    left_out = pa.array(sorted(children), pa.string())
    if name == "duties":
        of_workers = pc.is_in(rows["clock"], value_set=pa.array(seen.for_workers))
        return pc.or_(pc.invert(pc.is_in(rows["subject"], value_set=left_out)), of_workers)
    if name == "doubts":
        alone = seen.rows(
            "select cause from duties where cause is not null group by cause having "
            "bool_and(list_contains($children, subject) and not list_contains($staff, clock))",
            children=sorted(children),
            staff=seen.for_workers,
        )
        numbers = pa.array([row["cause"] for row in alone], pa.int64())
        return pc.invert(pc.is_in(rows["number"], value_set=numbers))
    column = next((one for one in ("child", "subject") if one in rows.column_names), "")
    everybody = pa.array([True] * len(rows), pa.bool_())
    return pc.invert(pc.is_in(rows[column], value_set=left_out)) if column else everybody
