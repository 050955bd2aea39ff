"""Which snapshot the pages answer from while they make ready for the next."""

from pathlib import Path
from threading import Event

import pytest

from holdfast.errors import CannotWrite, NoSnapshot
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.web.shown_snapshot import NotShown, Pointed, ShownSnapshot
from tests.pages.site import lay_snapshot

LONG = 20


def pointed(home: Path) -> Pointed:
    found = (home / "current").stat()
    return home, (found.st_ino, found.st_mtime_ns)


def wait_for(shown: ShownSnapshot, home: Path, snapshot: Snapshot) -> None:
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

    shown, first = ShownSnapshot(make_ready, patient=True), lay_snapshot(tmp_path)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    second = lay_snapshot(tmp_path)
    assert [shown.snapshot(pointed(tmp_path)).id for _ in range(5)] == [first.id] * 5
    assert begun.wait(LONG)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    go_on.set()
    wait_for(shown, tmp_path, second)
    assert ready == [second.id]


def wait_until_told(shown: ShownSnapshot, home: Path) -> NotShown:
    pause = Event()
    for _ in range(LONG * 100):
        shown.snapshot(pointed(home))
        if told := shown.not_shown():
            return told
        pause.wait(0.01)
    pytest.fail("it was never told that the next cannot be shown")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        pytest.param(
            CannotWrite("The disk is full.", "Make room."), "The disk is full.", id="ours"
        ),
        pytest.param(RuntimeError("MU0001"), "A fault of Holdfast has been noted.", id="another"),
    ],
)
def test_one_that_cannot_be_made_ready_leaves_the_last_shown_and_is_told(
    tmp_path: Path, error: Exception, says: str, caplog: pytest.LogCaptureFixture
) -> None:
    tries: list[str] = []

    def make_ready(snapshot: Snapshot) -> None:
        tries.append(snapshot.id)
        raise error

    shown, first = ShownSnapshot(make_ready, patient=True), lay_snapshot(tmp_path)
    assert shown.snapshot(pointed(tmp_path)).id == first.id
    second = lay_snapshot(tmp_path)
    told = wait_until_told(shown, tmp_path)
    assert (told.snapshot, told.what) == (second.id, says)
    assert [shown.snapshot(pointed(tmp_path)).id for _ in range(5)] == [first.id] * 5
    assert tries == [second.id], "it is not tried again at every page"
    assert told.reference in caplog.text
    assert "MU0001" not in caplog.text


def test_it_is_tried_again_after_a_while_and_by_the_next_import(tmp_path: Path) -> None:
    refused = [True, True]

    def make_ready(snapshot: Snapshot) -> None:
        if refused:
            refused.pop()
            raise CannotWrite("The disk is full.", "Make room.")

    shown = ShownSnapshot(make_ready, patient=True, again_after=0)
    lay_snapshot(tmp_path)
    shown.snapshot(pointed(tmp_path))
    wait_for(shown, tmp_path, lay_snapshot(tmp_path))
    assert (refused, shown.not_shown()) == ([], None)


def test_without_patience_and_in_another_folder_it_is_shown_at_once(tmp_path: Path) -> None:
    shown = ShownSnapshot(lambda _: None)
    for _ in range(2):
        laid = lay_snapshot(tmp_path / "a")
        assert shown.snapshot(pointed(tmp_path / "a")).id == laid.id
    shown.patient = True
    laid = lay_snapshot(tmp_path / "b")
    assert shown.snapshot(pointed(tmp_path / "b")) == Store(tmp_path / "b").current() == laid


def test_nothing_imported_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSnapshot):
        ShownSnapshot(lambda _: None, patient=True).snapshot((tmp_path, None))
