"""``holdfast vocabulary``: every word, what it was taken for, and what it takes away."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from holdfast.__main__ import app
from holdfast.clocks.register import CLOCKS
from holdfast.importing.words import WORD_COLUMNS, told_words
from holdfast.record.store.snapshots import Store
from holdfast.record.store.words import WORDS_FILE
from tests.records import reseal
from tests.sources.ssd_made import take
from tests.sources.test_vocabulary_import import DAY, council_of

ROLES = ("CW", "Key Worker", "AW", "Allocated Worker", "hit by Uncle Kelp on Sunday")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    take(tmp_path, council_of(tmp_path / "in", *ROLES), as_at=DAY)
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "store"))
    monkeypatch.setenv("COLUMNS", "200")
    return tmp_path / "store"


def run(*words: str) -> Result:
    done = CliRunner().invoke(app, ["vocabulary", *words])
    assert done.exit_code == 0, done.output
    return done


def told(*words: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run(*words, "--format", "json").stdout)
    return rows


def test_unknown_words_come_first_with_the_clocks_that_they_take_away(home: Path) -> None:
    rows = told()
    assert [tuple(row) for row in rows] == [WORD_COLUMNS] * len(rows)
    hidden, key_worker = sorted(rows[:2], key=lambda row: row["word"])
    assert key_worker["word"] == "Key Worker"
    assert (key_worker["table"], key_worker["read_for"]) == (
        "ssd_involvements",
        "involvements.role",
    )
    assert key_worker["taken_for"] == "not known"
    assert {"allocation"} <= set(key_worker["clocks"]) <= {clock.key for clock in CLOCKS}
    assert "Kelp" not in hidden["word"]
    assert "row 6 of ssd_involvements.csv" in hidden["word"]


def test_known_words_say_by_which_vocabulary_and_take_nothing_away(home: Path) -> None:
    by = {row["word"]: row for row in told() if row["read_for"] == "involvements.role"}
    assert by["AW"]["taken_for"] == by["Allocated Worker"]["taken_for"] == "CW"
    assert (by["AW"]["by"], by["CW"]["by"]) == ("Eclipse", "the code set")
    assert by["AW"]["meaning"]
    assert by["AW"]["clocks"] == []


def test_the_unknown_can_be_had_alone(home: Path) -> None:
    assert [row["taken_for"] for row in told("--unknown")] == ["not known"] * 2


def test_the_table_says_what_to_do(home: Path) -> None:
    done = run()
    assert "2 of which nobody knows" in done.stdout
    assert "vocabulary.toml" in done.stderr
    assert "Kelp" not in done.output


def test_an_import_made_before_words_were_counted_lists_none(
    home: Path,
) -> None:
    snapshot = Store(home).current()
    (snapshot.folder / WORDS_FILE).unlink()
    sums = {name: one for name, one in snapshot.manifest.checksums.items() if name != WORDS_FILE}
    reseal(snapshot, checksums=sums)
    assert told_words(snapshot) == []
    assert "0 words" in run().stdout
