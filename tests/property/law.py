"""The law of doubt: what may become of a duty when something of the record is spoilt.

Every duty keeps its answer or becomes *cannot be determined*. None is newly overdue, met, late or
lapsed; none is newly gone, unless one of the same clock and person cannot be determined in its
stead, or the one before it gives the same answer for both (two visits met one after another, of
which one is lost, are one duty that was met).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from holdfast.clocks.duty import Duty, Status, status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.standing import soon

FLAGS = {one.key for one in CLOCKS if one.flag}


# Of one clock and person: the days on which duties began, and how those stood.
Stood = dict[tuple[str, str], dict[date, set[Status]]]


def broken(
    before: Iterable[Duty],
    after: Iterable[Duty],
    day: date,
    told_for_all: Callable[[str], bool] = lambda clock: False,
) -> list[str]:
    """What breaks the law on a day, in words; nothing where it holds.

    ``told_for_all``: whether a doubt about nobody knows whom touches a clock.
    """
    was, now = _stood(before, day), _stood(after, day)
    wrong = []
    for key in was.keys() | now.keys():
        held, left = was.get(key, {}), now.get(key, {})
        wrong += [f"{key} {words}" for words in _new(held, left)]
        if not told_for_all(key[0]):
            wrong += [f"{key} {words}" for words in _gone(held, left)]
    return wrong


def _stood(duties: Iterable[Duty], day: date) -> Stood:
    found: Stood = defaultdict(lambda: defaultdict(set))
    last = soon(day)
    for duty in duties:
        how = status(duty, day, last, duty.clock in FLAGS)
        if how is not None:
            found[duty.clock, duty.subject][duty.started].add(how)
    return found


def _new(held: dict[date, set[Status]], left: dict[date, set[Status]]) -> Iterator[str]:
    for started, hows in left.items():
        for how in hows - {Status.CANNOT_TELL} - held.get(started, set()):
            yield f"{started}: newly {how}, was {held.get(started)}"


def _gone(held: dict[date, set[Status]], left: dict[date, set[Status]]) -> Iterator[str]:
    if any(Status.CANNOT_TELL in hows for hows in left.values()):
        return
    for started in held.keys() - left.keys():
        earlier = [day for day in left if day < started]
        stands_for = left[max(earlier)] if earlier else set()
        if not held[started] - {Status.CANNOT_TELL} <= stands_for:
            yield f"{started}: gone, was {held[started]}"
