"""The manual of the rules, run: every example, through the reader, from XML."""

from pathlib import Path

import pytest

from holdfast.returns.outcome import State
from tests.returns.cin_census.building import census
from tests.returns.cin_census.examples import Example, read_examples
from tests.returns.cin_census.running import check, found

HERE = Path(__file__).parent
EXAMPLES = read_examples(HERE / "spec")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place} {one.code}")
def test_an_example(example: Example, tmp_path: Path) -> None:
    for year in example.years:
        path = tmp_path / f"{year}.xml"
        path.write_text(census(example.tables, year), encoding="utf-8")
        outcome = check(path, year, example.code)
        ran = [one for one in outcome.rules if one.rule.code == example.code]
        assert [one.state for one in ran] == [State.RAN], example.place
        assert found(outcome, example.code) == example.finds, f"{example.place} in {year}"
        told = [
            (one["breach"], one["table"], one["row"])
            for one in outcome.findings.to_pylist()
            if one["code"] == example.code
        ]
        assert len(told) == len(set(told)), f"{example.place}: a row is told twice"
