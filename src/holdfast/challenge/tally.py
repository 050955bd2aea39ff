"""The loop in counts that can be added to and taken from, so that one act costs one deficit.

A figure of a team is the sum of what each of its deficits counts for; ``LoopTally`` holds these
sums, and makes ``LoopFigures`` of them when it is asked.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from operator import attrgetter

from holdfast.challenge.figures import STEPS, LoopFigures, StepDays
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.states import LoopState
from holdfast.query.median_wait import median_wait

_DAYS = {state: attrgetter(state.value) for state in LoopState}
_REACHED = {state: f"reached {state}" for state in LoopState}
_OPEN_IN = {state: f"open in {state}" for state in LoopState}
Days = dict[LoopState, date | None]
Waits = Counter[tuple[int, bool]]


class LoopTally:
    """Sums over some deficits as at a day; ``held_days`` is within what a recurrence counts."""

    def __init__(self, day: date, held_days: int) -> None:
        self.day, self.held_days = day, held_days
        self._counts: Counter[str] = Counter()
        self._waits: tuple[Waits, ...] = tuple(Counter() for _ in STEPS)
        self._figures: LoopFigures | None = None

    def add(self, path: DeficitPath, times: int = 1) -> None:
        """Count a deficit; with ``times`` of -1 take back one that was counted as it is."""
        self._figures = None
        days = {state: of(path) for state, of in _DAYS.items()}
        for name in self._counted(path, days):
            self._counts[name] += times
        for waits, (start, end) in zip(self._waits, STEPS, strict=True):
            begun = days[start]
            if begun is not None:
                waits[self._waited(path, begun, days[end], end)] += times

    def include(self, others: Iterable["LoopTally"]) -> "LoopTally":
        """Add all that others counted; itself."""
        self._figures = None
        for other in others:
            self._counts.update(other._counts)
            for own, more in zip(self._waits, other._waits, strict=True):
                own.update(more)
        return self

    def _counted(self, path: DeficitPath, days: Days) -> list[str]:
        """The names of the sums in which a deficit counts once."""
        found = ["deficits", *(_REACHED[one] for one, day in days.items() if day is not None)]
        silent, is_open = path.is_silent, path.is_open
        if is_open:
            found += ["open", _OPEN_IN[path.state]]
        if path.supervised:
            found.append("untold" if silent is None else "told")
        if silent:
            found += ["silent", "silent, open"] if is_open else ["silent"]
        if path.on_paper:
            found.append("on paper")
        if path.settled is not None:
            found.append("settled")
        if path.unclear is not None:
            found.append("unclear")
        if path.recurred is not None:
            found.append("recurred")
        done = path.evidenced
        if done is not None and (self.day - done).days >= self.held_days:
            found.append("ripe")
            if path.recurred is not None:
                found.append("ripe, recurred")
        return found

    def _waited(
        self, path: DeficitPath, begun: date, came: date | None, end: LoopState
    ) -> tuple[int, bool]:
        """The days from one state to another or so far, and whether it came.

        One that ended otherwise, or was settled, waited until then and no longer.
        """
        if came is not None and came >= begun:
            return (came - begun).days, True
        last = None if end is LoopState.VERIFIED else path.ended
        if path.settled is not None and (last is None or path.settled < last):
            last = path.settled
        return max(0, ((last or self.day) - begun).days), False

    def figures(self) -> LoopFigures:
        """The figures, worked out anew only where something was counted since."""
        if self._figures is None:
            self._figures = self._made()
        return self._figures

    def _made(self) -> LoopFigures:
        counts = self._counts
        return LoopFigures(
            deficits=counts["deficits"],
            open=counts["open"],
            reached={state: counts[_REACHED[state]] for state in LoopState},
            open_in={state: counts[_OPEN_IN[state]] for state in LoopState},
            silent=counts["silent"],
            silent_open=counts["silent, open"],
            silent_seen=counts["told"],
            untold=counts["untold"],
            on_paper=counts["on paper"],
            settled=counts["settled"],
            unclear=counts["unclear"],
            recurred=counts["recurred"],
            recurred_ripe=counts["ripe, recurred"],
            ripe=counts["ripe"],
            steps=tuple(
                _step(start, end, waits)
                for (start, end), waits in zip(STEPS, self._waits, strict=True)
            ),
        )


def _step(start: LoopState, end: LoopState, waits: Waits) -> StepDays:
    counted = [(days, did, number) for (days, did), number in waits.items() if number]
    came = sum(number for _, did, number in counted if did)
    median = median_wait(
        (days, number if did else 0, 0 if did else number) for days, did, number in counted
    )
    return StepDays(start, end, median, came, sum(number for *_, number in counted) - came)


def loop_figures(paths: Iterable[DeficitPath], day: date, held_days: int) -> LoopFigures:
    """The figures of some deficits. ``held_days`` is within what a recurrence counts."""
    tally = LoopTally(day, held_days)
    for path in paths:
        tally.add(path)
    return tally.figures()


def figures_by(
    paths: Iterable[DeficitPath],
    of: Callable[[DeficitPath], str | None],
    day: date,
    held_days: int,
) -> dict[str | None, LoopFigures]:
    """The figures of each group by what ``of`` gives: the team then, the worker then, the child."""
    groups: dict[str | None, LoopTally] = {}
    for path in paths:
        groups.setdefault(of(path), LoopTally(day, held_days)).add(path)
    return {name: own.figures() for name, own in groups.items()}
