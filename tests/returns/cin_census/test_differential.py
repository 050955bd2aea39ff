"""Every rule, by two readers that know nothing of one another, on files made at random.

One is the product: the reader, then the declared rules as SQL. The other is the oracle, plain
Python over the standard library's parser. Whatever a file holds, each rule must find the same
rows by both. Children do not touch one another but in the rules about the whole return, so most
files hold hundreds; small ones are made for those rules.
"""

import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from holdfast.returns.cin_census.register import DFE, YEARS
from holdfast.returns.outcome import Outcome, State
from tests.depth import DEEP
from tests.returns.cin_census.building import census
from tests.returns.cin_census.examples import Example, read_examples
from tests.returns.cin_census.files import Maker
from tests.returns.cin_census.oracle.reading import read, rules_of
from tests.returns.cin_census.oracle.rows import At
from tests.returns.cin_census.running import check
from tests.returns.cin_census.small_files import SmallMaker

# Rules of ours beside DfE's are none of the oracle's.
EXAMPLES = [
    one for one in read_examples(Path(__file__).parent / "spec") if not one.code.startswith("HF")
]
# The deep run makes thousands of files: HYPOTHESIS_PROFILE=deep.
BIG_FILES, CHILDREN = (150, 300) if DEEP else (3, 300)
SMALL_FILES, ODD_HEADS = (600, 100) if DEEP else (14, 4)
# Rules that compare children with one another, or look at the return as a whole.
OF_THE_FILE = (
    "100", "1520", "2883", "2886Q", "2887Q", "2888Q", "8510", "8995Q", "9000Q",
)  # fmt: skip
SHOWN = 5


@dataclass
class Tally:
    """What came of the files of one year."""

    files: int = 0
    children: int = 0
    findings: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)


def by_rule(outcome: Outcome) -> dict[str, set[At]]:
    found = defaultdict(set)
    for row in outcome.findings.select(["code", "table", "row"]).to_pylist():
        at = ("Header", 0) if row["row"] is None else (row["table"], row["row"])
        found[row["code"]].add(at)
    return found


def compare(tally: Tally, path: Path, year: int, what: str, *codes: str) -> None:
    """Read a file by both, and note in the tally what was found and what was not by both."""
    outcome, expected = check(path, year, *codes), read(path, year)
    found = by_rule(outcome)
    tally.files += 1
    tally.children += outcome.children
    for one in outcome.rules:
        code = one.rule.code
        if code not in expected:
            continue
        tally.findings[code] += len(expected[code])
        if one.state is State.FAILED:
            tally.differences.append(f"{code} failed: {one.why}, {what}")
        if found[code] != expected[code]:
            only = sorted(found[code] - expected[code])[:SHOWN]
            other = sorted(expected[code] - found[code])[:SHOWN]
            tally.differences.append(f"{code}: rules only {only}, oracle only {other}, {what}")


@cache
def tally_of(year: int) -> Tally:
    """The files of one year, each read by both."""
    tally = Tally()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "census.xml"
        for seed in range(BIG_FILES):
            maker = Maker(seed, year)
            path.write_bytes(maker.file(maker.children(CHILDREN)))
            compare(tally, path, year, f"Maker({seed}, {year})")
        small = SmallMaker(0, year)
        for seed in range(SMALL_FILES):
            path.write_bytes(small.file())
            codes = OF_THE_FILE if seed % 5 else ()
            compare(tally, path, year, f"small file {seed} of {year}", *codes)
        for seed in range(ODD_HEADS):
            path.write_bytes(small.odd_head())
            compare(tally, path, year, f"odd head {seed} of {year}")
    return tally


@pytest.mark.slow
@pytest.mark.timeout(0)
@pytest.mark.parametrize("year", YEARS)
def test_both_find_the_same(year: int) -> None:
    assert tally_of(year).differences == []


@pytest.mark.slow
@pytest.mark.timeout(0)
def test_every_rule_was_hit(capsys: pytest.CaptureFixture[str]) -> None:
    tallies = [tally_of(year) for year in YEARS]
    findings = sum((one.findings for one in tallies), Counter())
    codes = {one.code for one in DFE}
    told = (
        f"\n{sum(one.files for one in tallies)} files of {YEARS[0]} to {YEARS[-1]}, "
        f"{sum(one.children for one in tallies)} children, {findings.total()} findings, "
        f"{sum(findings[code] > 0 for code in codes)} of {len(codes)} rules hit\n"
    )
    with capsys.disabled():
        sys.stdout.write(told)
    assert sorted(code for code in codes if not findings[code]) == []


@pytest.mark.parametrize("year", YEARS)
def test_both_know_the_same_rules(year: int) -> None:
    declared = [one.code for one in DFE if one.stands_in(year)]
    assert sorted(declared) == sorted(one.code for one in rules_of(year))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place} {one.code}")
def test_the_oracle_reads_an_example_alike(example: Example, tmp_path: Path) -> None:
    for year in example.years:
        path = tmp_path / f"{year}.xml"
        path.write_text(census(example.tables, year), encoding="utf-8")
        expected = read(path, year)
        assert expected.get(example.code) == example.finds, f"{example.place} in {year}"
