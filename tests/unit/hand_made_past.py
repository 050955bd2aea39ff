"""A past that is told in a few lines, and the duties reckoned from it, with days as text."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from holdfast.simulation.truth import pasts
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.written.chronicle import Chronicle
from holdfast.simulation.written.happenings import Happening

LAST = "2030-12-31"


class Went(NamedTuple):
    """How a duty went: when it began, was due, was done or fell away, and could not be told."""

    started: str
    due: str | None
    done: str | None = None
    over: str | None = None
    unsure: str | None = None


def past(*told: tuple[str, Happening] | tuple[str, Happening, str], born: str = "") -> Past:
    """What happened to one child: the day, what, and what it was about."""
    chronicle = Chronicle()
    if born:
        chronicle.tell(Happening.BORN, "child", _number(born))
    for day, what, *about in told:
        chronicle.tell(what, "child", _number(day), about[0] if about else "")
    return next(pasts(chronicle.told, _number(LAST)))


def went(area: Callable[[Past], Iterable[Owed]], child: Past, clock: str) -> list[Went]:
    """How each duty of a clock went, in the order in which they began."""
    found = sorted((one for one in area(child) if one.clock == clock), key=lambda one: one.started)
    return [
        Went(_text(one.started) or "", *map(_text, (one.due, one.done, one.over, one.unsure)))
        for one in found
    ]


def _number(day: str) -> int:
    return number(date.fromisoformat(day))


def _text(day: int | None) -> str | None:
    return None if day is None else as_date(day).isoformat()
