"""Files of the council's own that are too deep, too large or no files at all."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import LOCAL_RULES, council_book
from holdfast.clocks.rules.good_from import read_good_from
from holdfast.errors import Damaged, HoldfastError
from holdfast.limits import OWN_FILE
from holdfast.query.exclusions import FILE, read_exclusions
from holdfast.record.backup.making import back_up
from holdfast.record.backup.manifest import MANIFEST
from holdfast.record.backup.restoring import restore
from holdfast.record.store.snapshot import read_snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import waiting_of
from holdfast.sources.made_up import import_made_up
from holdfast.sources.vocabulary import VOCABULARY_FILE, read_vocabulary
from holdfast.web.project.secret import secret_key
from tests.unit.test_backup import archive, plain_file

READERS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "vocabulary": (VOCABULARY_FILE, read_vocabulary),
    "recording": (
        "recording.toml",
        lambda home: read_good_from(CLOCKS, home / "recording.toml"),
    ),
    "exclusions": (FILE, read_exclusions),
    "rules": (LOCAL_RULES, lambda home: council_book(CLOCKS, home)),
}
DEEP = "a = " + "[" * 5_000 + "]" * 5_000
FIGURES = "a = " + "9" * 5_000


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("text", [DEEP, FIGURES], ids=["deep", "figures"])
def test_what_no_reader_can_hold_is_refused_in_words(
    tmp_path: Path, reader: str, text: str
) -> None:
    name, read = READERS[reader]
    (tmp_path / name).write_text(text)
    with pytest.raises(HoldfastError) as caught:
        read(tmp_path)
    assert name in caught.value.what


@pytest.mark.parametrize("reader", READERS)
def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, reader: str) -> None:
    name, read = READERS[reader]
    with (tmp_path / name).open("wb") as file:
        file.truncate(OWN_FILE.most + 1)
    with pytest.raises(HoldfastError, match=f"larger than {OWN_FILE}"):
        read(tmp_path)


def _snapshot(home: Path) -> object:
    return read_snapshot(home / "snapshots" / "2018-01-31-0001")


# What Holdfast itself keeps in the folder.
KEPT: dict[str, Callable[[Path], object]] = {
    "snapshots/2018-01-31-0001/manifest.json": _snapshot,
    "secret-key": secret_key,
}
UNREADABLE = {
    "deep": b"[" * 100_000,
    "figures": b"9" * 100_000,
    "no text": b"\xff" * 100,
    "a list": b"[]",
    "a list of lists": b'{"code": [1], "mark": "", "year": 1, "reason": "", "who": "", "at": ""}',
}


# A key is any text of some length.
@pytest.mark.parametrize("name", [one for one in KEPT if one != "secret-key"])
@pytest.mark.parametrize("text", UNREADABLE.values(), ids=UNREADABLE)
def test_what_holdfast_keeps_is_refused_in_words_too(
    tmp_path: Path, name: str, text: bytes
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(text)
    (tmp_path / name).chmod(0o600)
    with pytest.raises(HoldfastError):
        KEPT[name](tmp_path)


@pytest.mark.parametrize("name", KEPT)
@pytest.mark.parametrize("odd", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_holdfast_keeps_is_an_ordinary_file(
    tmp_path: Path, name: str, odd: Callable[[Path], object]
) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    odd(tmp_path / name)
    with pytest.raises(HoldfastError):
        KEPT[name](tmp_path)


def test_why_a_snapshot_waits_is_not_waited_for(tmp_path: Path) -> None:
    place = tmp_path / "derived" / "2018-01-31-0001"
    place.mkdir(parents=True)
    os.mkfifo(place / "waiting.json")
    assert waiting_of(tmp_path, place.name) is not None


def test_a_pipe_among_a_snapshot_s_files_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    made = import_made_up(Store(tmp_path), 5, date(2018, 1, 31), 7, "2018-02-01T08:30:00")
    made.path("persons").unlink()
    os.mkfifo(made.path("persons"))
    with pytest.raises(Damaged, match="persons"):
        made.verify()
    assert back_up(tmp_path, tmp_path.parent / "backup", "2018-02-01T08:30:00").damaged


@pytest.mark.parametrize("reader", READERS)
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, reader: str) -> None:
    name, read = READERS[reader]
    os.mkfifo(tmp_path / name)
    with pytest.raises(HoldfastError, match="named pipe"):
        read(tmp_path)


@pytest.mark.parametrize("text", [b"[" * 100_000, b"9" * 100_000, b"\xff", b"[]"])
def test_a_backup_whose_manifest_none_can_read(text: bytes, tmp_path: Path) -> None:
    bad = archive(tmp_path / "bad", (plain_file(MANIFEST), text))
    with pytest.raises(Damaged):
        restore(bad, tmp_path / "into")


def test_a_backup_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "bad")
    with pytest.raises(HoldfastError, match="named pipe"):
        restore(tmp_path / "bad", tmp_path / "into")
