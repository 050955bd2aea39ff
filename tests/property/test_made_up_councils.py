"""Whatever the seed and the day, a made-up council is coherent."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.simulation import simulate
from tests.property.coherence import broken


@settings(max_examples=8)
@given(
    seed=st.integers(0, 10**6),
    as_at=st.dates(date(2012, 1, 1), date(2028, 11, 30)),
    children=st.integers(1, 120),
    years=st.integers(1, 8),
)
def test_no_rule_is_broken(seed: int, as_at: date, children: int, years: int) -> None:
    tables = simulate(children, as_at, seed, years)
    assert tables["persons"].num_rows == children
    assert broken(tables, as_at) == {}
