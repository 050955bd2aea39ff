import itertools
import re
from datetime import date, timedelta

import pytest

from holdfast.web.parts.chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, line_chart, value_on

FIRST, LAST = date(2016, 1, 31), date(2018, 1, 31)
SERIES = [(date(2015, 6, 1), 3), (date(2016, 7, 1), 10), (date(2017, 1, 31), 0)]
FLOOR = HEIGHT - BOTTOM


def points(path: str) -> list[tuple[str, float]]:
    return [(letter, float(number)) for letter, number in re.findall(r"([HV])([\d.]+)", path)]


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2015, 5, 31), 0),
        (date(2015, 6, 1), 3),
        (date(2016, 6, 30), 3),
        (date(2016, 7, 1), 10),
        (date(2020, 1, 1), 0),
    ],
)
def test_a_value_holds_until_it_changes(day: date, value: int) -> None:
    assert value_on(SERIES, day) == value


def test_the_line_begins_at_the_value_of_its_first_day_and_ends_at_its_last() -> None:
    chart = line_chart("Overdue", SERIES, FIRST, LAST)
    top = 20  # four steps of five: the round number above ten
    start = FLOOR - 3 / top * (FLOOR - TOP)
    assert chart.path.startswith(f"M{float(LEFT)} {round(start, 1)}")
    assert points(chart.path)[-1] == ("H", float(WIDTH - RIGHT))
    assert [mark.words for mark in chart.up] == ["0", "5", "10", "15", "20"]
    assert chart.text == "From 3 on 31 January 2016 to 0 on 31 January 2018."


def test_the_line_steps_on_the_day_of_each_change() -> None:
    across, up, *_ = points(line_chart("Overdue", SERIES, FIRST, LAST).path)
    share = (date(2016, 7, 1) - FIRST) / (LAST - FIRST)
    assert across == ("H", round(LEFT + share * (WIDTH - LEFT - RIGHT), 1))
    assert up == ("V", round(FLOOR - 10 / 20 * (FLOOR - TOP), 1))


@pytest.mark.parametrize("series", [[], [(LAST, 1)], [(FIRST, 123_456)]])
def test_nothing_is_drawn_outside_the_frame(series: list[tuple[date, int]]) -> None:
    chart = line_chart("Overdue", series, FIRST, LAST)
    for letter, number in points(chart.path):
        low, high = (LEFT, WIDTH - RIGHT) if letter == "H" else (TOP, FLOOR)
        assert low <= number <= high
    assert all(LEFT <= mark.at <= WIDTH - RIGHT for mark in chart.across)


def test_the_words_below_do_not_run_together() -> None:
    chart = line_chart("Overdue", SERIES, FIRST, LAST)
    places = [mark.at for mark in chart.across]
    assert len(places) == 8
    assert min(b - a for a, b in itertools.pairwise(places)) > 70


def test_a_single_day_can_be_drawn() -> None:
    assert line_chart("Overdue", [(LAST, 2)], LAST - timedelta(days=1), LAST).path


def test_a_day_from_which_the_line_means_something_else_is_drawn_and_told() -> None:
    turns = [(date(2017, 1, 31), "Recording judged good"), (date(2015, 1, 1), "Long before")]
    chart = line_chart("Overdue", SERIES, FIRST, LAST, turns)
    (mark,) = chart.turns
    assert LEFT < mark.at < WIDTH - RIGHT
    assert chart.text.endswith("Recording judged good from 31 January 2017.")
    assert "Long before" not in chart.text
    assert line_chart("Overdue", SERIES, FIRST, LAST).turns == []
