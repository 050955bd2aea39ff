"""The pages of a day lose nobody: on days drawn by chance everything open is on one or counted."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.concerns.register import find_concern
from holdfast.errors import NotFound
from holdfast.query.concerns import concerns_true
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.query.people import workers
from holdfast.query.scope import Scope
from holdfast.query.today.asks import Ask
from holdfast.query.today.choices import Choices
from holdfast.query.today.team_day import TeamDay, every_team_day, team_day
from holdfast.query.today.worker_day import worker_day
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.depth import often

AS_AT = date(2018, 1, 31)
CHILDREN, SEED = 800, 29
CHOICES = Choices()
_DRAWN = random.Random(12)
DAYS = [AS_AT, *(AS_AT - timedelta(days=_DRAWN.randrange(1500)) for _ in range(often(2, 20)))]


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home = tmp_path_factory.mktemp("today")
    return import_made_up(Store(home), CHILDREN, AS_AT, SEED, "2018-02-01T06:00:00")


@pytest.fixture(scope="module", params=DAYS, ids=[day.isoformat() for day in DAYS])
def outlook(request: pytest.FixtureRequest, snapshot: Snapshot) -> Iterator[Outlook]:
    seen = open_outlook(snapshot, Book(CLOCKS), request.param)
    yield seen
    seen.close()


def unable(found: TeamDay) -> list[str]:
    named = [child.child for name in found.nobody for child in name.children]
    return [*named, *(one.child for one in found.on_paper)]


def test_every_overdue_duty_is_counted_with_one_team(outlook: Outlook) -> None:
    wanted = Wanted(STATUSES["overdue"], closed_too=False)
    overdue = [one for one in due(outlook, wanted) if one.child is not None]
    every = every_team_day(outlook, CHOICES)
    assert sum(found.overdue for found in every.values()) == len(overdue)
    whole = team_day(outlook, Scope(), CHOICES)
    assert whole.overdue == len(overdue)
    assert whole.not_asked == sum(found.not_asked for found in every.values())


def test_every_child_for_whom_nobody_can_act_is_on_one_page(outlook: Outlook) -> None:
    true_of = [one.child for one in concerns_true(outlook, find_concern("nobody_can_act"))]
    every = every_team_day(outlook, CHOICES).values()
    assert sorted(child for found in every for child in unable(found)) == sorted(true_of)


def test_every_child_in_unassessed_risk_is_counted_on_one_page(outlook: Outlook) -> None:
    true_of = [one.child for one in concerns_true(outlook, find_concern("unassessed_risk"))]
    every = every_team_day(outlook, CHOICES).values()
    assert sorted(one.child for found in every for one in found.unassessed) == sorted(true_of)


def test_a_team_with_those_below_it_is_the_sum_of_them(outlook: Outlook) -> None:
    every = every_team_day(outlook, CHOICES)
    parents = outlook.rows("select distinct parent from teams where parent is not null")
    asked = 0
    for row in parents:
        scope = Scope(row["parent"])
        try:
            found = team_day(outlook, scope, CHOICES)
        except NotFound:
            continue
        own = [every[team] for team in scope.teams(outlook) if team in every]
        assert found.overdue == sum(one.overdue for one in own)
        assert sorted(unable(found)) == sorted(child for one in own for child in unable(one))
        asked += 1
    assert asked


def test_a_worker_sees_every_child_held_and_all_that_is_overdue_for_them(outlook: Outlook) -> None:
    held = outlook.rows("select child, worker from holders where worker is not null")
    overdue = due(outlook, Wanted(STATUSES["overdue"], closed_too=False))
    seen = 0
    for each in workers(outlook)[::3]:
        found = worker_day(outlook, Scope(worker=each.worker))
        families = (*found.overdue, *found.due, *found.quiet)
        children = [child for family in families for child in family.children]
        expected = {row["child"] for row in held if row["worker"] == each.worker}
        assert sorted(children) == sorted(expected)
        listed = {(one.child, one.clock) for one in overdue if one.worker == each.worker}
        shown = {(one.child, one.clock) for family in families for one in family.overdue}
        assert shown <= listed
        seen += len(shown)
    assert seen


def test_nothing_that_cannot_be_determined_is_called_overdue(outlook: Outlook) -> None:
    found = team_day(outlook, Scope(), CHOICES)
    asked = [duty for row in (*found.not_seen, *found.steps) for duty in row.duties]
    assert {duty.status for duty in asked} <= {Status.OVERDUE}
    assert {duty.ask for duty in asked} <= {Ask.SEE, Ask.STEP}
    assert all(duty.days_over > 0 for duty in asked)


def test_a_scope_that_the_record_does_not_know_is_refused(outlook: Outlook) -> None:
    for scope in (Scope("no such team"), Scope(worker="no such worker")):
        with pytest.raises(NotFound):
            team_day(outlook, scope, CHOICES)
    with pytest.raises(NotFound):
        worker_day(outlook, Scope(worker="no such worker"))
