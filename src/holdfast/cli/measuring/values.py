"""Values of measures in words, as a table has room for."""

from holdfast.measures.choices import SHARES
from holdfast.measures.measure import Measure


def value_in_words(measure: Measure, value: float | int | None) -> str:
    """A value in a measure's unit."""
    if value is None:
        return "not known"
    if measure.unit in SHARES:
        return f"{value:.1%}"
    return f"{value:,.1f}" if isinstance(value, float) else f"{value:,}"
