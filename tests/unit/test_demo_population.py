"""How many children the demonstration says live where its made-up council is, and in each group."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.cli.demo.demonstration import DAY
from holdfast.cli.demo.population import state_population
from holdfast.measures.benchmarks.published import PublishedTable
from holdfast.measures.population import (
    FILE,
    GROUPS,
    population_by_group,
    population_of,
    stated_population,
)
from holdfast.sources.made_up import WHOLE


def test_it_is_that_of_the_county_and_a_file_of_somebodys_own_stays(tmp_path: Path) -> None:
    table = PublishedTable([])
    state_population(tmp_path, WHOLE, DAY)
    whole = population_of(tmp_path, table, "", DAY)
    assert whole
    assert whole.children == 125_900  # of the county that the made-up one is fitted to
    assert whole.source.startswith("made up")
    # A part has as many to each child whom it knows, so that its rates are the county's.
    state_population(tmp_path, WHOLE // 10, DAY)
    assert (part := population_of(tmp_path, table, "", date(2012, 6, 1)))
    assert part.children == 12_600
    own = (tmp_path / FILE).read_text().replace("12600", "4000").partition("\n")[2]
    own = own.partition("# The groups")[0]
    (tmp_path / FILE).write_text(own)
    state_population(tmp_path, WHOLE, DAY)
    assert (held := population_of(tmp_path, table, "", DAY))
    assert held.children == 4_000


@pytest.mark.parametrize("children", [WHOLE, WHOLE // 10, 141, 137])
def test_the_children_of_each_group_are_made_up_and_add_up(children: int, tmp_path: Path) -> None:
    state_population(tmp_path, children, DAY)
    stated = stated_population(tmp_path)  # which refuses a table that lacks a group
    assert {by for by, _ in stated.groups} == {*GROUPS}
    for (_, year), own in stated.groups.items():
        assert sum(own.values()) == stated.numbers[year]
    for year in stated.numbers:
        for by in GROUPS:
            # Whichever of its days is asked about, a rate is out of the groups of its own year.
            assert population_by_group(tmp_path, by, date(year, 3, 31))[0] == year
    assert "made up too" in (tmp_path / FILE).read_text(encoding="utf-8")
