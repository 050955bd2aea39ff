"""The page that says why the lists changed, and what an import's page shows of it."""

import re
from pathlib import Path

import pytest
from django.test import Client

from holdfast.importing.changes import Changes, WantedChanges, What
from holdfast.importing.changes_kept import changes_since
from holdfast.record.store.snapshots import Store
from holdfast.web import data as pages_data
from holdfast.web.audit.models import AuditRow
from tests.imported_twice import lay_twice

PAGE = "/imports/2018-01-31-0002/changes/"
ROW = re.compile(r'<tr class="govuk-table__row">\s*<th scope="row".*?</tr>', re.S)
CHILD = re.compile(r"MU\d{4,}")


@pytest.fixture(scope="session")
def twice_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder made once: what is tested may not write to it."""
    home = tmp_path_factory.mktemp("twice")
    lay_twice(home)
    return home


@pytest.fixture
def twice(home: Path, twice_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(twice_home))
    return twice_home


def seen(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def whole(home: Path) -> Changes:
    store = Store(home)
    return changes_since(store.get("2018-01-17-0001"), store.current(), pages_data.book())


def test_counts_come_first_and_no_child_is_shown(manager: Client, twice: Path) -> None:
    text, found = seen(manager), whole(twice)
    assert f"{found.before:,} duties were open or could not be determined then" in text
    for one in found.counts():
        assert f'href="?what={one.what.replace(" ", "-")}"' in text
    assert CHILD.findall(text) == []
    (row,) = AuditRow.objects.filter(kind="list")
    assert row.page == "changes of import 2018-01-31-0002"
    assert row.detail == "counts; 0 duties of 0 children shown"


@pytest.mark.parametrize("what", [What.CORRECTED, What.DONE, What.NEW])
def test_a_word_shows_its_duties_fifty_at_a_time(what: What, manager: Client, twice: Path) -> None:
    found = whole(twice).narrowed(WantedChanges((what,)))
    assert len(found)
    text = seen(manager, f"{PAGE}?what={what.value}")
    listed = ROW.findall(text.partition("The duties</h2>")[2])
    assert len(listed) == min(50, len(found))
    assert f"of {len(found):,} duties" in text
    assert all(what.value.capitalize() in row for row in listed)
    row = AuditRow.objects.filter(kind="list").last()
    assert row is not None
    assert f"{len(listed)} duties of " in row.detail


def test_the_same_are_never_hundreds_of_rows(manager: Client, twice: Path) -> None:
    assert len(whole(twice).narrowed(WantedChanges((What.SAME,)))) > 100
    text = seen(manager, f"{PAGE}?what=same")
    assert len(ROW.findall(text.partition("The duties</h2>")[2])) == 50


def test_a_clock_and_a_team_narrow_the_counts(manager: Client, twice: Path) -> None:
    found = whole(twice)
    clock = found.by_clock()[0].clock
    narrowed = found.narrowed(WantedChanges(clock=clock))
    text = seen(manager, f"{PAGE}?clock={clock}")
    assert f"{narrowed.now:,} now" in text
    team = next(row.team for row in found.rows() if row.team)
    assert "Team: " in seen(manager, f"{PAGE}?team={team}&what=same")


def test_a_child_leads_to_their_page_and_a_worker_to_none(manager: Client, twice: Path) -> None:
    listed = seen(manager, f"{PAGE}?what=corrected").partition("The duties</h2>")[2]
    address = re.search(r'href="(/children/[0-9a-f]+/)"', listed)
    assert address
    assert manager.get(address[1]).status_code == 200
    workers = seen(manager, f"{PAGE}?clock=supervision_person").partition("The duties</h2>")[2]
    assert "a worker" in workers
    assert "/children/" not in workers


def test_the_list_of_duties_leads_there_with_its_clock(manager: Client, twice: Path) -> None:
    assert f'href="{PAGE}"' in seen(manager, "/due/?status=running")
    assert f'href="{PAGE}?clock=cin_visit"' in seen(manager, "/due/?clock=cin_visit&status=running")


def test_the_page_of_an_import_shows_the_counts(manager: Client, twice: Path) -> None:
    text = seen(manager, "/imports/2018-01-31-0002/")
    assert "Why the lists changed" in text
    assert f'href="{PAGE}?what=corrected"' in text
    assert "Why the lists changed" not in seen(manager, "/imports/2018-01-17-0001/")


def test_the_first_import_has_nothing_to_be_compared_with(manager: Client, twice: Path) -> None:
    text = seen(manager, "/imports/2018-01-17-0001/changes/")
    assert "There is nothing to compare it with" in text


def test_an_import_that_is_not_there(manager: Client, twice: Path) -> None:
    assert manager.get(f"{PAGE}?since=2017-01-01-0001").status_code == 404
    assert manager.get("/imports/2017-01-01-0001/changes/").status_code == 404
