"""What the yardstick says of the figures: inside or outside, which way, in print and drawn."""

from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest

from holdfast.errors import BadSetting
from holdfast.simulation.yardstick.chart import side_by_side
from holdfast.simulation.yardstick.figures import figures
from holdfast.simulation.yardstick.published import BY_KEY, FIGURES, FigureUnit
from holdfast.simulation.yardstick.yardstick import Judged, MadeFigure, Verdict, judge, show
from tests.unit.hand_made_county import LAST, made

MANY = 10_000


def reading(key: str, value: float, on: date = LAST) -> MadeFigure:
    """A reading of this value; of a share, of so many that chance hardly moves it."""
    unit = BY_KEY[key].unit
    if unit is FigureUnit.PERCENT:
        return MadeFigure(BY_KEY[key], on, value * MANY, 100.0 * MANY)
    whole = {FigureUnit.COUNT: None, FigureUnit.RATE: 10_000.0, FigureUnit.MEAN: 1.0}[unit]
    return MadeFigure(BY_KEY[key], on, value, whole)


def verdict(key: str, value: float) -> Verdict:
    return judge([reading(key, value)])[0].verdict


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: str(figure.key))
def test_the_published_value_lies_in_its_own_band(figure: Any) -> None:
    asked = figure.asked if figure.asked is not None else figure.values[2017]
    assert verdict(figure.key, asked) is Verdict.INSIDE


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: str(figure.key))
def test_the_parts_published_make_the_value_published(figure: Any) -> None:
    if figure.parts:
        made_of = MadeFigure(figure, LAST, *figure.parts)
        assert made_of.value == pytest.approx(figure.asked, abs=0.06)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("referrals", 7662, Verdict.OUTSIDE),
        ("referrals", 7663, Verdict.INSIDE),
        ("referrals", 8469, Verdict.INSIDE),
        ("referrals", 8470, Verdict.OUTSIDE),
        ("re_referrals", 31.0, Verdict.INSIDE),
        ("re_referrals", 31.1, Verdict.OUTSIDE),
        ("caseload", 14.1, Verdict.INSIDE),
        ("caseload", 14.0, Verdict.OUTSIDE),
        ("unallocated", 23, Verdict.OUTSIDE),
    ],
)
def test_bands(key: str, value: float, expected: Verdict) -> None:
    assert verdict(key, value) is expected
    assert expected.passes is (expected is Verdict.INSIDE)


def way(key: str, *values: float) -> list[Verdict]:
    """The verdicts of the years before, from the values of 2016, 2017 and 2018."""
    years = [reading(key, value, LAST.replace(year=2016 + n)) for n, value in enumerate(values)]
    return [one.verdict for one in judge(years)][:-1]


def test_the_years_before_are_judged_by_the_way_they_went() -> None:
    up, down = Verdict.SAME_WAY, Verdict.OTHER_WAY
    assert way("agency", 10, 20, 40) == [up, up]
    assert way("agency", 10, 20, 15) == [up, down]
    assert way("reviews_in_time", 70, 60, 80) == [up, up]
    assert way("reviews_in_time", 70, 70, 80) == [down, up]


def test_where_the_published_figure_hardly_moved_the_made_one_may_move_a_little() -> None:
    # 39.5 to 40.3, of a band that reaches four points to either side.
    assert way("conferences_in_15_days", 40, 36, 48)[0] is Verdict.LEVEL
    assert way("conferences_in_15_days", 40, 35.9, 48)[0] is Verdict.OTHER_WAY
    assert way("conferences_in_15_days", 40, 44.1, 48)[0] is Verdict.SAME_WAY


def test_what_chance_may_do_to_a_few_is_no_direction() -> None:
    few = [
        MadeFigure(BY_KEY["repeat_plans"], LAST.replace(year=2016 + n), share, 100.0)
        for n, share in enumerate((30, 20, 18))
    ]
    assert judge(few)[0].verdict is Verdict.LEVEL
    assert way("repeat_plans", 30, 20, 18)[0] is Verdict.OTHER_WAY


def test_a_year_of_which_nothing_was_published_is_not_asked() -> None:
    assert way("first_seen", 10, 60, 60) == [Verdict.NOT_ASKED] * 2


def test_the_last_day_stands_for_the_year_asked_for_wherever_it_lies() -> None:
    days = (date(2025, 1, 31), date(2026, 1, 31))
    assert [one.year for one in judge([reading("agency", 30, day) for day in days])] == [2017, 2018]


def test_a_county_of_which_nothing_is_known_is_told_so() -> None:
    judged = judge(figures(made(), LAST))
    found = {one.reading.figure.key: one.verdict for one in judged}
    shares = {
        figure.key for figure in FIGURES if figure.unit in (FigureUnit.PERCENT, FigureUnit.MEAN)
    }
    assert {key for key, each in found.items() if each is Verdict.CANNOT_TELL} == shares
    assert not any(each.passes for each in found.values())


def test_nothing_is_judged_where_nothing_was_read() -> None:
    assert judge([]) == []


@pytest.mark.parametrize("scale", [0, -1])
def test_a_scale_of_nothing_is_refused(scale: float) -> None:
    with pytest.raises(BadSetting, match="scale"):
        figures(made(), LAST, scale)


def test_a_missing_table_or_column_is_named() -> None:
    tables = made()
    less = tables | {"posts": tables["posts"].drop_columns(["role"])}
    with pytest.raises(BadSetting, match="role of the table posts"):
        figures(less, LAST)
    with pytest.raises(BadSetting, match="table posts"):
        figures({name: one for name, one in tables.items() if name != "posts"}, LAST)


# ------------------------------------------------------------------------------ what is shown


def three_years() -> list[Judged]:
    days = [LAST.replace(year=year) for year in (2016, 2017, 2018)]
    return judge([reading(figure.key, 40, day) for day in days for figure in FIGURES])


def test_the_table_says_made_published_band_and_verdict(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "160")
    show(three_years())
    printed = capsys.readouterr().out
    referrals_row = next(line for line in printed.splitlines() if "Referrals" in line)
    assert all(words in referrals_row for words in ("40", "8,066", "7,663 to 8,469", "OUTSIDE"))
    assert "2016 to 2017" in printed
    assert "60.0% (2017)" in printed


def test_the_chart_says_in_words_what_it_draws() -> None:
    drawn = ElementTree.fromstring(side_by_side(three_years(), "county"))
    svg = "{http://www.w3.org/2000/svg}"
    title, text = drawn.find(f"{svg}title"), drawn.find(f"{svg}desc")
    assert title is not None
    assert text is not None
    assert drawn.get("role") == "img"
    assert drawn.get("aria-labelledby") == f"{title.get('id')} {text.get('id')}"
    said = "Agency social workers: made 40.0% in 2016, 40.0% in 2017, 40.0% in 2018; published 9.6%"
    assert said in (text.text or "")
    panels = [one for one in drawn.findall(f"{svg}g") if one.get("transform")]
    assert len(panels) == len(FIGURES)


def test_the_chart_draws_a_figure_that_cannot_be_told() -> None:
    drawn = side_by_side(judge(figures(made(), LAST)))
    ElementTree.fromstring(drawn)
    assert "made cannot be determined" in drawn
    assert 'd="M"' not in drawn
