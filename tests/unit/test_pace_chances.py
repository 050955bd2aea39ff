"""How likely a target is said to be reached, laid beside how often it was.

The wide table is that of ``benchmarks/pace_chances.py`` (``docs/measures.md``); here fewer series,
none of them among those on which the rule was tried. What is asserted held of eight other seeds.
"""

from statistics import mean

import pytest

from benchmarks.pace_chances import (
    KINDS,
    MOVING,
    STILL,
    TURNING,
    Said,
    brier,
    brier_of_one_for_all,
    reliability,
    said,
    scores,
)
from holdfast.printing import Format, print_rows


@pytest.fixture(scope="module")
def found() -> list[Said]:
    return said(each=24, seed=3)


def test_what_was_said_to_be_likely_came_so_often(
    found: list[Said], capsys: pytest.CaptureFixture[str]
) -> None:
    told = [(one.likely, one.came) for one in found if one.likely is not None]
    likely, came = [one for one, _ in told], [so for _, so in told]
    scored, rows = scores(found), reliability(likely, came)
    with capsys.disabled():
        shown = [row | {name: f"{row[name]:.0%}" for name in ("average", "came")} for row in rows]
        print_rows(shown, tuple(shown[0]), Format.TABLE, "How likely a target was said to be")
        print_rows([scored], tuple(scored), Format.TABLE, "Brier scores of what was told")
    assert scored["as told"] < scored["by the share"]
    assert scored["as told"] < scored["one for all"]
    for kind in (STILL, MOVING):
        own = scores([one for one in found if one.kind == kind])
        assert own["as told"] < own["by the share"], kind
    # As many came as were said to, all together. So few series tell no more: the table has tenths.
    assert abs(mean(likely) - mean(came)) <= 0.1


def test_of_series_that_turn_nothing_is_told(
    found: list[Said], capsys: pytest.CaptureFixture[str]
) -> None:
    """What would have been said of them told little more than to say the same of each."""
    untold = [one for one in found if one.turns]
    came = [one.came for one in untold]
    own, same = brier([one.share for one in untold], came), brier_of_one_for_all(came)
    told = {kind: [one.likely is not None for one in found if one.kind == kind] for kind in KINDS}
    with capsys.disabled():
        rows = [{"series": kind, "told": sum(of), "of": len(of)} for kind, of in told.items()]
        title = f"Not told: Brier score {own:.3f}, of one for all {same:.3f}"
        print_rows(rows, ("series", "told", "of"), Format.TABLE, title)
    assert own > 0.8 * same
    for kind, of in told.items():
        assert (sum(of) < 0.5 * len(of)) if kind == TURNING else (sum(of) > 0.7 * len(of)), kind
