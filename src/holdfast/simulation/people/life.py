"""What goes on in a family, whether or not anyone sees it.

A family's life stands at one of three levels: settled, in need, at risk of harm. It moves by
itself; help makes it ease sooner. The council learns of it only through what it is told and
what its workers see.
"""

from holdfast.simulation.chance import Chance
from holdfast.simulation.council.council import Families
from holdfast.simulation.written.diary import YEAR

SETTLED, IN_NEED, AT_RISK = 0, 1, 2


class Life:
    """The level of a family's life, from day to day."""

    def __init__(self, ways: Families, chance: Chance, kind: str, level: int, day: int) -> None:
        self._ways, self._chance, self._kind = ways, chance, kind
        self._level, self._helped = level, 1.0
        # Spells at risk: from which day until which; the last may still go on.
        self.at_risk: list[tuple[int, int | None]] = []
        self._enter(level, day)

    def on(self, day: int) -> int:
        """The level on a day that is not before the last one asked about."""
        while self._until <= day:
            up, down = self._rates()
            rises = self._chance.random() * (up + down) < up
            self._enter(self._level + (1 if rises else -1), self._until)
        return self._level

    def help(self, day: int, goes_on: bool) -> None:
        """From a day on somebody helps, or helps no more."""
        self.on(day)
        self._helped = self._ways.help_eases if goes_on else 1.0
        self._until = day + self._wait()

    def _enter(self, level: int, day: int) -> None:
        if level == AT_RISK:
            self.at_risk.append((day, None))
        elif self._level == AT_RISK and self.at_risk:
            self.at_risk[-1] = (self.at_risk[-1][0], day)
        self._level = level
        self._until = day + self._wait()

    def _rates(self) -> tuple[float, float]:
        """How often a year life at this level grows worse, and how often better."""
        worse, better = self._ways.worsens[self._kind], self._ways.eases[self._kind]
        if self._level == SETTLED:
            return worse[0], 0.0
        if self._level == IN_NEED:
            return worse[1], better[0] * self._helped
        return 0.0, better[1] * self._helped

    def _wait(self) -> int:
        return 1 + int(self._chance.expovariate(sum(self._rates())) * YEAR)
