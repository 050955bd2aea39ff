"""Holds what the commands answer today against what they answered when their digests were kept.

python -m tests.kept_answers           names each answer that is another, and ends with 1
python -m tests.kept_answers keep      keeps the digests of what is answered now

A change that should change nothing that people see is tried with it before and after. A change
that should is tried, read, and kept with the commit that makes it. The councils are made up: one
of 2018, one of 2026, a folder of the Standard Safeguarding Dataset, a census of 2026 and the lists
of an Annex A.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

KEPT = Path(__file__).parent / "digests.json"
CHILDREN = 12
EXPECTED = (0, 1)  # a check with findings ends with 1


@dataclass(frozen=True)
class Council:
    """A data folder of its own, filled by one import from a folder of made-up files."""

    name: str
    home: Path

    def run(self, *words: str) -> str:
        """What a command prints for machines. Raises RuntimeError where it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "holdfast", *words],
            env=os.environ | {"HOLDFAST_HOME": str(self.home), "COLUMNS": "200"},
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode not in EXPECTED:
            raise RuntimeError(f"{self.name}: {' '.join(words[:2])}: {done.stderr}")
        return done.stdout

    def answers(self) -> Iterator[tuple[str, str]]:
        """Each question and its answer, as JSON."""
        due = self.run("due", "--status", "all", "--format", "json")
        yield "due --status all", due
        yield "chain", self.run("chain", "--format", "json")
        children = sorted({row["child"] for row in json.loads(due) if row["child"]})
        for number, child in enumerate(children[:: max(1, len(children) // CHILDREN)]):
            yield f"child {number}", self.run("child", child, "--format", "json")


def councils(place: Path) -> Iterator[tuple[Council, list[tuple[str, str]]]]:
    """Each council once it is imported, with what is asked of it besides."""
    for name, kind, day, children in (
        ("2018", "ssd", "2018-01-31", "1500"),
        ("2026", "ssd", "2026-03-31", "1500"),
        ("annex a", "annex-a", "2018-01-31", "1500"),
    ):
        council = Council(name, place / name)
        files = str(place / f"{name} files")
        council.run("made-up", "--out", files, "--as", kind, "--children", children, "--as-at", day)
        council.run("import", files, "--as", kind, "--as-at", day)
        yield council, []
        if name == "2026":
            yield from _census(council, place)


def _census(council: Council, place: Path) -> Iterator[tuple[Council, list[tuple[str, str]]]]:
    census = str(place / "census.xml")
    council.run("return", "cin", "--year", "2026", "--out", census)
    checked = council.run("check", census, "--format", "json")
    read = Council("census", place / "census")
    read.run("import", census, "--as", "cin-census")
    yield read, [("check", checked)]


def digests() -> dict[str, str]:
    """The digest of every answer of every council."""
    found: dict[str, str] = {}
    with TemporaryDirectory() as folder:
        for council, besides in councils(Path(folder)):
            for question, answer in (*council.answers(), *besides):
                told = answer.replace(folder, "")
                found[f"{council.name}: {question}"] = sha256(told.encode()).hexdigest()[:16]
    return found


def main() -> int:
    """Compare, or keep; the exit code."""
    now = digests()
    if sys.argv[1:] == ["keep"]:
        KEPT.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
        return 0
    before = json.loads(KEPT.read_text("utf-8"))
    others = [one for one in sorted({*now, *before}) if now.get(one) != before.get(one)]
    for one in others:
        print(f"another answer: {one}")  # noqa: T201
    return bool(others)


if __name__ == "__main__":
    sys.exit(main())
