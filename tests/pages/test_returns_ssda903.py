"""The pages of the looked-after return: its files sent to the page, its rules, the record's own."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.pages.returned import text_of
from tests.returns.ssda903.building import write_return

CHECK = "/returns/ssda903/check/"
ROWS = {
    "Header": [{"CHILD": "C1", "SEX": "F", "DOB": "30/02/2012", "ETHNIC": "XXXX"}],
    "Episodes": [{"CHILD": "C1", "DECOM": "01/05/2025", "RNE": "S"}],
}


@pytest.fixture
def packed(tmp_path: Path) -> bytes:
    folder = write_return(tmp_path / "return", ROWS, whole=False)
    held = BytesIO()
    with ZipFile(held, "w") as archive:
        for path in folder.glob("*.csv"):
            archive.write(path, path.name)
    return held.getvalue()


def test_the_form_asks_for_a_zip(manager: Client, home: Path) -> None:
    text = text_of(manager, CHECK)
    assert "A zip of the CSV files that go to DfE, or the XML file" in text
    assert 'accept=".zip,.xml"' in text


def test_a_zip_is_checked_and_what_was_found_is_shown(
    manager: Client, home: Path, packed: bytes
) -> None:
    file = SimpleUploadedFile("Wren Madeup.zip", packed, "application/zip")
    answer = manager.post(CHECK, {"file": file, "year": "2026"})
    assert answer.status_code == 302, answer.content.decode()
    text = text_of(manager, answer["Location"])
    assert "Looked-after children return (SSDA903) 2025/26, checked on" in text
    assert "?rule=103" in text
    assert "o file of Reviews was given" in text
    found = text_of(manager, f"{answer['Location']}findings/")
    assert "The date of birth is missing or no day." in found


def test_the_record_is_checked_and_each_return_leads_to_the_other(
    manager: Client, recent: Path
) -> None:
    text = text_of(manager, "/returns/ssda903/")
    assert "Sent today, the looked-after return would" in text
    assert 'href="/returns/cin/"' in text
    assert 'href="/returns/ssda903/"' in text_of(manager, "/returns/cin/")


def test_every_rule_is_listed_with_its_state_and_its_reading(manager: Client, recent: Path) -> None:
    text = _register(manager, 2026)
    assert "SW19STG2" in text
    assert "not run" in text.lower()
    assert "/returns/ssda903/rules/710/" in _register(manager, 2027)
    one = text_of(manager, "/returns/ssda903/rules/231/?year=2026")
    assert "11 on the last day of the year passes" in one


def _register(manager: Client, year: int) -> str:
    pages = (f"/returns/ssda903/rules/?year={year}&page={page}" for page in (1, 2, 3))
    return " ".join(text_of(manager, page) for page in pages)


def test_rules_of_other_years_are_listed_as_not_in_force(manager: Client, recent: Path) -> None:
    text = text_of(manager, "/returns/ssda903/rules/?year=2026")
    assert "not in force in 2025/26 (24)" in text
    assert "New with 2026/27" in text
    assert "Withdrawn with 2024/25" in text
    assert "DfE&#x27;s lists do not say which rule is an error" in text
    one = text_of(manager, "/returns/ssda903/rules/217t/?year=2026")
    assert "is not in force in the looked-after return of 2025/26: withdrawn with 2024/25" in one
