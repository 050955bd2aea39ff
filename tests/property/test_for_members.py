"""What elected members are told gives no small number away, whoever works backwards from it.

The attacker knows how it is worked out, and goes through every council that there could be: of all
that would have been told the same, no number of 1 to 5 may be the same in every one.
"""

from collections import defaultdict
from collections.abc import Iterator

from holdfast.measures.cases.summing import YearSum
from holdfast.measures.for_members import PARTED, MemberFigure, tell_members
from holdfast.measures.register import measure
from holdfast.query.fairness.withholding import SMALL

MOST = 26
HARMS = PARTED[0]
PLANS = [measure(key) for key in ("on_plan", *HARMS)]
SHARE = measure("returns_talked_over")

Told = tuple[MemberFigure, ...]


def year(counted: int, among: int) -> YearSum:
    """Children themselves are counted."""
    return YearSum(counted, among, among, counted, among - counted)


def parted() -> Iterator[tuple[int, ...]]:
    """Every way of parting up to so many children among three harms."""
    for every in range(MOST):
        for first in range(every + 1):
            for second in range(every - first + 1):
                yield first, second, every - first - second


def test_no_harm_that_few_plans_name_can_be_worked_out() -> None:
    """By the number of plans, the shares that are told, and those that are withheld."""
    same: dict[Told, list[tuple[int, ...]]] = defaultdict(list)
    for sizes in parted():
        every = sum(sizes)
        sums = {key: year(size, every) for key, size in zip(HARMS, (*sizes, 0, 0), strict=True)}
        told = tell_members(PLANS, {"on_plan": year(every, every), **sums})
        same[tuple(told.values())].append(sizes)
    assert len(same) > 100
    for alike in same.values():
        for place in range(3):
            found = {sizes[place] for sizes in alike}
            assert len(found) > 1 or not found & set(SMALL), alike


def test_no_share_of_few_and_no_few_out_of_a_share_can_be_worked_out() -> None:
    same: dict[MemberFigure, list[tuple[int, int]]] = defaultdict(list)
    for among in range(60):
        for counted in range(among + 1):
            told = tell_members([SHARE], {SHARE.key: year(counted, among)})
            same[told[SHARE.key]].append((counted, among - counted))
    for figure, alike in same.items():
        for place in range(2):
            found = {numbers[place] for numbers in alike}
            assert len(found) > 1 or not found & set(SMALL), (figure, alike)
            # Where a share is told no few are among what it may be of.
            assert figure.share is None or not found & set(SMALL)


def test_many_times_of_few_children_are_withheld() -> None:
    """Forty returns, all of four children: their share would tell of these four."""
    few = YearSum(counted=20, among=40, people=4, with_it=3, without_it=4)
    assert tell_members([SHARE], {SHARE.key: few})[SHARE.key] == MemberFigure(
        None, None, None, withheld=True
    )
    one = YearSum(counted=38, among=40, people=30, with_it=29, without_it=2)
    assert tell_members([SHARE], {SHARE.key: one})[SHARE.key].share is None
    many = YearSum(counted=20, among=40, people=30, with_it=15, without_it=15)
    assert tell_members([SHARE], {SHARE.key: many})[SHARE.key] == MemberFigure(
        None, 50, 40, withheld=False
    )
