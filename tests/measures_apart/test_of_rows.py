"""Every measure of rows, year by year and group by group, is what plain Python counts apart.

Of a county as it was lived the duties are those that really were; of one with the edges of real
records, cells unread and days on a boundary, they are those that the clocks tell.
"""

from collections.abc import Mapping
from datetime import date

import pytest

from holdfast.measures.cases.counting import Every, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.register import MEASURES
from tests.measures_apart.conftest import Seen
from tests.measures_apart.counting import Sums, apart, periods, things, told
from tests.measures_apart.groups import Groups
from tests.measures_apart.register import DATED, STANDING

OF_ROWS = tuple(one for one in MEASURES if one.cases)
KEYS = tuple(one.key for one in OF_ROWS)
OF_STAFF = frozenset(one.key for one in OF_ROWS if one.cases and one.cases.staff)
FIRST_YEAR, FIRST_MONTH = date(2014, 4, 1), date(2016, 1, 1)
# Year by year in every kind of group, and month by month for everybody.
ASKED = (*((Every.YEAR, by) for by in By), (Every.MONTH, By.EVERYBODY))

Whole = Mapping[tuple[Every, By], Mapping[str, Sums]]


def _whole(seen: Seen) -> Whole:
    outlook, record = seen
    return {
        (every, by): told(count_by(outlook, OF_ROWS, every, by), _spans(record, every))
        for every, by in ASKED
    }


def _spans(record: object, every: Every) -> list[tuple[date, date]]:
    first = FIRST_MONTH if every is Every.MONTH else FIRST_YEAR
    return list(periods(record, every, first))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def lived_told(lived: Seen) -> Whole:
    return _whole(lived)


@pytest.fixture(scope="module")
def edged_told(edged: Seen) -> Whole:
    return _whole(edged)


@pytest.fixture(scope="module")
def edges_told(edges: Seen) -> Whole:
    return _whole(edges)


@pytest.fixture(scope="module")
def lived_groups(lived: Seen) -> Groups:
    return Groups(lived[1])


@pytest.fixture(scope="module")
def edged_groups(edged: Seen) -> Groups:
    return Groups(edged[1])


def _differing(key: str, seen: Seen, whole: Whole, groups: Groups) -> list[str]:
    _, record = seen
    found = []
    counted = {
        every: things(key, record, _spans(record, every)) for every in {every for every, _ in ASKED}
    }
    for every, by in ASKED:
        own = apart(counted[every], by.value, groups, key in OF_STAFF)
        product = whole[every, by].get(key, {})
        found += [
            f"{every} to {place[0]} {place[1]!r}: told {product.get(place)}, apart {own.get(place)}"
            for place in sorted(own.keys() | product.keys())
            if product.get(place) != own.get(place)
        ]
    return found


@pytest.mark.parametrize("key", KEYS)
def test_of_a_county_as_it_was_lived(
    key: str, lived: Seen, lived_told: Whole, lived_groups: Groups
) -> None:
    assert _differing(key, lived, lived_told, lived_groups) == []


@pytest.mark.parametrize("key", KEYS)
def test_of_a_county_with_the_edges_of_real_records(
    key: str, edged: Seen, edged_told: Whole, edged_groups: Groups
) -> None:
    assert _differing(key, edged, edged_told, edged_groups) == []


@pytest.mark.parametrize("key", KEYS)
def test_of_a_record_of_edges(key: str, edges: Seen, edges_told: Whole) -> None:
    assert _differing(key, edges, edges_told, Groups(edges[1])) == []


def test_every_measure_counts_something(lived_told: Whole, edged_told: Whole) -> None:
    """What is nought everywhere would equal anything."""
    empty = []
    for key in KEYS:
        sums = [
            *lived_told[Every.YEAR, By.EVERYBODY].get(key, {}).values(),
            *edged_told[Every.YEAR, By.EVERYBODY].get(key, {}).values(),
        ]
        if not (sum(one[0] for one in sums) and sum(one[1] for one in sums)):
            empty.append(key)
    assert empty == []
    assert {*DATED, *STANDING} == set(KEYS)
