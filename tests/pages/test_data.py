import gc
import re
from datetime import date
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

from holdfast.errors import BadRules, NotFound
from holdfast.query.outlook import Outlook
from holdfast.web import data, outlooks
from holdfast.web.outlooks import Outlooks
from tests.pages.site import CHILDREN, lay_snapshot


class Engine:
    closed = False

    def close(self) -> None:
        self.closed = True


def made(day: date = date(2018, 1, 31)) -> Any:
    return Outlook(None, None, day, Engine(), ())  # type: ignore[arg-type]


def test_an_outlook_is_made_once_and_kept() -> None:
    kept = Outlooks()
    first = kept.get("a", made)
    assert kept.get("a", lambda: pytest.fail("made again")) is first


def test_two_who_ask_at_once_get_the_same_one() -> None:
    kept, gate, got, times = Outlooks(), Barrier(4), [], []

    def make() -> Outlook:
        times.append(1)
        return made()

    def ask() -> None:
        gate.wait()
        got.append(kept.get("a", make))

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(times) == 1
    assert len({id(one) for one in got}) == 1


def test_the_one_asked_for_longest_ago_goes_first() -> None:
    kept = Outlooks()
    first = kept.get(0, made)
    for key in range(1, outlooks.MOST):
        kept.get(key, made)
    assert kept.get(0, made) is first  # asked for again, so the next oldest goes
    kept.get("new", made)
    assert kept.get(0, made) is first
    newer = made(date(2018, 1, 30))
    assert kept.get(1, lambda: newer) is newer


def test_an_outlook_is_closed_when_nobody_holds_it_any_more() -> None:
    kept = Outlooks()
    held = kept.get("held", made)
    engine: Any = held.engine
    for key in range(outlooks.MOST):
        kept.get(key, made)
    gc.collect()
    assert not engine.closed  # let go by the cache, but a page is reading from it
    del held
    gc.collect()
    assert engine.closed


def test_a_failure_is_told_to_all_and_kept_for_no_one() -> None:
    kept = Outlooks()

    def fail() -> Outlook:
        raise BadRules("The local rules file is refused.", "Correct it.")

    with pytest.raises(BadRules):
        kept.get("a", fail)
    good = made()
    assert kept.get("a", lambda: good) is good


def test_an_answer_is_worked_out_once_and_goes_with_its_outlook() -> None:
    kept = Outlooks()
    outlook = kept.get("a", made)
    assert kept.remember(outlook, "answer", lambda: 42) == 42
    assert kept.remember(outlook, "answer", lambda: pytest.fail("again")) == 42
    assert kept.remember(made(), "answer", lambda: 7) == 7  # one that was never kept


def test_the_outlook_follows_the_snapshot_the_day_and_the_local_rules(home: Path) -> None:
    lay_snapshot(home)
    first = data.outlook()
    assert data.outlook() is first
    assert data.outlook(date(2018, 1, 31)) is first
    assert data.outlook(date(2018, 1, 30)) is not first
    rules = home / "local_rules.toml"
    rules.write_text('[authority]\ncp_visit = "7 working days"\n', encoding="utf-8")
    ruled = data.outlook()
    assert ruled is not first
    assert data.book().authority["cp_visit"].limit is not None
    lay_snapshot(home)
    assert data.outlook().snapshot.id != first.snapshot.id


def test_what_one_page_needs_holds_no_import_back(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def fails(seen: Outlook) -> None:
        made.append("fails")
        raise NotFound("What it needs is not there.", "Look elsewhere.")

    monkeypatch.setattr(data, "_OTHERS", [fails, lambda seen: made.append("next")])
    data._make_ready(lay_snapshot(home))
    assert made == ["fails", "next"]
    monkeypatch.setattr(data, "_REQUIRED", [fails])
    with pytest.raises(NotFound):
        data._make_ready(lay_snapshot(home))


def test_a_bad_rules_file_is_refused_until_it_is_mended(home: Path) -> None:
    lay_snapshot(home)
    rules = home / "local_rules.toml"
    rules.write_text('[authority]\nno_such_clock = "7 working days"\n', encoding="utf-8")
    with pytest.raises(BadRules):
        data.outlook()
    rules.unlink()
    assert data.outlook().snapshot.id == "2018-01-31-0001"


def test_a_handle_stands_for_a_child_and_tells_nothing(council: Path) -> None:
    children = [row["child"] for row in data.outlook().rows("select child from persons")]
    handles = [data.handle(child) for child in children]
    assert len(set(handles)) == len(children) == CHILDREN
    for child, handle in zip(children, handles, strict=True):
        assert re.fullmatch("[0-9a-f]{20}", handle)
        assert child.lower() not in handle
        assert data.child_of(handle) == child


def test_a_handle_outlives_a_new_signing_key(council: Path, settings_key: Any) -> None:
    (child, *_) = (row["child"] for row in data.outlook().rows("select child from persons"))
    before = data.handle(child)
    settings_key("another key")
    assert data.handle(child) == before


@pytest.fixture
def settings_key(monkeypatch: pytest.MonkeyPatch) -> Any:
    from django.conf import settings

    return lambda key: monkeypatch.setattr(settings, "SECRET_KEY", key)


@pytest.mark.parametrize("handle", ["", "x", "0" * 20, "MU000001"])
def test_what_is_no_handle_leads_to_no_child(handle: str, council: Path) -> None:
    with pytest.raises(NotFound):
        data.child_of(handle)


def test_no_handle_stands_for_a_worker(council: Path) -> None:
    workers = data.outlook().rows("select worker from professionals")
    assert workers
    for row in workers:
        with pytest.raises(NotFound):
            data.child_of(data.handle(row["worker"]))
