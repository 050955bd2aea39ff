"""A census file sent to the page: checked, told, and gone."""

import csv
import re
import stat
from dataclasses import replace
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client
from python_calamine import CalamineWorkbook

from holdfast.errors import NotFound
from holdfast.returns.cin_census import file_check
from holdfast.returns.cin_census.form import FORM as CENSUS
from holdfast.returns.register import RETURNS
from holdfast.web import uploads
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages.returns import check as returns_check
from holdfast.web.people.roles import EVERYTHING
from holdfast.web.uploaded_checks import CHECKS
from tests.pages.returned import ERROR, FAULTS, QUERY, UNREADABLE, VALUES, text_of
from tests.returns.cin_census.building import census

FORM = "/returns/cin/check/"
TEXT = census(FAULTS)
# A file's own name may name a child.
NAME = "MU000001 Wren Madeup.xml"


def send(client: Client, text: str | bytes, **others: str) -> HttpResponse:
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile(NAME, content, "text/xml")
    answer: HttpResponse = client.post(FORM, {"file": file} | others)
    return answer


def sent(client: Client, text: str = TEXT, **others: str) -> str:
    """The address of the check of a file."""
    answer = send(client, text, **others)
    assert answer.status_code == 302, answer.content.decode()
    assert re.fullmatch(r"/returns/cin/check/[0-9a-f]{32}/", answer["Location"])
    return str(answer["Location"])


def problem(answer: HttpResponse) -> str:
    text = " ".join(answer.content.decode().split())
    assert answer.status_code == 200
    assert "<title>Error: Check a census file" in text
    found = re.search(r'<a href="#file">(.*?)</a>', text)
    assert found is not None
    return found[1]


def left() -> list[Path]:
    return list(uploads.folder().iterdir())


def test_the_form_says_what_becomes_of_the_file(manager: Client, home: Path) -> None:
    text = text_of(manager, FORM)
    assert "deleted as soon as it has been checked" in text
    assert "up to 200 MB" in text
    assert 'enctype="multipart/form-data"' in text


def test_a_file_is_checked_and_what_was_found_is_shown(manager: Client, recent: Path) -> None:
    text = text_of(manager, sent(manager))
    assert "Check of a census file" in text
    assert "Children in need census 2025/26, checked on" in text
    assert f"?rule={ERROR}" in text
    assert "Children in the census" in text
    assert "The record does not know the child" in text


def test_a_file_can_be_checked_before_any_import(manager: Client, home: Path) -> None:
    text = text_of(manager, sent(manager))
    assert "no record that knows these children" in text
    assert f"?rule={ERROR}" in text


def test_nothing_of_the_file_is_left(manager: Client, recent: Path) -> None:
    before = {one for one in recent.rglob("*") if one.is_file()}
    sent(manager)
    send(manager, "<Return/>")
    assert left() == []
    assert {one for one in recent.rglob("*") if one.is_file()} - before == set()


def test_while_it_is_checked_only_we_may_read_it(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[tuple[str, int, int]] = []

    def look(path: Path, year: int | None) -> Any:
        file, folder = (stat.S_IMODE(one.stat().st_mode) for one in (path, path.parent))
        seen.append((path.name, file, folder))
        raise NotFound("looked", "")

    monkeypatch.setitem(RETURNS, "cin", replace(RETURNS["cin"], check_file=look))
    send(manager, TEXT)
    ((name, file, folder),) = seen
    assert (file, folder) == (0o600, 0o700)
    assert "MU0" not in name
    assert left() == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "empty"),
        ("\n \n", "empty"),
        ("<Return/>", ""),
        ("name,born\n", ""),
        ("<!DOCTYPE x [<!ENTITY a 'b'>]><Message><Children/></Message>", "DOCTYPE"),
        (census({}, 2019), "2019"),
        (census({"Header": [{"Year": "x", "ReferenceDate": "y"}]}), "which year"),
        (b"\x00\xff\x00\xff" * 50, ""),
    ],
)
def test_what_cannot_be_checked_is_told_by_the_form(
    text: str | bytes, says: str, manager: Client, home: Path
) -> None:
    assert says in problem(send(manager, text))
    assert left() == []


def test_no_file_at_all_is_told_by_the_form(manager: Client, home: Path) -> None:
    assert problem(manager.post(FORM, {"year": ""})) == "Choose a census file"
    assert problem(manager.post(FORM, {"file": "text"})) == "Choose a census file"


def test_a_file_that_is_too_large_is_not_taken_in(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LARGEST_UPLOAD", 200)
    never = replace(RETURNS["cin"], check_file=lambda *_: pytest.fail("it was checked"))
    monkeypatch.setitem(RETURNS, "cin", never)
    monkeypatch.setattr(uploads, "TemporaryUploadedFile", lambda *_: pytest.fail("written down"))
    assert "larger than 200 MB" in problem(send(manager, TEXT))
    assert left() == []


def test_a_year_may_be_named_where_the_file_names_a_wrong_one(manager: Client, home: Path) -> None:
    text = census({"Header": [{"Year": "x", "ReferenceDate": "y"}]})
    assert "census 2024/25" in text_of(manager, sent(manager, text, year="2025"))
    assert "Rules that were not run, and why" in text_of(manager, sent(manager, text, year="2025"))


def test_a_broken_child_is_told_by_its_lines_and_the_rest_is_checked(
    manager: Client, home: Path
) -> None:
    text = text_of(manager, sent(manager, TEXT.replace("</CINdetails>", "</CINdetail>", 1)))
    assert "Lines that could not be read" in text
    assert "1 stretch of the file could not be read" in text
    assert "MU000001" not in text


def test_a_file_cut_short_is_told_above_all(manager: Client, home: Path) -> None:
    cut = TEXT[: TEXT.rindex("<Child>")]
    assert "The file stops before its end" in text_of(manager, sent(manager, cut))


def test_a_clean_file_says_so_only_when_all_was_looked_at(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = tuple(one for one in returns_check_rules() if one.code.startswith("HF"))
    rules = ours + tuple(one for one in returns_check_rules() if one.code == ERROR)
    monkeypatch.setattr(file_check, "FORM", replace(CENSUS, rules_of=lambda year: rules))
    clean = text_of(manager, sent(manager, census({})))
    assert "Nothing was found: every rule was run" in clean
    headless = census({"Header": [{"ReferenceDate": "y"}]})
    rules = ours + tuple(one for one in returns_check_rules() if one.code == "8696")
    assert "Nothing was found" not in text_of(manager, sent(manager, headless))


def returns_check_rules() -> Any:
    from holdfast.returns.cin_census.register import rules_of

    return rules_of(2026)


def test_the_findings_are_listed_with_their_lines(manager: Client, recent: Path) -> None:
    address = sent(manager)
    text = text_of(manager, f"{address}findings/?rule={ERROR}")
    line = next(n for n, one in enumerate(TEXT.splitlines(), 1) if one == "<Assessments>")
    assert f"line {line}" in text
    assert "MU000001" in text
    assert 'href="/children/' in text
    row = AuditRow.objects.exclude(kind__in=["shown", "taken"]).last()
    assert (row.kind, row.page) == ("list", "findings in a census file")


def test_a_day_that_does_not_exist_is_told_as_such(manager: Client, recent: Path) -> None:
    text = text_of(manager, f"{sent(manager)}findings/?rule={UNREADABLE}")
    assert "1 finding about 1 child" in text
    assert "This is no day: it does not exist" in text
    assert "2025-02-30" not in text


def test_a_query_in_a_file_is_answered_as_in_the_record(manager: Client, recent: Path) -> None:
    address = sent(manager)
    text = text_of(manager, f"{address}findings/?rule={QUERY}")
    found = re.search(rf'href="({address}findings/[0-9a-f]{{20}}/)"', text)
    assert found is not None
    answer = manager.post(found[1], {"reason": "A court is waited for."})
    assert answer["Location"] == f"{found[1]}?kept=1"
    assert "A court is waited for." in text_of(manager, found[1])
    assert "1 answered" in text_of(manager, f"{address}findings/")
    # The same row of the same child in the record's own census has the same answer.
    assert "1 answered" in text_of(manager, "/returns/cin/findings/")


def test_the_files_to_take_away(manager: Client, recent: Path) -> None:
    address = sent(manager)
    held = manager.get(f"{address}findings.csv?rule={ERROR}")
    assert held["Content-Disposition"] == 'attachment; filename="census-2026-check.csv"'
    (row,) = csv.DictReader(StringIO(held.content.decode("utf-8-sig")))
    assert (row["code"], row["child"]) == (ERROR, "MU000001")
    book = manager.get(f"{address}workbook.xlsx")
    assert book["Cache-Control"] == "no-store"
    sheets = CalamineWorkbook.from_filelike(BytesIO(book.content))
    assert sheets.sheet_names == ["Rules", "Teams", "Findings"]
    assert left() == []
    acts = [(row.kind, row.page) for row in AuditRow.objects.exclude(kind__in=["shown", "taken"])]
    assert ("download", "workbook of a census file") in acts
    assert ("download", "findings in a census file") in acts


def test_the_log_says_that_a_file_was_checked_and_nothing_of_it(
    manager: Client, recent: Path, caplog: pytest.LogCaptureFixture
) -> None:
    address = sent(manager)
    text_of(manager, f"{address}findings/")
    row = AuditRow.objects.get(kind="check")
    assert (row.who, row.page, row.target) == ("manager", "census file", "")
    assert row.detail.startswith("census of 2026: 5 children, ")
    # Whom the list showed stands in rows of their own, by number alone.
    shown = AuditRow.objects.filter(kind="shown")
    others = " ".join(one.target for one in AuditRow.objects.exclude(kind="shown"))
    said = others + " ".join(one.detail + one.page for one in AuditRow.objects.all()) + caplog.text
    assert not [value for value in [*VALUES, "Wren"] if value in said]
    assert shown.exists()
    assert verify_chain().rows == 2 + shown.count()


PARTS = ["", "findings/", "findings.csv", "workbook.xlsx", "findings/x/"]


@pytest.mark.parametrize("part", PARTS)
def test_a_check_is_for_the_session_that_sent_the_file(
    part: str, manager: Client, home: Path
) -> None:
    address = sent(manager)
    for name in ("another", "manager"):
        user, _ = User.objects.get_or_create(username=name)
        give_role(by="a test", user=user, role=EVERYTHING)
        other = Client()
        other.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
        assert "not held any more" in text_of(other, address + part, 404)
    assert Client().get(address + part)["Location"].startswith("/sign-in/")


def test_a_check_is_let_go_when_asked(manager: Client, home: Path) -> None:
    address = sent(manager)
    assert manager.get(f"{address}forget/").status_code == 405
    assert manager.post(f"{address}forget/")["Location"] == FORM
    assert "Check the file again" in text_of(manager, address, 404)


def test_signing_out_lets_go_every_check_of_the_session(manager: Client, home: Path) -> None:
    ticket = sent(manager).split("/")[-2]
    assert ticket in CHECKS._held
    manager.post("/sign-out/")
    assert ticket not in CHECKS._held


def test_two_files_are_not_checked_at_once(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(returns_check, "PATIENCE", 0.01)
    with returns_check._CHECKING:
        assert problem(send(manager, TEXT)) == "Another file is being checked just now."
    sent(manager)


def test_nobody_signed_out_leaves_a_file_here(
    anyone: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "TemporaryUploadedFile", lambda *_: pytest.fail("written down"))
    assert send(anyone, TEXT)["Location"].startswith("/sign-in/")


def test_no_other_page_takes_a_file_in(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "TemporaryUploadedFile", lambda *_: pytest.fail("written down"))
    file = SimpleUploadedFile(NAME, b"<x/>")
    assert manager.post("/children/", {"file": file, "number": "x"}).status_code == 200


def test_without_the_form_s_token_nothing_is_checked(home: Path) -> None:
    strict = Client(enforce_csrf_checks=True)
    user, _ = User.objects.get_or_create(username="manager")
    give_role(by="a test", user=user, role=EVERYTHING)
    strict.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    assert send(strict, TEXT).status_code == 403
    assert left() == []


def test_what_a_stopped_machine_left_behind_is_swept_away(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = uploads.folder() / "old.xml"
    old.write_text("x", encoding="utf-8")
    (uploads.folder() / "half").mkdir()
    monkeypatch.setattr(uploads, "LEFT_BEHIND", -1)
    uploads.sweep()
    assert left() == []


@pytest.mark.parametrize("when", ["write", "seek"])
def test_what_the_disk_refuses_is_told_and_nothing_of_it_stays(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    def refuse(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    full = type("Full", (TemporaryUploadedFile,), {when: refuse})
    monkeypatch.setattr(uploads, "TemporaryUploadedFile", full)
    assert "disk of the machine" in problem(send(manager, TEXT))
    assert left() == []


def test_a_file_goes_with_its_request_even_where_the_page_fails(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Any] = []  # as a traceback in somebody's hands would hold it

    def fail(request: HttpRequest, noun: str) -> None:
        held.append(request.FILES)
        raise ZeroDivisionError

    monkeypatch.setattr(returns_check, "_sent", fail)
    assert send(manager, TEXT).status_code == 500
    assert held
    assert left() == []


def test_a_file_for_a_page_that_takes_none_is_not_even_read(manager: Client, home: Path) -> None:
    long = SimpleUploadedFile(NAME, b"x" * (uploads.LONGEST_FORM + 1))
    answer = manager.post("/children/", {"file": long})
    assert (answer.status_code, answer["Connection"]) == (413, "close")
    long.seek(0)
    manager.logout()
    assert manager.post(FORM, {"file": long}).status_code == 413


def test_a_server_that_starts_deletes_what_a_killed_one_has_left(home: Path) -> None:
    (uploads.folder() / "left.xml").write_text("made up", encoding="utf-8")
    (uploads.folder() / "half").mkdir()
    uploads.begin.__wrapped__()
    assert left() == []
    (uploads.folder() / "in_use.xml").write_text("made up", encoding="utf-8")
    uploads.begin.__wrapped__()  # another server: the first still lives
    assert [one.name for one in left()] == ["in_use.xml"]
    (uploads.folder() / "in_use.xml").unlink()
