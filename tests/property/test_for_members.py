"""How numbers are told gives no small one away, to a reader who knows how it is decided, too.

The attacker knows all of it, and goes through every council that there could be: of all that would
have been told the same, there must be one in which a number is above five.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence

from holdfast.evidence.withholding.bands import (
    FEW,
    HowTold,
    ToldFigure,
    is_far_off,
    nearest,
    pooled,
    told_number,
    told_part,
)
from holdfast.measures.cases.summing import PeriodSum

MOST = 40


def children(counted: int, among: int) -> PeriodSum:
    """Children themselves are counted."""
    return PeriodSum(counted, among, among, counted, among - counted)


def given_away(same: Mapping[Hashable, Sequence[tuple[int, ...]]]) -> list[tuple[Hashable, int]]:
    """What is told by which a number is from 1 to 5 in every council, or from nought to 5."""
    found = []
    for told, alike in same.items():
        for place in range(len(alike[0])):
            numbers = {one[place] for one in alike}
            if max(numbers) <= 5 and numbers != {0}:
                found.append((told, place))
    return found


def test_the_attacker_finds_what_is_told_badly() -> None:
    """To the nearest five alone: of 10 of whom 10 the rest is four at most."""
    same: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for whole in range(MOST):
        for part in range(whole + 1):
            same[nearest(whole), nearest(part)].append((part, whole - part))
    assert ((10, 10), 1) in given_away(same)


def test_no_number_of_one_to_five_is_told() -> None:
    same: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for number in range(MOST):
        same[told_number(number, number)].append((number,))
    assert given_away(same) == []
    assert len(same) == 2 + len({nearest(one) for one in range(FEW.stop, MOST)})


def test_no_part_nor_rest_nor_whole_can_be_worked_out() -> None:
    """Whatever of a whole and a part is told, all three may be above five, or are none."""
    same: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for whole in range(MOST):
        for part in range(whole + 1):
            told = told_part(children(part, whole))
            same[told].append((part, whole - part, whole))
    assert given_away(same) == []
    assert {one.kept for one in same if isinstance(one, ToldFigure)} == set(HowTold)


def test_nor_with_what_was_told_before_more_was_recorded() -> None:
    """Of two tables of one number, before and after, the difference may be none or above five."""
    same: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
    for before in range(MOST):
        for after in range(before, MOST):
            first, second = (told_number(one, one) for one in (before, after))
            same[first, second if is_far_off(first, second) else first].append((after - before,))
    for alike in same.values():
        numbers = {one[0] for one in alike}
        assert max(numbers) > 5 or 0 in numbers


def parted(most: int, parts: int) -> Iterator[tuple[int, ...]]:
    """Every way of parting up to so many children."""
    if parts == 1:
        yield from ((one,) for one in range(most + 1))
        return
    for first in range(most + 1):
        for rest in parted(most - first, parts - 1):
            yield (first, *rest)


def test_no_part_of_which_there_are_few_can_be_worked_out() -> None:
    """By the whole and the parts that are told, those that are not, and how that is decided."""
    for parts, most in ((2, 40), (3, 36), (4, 22)):
        same: dict[Hashable, list[tuple[int, ...]]] = defaultdict(list)
        for sizes in parted(most + 2, parts):
            hidden = pooled({str(place): size for place, size in enumerate(sizes)})
            told = [
                None if str(place) in hidden else nearest(size) for place, size in enumerate(sizes)
            ]
            whole = told_number(sum(sizes), sum(sizes))
            # Councils beyond those gone through would read like those at the edge.
            if sum(sizes) <= most or whole.count != nearest(most + 2):
                same[whole, *told].append(sizes)
        assert len(same) > 30
        assert given_away(same) == [], parts


def test_many_times_of_few_children_are_few() -> None:
    """Forty returns, all of four children: a number of them would tell of these four."""
    four = PeriodSum(counted=20, among=40, people=4, with_it=3, without_it=4)
    assert told_part(four) == ToldFigure(None, None, HowTold.FEW_IN_ALL)
    rest = PeriodSum(counted=28, among=40, people=30, with_it=29, without_it=2)
    assert told_part(rest) == ToldFigure(40, None, HowTold.ALL_BUT_FEW)
    many = PeriodSum(counted=20, among=40, people=30, with_it=15, without_it=15)
    assert told_part(many).of_100 == 50
