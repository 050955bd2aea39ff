"""The children behind a figure: what leads to them, and what is asked for of them."""

import html
from datetime import timedelta

import pytest
from django.test import Client

from holdfast.days import add_months
from holdfast.measures.cases.counting import cases_behind
from holdfast.measures.register import measure
from holdfast.web import data

pytestmark = pytest.mark.usefixtures("council")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_group_that_cannot_be_is_refused(manager: Client) -> None:
    for query in ("?every=week", "?by=name", "?every=quarter&month=2017-05", "?month=2017-13"):
        assert manager.get(f"/measures/seen_due_met/children/{query}").status_code == 404
    # An empty list would read as none.
    for key in ("seen_due_met", "seen_wait"):
        for query in ("?by=team&group=zzz", "?by=team", "?by=sex&group=zzz", "?group=zzz"):
            answer = manager.get(f"/measures/{key}/children/{query}")
            assert answer.status_code == 404, query
    assert "female; male; not recorded" in answer_to(manager, "?by=sex&group=zzz")
    assert "Nothing stands" not in answer_to(manager, "?by=team&group=zzz")
    assert seen(manager, "/measures/seen_due_met/children/?by=sex&group=Female")


def answer_to(client: Client, query: str) -> str:
    return html.unescape(client.get(f"/measures/seen_due_met/children/{query}").content.decode())


def test_all_children_behind_a_figure_without_months(manager: Client) -> None:
    """Its address without a group is of everybody, as that of every other measure is."""
    one = measure("seen_in_time")
    day = data.outlook().day
    first = add_months(day, -12) + timedelta(days=1)
    every = cases_behind(data.outlook(), one, first, day)
    text = seen(manager, "/measures/seen_in_time/children/")
    assert f"{sum(row.counted is True for row in every):,} counted" in text
    assert manager.get("/measures/seen_in_time/children/?by=name").status_code == 404


@pytest.mark.parametrize("key", ["contact_in_time", "seen_wait", "actions_wait", "referral_rate"])
def test_a_measure_without_months_leads_to_the_children_behind_it(
    key: str, manager: Client
) -> None:
    text = html.unescape(seen(manager, f"/measures/{key}/"))
    assert f'href="/measures/{key}/children/"' in text
    assert "The children behind this figure" in text


def test_the_numbers_of_a_wait_are_said_to_be_what_they_are(manager: Client) -> None:
    figure = measure("seen_wait").figure(data.outlook(), 12)
    text = html.unescape(seen(manager, "/measures/seen_wait/"))
    assert figure.of
    assert f"Duties begun in the period: {figure.of:,}; of them done: {figure.counted:,}." in text
    assert f"Half were done within {figure.value} day" in text
    assert "/children/" not in seen(manager, "/measures/agency_rate/").partition("<main")[2]
