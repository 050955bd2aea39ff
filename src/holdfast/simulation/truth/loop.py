"""The path of each deficit: what those who oversee made of it, day by day, as it really went.

A deficit is a duty to a child that stayed undone for more than five working days, a dispute from
the day it was raised, or a strand of a concern from the day it was true. ``deficits.py`` tells of
every duty that was late at all.
"""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from holdfast.simulation.truth.calendar import NOT_KNOWN, working_days
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import FAR, Past
from holdfast.simulation.truth.turns import first_from
from holdfast.simulation.written.happenings import Happening

_ALLOWED = working_days(5)
_WEEKS = 13 * 7
_DISPUTE = "drp_stage"


class DeficitTruth(NamedTuple):
    """One deficit. Days are whole numbers, each the first; None where it never happened.

    ``evidenced`` is the day it was done, ``lapsed`` the day it fell away undone, ``recurred`` the
    day on which the same was found again within thirteen weeks after it was done. ``silent``: it
    was discussed while it was open, and neither challenged nor was an action set.
    """

    rule: str
    child: str
    started: int
    detected: int
    seen: int | None
    challenged: int | None
    directed: int | None
    evidenced: int | None
    lapsed: int | None
    unclear: int | None
    recurred: int | None
    silent: bool


def deficit_paths(
    past: Past, duties: Iterable[Owed], strands: Iterable[Owed], rules: Collection[str]
) -> Iterator[DeficitTruth]:
    """The deficits of one child among what was owed and what was true of the child.

    ``rules`` are the keys of what counts. Duties and strands of one key are told as duties.
    """
    given = [one for one in duties if one.clock in rules]
    own = {one.clock for one in given}
    found = [(one, _found_on(one)) for one in given]
    found += [
        (one, None if one.due is None else one.due + 1)
        for one in dict.fromkeys(strands)
        if one.clock in rules and one.clock not in own
    ]
    paths = [_path(past, one, day) for one, day in found if day is not None and _is(past, one, day)]
    for path in paths:
        done = path.evidenced
        again = [
            other.detected
            for other in paths
            if done is not None
            and other.rule == path.rule
            and done < other.detected <= done + _WEEKS
        ]
        yield path._replace(recurred=min(again, default=None))


def _found_on(duty: Owed) -> int | None:
    if duty.clock == _DISPUTE:
        return duty.started
    if duty.due is None:
        return None
    day = _ALLOWED(duty.due)
    return None if day == NOT_KNOWN else day + 1


def _is(past: Past, one: Owed, found: int) -> bool:
    """Whether it was still undone at the end of the day on which it is found."""
    done, over, _ = _ends(past, one)
    if done is not None:
        unsure = one.unsure is not None and one.due is not None and one.unsure <= one.due
    else:
        unsure = one.unsure is not None and one.unsure <= found
    ended = min(FAR if done is None else done, FAR if over is None else over)
    return found <= past.last and not unsure and ended > found


def _ends(past: Past, one: Owed) -> tuple[int | None, int | None, int | None]:
    """The day it was done, the day it fell away, the day from which nobody can tell."""
    done = one.done if one.done is not None and one.done <= past.last else None
    if done is not None:
        return done, None, None
    over = one.over if one.over is not None and one.over <= past.last else None
    unsure = one.unsure if one.unsure is not None and one.unsure <= past.last else None
    if unsure is not None and (over is None or unsure <= over):
        return None, None, unsure
    return None, over, None


def _path(past: Past, one: Owed, found: int) -> DeficitTruth:
    done, over, unsure = _ends(past, one)
    until = min(FAR if day is None else day for day in (done, over, unsure))

    def first(*what: Happening) -> int | None:
        day = first_from(past.days(*what), found)
        return day if day is not None and day < until else None

    seen, challenged = first(Happening.CASE_DISCUSSED), first(Happening.CHALLENGED)
    directed = first(Happening.ACTION_AGREED, Happening.ACTION_SET)
    silent = seen is not None and challenged is None and directed is None
    if one.clock == _DISPUTE:
        # Whoever raises one has seen it, and challenges it.
        seen = challenged = found
        silent = False
    return DeficitTruth(
        one.clock,
        past.whom,
        one.started,
        found,
        seen,
        challenged,
        directed,
        done,
        over,
        unsure,
        None,
        silent,
    )
