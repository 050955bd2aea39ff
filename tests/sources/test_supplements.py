"""A file of supervision laid over a council's dataset, which holds nothing of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from holdfast.clocks.computing import kept_duties, run_again
from holdfast.clocks.duty import Status
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.errors import CannotWrite, Damaged, NotFound
from holdfast.query.outlook import open_outlook
from holdfast.record.backup.making import back_up
from holdfast.record.backup.restoring import restore
from holdfast.record.identity.entries import DeclaredNumbers
from holdfast.record.identity.opening import changing
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.supplements.overlay import overlay_of
from holdfast.record.supplements.versions import Supplements
from holdfast.sources.supplements import FileToAdd, add_supplement
from holdfast.sources.supplements.register import file_kind
from tests.sources.plan_council import AS_AT, Council, council, named, put
from tests.sources.ssd_made import take
from tests.sources.supplement_made import (
    BOOK,
    MADE_AT,
    add,
    of_clocks,
    standing,
    statuses,
    supervised,
    write,
)

MET, OVERDUE, LATE, UNTOLD = Status.MET, Status.OVERDUE, Status.LATE, Status.CANNOT_TELL
TOUCHED = ("supervision_case", "mgmt_oversight")
# The case of each child of the council opened on 2 October 2023.
MONTHLY = ("2023-10-30", "2023-11-28", "2023-12-27", "2024-01-25", "2024-02-23", "2024-03-22")
OF_K1 = tuple(supervised("K1", day, id=day) for day in MONTHLY)
DECISION = {"what": "decision", "child": "K1", "held": "2023-10-05", "about": "allocation"}


def council_of(tmp_path: Path, *children: str) -> Snapshot:
    return take(tmp_path, put(council(*children), tmp_path / "in"), as_at=AS_AT)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return council_of(tmp_path, "K1", "K2")


def answered(snapshot: Snapshot) -> dict[str, Answer]:
    return {one.clock.key: one.answer for one in answers(BOOK.clocks, overlay_of(snapshot).feeds)}


def test_what_could_not_be_determined_is_answered_and_nothing_else_changes(
    snapshot: Snapshot,
) -> None:
    before, could = standing(snapshot), answered(snapshot)
    assert not of_clocks(before, *TOUCHED)
    add(snapshot, *OF_K1, DECISION, until="2024-03-31", since="2023-10-01")
    after, can = standing(snapshot), answered(snapshot)
    assert {key for key in can if can[key] is not could[key]} == set(TOUCHED)
    assert {could[key] for key in TOUCHED} == {Answer.CANNOT_TELL}
    assert {can[key] for key in TOUCHED} == {Answer.HISTORY}
    assert after - of_clocks(after, *TOUCHED) == before
    assert statuses(after, "supervision_case", "K1") == [*[MET] * 6, Status.RUNNING]
    assert statuses(after, "supervision_case", "K2") == [OVERDUE]
    assert statuses(after, "mgmt_oversight", "K1") == [MET, OVERDUE]


def test_taken_away_everything_is_as_it_was(snapshot: Snapshot) -> None:
    before = standing(snapshot)
    add(snapshot, *OF_K1, until="2024-03-31")
    assert standing(snapshot) != before
    assert Supplements(snapshot.home).remove("supervision") == "supervision-0001"
    assert standing(snapshot) == before
    assert [one.id for one in Supplements(snapshot.home).all()] == ["supervision-0001"]
    with pytest.raises(NotFound):
        Supplements(snapshot.home).remove("supervision")


def test_only_the_clocks_that_read_it_are_run_again(snapshot: Snapshot) -> None:
    standing(snapshot)
    own = kept_duties(snapshot, BOOK)
    assert own is not None
    written = own.stat().st_mtime_ns
    add(snapshot, *OF_K1, DECISION, until="2024-03-31")
    standing(snapshot)
    assert own.stat().st_mtime_ns == written
    (over,) = own.parent.glob("over-*")
    assert set(pq.read_table(over)["clock"].to_pylist()) == set(TOUCHED)
    assert {one.key for one in run_again(overlay_of(snapshot), BOOK)} == set(TOUCHED)


def test_what_began_before_the_file_does_cannot_be_determined(snapshot: Snapshot) -> None:
    added = add(snapshot, *OF_K1[2:], until="2024-03-31")
    assert added.supplement.manifest.known_from == {"supervisions": date(2023, 12, 27)}
    found = standing(snapshot)
    assert statuses(found, "supervision_case", "K1") == [UNTOLD, *[MET] * 3, Status.RUNNING]
    assert statuses(found, "supervision_case", "K2") == [UNTOLD]
    assert {d[7] for d in of_clocks(found, "supervision_case") if d[6] == UNTOLD} == {"RECORDING"}


def test_a_newer_entry_corrects_an_earlier_one_which_is_kept(snapshot: Snapshot) -> None:
    row = supervised("K1", "2023-10-30", id="7", entered="2023-10-31")
    moved = supervised("K1", "2023-11-09", id="7", entered="2023-11-10")
    other = supervised("K1", "2023-10-31", id="8", entered="2023-10-31", withdrawn="")
    gone = supervised("K1", "", id="8", entered="2023-11-01", withdrawn="yes")
    added = add(snapshot, moved, row, other, gone, until="2023-11-30", since="2023-10-01")
    stops = {d[4] for d in of_clocks(standing(snapshot), "supervision_case")}
    assert stops == {date(2023, 11, 9), None}
    folder = added.supplement.folder
    assert pq.read_table(folder / "supervisions.parquet").num_rows == 3
    entries = pq.read_table(folder / "entries.parquet").to_pylist()
    assert [(one["source_row"], one["stands"]) for one in entries] == [
        (2, True), (3, False), (4, False), (5, False),
    ]  # fmt: skip
    counts = {one.table: (one.given, one.read) for one in added.supplement.manifest.counts}
    assert counts == {"supervision": (3, 3), "supervision: withdrawn": (1, 1)}


def test_a_later_file_takes_the_place_of_the_earlier_which_is_kept(snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31")
    whole = standing(snapshot)
    add(snapshot, *OF_K1[:2], until="2024-03-31")
    assert standing(snapshot) != whole
    assert [one.id for one in Supplements(snapshot.home).laid_over()] == ["supervision-0002"]
    kept = [one.id for one in Supplements(snapshot.home).all()]
    assert kept == ["supervision-0002", "supervision-0001"]
    supplements = Supplements(snapshot.home)
    assert supplements.prune(date(2024, 5, 1), 10) == ["supervision-0001"]
    assert supplements.prune(date(2030, 5, 1), 10) == []
    add(snapshot, *OF_K1, until="2024-03-31")
    assert standing(snapshot) == whole


def test_what_was_laid_over_by_a_moment_is_laid_again(snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31", made_at="2024-04-01T09:00:00")
    whole = overlay_of(snapshot).mark
    add(snapshot, *OF_K1[:2], until="2024-03-31", made_at="2024-04-02T09:00:00")
    assert overlay_of(snapshot).mark != whole
    assert overlay_of(snapshot, by="2024-04-01T12:00:00").mark == whole
    assert overlay_of(snapshot, by="2024-04-03T00:00:00").mark == overlay_of(snapshot).mark
    assert not overlay_of(snapshot, by="2024-03-01T00:00:00")  # nothing was laid over then
    Supplements(snapshot.home).prune(date(2024, 5, 1), 10)
    with pytest.raises(NotFound, match="kept no longer"):
        overlay_of(snapshot, by="2024-04-01T12:00:00")


def test_a_child_is_found_by_any_number(tmp_path: Path) -> None:
    given = council("0042", "K2")
    for row, number in zip(given["ssd_person"], ("LEG-7", "LEG-8"), strict=True):
        row["pers_legacy_id"] = number
    snapshot = take(tmp_path, put(given, tmp_path / "in"), as_at=AS_AT)
    rows = (supervised("42", "2023-10-30"), supervised("leg-8", "2023-10-30"))
    add(snapshot, *rows, since="2023-10-01")
    stops = {(d[1], d[4]) for d in of_clocks(standing(snapshot), "supervision_case") if d[4]}
    assert stops == {("0042", date(2023, 10, 30)), ("K2", date(2023, 10, 30))}


def test_rows_of_a_child_whom_the_snapshot_lacks_wait_for_one_that_has_them(
    tmp_path: Path,
) -> None:
    council_of(tmp_path, "K1", "K2")
    given = council("K1")
    without = take(tmp_path, put(given, tmp_path / "without"), as_at=AS_AT)
    added = add(without, supervised("K1", "2023-10-30"), supervised("K2", "2023-10-30"))
    assert added.elsewhere == 1
    assert {d[1] for d in of_clocks(standing(without), "supervision_case")} == {"K1"}
    again = council_of(tmp_path, "K1", "K2")
    assert {d[1] for d in of_clocks(standing(again), "supervision_case")} == {"K1", "K2"}


def test_it_stays_laid_over_when_the_dataset_is_imported_again(
    tmp_path: Path, snapshot: Snapshot
) -> None:
    add(snapshot, *OF_K1, until="2024-03-31")
    before = standing(snapshot)
    again = council_of(tmp_path, "K1", "K2")
    assert again.id != snapshot.id
    assert standing(again) == before == standing(snapshot)


def test_it_follows_children_through_a_renumbering(tmp_path: Path, snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31", since="2023-10-01")
    before = statuses(standing(snapshot), "supervision_case", "K1")
    anew: Council = council("K1", "K2")
    for table in anew:
        for column in anew[table][0] if anew[table] else ():
            if column.endswith("_person_id"):
                named(anew, table, column, lambda number: f"N{number}")
    with changing(snapshot.home) as change:
        pairs = (("K1", "NK1"), ("K2", "NK2"))
        change.write(replace(change.register, declared=DeclaredNumbers(pairs)))
    renumbered = take(tmp_path, put(anew, tmp_path / "anew"), as_at=AS_AT)
    assert statuses(standing(renumbered), "supervision_case", "NK1") == before
    assert statuses(standing(snapshot), "supervision_case", "K1") == before


def test_a_row_that_is_refused_leaves_its_childs_duties_in_doubt(snapshot: Snapshot) -> None:
    lost = supervised("K2", "the thirtieth", id="x", entered="2024-03-30")
    added = add(snapshot, *OF_K1, lost, until="2024-03-31", since="2023-10-01")
    assert added.supplement.manifest.counts[0].refused == 1
    found = standing(snapshot)
    assert statuses(found, "supervision_case", "K1") == [*[MET] * 6, Status.RUNNING]
    assert statuses(found, "supervision_case", "K2") == [UNTOLD]
    corrected = supervised("K2", "2023-10-30", id="x", entered="2024-04-01")
    add(snapshot, *OF_K1, lost, corrected, until="2024-03-31", since="2023-10-01")
    assert statuses(standing(snapshot), "supervision_case", "K2") == [MET, OVERDUE]


def test_many_numbers_that_nobody_knows_leave_everyone_in_doubt(snapshot: Snapshot) -> None:
    few = [supervised(f"X{n}", "2023-10-30") for n in range(9)]
    add(snapshot, *OF_K1, *few, until="2024-03-31", since="2023-10-01")
    assert MET in statuses(standing(snapshot), "supervision_case", "K1")
    many = [supervised(f"X{n}", "2023-10-30") for n in range(10)]
    add(snapshot, *OF_K1, *many, until="2024-03-31", since="2023-10-01")
    found = standing(snapshot)
    # What was done in time stays so, whoever's the other rows are.
    assert statuses(found, "supervision_case", "K1") == [*[MET] * 6, UNTOLD]
    assert statuses(found, "supervision_case", "K2") == [UNTOLD]


def test_a_backup_holds_it(tmp_path: Path, snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31")
    before = standing(snapshot)
    back_up(snapshot.home, tmp_path / "held.tar.gz", "2024-04-02T10:00:00")
    restore(tmp_path / "held.tar.gz", tmp_path / "restored")
    restored = Store(tmp_path / "restored").current()
    assert standing(restored) == before
    assert Supplements(restored.home).pointed() == ("supervision-0001",)


@pytest.mark.parametrize("name", ["supervisions.parquet", "manifest.json"])
def test_one_that_is_spoilt_is_not_shown(snapshot: Snapshot, name: str) -> None:
    added = add(snapshot, *OF_K1, until="2024-03-31")
    place = added.supplement.folder / name
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(bytes(content))
    with pytest.raises(Damaged, match="supervision-0001"):
        open_outlook(snapshot, BOOK)
    Supplements(snapshot.home).remove("supervision")
    standing(snapshot)


def test_a_spoilt_pointer_names_nothing(snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31")
    pointer = snapshot.home / "supplements" / "laid_over"
    pointer.write_text(pointer.read_text().replace("0001", "0002"))
    with pytest.raises(Damaged, match="laid over"):
        open_outlook(snapshot, BOOK)


def test_where_a_step_fails_the_one_before_stays(snapshot: Snapshot) -> None:
    add(snapshot, *OF_K1, until="2024-03-31")
    before = standing(snapshot)

    def fail(_: object) -> None:
        raise CannotWrite("No room.", "Make room.")

    path = write(snapshot.home.parent / "other.csv", OF_K1[:1])
    asked = FileToAdd(path, file_kind("supervision"), MADE_AT)
    with pytest.raises(CannotWrite):
        add_supplement(snapshot, asked, fail)
    assert standing(snapshot) == before
    supplements = Supplements(snapshot.home)
    assert [one.id for one in supplements.all()] == list(supplements.pointed())


def test_odd_supervisions_are_told_with_what_to_do(snapshot: Snapshot) -> None:
    late = supervised("K2", "2024-04-01", supervisor="nobody of that number")
    added = add(snapshot, late, late, supervised("K1", "2024-01-25"), until="2024-04-01")
    told = {note.what: note.count for note in added.supplement.manifest.notes}
    assert [count for what, count in told.items() if "told twice" in what] == [1]
    assert [count for what, count in told.items() if "does not know as a worker" in what] == [2]
    assert [count for what, count in told.items() if "after the day of the extract" in what] == [2]
