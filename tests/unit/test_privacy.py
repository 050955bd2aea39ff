"""What a process writes is for its owner only, and what is temporary lies with the data."""

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from holdfast import privacy
from holdfast.engine import open_engine
from holdfast.record.store.snapshots import Store

HOLDS = (
    "import sys, time; from holdfast.privacy import keep_private; keep_private();"
    "import tempfile; print(tempfile.mkdtemp(), flush=True); time.sleep(60)"
)
CENSUS = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2026</Year>
<ReferenceDate>2026-03-31</ReferenceDate></CollectionDetails></Header><Children/></Message>"""


def begun(home: Path, words: list[str], umask: int = 0o022) -> subprocess.Popen[str]:
    given = {"HOLDFAST_HOME": str(home), "PATH": "/usr/bin:/bin", "COLUMNS": "200"}
    return subprocess.Popen(
        [sys.executable, *words], env=given, text=True, umask=umask,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


def run(home: Path, *words: str, umask: int = 0o022) -> str:
    process = begun(home, ["-m", "holdfast", *words], umask)
    out, errors = process.communicate()
    assert process.returncode in (0, 1), errors
    return out


def open_to_others(folder: Path) -> list[str]:
    held = [folder, *folder.rglob("*")]
    return [str(one.relative_to(folder)) for one in held if one.stat().st_mode & 0o077]


def test_all_that_commands_write_is_for_its_owner_only(tmp_path: Path) -> None:
    home, made = tmp_path / "home", tmp_path / "made"
    run(home, "made-up", "--out", str(made), "--as", "ssd", "--children", "20", umask=0)
    run(home, "import", str(made), "--as", "ssd", "--as-at", "2018-01-31", umask=0)
    census = tmp_path / "census.xml"
    census.write_text(CENSUS)
    run(home, "check", str(census), "--format", "xlsx", "--out", str(made / "c.xlsx"), umask=0)
    assert (made / "c.xlsx").exists()
    assert open_to_others(home) == []
    assert open_to_others(made) == []


def test_what_lay_open_from_before_is_closed_and_nothing_else_is_touched(tmp_path: Path) -> None:
    home = tmp_path / "home"
    for place in ("snapshots/2018-01-31-0001/contacts.parquet", "people.sqlite3", "own/notes.txt"):
        (home / place).parent.mkdir(parents=True, exist_ok=True)
        (home / place).write_text("made up")
    for one in (home, *home.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    run(home, "snapshot", "list")
    assert open_to_others(home) == ["own", "own/notes.txt"]


def test_a_folder_that_all_may_write_to_keeps_its_rights(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    home.chmod(0o1777)
    run(home, "snapshot", "list")
    assert stat.S_IMODE(home.stat().st_mode) == 0o1777


def test_temporary_files_lie_below_the_data_folder_and_go_after_a_kill(tmp_path: Path) -> None:
    process = begun(tmp_path, ["-c", HOLDS])
    assert process.stdout
    left = Path(process.stdout.readline().strip())
    assert left.is_relative_to(tmp_path / "temporary")
    run(tmp_path, "snapshot", "list")
    assert left.is_dir()  # its process lives
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert left.is_dir()
    run(tmp_path, "snapshot", "list")
    assert not left.exists()
    held = [one for one in (tmp_path / "temporary").rglob("*") if one.suffix != ".lock"]
    assert held == [tmp_path / "temporary" / "lock"]  # a command that ends leaves nothing


def test_an_engine_spills_below_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    monkeypatch.setenv("HOLDFAST_MEMORY", "30MB")
    engine = open_engine()
    (spill,) = (tmp_path / "temporary").glob("*/spill-*")
    engine.define("many", "select range as n, md5(range::text) as t from range(3000000)", keep=True)
    assert list(spill.iterdir())
    engine.close()
    assert not spill.exists()


def test_where_nothing_can_be_written_nothing_is_written_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "home").write_text("a file, where a folder should be")
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    engine = open_engine()
    found = engine.fetch("select current_setting('temp_directory') as place").to_pylist()
    engine.close()
    assert found == [{"place": ""}]


def test_a_process_that_is_split_off_has_a_folder_of_its_own(tmp_path: Path) -> None:
    ours = privacy.temporary_folder(tmp_path)
    assert privacy.temporary_folder(tmp_path) == ours
    assert privacy._own_folder(tmp_path, os.getpid() + 1) != ours
    assert ours.is_dir()
    assert Store(tmp_path).all() == []
