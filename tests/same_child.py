"""How well children under two numbers are found: ``python -m tests.same_child`` prints it.

The second numbers are those that the made-up county plants. Over them are laid slips of writing,
at the shares below: chosen, since nobody publishes how children's records differ when they are
made twice. Precision is the share of the pairs shown that are one child; recall the share of the
second numbers that are shown.
"""

import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from holdfast.engine import open_engine
from holdfast.engine.linking import linked_pairs
from holdfast.query.same_child.candidates import (
    _PERSONS,
    ALIKE_IN,
    COMPARED,
    EXPECTED,
    LIKELY_FROM,
    POSSIBLE_FROM,
)
from holdfast.sources.made_up import WHOLE, council_tables

MISSPELT, NO_FORENAME, OTHER_SURNAME, DAY_WRONG, NO_DAY, NO_SEX = 0.15, 0.04, 0.12, 0.10, 0.02, 0.05
SECOND = "-2"


@dataclass(frozen=True)
class FoundPairs:
    """Pairs shown from a weight on, how many of them are one child, and how many were planted."""

    least: float
    shown: int
    right: int
    planted: int

    @property
    def precision(self) -> float:
        return self.right / self.shown if self.shown else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.planted if self.planted else 1.0


def slipped(persons: pa.Table, seed: int) -> pa.Table:
    """The persons with slips of writing laid over those who stand a second time."""
    chance, rows = random.Random(seed), persons.to_pylist()
    surnames = [row["surname"] for row in rows]
    changed = [
        _slip(row, chance, surnames) if row["child"].endswith(SECOND) else row for row in rows
    ]
    return pa.Table.from_pylist(changed, schema=persons.schema)


def _slip(row: dict[str, Any], chance: random.Random, surnames: Sequence[str]) -> dict[str, Any]:
    def happens(share: float) -> bool:
        return chance.random() < share

    new = dict(row)
    for name in ("forename", "surname"):
        if happens(MISSPELT) and new[name]:
            place = chance.randrange(1, len(new[name]))
            new[name] = new[name][:place] + chance.choice("aeiourstl") + new[name][place + 1 :]
    if happens(NO_FORENAME):
        new["forename"] = None
    if happens(OTHER_SURNAME):
        new["surname"] = chance.choice(surnames)
    if happens(NO_SEX):
        new["sex"] = "U"
    born: date | None = new["born"]
    if born and happens(DAY_WRONG):
        swapped = born.replace(month=born.day, day=born.month) if born.day < 13 else born
        new["born"] = swapped if swapped != born else born.replace(day=born.day % 28 + 1)
    if happens(NO_DAY):
        new["born"] = new["expected"] = None
    return new


def measured(persons: pa.Table, limits: Sequence[float]) -> list[FoundPairs]:
    """How well the second numbers among the persons are found, at each limit."""
    engine = open_engine()
    try:
        engine.rows("persons", persons)
        rows = engine.fetch(_PERSONS)
    finally:
        engine.close()
    pairs = linked_pairs(rows, "child", COMPARED, ALIKE_IN, EXPECTED, min(limits)).to_pylist()
    planted = sum(str(child).endswith(SECOND) for child in rows["child"].to_pylist())
    return [
        FoundPairs(
            least,
            sum(row["weight"] >= least for row in pairs),
            sum(row["weight"] >= least and row["other"] == row["one"] + SECOND for row in pairs),
            planted,
        )
        for least in limits
    ]


def main() -> None:
    """Print precision and recall for the made-up county, as planted and after slips."""
    persons = council_tables(WHOLE, date(2018, 1, 31), 1, oddities=True)["persons"]
    for name, given in (
        ("as planted", persons),
        *((f"with slips, seed {seed}", slipped(persons, seed)) for seed in (1, 2, 3)),
    ):
        began = time.perf_counter()
        for one in measured(given, (POSSIBLE_FROM, LIKELY_FROM)):
            print(  # noqa: T201
                f"{name}: weight {one.least:+.1f} or more: {one.shown} pairs, {one.right} right, "
                f"of {one.planted} planted; precision {one.precision:.2f}, recall {one.recall:.2f}"
            )
        print(f"  {time.perf_counter() - began:.1f} s for {persons.num_rows:,} children")  # noqa: T201


if __name__ == "__main__":
    main()
