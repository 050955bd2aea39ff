"""What a rule of the oracle is: a function from a census to the rows it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.returns.cin_census.oracle.rows import At, Census

Find = Callable[[Census], Iterator[At]]


@dataclass(frozen=True)
class Rule:
    code: str
    since: int
    until: int
    find: Find


RULES: list[Rule] = []


def rule(code: str, since: int = 2023, until: int = 2027) -> Callable[[Find], Find]:
    """Register a function for the censuses that end in the years ``since`` to ``until``."""

    def registered(find: Find) -> Find:
        RULES.append(Rule(code, since, until, find))
        return find

    return registered
