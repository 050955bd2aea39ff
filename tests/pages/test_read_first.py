"""What must be read first stands first on long pages; what is looked up lies under a fold."""

import re
from datetime import date

import pytest
from django.test import Client

from holdfast.measures.cases.groups import By
from holdfast.measures.choices import MeasureChoices
from holdfast.measures.figure_groups import place_of
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.pace.level_words import change_in_words
from holdfast.measures.register import measure
from holdfast.query.fairness.groups import NO_TEAM, NOT_RECORDED, REFUSED, UNBORN
from holdfast.web.pages.measures.measure_facts import what_it_counts

pytestmark = pytest.mark.usefixtures("council")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def folded(text: str) -> str:
    """What the folds of a page hold; no fold lies in another."""
    return "".join(re.findall(r"<details.*?</details>", text, re.DOTALL))


def test_the_twelve_charts_fold_their_table_and_how_they_are_read(manager: Client) -> None:
    under = folded(seen(manager, "/progress/"))
    assert "Each month is a group of its own" in under
    assert 'id="table-the-latest-month-of-each-chart"' in under
    assert "holdfast-progress__said" not in under


def test_what_must_be_read_first_stands_before_what_is_looked_up(manager: Client) -> None:
    text = seen(manager, "/measures/seen_due_met/")
    first = "Counts duties done by their due date, out of duties that fell due in the period."
    order = [first, "Month by month", "What is needed", "Teams, and what", "What it means</h2>"]
    assert sorted(order, key=text.index) == order
    for looked_up in ('id="table-the-latest-months"', "Each team, by name", 'id="meaning"'):
        assert looked_up in folded(text), looked_up
    assert 'href="#meaning"' in text
    assert re.search(r"how sure it is: cannot be determined, \d[\d,]* of [\d,]+ in the last", text)


def test_the_pages_of_improvement_say_which_of_them_one_is_on(manager: Client) -> None:
    for address in ("/improvement/", "/improvement/plan/", "/improvement/history/"):
        (here,) = re.findall(r'href="([^"]*)" aria-current="page"', seen(manager, address))
        assert here == address


def test_members_read_what_their_figures_say_before_the_table(manager: Client) -> None:
    text = seen(manager, "/scrutiny/")
    first = re.search(r"The council works with [\d,]+ children who have an open case", text)
    assert first
    assert first.start() < text.index("Each step of the way")
    every = seen(manager, "/scrutiny/measures/")
    assert "Counts duties done by their due date, out of duties that fell due" in every
    assert '<details class="govuk-details holdfast-on-paper">' in every


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("in_care", "Counts children in care on the last day."),
        (
            "care_dental",
            "Counts children with a dental check completed in the 12 months before, out",
        ),
        (
            "seen_wait",
            "Counts duties begun in the period of which the step was done, out of",
        ),
    ],
)
def test_what_a_measure_counts_is_one_sentence(key: str, words: str) -> None:
    assert what_it_counts(measure(key)).startswith(words)


def test_a_small_change_is_not_told_as_nought() -> None:
    share = measure("seen_due_met")
    told = [change_in_words(share, value) for value in (0.0125, -0.0004)]
    assert told == ["+1.2 points", "-0.04 points"]


def test_a_change_that_is_nought_to_two_places_has_no_sign() -> None:
    share, waits = measure("seen_due_met"), measure("seen_wait")
    told = [change_in_words(share, value) for value in (-0.00004, 0.0, 0.00004)]
    assert told == ["0.00 points"] * 3
    told = [change_in_words(waits, value) for value in (-0.004, 0.004, -0.006)]
    assert told == ["0.00", "0.00", "-0.01"]


def test_the_values_of_a_column_have_as_many_places() -> None:
    one = JudgedMeasure(measure("referral_rate"), [], MeasureChoices(), date(2018, 1, 31))
    assert one.column([143.0, 112.9, None]) == ["143.0", "112.9", "not known"]
    assert one.column([143.0, 1112.0]) == ["143", "1,112"]
    share = JudgedMeasure(measure("seen_due_met"), [], MeasureChoices(), date(2018, 1, 31))
    assert share.column([0.5, 0.333]) == ["50%", "33%"]


@pytest.mark.parametrize(
    ("by", "groups"),
    [
        (By.ETHNICITY, ["White", "Mixed", "Asian", "Black", "other", REFUSED, NOT_RECORDED]),
        (By.AGE, [UNBORN, "under 1", "16 or 17", NOT_RECORDED]),
        (By.TEAM, ["Shingle", "north", NO_TEAM]),
        (By.NEED, ["N1", "N8", NOT_RECORDED]),
    ],
)
def test_the_groups_of_those_who_are_in_none_stand_last(by: By, groups: list[str]) -> None:
    assert sorted(sorted(groups), key=lambda group: place_of(by, group)) == groups
