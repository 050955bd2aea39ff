"""What is published names no machine: a path of one tells whose it is and works nowhere else."""

import re
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT, files

# Written in parts, so that this file passes its own test.
HOMES = ("work", "root", "home", "Users", "mnt", "private")
MACHINE_PATH = re.compile(rf"(?<![\w.~*>-])/(?:{'|'.join(HOMES)})/\w")


def machine_paths(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if MACHINE_PATH.search(line)]


def words_of(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def test_no_file_names_a_path_of_one_machine() -> None:
    found = {str(p.relative_to(ROOT)): machine_paths(words_of(p)) for p in files()}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize("home", HOMES)
def test_a_path_of_one_machine_is_seen(home: str) -> None:
    assert machine_paths(f'HOME = "/{home}/anne/holdfast"')


@pytest.mark.parametrize(
    "address", ["https://example.gov.uk/work/with-us", "src/root/x", "~/work/x"]
)
def test_an_address_or_a_relative_path_passes(address: str) -> None:
    assert machine_paths(address) == []


def test_the_lock_file_of_page_assets_names_no_registry() -> None:
    """So that a council behind its own registry can fetch them too; checksums still hold."""
    lock = words_of(ROOT / "src/holdfast/web/assets/package-lock.json")
    assert '"integrity": "sha512-' in lock
    assert "resolved" not in lock


# Words of a private dialect, and what a parent should not read: say *correct* or *fix*, *invalid
# child record*, and *cannot be determined*.
UNFIT = re.compile(
    r"\bmend(?:s|ed|ing)?\b|\bbroken child|\bbreaks? (?:one|a|another) child"
    r"|\bnobody can\s+tell\b|\bhalf-grown\b",
    re.IGNORECASE,
)
# This file says them, to find them.
APART = {"tests/architecture/test_words.py"}


def unfit(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if UNFIT.search(line)]


def test_no_text_uses_words_that_are_unfit() -> None:
    ours = (p for p in files() if p.suffix in {".py", ".md", ".html"})
    named = {str(p.relative_to(ROOT)): p for p in ours}
    found = {path: unfit(words_of(p)) for path, p in named.items() if path not in APART}
    assert {path: lines for path, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text", ["Mend it.", "who is to mend what", "a broken child record", "Nobody can tell."]
)
def test_a_word_that_is_unfit_is_seen(text: str) -> None:
    assert unfit(text)


@pytest.mark.parametrize("text", ["amend", "recommended", "tremendous"])
def test_a_word_that_only_holds_one_passes(text: str) -> None:
    assert unfit(text) == []
