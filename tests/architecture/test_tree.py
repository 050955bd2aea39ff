"""The tree keeps its shape: names that mean something, files and functions one can hold."""

from collections import Counter
from pathlib import Path
from statistics import quantiles

import pytest

from tests.architecture.tree import ROOT, files, functions, python_files

# Names that say nothing of what is inside, so that everything ends up inside.
EMPTY_NAMES = {"utils", "helpers", "common", "core", "base", "manager", "service", "misc"}
CODE = ("src", "tests", "docs", "benchmarks")
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_OF_NINE_IN_TEN = 25
LARGEST_FOLDER = 25
DATA = {".db", ".duckdb", ".parquet", ".sqlite", ".sqlite3", ".xls", ".xlsx", ".zip"}


def in_tree(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def empty_names(path: Path) -> set[str]:
    """The names of the folders, and of the module if it is one, that say nothing."""
    inside = path.relative_to(ROOT)
    names = {*inside.parts[:-1], *([inside.stem] if inside.suffix == ".py" else [])}
    refused = EMPTY_NAMES | {f"{name}s" for name in EMPTY_NAMES}
    return {name.strip("_").lower() for name in names} & refused


def test_nothing_has_an_empty_name() -> None:
    code = [path for path in files() if path.relative_to(ROOT).parts[0] in CODE]
    assert [in_tree(path) for path in code if empty_names(path)] == []


def test_empty_names_are_seen() -> None:
    assert empty_names(ROOT / "src/holdfast/web/utils.py") == {"utils"}
    assert empty_names(ROOT / "src/holdfast/services/care.py") == {"services"}


def test_no_function_has_an_empty_name() -> None:
    assert [str(f) for f in functions("src") if f.name.strip("_") in EMPTY_NAMES] == []


def test_no_file_is_too_long_to_hold_in_the_head() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in python_files(*CODE)}
    assert [f"{in_tree(p)}: {n}" for p, n in lengths.items() if n > LONGEST_FILE] == []


def test_no_function_sprawls() -> None:
    assert [str(f) for f in functions(*CODE) if f.lines > LONGEST_FUNCTION] == []


def test_most_functions_are_short() -> None:
    lengths = [function.lines for function in functions("src")]
    assert quantiles(lengths, n=10)[-1] <= LONGEST_OF_NINE_IN_TEN


def test_no_folder_is_too_large_to_see_at_once() -> None:
    """A listing shows areas of care: the machine of a room lies in a folder of its own."""
    folders = Counter(path.parent for path in python_files("src"))
    assert [in_tree(one) for one, count in folders.items() if count > LARGEST_FOLDER] == []


def test_no_data_lies_in_the_tree() -> None:
    """Made-up data is made when it is needed, so a data file here may be somebody's."""
    found = [in_tree(path) for path in files() if set(path.suffixes) & DATA]
    assert found == [], "move data out of the checkout, to the folder HOLDFAST_HOME names"


@pytest.mark.parametrize("name", ["LICENSE", "Makefile", "pyproject.toml", "uv.lock"])
def test_a_newcomer_finds(name: str) -> None:
    assert (ROOT / name).read_text("utf-8").strip()
