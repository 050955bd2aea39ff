"""The cases of Annex A that others met, each imported as a council would, with its right answer."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from holdfast.__main__ import app
from holdfast.record.store.snapshots import Store

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
CASES = SHARED / "cases"
CODES_USED = "01_annexa_codes_used_sheet"
FUTURE = "02_annexa_last_day_in_future"
UNNECESSARY = "03_annexa_conference_unnecessary_in_words/list5.xlsx"
UNBORN = "15_annexa_unborn_age_in_decimals/list1.xlsx"
SEPARATED = "17_annexa_csv_utf16_or_semicolons"
SCRIPT = "25_annexa_headings_of_the_public_ssd_script/lists"
LAST_MARCH = "2024-03-31"

pytestmark = pytest.mark.skipif(not CASES.exists(), reason="the cases are not at hand (shared)")


Statuses = dict[tuple[str, str], str]


def told(*words: str) -> Any:
    done = CliRunner().invoke(app, [*words, "--format", "json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    return tmp_path


def imported(case: str, as_at: str | None = LAST_MARCH) -> Any:
    given = ["--as-at", as_at] if as_at else []
    return told("import", str(CASES / case), "--as", "annex-a", *given)


def statuses(case: str, as_at: str | None = LAST_MARCH) -> Statuses:
    """Every duty of a case by clock and child."""
    imported(case, as_at)
    return {(row["clock"], row["child"]): row["status"] for row in told("due", "--status", "all")}


# ------------------------------------------------------------- 01: a sheet of codes and of lookups


@pytest.mark.parametrize("name", ["without.xlsx", "with_codes_used.xlsx", "with_lookups.xlsx"])
def test_a_sheet_beside_the_lists_takes_no_answer_away(home: Path, name: str) -> None:
    assert statuses(f"{CODES_USED}/{name}") == {
        ("ha_review", "K1"): "overdue",
        ("dental", "K1"): "running",
        ("cla_review_n", "K1"): "running",
        ("cp_visit", "K1"): "overdue",
        ("rcpc_repeat", "K1"): "running",
        ("cp_2yr", "K1"): "running",
    }


@pytest.mark.parametrize(("name", "sheet"), [("codes_used", "Codes_used"), ("lookups", "Lookups")])
def test_a_sheet_beside_the_lists_is_told(home: Path, name: str, sheet: str) -> None:
    imported(f"{CODES_USED}/with_{name}.xlsx")
    (told_of,) = [
        note.what for note in Store(home).current().manifest.notes if note.where.endswith(sheet)
    ]
    assert "is none of the lists, and was not read" in told_of


# --------------------------------------------------------------- 02: a last visit still to be made


def test_a_last_visit_of_long_ago_is_overdue(home: Path) -> None:
    found = statuses(f"{FUTURE}/last_visit_past.xlsx")
    assert found["cp_visit", "K1"] == "overdue"


def test_a_last_visit_after_the_day_of_the_lists_cannot_be_told(home: Path) -> None:
    found = statuses(f"{FUTURE}/last_visit_future.xlsx")
    assert found["cp_visit", "K1"] == "cannot tell"
    assert found["rcpc_repeat", "K1"] == "running"


# --------------------------------------------- 03: whether a conference was unnecessary, in words


@pytest.mark.parametrize(
    ("child", "status"),
    [("K1", "lapsed in time"), ("K2", "overdue"), ("K4", "lapsed in time")],
)
def test_a_plain_answer_is_read_whatever_stands_beside_it(
    home: Path, child: str, status: str
) -> None:
    assert statuses(UNNECESSARY)["s47_icpc_15", child] == status


@pytest.mark.parametrize("child", ["K3", "K5", "K6", "K7", "K8"])
def test_a_blank_or_another_word_cannot_be_told(home: Path, child: str) -> None:
    assert statuses(UNNECESSARY)["s47_icpc_15", child] == "cannot tell"


def test_words_that_are_no_answer_are_kept_as_cells_that_cannot_be_read(home: Path) -> None:
    """The blank of K3 is none: it is told as a doubt."""
    imported(UNNECESSARY)
    snapshot = Store(home).current()
    cells = pq.read_table(snapshot.folder / "unreadable.parquet").to_pylist()
    assert [one["source_row"] for one in cells] == [6, 7, 8, 9]


# --------------------------------------------------------------------- 15: ages of unborn children


@pytest.mark.parametrize("as_at", [None, "2021-03-15"])
def test_a_negative_age_is_a_birth_expected(home: Path, as_at: str | None) -> None:
    imported(UNBORN, as_at)
    snapshot = Store(home).current()
    assert snapshot.manifest.as_at.isoformat() == "2021-03-15"
    people = pq.read_table(snapshot.path("persons")).to_pylist()
    assert [(one["child"], one["born"], str(one["expected"])) for one in people] == [
        ("K1", None, "2021-06-01"),
        ("K2", None, "2021-06-01"),
    ]


# ------------------------------------------------------------------ 17: other ways of writing CSV


@pytest.mark.parametrize("name", ["semicolons", "tabs", "utf16"])
def test_a_list_in_another_separator_or_encoding_is_read(home: Path, name: str) -> None:
    imported(f"{SEPARATED}/{name}")
    (contact,) = pq.read_table(Store(home).current().path("contacts")).to_pylist()
    assert (contact["child"], str(contact["received"]), contact["source"]) == (
        "K1",
        "2024-03-15",
        "6",
    )


# --------------------------------------------------------- 25: the headings of the public script


def test_the_headings_of_the_public_script_are_read(home: Path) -> None:
    assert statuses(SCRIPT, "2024-06-30") == {
        ("cp_visit", "K1"): "overdue",
        ("rcpc_first", "K1"): "running",
        ("cp_2yr", "K1"): "running",
    }
    snapshot = Store(home).current()
    assert len(pq.read_table(snapshot.path("contacts"))) == 2
    assert snapshot.manifest.as_at.isoformat() == "2024-06-30"
