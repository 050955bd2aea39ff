"""Children who were adopted are counted by figures and named by no list: each list says so."""

import html

import pytest
from django.test import Client

from holdfast.concerns.register import CONCERNS
from holdfast.days import add_months
from holdfast.measures.cases.counting import cases_behind
from holdfast.measures.register import measure
from holdfast.query.adopted import AdoptedChildren
from holdfast.query.concerns import concerns_counted, concerns_true
from holdfast.web import data
from holdfast.web.people.counted_not_listed import counted_not_listed

pytestmark = pytest.mark.usefixtures("council")

SAID = "Figures count children who were adopted, too"
CAN_BE = "So a figure can be larger than the list that it leads to."


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def adopt(children: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = AdoptedChildren(frozenset(children), frozenset())
    monkeypatch.setattr("holdfast.web.people.bounds.adopted", lambda: found)


@pytest.mark.parametrize(
    ("counted", "listed", "left_out", "named", "numbers"),
    [
        (40, 40, 0, 30, False),
        (60, 40, 1, 30, False),  # one child with twenty rows
        (40, 35, 5, 30, False),
        (40, 34, 6, 30, True),
        (40, 5, 30, 5, False),
    ],
)
def test_no_small_number_is_told(
    counted: int, listed: int, left_out: int, named: int, numbers: bool
) -> None:
    said = counted_not_listed(counted, listed, "row", left_out, named)
    assert said.startswith(SAID)
    assert (CAN_BE not in said) == numbers
    assert ("The figure counts" in said) == numbers


def test_the_children_behind_a_figure(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "/measures/contact_in_time/children/"
    assert CAN_BE in page(manager, address)
    seen = data.whole()
    every = cases_behind(seen, measure("contact_in_time"), add_months(seen.day, -11), seen.day)
    children = sorted({row.child for row in every})
    adopt(children[:3], monkeypatch)
    assert CAN_BE in page(manager, address)
    adopt(children[:12], monkeypatch)
    text = page(manager, address)
    assert "The figure counts" in text
    assert CAN_BE not in text
    assert "The figure counts" not in page(manager, f"{address}?by=need&group=N9")


def test_the_list_of_a_concern(manager: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = data.whole()
    most = max(concerns_counted(seen), key=lambda one: one.children)
    address = f"/concerns/{most.concern}/"
    assert CAN_BE in page(manager, address)
    concern = next(one for one in CONCERNS if one.key == most.concern)
    adopt([one.child for one in concerns_true(seen, concern)][:8], monkeypatch)
    text = page(manager, address)
    assert f"The figure counts {most.children:,} children; {most.children - 8:,} are listed" in text
