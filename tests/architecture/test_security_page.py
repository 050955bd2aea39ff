"""SECURITY.md names, for each place that could leak, the tests that hold what it says."""

import re

from tests.architecture.tree import ROOT

TEXT = (ROOT / "SECURITY.md").read_text("utf-8")
ATTACKED = (ROOT / "docs/attacked.md").read_text("utf-8")
# A full path, or a further file of the folder named just before it ("... and test_b.py").
NAMED = re.compile(r"tests/[a-z_/]+\.py")
PLACE = re.compile(r"^\*\*(\d+)\. ", re.M)


def without_a_test(text: str) -> list[str]:
    """The numbers of the places that name no test."""
    _, *parts = PLACE.split(text.partition("## Reporting")[0])
    return [number for number, said in zip(parts[::2], parts[1::2], strict=True)
            if not NAMED.search(said)]  # fmt: skip


def test_every_test_that_is_named_is_there() -> None:
    named = set(NAMED.findall(TEXT + ATTACKED))
    assert len(named) > 30
    assert [one for one in sorted(named) if not (ROOT / one).is_file()] == []


def test_every_place_names_the_tests_that_hold_it() -> None:
    assert len(PLACE.findall(TEXT)) >= 14
    assert without_a_test(TEXT) == []


def test_every_fault_that_was_found_names_its_test() -> None:
    rows = re.findall(r"^\| F(\d+) \|.*$", ATTACKED, re.M)
    assert rows == [str(number) for number in range(1, 28)]
    lines = [line for line in ATTACKED.splitlines() if line.startswith("| F")]
    assert all(NAMED.search(line) for line in lines)


def test_a_place_without_a_test_is_seen() -> None:
    assert without_a_test("**1. A.** `tests/unit/test_a.py`\n**2. B.** *So:* it is so.") == ["2"]
