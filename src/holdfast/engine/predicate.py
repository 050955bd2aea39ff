"""A condition written in SQL by a person, read before it is run.

Declarations hold conditions as text, in words a practitioner can read. Here such a text is
parsed once, so that every name in it can be checked against a schema, and turned into SQL over
the relations of an engine.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

# What a name stands for: given its qualifier (empty where it has none) and the name itself.
Resolve = Callable[[str, str], str]


class Predicate:
    """A condition. Raises ValueError, told the place, where the text is no SQL."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _tree(self) -> exp.Expr:
        try:
            return sqlglot.parse_one(self.text, read="duckdb")
        except SqlglotError as error:
            raise ValueError(f"not SQL: {self.text}") from error

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Every column it names, as qualifier and name, in order, each once."""
        # Breadth first is not the order of reading; depth first is.
        found = (one for one in self._tree.dfs() if isinstance(one, exp.Column))
        return tuple(dict.fromkeys((one.table, one.name) for one in found))

    @cached_property
    def calls(self) -> tuple[str, ...]:
        """The functions it calls that SQL does not know, each once."""
        found = (one.name.lower() for one in self._tree.find_all(exp.Anonymous))
        return tuple(dict.fromkeys(found))

    def sql(self, resolve: Resolve, calls: Mapping[str, Resolve]) -> str:
        """The condition with every name resolved; ``calls`` give the meaning of functions of ours.

        A function of ours takes one column.
        """
        tree = self._tree.copy()
        tree = tree.transform(lambda one: _called(one, calls))
        tree = tree.transform(lambda one: _resolved(one, resolve))
        return str(tree.sql(dialect="duckdb"))


def _called(node: exp.Expr, calls: Mapping[str, Resolve]) -> exp.Expr:
    if isinstance(node, exp.Anonymous) and node.name.lower() in calls:
        (column,) = node.expressions
        return _expression(calls[node.name.lower()](column.table, column.name))
    return node


def _resolved(node: exp.Expr, resolve: Resolve) -> exp.Expr:
    if isinstance(node, exp.Column) and not node.meta.get("resolved"):
        return _expression(resolve(node.table, node.name))
    return node


def _expression(sql: str) -> exp.Expr:
    """SQL that needs no more resolving."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    for column in tree.find_all(exp.Column):
        column.meta["resolved"] = True
    return tree
