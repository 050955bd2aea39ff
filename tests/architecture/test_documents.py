"""Every block of every page says what the declarations say today, and is made by something."""

from collections import Counter
from pathlib import Path

import pytest

from docs.building.blocks import BadPage, block_names, block_text, renewed
from docs.building.register import KEPT, MAKERS, ROOT, as_it_should_be, pages

PAGES = {path.relative_to(ROOT).as_posix(): path for path in pages()}
MAKERS_HERE = {"number": lambda: "7", "rows": lambda: "| a |\n|---|\n| b |\n"}
INLINE = "There are <!-- made: number -->6<!-- end --> clocks."
LINES = "Above.\n\n<!-- made: rows -->\nold\n<!-- end -->\n\nBelow."


@pytest.mark.parametrize("page", PAGES.values(), ids=list(PAGES))
def test_a_page_is_as_declarations_have_it(page: Path) -> None:
    assert page.read_text(encoding="utf-8") == as_it_should_be(page), "run make docs"


def test_every_block_that_can_be_made_stands_in_a_page() -> None:
    named = Counter(
        name for page in PAGES.values() for name in block_names(page.read_text(encoding="utf-8"))
    )
    unused = {*MAKERS, *KEPT} - set(named)
    assert unused == set(), "put its marks into the page where a reader looks for it"
    assert len(PAGES) > 8


def test_a_block_within_a_sentence_is_written_anew() -> None:
    page = renewed(INLINE, MAKERS_HERE)
    assert page == INLINE.replace("6", "7")
    assert block_text(page, "number") == "7"
    assert block_text(page, "another") == ""


def test_a_block_of_lines_keeps_its_marks_on_lines_of_their_own() -> None:
    page = renewed(LINES, MAKERS_HERE)
    assert page == LINES.replace("old", "| a |\n|---|\n| b |")
    assert renewed(page, MAKERS_HERE) == page


def test_an_empty_block_is_filled() -> None:
    assert "| b |\n<!-- end -->" in renewed("<!-- made: rows -->\n<!-- end -->", MAKERS_HERE)


def test_a_block_that_is_kept_is_left_as_it_stands() -> None:
    assert renewed(INLINE, {}, kept=["number"]) == INLINE


@pytest.mark.parametrize(
    "page",
    [
        "<!-- made: nonesuch --><!-- end -->",
        "<!-- made: number -->6",
        "6<!-- end -->",
        "<!-- made: number -->6 and <!-- made: number -->6<!-- end -->",
    ],
)
def test_marks_that_make_no_block_are_refused(page: str) -> None:
    with pytest.raises(BadPage):
        renewed(page, MAKERS_HERE)
