"""Which rule was in force: what is owed is judged by the rule of the day on which it began."""

from collections.abc import Iterable, Iterator
from datetime import date

from holdfast.simulation.truth.calendar import Limit, number
from holdfast.simulation.truth.owed import Owed

# The months in which the limits of many duties to children in care were lifted (SI 2020/445).
_LIFTED_FROM, _LIFTED_UNTIL = number(date(2020, 4, 24)), number(date(2020, 9, 24))


def since(first: date, duties: Iterable[Owed]) -> Iterator[Owed]:
    """Those duties that began when the rule that asks for them was in force."""
    return (one for one in duties if one.started >= number(first))


def changed(first: date, before: Limit, after: Limit) -> Limit:
    """One limit for what began before a day, another for what began on it or later."""
    return lambda started: (after if started >= number(first) else before)(started)


def lifted(limit: Limit) -> Limit:
    """A limit that did not hold in the months of 2020: what fell due in them could wait."""

    def due(started: int) -> int:
        day = limit(started)
        return _LIFTED_UNTIL if _LIFTED_FROM <= day <= _LIFTED_UNTIL else day

    return due
