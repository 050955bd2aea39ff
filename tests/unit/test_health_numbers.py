"""Children without an NHS number are counted, and the numbers themselves are printed nowhere."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.errors import Damaged
from holdfast.importing.health_numbers import HealthNumbers, health_numbers
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from tests.sources.ssd_made import PERSON, Row, take, write_council

# Of no person: the health service keeps numbers that begin so for tests.
CANARY = "9990000018"

PEOPLE: list[Row] = [
    {**PERSON, "pers_single_unique_id": CANARY},
    {**PERSON, "pers_person_id": "MU2", "pers_single_unique_id": ""},
    {**PERSON, "pers_person_id": "MU3", "pers_single_unique_id": "SSD_PH"},
    {**PERSON, "pers_person_id": "MU4", "pers_single_unique_id": ""},
]
LINKED: list[Row] = [
    {
        "link_table_id": "L1",
        "link_person_id": "MU4",
        "link_identifier_type": "NHS Number",
        "link_identifier_value": CANARY,
    },
    {
        "link_table_id": "L2",
        "link_person_id": "MU2",
        "link_identifier_type": "Court Case Number",
        "link_identifier_value": "MU-1",
    },
]


def council(folder: Path, people: Sequence[Row] = PEOPLE) -> Snapshot:
    written = write_council(folder / "in", ssd_person=people, ssd_linked_identifiers=LINKED)
    return take(folder, written)


def test_children_without_a_number_are_counted(tmp_path: Path) -> None:
    """A filler is no number, and a number among the linked identifiers is one."""
    assert health_numbers(council(tmp_path)) == HealthNumbers(children=4, without=2)


def test_a_source_that_carries_none_cannot_tell(tmp_path: Path) -> None:
    bare: list[Row] = [{"pers_person_id": "MU1", "pers_dob": "2010-05-04"}]
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_person=bare))
    found = health_numbers(snapshot)
    assert found == HealthNumbers(children=1, without=None)
    assert found.words == "This source carries no NHS numbers."


def test_an_import_without_persons_has_no_child_to_count(tmp_path: Path) -> None:
    snapshot = council(tmp_path)
    rows = {name: n for name, n in snapshot.manifest.rows.items() if "person" not in name}
    object.__setattr__(snapshot.manifest, "rows", rows)
    assert health_numbers(snapshot) == HealthNumbers(children=0, without=0)


def test_a_file_that_cannot_be_read_is_said_to_be_damaged(tmp_path: Path) -> None:
    snapshot = council(tmp_path)
    snapshot.path("persons").write_bytes(b"broken")
    with pytest.raises(Damaged, match=r"persons\.parquet"):
        health_numbers(snapshot)


COMMANDS = (
    ["snapshot", "show"],
    ["child", "MU1"],
    ["child", "MU4"],
    ["due", "--status", "all"],
    ["chain"],
    ["clocks"],
    ["snapshot", "list"],
)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("home")
    council(place)
    return place


@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: " ".join(words))
def test_no_command_prints_a_number(
    home: Path, words: list[str], form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(home / "store"))
    one = [Store(home / "store").current().id] if words == ["snapshot", "show"] else []
    done = CliRunner().invoke(app, [*words, *one, "--format", form])
    assert done.exit_code == 0, done.output
    assert CANARY not in done.output


def test_an_import_says_how_many_have_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path / "home"))
    folder = write_council(tmp_path / "in", ssd_person=PEOPLE, ssd_linked_identifiers=LINKED)
    words = ["import", str(folder), "--as", "ssd", "--as-at", "2018-01-31", "--format"]
    told = CliRunner().invoke(app, [*words, "json"])
    assert json.loads(told.stdout)["nhs_numbers"] == {"children": 4, "without": 2}
    shown = CliRunner().invoke(app, [*words, "table"])
    assert "2 of 4 children have no NHS number recorded" in " ".join(shown.output.split())
    assert CANARY not in told.output + shown.output


def test_a_number_that_cannot_be_kept_is_in_no_error(tmp_path: Path) -> None:
    """A row refused for another cell does not tell the number."""
    broken: list[Row] = [{**PERSON, "pers_person_id": "", "pers_single_unique_id": CANARY}]
    snapshot = take(tmp_path, write_council(tmp_path / "in", ssd_person=broken))
    assert CANARY not in str(snapshot.manifest)
    assert snapshot.manifest.as_at == date(2018, 1, 31)
