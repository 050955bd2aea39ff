"""Whose children a question is about: everybody's, a team's, or a worker's.

A child is in a team's scope where that team, or one below it, leads the child's case on the
outlook's day or has a part beside the lead's; in a worker's, where the worker does. Where both
are given the child must be in both. What was done for the child before, by whoever led the case
then, counts with the child.

    child  leads the case       has a part beside    in the scope of
    A      W1 of team T1        nobody               T1, W1
    B      W1 of team T1        W2 of team T2        T1, T2, W1, W2
    C      nobody               W2 of team T2        T2, W2
    D      nobody               nobody               everybody's alone

What is owed to a worker (supervision) is about no child, and so in everybody's scope alone, also
where some records are withheld from it: those leave it, and nothing else does.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field

from holdfast.engine import Value
from holdfast.errors import NotFound
from holdfast.query.outlook import Outlook


class OutOfScope(NotFound):
    """A child is not in the scope asked about; whether the record has the child is not told."""


@dataclass(frozen=True)
class ScopedRelation:
    """The rows of a relation that are in a scope: SQL to stand after ``from``, and its values."""

    sql: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.sql


@dataclass(frozen=True)
class Scope:
    """Whose children are asked about: identifiers of the record, empty for anybody's.

    ``team`` takes in the teams below it. Every query that has an ``Outlook`` takes a ``scope``.
    """

    team: str = ""
    worker: str = ""

    def __bool__(self) -> bool:
        """Whether it chooses: a team, or a worker."""
        return bool(self.team or self.worker)

    def narrows(self, outlook: Outlook) -> bool:
        """Whether it leaves anybody out, by itself or by the outlook's bound."""
        return bool(self) or outlook.may_know is not None

    def teams(self, outlook: Outlook) -> list[str]:
        """The team and every team below it, each once, also where two are below one another."""
        parents = outlook.kept.get("parents of teams")
        if not isinstance(parents, list):
            parents = outlook.rows("select team, parent from teams where parent is not null")
            outlook.kept["parents of teams"] = parents
        found = [self.team] if self.team else []
        for known in found:
            found += [
                row["team"]
                for row in parents
                if row["parent"] == known and row["team"] not in found
            ]
        return found

    def children(self, outlook: Outlook) -> Container[str] | None:
        """Who is in scope, to be asked of each child; None for everybody.

        Who has no row in ``persons`` is in everybody's scope, too. Raises what ``own`` does.
        """
        return self.own(outlook) if self else outlook.may_know

    def own(self, outlook: Outlook) -> frozenset[str]:
        """The children of a scope that chooses, of whom whoever asks may know.

        They are kept with the outlook, before its bound cuts them: a page takes its own from what
        is known of everybody. Raises NotFound for a team or a worker whom the record does not know.
        """
        chosen = outlook.kept.get(f"children of {self}")
        if not isinstance(chosen, frozenset):
            found = self._chosen(outlook)
            chosen = frozenset(row["child"] for row in outlook.rows(found.sql, **found.values))
            outlook.kept[f"children of {self}"] = chosen
        bound = outlook.may_know
        return chosen if bound is None else frozenset(one for one in chosen if one in bound)

    def holds(self, outlook: Outlook, child: str) -> bool:
        """Whether a child is in scope. Raises what ``children`` does."""
        if not self:
            return outlook.may_know is None or child in outlook.may_know
        found = self._children(outlook)
        same = f"select child from ({found}) as c where child = $scope_child"
        return bool(outlook.rows(same, **found.values, scope_child=child))

    def of(self, outlook: Outlook, relation: str, column: str = "child") -> ScopedRelation:
        """The rows of a relation about the children in scope; ``column`` has the child's number.

        For duties see ``duties``. Raises what ``children`` does.
        """
        if not self.narrows(outlook):
            return ScopedRelation(relation)
        if (without := self.without(outlook)) is not None:
            kept = f"r.{column} is null or not list_contains($scope_without, r.{column})"
            return _rows_where(relation, kept, {"scope_without": sorted(without)})
        found = self._children(outlook)
        sql = f"(select r.* from {relation} as r join ({found}) as c on c.child = r.{column})"
        return ScopedRelation(sql, found.values)

    def duties(self, outlook: Outlook, relation: str) -> ScopedRelation:
        """The duties of ``duties``, ``standing`` or ``waiting`` that are owed to those in scope.

        Raises what ``children`` does.
        """
        if not self.narrows(outlook):
            return ScopedRelation(relation)
        workers = {"scope_for_workers": outlook.for_workers}
        # A child and a worker may have one number.
        if (without := self.without(outlook)) is not None:
            kept = (
                "list_contains($scope_for_workers, r.clock) or r.subject is null "
                "or not list_contains($scope_without, r.subject)"
            )
            return _rows_where(relation, kept, workers | {"scope_without": sorted(without)})
        found = self._children(outlook)
        sql = (
            f"(select r.* from {relation} as r join ({found}) as c on c.child = r.subject "
            "where not list_contains($scope_for_workers, r.clock))"
        )
        return ScopedRelation(sql, {**found.values, **workers})

    def without(self, outlook: Outlook) -> frozenset[str] | None:
        """The children who alone are left out of everybody's scope, none or some; None: others are.

        All else is in that scope: what is owed to workers, and rows that name no child.
        """
        bound = outlook.may_know
        if self or (bound is not None and bound.children is not None):
            return None
        return bound.without if bound else frozenset()

    def _children(self, outlook: Outlook) -> ScopedRelation:
        """The query of the children in a scope that leaves anybody out: child."""
        if outlook.may_know is None:
            return self._chosen(outlook)
        # Of the children chosen (None: of those known by name) those whom whoever asks may know.
        may_know = outlook.may_know
        chosen = self._chosen(outlook) if self else None
        values: dict[str, Value] = dict(chosen.values) if chosen else {}
        if may_know.without:
            values["scope_without"] = sorted(may_know.without)
            left = "not list_contains($scope_without, c.child)"
        else:
            left = "true"
        if may_know.children is None:
            assert chosen is not None, "else only those withheld are left out"
            return ScopedRelation(f"select c.child from ({chosen}) as c where {left}", values)
        # A list that thousands of rows are looked up in is laid out as rows, and joined once.
        values["scope_known"] = sorted(may_know.children)
        known = "select distinct unnest($scope_known) as child"
        both = f" join ({chosen}) as o on o.child = c.child" if chosen else ""
        return ScopedRelation(f"select c.child from ({known}) as c{both} where {left}", values)

    def _chosen(self, outlook: Outlook) -> ScopedRelation:
        """The query of the children of a team, of a worker, or of both: child."""
        asked: list[str] = []
        values: dict[str, Value] = {}
        if self.team:
            self._refuse_unknown(outlook, "team", _KNOWN_TEAMS, self.team)
            asked.append("list_contains($scope_teams, team)")
            values["scope_teams"] = self.teams(outlook)
        if self.worker:
            self._refuse_unknown(outlook, "worker", _KNOWN_WORKERS, self.worker)
            asked.append("worker = $scope_worker")
            values["scope_worker"] = self.worker
        team, *worker = [
            f"select child from holders where {who} union select child from beside where {who}"
            for who in asked
        ]
        if not worker:
            return ScopedRelation(team, values)
        both = f"select t.child from ({team}) as t join ({worker[0]}) as w on w.child = t.child"
        return ScopedRelation(both, values)

    @staticmethod
    def _refuse_unknown(outlook: Outlook, what: str, known: str, number: str) -> None:
        if not outlook.rows(f"select 1 as one from ({known}) as k limit 1", number=number):
            raise NotFound(
                f"There is no {what} of that name.",
                f"Use a {what}'s own code, as `holdfast due` shows it under `{what}`.",
            )


def _rows_where(relation: str, kept: str, values: Mapping[str, Value]) -> ScopedRelation:
    return ScopedRelation(f"(select r.* from {relation} as r where {kept})", values)


EVERYBODY = Scope()


_KNOWN_TEAMS = (
    "select team from teams where team = $number or parent = $number "
    "union all select team from holders where team = $number "
    "union all select team from beside where team = $number"
)
_KNOWN_WORKERS = (
    "select worker from professionals where worker = $number "
    "union all select worker from involvements where worker = $number"
)
