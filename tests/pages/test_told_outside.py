"""Nobody outside finds a number from 1 to 5 out, whatever of all that was told they lay together.

Small councils tell of four quarters, with what was recorded late between them, by the functions
that make the rows of both pages for members and the tables of the scrutiny pack. A reader of
another kind than the rule (``outside_reader``) has all of it, and all sums.
"""

import sys
from collections import Counter
from datetime import date
from math import inf
from pathlib import Path

import pytest

from holdfast.evidence.withholding.publication import Publication, counts_to_tell, publish
from tests.depth import often
from tests.pages.outside_council import (
    RELEASES,
    ToldOutside,
    made_up,
    reader_of,
    truth,
    with_late_entries,
)
from tests.pages.outside_reader import OutsideReader, numbers_of, read_publications
from tests.pages.packs_made import opened


def test_by_three_rules_apart_the_reader_found_a_small_number() -> None:
    """What the three told, each by its own rule, of 16 open duties of which 12 were overdue.

    The pack told 12, by no other number beside it to be withheld. The page told 15 open, rounded,
    and withheld the share: so one of 12 and the rest was from 1 to 5. Twelve is not.
    """
    apart = OutsideReader()
    apart.told("overdue", (12, 12))
    apart.told("open", (13, 17))
    apart.adds_up("open", ["overdue", "rest"])
    assert apart.found_out({"rest": 4}) == ["rest"]


@pytest.mark.parametrize("seed", range(often(5, 1000)))
def test_no_small_number_is_found_out_over_all_that_was_told(seed: int) -> None:
    council, told = made_up(seed), ToldOutside()
    for day in RELEASES:
        told.release(day, council, 1)
    reader = reader_of(told, late=False)
    true = {name: number for name, number in truth({1: council}).items() if name in reader.ranges}
    assert reader.found_out(true) == []


@pytest.mark.parametrize("seed", range(often(5, 1000)))
def test_nor_with_what_was_recorded_between_the_releases(seed: int) -> None:
    """Nor does anybody learn that from 1 to 5 of anything were recorded late: it may be none."""
    first = made_up(seed)
    second, told = with_late_entries(first, seed), ToldOutside()
    told.release(RELEASES[0], first, 1)
    told.release(RELEASES[0], second, 2)  # the same page after an import of the same quarter
    for day in RELEASES[1:]:
        told.release(day, second, 2)
    reader = reader_of(told, late=True)
    true = {
        name: number
        for name, number in truth({1: first, 2: second}).items()
        if name in reader.ranges
    }
    assert reader.found_out(true) == []
    for name in [one for one in reader.ranges if one.endswith(", late")]:
        added = true[name.removesuffix(", late")] - true[name.replace("2, late", "1")]
        if added in range(1, 6):
            assert reader.may_be(name, 6, inf) or reader.may_be(name, 0, 0), name


def test_a_council_of_the_tests_over_two_quarters(told_home: Path) -> None:
    """All of a made-up council, as at two days of one quarter and at one of the quarter before."""
    publications: list[Publication] = []
    true: dict[str, int] = {}
    for day in (date(2017, 9, 30), date(2017, 12, 31), date(2018, 1, 31)):
        with opened(told_home, day) as outlook:
            counts = counts_to_tell(outlook, told_home)
            published = publish(outlook, told_home, counts)
        for key, number in numbers_of(counts).items():
            true.setdefault(key, number)  # as it was when it was told
        publications.append(published)
    assert publications[1].shown == publications[2].shown
    reader = read_publications(publications)
    told = {key: number for key, number in true.items() if key in reader.ranges}
    small = [key for key, number in told.items() if number in range(1, 6)]
    kept = Counter(one.kept.value for each in publications for one in each.shown.values())
    said = f"{len(told)} numbers, {len(small)} of them from 1 to 5; figures: {dict(kept)}"
    sys.stdout.write(f"\n{said}\n")
    assert len(small) > 30
    assert reader.found_out(told) == []
