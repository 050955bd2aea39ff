"""Actions: one list of what the record and Holdfast hold, and what owners say was done."""

from datetime import date, timedelta

import pytest
from django.test import Client

from holdfast.challenge.set_actions import (
    OpenAction,
    actions_by_team,
    open_actions,
    set_together,
)
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.oversight.models import DeficitEntry
from holdfast.web.pages.loop import actions as page
from tests.pages.test_loop import AS_AT, WORDS, an_open_one, directing, path_now, seen

pytestmark = pytest.mark.usefixtures("council")
BACKEND = "holdfast.web.accounts.local.LocalBackend"


def directed(manager: Client) -> tuple[str, str, str]:
    """An action for the worker who holds the child: its address, its owner, and the child's id."""
    path, handle = an_open_one()
    rows = data.whole().rows("select worker from holders where child = $c", c=path.key.child)
    owner = next(row["worker"] for row in rows if row["worker"])
    sent = directing(path) | {f"owner-{key}": owner for key in [_mark(directing(path))]}
    assert manager.post(f"/supervision/{handle}/", sent).status_code == 302
    key = path.key
    return f"/actions/{handle}/{key.rule}/{key.started}/{key.nth}/", owner, handle


def _mark(sent: dict[str, str]) -> str:
    return next(name for name in sent if name.startswith("owner-")).removeprefix("owner-")


def whoever_is(worker: str) -> Client:
    user = User.objects.create_user(f"account of {worker}", password="a made-up password")
    give_role(by="x", user=user, role="social_worker", worker=worker)
    client = Client()
    client.force_login(user, backend=BACKEND)
    return client


def test_a_direction_is_an_action_beside_those_of_the_record(manager: Client) -> None:
    of_record = open_actions(data.whole(), ())
    assert of_record, "the made-up council sets actions"
    address, owner, _ = directed(manager)
    text = seen(manager, f"/actions/?worker={owner}")
    assert address in text
    assert "Shown done by" in text
    since = AS_AT - timedelta(days=28)
    own = [one for one in of_record if one.owner == owner and (one.due or AS_AT) >= since]
    assert f"{len(own) + 1} open action" in text
    told = AuditRow.objects.filter(kind=AuditKind.LIST, page="actions")
    assert told.exists()


def test_actions_of_the_record_are_those_that_the_clock_has_open() -> None:
    outlook = data.whole()
    found = open_actions(outlook, ())
    rows = outlook.rows(
        "select subject, started, due from standing where clock = 'action_due' "
        "and status in ('running', 'due soon', 'overdue')"
    )
    assert {(one.child, one.set_on, one.due) for one in found} == {
        (row["subject"], row["started"], row["due"]) for row in rows
    }
    days = [one.due or date.max for one in found]
    assert days == sorted(days)


def test_what_is_long_past_its_day_is_counted_and_shown_when_asked_for(manager: Client) -> None:
    since = AS_AT - timedelta(days=28)
    every = open_actions(data.whole(), ())
    old = [one for one in every if one.due is not None and one.due < since]
    assert old, "the made-up council leaves actions undone"
    text = seen(manager, "/actions/")
    assert f"{len(every) - len(old)} open action" in text
    assert f"{len(old)} action" in text
    assert f"{len(every)} open action" in seen(manager, "/actions/?older=1")


def test_a_team_has_its_own_actions_and_another_worker_none_of_them(manager: Client) -> None:
    outlook = data.whole()
    row = outlook.rows("select team, worker from holders where team is not null limit 1")[0]
    scope = Scope(team=row["team"])
    children = scope.own(outlook)
    found = open_actions(outlook, (), scope)
    assert found == [one for one in open_actions(outlook, ()) if one.child in children]


@pytest.mark.both_databases
def test_the_owner_says_what_was_done_and_it_moves_nothing(manager: Client) -> None:
    path, _ = an_open_one()
    address, owner, _ = directed(manager)
    before = path_now(path)
    worker = whoever_is(owner)
    assert "What was done, or what stands in the way" in seen(worker, address)
    assert worker.post(address, {"words": ""}).status_code == 200
    long = "x" * 501
    assert long in worker.post(address, {"words": long}).content.decode()
    answer = worker.post(address, {"words": "I went twice, nobody was in"})
    assert answer.status_code == 302
    assert "I went twice, nobody was in" in seen(worker, answer["Location"])
    assert path_now(path) == before
    (row,) = DeficitEntry.objects.filter(kind="answered")
    assert row.by_worker == owner
    told = AuditRow.objects.filter(kind=AuditKind.SAY_OF_DEFICIT).last()
    assert told is not None
    assert "nobody was in" not in told.detail + told.reason
    # The manager finds it where the deficit's path is.
    assert "I went twice" in seen(manager, address.replace("/actions/", "/loop/deficit/"))


def test_nobody_answers_for_another(manager: Client) -> None:
    address, _, _ = directed(manager)
    assert "What was done, or" not in seen(manager, address)
    text = manager.post(address, {"words": "done"}).content.decode()
    assert "Only whoever is to do it" in text
    assert not DeficitEntry.objects.filter(kind="answered").exists()


def test_no_action_is_told_in_words(manager: Client) -> None:
    path, handle = an_open_one()
    key = path.key
    text = seen(manager, f"/actions/{handle}/{key.rule}/{key.started}/{key.nth}/", 404)
    assert "No such action was set" in text


def test_supervision_shows_what_was_directed_before(manager: Client) -> None:
    _, _, handle = directed(manager)
    text = seen(manager, f"/supervision/{handle}/")
    assert "<strong>Directed</strong>" in text
    assert "No event shows it done" in text
    assert WORDS not in text.partition("In front of you")[0]


def test_the_loop_is_told_of_a_worker_and_of_a_child(manager: Client) -> None:
    path, handle = an_open_one()
    rows = data.whole().rows("select worker from holders where child = $c", c=path.key.child)
    worker = next(row["worker"] for row in rows if row["worker"])
    text = seen(manager, f"/loop/?worker={worker}")
    assert "The children whom" in text
    assert f"/loop/deficits/open/?worker={worker}" in text
    assert seen(manager, f"/loop/deficits/open/?worker={worker}").count("holdfast-row-head") > 0
    seen(manager, "/loop/?worker=nobody", 404)
    text = seen(manager, f"/loop/child/{handle}/")
    key = path.key
    assert f"/loop/deficit/{handle}/{key.rule}/{key.started}/{key.nth}/" in text
    assert "never of the child" in text
    assert f"/loop/child/{handle}/" in seen(manager, f"/children/{handle}/")


def test_many_actions_open_on_their_teams_and_not_on_hundreds_of_rows(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "MOST_ROWS", 3)
    monkeypatch.setattr(page, "FIRST_ROWS", 2)
    monkeypatch.setattr(page, "MOST_TEAMS", 1)
    outlook = data.whole()
    teams = actions_by_team(outlook, open_actions(outlook, ()))
    text = seen(manager, "/actions/?older=1")
    first, _, rest = text.partition("<details")
    assert first.count("&amp;team=") + first.count("?team=") == 1
    assert f"team={teams[0].team}" in first
    assert f"All {len(teams)} teams" in rest
    assert "one by one" in text
    every = seen(manager, "/actions/?older=1&every=1")
    assert "By the team that leads" not in every
    assert every.count("holdfast-row-head") > 2


def test_the_actions_of_teams_add_up_and_the_most_past_their_day_come_first() -> None:
    outlook = data.whole()
    every = open_actions(outlook, ())
    teams = actions_by_team(outlook, every)
    late = [one for one in every if one.due is not None and one.due < AS_AT]
    assert sum(row.open for row in teams) == len(every)
    assert sum(row.late for row in teams) == len(late)
    assert [row.late for row in teams] == sorted((row.late for row in teams), reverse=True)
    assert max(row.days_over for row in teams) == max(
        (AS_AT - (one.due or AS_AT)).days for one in late
    )
    led = {row["child"]: row["team"] for row in outlook.rows("select child, team from holders")}
    for row in teams:
        assert row.open == sum(led.get(one.child) == row.team for one in every)


def test_what_one_owner_was_set_for_brothers_and_sisters_is_one_row() -> None:
    day = date(2018, 1, 5)
    own = [
        OpenAction("c1", "w", day, day),
        OpenAction("c3", "w", day, day),
        OpenAction("c2", "w", day, day),
        OpenAction("c2", "v", day, day),
        OpenAction("c2", "w", day, None),
    ]
    rows = set_together(own, {"c1": "f", "c2": "f"})
    assert [[one.child for one in row] for row in rows] == [["c1", "c2"], ["c3"], ["c2"], ["c2"]]
