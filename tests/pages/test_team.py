"""The pages of a team: who holds what, whom nobody holds, and who could take them on."""

import re
from pathlib import Path

import pytest
from django.test import Client

from holdfast.allocating.proposing import propose
from holdfast.concerns.register import find_concern
from holdfast.query.caseload.loads import caseload
from holdfast.query.caseload.points import FILE, scheme_in_force, shipped_text
from holdfast.query.caseload.unallocated import unallocated
from holdfast.query.concerns import concerns_true
from holdfast.query.people import teams
from holdfast.query.scope import Scope
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.audit.models import AuditRow
from holdfast.web.pages.team import known

pytestmark = pytest.mark.usefixtures("council")

CHILD = re.compile(r">(MU\d{4,})<")


def seen(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def a_team() -> str:
    """A team with children whom nobody holds, and workers who hold others."""
    outlook = data.outlook()
    waits = {one.team for one in unallocated(outlook) if one.team}
    return next(one.team for one in teams(outlook) if one.team in waits)


def test_the_teams_are_listed_with_the_spread_of_each(manager: Client) -> None:
    text = seen(manager, "/team/")
    assert f'href="/team/?team={a_team()}"' in text
    assert CHILD.findall(text) == []


def test_a_team_shows_each_worker_and_what_each_holds(manager: Client) -> None:
    team, outlook = a_team(), data.outlook()
    text = seen(manager, f"/team/?team={team}")
    for one in caseload(outlook, scheme_in_force(HOME.path()).scheme, Scope(team)):
        assert one.name in text
    nobody = {one.child for one in unallocated(outlook, Scope(team))}
    assert set(CHILD.findall(text)) == nobody
    row = AuditRow.objects.get(kind="list")
    assert row.page == "team"
    assert f"{len(nobody)} children shown" in row.detail


def test_the_children_of_one_worker_are_shown_and_noted(manager: Client) -> None:
    team = a_team()
    loads = caseload(data.outlook(), scheme_in_force(HOME.path()).scheme, Scope(team))
    most = loads[0]
    text = seen(manager, f"/team/?team={team}&worker={most.worker}")
    assert f"What {most.name} holds" in text
    assert len(set(CHILD.findall(text))) >= most.children
    assert f"held by {most.worker}" in AuditRow.objects.get(kind="list").detail


def test_the_file_holds_numbers_of_children_and_no_child(manager: Client) -> None:
    answer = manager.get(f"/team/list.csv?team={a_team()}")
    text = answer.content.decode("utf-8-sig")
    assert text.startswith("worker,full_name,team,kind")
    assert "MU0" not in text.replace("MU-", "")
    assert AuditRow.objects.get(kind="download").page == "team file"


def test_a_proposal_shows_every_candidate_and_writes_nothing(manager: Client) -> None:
    team = a_team()
    found = propose(data.outlook(), team, scheme_in_force(HOME.path()).scheme)
    assert found.placed or found.unplaced
    text = seen(manager, f"/team/allocation/?team={team}")
    assert "Nothing is written" in text
    waiting = [one.waiting for one in found.placed] + [one.waiting for one in found.unplaced]
    assert {child for one in waiting for child in one.numbers} <= set(CHILD.findall(text))
    assert AuditRow.objects.get(kind="list").page == "team allocation"
    file = manager.get(f"/team/allocation.csv?team={team}").content.decode("utf-8-sig")
    rows = sum(len(one.candidates) for one in found.placed)
    rows += sum(len(one.candidates) for one in found.unplaced)
    assert len(file.strip().splitlines()) == rows + 1


def test_a_refused_points_file_is_told_and_the_page_goes_on(
    manager: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / FILE).write_text(shipped_text().replace("in_care = 7", ""), encoding="utf-8")
    monkeypatch.setattr(known, "scheme_in_force", lambda home: scheme_in_force(tmp_path))
    text = seen(manager, f"/team/?team={a_team()}")
    assert "The points file is not used." in text
    assert "says nothing of in_care" in text


def test_allocations_without_support_are_shown_to_manager_and_worker(manager: Client) -> None:
    """The numbers are the council's: with them the very next page tells who holds more."""
    own = HOME.path() / FILE
    own.write_text(f"{shipped_text()}[most]\nchildren = 2\ncourt = 9\n", encoding="utf-8")
    try:
        outlook = data.outlook()
        found = [
            one
            for one in concerns_true(outlook, find_concern("nobody_can_act"))
            if one.strand == "nobody_too_many"
        ]
        assert found
        first = found[0]
        fact = "The named worker holds more children than the council’s most"
        assert fact in seen(manager, f"/team/?team={first.team}")
        assert fact in seen(manager, f"/today/?worker={first.worker}")
        assert "more than the council’s most" in seen(manager, f"/today/?team={first.team}")
        assert "no such number" not in seen(manager, "/concerns/")
    finally:
        own.unlink()
    text = seen(manager, f"/team/?team={first.team}")
    assert fact not in text
    assert "the council has set no such number" in text


def test_allocation_without_a_team_leads_to_the_teams(manager: Client) -> None:
    assert manager.get("/team/allocation/")["Location"] == "/team/"


def test_an_unknown_team_is_told_plainly(manager: Client) -> None:
    assert "Teams" in seen(manager, "/team/?team=none")
