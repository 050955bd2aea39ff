"""Every limit has its reason, and is told in its unit."""

from holdfast.limits import LIMITS, MB, ReadLimit


def test_every_limit_says_why() -> None:
    assert [one.what for one in LIMITS if not one.why or one.most < 1] == []
    assert len({one.what for one in LIMITS}) == len(LIMITS) > 20


def test_a_limit_is_told_in_its_unit() -> None:
    assert str(ReadLimit("x", 300 * MB, "bytes", "y")) == "300 MB"
    assert str(ReadLimit("x", 2_000, "rows", "y")) == "2,000 rows"
