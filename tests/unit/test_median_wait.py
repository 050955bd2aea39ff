"""The median wait counts those who still wait."""

import pytest

from holdfast.query.median_wait import median_wait


@pytest.mark.parametrize(
    ("waits", "expected"),
    [
        pytest.param([], None, id="nobody waited"),
        pytest.param([(1, 1, 0), (2, 1, 0), (9, 1, 0)], 2, id="all ended: the plain median"),
        pytest.param([(2, 1, 0), (4, 1, 0)], 2, id="exactly half ended counts as half"),
        pytest.param([(2, 1, 0), (30, 0, 3)], None, id="fewer than half ended: not yet known"),
        pytest.param([(1, 2, 0), (5, 0, 2), (7, 1, 0), (9, 1, 0)], 7, id="open waits push it up"),
        pytest.param([(3, 0, 5), (4, 1, 0)], 4, id="open shorter waits leave the rest"),
    ],
)
def test_median_wait(waits: list[tuple[int, int, int]], expected: int | None) -> None:
    assert median_wait(waits) == expected


def test_the_order_of_waits_does_not_matter() -> None:
    waits = [(9, 1, 0), (1, 2, 0), (7, 1, 0), (5, 0, 2)]
    assert median_wait(waits) == median_wait(sorted(waits))
