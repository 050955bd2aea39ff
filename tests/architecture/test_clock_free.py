"""Every figure is as at a day that someone gave: only the outermost rooms read a clock."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, parsed, python_files

HOLDFAST = ROOT / "src" / "holdfast"
CLOCKS = {
    "datetime.date.today",
    "datetime.datetime.now",
    "datetime.datetime.today",
    "datetime.datetime.utcnow",
    "time.ctime",
    "time.gmtime",
    "time.localtime",
    "time.strftime",
    "time.time",
    "time.time_ns",
}
# SQL has clocks of its own.
SQL_CLOCKS = re.compile(
    r"\b(current_date|current_timestamp|localtimestamp)\b|\b(now|today|getdate|curdate)\(\)", re.I
)


def may_read_a_clock(path: Path) -> bool:
    inside = path.relative_to(HOLDFAST)
    return inside.parts[0] in {"cli", "web"}


def imported_names(tree: ast.Module) -> dict[str, str]:
    """What each imported name stands for: ``{"dt": "datetime.datetime"}``."""
    names: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {a.asname or a.name: a.name for a in node.names}
        elif isinstance(node, ast.ImportFrom):
            names |= {a.asname or a.name: f"{node.module}.{a.name}" for a in node.names}
    return names


def full_name(node: ast.expr, names: dict[str, str]) -> str:
    if isinstance(node, ast.Name):
        return names.get(node.id, node.id)
    if isinstance(node, ast.Attribute):
        return f"{full_name(node.value, names)}.{node.attr}"
    return ""


def docstrings(tree: ast.Module) -> set[int]:
    """Where docstrings stand, which may speak of what code may not do."""
    statements = (n for n in ast.walk(tree) if isinstance(n, ast.Expr))
    return {id(n.value) for n in statements if isinstance(n.value, ast.Constant)}


def clocks_read(tree: ast.Module) -> Iterator[str]:
    names, prose = imported_names(tree), docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute | ast.Name) and full_name(node, names) in CLOCKS:
            yield f"line {node.lineno}: {full_name(node, names)}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = SQL_CLOCKS.search(node.value)
            if found and id(node) not in prose:
                yield f"line {node.lineno}: {found.group()} in SQL"


@pytest.mark.parametrize(
    "path", python_files("src"), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_reads_no_clock(path: Path) -> None:
    if not may_read_a_clock(path):
        assert list(clocks_read(parsed(path))) == [], "take the day as an argument instead"


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import date\ndate.today()",
        "from datetime import datetime as dt\nnow = dt.now",
        "import datetime\ndatetime.datetime.utcnow()",
        "from time import time\ntime()",
        "sql = 'select * from visits where held < current_date'",
        "sql = f'select {what}, now() as made'",
    ],
)
def test_a_clock_is_seen(code: str) -> None:
    assert len(list(clocks_read(ast.parse(code)))) == 1


def test_what_is_no_clock_passes() -> None:
    code = (
        '"""Never calls today()."""\nclass Row: today = 1\nRow.today\nimport time\ntime.monotonic()'
    )
    assert list(clocks_read(ast.parse(code))) == []
