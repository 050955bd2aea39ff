"""The file of the register: it moves with the pointer, outlasts snapshots, and is never remade."""

import os
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from holdfast.errors import Busy, CannotRead, Damaged
from holdfast.record.backup.making import back_up
from holdfast.record.backup.restoring import restore
from holdfast.record.family import Persons
from holdfast.record.identity import keeping, opening
from holdfast.record.identity.entries import (
    DeclaredNumbers,
    Finding,
    IdentityDecision,
    Imported,
    KnownNumber,
    Register,
)
from holdfast.record.identity.keeping import last_import_number, read_register, stamp
from holdfast.record.identity.opening import changing, register_with
from holdfast.record.identity.relating import same_children, uids_of
from holdfast.record.identity.written import from_bytes, held, to_bytes
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.store.draft import locked
from holdfast.record.store.snapshots import Manifest, Snapshot, Store

AS_AT = date(2018, 1, 31)
BORN, OTHER_DAY = date(2010, 5, 4), date(2004, 9, 30)


def lay(home: Path, made_at: str = "2018-02-01", **born: date) -> Snapshot:
    """A snapshot of these children, each with a birth date."""
    return lay_rows(home, [{"child": one, "born": day} for one, day in born.items()], made_at)


def lay_rows(home: Path, rows: list[dict[str, Any]], made_at: str = "2018-02-01") -> Snapshot:
    """A snapshot of these persons."""
    rows = [{"source_row": 1, **row} for row in rows]
    with Store(home).begin() as draft:
        table = pa.Table.from_pylist(rows, schema=arrow_schema(Persons))
        pq.write_table(table, draft.table_path("persons"))
        return draft.finish(Manifest(AS_AT, made_at, "made_up", True, "made-up children"))


def uid(snapshot: Snapshot, number: str) -> str:
    register = register_with(snapshot)
    return uids_of(register, "made_up", snapshot.id, [number])[number]


def files(home: Path) -> set[str]:
    return {one.name for one in (home / "identity").iterdir()}


def test_an_import_leaves_a_register_for_its_owner_only(tmp_path: Path) -> None:
    first = lay(tmp_path, A=BORN)
    assert files(tmp_path) == {"register", "begun"}
    assert (tmp_path / "identity").stat().st_mode & 0o077 == 0
    assert (tmp_path / "identity/register").stat().st_mode & 0o077 == 0
    before = uid(first, "A")
    second = lay(tmp_path, A=BORN, B=OTHER_DAY)
    assert uid(second, "A") == uid(first, "A") == before
    assert last_import_number(tmp_path) == 2


def test_an_import_that_fails_leaves_the_register_as_it_was(tmp_path: Path) -> None:
    first = lay(tmp_path, A=BORN)
    before = read_register(tmp_path)

    def refuse(snapshot: Snapshot) -> bool:
        keeping.coming(tmp_path, snapshot)
        raise RuntimeError("no")

    with pytest.raises(RuntimeError), Store(tmp_path, refuse).begin() as draft:
        draft.finish(Manifest(AS_AT, "2018-02-02", "made_up", True, "made-up children"))
    assert read_register(tmp_path) == before
    lay(tmp_path, A=BORN)
    assert files(tmp_path) == {"register", "begun"}
    assert uid(first, "A") == uid(Store(tmp_path).current(), "A")


def test_one_that_waits_is_taken_in_when_it_is_shown(tmp_path: Path) -> None:
    lay(tmp_path, A=BORN)
    with Store(tmp_path, lambda _: False).begin() as draft:
        waits = draft.finish(Manifest(AS_AT, "2018-02-02", "made_up", True, "made-up children"))
    found = read_register(tmp_path)
    assert found is not None
    assert waits.id not in found.imports
    Store(tmp_path).make_current(waits.id)
    found = read_register(tmp_path)
    assert found is not None
    assert waits.id in found.imports


@pytest.mark.parametrize("killed", ["before the pointer", "after the pointer"])
def test_a_killed_import_leaves_a_register_that_agrees_with_the_pointer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, killed: str
) -> None:
    first = lay(tmp_path, A=BORN)
    known = uid(first, "A")
    child = os.fork()
    if not child:
        if killed == "before the pointer":
            monkeypatch.setattr("holdfast.record.store.draft.move_pointer", lambda *_: os._exit(0))
        else:
            monkeypatch.setattr(keeping, "settle", lambda _: os._exit(0))
        lay(tmp_path, A=OTHER_DAY)
        os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert any(one.startswith("coming-") for one in files(tmp_path))
    current = Store(tmp_path).current()
    found = read_register(tmp_path)
    assert found is not None
    assert list(found.imports) == sorted({first.id, current.id})
    assert (uid(current, "A") == known) is (killed == "before the pointer")
    again = lay(tmp_path, A=BORN)
    assert files(tmp_path) == {"register", "begun"}
    assert uid(again, "A") == known


def test_a_folder_without_a_register_gets_one_of_its_current_snapshot(tmp_path: Path) -> None:
    first = lay(tmp_path, A=BORN)
    shutil.rmtree(tmp_path / "identity")
    known = uid(first, "A")
    assert uid(first, "A") == known
    shutil.rmtree(tmp_path / "identity")
    second = lay(tmp_path, A=BORN, B=BORN)
    found = read_register(tmp_path)
    assert found is not None
    assert list(found.imports) == [first.id, second.id]
    assert found.imports[second.id].counts["same"] == 1


@pytest.mark.parametrize("spoil", ["one byte", "cut", "gone", "empty"])
def test_a_damaged_register_is_never_remade(tmp_path: Path, spoil: str) -> None:
    first = lay(tmp_path, A=BORN)
    place = tmp_path / "identity/register"
    content = place.read_bytes()
    if spoil == "gone":
        place.unlink()
    else:
        middle = len(content) // 2
        flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        place.write_bytes({"one byte": flipped, "cut": content[:middle], "empty": b""}[spoil])
    for ask in (
        lambda: register_with(first),
        lambda: lay(tmp_path, A=BORN),
    ):
        with pytest.raises(Damaged, match="register of children") as told:
            ask()
        assert "holdfast restore" in told.value.next_step
    assert Store(tmp_path).pointed() == first.id
    place.write_bytes(content)
    assert lay(tmp_path, A=BORN).id != first.id


def test_every_byte_of_the_register_is_watched() -> None:
    entry = KnownNumber("a" * 20, "ssd", "1", BORN, None, "2018-01-31-0001", "2018-01-31-0001")
    decision = IdentityDecision(True, "same file", "A. Manager", "2018-02-01T09:00:00")
    finding = Finding(1, "reused", "2018-01-31-0001", "1", "1", "a" * 20, "b" * 20, "why", True,
                      (decision,))  # fmt: skip
    register = Register(
        (entry,),
        {"2018-01-31-0001": Imported("ssd", {"new": 1})},
        (finding,),
        DeclaredNumbers((("1", "2"),), False),
    )
    content = to_bytes(held(register))
    assert from_bytes(content).whole() == register
    for place in range(len(content)):
        spoilt = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        with pytest.raises((Damaged, CannotRead)):
            from_bytes(spoilt)


def test_who_shares_a_number_with_a_child_who_came_or_went_is_asked_as_well(tmp_path: Path) -> None:
    stays = [{"child": "A", "born": BORN, "upn": "U"}, {"child": "C", "born": BORN}]
    lay_rows(tmp_path, stays)
    came = lay_rows(tmp_path, [*stays, {"child": "B", "born": BORN, "upn": "U"}])
    register = register_with(came)
    assert register.imports[came.id].counts["split"] == 1
    went = lay_rows(tmp_path, stays)
    (waiting,) = register_with(went).waiting
    assert (waiting.number, waiting.before) == ("A", "B")
    assert register_with(went).imports[went.id].counts["same"] == 2


def test_prune_leaves_the_register_and_numbers_go_on(tmp_path: Path) -> None:
    first = lay(tmp_path, A=BORN)
    second = lay(tmp_path, B=BORN)
    Store(tmp_path).make_current(first.id)
    known = register_with(first)
    assert Store(tmp_path).prune(date(2030, 1, 1), 1) == [second.id]
    assert register_with(first) == known
    assert lay(tmp_path, B=BORN).id.endswith("0003")


def test_a_backup_holds_the_register_and_a_restore_gives_it_back(tmp_path: Path) -> None:
    home = tmp_path / "home"
    first = lay(home, A=BORN)
    known = uid(first, "A")
    back_up(home, tmp_path / "kept", "2018-02-02T09:00:00")
    restore(tmp_path / "kept", tmp_path / "again")
    assert uid(Store(tmp_path / "again").current(), "A") == known


def test_an_earlier_snapshot_shown_again_has_its_own_numbers(tmp_path: Path) -> None:
    first = lay(tmp_path, A=BORN)
    with changing(tmp_path) as change:
        change.write(change.register.declaring(DeclaredNumbers((("A", "B"),))))
    second = lay(tmp_path, B=BORN, A=OTHER_DAY)
    Store(tmp_path).make_current(first.id)
    register = register_with(first)
    assert uid(first, "A") == uid(second, "B") != uid(second, "A")
    found = same_children(register, first, second)
    assert (found.renumbered, found.reused) == ({"A": "B"}, frozenset({"A"}))
    assert (found.now("A"), found.now("C")) == ("B", "C")
    back = same_children(register, second, first)
    assert (back.renumbered, back.reused) == ({"B": "A"}, frozenset({"A"}))
    assert back.now("A") is None


def test_a_snapshot_of_before_the_register_is_taken_in_when_it_is_shown(tmp_path: Path) -> None:
    first, second = lay(tmp_path, A=BORN, B=BORN), lay(tmp_path, A=BORN, B=OTHER_DAY)
    shutil.rmtree(tmp_path / "identity")
    known = uid(second, "A")
    Store(tmp_path).make_current(first.id)
    assert uid(first, "A") == known == uid(second, "A")
    assert uid(first, "B") != uid(second, "B")
    (entry,) = (one for one in register_with(first).entries if one.uid == known)
    assert (entry.first_seen, entry.last_seen) == (first.id, second.id)


def test_what_waits_leaves_nothing_beside_the_register(tmp_path: Path) -> None:
    lay(tmp_path, A=BORN)

    def wait(snapshot: Snapshot) -> bool:
        keeping.coming(tmp_path, snapshot)
        return False

    with Store(tmp_path, wait).begin() as draft:
        draft.finish(Manifest(AS_AT, "2018-02-02", "made_up", True, "made-up children"))
    assert files(tmp_path) == {"register", "begun"}


def test_the_register_is_not_changed_while_an_import_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lay(tmp_path, A=BORN)
    monkeypatch.setattr(opening, "_PAUSE", 0)
    with locked(tmp_path / "lock"), pytest.raises(Busy), changing(tmp_path):
        pytest.fail("changed")


def test_its_mark_changes_when_it_does(tmp_path: Path) -> None:
    lay(tmp_path, A=BORN)
    before = stamp(tmp_path)
    assert stamp(tmp_path) == before
    with changing(tmp_path) as change:
        change.write(change.register)
    assert stamp(tmp_path) != before
