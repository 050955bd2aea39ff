"""Deficits, and their way through supervision: discussed or not, challenged, directed, acted on.

A deficit is a duty to a child that was overdue for a day at least. Supervision talks of a
family, and not of one duty: a challenge or an action counts for whatever was late that day.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past
from holdfast.simulation.truth.turns import first_from
from holdfast.simulation.written.happenings import Happening

# These are owed to workers: what is late there is no child's.
_OF_WORKERS = {"supervision_person"}


class Deficit(NamedTuple):
    """A duty that was late, and what those who oversee made of it while it was.

    ``due`` was its last day in time. Of what follows each is the first day, None where it
    never happened: ``discussed`` in supervision, ``challenged`` there, ``directed`` (an action
    was agreed), ``acted`` (an action set apart was done), all while it was overdue; ``done``, the
    day it was done after all; ``over``, the day it fell away undone.
    """

    clock: str
    child: str
    started: int
    due: int
    discussed: int | None
    challenged: int | None
    directed: int | None
    acted: int | None
    done: int | None
    over: int | None

    @property
    def silent(self) -> bool:
        """Whether supervision took place while it was overdue, and never challenged it."""
        return self.discussed is not None and self.challenged is None


def deficits(past: Past, duties: Iterable[Owed]) -> Iterator[Deficit]:
    """Every deficit among the duties owed to a child, and its way through supervision."""
    talk = [
        past.days(what)
        for what in (
            Happening.CASE_DISCUSSED,
            Happening.CHALLENGED,
            Happening.ACTION_AGREED,
            Happening.ACTION_DONE,
        )
    ]
    for one in duties:
        due = one.due
        if due is not None and due < past.last and _overdue(one, due):
            until = _end(one)
            discussed, challenged, directed, acted = (_while(days, due, until) for days in talk)
            yield Deficit(
                one.clock,
                one.whom,
                one.started,
                due,
                discussed,
                challenged,
                directed,
                acted,
                one.done,
                one.over,
            )


def _overdue(one: Owed, due: int) -> bool:
    """Whether a duty was ever overdue: at the end of the day after its last."""
    return due + 1 < _end(one) and not one.watch and one.clock not in _OF_WORKERS


def _end(one: Owed) -> int:
    return min(FAR if one.done is None else one.done, FAR if one.over is None else one.over)


def _while(days: list[int], due: int, until: int) -> int | None:
    """The first of some days on which the duty was overdue."""
    day = first_from(days, due + 1)
    return day if day is not None and day < until else None
