"""Builds what is installed elsewhere, and installs it into an environment of its own.

Nothing is fetched: the build tools and the libraries are those that the tests run with. Those
libraries are lent to the new environment; Holdfast itself is not among them, for a path that is
lent does not pass on what it lends in turn, which is how a checkout is on it.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[2]
ASSETS = "src/holdfast/web/assets/node_modules"
# What a build reads, without what lies in a checkout besides.
PARTS = (
    "src",
    "README.md",
    "LICENSE",
    "LICENSE-govuk-frontend",
    "pyproject.toml",
    "hatch_build.py",
)


def checkout(place: Path) -> Path:
    """A copy of the checkout at ``place``, page assets included."""
    place.mkdir()
    for name in (*PARTS, ".gitignore"):
        part = ROOT / name
        if part.is_dir():
            shutil.copytree(part, place / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(part, place / name)
    return place


def build(folder: Path, target: str, out: Path) -> "subprocess.CompletedProcess[str]":
    """Build ``wheel`` or ``sdist`` from the sources in ``folder`` into ``out``."""
    command = [sys.executable, "-m", "hatchling", "build", "--target", target]
    return run([*command, "--directory", str(out)], folder)


def run(command: list[str], folder: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def install(wheel: Path, place: Path) -> Path:
    """A new environment at ``place`` that holds the wheel alone; gives its folder of programs."""
    uv = os.environ.get("UV") or shutil.which("uv") or str(ROOT / ".tools/uv/bin/uv")
    python = place / "bin/python"
    if Path(uv).is_file():
        steps = [
            [uv, "venv", "--quiet", "--offline", "--python", sys.executable, str(place)],
            [uv, "pip", "install", "--quiet", "--offline", "--no-deps", "--python", str(python)],
        ]
    else:
        steps = [
            [sys.executable, "-m", "venv", str(place)],
            [str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps"],
        ]
    for step in (steps[0], [*steps[1], str(wheel)]):
        done = run(step, place.parent)
        assert done.returncode == 0, done.stderr
    lent = next(place.glob("lib/python*/site-packages")) / "lent.pth"
    lent.write_text(f"{sysconfig.get_path('purelib')}\n", encoding="utf-8")
    return place / "bin"
