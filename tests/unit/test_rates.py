"""How many children live in the area, and the rates that are out of them."""

from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.rules.answers import Answer
from holdfast.errors import BadRules
from holdfast.measures.benchmarks.comparing import benchmarks
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.groups import By
from holdfast.measures.population import FILE, population_by_group, population_of
from holdfast.measures.rates import MEASURES
from holdfast.measures.register import measure
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.scope import Scope
from tests.records import outlook_of

TABLE = published_table(Path("nowhere"))
DAY = date(2018, 1, 31)


def stated(home: Path, *lines: str) -> Path:
    text = "\n".join(("[children_under_18]", *lines))
    (home / FILE).write_text(text, encoding="utf-8")
    return home


def test_what_the_council_states_goes_before_what_was_published(tmp_path: Path) -> None:
    stated(tmp_path, "2017 = 120_000", "2018 = 121_000", 'source = "Ours"')
    found = population_of(tmp_path, TABLE, "916", DAY)
    assert found
    assert (found.year, found.children, found.source) == (2018, 121_000, "Ours")
    before = population_of(tmp_path, TABLE, "916", date(2017, 3, 31))
    assert before
    assert before.children == 120_000


def test_published_counts_and_rates_tell_how_many_children_there_are(tmp_path: Path) -> None:
    """653 children on a plan at 51.9 for each 10,000, as published of 2018."""
    found = population_of(tmp_path, TABLE, "916", DAY)
    assert found
    assert (found.year, found.children) == (2018, 125_800)
    assert "worked out from" in found.source
    # The published rate of referrals is out of the same children: 8,066 at 640.7.
    assert found.children == pytest.approx(8_066 / 640.7 * 10_000, rel=0.002)


def test_without_either_there_is_no_rate_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert population_of(tmp_path, TABLE, "", DAY) is None
    stated(tmp_path, "2014 = 120_000", 'source = "Ours"')
    assert population_of(tmp_path, TABLE, "", DAY) is None, "too old to stand for today"
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    outlook = outlook_of({}, DAY.isoformat())
    found = measure("referral_rate").figure(outlook, 12)
    outlook.close()
    assert (found.value, found.answer) == (None, Answer.CANNOT_TELL)
    assert "population.toml" in found.why


def test_a_part_of_the_council_has_no_rate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(stated(tmp_path, "2018 = 1_000", 'source = "Ours"')))
    outlook = outlook_of({"teams": [{"team": "T1"}]}, DAY.isoformat())
    found = measure("in_care_rate").figure(outlook, 12, Scope("T1"))
    outlook.close()
    assert found.value is None
    assert "whole council" in found.why


def test_a_record_that_is_restricted_takes_no_rate_from_whoever_sees_all_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(stated(tmp_path, "2018 = 1_000", 'source = "Ours"')))
    whole = outlook_of({"persons": [{"child": "A"}]}, DAY.isoformat())
    rate = measure("in_care_rate")
    all_but_one = rate.figure(whole.bounded(NeedToKnow(None, frozenset("A"))), 12)
    some = rate.figure(whole.bounded(NeedToKnow(frozenset("A"))), 12)
    assert rate.figure(whole, 12).value == all_but_one.value == 0
    whole.close()
    assert "without records that are restricted" in all_but_one.why
    assert some.value is None
    assert "whole council" in some.why


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("2018 = 121_000",), "have no source"),
        (("twenty = 121_000", 'source = "Ours"'), "line 2: twenty is no year"),
        (("2018 = 12", 'source = "Ours"'), "line 2: the children of 2018 must be"),
        (("2018 = 1e6", 'source = "Ours"'), "line 2: the children of 2018 must be"),
        (("[adults]", "2018 = 1"), "there is no section"),
        (("2018 = ", ""), "not valid TOML"),
    ],
)
def test_a_file_that_is_wrong_is_refused_with_its_line(
    lines: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    with pytest.raises(BadRules, match=says):
        population_of(stated(tmp_path, *lines), TABLE, "", DAY)


SEX_OF_2018 = "[children_by_sex.2018]"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("female = 60_000",), "line 4: the children male must be a whole number above 0"),
        (("female = 60_000", "male = 0"), "line 6: the children male must be a whole number"),
        (("female = 60_000", "male = 6e4"), "line 6: the children male must be a whole number"),
        (("female = 60_000", "male = 70_000"), "add up to 130,000, and .* under 18 are 121,000"),
        (("female = 60_000", "male = 61_000", "other = 1"), "line 7: there is no other in"),
        (("[children_by_team.2018]", "T1 = 1"), "there is no section"),
        (
            ("female = 60_000", "male = 61_000", "[children_by_sex.2017]", "female = 1"),
            "line 7: 2017 is no year of",
        ),
    ],
)
def test_groups_that_are_wrong_are_refused_with_what_to_state(
    lines: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    stated(tmp_path, "2018 = 121_000", 'source = "Ours"', SEX_OF_2018, *lines)
    with pytest.raises(BadRules, match=says):
        population_by_group(tmp_path, By.SEX, DAY)


def test_the_latest_year_that_states_its_groups_is_taken(tmp_path: Path) -> None:
    lines = ("2017 = 120_000", "2018 = 121_000", "2019 = 122_000", 'source = "Ours"')
    # Estimates are rounded group by group: within a hundredth they add up.
    groups = ("[children_by_sex.2017]", "female = 59_000", "male = 60_500")
    later = ("[children_by_sex.2019]", "female = 61_000", "male = 61_000")
    stated(tmp_path, *lines, *groups, *later)
    assert population_by_group(tmp_path, By.SEX, DAY) == (2017, {"female": 59_000, "male": 60_500})
    assert population_by_group(tmp_path, By.AGE, DAY) == (2018, {})
    assert population_by_group(tmp_path, By.SEX, date(2016, 1, 1)) == (2016, {})


def test_each_rate_is_held_against_the_published_one_or_says_why_not() -> None:
    told = {one.key: benchmarks(one, TABLE, "916", DAY) for one in MEASURES}
    england = {
        key: [each.value for each in found.found if (each.whose, each.year) == ("England", 2017)]
        for key, found in told.items()
    }
    assert england["referral_rate"] == [553.6]
    assert england["in_need_rate"] == []
    assert "another" in told["in_need_rate"].refused or "own" in told["in_need_rate"].refused
    assert all(bool(found.found) != bool(found.refused) for found in told.values())
