"""What really happened, day by day, whether or not anyone wrote it down.

The stories tell the chronicle as they go. The truth table is reckoned from it alone.
"""

from holdfast.simulation.happenings import Happening

# What happened, to whom (a child or a worker), on which day, and about which plan or post.
Told = tuple[Happening, str, int, str]


class Chronicle:
    """Everything that happened, in the order in which it was told."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def tell(self, what: Happening, whom: str, day: int, about: str = "") -> None:
        """Something happened to a child or a worker on a day."""
        self.told.append((what, whom, day, about))
