"""A backup holds all that cannot be made anew; a restore puts back all of it, or nothing."""

import errno
import gzip
import io
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from holdfast.errors import BadSetting, CannotRead, CannotWrite, Damaged, NoSnapshot
from holdfast.record.backup.making import back_up
from holdfast.record.backup.manifest import MANIFEST, BackupManifest, is_held
from holdfast.record.backup.restoring import restore
from holdfast.record.store.snapshots import Store
from holdfast.record.store.waiting import Loss, Waiting, let_wait, waiting_of
from holdfast.sources.made_up import import_made_up
from tests import processes

AS_AT = date(2018, 1, 31)
NOW = "2018-02-01T08:30:00"
OWN = {
    "local_rules.toml": '[authority]\ncp_visit = "10 working days"\n',
    "vocabulary.toml": "# nothing said yet\n",
    "returns/cin_census/answers.jsonl": '{"a reason": "made up"}\n',
    "what/a/later/version/keeps.txt": "kept too\n",
}


def run(home: Path, *words: str, answer: int = 0) -> str:
    done = processes.run(home, *words, width=300)
    assert done.returncode == answer, done.stderr
    assert "Traceback" not in done.stderr
    return done.stdout if answer == 0 else done.stderr


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two snapshots, the later one waiting, the council's own files, an account and a log."""
    place = tmp_path_factory.mktemp("home") / "held"
    store = Store(place)
    shown = import_made_up(store, 60, AS_AT, 7, NOW)
    waits = import_made_up(store, 20, AS_AT, 8, NOW)
    store.make_current(shown.id)
    let_wait(place, waits.id, Waiting(shown.id, (Loss("rows", "referrals", 9, 8, "lost"),)))
    for name, text in OWN.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    run(place, "user", "add", "A.Manager")
    return place


@pytest.fixture(scope="module")
def file(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("backups") / "one.tar.gz"
    run(home, "backup", str(place))
    return place


def sums(folder: Path) -> dict[str, str]:
    """The checksum of each file of a data folder that a backup is to hold."""
    files = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    return {name: sha256(p.read_bytes()).hexdigest() for name, p in files.items() if is_held(name)}


def test_what_is_restored_answers_the_same(home: Path, file: Path, tmp_path: Path) -> None:
    run(home, "restore", str(file), "--into", str(tmp_path / "again"))
    again, before = sums(tmp_path / "again"), sums(home)
    for changed in ("people.sqlite3",):  # the restore itself is in its log
        assert again.pop(changed)
        assert before.pop(changed)
    assert again == before
    words = ("due", "--status", "all", "--format", "json")
    assert json.loads(run(home, *words)) == json.loads(run(tmp_path / "again", *words))
    assert "A.Manager" in run(tmp_path / "again", "user", "list")


def test_all_that_is_restored_is_its_owners_alone(file: Path, tmp_path: Path) -> None:
    restore(file, tmp_path / "again")
    places = [tmp_path / "again", *(tmp_path / "again").rglob("*")]
    assert {p.stat().st_mode & 0o777 for p in places if p.is_dir()} == {0o700}
    assert {p.stat().st_mode & 0o777 for p in places if p.is_file()} == {0o600}
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_snapshot_that_waits_goes_on_waiting(home: Path, file: Path, tmp_path: Path) -> None:
    found = restore(file, tmp_path / "again")
    waits = next(one for one in found.snapshots if one != found.current)
    assert waiting_of(tmp_path / "again", waits) == waiting_of(home, waits) is not None
    assert Store(tmp_path / "again").current().id == found.current


def test_both_stand_in_the_log(file: Path, tmp_path: Path) -> None:
    run(tmp_path / "again", "restore", str(file))
    people = sqlite3.connect(tmp_path / "again/people.sqlite3")
    kinds = [kind for (kind,) in people.execute("select kind from audit_auditrow order by number")]
    people.close()
    assert kinds[-2:] == ["back up", "restore"]
    run(tmp_path / "again", "audit", "verify")


def test_nobody_stays_signed_in(home: Path, tmp_path: Path) -> None:
    people = sqlite3.connect(home / "people.sqlite3")
    people.execute("insert into django_session values ('a-key', 'data', '2999-01-01')")
    people.commit()
    back_up(home, tmp_path / "one", NOW)
    restore(tmp_path / "one", tmp_path / "again")
    again = sqlite3.connect(tmp_path / "again/people.sqlite3")
    try:
        assert people.execute("select count(*) from django_session").fetchone() == (1,)
        assert again.execute("select count(*) from django_session").fetchone() == (0,)
        assert b"a-key" not in (tmp_path / "again/people.sqlite3").read_bytes()
    finally:
        people.execute("delete from django_session")
        people.commit()
        people.close()
        again.close()


def test_without_secrets(home: Path, file: Path, tmp_path: Path) -> None:
    assert "secret-key" in members(file)
    run(home, "backup", str(tmp_path / "one"), "--without-secrets")
    assert "secret-key" not in members(tmp_path / "one")
    run(tmp_path / "again", "restore", str(tmp_path / "one"))
    made = (tmp_path / "again/secret-key").read_text("ascii")
    assert made != (home / "secret-key").read_text("ascii")


def members(file: Path) -> list[str]:
    with tarfile.open(file) as archive:
        return archive.getnames()


def test_what_is_made_anew_is_left_out(home: Path, file: Path) -> None:
    assert (home / "derived").is_dir()
    held = {name.split("/")[0] for name in members(file)}
    assert held == {
        "snapshots", "derived", "identity", "current", "people.sqlite3", "secret-key", MANIFEST,
        *(name.split("/")[0] for name in OWN),
    }  # fmt: skip
    assert [
        name for name in members(file) if name.startswith("derived") and is_held(name) is False
    ] == []


def test_places_that_are_refused(home: Path, file: Path, tmp_path: Path) -> None:
    assert "already" in run(home, "backup", str(file), answer=2)
    assert "data folder" in run(home, "backup", str(home / "returns/one"), answer=2)
    assert "could not be written" in run(home, "backup", str(tmp_path / "no/one"), answer=11)
    assert "nothing to back up" in run(
        tmp_path / "empty", "backup", str(tmp_path / "one"), answer=4
    )
    before = sums(home)
    assert "not empty" in run(home, "restore", str(file), answer=2)
    assert "cannot be read" in run(home, "restore", str(tmp_path / "none"), answer=3)
    assert sums(home) == before
    assert not (tmp_path / "one").exists()


def test_a_link_to_a_folder_is_not_left_out_in_silence(home: Path, tmp_path: Path) -> None:
    (home / "linked").symlink_to(tmp_path)
    try:
        with pytest.raises(CannotRead):
            back_up(home, tmp_path / "one", NOW)
    finally:
        (home / "linked").unlink()
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_refuses_the_backup_leaves_nothing(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("holdfast.record.backup.making.os.link", full)
    with pytest.raises(CannotWrite, match="No space left"):
        back_up(home, tmp_path / "one", NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_snapshot_is_backed_up_and_told(home: Path, tmp_path: Path) -> None:
    copy, shown = tmp_path / "copy", Store(home).pointed()
    back_up(home, tmp_path / "one", NOW)
    restore(tmp_path / "one", copy)
    spoilt = copy / "snapshots" / shown / "persons.parquet"
    spoilt.write_bytes(spoilt.read_bytes()[:-1] + b"?")
    assert shown in run(copy, "backup", str(tmp_path / "two"), answer=9)
    assert restore(tmp_path / "two", tmp_path / "again").damaged == (shown,)
    assert (
        sums(tmp_path / "again")[f"snapshots/{shown}/persons.parquet"]
        == sha256(spoilt.read_bytes()).hexdigest()
    )


def test_without_a_data_folder_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        back_up(tmp_path / "none", tmp_path / "one", NOW)


# Damaged archives, and archives of somebody else's making.


@pytest.fixture
def into(tmp_path: Path) -> Iterator[Path]:
    """A folder that must be as it was after a restore that came to nothing."""
    place = tmp_path / "below/into"
    yield place
    assert not place.exists()
    assert [p.name for p in tmp_path.rglob("*") if p.name not in ("below", "bad")] == []


@pytest.mark.parametrize("part", [0, 0.001, 0.5, 0.99, 0.9999])
def test_a_cut_archive(file: Path, into: Path, tmp_path: Path, part: float) -> None:
    whole = file.read_bytes()
    (tmp_path / "bad").write_bytes(whole[: int(len(whole) * part)])
    with pytest.raises(Damaged):
        restore(tmp_path / "bad", into)


def test_what_is_no_archive(home: Path, into: Path, tmp_path: Path) -> None:
    (tmp_path / "bad").write_text("no archive")
    assert "damaged" in run(home, "restore", str(tmp_path / "bad"), "--into", str(into), answer=9)


def archive(place: Path, *files: tuple[tarfile.TarInfo, bytes], known: bool = True) -> Path:
    """An archive of these files whose manifest says that they are as they were."""
    kept = {
        info.name: {"bytes": len(content), "sha256": sha256(content).hexdigest()}
        for info, content in files
    }
    plain = {"holdfast_backup": 1, "made_at": NOW, "version": "0", "current": "", "secrets": False}
    text = json.dumps({**plain, "damaged": [], "files": kept if known else {}}).encode()
    with gzip.open(place, "wb") as packed, tarfile.open(fileobj=packed, mode="w") as tar:
        for info, content in (*files, (plain_file(MANIFEST), text)):
            if info.isreg():
                info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return place


def plain_file(name: str) -> tarfile.TarInfo:
    return tarfile.TarInfo(name)


def of_kind(kind: bytes, linked: str) -> tarfile.TarInfo:
    info = tarfile.TarInfo("local_rules.toml")
    info.type, info.linkname = kind, linked
    return info


def test_an_archive_of_our_making_is_taken(tmp_path: Path) -> None:
    """So that those below are refused for what is wrong with them, and for nothing else."""
    made = archive(tmp_path / "good", (plain_file("local_rules.toml"), b"text"))
    restore(made, tmp_path / "into")
    assert (tmp_path / "into/local_rules.toml").read_bytes() == b"text"


@pytest.mark.parametrize(
    "name",
    ["../out", "/tmp/out", "a/../../out", "./out", "a//b", "..", "a\\b", "a\nb", "lock",
     "incoming/x", "temporary/x", "derived/x", "restoring", "people.sqlite3-wal"],
)  # fmt: skip
def test_names_that_lie_elsewhere(name: str, into: Path, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        restore(archive(tmp_path / "bad", (plain_file(name), b"text")), into)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.DIRTYPE]
)
def test_what_is_no_plain_file(kind: bytes, into: Path, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        restore(archive(tmp_path / "bad", (of_kind(kind, "/etc"), b"")), into)


Files = list[tuple[tarfile.TarInfo, bytes]]
WRONG: dict[str, Callable[[], Files]] = {
    "twice": lambda: [(plain_file("a"), b"1"), (plain_file("a"), b"1")],
    "a file and a folder": lambda: [(plain_file("a"), b"1"), (plain_file("a/b"), b"1")],
    "a folder and a file": lambda: [(plain_file("a/b"), b"1"), (plain_file("a"), b"1")],
    "after the end": lambda: [(plain_file(MANIFEST), b"{}"), (plain_file("a"), b"1")],
}


@pytest.mark.parametrize("case", WRONG)
def test_archives_that_are_put_together_wrongly(case: str, into: Path, tmp_path: Path) -> None:
    with pytest.raises(Damaged):
        restore(archive(tmp_path / "bad", *WRONG[case]()), into)


BLANK = bytes(1 << 20)


def packed(place: Path, head: tarfile.TarInfo, size: int) -> Path:
    """An archive of one member of ``size`` bytes of nothing, which packs to a thousandth."""
    head.size = size
    with gzip.open(place, "wb", 1) as out:
        out.write(head.tobuf())
        for _ in range(size // len(BLANK)):
            out.write(BLANK)
    return place


def test_what_unpacks_without_an_end_is_given_up_early(into: Path, tmp_path: Path) -> None:
    bad = packed(tmp_path / "bad", plain_file("local_rules.toml"), 64 * len(BLANK))
    with pytest.raises(Damaged, match="unpacks to more than 100 times its size"):
        restore(bad, into)


@pytest.mark.parametrize("kind", [tarfile.GNUTYPE_LONGNAME, tarfile.XHDTYPE, tarfile.XGLTYPE])
def test_a_name_that_would_fill_the_memory_is_not_read(
    kind: bytes, into: Path, tmp_path: Path
) -> None:
    with pytest.raises(Damaged, match="holds something that no backup"):
        restore(packed(tmp_path / "bad", of_kind(kind, ""), 16 * len(BLANK)), into)


def test_names_of_names_of_names(into: Path, tmp_path: Path) -> None:
    name = of_kind(tarfile.GNUTYPE_LONGNAME, "")
    name.size = 512
    with gzip.open(tmp_path / "bad", "wb") as out:
        out.write((name.tobuf() + b"x" * 512) * 2_000)
    with pytest.raises(Damaged):
        restore(tmp_path / "bad", into)


def test_files_that_the_manifest_does_not_know(into: Path, tmp_path: Path) -> None:
    with pytest.raises(Damaged, match="1 of its files"):
        restore(archive(tmp_path / "bad", (plain_file("a"), b"1"), known=False), into)


def test_a_backup_of_a_later_version() -> None:
    with pytest.raises(Damaged, match="later version"):
        BackupManifest.from_json('{"holdfast_backup": 2}')


# A restore that ends early.


@pytest.mark.parametrize("move", range(4))
def test_a_move_that_fails_takes_the_others_back(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: int
) -> None:
    fail_at(move, monkeypatch)
    with pytest.raises(CannotWrite):
        restore(file, tmp_path / "again")
    assert not (tmp_path / "again").exists()


def fail_at(move: int, patch: pytest.MonkeyPatch, die: bool = False) -> None:
    rename, count = Path.rename, iter(range(1000))

    def failing(self: Path, target: Path) -> Path:
        if next(count) == move:
            if die:
                os._exit(7)
            raise OSError(errno.EIO, os.strerror(errno.EIO), str(target))
        return rename(self, target)

    patch.setattr(Path, "rename", failing)


@pytest.mark.parametrize("move", [0, 1, 3, 6])
def test_a_restore_that_was_killed_is_done_anew(
    home: Path, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, move: int
) -> None:
    again = tmp_path / "again"
    child = os.fork()
    if child == 0:
        fail_at(move, monkeypatch, die=True)
        try:
            restore(file, again)
        finally:
            os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 7
    assert Store(again).pointed() == ""
    restore(file, again)
    assert sums(again).keys() == sums(home).keys()
    with pytest.raises(BadSetting):  # it is whole now, and not to be undone
        restore(file, again)
