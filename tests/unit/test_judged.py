"""What is said of a measure: its year beside its latest month, and its level beside its target."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from holdfast.days import add_months
from holdfast.improvement.made_up.walking import year_of
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.choices import MeasureChoices
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Good
from holdfast.measures.pace.level_words import net_change_in_words
from holdfast.measures.pace.projecting import PaceProjection
from holdfast.measures.register import measure
from holdfast.web.pages.measures.measure_facts import pace_facts

FIRST = date(2014, 2, 1)  # 48 months on it is January 2018


def month(key: str, n: int, counted: int, of: int, value: float | None) -> MeasureCount:
    last = add_months(FIRST, n + 1) - timedelta(days=1)
    first = add_months(FIRST, n)
    return MeasureCount(key, first, last, "", value, counted, of, 0, whole=True, settled=n < 46)


def of_shares(key: str, shares: Sequence[tuple[int, int]], target: float = 0.0) -> JudgedMeasure:
    months = [
        month(key, n, counted, of, counted / of if of else None)
        for n, (counted, of) in enumerate(shares)
    ]
    choices = MeasureChoices({key: target} if target else {})
    return JudgedMeasure(measure(key), months, choices, date(2018, 1, 31))


def of_counts(key: str, counts: Sequence[int]) -> JudgedMeasure:
    months = [month(key, n, count, count, count) for n, count in enumerate(counts)]
    return JudgedMeasure(measure(key), months, MeasureChoices(), date(2018, 1, 31))


# --------------------------------------------------------------------------------------- the year


def test_the_year_of_a_count_is_told_by_the_month() -> None:
    found = of_counts("contacts", [*[2_500] * 36, *[2_700, 2_701] * 6])
    assert (
        "2,701 in January 2018; 2,700.5 a month, on average, from February 2017 to January 2018, "
        "the last 2 of which may still change; 2,500 a month in the 24 months to "
        "March 2016 that set the limits."
    ) in found.sentence
    assert "over the year" not in found.sentence


def test_the_year_of_what_stands_open_is_told_of_the_ends_of_months() -> None:
    found = of_counts("seen_open", [30] * 48)
    assert "; 30 at a month's end, on average, from February 2017" in found.sentence


def test_the_year_of_a_share_is_all_that_is_counted_out_of_all_there_is() -> None:
    """Months of 10 and of 100 do not weigh the same, and no month is left out of one of two."""
    found = of_shares("seen_due_met", [*[(5, 10)] * 36, *[(9, 10), (30, 100)] * 6])
    counted, of = year_of(found.months)
    assert (counted, of) == (234, 660)
    told = "; 35% (234 of 660) from February 2017 to January 2018, the last 2 of which may still"
    assert told in found.sentence
    assert "; 35% (234 of 660) in the year to January 2018; 50% in the 24 months" in found.briefly


def test_a_year_is_twelve_months_though_nothing_was_there_to_count_in_the_last() -> None:
    found = of_shares("seen_due_met", [*[(5, 10)] * 46, (0, 0), (0, 0)])
    assert found.latest
    assert f"{found.latest.first:%B %Y}" == "November 2017"
    assert "; 50% (50 of 100) from February 2017 to January 2018" in found.sentence
    assert year_of(found.months) == (50, 100)


def test_a_year_ends_with_the_last_month_that_can_be_told() -> None:
    """What came back within a year is known a year later."""
    key = "back_after_closing"
    months = [month(key, n, 1, 10, 0.1) if n < 35 else month(key, n, 0, 0, None) for n in range(48)]
    found = JudgedMeasure(measure(key), months, MeasureChoices(), date(2018, 1, 31))
    assert "; 10% (12 of 120) from January 2016 to December 2016" in found.sentence
    assert (found.year[0].first, found.year[-1].first) == (date(2016, 1, 1), date(2016, 12, 1))


# -------------------------------------------------------------------------------------- the level


def swinging(key: str, middle: float, target: float, swing: int = 15) -> JudgedMeasure:
    """Months that lie by turns above and below a level that does not move."""
    shares = [(round(100 * middle) + swing * (-1) ** (n // 2 + n), 100) for n in range(48)]
    return of_shares(key, shares, target)


def facts(found: JudgedMeasure) -> dict[str, str]:
    return {fact.title: fact.value for fact in pace_facts(found)}


@pytest.mark.parametrize(
    ("key", "target", "gap"),
    [
        ("seen_due_met", 0.75, "to go: it has to rise"),
        ("seen_due_met", 0.3, "beyond the target"),
        ("re_referrals", 0.3, "to go: it has to fall"),
        ("re_referrals", 0.75, "beyond the target"),
    ],
)
def test_the_level_stands_beside_the_gap_that_follows_from_it(
    key: str, target: float, gap: str
) -> None:
    found = swinging(key, 0.5, target)
    told = facts(found)
    level, points = float(told["Level"].partition("%")[0]), float(told["Gap"].partition(" ")[0])
    assert 45 < level < 55
    assert points == pytest.approx(abs(100 * target - level), abs=0.11)
    assert told["Gap"].endswith(gap)
    assert told["Target"] == f"{100 * target:g}%"
    assert "without the ups and downs of single months" in told["Level"]


def test_the_level_of_a_share_is_no_more_than_all() -> None:
    found = of_shares("seen_due_met", [(min(100, 30 + 2 * n), 100) for n in range(48)], 1.0)
    assert found.pace
    assert found.pace.reaching
    assert found.pace.reaching.level <= 1
    assert found.pace.reaching.gap == pytest.approx(1 - found.pace.reaching.level)


def test_which_way_it_moves_is_told_by_the_level_and_not_by_one_month() -> None:
    """It falls towards a target of 40%, and its last settled month alone lies below that."""
    shares = [(90 - n, 100) for n in range(48)]
    shares[45] = (30, 100)
    found = of_shares("re_referrals", shares, 0.4)
    assert found.measure.good is Good.LOWER
    assert found.pace
    assert found.pace.value < 0.4
    assert "towards the target" in found.pace.verdict


# ------------------------------------------------------------------------- a target that is reached


def test_a_level_beyond_its_target_is_told_in_one_statement() -> None:
    found = swinging("seen_due_met", 0.5, 0.45, swing=30)
    assert found.pace
    assert found.pace.verdict == "its level lies at the target or beyond"
    level = facts(found)["Level"].partition(" in ")[0]
    said = (
        f"Its level, {level}, lies at the target of 45% or beyond; single months miss it by "
        "chance. Net change: "
    )
    for told in (found.sentence, found.briefly, f"{found.sentence} {found.target_words}"):
        assert told.count(said) == 1
        assert "reached" not in told
        assert "met in some months" not in told
    assert found.pace_words == said.partition(". Net")[0]
    assert found.pace_without_numbers == (
        "Its level lies at the target or beyond; single months miss it by chance"
    )


def test_a_target_that_every_month_meets_is_said_to_be_met_in_every_month() -> None:
    found = swinging("seen_due_met", 0.9, 0.2, swing=2)
    assert "lies at the target of 20% or beyond; every month meets it" in found.sentence
    assert found.target_words == ""


def test_of_a_level_that_has_just_come_there_nothing_says_that_it_cannot() -> None:
    """It rises so fast that the limits of its last twelve months lie short of where it is now."""
    found = of_shares("seen_due_met", [(50 + 20 * n, 1_000) for n in range(48)], 0.92)
    assert "lies at the target of 92% or beyond; the last twelve months together" in found.sentence
    assert "cannot meet the standard" not in found.assured
    assert found.assured.startswith("The last twelve months together lie short of the target")


def test_a_target_that_is_not_reached_is_told_as_before() -> None:
    found = swinging("seen_due_met", 0.5, 0.6, swing=30)
    assert found.pace_words == found.pace_without_numbers == "No evidence of movement"
    assert found.target_words == "Target 60%: met in some months, by chance."


def test_an_interval_has_as_many_places_at_both_ends() -> None:
    found = PaceProjection(-0.001, -0.002, 0.0, False, ((0.1, 0.2),), 24, 1, 0)
    assert net_change_in_words(measure("seen_due_met"), found) == (
        "-0.10 points",
        "-0.20",
        "0.00 points",
    )
