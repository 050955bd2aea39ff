"""Data sent to the page before an import: looked through, told, and gone."""

import re
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_LZMA

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from holdfast.clocks.register import CLOCKS
from holdfast.limits import ReadLimit
from holdfast.record.store.draft import locked
from holdfast.web import unpacking, uploads
from holdfast.web.audit.models import AuditRow
from tests.pages.returned import text_of
from tests.pages.sent import FAULTY, packed, zipped
from tests.returns.cin_census.building import census
from tests.sources.annex_a_made import page, workbook
from tests.sources.cin_made import RICH
from tests.sources.ssd_made import COUNCIL, PERSON, PLAN, VISIT, Row, lines

FORM = "/imports/survey/"
MONTH_FIRST: list[Row] = [
    {**VISIT, "cppv_cp_visit_id": str(n), "cppv_cp_visit_date": day}
    for n, day in enumerate(["1/24/2018", "1/4/2018"])
]


def send(
    client: Client, content: bytes, name: str = "Wren Madeup.zip", kind: str = "ssd", day: str = ""
) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    answer: HttpResponse = client.post(FORM, {"file": file, "kind": kind, "as-at": day})
    return answer


def shown(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    text = " ".join(answer.content.decode().split())
    assert "<title>What was found in the data" in text
    return text


def problem(answer: HttpResponse) -> str:
    assert answer.status_code == 200
    text = " ".join(answer.content.decode().split())
    assert "<title>Error: Look through data" in text
    return text.partition('<a href="#file">')[2].partition("</a>")[0]


def left(home: Path) -> list[Path]:
    """Files that an import, a survey or an upload would leave."""
    below = ("uploads", "surveys", "snapshots", "incoming", "derived")
    return [one for name in below for one in (home / name).rglob("*") if one.is_file()]


def test_the_form_says_what_becomes_of_the_file(manager: Client, home: Path) -> None:
    text = text_of(manager, FORM)
    assert "Nothing is imported" in text
    assert "up to 200 MB" in text


def test_the_list_of_imports_leads_to_it(manager: Client, home: Path) -> None:
    assert FORM in text_of(manager, "/imports/")


def test_a_zip_is_looked_through_and_nothing_is_left(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed(), day="2018-01-31"))
    assert "The Standard Safeguarding Dataset as at 31 January 2018" in text
    assert "ssd_cp_visits" in text
    assert left(home) == []
    assert not (home / "current").exists()


def test_what_to_correct_first_is_shown_first(manager: Client, home: Path) -> None:
    answer = send(manager, packed(ssd_cp_visits=MONTH_FIRST), day="2018-01-31")
    text = shown(answer)
    assert "seems to be written month before day" in text
    assert text.index("What to correct first") < text.index("Tables")


def main(text: str) -> str:
    return text.partition("<main")[2].partition("</main")[0]


def folds(text: str) -> dict[str, tuple[bool, str]]:
    """The folds of a page by their summary: whether each is open, and what it holds."""
    found = re.findall(
        r'<details class="govuk-details"( open)?> <summary[^>]*><span[^>]*>(.*?)</span></summary>'
        r"(.*?)</details>",
        main(text),
    )
    return {summary: (bool(opened), held) for opened, summary, held in found}


def fold(text: str, beginning: str) -> tuple[str, bool, str]:
    """The one fold whose summary begins so."""
    found = [(s, *rest) for s, rest in folds(text).items() if s.startswith(beginning)]
    assert len(found) == 1, list(folds(text))
    return found[0]


def test_a_column_with_two_faults_is_one_row(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed(ssd_cp_visits=FAULTY["ssd_cp_visits"]), day="2018-01-31"))
    first = text.partition("What to correct first")[2].partition("</table>")[0]
    assert first.count("ssd_cp_visits: cppv_cp_visit_date") == 1
    assert "It is not written as a day (2)<br>There is no such day (1)" in first
    assert "1 column or table holds something to correct, in 3 cells or rows." in text


def test_the_worst_dozen_is_shown_and_the_rest_is_folded(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed(**FAULTY), day="2018-01-31"))
    first = text.partition("What to correct first")[2].partition("</table>")[0]
    assert first.count("<tr") == 1 + 12
    number = int(text.partition(" columns or tables hold something to correct")[0].split(">")[-1])
    _, opened, held = fold(text, f"{number - 12} more column")
    assert not opened
    assert held.count("<tr") == 1 + number - 12


def test_every_other_part_is_folded_with_its_count(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed(**FAULTY), day="2018-01-31"))
    below = main(text).partition("What the data holds")[2]
    assert below.count("<table") == below.count("<details") > 4
    summary, opened, held = fold(text, "What each clock will be able to answer")
    assert (f": {len(CLOCKS)} clocks, " in summary, opened) == (True, False)
    assert held.count("<tr") == 1 + len(CLOCKS)


def test_a_part_that_is_short_or_has_something_to_correct_is_open(
    manager: Client, home: Path
) -> None:
    plans: list[Row] = [
        {**PLAN, "cppl_cp_plan_id": word, "cppl_cp_plan_initial_category": word}
        for word in ("Wib", "Wob", "Wub", "Web", "Wab", "Wyb", "Wabble")
    ]
    text = shown(send(manager, packed(ssd_cp_plans=plans), day="2018-01-31"))
    summary, opened, _ = fold(text, "Words that nobody knows")
    assert (summary.endswith(": 7 words"), opened) == (True, True)
    _, opened, _ = fold(text, "What each clock")
    assert not opened


def test_no_table_is_written_with_a_capital_and_sentences_are(manager: Client, home: Path) -> None:
    row = {**PERSON, "our_own_column": "x", "pers_sex": "Wibble"}
    text = shown(send(manager, packed(ssd_person=[row]), day="2018-01-31"))
    assert "our_own_column" in text
    assert not re.search(r">\s*(Ssd|Our|Pers|Cppl)_", text)
    assert ">Found<" in text
    assert ">Not known, and not read<" in text


def test_how_the_day_is_known_is_said_without_the_command_line(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed()))
    assert "As-at day: taken from the latest event in the data." in text
    assert "--as-at" not in text


def test_a_workbook_is_looked_through(manager: Client, home: Path, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", page(3, {"Date of referral": "5/1/2018"}))
    text = shown(send(manager, path.read_bytes(), "a.xlsx", "annex-a", "2018-01-31"))
    assert "List 3: Referral" in text
    path.unlink()
    assert left(home) == []


def test_a_census_is_looked_through(manager: Client, home: Path) -> None:
    text = shown(send(manager, census(RICH).encode(), "c.xml", "cin-census"))
    assert "Children in need censuses as at" in text


def test_one_table_is_known_by_its_headings(manager: Client, home: Path) -> None:
    content = lines(COUNCIL["ssd_cp_visits"]).encode()
    assert "ssd_cp_visits" in shown(send(manager, content, "x.csv", day="2018-01-31"))


def test_no_name_of_the_upload_and_no_child_is_shown(manager: Client, home: Path) -> None:
    text = shown(send(manager, packed()))
    assert "Wren" not in text
    assert "Dulse" not in text
    assert "MU1" not in text


def test_that_it_was_done_is_recorded_without_names(manager: Client, home: Path) -> None:
    shown(send(manager, packed()))
    row = AuditRow.objects.order_by("number").last()
    assert row is not None
    assert (row.kind, row.page) == ("survey", "data to import")
    assert "Wren" not in row.detail


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"PK\x03\x04 cut short", "x.zip", "damaged"),
        (zipped({"readme.docx": "x"}), "x.zip", "holds no file that could be read"),
        (zipped({"ssd_person.csv": "x"}, ZIP_LZMA), "x.zip", "packed in an unusual way"),
        (zipped({"ssd_person.csv": "x"}, ZIP_BZIP2), "x.zip", "packed in an unusual way"),
        (zipped({"a/ssd_person.csv": "x", "b/ssd_person.csv": "y"}), "x.zip", "two files"),
        (zipped({"nothing.csv": "a,b\n1,2\n"}), "x.zip", "no table of the Standard"),
        (b"", "x.csv", ""),
        (b"name", "x.exe", ""),
    ],
)
def test_what_cannot_be_read_is_told_by_the_form(
    content: bytes, name: str, says: str, manager: Client, home: Path
) -> None:
    assert says in problem(send(manager, content, name))
    assert left(home) == []


def test_a_zip_that_unpacks_to_a_disk_full_is_refused(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "ARCHIVE_RATIO", ReadLimit("", 1, "times", ""))
    monkeypatch.setattr(settings, "LARGEST_UPLOAD", 100_000)
    answer = send(manager, zipped({"ssd_person.csv": "x" * 200_000}))
    assert "unpacks to more" in problem(answer)
    assert left(home) == []


def test_a_zip_lays_nothing_outside_its_folder(manager: Client, home: Path) -> None:
    person = lines(COUNCIL["ssd_person"])
    send(manager, zipped({"../../ssd_person.csv": person, "/ssd_cp_plans.csv": person}))
    assert list(home.rglob("ssd_*")) == []


def test_a_kind_or_a_day_that_is_none_is_told(manager: Client, home: Path) -> None:
    assert problem(send(manager, packed(), kind="other")) == "Choose what kind of data it is"
    assert "year-month-day" in problem(send(manager, packed(), day="31/01/2018"))
    assert problem(manager.post(FORM, {"kind": "ssd"})) == "Choose a file"


def test_a_file_that_is_too_large_is_not_taken_in(
    manager: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LARGEST_UPLOAD", 200)
    monkeypatch.setattr(uploads, "TemporaryUploadedFile", lambda *_: pytest.fail("written down"))
    assert "larger than" in problem(send(manager, packed()))


def test_while_another_is_looked_at_one_is_told_to_wait(manager: Client, home: Path) -> None:
    (home / "surveys").mkdir()
    with locked(home / "surveys.lock"):
        assert "Another survey" in problem(send(manager, packed()))


def test_a_file_sent_without_signing_in_is_let_go_by(anyone: Client, home: Path) -> None:
    answer = anyone.post(FORM, {"file": SimpleUploadedFile("x.zip", packed()), "kind": "ssd"})
    assert answer.status_code == 302
    assert left(home) == []
