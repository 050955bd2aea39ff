"""What drawings of charts share: a line of the grid with its words, and where a scale ends."""

from dataclasses import dataclass

STEPS = (1, 2, 5)


@dataclass(frozen=True)
class GridLine:
    """A line of the grid: where it lies, in the drawing's units, and its words."""

    at: float
    words: str


def round_top(most: int) -> int:
    """The round number at which the scale ends: four steps up from nought."""
    step = 1
    while True:
        for times in STEPS:
            if 4 * step * times >= most:
                return 4 * step * times
        step *= 10
