"""The page of the front door: its figures with counts and definitions, and who waits."""

import re
from datetime import date

import pytest
from django.test import Client

from holdfast.query.front_door.figures import DEFINITIONS
from holdfast.query.front_door.front_door import front_door
from holdfast.query.people import teams
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.audit.models import AuditRow

pytestmark = pytest.mark.usefixtures("council")

CHILD = re.compile(r">(MU\d{4,})<")
SUNDAY = date(2017, 1, 1)


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_figures_stand_with_their_counts_and_definitions(manager: Client) -> None:
    text, found = seen(manager, "/front-door/"), front_door(data.outlook())
    assert f"{found.counts.contacts:,} contacts about {found.counts.children:,} children" in text
    assert found.repeats is not None
    assert f"({found.repeats.repeated:,} of {found.repeats.of:,})" in text
    for words in DEFINITIONS.values():
        assert words in text or words == DEFINITIONS["sources"]
    assert text.count("<svg") == 2
    assert AuditRow.objects.get(kind="list").page == "front door"


def test_who_waits_is_listed_the_longest_first(manager: Client) -> None:
    found = front_door(data.outlook(SUNDAY))
    assert found.waiting, "nobody waits over a weekend"
    text = seen(manager, f"/front-door/?as_at={SUNDAY}")
    assert f"{len(found.waiting)} contact" in text
    assert CHILD.findall(text)[: len(found.waiting)] == [one.child for one in found.waiting][:10]
    assert f"; {SUNDAY}" not in AuditRow.objects.get(kind="list").page


def test_a_team_sees_its_own_and_is_told_what_it_does_not(manager: Client) -> None:
    outlook = data.outlook()
    team = next(
        one.team
        for one in teams(outlook)
        if front_door(outlook, 12, Scope(one.team)).counts.contacts
    )
    text = seen(manager, f"/front-door/?team={team}&months=3")
    found = front_door(outlook, 3, Scope(team))
    assert f"{found.counts.contacts:,} contact" in text
    assert "Most contacts are about children whom no team holds" in text


def test_the_files_hold_every_figure_and_everybody_who_waits(manager: Client) -> None:
    lines = manager.get("/front-door/figures.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "part,group,name,count,of,definition,of_team,as_at,snapshot"
    assert not any("MU0" in line for line in lines)
    waiting = manager.get(f"/front-door/waiting.csv?as_at={SUNDAY}").content.decode("utf-8-sig")
    found = front_door(data.outlook(SUNDAY)).waiting
    assert found is not None
    assert len(waiting.splitlines()) == 1 + len(found)
    pages = [row.page for row in AuditRow.objects.filter(kind="download")]
    assert pages == ["front door file", "front door waiting"]
