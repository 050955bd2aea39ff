"""Worse files never look better: what is spoilt is told, and takes nothing else with it."""

import csv
import random
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from holdfast.engine import open_engine
from holdfast.record.schema.table import ColumnKind
from holdfast.returns.compiling import places
from holdfast.returns.form import CHILD
from holdfast.returns.outcome import Outcome, State
from holdfast.returns.rule import Breach
from holdfast.returns.ssda903.file_check import check_reading
from holdfast.returns.ssda903.form import FORM
from holdfast.returns.ssda903.register import rules_of
from holdfast.sources.ssda903 import read_return
from holdfast.sources.ssda903.layout import BY_NAME
from tests.depth import often
from tests.returns.ssda903.building import write_return
from tests.returns.ssda903.random_files import RandomReturn

YEAR = 2026
ENGINE = open_engine()
# A third of the rules, the reader's own among them.
RULES = rules_of(YEAR)[::3] + rules_of(YEAR)[1:4]
Cells = list[list[str]]


def check(folder: Path) -> Outcome:
    return check_reading(read_return(folder), YEAR, rules=RULES, engine=ENGINE)


def troubles(outcome: Outcome) -> int:
    """Findings, refusals, and rules that could not be run."""
    not_run = sum(one.state is not State.RAN for one in outcome.rules)
    return outcome.findings.num_rows + len(outcome.refused) + not_run


def files(folder: Path) -> Mapping[str, Path]:
    return {path.stem: path for path in sorted(folder.glob("*.csv"))}


def cells_of(path: Path) -> Cells:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def write_cells(path: Path, rows: Cells) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


# ------------------------------------------------------------------------- every cell of a kind


def _year_first(cell: str) -> str:
    return "-".join(reversed(cell.split("/"))) if cell.count("/") == 2 else cell


WORSE: Mapping[str, Callable[[str], str]] = {
    "every day no day": lambda cell: "30/02/2018" if "/" in cell else cell,
    "every day year first": _year_first,
    "every day month first": lambda cell: f"12/31/{cell[6:]}" if "/" in cell else cell,
    "formulas": lambda cell: f"={cell}" if cell else cell,
    "small letters": str.lower,
}
HEADS: Mapping[str, Callable[[list[str]], list[str]]] = {
    "headings misspelt": lambda heads: ["D_O_B" if one == "DOB" else one for one in heads],
    "headings in small letters": lambda heads: [one.lower() for one in heads],
    "the last heading misspelt": lambda heads: [*heads[:-1], f"{heads[-1]}_"],
}


def a_return(folder: Path) -> Path:
    rows = {name: held for name, held in RandomReturn(3, YEAR).fill(8).items() if "_" not in name}
    return write_return(folder, rows, YEAR)


@pytest.mark.parametrize("change", WORSE.values(), ids=list(WORSE))
def test_where_every_cell_is_worse_no_fewer_faults_are_told(
    change: Callable[[str], str], tmp_path: Path
) -> None:
    folder = a_return(tmp_path)
    before = troubles(check(folder))
    for path in files(folder).values():
        heads, *rows = cells_of(path)
        write_cells(path, [heads, *([change(cell) for cell in row] for row in rows)])
    assert troubles(check(folder)) >= before


@pytest.mark.parametrize("change", HEADS.values(), ids=list(HEADS))
def test_where_headings_are_worse_a_rule_finds_no_less_or_is_not_run_and_says_why(
    change: Callable[[list[str]], list[str]], tmp_path: Path
) -> None:
    folder = a_return(tmp_path)
    before = {one.rule.code: one for one in check(folder).rules}
    for path in files(folder).values():
        heads, *rows = cells_of(path)
        write_cells(path, [change(heads), *rows])
    outcome = check(folder)
    # A file that is known by one column alone is then that of no table, and this is told.
    unknown = [part.what for part in outcome.refused if "headings of no file" in part.what]
    for one in outcome.rules:
        was = before[one.rule.code]
        if one.state is was.state:
            assert one.findings >= was.findings, one.rule.code
        else:
            assert one.state is State.NOT_RUN
            lost = [name for name in files(folder) if f"no file of {name} " in one.why]
            assert "has no column called" in one.why or any(
                f"{name}.csv" in what for name in lost for what in unknown
            ), one.rule.code


# ------------------------------------------------------------------------- cells here and there


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Outcome]:
    folder = tmp_path_factory.mktemp("return")
    write_return(folder, RandomReturn(11, YEAR).fill(10), YEAR)
    return folder, check(folder)


# What compares children, or counts over all: of these the other children's findings may change.
OVER_ALL = frozenset(
    rule.code
    for rule in RULES
    if any(not isinstance(one, Breach) or one.over_file for one in rule.breaches)
)


def of_children(outcome: Outcome, without: set[str]) -> Counter[tuple[str, str, int]]:
    """What was found of children, but of some: the rule, the table and the line."""
    rows = outcome.findings.to_pylist()
    return Counter(
        (one["code"], one["table"], one["line"])
        for one in rows
        if one["code"] not in OVER_ALL and outcome.numbers.get(one[CHILD]) not in without
    )


@pytest.mark.parametrize("seed", range(often(8, 400)))
def test_a_cell_that_is_spoilt_is_told_and_spoils_no_other_child(
    seed: int, drawn: tuple[Path, Outcome]
) -> None:
    """Days that are none, and rows with a cell too few, in one file at random."""
    folder, before = drawn
    luck = random.Random(seed)
    name = luck.choice(sorted(files(folder)))
    path = files(folder)[name]
    raw = path.read_bytes()
    heads, *rows = cells_of(path)
    days = [one.name for one in BY_NAME[name].columns if one.kind is ColumnKind.DAY]
    touched: set[str] = set()
    spoilt: set[tuple[str, int]] = set()
    short: set[int] = set()
    for at in luck.sample(range(len(rows)), min(3, len(rows))):
        column = luck.choice([*days, ""])
        touched.add(rows[at][heads.index("CHILD")])
        if column:
            rows[at][heads.index(column)] = luck.choice(("30/02/2018", "2018", "01/13/2018"))
            spoilt.add((column, at + 2))
        else:
            rows[at] = rows[at][:-1]
            short.add(at + 2)
    try:
        write_cells(path, [heads, *rows])
        after = check(folder)
    finally:
        path.write_bytes(raw)
    assert of_children(after, touched) == of_children(before, touched)
    told = after.findings.select(["code", "table", "field", "line"]).to_pylist()
    assert spoilt <= {
        (one["field"], one["line"]) for one in told if (one["code"], one["table"]) == ("HF01", name)
    }
    assert short <= {part.first for part in after.refused}
    looked_at = {place for rule in RULES for place in places(FORM, rule)}
    named = " ".join(after.notes)
    for column in {column for column, _ in spoilt if (name, column) in looked_at}:
        assert f"{name}.{column} (" in named or "columns more" in named
