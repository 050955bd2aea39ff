"""What everyone who plants oddities works on: the county's rows, its telling, and random draws."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import log

from holdfast.record.schema.table import Table
from holdfast.simulation.chance import Chance
from holdfast.simulation.oddities.kind import OddityKind, PlantedOddity
from holdfast.simulation.oddities.pages import Pages, Values
from holdfast.simulation.oddities.retelling import Retelling


class Ground:
    """A county before and after: ``pages`` its rows, ``last`` the last day of it.

    ``whole`` are the children of whom an oddity takes everything, so that no other is planted on
    them; ``touched`` those of whom some row was changed.
    """

    def __init__(self, pages: Pages, last: int, seed: int, rates: Mapping[str, float]) -> None:
        self.pages, self.last = pages, last
        self._seed, self._rates = seed, rates
        self.planted: list[PlantedOddity] = []
        self.happened: dict[str, list[Retelling]] = defaultdict(list)
        self.written: dict[str, list[Retelling]] = defaultdict(list)
        self.whole: set[str] = set()
        self.touched: set[str] = set()

    def chance(self, kind: OddityKind) -> Chance:
        """The luck of one kind; kinds do not disturb one another's."""
        return Chance(self._seed, f"oddities/{kind.key}")

    def some(self, kind: OddityKind, places: Iterable[int], part: str = "") -> Iterator[int]:
        """Those of some places that are picked, at the rate of the kind."""
        rate, chance = self._rates[kind.key], Chance(self._seed, f"oddities/{kind.key}/{part}")
        if rate <= 0:
            return
        skip = _gap(chance, rate)
        for place in places:
            if skip:
                skip -= 1
                continue
            yield place
            skip = _gap(chance, rate)

    def pick(
        self, kind: OddityKind, table: type[Table], places: Iterable[int]
    ) -> Iterator[tuple[int, Values]]:
        """The picked rows of a table that no other oddity has touched, and their places."""
        for place in self.some(kind, places, table.name):
            row = self.pages.row(table, place)
            if self.pages.untouched(table, place) and row.get("child") not in self.whole:
                yield place, row

    def plant(
        self,
        kind: OddityKind,
        table: type[Table],
        row: Values,
        day: int | None,
        before: str,
        *,
        child: str | None = None,
        column: str = "",
        literal: str = "",
    ) -> None:
        """Write down an oddity: ``row`` as it was, ``child`` whose the record now says it is."""
        key, really = table.key(), row.get("child", "")
        name = row[key.name] if key else ""
        whose = really if child is None else child
        self.touched.add(really)
        one = PlantedOddity(kind.key, table.name, name, whose, really, day, before, column, literal)
        self.planted.append(one)


def _gap(chance: Chance, rate: float) -> int:
    """How many are passed over before the next one is picked."""
    return 0 if rate >= 1 else int(log(1 - chance.random()) / log(1 - rate))
