"""What is slow to load is loaded where it is needed: every command would wait for it else."""

import ast
from pathlib import Path

from tests.architecture.tree import ROOT, parsed, python_files

SLOW = {"scipy"}


def loads_at_once(tree: ast.Module) -> set[str]:
    """The packages that a module loads when it is loaded itself."""
    found = set()
    for node in tree.body:
        if isinstance(node, ast.Import):
            found |= {one.name.partition(".")[0] for one in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


def slow(path: Path) -> set[str]:
    return loads_at_once(parsed(path)) & SLOW


def test_no_module_loads_what_is_slow_to_load() -> None:
    assert [str(path.relative_to(ROOT)) for path in python_files("src") if slow(path)] == []


def test_the_check_sees_both_ways_of_loading() -> None:
    ways = ("import scipy.stats", "from scipy.optimize import milp")
    assert all(loads_at_once(ast.parse(one)) == {"scipy"} for one in ways)
    assert loads_at_once(ast.parse("def late():\n    import scipy\n")) == set()
