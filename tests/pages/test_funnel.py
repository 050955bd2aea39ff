"""The drawing of a funnel: what lies outside is a diamond with a letter, and chance narrows."""

import re

from django.template.loader import render_to_string

from holdfast.measures.charts.funnel import funnel, funnel_limits
from holdfast.web.parts.funnel import FunnelDrawing, draw_funnel

# Team C has too many done, D too few cases to be judged.
TEAMS = [("A", 52, 100), ("B", 108, 200), ("C", 80, 100), ("D", 1, 4), ("E", 265, 500)]


def drawn() -> FunnelDrawing:
    found = funnel(TEAMS)
    assert found
    drawing = draw_funnel("seen", "Teams", "Four teams.", found)
    assert drawing
    return drawing


def test_a_team_outside_has_a_letter_and_one_of_too_few_is_left_out() -> None:
    drawing = drawn()
    assert len(drawing.teams) == 4
    outside = [one for one in drawing.teams if one.outside]
    assert [one.letter for one in outside] == ["A"]
    assert drawing.letters == {"C": "A"}
    # Higher shares stand higher, larger teams further right.
    assert outside[0].y < min(one.y for one in drawing.teams if not one.outside)
    assert max(drawing.teams, key=lambda one: one.x).letter == ""


def test_the_limits_are_those_of_the_number_of_cases_and_narrow() -> None:
    drawing, found = drawn(), funnel(TEAMS)
    assert found
    low, high = ([float(y) for _, y in re.findall(r"([\d.]+) ([\d.]+)", p)] for p in drawing.inner)
    assert low[0] - high[0] > 2 * (low[-1] - high[-1]) > 0
    # At its right end it is what chance lets a team of that size be.
    _, inner_low, inner_high, _ = funnel_limits(found.share, 800)
    tall = (low[-1] - high[-1]) / (inner_high - inner_low)
    assert abs(drawing.centre - (drawing.floor - found.share * tall)) < 2


def test_it_is_drawn_with_words_for_who_does_not_see_it() -> None:
    text = render_to_string("parts/funnel.html", {"chart": drawn()})
    assert "Four teams.</desc>" in text
    assert text.count("holdfast-control__signal") == 1
    assert text.count("<circle") == 3


def test_one_team_is_not_drawn() -> None:
    found = funnel([("A", 50, 100)])
    assert found
    assert draw_funnel("seen", "Teams", "", found) is None
