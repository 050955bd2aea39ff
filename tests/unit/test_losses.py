"""What an import loses against the last, when that is much, and what then happens."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.errors import Damaged
from holdfast.importing import losses
from holdfast.importing.becoming_current import FIRST, OTHER_KIND, SPOILT, Gate
from holdfast.importing.losses import LIMITS, LaidBeside, Limits, Lost, much_lost
from holdfast.record.store.snapshots import Snapshot, Store
from holdfast.record.store.waiting import Loss, Waiting, let_wait, wait_no_more, waiting_of
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables, write_ssd
from tests.processes import run
from tests.records import reseal

AS_AT = date(2018, 1, 31)
NOW = "2018-02-01T08:30:00"
SAME = LaidBeside("ssd", AS_AT, AS_AT)


def kinds(beside: LaidBeside) -> list[str]:
    return [one.kind for one in much_lost(beside)]


@pytest.mark.parametrize(
    ("beside", "found"),
    [
        pytest.param(SAME, [], id="nothing lost"),
        pytest.param(replace(SAME, day=date(2018, 1, 30)), ["day"], id="an earlier day"),
        pytest.param(replace(SAME, rows={"visits": Lost(6170, 5571)}), ["rows"], id="cut short"),
        pytest.param(replace(SAME, rows={"visits": Lost(1000, 99)}), [], id="a few rows"),
        pytest.param(replace(SAME, rows={"visits": Lost(1000, 100)}), ["rows"], id="a tenth"),
        pytest.param(replace(SAME, rows={"visits": Lost(9, 9)}), [], id="all of a few"),
        pytest.param(
            replace(SAME, rows={"visits": Lost(1, 1)}, gone=frozenset({"visits"})),
            ["table"],
            id="a table gone, however small",
        ),
        pytest.param(
            replace(SAME, source="annex_a", rows={"contacts": Lost(100, 33)}),
            [],
            id="a summer in a list of three months",
        ),
        pytest.param(replace(SAME, children=Lost(200, 10)), ["children"], id="children gone"),
        pytest.param(replace(SAME, children=Lost(201, 10)), [], id="fewer children gone"),
        pytest.param(replace(SAME, answers={"cp_visit": Lost(50, 10)}), ["answers"], id="a fifth"),
        pytest.param(replace(SAME, answers={"cp_visit": Lost(51, 10)}), [], id="less"),
        pytest.param(
            replace(SAME, answers={"cp_visit": Lost(1, 1)}, silent=frozenset({"cp_visit"})),
            ["answers"],
            id="a clock that cannot answer any more",
        ),
    ],
)
def test_when_a_loss_is_much(beside: LaidBeside, found: list[str]) -> None:
    assert kinds(beside) == found


def test_every_kind_of_source_has_its_limits() -> None:
    assert set(LIMITS) == {"ssd", "annex_a", "cin_census", "ssda903", "made_up"}


def test_why_a_snapshot_waits_is_kept_and_forgotten(tmp_path: Path) -> None:
    told = Waiting("2018-01-31-0001", (Loss("rows", "visits", 10, 9, "9 fewer."),))
    assert waiting_of(tmp_path, "2018-01-31-0002") is None
    let_wait(tmp_path, "2018-01-31-0002", told)
    assert waiting_of(tmp_path, "2018-01-31-0002") == told
    place = tmp_path / "derived" / "2018-01-31-0002" / "waiting.json"
    place.write_text("{")
    spoilt = waiting_of(tmp_path, "2018-01-31-0002")
    assert spoilt is not None, "it waits all the same"
    assert spoilt.losses[0].kind == "unreadable"
    wait_no_more(tmp_path, "2018-01-31-0002")
    assert waiting_of(tmp_path, "2018-01-31-0002") is None


@pytest.fixture(scope="module")
def tables() -> Mapping[str, pa.Table]:
    return simulate(60, AS_AT, 3)


def asked(home: Path, tables: Mapping[str, pa.Table], anyway: bool = False) -> tuple[Gate, str]:
    """An import through the gate: what was found, and the snapshot's id."""
    gate = Gate(home, Book(CLOCKS), lambda *_: None, anyway)
    laid = import_tables(Store(home), tables, AS_AT, NOW, ready=gate)
    gate.close()
    return gate, laid.id


def test_an_import_is_laid_beside_the_last(
    tmp_path: Path, tables: Mapping[str, pa.Table], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losses, "LIMITS", {"made_up": Limits(rows=0.1, fewest=1)})
    first, good = asked(tmp_path, tables)
    assert (first.not_compared, first.losses) == (FIRST, ())
    same, again = asked(tmp_path, tables)
    assert (same.against, same.losses) == (good, ())
    people = tables["persons"]
    children = people["child"].to_pylist()[::2]
    half = {
        name: rows.filter(pc.is_in(rows["child"], pa.array(children)))
        if "child" in rows.column_names
        else rows
        for name, rows in tables.items()
    }
    cut, held = asked(tmp_path, half)
    assert cut.waits
    assert {"rows", "children"} <= {one.kind for one in cut.losses}
    assert Store(tmp_path).current().id == again
    assert waiting_of(tmp_path, held) == Waiting(again, cut.losses)
    (gone,) = (one for one in cut.losses if one.kind == "children")
    assert 0 < gone.lost < gone.before
    taken, shown = asked(tmp_path, half, anyway=True)
    assert (taken.waits, taken.losses) == (False, cut.losses)
    assert Store(tmp_path).current().id == shown


def test_of_another_kind_or_spoilt_the_last_is_not_compared_and_stands_in_nobody_s_way(
    tmp_path: Path, tables: Mapping[str, pa.Table]
) -> None:
    asked(tmp_path, tables)
    reseal(Store(tmp_path).current(), source="ssd")
    other, _ = asked(tmp_path, tables)
    assert (other.not_compared, other.waits) == (OTHER_KIND, False)
    now = Store(tmp_path).current()
    now.path("persons").write_bytes(b"spoilt")
    spoilt, healed = asked(tmp_path, tables)
    assert (spoilt.not_compared, spoilt.waits) == (SPOILT, False)
    assert Store(tmp_path).current().id == healed


# The commands.


def imported(home: Path, folder: Path, *words: str) -> tuple[int, Any]:
    done = run(home, "import", str(folder), "--as", "ssd", "--as-at", str(AS_AT), *words,
               "--format", "json")  # fmt: skip
    return done.returncode, json.loads(done.stdout)


@pytest.mark.slow
def test_half_an_export_waits_until_somebody_says_that_it_is_right(
    tmp_path: Path, tables: Mapping[str, pa.Table]
) -> None:
    home, whole, half = tmp_path / "home", tmp_path / "whole", tmp_path / "half"
    write_ssd(tables, whole)
    copytree(whole, half)
    visits = half / "ssd_cp_visits.csv"
    visits.write_text("".join(visits.read_text().splitlines(keepends=True)[:5]))
    (half / "ssd_cla_visits.csv").unlink()
    assert imported(home, whole)[0] == 0
    good = Store(home).current().id
    code, told = imported(home, half)
    assert (code, told["state"], told["compared_with"]) == (10, "waiting", good)
    assert {"care_visits", "protection_visits"} <= {one["where"] for one in told["losses"]}
    assert Store(home).current().id == good
    refused = run(home, "snapshot", "use", told["snapshot"])
    assert refused.returncode == 10
    assert "care_visits: the source no longer gives it" in " ".join(refused.stderr.split())
    assert Store(home).current().id == good
    assert run(home, "snapshot", "use", told["snapshot"], "--anyway").returncode == 0
    assert Store(home).current().id == told["snapshot"]
    back = run(home, "snapshot", "use", good)
    assert (back.returncode, Store(home).current().id) == (0, good)


def spoil(snapshot: Snapshot) -> None:
    snapshot.path("persons").write_bytes(b"spoilt")


@pytest.mark.parametrize(
    ("asked_for", "code"),
    [pytest.param("2018-01-31-0009", 5, id="unknown"), pytest.param("", 9, id="spoilt")],
)
def test_what_cannot_be_used_is_told_and_the_last_stays(
    tmp_path: Path, tables: Mapping[str, pa.Table], asked_for: str, code: int
) -> None:
    old = import_tables(Store(tmp_path), tables, AS_AT, NOW)
    last = import_tables(Store(tmp_path), tables, AS_AT, NOW)
    spoil(old)
    with pytest.raises(Damaged):
        old.verify()
    done = run(tmp_path, "snapshot", "use", asked_for or old.id)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert Store(tmp_path).current() == last
