"""What can be wrong in a file that is to be laid over the snapshots, and what is said of it."""

import re
from datetime import date
from pathlib import Path

import pytest

from holdfast.errors import BadSetting, CannotRead, NoSnapshot, NotFound
from holdfast.record.store.refusals import refusals_in
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.record.supplements.versions import Supplements
from holdfast.sources.supplements import FileToAdd, add_supplement
from holdfast.sources.supplements.register import KINDS, file_kind
from tests.sources.plan_council import AS_AT, council, put
from tests.sources.ssd_made import take
from tests.sources.supplement_made import MADE_AT, add, supervised

SECRET = "Marram Sandwort"
SUPERVISION = file_kind("supervision")
HEADINGS = "id,what,child,held,worker,entered,withdrawn\n"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    place = tmp_path_factory.mktemp("council")
    return take(place, put(council("K1", "K2"), place / "in"), as_at=AS_AT)


def given(snapshot: Snapshot, path: Path, **days: date) -> FileToAdd:
    return FileToAdd(path, SUPERVISION, MADE_AT, **days)


ROWS = {
    "1,case,K1,2024-02-01,W1,,": "",
    "2,case,K1,31/02/2024,W1,,": "held: There is no such day.",
    "3,case,K1,,W1,,": "held: empty.",
    "4,case,,2024-02-01,W1,,": "child: empty.",
    "5,case,K1,2025-02-01,W1,,": "held: It is a day after the extract's own.",
    f"6,{SECRET},K1,2024-02-01,W1,,": "what: it is none of case, decision, worker.",
    ",case,K1,2024-02-01,W1,,yes": "withdrawn: the entry does not say by id",
    "8,case,K1,2024-02-01,W1,soon,": "entered: It is not written as a day.",
    f"9,case,K1,2024-02-01,W1,,{SECRET}": "withdrawn: It is neither yes nor no.",
    f"10,case,{SECRET},2024-02-01,W1,,": "child: no child is known by this number.",
    "11,case,1.2E+11,2024-02-01,W1,,": "child: ",
    f"12,case,K1,2024-02-01,W1,,,{SECRET}": "It has more cells than there are headings.",
    "13,worker,,2024-02-01,,,": "worker: empty.",
    "14,worker,,2024-02-01,W1,,": "",
}


def test_every_row_is_read_or_refused_with_its_line_and_what_to_do(snapshot: Snapshot) -> None:
    path = snapshot.home.parent / "rows.csv"
    path.write_text(HEADINGS + "\n".join(ROWS) + "\n", encoding="utf-8")
    added = add_supplement(snapshot, given(snapshot, path, known_until=date(2024, 3, 31)))
    refused = {one["row"]: one for one in refusals_in(added.supplement.folder)}
    wrong = {line: why for line, why in enumerate(ROWS.values(), 2) if why}
    assert refused.keys() == wrong.keys()
    for line, why in wrong.items():
        assert refused[line]["what"].startswith(why), line
        assert refused[line]["next_step"]
    assert SECRET not in str(refused)
    (count,) = added.supplement.manifest.counts
    assert (count.given, count.read, count.refused) == (len(ROWS), 2, len(wrong))


BAD_FILES = {
    "nothing in it": (b"", "headings"),
    "no headings": (b"1,case,K1,2024-02-01\n", "no line of headings with held"),
    "headings alone": (HEADINGS.encode(), "headings and no rows"),
    "a workbook": (b"PK\x03\x04rest", "workbook"),
    "no text": (b"what,child,held\ncase,K1,\0\xff\n", "text"),
    "nobody known": (f"{HEADINGS}1,case,{SECRET},2024-02-01,,,\n".encode(), "No row of"),
}


@pytest.mark.parametrize("what", BAD_FILES)
def test_a_file_that_cannot_be_read_changes_nothing(snapshot: Snapshot, what: str) -> None:
    content, words = BAD_FILES[what]
    path = snapshot.home.parent / "bad.csv"
    path.write_bytes(content)
    before = Supplements(snapshot.home).pointed(), Supplements(snapshot.home).all()
    with pytest.raises(CannotRead, match=re.escape(words)) as refused:
        add_supplement(snapshot, given(snapshot, path))
    assert refused.value.next_step
    assert SECRET not in str(refused.value)
    assert (Supplements(snapshot.home).pointed(), Supplements(snapshot.home).all()) == before


@pytest.mark.parametrize("place", ["absent.csv", "."])
def test_what_is_no_file_is_said_so(snapshot: Snapshot, place: str) -> None:
    with pytest.raises(CannotRead):
        add_supplement(snapshot, given(snapshot, snapshot.home / place))


def test_a_file_that_does_not_say_what_its_rows_are_is_of_cases(snapshot: Snapshot) -> None:
    path = snapshot.home.parent / "cases.csv"
    path.write_text("child,held\nK1,2024-02-01\n", encoding="utf-8")
    added = add_supplement(snapshot, given(snapshot, path))
    assert set(added.supplement.manifest.feeds) == {"supervisions"}
    path.write_text("worker,started\nW1,2024-02-01\n", encoding="utf-8")
    with pytest.raises(CannotRead, match="headings with what and started"):
        add_supplement(snapshot, FileToAdd(path, file_kind("workforce"), MADE_AT))


def test_days_that_cannot_be_are_refused(snapshot: Snapshot) -> None:
    rows = (supervised("K1", "2024-02-01"),)
    with pytest.raises(BadSetting, match="after --known-until"):
        add(snapshot, *rows, until="2024-04-03")
    with pytest.raises(BadSetting, match="--known-from is after"):
        add(snapshot, *rows, since="2024-03-01", until="2024-02-01")


def test_until_when_it_is_known_is_the_latest_day_in_it(snapshot: Snapshot) -> None:
    rows = [supervised("K1", "2024-02-01", entered="2024-02-06"), supervised("K1", "2023-12-01")]
    manifest = add(snapshot, *rows).supplement.manifest
    assert manifest.known_until == date(2024, 2, 6)
    assert [one.where for one in manifest.notes if "latest day" in one.what] == ["known until"]


def test_a_file_as_a_spreadsheet_of_another_language_saves_it(snapshot: Snapshot) -> None:
    path = snapshot.home.parent / "semicolons.csv"
    text = 'Supervision log\n\nWHAT;Child ;Held;Notes\ncase;K1;01.02.2024;"two\nlines"\n'
    path.write_bytes(text.encode("utf-16"))
    added = add_supplement(snapshot, given(snapshot, path))
    assert added.supplement.manifest.rows["supervisions"] == 1
    notes = [one.what for one in added.supplement.manifest.notes]
    assert "has a column that is not read: Notes" in notes


def test_days_written_month_first_are_read_once_the_council_says_so(snapshot: Snapshot) -> None:
    rows = [supervised("K1", f"{month:02}/{day:02}/2024") for month in (1, 2) for day in (3, 25)]
    with pytest.raises(CannotRead, match="month before day"):
        add(snapshot, *rows)
    words = snapshot.home / "vocabulary.toml"
    words.write_text('[supervision.held]\ndays = "month-first"\n', encoding="utf-8")
    try:
        assert add(snapshot, *rows).supplement.manifest.known_until == date(2024, 2, 25)
    finally:
        words.unlink()


def test_without_an_import_nobody_is_known(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        Store(tmp_path).current()


def test_there_is_no_other_kind() -> None:
    with pytest.raises(NotFound, match="supervision"):
        file_kind(SECRET)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_cell_that_is_read_has_its_heading(kind: object) -> None:
    assert kind in KINDS
    for each in KINDS:
        names = {one.name for one in each.headings} | {"(entry)"}
        read = {
            name
            for projection in each.projections
            for cell in projection.cells.values()
            for name in getattr(cell, "names", ())
        }
        assert read <= names
        assert names - read <= {"id", "what", "entered", "withdrawn"}
