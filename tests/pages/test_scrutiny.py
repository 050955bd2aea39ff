"""What an elected member sees: no small number, and nothing that could be subtracted."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.chain import Measured
from holdfast.measures.links import LINKS
from holdfast.measures.scrutiny import NEAREST, quarter_end, scrutiny_rows
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.pages import scrutiny
from tests.pages.site import lay_snapshot


def measured(passed: int, in_time: int, still: int = 0, overdue: int = 0) -> Measured:
    return Measured(LINKS[0], Answer.HISTORY, "", passed, in_time, still, overdue, 0, 0, 0, 0)


@pytest.mark.parametrize("passed", range(0, 140))
def test_no_small_number_can_be_worked_out(passed: int) -> None:
    for in_time in range(passed + 1):
        (row,) = scrutiny_rows([measured(passed, in_time)])
        late = passed - in_time
        small = [number for number in (passed, in_time, late) if 1 <= number <= 5]
        assert row.passed is None or row.passed % NEAREST == 0
        if passed in range(1, 6):
            assert (row.passed, row.share) == (None, None)
        if small:
            assert row.share is None
            assert row.withheld


def test_a_quarter_is_over_on_its_last_day() -> None:
    assert quarter_end(date(2018, 1, 31)) == date(2017, 12, 31)
    assert quarter_end(date(2018, 3, 30)) == date(2017, 12, 31)
    assert quarter_end(date(2018, 3, 31)) == date(2018, 3, 31)
    assert quarter_end(date(2018, 12, 31)) == date(2018, 12, 31)


@pytest.mark.usefixtures("council")
def test_a_member_comes_to_it_and_can_choose_neither_day_nor_team(anyone: Client) -> None:
    user = User.objects.create(username="A.Member")
    give_role(by="a test", user=user, role="elected_member")
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    assert anyone.get("/")["Location"] == "/scrutiny/"
    text = anyone.get("/scrutiny/").content.decode()
    assert "31 December 2017" in text
    assert LINKS[0].title in text
    cells = re.findall(r'table__cell--numeric">([\d,]+)<', text)
    assert cells
    assert all(int(cell.replace(",", "")) % NEAREST == 0 for cell in cells)
    other = anyone.get("/scrutiny/?as_at=2017-12-30&team=teams-0000001").content.decode()
    assert re.findall(r"<td.*?</td>", other) == re.findall(r"<td.*?</td>", text)


@pytest.mark.usefixtures("council")
def test_a_member_sees_every_measure_without_a_small_number(anyone: Client) -> None:
    user = User.objects.create(username="B.Member")
    give_role(by="a test", user=user, role="elected_member")
    anyone.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    assert "/scrutiny/measures/" in anyone.get("/scrutiny/").content.decode()
    text = anyone.get("/scrutiny/measures/").content.decode()
    assert "withheld" in text
    cells = re.findall(r'table__cell--numeric">([^<]+)<', text)
    assert len(cells) > 150
    for cell in cells:
        for number in re.findall(r"[\d,]+(?!%)\b(?!%)", cell.partition(" of ")[2] or cell):
            assert int(number.replace(",", "")) % NEAREST == 0, cell
    # Neither a day nor a team can be chosen, and no page of a measure opens.
    other = anyone.get("/scrutiny/measures/?as_at=2017-12-30&team=teams-0000001")
    assert re.findall(r"<td.*?</td>", other.content.decode()) == re.findall(r"<td.*?</td>", text)
    assert anyone.get("/measures/not_held/").status_code == 403


def test_an_import_of_a_later_quarter_is_made_ready_beside_the_one_shown(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, coming = lay_snapshot(home), lay_snapshot(home, as_at=date(2018, 6, 1))
    monkeypatch.setattr(data, "current", lambda: shown)
    scrutiny.warm(data.whole_of(coming))
    assert data.whole_of(coming, date(2018, 3, 31)).snapshot == coming
