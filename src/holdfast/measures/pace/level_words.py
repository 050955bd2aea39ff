"""The level of a measure, its target, the gap between them and its change, in words of its unit."""

from collections.abc import Sequence

from holdfast.measures.choices import SHARES
from holdfast.measures.measure import Good, Measure
from holdfast.measures.pace.projecting import PaceProjection, Reaching

_POINTS = " points"
_SMALL = 0.05  # to one place it would be nought


def level_in_words(measure: Measure, level: float) -> str:
    """The level, to one place, since the gap is told to one."""
    return f"{100 * level:.1f}%" if measure.unit in SHARES else f"{level:,.1f}"


def target_in_words(measure: Measure, target: float) -> str:
    """The target with the places that it was given."""
    return f"{100 * target:.6g}%" if measure.unit in SHARES else f"{target:,.6g}"


def gap_in_words(measure: Measure, found: Reaching) -> str:
    """How far the level is from its target, and whether that is still to go or beyond it."""
    share = measure.unit in SHARES
    size = abs(found.gap) * (100 if share else 1)
    told = f"{size:,.{1 if size >= _SMALL else 2}f}{_POINTS if share else ''}"
    if found.reached:
        return f"{told} beyond the target"
    return f"{told} to go: it has to {'rise' if measure.good is Good.HIGHER else 'fall'}"


def change_in_words(measure: Measure, value: float) -> str:
    """A change in a measure's unit, with its sign: of a small one two places.

    What is nought to two places has no sign, since nobody can say which way it goes.
    """
    return _changes(measure, [value])[0]


def net_change_in_words(measure: Measure, found: PaceProjection) -> tuple[str, str, str]:
    """The net monthly change and the two ends of its interval, all with as many places.

    Of a share the unit stands with the change and with the upper end: *-0.2 to +1.2 points*.
    """
    change, low, high = _changes(measure, [found.change, found.change_low, found.change_high])
    return change, low.removesuffix(_POINTS), high


def _changes(measure: Measure, values: Sequence[float]) -> list[str]:
    share = measure.unit in SHARES
    sizes = [100 * value if share else value for value in values]
    places = 1 if all(abs(size) >= _SMALL for size in sizes) else 2
    told = [f"{size:+,.{places}f}" for size in sizes]
    signed = [one if one.strip("+-0.") else f"{0:.{places}f}" for one in told]
    return [f"{one}{_POINTS}" if share else one for one in signed]
