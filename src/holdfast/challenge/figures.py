"""The loop in figures: how far deficits came, what was silent, closed on paper, or came back."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from holdfast.challenge.path import DeficitPath
from holdfast.challenge.states import LoopState
from holdfast.query.median_wait import median_wait

# From which state to which the days are told. Most are done without anyone having said anything,
# so those to the event are told from the detection and, where there was one, from the direction.
STEPS: tuple[tuple[LoopState, LoopState], ...] = (
    (LoopState.DETECTED, LoopState.SEEN),
    (LoopState.DETECTED, LoopState.CHALLENGED),
    (LoopState.DETECTED, LoopState.DIRECTED),
    (LoopState.DIRECTED, LoopState.EVIDENCED),
    (LoopState.DETECTED, LoopState.EVIDENCED),
    (LoopState.EVIDENCED, LoopState.VERIFIED),
)

_DAYS: Mapping[LoopState, Callable[[DeficitPath], date | None]] = {
    state: attrgetter(state.value) for state in LoopState
}


@dataclass(frozen=True)
class StepDays:
    """The days from one state to another.

    ``median`` counts those still waiting, and is None while fewer than half have come so far;
    ``came`` and ``waiting`` are how many have and have not.
    """

    start: LoopState
    end: LoopState
    median: int | None
    came: int
    waiting: int


@dataclass(frozen=True)
class LoopFigures:
    """Counts of deficits, on a day.

    ``reached`` counts those that came into each state; ``open_in`` the open ones by the state they
    are in. ``silent_seen`` is of how many that were supervised while open it is known whether
    anything was said; ``silent`` of how many of them nothing was, ``silent_open`` those of them
    that are open still. ``untold`` are those supervised of which the record does not say. ``ripe``
    are those evidenced long enough ago to tell whether they recurred, ``recurred_ripe`` those of
    them that did, and ``recurred`` those of any age.
    """

    deficits: int
    open: int
    reached: Mapping[LoopState, int]
    open_in: Mapping[LoopState, int]
    silent: int
    silent_open: int
    silent_seen: int
    untold: int
    on_paper: int
    settled: int
    unclear: int
    recurred: int
    recurred_ripe: int
    ripe: int
    steps: Sequence[StepDays]


def loop_figures(paths: Iterable[DeficitPath], day: date, held_days: int) -> LoopFigures:
    """The figures of some deficits. ``held_days`` is within what a recurrence counts."""
    given = tuple(paths)
    reached, open_in = Counter[LoopState](), Counter[LoopState]()
    for state, day_of in _DAYS.items():
        reached[state] = sum(day_of(path) is not None for path in given)
    open_paths = [path for path in given if path.is_open]
    open_in.update(path.state for path in open_paths)
    said = [path.is_silent for path in given]
    supervised = sum(path.supervised > 0 for path in given)
    untold = sum(one is None for one in said)
    ripe = [
        path
        for path in given
        if path.evidenced is not None and (day - path.evidenced).days >= held_days
    ]
    return LoopFigures(
        deficits=len(given),
        open=len(open_paths),
        reached={state: reached[state] for state in LoopState},
        open_in={state: open_in[state] for state in LoopState},
        silent=sum(one is True for one in said),
        silent_open=sum(path.is_silent is True for path in open_paths),
        silent_seen=supervised - untold,
        untold=untold,
        on_paper=sum(path.on_paper for path in given),
        settled=sum(path.settled is not None for path in given),
        unclear=sum(path.unclear is not None for path in given),
        recurred=sum(path.recurred is not None for path in given),
        recurred_ripe=sum(path.recurred is not None for path in ripe),
        ripe=len(ripe),
        steps=tuple(_step(given, day, start, end) for start, end in STEPS),
    )


def _step(given: Sequence[DeficitPath], day: date, start: LoopState, end: LoopState) -> StepDays:
    """One that ended otherwise, or was settled, waited until then and no longer."""
    waits: Counter[tuple[int, bool]] = Counter()
    reached, day_begun, day_come = 0, _DAYS[start], _DAYS[end]
    for path in given:
        begun = day_begun(path)
        if begun is None:
            continue
        came = day_come(path)
        if came is not None and came >= begun:
            waits[(came - begun).days, True] += 1
            reached += 1
            continue
        stops = (None if end is LoopState.VERIFIED else path.ended, path.settled)
        last = min((one for one in stops if one is not None), default=day)
        waits[max(0, (last - begun).days), False] += 1
    median = median_wait(
        (days, number if did else 0, 0 if did else number) for (days, did), number in waits.items()
    )
    return StepDays(start, end, median, reached, sum(waits.values()) - reached)


def figures_by(
    paths: Iterable[DeficitPath],
    of: Callable[[DeficitPath], str | None],
    day: date,
    held_days: int,
) -> dict[str | None, LoopFigures]:
    """The figures of each group by what ``of`` gives: the team then, the worker then, the child."""
    groups: dict[str | None, list[DeficitPath]] = {}
    for path in paths:
        groups.setdefault(of(path), []).append(path)
    return {name: loop_figures(own, day, held_days) for name, own in groups.items()}
