"""So many of a hundred as squares, drawn at the server as SVG: ten rows of ten, from the top.

The words beside them say the same, so nothing rests on counting squares.
"""

from dataclasses import dataclass

_SIDE, _STEP = 8, 11
_WHOLE = 10 * _STEP - (_STEP - _SIDE) + 2


@dataclass(frozen=True)
class SquaresDrawing:
    """The paths of the squares that are filled, and of those that are not."""

    full: str
    empty: str
    box: str = f"-1 -1 {_WHOLE} {_WHOLE}"


def draw_squares(of_100: int) -> SquaresDrawing:
    """A hundred squares, the first ``of_100`` of them filled."""
    drawn = [
        f"M{number % 10 * _STEP} {number // 10 * _STEP}h{_SIDE}v{_SIDE}h{-_SIDE}z"
        for number in range(100)
    ]
    return SquaresDrawing("".join(drawn[:of_100]), "".join(drawn[of_100:]))
