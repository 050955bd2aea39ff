"""From which day a measure can show that an action worked: never sooner, however much was spent.

Inspectors called a council's investment "too recent to demonstrate improved services and outcomes".
That day can be worked out beforehand. Three things must pass: the lag of the action; so many whole
months as a chart needs; and the time after which the last of these months is settled.

- A verdict needs four months with a signal (``measures/charts/verdict.py``). If each lies outside
  the limits the first four are enough: that is the earliest day.
- A change smaller than the limits shows only as seven months on one side of the mean: that is the
  day by which a smaller one can show.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.days import add_months
from holdfast.measures.charts.control import RUN
from holdfast.measures.charts.verdict import NEEDED
from holdfast.measures.measure import Measure


@dataclass(frozen=True)
class EvidencePossible:
    """From when a measure can show an action's effect.

    ``effect_from`` is the first day of the first whole month in which there can be any; a large
    change can be seen on ``earliest``, a smaller one on ``smaller``.
    """

    effect_from: date
    earliest: date
    smaller: date


def evidence_possible(measure: Measure, begins: date, lag_months: int) -> EvidencePossible:
    """When a measure can show the effect of what begins on a day."""
    acts = add_months(begins, lag_months)
    first = acts if acts.day == 1 else add_months(acts.replace(day=1), 1)
    window = measure.cases.window if measure.cases else 1
    settles = max(measure.maturity.days, measure.maturity.known_after)

    def seen_after(months: int) -> date:
        # A month that looks back over several is the action's own once all of them are.
        over = add_months(first, months + window - 1)
        return over + timedelta(days=settles - 1) if settles else over

    return EvidencePossible(first, seen_after(NEEDED), seen_after(RUN))
