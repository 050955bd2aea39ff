"""The demonstration: a part first, the whole beside it, and the whole kept for the next time."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.cli.demo import demonstration
from holdfast.cli.demo.beside import BackgroundCounty, OtherCouncil
from holdfast.cli.demo.demonstration import (
    DAY,
    FOLDERS,
    MARK,
    ODD,
    Demonstration,
    claim_folder,
    demonstration_folder,
    refuse_demonstration,
)
from holdfast.cli.demo.population import state_population
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import LOCAL_RULES, Book, council_book
from holdfast.errors import BadSetting, BeyondCalendar, HoldfastError
from holdfast.measures.population import FILE as POPULATION
from holdfast.record.backup.manifest import DEMONSTRATIONS
from holdfast.record.store.snapshots import Manifest, Store
from holdfast.simulation import SEED, simulate
from holdfast.sources.made_up import WHOLE as FULL
from holdfast.sources.made_up import MadeUpCouncil, council, import_tables, kept

NOW = "2018-02-01T08:30:00"
PART, WHOLE = 12, 20
TODAY = MadeUpCouncil.TODAY


@pytest.fixture(scope="module")
def tables() -> Mapping[str, pa.Table]:
    return simulate(12, DAY, SEED, 1)


@pytest.fixture
def made(tables: Mapping[str, pa.Table], monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many children were made up, each time that some were. One county does for all."""
    asked: list[int] = []

    def council_tables(
        children: int,
        as_at: date,
        seed: int,
        progress: Callable[[int, int], None],
        oddities: bool,
        which: MadeUpCouncil,
    ) -> Mapping[str, pa.Table]:
        assert oddities, "a demonstration shows what real records hold"
        asked.append(children)
        progress(1, 1)
        return tables

    monkeypatch.setattr(demonstration, "council_tables", council_tables)
    monkeypatch.setattr(Demonstration, "_run_clocks", lambda *_: True)
    return asked


@pytest.fixture
def shown(tmp_path: Path, made: list[int]) -> Demonstration:
    return Demonstration(Store(tmp_path), Book(CLOCKS), DAY, lambda: NOW, PART, WHOLE)


def words(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


def test_a_part_is_shown_first_and_says_so(
    shown: Demonstration, made: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    part, follows = shown.show_some()
    assert (made, follows) == ([PART], True)
    assert shown.store.current() == part
    assert "a part of the county: 12 of 20 children" in words(capsys)


def test_the_whole_takes_the_place_of_the_part_and_is_kept(
    shown: Demonstration, made: list[int], capsys: pytest.CaptureFixture[str]
) -> None:
    part, _ = shown.show_some()
    shown.make_whole(part.id)
    whole = shown.store.current()
    assert whole.id != part.id
    assert "is shown in a moment: 20 children" in words(capsys)
    assert shown.show_some() == (whole, False)
    assert shown.show_all() == whole
    assert made == [PART, WHOLE]


def test_the_number_of_children_is_that_of_the_council_that_is_shown(shown: Demonstration) -> None:
    state_population(shown.store.home, FULL, DAY)
    shown.show_some()  # of so few a rate would say nothing
    assert not (shown.store.home / POPULATION).exists()


def test_a_part_that_is_kept_is_not_made_again(shown: Demonstration, made: list[int]) -> None:
    part, _ = shown.show_some()
    assert shown.show_some() == (part, True)
    assert made == [PART]


def test_the_whole_is_made_at_once_for_who_only_wants_it(
    shown: Demonstration, made: list[int]
) -> None:
    assert shown.show_all() == shown.store.current()
    assert made == [WHOLE]


def test_what_is_kept_becomes_current_again(shown: Demonstration, made: list[int]) -> None:
    whole = shown.show_all()
    shown.make(5)
    assert shown.store.current() != whole
    assert shown.show_all() == whole
    assert shown.store.current() == whole


def test_other_parameters_make_another_county(
    shown: Demonstration, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown.show_all()
    monkeypatch.setattr(council, "county_mark", lambda: "another")
    shown.show_all()
    assert made == [WHOLE, WHOLE]


def test_another_day_or_seed_is_another_county_and_so_is_one_less_odd(
    shown: Demonstration,
) -> None:
    whole = shown.show_all()
    assert kept(shown.store, WHOLE, DAY, SEED, ODD) == whole
    assert kept(shown.store, WHOLE, DAY, SEED) is None
    assert kept(shown.store, WHOLE, DAY, SEED + 1, ODD) is None
    assert kept(shown.store, WHOLE, date(2018, 1, 30), SEED, ODD) is None


def test_a_damaged_county_is_made_anew(shown: Demonstration, made: list[int]) -> None:
    whole = shown.show_all()
    whole.path("contacts").write_bytes(b"not what was written")
    assert shown.show_all() != whole
    assert made == [WHOLE, WHOLE]


def test_what_somebody_imported_meanwhile_stays_shown(
    shown: Demonstration,
    tables: Mapping[str, pa.Table],
    capsys: pytest.CaptureFixture[str],
) -> None:
    part, _ = shown.show_some()
    theirs = import_tables(shown.store, tables, DAY, NOW, "another import")
    shown.make_whole(part.id)
    assert shown.store.current() == theirs
    assert "is kept; another import is shown" in words(capsys)
    assert kept(shown.store, WHOLE, DAY, SEED, ODD) is not None


def test_it_waits_for_another_import(shown: Demonstration, monkeypatch: pytest.MonkeyPatch) -> None:
    part, _ = shown.show_some()
    theirs = shown.store.begin()
    theirs.__enter__()
    monkeypatch.setattr(time, "sleep", lambda _: theirs.__exit__(None, None, None))
    shown.make_whole(part.id)
    assert shown.store.current().id != part.id


def test_an_error_beside_the_pages_is_told(
    shown: Demonstration, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise HoldfastError("The disk is full.", "Make room.")

    part, _ = shown.show_some()
    monkeypatch.setattr(demonstration, "import_council", fail)
    shown.make_whole(part.id)
    assert "could not be made: The disk is full. Make room." in words(capsys)
    assert shown.store.current() == part


def test_an_import_that_is_ended_leaves_nothing(
    shown: Demonstration, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ended(*_: object) -> None:
        sys.exit(0)

    part, _ = shown.show_some()
    monkeypatch.setattr("holdfast.sources.made_up._write", ended)
    with pytest.raises(SystemExit):
        shown.make_whole(part.id)
    assert shown.store.current() == part
    assert list((shown.store.home / "incoming").iterdir()) == []


# The process beside the pages. Instead of making a county it says that it is there, and sleeps.

SLEEPER = """
import sys, time
from pathlib import Path
from holdfast.cli.demo.beside import stay_beside
stay_beside()
Path(sys.argv[1]).write_text("here")
try:
    time.sleep(60)
finally:
    Path(sys.argv[1]).write_text("gone")
"""


def sleeper(place: Path) -> BackgroundCounty:
    beside: Any = BackgroundCounty(DAY, "2018-01-31-0001")
    beside._command = [sys.executable, "-c", SLEEPER, str(place)]
    found: BackgroundCounty = beside
    return found


def until(place: Path, told: str) -> None:
    """Wait until a process has said something; the test's own limit ends it else."""
    while not place.is_file() or place.read_text() != told:
        time.sleep(0.05)


def test_what_runs_beside_the_pages_ends_with_them(tmp_path: Path) -> None:
    beside = sleeper(tmp_path / "told")
    beside.start()
    until(tmp_path / "told", "here")
    beside.end()
    assert (tmp_path / "told").read_text() == "gone"
    beside.end()  # a second time does no harm


def test_a_process_that_serves_does_not_end_it(tmp_path: Path) -> None:
    beside = sleeper(tmp_path / "told")
    beside.start()
    until(tmp_path / "told", "here")
    split_off: Any = beside
    split_off._owner = os.getpid() + 1
    beside.end()
    assert (tmp_path / "told").read_text() == "here"
    split_off._owner = os.getpid()
    beside.end()


def test_it_ends_though_the_pages_were_killed(tmp_path: Path) -> None:
    place = tmp_path / "told"
    pages = f"import subprocess, sys, time; subprocess.Popen({[sys.executable, '-c', SLEEPER, str(place)]!r}, start_new_session=True); time.sleep(60)"  # noqa: E501
    served = subprocess.Popen([sys.executable, "-c", pages])
    until(place, "here")
    served.send_signal(signal.SIGKILL)
    served.wait()
    until(place, "gone")


def test_one_that_never_started_needs_no_end() -> None:
    BackgroundCounty(DAY, "2018-01-31-0001").end()


def test_it_is_started_as_the_command_line_knows_it() -> None:
    beside: Any = BackgroundCounty(DAY, "2018-01-31-0007")
    words = ["demo", "--council", "2018", "--as-at", "2018-01-31", "--beside", "2018-01-31-0007"]
    assert beside._command == [sys.executable, "-m", "holdfast", *words]


def test_the_other_council_is_started_at_the_next_port(tmp_path: Path) -> None:
    other: Any = OtherCouncil(tmp_path, TODAY, 8000, children=60)
    words = ["demo", "--council", "2018", "--port", "8001", "--other-port", "8000"]
    assert other._command == [sys.executable, "-m", "holdfast", *words, "--children", "60"]
    assert other._home == tmp_path


def test_the_command_makes_what_it_is_asked_for_and_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["demo", "--children", "20", "--no-serve"])
    assert done.exit_code == 0, done.output
    assert "These children are made up." in done.stderr
    assert "The chain, year to 2018-01-31" in done.stdout
    assert not (tmp_path / "current").exists(), "a council's own folder is not touched"
    origin = Store(tmp_path / "demo").current().manifest.origin
    assert origin == f"A part of the made-up county: 20 of {FULL:,} children, seed {SEED}"
    assert list((tmp_path / "demo" / "derived").iterdir())  # the clocks ran before anyone looked


def test_a_day_that_cannot_be_had_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    done = CliRunner().invoke(app, ["demo", "--as-at", "2031-01-01"])
    assert isinstance(done.exception, BeyondCalendar)
    assert not (tmp_path / "demo" / "current").exists()


def real(home: Path) -> None:
    """A council's own snapshot, as far as a manifest tells."""
    with Store(home).begin() as draft:
        draft.finish(Manifest(DAY, NOW, "ssd", False, "an export"))


def test_a_council_s_data_stays_current_beside_a_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    real(tmp_path)
    done = CliRunner().invoke(app, ["demo", "--children", "5", "--no-serve"])
    assert done.exit_code == 0, done.output
    assert not Store(tmp_path).current().manifest.made_up
    assert Store(tmp_path / "demo").current().manifest.made_up


@pytest.mark.parametrize("spoilt", [False, True], ids=["whole", "cannot be read"])
def test_a_folder_with_a_council_s_snapshots_is_refused(tmp_path: Path, spoilt: bool) -> None:
    real(tmp_path)
    if spoilt:
        (Store(tmp_path).current().folder / "manifest.json").write_text("")
    with pytest.raises(BadSetting, match="a council's own snapshots"):
        claim_folder(tmp_path)
    assert not (tmp_path / MARK).exists()


def test_a_demonstration_s_folder_is_found_again_and_takes_no_import(tmp_path: Path) -> None:
    own = claim_folder(demonstration_folder(tmp_path))
    assert own == tmp_path / "demo" == demonstration_folder(own)
    with pytest.raises(BadSetting, match="is the demonstration's"):
        refuse_demonstration(own)
    refuse_demonstration(tmp_path)


def test_the_council_of_today_lies_apart_with_rules_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    asked = ["demo", "--council", "today", "--children", "60", "--no-serve"]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0, done.output
    assert "The chain, year to 2026-03-31" in done.stdout
    own = tmp_path / "demo-today"
    told = Store(own).current().manifest
    assert told.origin.startswith("A part of the made-up council of today: 60 of")
    assert {"early_help_visits", "early_help_reviews"} <= set(told.feeds)
    assert council_book(CLOCKS, own).family_help == date(2025, 9, 1)
    assert not (tmp_path / "current").exists(), "a council's own folder is not touched"


def test_no_backup_holds_a_demonstration() -> None:
    assert set(FOLDERS.values()) == DEMONSTRATIONS


def test_each_made_up_council_keeps_to_its_folder(tmp_path: Path) -> None:
    today = claim_folder(demonstration_folder(tmp_path, TODAY), TODAY)
    assert claim_folder(demonstration_folder(today, TODAY), TODAY) == today
    rules = today / LOCAL_RULES
    rules.write_text("# another\n")
    claim_folder(today, TODAY)
    assert rules.read_text() == "# another\n", "what somebody changed there stays"
    with pytest.raises(BadSetting, match="of the other made-up council"):
        claim_folder(today)
    county = claim_folder(tmp_path / "county")
    with pytest.raises(BadSetting, match="Add --council 2018"):
        claim_folder(county, TODAY)
    assert not (county / LOCAL_RULES).exists()
    assert demonstration_folder(county, TODAY) == county / "demo-today"
