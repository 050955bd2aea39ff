"""What an elected member sees: no small number, and nothing that could be subtracted."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.errors import Damaged
from holdfast.evidence.content.scrutiny import OWED, in_words, owed_shares
from holdfast.evidence.withholding.bands import HowTold, ToldFigure
from holdfast.evidence.withholding.publication import (
    Publication,
    ToldMeasure,
    ToldPeriod,
    publish,
)
from holdfast.measures.for_members import quarter_end
from holdfast.measures.links import LINKS
from holdfast.measures.measure import MeasureUnit
from holdfast.measures.register import measure as find_measure
from holdfast.web import data, published
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from tests.pages.routes import routes
from tests.pages.site import lay_snapshot

CELL = re.compile(r'table__cell--numeric">(.*?)</td>', re.DOTALL)


@pytest.fixture
def member(anyone: Client, told_home: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setenv("HOLDFAST_HOME", str(told_home))
    user = User.objects.create(username="A.Member")
    give_role(by="a test", user=user, role="elected_member")
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    return anyone


def numbers_in(text: str) -> list[int]:
    """The numbers of the table cells of a page that are no percentages and no days."""
    cells = [
        re.sub(r'<span class="holdfast-key">.*?</span>|<[^>]+>', " ", one)
        for one in CELL.findall(text)
    ]
    return [
        int(number.replace(",", ""))
        for cell in cells
        for number in re.findall(r"\d[\d,]*(?![\d,%])", re.sub(r"\d+(?:%| for each 100)", "", cell))
    ]


def test_a_quarter_is_over_on_its_last_day() -> None:
    assert quarter_end(date(2018, 1, 31)) == date(2017, 12, 31)
    assert quarter_end(date(2018, 3, 30)) == date(2017, 12, 31)
    assert quarter_end(date(2018, 3, 31)) == date(2018, 3, 31)
    assert quarter_end(date(2018, 12, 31)) == date(2018, 12, 31)


def test_a_number_beside_another_is_told_as_no_part_of_it() -> None:
    unit = MeasureUnit.EACH_100
    assert in_words(ToldFigure(15, 10), unit) == "67 for each 100: 10 beside 15"
    assert in_words(ToldFigure(10, None, HowTold.FEW), unit) == "few beside 10"
    assert in_words(ToldFigure(15, 10)) == "67% of 15"


@pytest.mark.parametrize("address", ["/scrutiny/", "/scrutiny/measures/"])
def test_a_member_sees_figures_and_can_choose_neither_day_nor_team(
    member: Client, address: str
) -> None:
    assert member.get("/")["Location"] == "/scrutiny/"
    text = member.get(address).content.decode()
    assert "31 December 2017" in text
    assert LINKS[0].title in text
    assert ">few" in text
    numbers = numbers_in(text)
    assert len(numbers) > 20
    assert all(number % 5 == 0 and number != 5 for number in numbers)
    other = member.get(f"{address}?as_at=2017-12-30&team=teams-0000001").content.decode()
    assert CELL.findall(other) == CELL.findall(text)


def test_a_member_sees_as_squares_what_is_told_and_no_other_number(member: Client) -> None:
    text = member.get("/scrutiny/").content.decode()
    shares = text.split('<div class="pack-share">')[1:]
    told = published.published(data.whole())
    owed = [told.measures[key].now.figure for key in OWED if key in told.measures]
    assert len(shares) == len(owed)
    assert any(one.of_100 is not None for one in owed)
    for shown, figure in zip(shares, owed, strict=True):
        full = re.search(r'"pack-square-full" d="(.*?)"', shown)
        said = re.search(r'<p class="pack-said">(.*?)</p>', shown)
        assert said
        if figure.of_100 is None:
            assert full is None
            assert said[1] == in_words(figure).capitalize()
            continue
        assert full
        assert full[1].count("z") == figure.of_100
        assert said[1] == f"{figure.of_100} of 100"
        pair = re.search(r"<p>([\d,]+|few) of ([\d,]+), to ", shown)
        assert pair
        numbers = [int(one.replace(",", "")) for one in pair.groups() if one != "few"]
        assert all(number % 5 == 0 and number != 5 for number in numbers)
    assert text.index("a child is owed") < text.index("Each step of the way")


def test_what_is_withheld_has_no_squares() -> None:
    figure = ToldFigure(15, None, HowTold.FEW)
    span = ToldPeriod(date(2017, 1, 1), date(2017, 12, 31), figure)
    one = ToldMeasure(find_measure("seen_due_met"), span, span)
    told = Publication(date(2017, 12, 31), {"seen_due_met": one}, {}, figure, {})
    (share,) = owed_shares(told)
    assert (share.of_100, share.said, share.below) == (None, "Few of 15", ())


# What an elected member may open: the pages of figures, of which the tables are looked at; and what
# shows nothing of the record.
OF_FIGURES = {"scrutiny", "members_measures"}
OF_NOTHING = {
    *("accessibility", "cookies", "sign_in", "code", "codes", "prove", "own_access", "roles"),
    *("kept_forms", "own_supervision", "answer_survey", "digest"),
}


def test_every_page_that_a_member_may_open_has_no_other_numbers(member: Client) -> None:
    opened = {}
    for route in routes("holdfast.web.project.urls"):
        answer = member.get(route.address)
        if answer.status_code == 200:
            opened[route.name] = answer.content.decode()
    assert opened.keys() >= OF_FIGURES
    assert opened.keys() - OF_FIGURES <= OF_NOTHING
    for name in OF_FIGURES:
        assert all(number % 5 == 0 and number != 5 for number in numbers_in(opened[name])), name
    for closed in ("/fairness/", "/measures/not_held/", "/improvement/", "/packs/", "/progress/"):
        assert member.get(closed).status_code == 403, closed


def test_what_was_told_stays_until_it_is_far_off(
    member: Client, told_home: Path, tmp_path: Path
) -> None:
    assert member.get("/scrutiny/measures/").status_code == 200
    key = "in_need|2017-12-31|2017-12-31"
    told_files = sorted((told_home / "told").glob("*.json"))
    first = next(one for one in told_files if key in json.loads(one.read_text())["figures"])
    held = json.loads(first.read_text())
    assert publish(data.whole(), told_home).measures["in_need"].now.figure.kept is HowTold.NOTHING
    was = held["figures"][key][1]
    # Whatever is recorded later, what is near to what was told is told as it was.
    held["snapshot"] = "2018-01-30-0001"
    for told, stays in ((was + 10, True), (was + 60, False)):
        held["figures"][key][1] = told
        (tmp_path / "told").mkdir(exist_ok=True)
        (tmp_path / "told" / "0001.json").write_text(json.dumps(held))
        shown = publish(data.whole(), tmp_path).measures["in_need"].now.figure.count
        assert shown == (told if stays else was)
    latest = max((tmp_path / "told").glob("*.json"))
    assert latest.name != "0001.json"
    assert json.loads(latest.read_text())["figures"][key][1] == was
    # Nothing is told at all where what was told cannot be read.
    (tmp_path / "told" / "0001.json").write_text("{")
    with pytest.raises(Damaged, match=r"told/0001\.json"):
        publish(data.whole(), tmp_path)


def test_an_import_of_a_later_quarter_is_made_ready_beside_the_one_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, coming = lay_snapshot(home), lay_snapshot(home, as_at=date(2018, 6, 1))
    monkeypatch.setattr(data, "current", lambda: shown)
    published.warm(data.whole_of(coming))
    assert not (home / "told").exists()  # it may never be shown
    assert published.published(data.whole_of(coming)).day == date(2018, 3, 31)


@pytest.mark.usefixtures("own_council")
def test_measures_for_members_have_plain_titles(manager: Client) -> None:
    text = manager.get("/scrutiny/measures/").content.decode()
    assert "how often by the day it was due" in text
    assert "Counts the days that children waited for this step" in text
    for words in ("of those due, in time", "month by month", "at the end of which a child waited"):
        assert words not in text
