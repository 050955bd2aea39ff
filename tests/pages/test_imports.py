import re
from pathlib import Path

import pytest
from django.test import Client

from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.waiting import Loss, Waiting, let_wait
from holdfast.web import data as pages_data
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages.imports.account import moment
from holdfast.web.shown_snapshot import NotShown
from tests.pages.awkward import KEPT, REFUSED, lay_awkward
from tests.pages.site import lay_snapshot


@pytest.fixture
def awkward(home: Path) -> Snapshot:
    """An import with refusals, which is not the current one."""
    laid = lay_awkward(home)
    lay_snapshot(home)
    return laid


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert KEPT not in text
    return text


def test_before_any_import_the_list_says_how_to_begin(manager: Client, home: Path) -> None:
    text = seen(manager, "/imports/")
    assert "Nothing has been imported yet" in text
    assert "holdfast import" in text


def test_one_that_cannot_be_read_is_told_beside_the_others(
    manager: Client, awkward: Snapshot
) -> None:
    (awkward.folder / "manifest.json").unlink()
    text = seen(manager, "/imports/")
    assert f"left out of this list: {awkward.id}." in text
    assert len(re.findall(r"<tr.*?</tr>", text, re.S)[1:]) == 1


def test_the_list_tells_the_current_import_from_the_kept(
    manager: Client, awkward: Snapshot
) -> None:
    text = seen(manager, "/imports/")
    rows = re.findall(r"<tr.*?</tr>", text, re.S)[1:]
    assert [">In use<" in row for row in rows] == [True, False]
    assert f'href="/imports/{awkward.id}/"' in rows[1]
    assert "Annex A lists" in rows[1]
    assert "2 January 2018 at 09:30" in rows[1]


def test_an_import_s_rows_add_up_in_words_and_in_the_table(
    manager: Client, awkward: Snapshot
) -> None:
    text = seen(manager, f"/imports/{awkward.id}/")
    assert "400 given = 280 read + 120 refused" in text
    assert "List 3" in text
    assert 'row-head">List 4<' not in text  # it held no row


def test_an_import_says_what_the_reader_did(manager: Client, awkward: Snapshot) -> None:
    text = seen(manager, f"/imports/{awkward.id}/")
    assert "A day that stands for none was left out" in text
    assert re.search(r"List 3: Gender</th>.*?numeric\">3<", text, re.S)


def test_an_import_without_trouble_says_so(manager: Client, data: Path) -> None:
    text = seen(manager, "/imports/2018-01-31-0001/")
    assert "No row was refused." in text
    assert "Every cell of the rows that were read could be read." in text


def test_refusals_are_paged_and_never_show_the_row(manager: Client, awkward: Snapshot) -> None:
    address = f"/imports/{awkward.id}/refusals/"
    text = seen(manager, address)
    assert f"Showing 1 to 50 of {REFUSED}" in text
    last = seen(manager, f"{address}?page=3")
    assert "Date of referral: empty." in last
    assert re.findall(r"numeric\">(\d+)</td>", last)[-1] == str(REFUSED + 1)


def test_an_import_without_refusals_has_an_empty_page(manager: Client, data: Path) -> None:
    assert "No row was refused" in seen(manager, "/imports/2018-01-31-0001/refusals/")


def test_what_a_source_can_tell_says_why_it_can_tell_no_more(
    manager: Client, awkward: Snapshot
) -> None:
    text = seen(manager, f"/imports/{awkward.id}/answers/")
    assert "The source does not carry" in text
    assert re.search(r"Nothing: [1-9]\d* clocks", text)
    assert re.search(r"Every run, from the first day of the record: [1-9]\d* clock", text)


@pytest.mark.both_databases
def test_a_check_finds_a_whole_import_and_is_noted(manager: Client, awkward: Snapshot) -> None:
    answer = manager.post(f"/imports/{awkward.id}/verify/")
    assert "The import is whole: 3 files match" in answer.content.decode()
    assert AuditRow.objects.get(kind="verify").target == awkward.id


def test_a_check_finds_a_damaged_import(manager: Client, awkward: Snapshot) -> None:
    awkward.refusals.write_bytes(awkward.refusals.read_bytes() + b"x")
    answer = manager.post(f"/imports/{awkward.id}/verify/")
    text = answer.content.decode()
    assert "This import is damaged" in text
    assert "refusals.parquet" in text
    assert "from a backup" in text
    assert manager.get(f"/imports/{awkward.id}/refusals/").status_code == 500


def test_a_check_is_never_made_by_following_a_link(manager: Client, awkward: Snapshot) -> None:
    assert manager.get(f"/imports/{awkward.id}/verify/").status_code == 405


@pytest.mark.parametrize("identifier", ["2018-01-31-0009", "x"])
@pytest.mark.parametrize("part", ["", "refusals/", "answers/", "words/"])
def test_an_import_that_is_not_there_is_not_found(
    identifier: str, part: str, manager: Client, data: Path
) -> None:
    assert manager.get(f"/imports/{identifier}/{part}").status_code == 404


def test_a_moment_is_written_in_words() -> None:
    assert moment("2018-02-01T06:00:00") == "1 February 2018 at 06:00"


def test_an_import_that_waits_says_why_and_what_to_run(
    manager: Client, home: Path, awkward: Snapshot
) -> None:
    loss = Loss("rows", "referrals", 6170, 5571, "referrals: 5,571 fewer rows (90 per cent).")
    let_wait(home, awkward.id, Waiting("2018-01-31-0002", (loss,)))
    assert ">Waiting<" in seen(manager, "/imports/")
    text = seen(manager, f"/imports/{awkward.id}/")
    assert "This import waits and is not shown" in text
    assert loss.what in text
    assert f"holdfast snapshot use {awkward.id} --anyway" in text
    let_wait(home, "2018-01-31-0002", Waiting("", (loss,)))
    assert "This import waits" not in seen(manager, "/imports/2018-01-31-0002/"), "it is shown"


def test_pages_say_that_the_current_import_cannot_be_shown(
    manager: Client, anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = NotShown("2018-02-28-0002", "The disk is full.", "Make room.", "ab12")
    monkeypatch.setattr(pages_data, "not_shown", lambda: told)
    text = seen(manager, "/imports/")
    assert "Import 2018-02-28-0002 cannot be shown." in text
    assert "of data as at 31 January 2018" in text
    assert "The disk is full. Make room. Reference ab12." in text
    manager.logout()
    assert "cannot be shown" not in anyone.get("/sign-in/").content.decode()
