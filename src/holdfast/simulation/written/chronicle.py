"""What really happened, day by day, whether or not anyone wrote it down.

The stories tell the chronicle as they go. The truth table is reckoned from it alone.
"""

from holdfast.simulation.written.happenings import Happening

# What happened, to whom (a child or a worker), on which day, about which plan or post, and the
# day from which the record holds it.
Told = tuple[Happening, str, int, str, int]

# A day that does not come: the record never holds what really happened.
NEVER = 1_000_000


class Chronicle:
    """Everything that happened, in the order in which it was told."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def tell(
        self, what: Happening, whom: str, day: int, about: str = "", known: int | None = None
    ) -> None:
        """Something happened to a child or a worker on a day, which may lie ahead.

        ``known`` is the day on which it was written up, where that is not the same day.
        """
        self.told.append((what, whom, day, about, day if known is None else known))
