"""The law of doubt: what may become of a duty when something of the record is spoilt.

Every duty keeps its answer or becomes *cannot be determined*. None is newly overdue, met, late or
lapsed; none is newly gone, unless one of the same clock and person cannot be determined in its
stead, or the one before it gives the same answer for both (two visits met one after another, of
which one is lost, are one duty that was met).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date

from holdfast.clocks.duty import Duty, Status, status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.standing import soon

FLAGS = {one.key for one in CLOCKS if one.flag}


def broken(
    before: Iterable[Duty],
    after: Iterable[Duty],
    day: date,
    told_for_all: Callable[[str], bool] = lambda clock: False,
) -> list[str]:
    """What breaks the law on a day, in words; nothing where it holds.

    ``told_for_all``: whether a doubt about nobody knows whom touches a clock.
    """
    last = soon(day)

    def stood(duties: Iterable[Duty]) -> dict[tuple[str, str], dict[date, set[Status]]]:
        found: dict[tuple[str, str], dict[date, set[Status]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for duty in duties:
            how = status(duty, day, last, duty.clock in FLAGS)
            if how is not None:
                found[duty.clock, duty.subject][duty.started].add(how)
        return found

    was, now = stood(before), stood(after)
    wrong = []
    for key in was.keys() | now.keys():
        held, left = was.get(key, {}), now.get(key, {})
        for started, hows in left.items():
            for how in hows - {Status.CANNOT_TELL}:
                if how not in held.get(started, set()):
                    wrong.append(f"{key} {started}: newly {how}, was {held.get(started)}")
        unclear = any(Status.CANNOT_TELL in hows for hows in left.values())
        for started, hows in held.items():
            if started not in left and not unclear and not told_for_all(key[0]):
                earlier = [one for one in left if one < started]
                stands_for = left[max(earlier)] if earlier else set()
                if not hows - {Status.CANNOT_TELL} <= stands_for:
                    wrong.append(f"{key} {started}: gone, was {hows}")
    return wrong
