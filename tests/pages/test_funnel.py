"""The drawing of a funnel: what lies outside is a diamond with a letter, and chance narrows."""

import itertools
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from holdfast.measures.charts.dispersion import Dispersion
from holdfast.measures.charts.funnel import funnel, funnel_limits
from holdfast.query.fairness.groups import NO_TEAM
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


def test_no_letter_covers_a_sign_or_another_letter() -> None:
    """Twenty teams outside, many of them in one place: as many letters as have room."""
    close = [(f"{n}", 90 + n % 2, 100 + n % 3) for n in range(12)]
    apart = [(f"far {n}", 10, 200 + 60 * n) for n in range(8)]
    found = funnel([*close, *apart])
    assert found
    drawing = draw_funnel("seen", "Teams", "", found)
    assert drawing
    shown = [one for one in drawing.teams if one.letter]
    assert len(drawing.letters) == 20
    assert 8 < len(shown) < 20
    for one, other in itertools.combinations(shown, 2):
        (x, y), (other_x, other_y) = one.letter_at, other.letter_at
        assert max(abs(x - other_x), abs(y - other_y)) >= 12
    for one in shown:
        x, y = one.letter_at
        assert drawing.left < x < drawing.right
        assert all(max(abs(x - each.x), abs(y - 5 - each.y)) >= 11 for each in drawing.teams)


@pytest.mark.usefixtures("council")
@pytest.mark.parametrize(
    ("most", "words"),
    [
        (0, "is itself to be explained, and no one team is the exception."),
        (1, "unlike the others even so: "),
        (2, "unlike the others even so: "),
    ],
)
def test_teams_that_differ_by_more_than_chance_are_told_so(
    manager: Client, monkeypatch: pytest.MonkeyPatch, most: int, words: str
) -> None:
    page = "holdfast.web.pages.measures.one.dispersion_of"
    monkeypatch.setattr(page, lambda laid: Dispersion(2.0, laid.points[:most]))
    text = manager.get("/measures/seen_due_met/").content.decode()
    assert re.search(r"Their shares go from \d+% to \d+%, further apart than chance", text)
    assert words in text


def test_children_of_no_team_are_in_the_share_of_all_and_are_no_team() -> None:
    found = funnel([*TEAMS, (NO_TEAM, 300, 300)], {NO_TEAM})
    assert found
    assert found.share == pytest.approx(806 / 1204)
    assert found.judged == 4
    nobody = next(one for one in found.points if one.group == NO_TEAM)
    assert (nobody.limits, nobody.is_outside) == (None, False)
    drawing = draw_funnel("seen", "Teams", "", found)
    assert drawing
    assert len(drawing.teams) == 4


@pytest.mark.usefixtures("council")
def test_of_few_teams_it_says_that_their_spread_cannot_be_told(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Of fewer than ten it cannot be told how much they differ for that reason."
    assert words in manager.get("/measures/supervision_due_met/").content.decode()
    monkeypatch.setattr("holdfast.web.pages.measures.one.LEAST_TEAMS", 1)
    assert words not in manager.get("/measures/supervision_due_met/").content.decode()
