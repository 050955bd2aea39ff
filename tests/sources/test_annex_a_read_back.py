"""Our own Annex A read back gives the same rows: every list, every cell, in both layouts."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.errors import CannotRead
from holdfast.record.store.snapshot import Snapshot
from holdfast.sources.annex_a_workbook.layout import LAYOUTS
from holdfast.sources.annex_a_workbook.not_read_back import CHILD, NOT_READ_BACK
from holdfast.sources.made_up.council import council_tables
from tests.depth import often
from tests.sources.annex_a_back import Lists, difference, tables_of, there_and_back
from tests.sources.annex_a_lists import AS_AT, Tables, day, tables
from tests.sources.annex_a_made import refusals, unreadable
from tests.sources.annex_a_small import councils, with_all_that_is_lost

Back = dict[str, tuple[Lists, Lists, Snapshot]]
BY = ("the_team", "the_worker")


@pytest.fixture(scope="module")
def council() -> Tables:
    """A made-up council with the oddities of real records."""
    return council_tables(1500, AS_AT, seed=8, oddities=True)


@pytest.fixture(scope="module")
def back(council: Tables, tmp_path_factory: pytest.TempPathFactory) -> Back:
    folder = tmp_path_factory.mktemp("back")
    return {layout: there_and_back(council, folder / layout, layout) for layout in LAYOUTS}


# ---------------------------------------------------------------------------- row after row


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_row_of_every_list_comes_back(back: Back, layout: str) -> None:
    before, after, snapshot = back[layout]
    assert difference(before, after) == []
    assert refusals(snapshot) == []
    assert unreadable(snapshot) == []
    assert [number for number, rows in before.items() if not rows] == [11]


@pytest.mark.parametrize("number", range(1, 11))
def test_a_cell_that_does_not_come_back_is_seen(back: Back, number: int) -> None:
    before, after, _ = back["2024"]
    on = {one: {row.get(CHILD) for row in rows} for one, rows in after.items()}
    row, *others = after[number]
    for name in row:
        spoilt = {**after, number: [{**row, name: "another"}, *others]}
        lenient = any(
            name in one.columns and one.where(row, on)
            for one in NOT_READ_BACK
            if one.number == number
        )
        assert bool(difference(before, spoilt)) is not lenient, name


# What of each table the lists can carry, as the import keeps it: numbers of rows are its own.
CARRIED: dict[str, tuple[str, ...]] = {
    "persons": ("child", "gender", "ethnicity", "birth"),
    "contacts": ("child", "received", "source"),
    "early_help_episodes": ("child", "started", "assessed", "organisation"),
    "referrals": ("child", "received"),
    "assessments": ("child", "started", "child_seen", "authorised", "support_needed", *BY),
    "enquiries": ("child", "started", "conference_needed", *BY),
    "conferences": ("child", "held", "plan_made"),
    "protection_plans": ("child", "started", "ended", "initial_category", "latest_category"),
    "protection_visits": ("child", "visited", "seen_alone"),
    "protection_reviews": ("child", "held"),
    "care_episodes": ("child", "ended", "end_reason"),
    "legal_statuses": ("child", "started", "status"),
    "placements": ("child", "started", "kind", "provider", "postcode", "urn"),
    "care_reviews": ("child", "held"),
    "care_visits": ("child", "visited"),
    "health_checks": ("child", "kind", "held"),
    "care_leavers": ("child", "eligibility", "in_touch", "accommodation", "activity"),
    "permanence": (
        "child", "decided", "placement_order", "matched", "placed", "reversed_on",
        "reversed_reason", "early_placed",
    ),
    "professionals": ("full_name",),
    "teams": ("team_name",),
}  # fmt: skip


@pytest.mark.parametrize("table", CARRIED)
def test_the_record_that_comes_back_says_what_the_record_said(
    council: Tables, back: Back, table: str
) -> None:
    for layout in LAYOUTS:
        *_, snapshot = back[layout]
        told = said(tables_of(snapshot), table)
        assert told, table
        known = set(council["persons"]["child"].to_pylist())
        # Of a child whom the record has in other tables alone, the list says that it says nothing.
        unknown = {row for row in told if table == "persons" and row[0] not in known}
        assert {row[1:] for row in unknown} <= {("U", "NOBT", None)}
        assert told - unknown - said(council, table) == set()


def said(held: Tables, table: str) -> set[tuple[Any, ...]]:
    """The rows of a table with what the lists carry of each; workers and teams by their names."""
    teams = {row["team"]: row["team_name"] for row in held["teams"].to_pylist()}
    workers = {row["worker"]: row["full_name"] for row in held["professionals"].to_pylist()}
    found = set()
    for row in held[table].to_pylist():
        known = {
            **row,
            "the_team": teams.get(row.get("team")),
            "the_worker": workers.get(row.get("worker")),
            "birth": row.get("born") or row.get("expected"),
            # Ofsted has a code for each of these where nothing is recorded.
            "gender": row.get("gender") or row.get("sex") or "U",
            "ethnicity": row.get("ethnicity") or "NOBT",
        }
        found.add(tuple(known[name] for name in CARRIED[table]))
    return found


def test_what_is_declared_not_to_come_back_does_not(tmp_path: Path) -> None:
    before, after, _ = there_and_back(with_all_that_is_lost(), tmp_path, "2024")
    for one in NOT_READ_BACK:
        on = {n: {row.get(CHILD) for row in rows} for n, rows in before.items()}
        for name in one.columns:
            told, back = (
                {row[CHILD]: row[name] for row in lists[one.number] if one.where(row, on)}
                for lists in (before, after)
            )
            assert told != back, (one.number, name)
    assert difference(before, after) == []


# ------------------------------------------------------------------------- the ends of what is


@given(councils(), st.sampled_from(LAYOUTS))
@settings(max_examples=often(12, 1_000), deadline=None)
def test_small_councils_with_all_that_a_cell_may_hold_come_back(whole: Tables, layout: str) -> None:
    with TemporaryDirectory() as folder:
        before, after, _ = there_and_back(whole, Path(folder), layout)
    assert difference(before, after) == []


def test_a_day_before_1900_is_written_as_text_and_told_as_unread(tmp_path: Path) -> None:
    whole = tables(
        persons=[{"child": "1", "born": day("1850-06-01")}],
        contacts=[{"contact": "C1", "child": "1", "received": AS_AT}],
    )
    before, after, snapshot = there_and_back(whole, tmp_path, "2024")
    assert before[1][0]["Date of Birth"] == "1850-06-01"
    assert after[1][0]["Date of Birth"] == ""
    (told,) = unreadable(snapshot)
    assert told["column"] == "Date of Birth (of a born child)"


def test_lists_that_are_all_empty_are_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="None of Annex A's lists was found"):
        there_and_back(tables(), tmp_path, "2024")
