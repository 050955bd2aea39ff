"""Small numbers stay withheld: nobody who adds and subtracts gets one back."""

import itertools
from collections.abc import Sequence
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.query.fairness.rates import wilson
from holdfast.query.fairness.withholding import SMALL, GroupCount, Withheld, withheld


def children(draw: st.DrawFn) -> GroupCount:
    of = draw(st.one_of(st.integers(0, 12), st.integers(0, 400)))
    count = draw(st.one_of(st.integers(0, min(of, 8)), st.integers(0, of)))
    return GroupCount(of, count, of, count)


@st.composite
def tables(draw: st.DrawFn) -> list[GroupCount]:
    return [children(draw) for _ in range(draw(st.integers(1, 7)))]


@given(tables())
def test_no_small_number_is_told(table: list[GroupCount]) -> None:
    hidden, total = withheld(table)
    for group, kept in zip(table, hidden, strict=True):
        if kept is not Withheld.BOTH:
            assert group.of not in SMALL
        if kept is Withheld.NOTHING:
            assert group.count not in SMALL
            assert group.of - group.count not in SMALL
    if total is Withheld.NOTHING:
        assert sum(one.count for one in table) not in SMALL


@given(tables())
def test_no_subtraction_gives_one_back(table: list[GroupCount]) -> None:
    """What a reader can make of a table leaves each withheld small number two values at least."""
    hidden, total = withheld(table)
    if total is not Withheld.BOTH:
        sizes = [g.of for g, kept in zip(table, hidden, strict=True) if kept is Withheld.BOTH]
        told = sum(g.of for g in table) - sum(
            g.of for g, kept in zip(table, hidden, strict=True) if kept is not Withheld.BOTH
        )
        for place, size in enumerate(sizes):
            if size in SMALL:
                assert len(possible([told] * len(sizes), told, place)) > 1
    if total is Withheld.NOTHING:
        own = [(g, kept) for g, kept in zip(table, hidden, strict=True) if kept and g.of]
        left = sum(g.count for g, _ in own)
        if left in (0, sum(g.of for g, _ in own)):
            return  # none or all of each: that tells a size at most, and sizes are asked above
        unsized = sum(g.of for g, kept in own if kept is Withheld.BOTH)
        most = [unsized if kept is Withheld.BOTH else g.of for g, kept in own]
        for place, (group, _) in enumerate(own):
            if group.count in SMALL or group.of - group.count in SMALL:
                assert len(possible(most, left, place)) > 1


def possible(most: Sequence[int], total: int, place: int) -> set[int]:
    """The values that one of some hidden numbers may have, given their sum and how large each is.

    At most a few are looked for: two are enough.
    """
    others = sum(one for number, one in enumerate(most) if number != place)
    low, high = max(0, total - others), min(most[place], total)
    return set(itertools.islice(range(low, high + 1), 3))


@given(tables())
def test_what_is_withheld_depends_on_the_numbers_alone(table: list[GroupCount]) -> None:
    assert withheld(table) == withheld(list(table))


def test_a_duty_of_few_children_is_withheld_though_there_are_many_duties() -> None:
    table = [GroupCount(40, 20, 3, 2), GroupCount(500, 100, 90, 30), GroupCount(80, 30, 40, 20)]
    hidden, total = withheld(table)
    assert hidden == (Withheld.BOTH, Withheld.NOTHING, Withheld.BOTH)
    assert total is Withheld.NOTHING


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17, table I, method 3: his own worked examples.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_the_interval_is_that_of_wilson(count: int, of: int, low: float, high: float) -> None:
    found = wilson(count, of, of)
    assert all(isclose(a, b, abs_tol=0.0001) for a, b in zip(found, (low, high), strict=True))
