"""No reckoning gives a withheld number back: not over one pack, nor over two of one day.

What is withheld is chosen by integer programming (``evidence/withholding``). Here a reader of
another kind tries it: one that fills in what is not shown, number by number, and looks whether the
tables still add up. Of every number of 1 to 5 there must be a way to fill them in that makes it
larger than 5: so nobody can know that it is small.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from holdfast.errors import BadSetting
from holdfast.evidence.withholding.choosing import withheld_of
from holdfast.evidence.withholding.publication import (
    WIDTH,
    Edition,
    Publication,
    PublishedCell,
    PublishedSum,
)
from tests.depth import often

# Small numbers are what it is about; noughts and large ones stand beside them.
COUNTS = st.one_of(st.integers(0, 7), st.integers(0, 7), st.integers(8, 60))
FURTHEST = 400


def grid(numbers: Sequence[Sequence[int]], day: str = "") -> Publication:
    """A table by service and kind with the totals of both, and the total of all."""
    rows, columns = len(numbers), len(numbers[0])
    cells = [
        PublishedCell(f"{day}{r}.{c}", numbers[r][c]) for r in range(rows) for c in range(columns)
    ]
    cells += [PublishedCell(f"{day}{r}.all", sum(numbers[r])) for r in range(rows)]
    cells += [
        PublishedCell(f"{day}all.{c}", sum(row[c] for row in numbers)) for c in range(columns)
    ]
    cells.append(PublishedCell(f"{day}all.all", sum(map(sum, numbers))))
    sums = [
        PublishedSum(f"{day}{r}.all", tuple(f"{day}{r}.{c}" for c in range(columns)))
        for r in range(rows)
    ]
    sums += [
        PublishedSum(f"{day}all.{c}", tuple(f"{day}{r}.{c}" for r in range(rows)))
        for c in range(columns)
    ]
    sums += [
        PublishedSum(f"{day}all.all", tuple(f"{day}{r}.all" for r in range(rows))),
        PublishedSum(f"{day}all.all", tuple(f"{day}all.{c}" for c in range(columns))),
    ]
    return Publication(tuple(cells), tuple(sums))


def edition(publication: Publication, hidden: frozenset[str]) -> Edition:
    """What readers have of a publication."""
    shown = {one.key: one.value for one in publication.cells if one.shown and one.key not in hidden}
    return Edition(shown, hidden, publication.sums)


Bounds = dict[str, tuple[int, int]]


def narrowed(bounds: Bounds, sums: Sequence[PublishedSum]) -> Bounds | None:
    """The bounds as the sums narrow them; None where nothing fits."""
    found, changed = dict(bounds), True
    while changed:
        changed = False
        for one in sums:
            least = sum(found[key][0] for key in one.parts)
            most = sum(found[key][1] for key in one.parts)
            news = {one.total: (least, most)}
            low, high = found[one.total]
            for key in one.parts:
                own = found[key]
                news[key] = (low - (most - own[1]), high - (least - own[0]))
            for key, (new_low, new_high) in news.items():
                now = (max(found[key][0], new_low), min(found[key][1], new_high))
                if now[0] > now[1]:
                    return None
                if now != found[key]:
                    found[key], changed = now, True
    return found


def fits(bounds: Bounds, sums: Sequence[PublishedSum]) -> bool:
    """Whether there is a way to fill in every number; what is open widest is tried last."""
    held = narrowed(bounds, sums)
    if held is None:
        return False
    open_ = [key for key, (low, high) in held.items() if low < high]
    if not open_:
        return True
    key = min(open_, key=lambda one: held[one][1] - held[one][0])
    low, high = held[key]
    return any(fits(held | {key: (value, value)}, sums) for value in range(low, high + 1))


def what_is_known(editions: Sequence[Edition], keys: Iterator[str]) -> Bounds:
    """The bounds that a reader of some editions begins with."""
    bounds: Bounds = dict.fromkeys(keys, (0, FURTHEST))
    for one in editions:
        bounds |= {key: (1, FURTHEST) for key in one.withheld if bounds[key][0] != bounds[key][1]}
    for one in editions:
        bounds |= {key: (value, value) for key, value in one.shown.items()}
    return bounds


def found_out(editions: Sequence[Edition], values: Mapping[str, int]) -> list[str]:
    """The small numbers that a reader of all editions can know to be small."""
    sums = [one for each in editions for one in each.sums]
    bounds = what_is_known(editions, iter(values))
    known = []
    for key, value in values.items():
        if value not in range(1, WIDTH + 1):
            continue
        low, high = bounds[key]
        above = (max(low, WIDTH + 1), high)
        if above[0] > above[1] or not fits(bounds | {key: above}, sums):
            known.append(key)
    return known


def tables(most: int = 3) -> st.SearchStrategy[list[list[int]]]:
    return st.integers(2, most).flatmap(
        lambda columns: st.lists(
            st.lists(COUNTS, min_size=columns, max_size=columns), min_size=2, max_size=most
        )
    )


def test_the_reader_finds_what_is_withheld_badly() -> None:
    # A reader who finds nothing ever would show nothing: 3 of 20 withheld alone is 20 less 17.
    publication = grid([[3, 17], [20, 30]])
    badly = frozenset({"0.0"})
    values = {one.key: one.value for one in publication.cells}
    assert found_out([edition(publication, badly)], values) == ["0.0"]
    well = withheld_of(publication)
    assert found_out([edition(publication, well)], values) == []


@given(tables())
@settings(max_examples=often(25, 300), suppress_health_check=[HealthCheck.too_slow])
def test_no_small_number_is_found_out_across_a_table(numbers: list[list[int]]) -> None:
    publication = grid(numbers)
    hidden = withheld_of(publication)
    values = {one.key: one.value for one in publication.cells}
    assert {one.key for one in publication.cells if one.is_small} <= hidden
    assert not {key for key in hidden if values[key] == 0}  # noughts are shown
    assert found_out([edition(publication, hidden)], values) == []


@given(tables(2), st.lists(COUNTS, min_size=2, max_size=2))
@settings(max_examples=often(20, 300), suppress_health_check=[HealthCheck.too_slow])
def test_nor_across_two_tables_that_share_numbers(
    numbers: list[list[int]], parts: list[int]
) -> None:
    # The second table splits a row of the first another way, as by age what was by service.
    first = grid(numbers)
    whole = sum(numbers[0])
    assume(sum(parts) <= whole)
    ages = [*parts, whole - sum(parts)]
    cells = [PublishedCell(f"age {n}", value) for n, value in enumerate(ages)]
    split = PublishedSum("0.all", tuple(one.key for one in cells))
    both = Publication((*first.cells, *cells), (*first.sums, split))
    hidden = withheld_of(both)
    values = {one.key: one.value for one in both.cells}
    assert found_out([edition(both, hidden)], values) == []


@given(tables(2), st.lists(COUNTS, min_size=2, max_size=2))
@settings(max_examples=often(20, 300), suppress_health_check=[HealthCheck.too_slow])
def test_nor_across_two_packs_of_one_day(numbers: list[list[int]], parts: list[int]) -> None:
    # The second pack of the day tells of the same numbers, and splits one of them further.
    first = grid(numbers)
    before = edition(first, withheld_of(first))
    whole = sum(numbers[0])
    assume(sum(parts) <= whole)
    ages = [*parts, whole - sum(parts)]
    cells = [PublishedCell(f"age {n}", value) for n, value in enumerate(ages)]
    split = PublishedSum("0.all", tuple(one.key for one in cells))
    second = Publication((*first.cells, *cells), (*first.sums, split), (before,))
    try:
        hidden = withheld_of(second)
    except BadSetting:
        return  # refused: the second pack is not made at all
    values = {one.key: one.value for one in second.cells}
    after = edition(replace(second, earlier=()), hidden)
    assert found_out([before, after], values) == []


def test_the_same_pack_made_twice_withholds_the_same() -> None:
    publication = grid([[3, 17, 4], [20, 30, 9], [1, 0, 2]])
    first = withheld_of(publication)
    again = replace(publication, earlier=(edition(publication, first),))
    assert withheld_of(again) == first


def test_a_table_that_contradicts_itself_is_no_publication() -> None:
    cells = (PublishedCell("a", 3), PublishedCell("all", 4))
    with pytest.raises(ValueError, match="do not add up"):
        Publication(cells, (PublishedSum("all", ("a",)),))
