"""The page for newcomers names places that are there."""

import re

import pytest

from tests.architecture.tree import ROOT

PAGE = (ROOT / "docs" / "one_row.md").read_text(encoding="utf-8")
NAMED = sorted(set(re.findall(r"`((?:\w+/)+(?:\w+\.(?:py|md))?)`", PAGE)))


def test_the_page_names_places() -> None:
    assert len(NAMED) > 25


@pytest.mark.parametrize("named", NAMED)
def test_a_place_that_it_names_is_there(named: str) -> None:
    inside = ROOT if named.startswith("tests/") else ROOT / "src" / "holdfast"
    assert (inside / named).exists()
