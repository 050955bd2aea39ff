"""A data folder that cannot be written, and accounts that are damaged: what is said, and the code.

Every command runs in a process of its own, as it does at a council's machine.
"""

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests import processes
from tests.sources.ssd_made import COUNCIL, lines


def run(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command on a data folder, as an account for which the rights of files hold."""
    return processes.run(home, *words, width=300, like_any_other=True)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Files of a made-up council, which anybody may read."""
    folder = tmp_path_factory.mktemp("source")
    for name, rows in COUNCIL.items():
        (folder / f"{name}.csv").write_text(lines(rows), encoding="utf-8", newline="")
    return folder


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory, source: Path) -> Path:
    """A data folder with a snapshot, an account and a log, made once."""
    home = tmp_path_factory.mktemp("laid") / "home"
    for words in (importing(source), ("user", "add", "manager")):
        done = run(home, *words)
        assert done.returncode == 0, done.stderr
    return home


@pytest.fixture
def home(laid: Path, tmp_path: Path) -> Path:
    """A copy of it."""
    return shutil.copytree(laid, tmp_path / "home")


def importing(source: Path) -> tuple[str, ...]:
    return ("import", str(source), "--as", "ssd", "--as-at", "2018-01-31")


def said(done: subprocess.CompletedProcess[str]) -> str:
    """All that was said, on one line; that it is no traceback is seen to here."""
    text = " ".join(f"{done.stdout} {done.stderr}".split())
    assert "Traceback" not in text
    return text


@pytest.fixture
def read_only(laid: Path, tmp_path: Path) -> Iterator[Path]:
    """A data folder on a disk that is mounted to be read only."""
    place = tmp_path / "disk"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(place)]
    try:
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        pytest.skip("NOT TESTED on a read-only disk: there is no mount here")
    if done.returncode:
        pytest.skip(f"NOT TESTED on a read-only disk: mount says {done.stderr.strip()}")
    try:
        shutil.copytree(laid, place / "home")
        subprocess.run(["mount", "-o", "remount,ro", str(place)], check=True)
        yield place / "home"
    finally:
        subprocess.run(["umount", str(place)], check=True)


def held(home: Path) -> dict[Path, bytes]:
    return {one: one.read_bytes() for one in home.rglob("*") if one.is_file()}


@pytest.mark.slow
def test_an_import_into_a_read_only_folder_changes_nothing_and_says_why(
    read_only: Path, source: Path
) -> None:
    before = held(read_only)
    done = run(read_only, *importing(source))
    assert done.returncode == 11
    assert "read-only" in said(done).lower()
    assert str(read_only) in said(done)
    assert held(read_only) == before
    assert run(read_only, "chain").returncode == 0, "what was imported before is answered from"


@pytest.mark.slow
@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("user", "list"), ("audit", "verify")])
def test_pages_and_accounts_on_a_read_only_disk(read_only: Path, words: tuple[str, ...]) -> None:
    done = run(read_only, *words)
    assert done.returncode == 11
    assert "Nothing can be written" in said(done)
    assert "Make it writable" in said(done)


@pytest.fixture
def shut(home: Path) -> Iterator[Path]:
    """A data folder in which its owner may not write."""
    home.chmod(0o500)
    probe = run(home, "snapshot", "list")
    assert probe.returncode == 0, said(probe)
    yield home
    home.chmod(0o700)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux takes root's powers away")
@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("user", "list"), ("import",)])
def test_a_folder_in_which_nothing_may_be_made(
    words: tuple[str, ...], shut: Path, source: Path
) -> None:
    done = run(shut, *(importing(source) if words == ("import",) else words))
    assert done.returncode == 11, said(done)
    assert "right" in said(done)
    assert str(shut) in said(done)


def no_database(place: Path) -> None:
    """Text in its place."""
    place.write_text("These are no accounts.\n" * 1_000)


def cut(place: Path) -> None:
    """The second half of it gone."""
    place.write_bytes(place.read_bytes()[: place.stat().st_size // 2])


def blank(place: Path) -> None:
    """All but its first page lost."""
    whole = place.read_bytes()
    place.write_bytes(whole[:4_096] + b"\xa5" * (len(whole) - 4_096))


SERVE, LIST, ADD, VERIFY = (
    ("serve", "--port", "0"), ("user", "list"), ("user", "add", "other"), ("audit", "verify"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "spoil"),
    [
        (SERVE, no_database), (SERVE, cut), (SERVE, blank), (LIST, cut), (ADD, no_database),
        (VERIFY, blank),
    ],
)  # fmt: skip
def test_damaged_accounts_are_said_with_what_to_do(
    words: tuple[str, ...], spoil: Callable[[Path], None], home: Path
) -> None:
    spoil(home / "people.sqlite3")
    before = (home / "people.sqlite3").read_bytes()
    done = run(home, *words)
    assert done.returncode == 9, said(done)
    assert "people.sqlite3" in said(done)
    assert "damaged" in said(done)
    assert "backup" in said(done)
    assert (home / "people.sqlite3").read_bytes() == before, "what is left of the log stays"
