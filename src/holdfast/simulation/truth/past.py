"""Everything that happened to one child or worker, to be asked by those who reckon duties."""

from collections import defaultdict
from dataclasses import dataclass, field

from holdfast.simulation.happenings import Happening
from holdfast.simulation.truth.calendar import birthday


@dataclass(slots=True)
class Past:
    """What happened to ``whom``, each kind in order of days, none after ``last``."""

    whom: str
    last: int
    born: int | None = None
    died: int | None = None
    _told: dict[Happening, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))

    def tell(self, what: Happening, day: int, about: str) -> None:
        """Something happened, on a day that may still lie ahead."""
        if day <= self.last:
            self._told[what].append((day, about))

    def days(self, *what: Happening) -> list[int]:
        """The days on which any of these things happened, in order."""
        return sorted(day for one in what for day, _ in self._told.get(one, ()))

    def told(self, what: Happening) -> list[tuple[int, str]]:
        """The days on which a thing happened, in order, and what it was about."""
        return sorted(self._told.get(what, ()))

    def spells(self, begins: Happening, ends: Happening) -> list[tuple[int, int | None]]:
        """From each beginning to the end about the same thing; None: it goes on."""
        ended = {about: day for day, about in self._told.get(ends, ())}
        return [(day, ended.get(about)) for day, about in self.told(begins)]

    def turns(self, age: int) -> int | None:
        """The day on which the child turns ``age``; None where the birth is not known."""
        return None if self.born is None else birthday(self.born, age)
