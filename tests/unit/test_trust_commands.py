"""The commands of the first day on a made-up council: reconcile, exclude, recording."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.clocks.rules.good_from import FILE
from holdfast.errors import BadRules, BadSetting, HoldfastError, NotFound
from holdfast.query.exclusions import FILE as EXCLUSIONS
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.records import day

AS_AT = day("2018-01-31")
DECIDED = 'decided_on = 2018-01-31\nby = "Head of performance"\n'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    import_made_up(Store(place), 200, AS_AT, 7, "2018-02-01T08:30:00")
    return place


@pytest.fixture
def home(made: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("HOLDFAST_HOME", str(made))
    monkeypatch.setenv("COLUMNS", "250")
    yield made
    for name in (FILE, EXCLUSIONS):
        (made / name).unlink(missing_ok=True)


def run(*words: str) -> Any:
    done = CliRunner().invoke(app, words)
    if isinstance(done.exception, HoldfastError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done


def told(*words: str) -> Any:
    return json.loads(run(*words, "--format", "json").stdout)


def own_list(tmp_path: Path, rows: list[dict[str, Any]]) -> str:
    path = tmp_path / "own.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Child Unique ID", "Due date"])
        writer.writerows((row["child"], row["due"]) for row in rows)
    return str(path)


def test_a_list_is_held_beside_ours(home: Path, tmp_path: Path) -> None:
    ours = told("due", "--clock", "mgmt_oversight")
    children = sorted({row["child"] for row in ours})
    assert len(children) > 3
    listed = own_list(tmp_path, [row for row in ours if row["child"] != children[0]])
    found = told("reconcile", listed, "--clock", "mgmt_oversight")
    assert (found["clock"], found["as_at"]) == ("mgmt_oversight", AS_AT.isoformat())
    assert found["agree"] == len(children) - 1
    assert (found["only_ours"], found["only_theirs"], found["excluded"]) == (1, 0, 0)
    (only,) = [row for row in found["rows"] if row["group"] == "only_ours"]
    assert only["child"] == children[0]
    assert only["reason"]
    assert only["kind"]
    shown = run("reconcile", listed, "--clock", "mgmt_oversight").stdout
    assert "Only ours" in shown
    assert children[0] in shown


def test_an_exclusion_is_written_and_stays_in_every_list(home: Path, tmp_path: Path) -> None:
    ours = told("due", "--clock", "mgmt_oversight")
    child = ours[0]["child"]
    listed = own_list(tmp_path, [row for row in ours if row["child"] != child])
    asked = ("reconcile", listed, "--clock", "mgmt_oversight")
    words = ("--exclude", "Held by another council", "--by", "A manager", "--on", "2018-02-01")
    found = told(*asked, *words, "--child", child)
    assert (found["only_ours"], found["excluded"]) == (0, 1)
    assert told(*asked)["excluded"] == 1
    after = told("due", "--clock", "mgmt_oversight")
    assert [{**row, "excluded": None} for row in after] == ours, "nobody has gone from the list"
    assert {row["excluded"] for row in after if row["child"] == child} == {
        "Held by another council"
    }
    assert "Excluded" in run("due", "--clock", "mgmt_oversight").stdout


def test_what_only_we_have_alone_can_be_excluded(home: Path, tmp_path: Path) -> None:
    ours = told("due", "--clock", "mgmt_oversight")
    listed = own_list(tmp_path, ours)
    asked = ("reconcile", listed, "--clock", "mgmt_oversight")
    words = ("--exclude", "Why", "--by", "A manager", "--on", "2018-02-01", "--child")
    with pytest.raises(NotFound) as refused:
        run(*asked, *words, ours[0]["child"])
    assert ours[0]["child"] not in str(refused.value)
    with pytest.raises(BadSetting, match="on what day"):
        run(*asked, "--exclude", "Why", "--by", "A manager", "--child", ours[0]["child"])
    assert not (home / EXCLUSIONS).exists()


def test_a_bad_file_of_exclusions_is_refused(home: Path) -> None:
    (home / EXCLUSIONS).write_text("child,clock\n", encoding="utf-8")
    with pytest.raises(BadRules, match="line 1"):
        run("due")


def test_recording_is_told_by_clock_and_by_month(home: Path) -> None:
    found = {one["clock"]: one for one in told("recording")}
    assert found["contact_decision"]["level"] > 0.9
    assert found["contact_decision"]["proposed"] is not None
    assert found["re_referral"]["proposed"] is None
    one = told("recording", "--clock", "contact_decision")[0]
    assert one["months"] == found["contact_decision"]["months"]
    assert "2017-06" in run("recording", "--clock", "contact_decision").stdout


def test_a_day_decided_holds_everywhere_and_leaves_the_share_alone(home: Path) -> None:
    before = told("recording", "--clock", "contact_decision")[0]
    assert before["decided"] is None
    (home / FILE).write_text(f"[system]\nsince = 2017-06-01\n{DECIDED}", encoding="utf-8")
    after = told("recording", "--clock", "contact_decision")[0]
    assert (after["decided"], after["decided_by"]) == ("2017-06-01", "Head of performance")
    assert {k: v for k, v in after.items() if not k.startswith("decided")} == {
        k: v for k, v in before.items() if not k.startswith("decided")
    }
    rows = told("due", "--clock", "contact_decision", "--status", "all")
    number = sum(row["started"] < "2017-06-01" for row in rows)
    beside = run("due", "--clock", "contact_decision").stderr
    assert f"And {number} that began before recording was judged good." in beside
    early = {row["status"] for row in rows if row["started"] < "2017-06-01"}
    assert early == {"cannot tell"}
    assert "cannot tell" not in {row["status"] for row in rows if row["started"] >= "2017-06-01"}


def test_a_bad_file_of_decisions_is_refused_with_its_line(home: Path) -> None:
    (home / FILE).write_text("[cp_vist]\nsince = 2017-06-01\n", encoding="utf-8")
    for words in (("chain",), ("recording",), ("due",)):
        with pytest.raises(BadRules, match="line 1: there is no clock cp_vist"):
            run(*words)
