"""The handbook's pages on the made-up county: made by a command, and up to date."""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from shutil import copytree

import pyarrow as pa
import pytest

from docs.building import county, parameters
from docs.building.blocks import block_text, renewed
from holdfast.simulation import SEED, make_county, whole_county
from holdfast.simulation.council.council import Council
from holdfast.simulation.mark import parameters_mark
from holdfast.simulation.oddities import oddities_table
from holdfast.simulation.truth.tables import SCHEMAS, truth_tables
from holdfast.simulation.yardstick.chart import side_by_side
from holdfast.simulation.yardstick.published import ASKED, FIGURES
from holdfast.simulation.yardstick.yardstick import Judged

DOCS = Path(__file__).parents[2] / "docs"
CHILDREN = 60


@pytest.fixture(scope="module")
def made() -> tuple[list[Judged], Mapping[str, pa.Table]]:
    some = make_county(CHILDREN, county.YEAR_ENDS[-1], SEED, county.YEARS)
    return county.judged_by_year(some, CHILDREN / whole_county(county.YEARS)), truth_tables(some)


def page() -> str:
    return (DOCS / county.PAGE).read_text(encoding="utf-8")


def test_every_parameter_says_its_kind_and_value() -> None:
    council = Council()
    found = [one for area in vars(council).values() for one in parameters.parameters(area)]
    assert len(found) > 150
    assert [one.name for one in found if not one.kind or not one.value or "|" in one.said] == []
    told = {one.name: one for one in parameters.parameters(council.families)}
    assert told["unborn"].kind == "a share of one"
    assert told["kinds"].said.startswith("Kinds of family")
    assert told["worsens"].value.startswith("brief: ")


def test_the_page_has_a_place_for_each_block(
    made: tuple[list[Judged], Mapping[str, pa.Table]],
) -> None:
    found = county.blocks(*made, CHILDREN)
    text = renewed(page(), {name: partial(str, words) for name, words in found.items()})
    assert {name: block_text(text, name).strip() for name in county.BLOCKS} == found


def test_every_figure_stands_beside_the_published_one(
    made: tuple[list[Judged], Mapping[str, pa.Table]],
) -> None:
    rows = county.blocks(*made, CHILDREN)[county.LAST_YEAR].splitlines()[2:]
    assert [row.split(" | ")[0].strip("| ") for row in rows] == [one.title for one in FIGURES]
    before = county.blocks(*made, CHILDREN)[county.YEARS_BEFORE]
    assert f"{ASKED - 2} to {ASKED - 1}" in before


def test_what_is_true_is_counted(made: tuple[list[Judged], Mapping[str, pa.Table]]) -> None:
    truth = made[1]
    told = county.blocks(*made, CHILDREN)[county.TRUTH]
    totals = [int(one.replace(",", "")) for one in re.findall(r"\| all \| ([\d,]+) \|", told)]
    owed = [one for one in truth["duties"]["watch"].to_pylist() if not one]
    tables = ("unassessed_risk", "no_worker", "deficits")
    assert totals == [len(owed), *(truth[name].num_rows for name in tables)]


def test_the_command_writes_the_same_again(
    tmp_path: Path, made: tuple[list[Judged], Mapping[str, pa.Table]]
) -> None:
    docs = tmp_path / "docs"
    copytree(DOCS, docs)
    county.write_county(docs, CHILDREN)
    first = [(docs / one).read_bytes() for one in (county.PAGE, county.CHART)]
    county.write_county(docs, CHILDREN)
    assert [(docs / one).read_bytes() for one in (county.PAGE, county.CHART)] == first
    assert first[1].decode() == side_by_side(made[0]) + "\n"


def test_the_page_tells_of_the_parameters_as_they_are() -> None:
    assert parameters_mark() in page(), "run make county"
    assert (DOCS / county.CHART).is_file()


def test_another_value_is_another_mark() -> None:
    council = Council()
    other = replace(council, need=replace(council.need, visit_hours=2.01))
    assert parameters_mark(other) != parameters_mark(council) == parameters_mark()


@pytest.mark.parametrize("table", [*SCHEMAS, "oddities"])
def test_every_column_of_the_truth_is_explained(table: str) -> None:
    page = (DOCS / "made_up.md").read_text(encoding="utf-8")
    section = page.partition(f"`{table}.parquet`: ")[2].partition("\n`")[0].partition("\n#")[0]
    told = set(re.findall(r"`(\w+)`", "".join(re.findall(r"^\| (`[^|]*) \|", section, re.M))))
    columns = SCHEMAS[table].names if table in SCHEMAS else oddities_table([]).column_names
    assert told == set(columns)
