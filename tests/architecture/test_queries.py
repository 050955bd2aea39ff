"""What is asked of the record: values are bound, and what is answered has named fields."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, parsed, python_files

QUERIES = ("src/holdfast/query", "src/holdfast/measures", "src/holdfast/scenarios")
ASKING = (*QUERIES, "src/holdfast/importing", "src/holdfast/reconciling", "src/holdfast/web")
# They take any text. ``closed`` and ``day_sql`` take words of a closed list, and days.
QUOTING = {"quote", "quoted"}
# The way to the engine: what it gives is read where it was asked for.
ROWS_OF_THE_ENGINE = {"Outlook.rows"}
LOOSE = re.compile(r"\bRow\b|dict\[str, (?:Any|object)\]")


def quoters(tree: ast.Module) -> set[str]:
    """The functions that put any text into SQL, as far as a module imports them."""
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("engine.quoting")
        for name in node.names
        if name.name in QUOTING
    }


def put_between_marks(tree: ast.Module) -> list[int]:
    """The lines of texts in which a value is put right after a quotation mark of SQL."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for before, value in zip(node.values, node.values[1:], strict=False)
        if isinstance(before, ast.Constant)
        and str(before.value).endswith("'")
        and isinstance(value, ast.FormattedValue)
    ]


def loose_rows(tree: ast.Module) -> list[str]:
    """The public functions and methods of a module that give rows without named fields."""
    return [
        name
        for name, function in _public(tree)
        if function.returns is not None
        and LOOSE.search(ast.unparse(function.returns))
        and name not in ROWS_OF_THE_ENGINE
    ]


def _public(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node.name, node
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            for part in node.body:
                if isinstance(part, ast.FunctionDef) and not part.name.startswith("_"):
                    yield f"{node.name}.{part.name}", part


def row_users(tree: ast.Module) -> set[str]:
    return {
        name.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "holdfast.query.outlook"
        for name in node.names
        if name.name == "Row"
    }


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_text_is_quoted_into_a_query() -> None:
    found = {named(p): quoters(parsed(p)) for p in python_files(*ASKING)}
    assert {path: names for path, names in found.items() if names} == {}


def test_no_value_stands_in_the_text_of_a_query() -> None:
    found = {named(p): put_between_marks(parsed(p)) for p in python_files(*QUERIES)}
    assert {path: lines for path, lines in found.items() if lines} == {}


def test_what_leaves_the_rooms_has_named_fields() -> None:
    found = {named(p): loose_rows(parsed(p)) for p in python_files(*QUERIES)}
    assert {path: names for path, names in found.items() if names} == {}
    inside = tuple(ROOT / room for room in QUERIES)
    others = [p for p in python_files("src") if not any(p.is_relative_to(one) for one in inside)]
    assert [named(p) for p in others if row_users(parsed(p))] == []


@pytest.mark.parametrize(
    "text",
    [
        "from holdfast.engine.quoting import quote",
        "from holdfast.engine.quoting import day_sql, quoted",
    ],
)
def test_a_text_that_is_quoted_is_seen(text: str) -> None:
    assert quoters(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    ["f\"select 1 where team = '{team}'\"", "f\"day <= date '{day}' order by day\""],
)
def test_a_value_in_the_text_is_seen(text: str) -> None:
    assert put_between_marks(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    ['f"select 1 from {relation} where team = $team"', 'f"{part}\'s"', "\"status = 'met'\""],
)
def test_a_bound_value_passes(text: str) -> None:
    assert put_between_marks(ast.parse(text)) == []


@pytest.mark.parametrize("given", ["list[Row]", "dict[str, Any]", "Row | None"])
def test_rows_without_named_fields_are_seen(given: str) -> None:
    assert loose_rows(ast.parse(f"def due(outlook) -> {given}: ..."))
    assert loose_rows(ast.parse(f"class Found:\n    def told(self) -> {given}: ..."))
