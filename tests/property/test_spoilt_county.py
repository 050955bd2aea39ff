"""The law of doubt at the scale of a council: one cell in a hundred of every column spoilt."""

import sys
from dataclasses import asdict
from pathlib import Path

import pytest

from tests.property.spoilt_county import hold, make, spoil

CHILDREN = 500


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("share", [0.01, 0.1])
def test_a_spoilt_county_accuses_nobody_and_reassures_nobody(tmp_path: Path, share: float) -> None:
    make(tmp_path / "whole", CHILDREN)
    cells = spoil(tmp_path / "whole", tmp_path / "spoilt", share)
    held = hold(tmp_path / "whole", tmp_path / "spoilt", tmp_path / "home")
    told = asdict(held) | {"spoilt_cells": cells, "share_lost": held.share_lost}
    sys.stdout.write(f"{told}\n")
    assert cells > 300
    assert (held.new, held.gone) == (0, 0)
    # Doubt is not bought by silence: what is lost was touched, and most is kept.
    assert held.lost <= held.touched
    assert held.share_lost < 15 * share
