"""The files of the repository, found by walking, and the functions in them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]

# What .gitignore leaves out: made by machines, or fetched.
NOT_OURS = {
    ".git",
    ".hypothesis",
    ".import_linter_cache",
    ".mypy_cache",
    ".pytest_cache",
    ".ruff_cache",
    ".tools",
    ".venv",
    "__pycache__",
    "htmlcov",
    "metastore_db",
    "migrations",
    "node_modules",
    "spark-warehouse",
}


@dataclass(frozen=True)
class Function:
    """A function or method: where it is, its name and how many lines it takes."""

    path: Path
    name: str
    lines: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}: {self.name} ({self.lines} lines)"


@cache
def files() -> tuple[Path, ...]:
    """Every file that is part of the project."""
    return tuple(sorted(_walk(ROOT)))


def python_files(*folders: str) -> list[Path]:
    """The Python files below these folders of the root."""
    tops = [ROOT / folder for folder in folders]
    return [p for p in files() if p.suffix == ".py" and any(p.is_relative_to(t) for t in tops)]


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(*folders: str) -> list[Function]:
    """Every function in the Python files below these folders, nested ones too."""
    return [
        Function(path, node.name, (node.end_lineno or node.lineno) - node.lineno + 1)
        for path in python_files(*folders)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def _walk(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name in NOT_OURS or path.name.endswith(".egg-info") or path.is_symlink():
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path
