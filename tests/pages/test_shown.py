"""Which snapshot the pages answer from while they make ready for the next."""

from pathlib import Path
from threading import Event

import pytest

from holdfast.errors import BadRules, NoSnapshot
from holdfast.record.snapshots import Snapshot, Store
from holdfast.web.shown import Pointed, Shown
from tests.pages.site import lay_snapshot

LONG = 20


def pointed(home: Path) -> Pointed:
    found = (home / "current").stat()
    return home, (found.st_ino, found.st_mtime_ns)


def wait_for(shown: Shown, home: Path, snapshot: Snapshot) -> None:
    pause = Event()
    for _ in range(LONG * 100):
        if shown.snapshot(pointed(home)).id == snapshot.id:
            return
        pause.wait(0.01)
    pytest.fail("the next snapshot was never shown")


def test_the_last_is_shown_until_the_next_is_made_ready(tmp_path: Path) -> None:
    begun, go_on, ready = Event(), Event(), []

    def make_ready(snapshot: Snapshot) -> None:
        begun.set()
        assert go_on.wait(LONG)
        ready.append(snapshot.id)

    shown, first = Shown(make_ready, patient=True), lay_snapshot(tmp_path)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    second = lay_snapshot(tmp_path)
    assert [shown.snapshot(pointed(tmp_path)).id for _ in range(5)] == [first.id] * 5
    assert begun.wait(LONG)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    go_on.set()
    wait_for(shown, tmp_path, second)
    assert ready == [second.id]


def test_one_that_cannot_be_made_ready_is_shown_all_the_same(tmp_path: Path) -> None:
    def make_ready(snapshot: Snapshot) -> None:
        raise BadRules("The rules are refused.", "Mend them.")

    shown, first = Shown(make_ready, patient=True), lay_snapshot(tmp_path)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    wait_for(shown, tmp_path, lay_snapshot(tmp_path))


def test_without_patience_and_in_another_folder_it_is_shown_at_once(tmp_path: Path) -> None:
    shown = Shown(lambda _: None)
    for _ in range(2):
        laid = lay_snapshot(tmp_path / "a")
        assert shown.snapshot(pointed(tmp_path / "a")).id == laid.id
    shown.patient = True
    laid = lay_snapshot(tmp_path / "b")
    assert shown.snapshot(pointed(tmp_path / "b")) == Store(tmp_path / "b").current() == laid


def test_nothing_imported_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        Shown(lambda _: None, patient=True).snapshot((tmp_path, None))
