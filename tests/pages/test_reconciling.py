"""A council's own list sent to the page: compared, told in the answer, and gone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.exclusions import FILE
from holdfast.query.listed_duty import ListedDuty
from holdfast.web import data as pages_data
from holdfast.web import uploads
from holdfast.web.audit.models import AuditRow

FORM = "/reconcile/"
CLOCK = "mgmt_oversight"
# A file's own name may name a child.
NAME = "MU000001 Wren Madeup.csv"


def send(client: Client, text: str | bytes, query: str = "", **others: str) -> HttpResponse:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(NAME, content, "text/csv")
    given = {"clock": CLOCK, "status": "overdue"} | others | {"file": file}
    answer: HttpResponse = client.post(FORM + query, given)
    return answer


def words(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def problem(answer: HttpResponse) -> str:
    text = words(answer)
    assert "<title>Error: Compare a list of your own" in text
    found = re.search(r'<a href="#file">(.*?)</a>', text)
    assert found is not None
    return found[1]


def overdue() -> list[str]:
    rows = due(pages_data.outlook(), Wanted(STATUSES["overdue"], clock=CLOCK))
    return sorted({duty.child for duty in rows if duty.child})


def test_the_form_names_every_clock_of_children(manager: Client, council: Path) -> None:
    text = words(manager.get(f"{FORM}?clock=cp_visit"))
    assert '<option value="cp_visit" selected>' in text
    assert 'value="supervision_person"' not in text
    assert "Nothing of it is kept" in text


def test_a_list_is_compared_in_the_answer(manager: Client, council: Path) -> None:
    ours = overdue()
    assert len(ours) > 2
    listed = "Child ID,Due\n" + "".join(f"{child},\n" for child in ours[1:]) + "ZZ9,31/02/2018\n"
    answer = send(manager, listed)
    text = words(answer)
    assert "Only on our list: 1" in text
    assert "Only on your list: 1" in text
    assert "No child in the record has this number" in text
    assert "cannot be read, left out: 1" in text
    # A child of the record is led to by a handle; nobody's number is in an address.
    assert (
        f'<a class="govuk-link" href="/children/{pages_data.handle(ours[0])}/">{ours[0]}</a>'
        in text
    )
    assert not re.search(rf'href="[^"]*({ours[0]}|ZZ9)', text)
    assert NAME not in text
    assert "no-store" in answer["Cache-Control"]


def test_nothing_of_the_list_is_left_and_the_audit_log_names_no_child(
    manager: Client, council: Path
) -> None:
    ours = overdue()
    before = {one for one in council.rglob("*") if one.is_file()}
    send(manager, f"Child ID\n{ours[0]}\n")
    send(manager, "Name\nA\n")
    assert list(uploads.folder().iterdir()) == []
    assert {one for one in council.rglob("*") if one.is_file()} == before
    (row,) = AuditRow.objects.filter(kind="reconcile")
    assert (row.who, row.page, row.target) == ("manager", "council list", "")
    assert f"{CLOCK} overdue, as at 2018-01-31: 1 rows, 1 agree" in row.detail
    assert ours[0] not in row.detail


@pytest.mark.parametrize(
    ("text", "others", "says"),
    [
        ("", {}, "The list is empty."),
        ("Name\nA\n", {}, "The list has no column that is known"),
        ("Child ID\n", {}, "The list has headings and no rows."),
        ("Child ID\nC1\n", {"column": "Ref"}, "no column of the name given"),
        ("Child ID\nC1\n", {"clock": ""}, "Choose the clock that the list is of"),
        ("Child ID\nC1\n", {"clock": "nothing"}, "There is no clock of that key."),
        ("Child ID\nC1\n", {"status": "bad"}, "Choose how the duties of the list stand"),
        (b"PK\x03\x04" + b"\0" * 20, {}, "The list is a workbook."),
        (b"\x00\xff\x00\xff" * 50, {}, "The list"),
    ],
)
def test_what_cannot_be_compared_is_told_by_the_form(
    text: str | bytes, others: dict[str, str], says: str, manager: Client, council: Path
) -> None:
    assert says in problem(send(manager, text, **others))
    assert list(uploads.folder().iterdir()) == []


def test_no_file_and_too_large_a_file_are_told(
    manager: Client, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert problem(manager.post(FORM, {"clock": CLOCK})) == "Choose a list"
    monkeypatch.setattr(settings, "LARGEST_UPLOAD", 100)
    assert "larger than" in problem(send(manager, "Child ID\n" + "C1\n" * 100))


def test_the_list_is_compared_on_the_day_asked_for(manager: Client, council: Path) -> None:
    text = words(send(manager, "Child ID\nZZ9\n", "?as_at=2017-06-30"))
    assert "on 30 June 2017" in text


@pytest.fixture
def excluded(council: Path) -> Iterator[ListedDuty]:
    """A duty excluded in writing: on the first page of the list and of its child."""
    listed = due(pages_data.outlook(), Wanted(STATUSES["overdue"], clock=CLOCK), limit=50)
    one = max(listed, key=lambda duty: str(duty.started))
    place = council / FILE
    place.write_text(
        "child,clock,since,until,reason,by,on\n"
        f"{one.child},{CLOCK},,,Seen elsewhere,A manager,2018-02-01\n",
        encoding="utf-8",
    )
    yield one
    place.unlink()


def test_a_duty_excluded_in_writing_is_told_and_stays_in_every_list(
    manager: Client, excluded: ListedDuty
) -> None:
    child = excluded.child or ""
    listed = f"/due/?clock={CLOCK}&status=overdue&also=closed"
    assert "excluded: Seen elsewhere" in words(manager.get(listed))
    handle = pages_data.handle(child)
    assert "Excluded: Seen elsewhere" in words(manager.get(f"/children/{handle}/clocks/"))
    assert "Seen elsewhere" in manager.get(f"/due.csv?clock={CLOCK}&also=closed").content.decode()
    text = words(send(manager, "Child ID\nZZ9\n"))
    assert "Excluded in writing: 1" in text
    assert "Excluded by A manager on 1 February 2018: Seen elsewhere" in text
