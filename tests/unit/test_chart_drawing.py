"""Where the parts of a control chart lie, and how a document of a pack shows them."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from lxml import html

from holdfast.days import add_months
from holdfast.evidence.documents.as_html import as_html
from holdfast.evidence.documents.document import (
    PrintedChart,
    PrintedCharts,
    PrintedDocument,
    PrintedSection,
)
from holdfast.measures.charts.control import Chart, ChartPoint, ControlChart, control_chart
from holdfast.measures.charts.drawing import SMALL, ControlDrawing, draw_control

FIRST = date(2015, 1, 1)
# Two years within the limits, a year far above them, and a last month that may still change.
VALUES = [0.4, 0.42, 0.38, 0.41, 0.39, 0.4] * 4 + [0.8] * 11 + [0.4]
CLOSE = ((date(2016, 3, 2), "A"), (date(2016, 3, 20), "B"), (date(2016, 11, 1), "C"))


def chart(values: list[float] = VALUES) -> ControlChart:
    months = [ChartPoint(add_months(FIRST, n), one, 200) for n, one in enumerate(values)]
    months[-1] = replace(months[-1], settled=False)
    return control_chart(months, Chart.P, bounds=(0, 1))


def drawing(target: float | None = 0.9) -> ControlDrawing:
    return draw_control(
        "seen", "Child seen", "80% in October.", chart(), True, target, CLOSE, SMALL
    )


def test_everything_lies_within_the_frame() -> None:
    made = drawing()
    for one in made.points:
        assert SMALL.left <= one.x <= made.right
        assert SMALL.top <= one.y <= made.floor
    assert made.target is not None
    assert SMALL.top <= made.target <= made.floor
    assert [one.words for one in made.up] == ["0%", "50%", "100%"]
    assert [one.words for one in made.across] == ["2015", "2016", "2017"]


@pytest.mark.parametrize("most", [0.02, 0.04, 0.07, 0.15, 0.22, 0.3, 0.6])
def test_a_line_of_the_scale_lies_where_its_words_say(most: float) -> None:
    made = draw_control("few", "Few", "Few.", chart([most] * 36), True, size=SMALL)
    ends = [int(one.words.rstrip("%")) for one in made.up]
    heights = [made.floor - one.at for one in made.up]
    assert ends[0] == 0
    assert heights[2] == pytest.approx(heights[1] * ends[2] / ends[1], abs=0.2)


def test_what_is_more_than_chance_is_a_diamond_and_what_may_change_a_ring() -> None:
    kinds = [one.kind for one in drawing().points]
    assert kinds[24:35] == ["signal"] * 11
    assert kinds[-1] == "open"
    assert all(bool(one.diamond) == (one.kind == "signal") for one in drawing().points)


def test_letters_of_causes_close_together_stand_side_by_side_and_their_lines_stay() -> None:
    a, b, c = drawing().causes
    assert b.at - a.at < 13 <= b.letter_at - a.letter_at
    assert (a.letter_at, c.letter_at) == (a.at, c.at)
    for one, other in pairwise((a, b, c)):
        assert one.at < other.at


def test_a_cause_outside_the_months_is_not_drawn() -> None:
    far = ((date(2011, 1, 1), "A"), (date(2025, 1, 1), "B"))
    assert draw_control("seen", "Child seen", "", chart(), True, None, far).causes == ()


def test_a_document_shows_the_chart_and_says_it_in_words() -> None:
    made = PrintedChart("Child <b>seen", "Worse", "80% of 200 in October.", drawing())
    section = PrintedSection("Is it getting better?", (PrintedCharts((made,)),))
    page = html.fromstring(as_html(PrintedDocument("Report", "For a board", (), (section,))))
    (shown,) = page.find_class("pack-chart")
    assert [one.text_content() for one in shown if one.tag in ("h3", "p")] == [
        "Child <b>seen",
        "Worse",
        "80% of 200 in October.",
    ]
    (svg,) = shown.iter("svg")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", "80% in October.")
    counted = {kind: len(svg.find_class(f"pack-chart-{kind}")) for kind in ("signal", "open")}
    assert counted == {"signal": 11, "open": 1}
    assert len(svg.find_class("pack-chart-plain")) == 24
    assert len(svg.find_class("pack-chart-cause")) == 3
    assert len(svg.find_class("pack-chart-target")) == 1
    words = [one.text for one in svg.find_class("pack-chart-words")]
    assert words == ["0%", "50%", "100%", "2015", "2016", "2017", "A", "B", "C"]


def test_without_a_target_no_line_of_one_is_drawn() -> None:
    made = PrintedChart("Child seen", "Worse", "80%", drawing(target=None))
    section = PrintedSection("Charts", (PrintedCharts((made,)),))
    page = html.fromstring(as_html(PrintedDocument("Report", "For a board", (), (section,))))
    assert not page.find_class("pack-chart-target")
