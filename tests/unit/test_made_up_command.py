"""``holdfast made-up``: what it writes, what it says it wrote, and what it refuses."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook
from typer.testing import CliRunner, Result

from holdfast.__main__ import app
from holdfast.days import LAST_KNOWN
from holdfast.errors import BadSetting, BeyondCalendar, HoldfastError
from holdfast.simulation.truth.tables import SCHEMAS
from holdfast.sources.made_up.files import WORKBOOK, CouncilFiles, CouncilWanted, make_files
from holdfast.sources.made_up.written import WrittenFile

SMALL = ("--children", "40", "--years", "2")


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["made-up", *words])


def told(*words: str) -> list[dict[str, object]]:
    done = run(*words, "--format", "json")
    assert done.exit_code == 0, done.stderr
    rows: list[dict[str, object]] = json.loads(done.stdout)
    return rows


def quiet(what: str, done: int, of: int) -> None:
    """Nobody watches a test."""


def test_a_workbook_holds_what_is_told(tmp_path: Path) -> None:
    rows = told("--out", str(tmp_path / "new" / "folder"), "--as", "annex-a", *SMALL)
    book = CalamineWorkbook.from_path(tmp_path / "new" / "folder" / WORKBOOK)
    held = {name: len(book.get_sheet_by_name(name).to_python()) - 1 for name in book.sheet_names}
    assert {row["sheet"]: row["rows"] for row in rows} == {
        name: count for name, count in held.items() if name != "Front_Sheet"
    }
    assert {row["file"] for row in rows} == {WORKBOOK}
    assert sum(held.values()) > 20


def test_a_folder_of_ssd_files_holds_what_is_told(tmp_path: Path) -> None:
    rows = told("--out", str(tmp_path), "--as", "ssd", *SMALL)
    held = {}
    for path in tmp_path.iterdir():
        with path.open(newline="") as lines:
            held[path.name] = sum(1 for _ in csv.reader(lines)) - 1
    assert {row["file"]: row["rows"] for row in rows} == held
    assert held["ssd_person.csv"] == 40


def test_people_are_told_that_no_one_is_real(tmp_path: Path) -> None:
    done = run("--out", str(tmp_path), "--as", "annex-a", *SMALL)
    assert "no one here is real" in " ".join(done.stdout.split())
    assert "List_8" in done.stdout


def test_the_truth_lies_beside_the_files(tmp_path: Path) -> None:
    rows = told("--out", str(tmp_path / "out"), "--as", "ssd", "--truth", *SMALL)
    beside = {str(row["file"]): row["rows"] for row in rows if "truth/" in str(row["file"])}
    held = {
        path.name: pq.read_metadata(path).num_rows for path in (tmp_path / "out/truth").iterdir()
    }
    assert {f"truth/{name}": count for name, count in held.items()} == beside
    assert set(held) == {f"{name}.parquet" for name in (*SCHEMAS, "oddities")}
    assert held["duties.parquet"] > 100


def test_a_record_can_be_as_odd_as_real_ones(tmp_path: Path) -> None:
    plain = told("--out", str(tmp_path / "plain"), "--as", "ssd", "--truth", *SMALL)
    odd = told("--out", str(tmp_path / "odd"), "--as", "ssd", "--truth", "--oddities", *SMALL)
    rows = [next(r["rows"] for r in one if "oddities" in str(r["file"])) for one in (plain, odd)]
    assert int(str(rows[0])) < int(str(rows[1]))


def test_no_reader_takes_the_truth_for_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    told("--out", str(tmp_path / "out"), "--as", "ssd", "--truth", *SMALL)
    words = ["import", str(tmp_path / "out"), "--as", "ssd", "--format", "json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["refusals"] == []


@pytest.mark.parametrize("kind", ["ssd", "annex-a"])
def test_one_seed_gives_one_council(tmp_path: Path, kind: str) -> None:
    def files(folder: str, seed: str) -> dict[str, bytes]:
        place = tmp_path / folder
        told("--out", str(place), "--as", kind, "--seed", seed, *SMALL)
        return {path.name: path.read_bytes() for path in place.iterdir()}

    first = files("first", "3")
    assert files("again", "3") == first
    assert files("other", "4") != first


def test_what_it_writes_can_be_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    told("--out", str(tmp_path / "out"), "--as", "annex-a", *SMALL)
    words = ["import", str(tmp_path / "out"), "--as", "annex-a", "--format", "json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout)["refusals"] == []


@pytest.mark.parametrize(
    ("words", "kind", "says"),
    [
        pytest.param(("--children", "0"), BadSetting, "0 children", id="no children"),
        pytest.param(("--years", "0"), BadSetting, "0 years", id="no years"),
        pytest.param(("--years", "-2"), BadSetting, "-2 years", id="years below nought"),
        pytest.param(("--as-at", "31/01/2018"), BadSetting, "2018-01-31", id="a day not ISO"),
        pytest.param(("--as-at", "2029-01-01"), BeyondCalendar, "2028-12-31", id="too late"),
        pytest.param(("--as-at", "1980-01-01"), BeyondCalendar, "1985-01-01", id="too early"),
        pytest.param(("--years", "33"), BeyondCalendar, "fewer years", id="too many years"),
        pytest.param(("--years", "9999"), BeyondCalendar, "fewer years", id="far too many"),
    ],
)
def test_what_cannot_be_made_is_refused(
    tmp_path: Path, words: Sequence[str], kind: type[HoldfastError], says: str
) -> None:
    done = run("--out", str(tmp_path / "out"), "--as", "ssd", *words)
    assert isinstance(done.exception, kind)
    assert says in str(done.exception)
    assert not (tmp_path / "out").exists()


def test_a_folder_that_holds_anything_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "theirs.csv").write_text("not ours")
    done = run("--out", str(tmp_path), "--as", "ssd", *SMALL)
    assert isinstance(done.exception, BadSetting)
    assert "not empty" in str(done.exception)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["not ours"]


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not ours")
    for place, says in (("file", "is a file"), ("file/below", "Nothing can be written")):
        done = run("--out", str(tmp_path / place), "--as", "annex-a", *SMALL)
        assert isinstance(done.exception, BadSetting)
        assert says in str(done.exception)


def test_a_folder_without_the_right_to_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    done = run("--out", str(tmp_path), "--as", "ssd", *SMALL)
    assert isinstance(done.exception, BadSetting)
    assert "may not be written" in str(done.exception)


@pytest.mark.parametrize("kind", list(CouncilFiles))
def test_a_disk_that_fails_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: CouncilFiles
) -> None:
    def fail(*_: object) -> list[WrittenFile]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("holdfast.sources.made_up.files.ssd_files", fail)
    monkeypatch.setattr("holdfast.sources.made_up.files.annex_a_sheets", fail)
    with pytest.raises(BadSetting, match="No space left"):
        make_files(CouncilWanted(5, 1, date(2018, 1, 31), 1), kind, tmp_path, quiet, fail)


def test_the_last_known_day_can_be_had(tmp_path: Path) -> None:
    rows = told("--out", str(tmp_path), "--as", "annex-a", "--as-at", str(LAST_KNOWN), *SMALL)
    assert len(rows) == 11
