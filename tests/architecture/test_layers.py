"""Imports run one way. The contracts stand in pyproject.toml; here they are run, and tried."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    surroundings = os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=root, env=surroundings, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(
        ROOT / "src" / "holdfast",
        tmp_path / "src" / "holdfast",
        ignore=shutil.ignore_patterns("node_modules", "__pycache__"),
    )
    return tmp_path


def test_every_contract_is_kept() -> None:
    outcome = lint_imports(ROOT)
    assert outcome.returncode == 0, f"\n{outcome.stdout}{outcome.stderr}"


@pytest.mark.parametrize(
    ("contract", "place", "line"),
    [
        ("Data flows one way", "areas.py", "import holdfast.record.schema.table"),
        ("Data flows one way", "oddments/__init__.py", ""),
        ("Only web knows Django", "record/schema/table.py", "from django.db import models"),
        ("Only engine knows DuckDB", "record/schema/table.py", "import duckdb"),
        ("Only engine knows DuckDB", "record/schema/table.py", "import pyspark.sql"),
        ("Returns do not know", "returns/table.py", "import holdfast.returns.cin_census.days"),
        (
            "The machine of returns",
            "returns/rule.py",
            "import holdfast.sources.intake.typed_tables",
        ),
        ("Two wings", "returns/rule.py", "import holdfast.clocks.clock"),
        (
            "What is read of the record knows no format",
            "query/due.py",
            "import holdfast.sources.ssd",
        ),
        ("Pages ask no engine", "web/asked.py", "import holdfast.engine.quoting"),
        ("Sources do not know", "sources/ssd/__init__.py", "import holdfast.sources.annex_a"),
    ],
)
def test_a_contract_can_break(copied: Path, contract: str, place: str, line: str) -> None:
    for folder in ("sources", "sources/annex_a", "sources/ssd"):
        package = copied / "src/holdfast" / folder
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
    path = copied / "src/holdfast" / place
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    broken = [text for text in lint_imports(copied).stdout.splitlines() if "BROKEN" in text]
    assert len(broken) == 1
    assert broken[0].startswith(contract)
