"""What a browser alone can show of packs: the locked file opens, and a print is the same again."""

from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from holdfast.evidence.documents.as_html import as_html
from holdfast.evidence.documents.as_pdf import as_pdf
from holdfast.evidence.documents.document import PrintedDocument, PrintedSection, table_of
from holdfast.evidence.documents.locked import as_locked_html
from tests.browser.looking import faults, resize, sideways

pytestmark = pytest.mark.browser

WORDS = "four words that rhymé"
ROWS = [("Kelp <b>Nettle</b>", "Almond Thrift", 3), ("Periwinkle", "Nobody is recorded", 0)]
DOCUMENT = PrintedDocument(
    "Who holds whom",
    "For the day on which the systems are down",
    (("Figures as at", "31 January 2018"),),
    (
        PrintedSection(
            "A team", (table_of("Two children", ("Child", "Held by", "Overdue"), ROWS, (2,)),)
        ),
    ),
    wide=True,
)


def test_the_locked_file_opens_in_a_browser_without_a_network(
    browser: Browser, tmp_path: Path
) -> None:
    file = tmp_path / "contingency.html"
    file.write_bytes(as_locked_html(DOCUMENT, WORDS))
    context = browser.new_context(offline=True)
    page = context.new_page()
    heard: list[str] = []
    page.on("console", lambda one: heard.append(one.text) if one.type == "error" else None)
    page.goto(file.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Who holds whom")
    assert faults(page) == []
    # By keyboard alone: the field, and Enter.
    page.get_by_label("Passphrase").fill("four words that rhyme")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("not right", timeout=60_000)
    assert page.get_by_text("Almond Thrift").count() == 0
    page.get_by_label("Passphrase").fill(f" {WORDS} ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Almond Thrift")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Kelp <b>Nettle</b>")).to_be_visible()  # a cell stays text
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert not page.get_by_label("Passphrase").is_visible()
    assert faults(page) == []
    resize(page, {"width": 320, "height": 640})
    assert not sideways(page)
    assert heard == []
    context.close()


def test_a_document_prints_as_the_same_file_each_time(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "board.html"
    page.write_bytes(as_html(DOCUMENT))
    for name in ("first.pdf", "second.pdf"):
        as_pdf(page, date(2018, 1, 31), tmp_path / name)
    first, second = ((tmp_path / name).read_bytes() for name in ("first.pdf", "second.pdf"))
    assert first.startswith(b"%PDF-")
    assert first == second
    assert b"(D:20180131000000" in first
    assert {one.name for one in tmp_path.iterdir()} == {"board.html", "first.pdf", "second.pdf"}
