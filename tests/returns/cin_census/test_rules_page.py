"""The handbook's page of rules is as the declarations and the examples are."""

from tests.census_rules_page import PAGE, page


def test_the_page_of_the_handbook_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m tests.census_rules_page"
