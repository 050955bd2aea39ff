"""Every limit has its reason, and SECURITY.md tells each with the number that the code holds to."""

import re

from holdfast.limits import LIMITS, MB, Limit
from tests.architecture.tree import ROOT

ROW = re.compile(r"^\| (?P<what>[^|]+?) \| (?P<most>[^|]+?) \|$", re.M)


def told() -> dict[str, str]:
    """The limits that SECURITY.md tells, by what they limit."""
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    part = text.partition("## The most that is read")[2].partition("\n## ")[0]
    return {found["what"]: found["most"] for found in ROW.finditer(part)}


def test_every_limit_is_told_and_no_other() -> None:
    rows = {what: most for what, most in told().items() if what != "what" and "-" not in most}
    assert rows == {one.what: str(one) for one in LIMITS}


def test_every_limit_says_why() -> None:
    assert [one.what for one in LIMITS if not one.why or one.most < 1] == []
    assert len({one.what for one in LIMITS}) == len(LIMITS) > 20


def test_a_limit_is_told_in_its_unit() -> None:
    assert str(Limit("x", 300 * MB, "bytes", "y")) == "300 MB"
    assert str(Limit("x", 2_000, "rows", "y")) == "2,000 rows"
