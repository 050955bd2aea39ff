"""The pages of the day: a team, a worker, every team; what is set aside and comes back."""

import re
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from django.test import Client

from holdfast.concerns.register import find_concern
from holdfast.query.concerns import concerns_true
from holdfast.query.scope import Scope
from holdfast.query.today.asks import ASKS, Ask
from holdfast.query.today.choices import Choices
from holdfast.query.today.day_facts import day_facts
from holdfast.query.today.team_day import NotListed, TeamDay, day_of, every_team_day, team_day
from holdfast.query.whose_move import first_waited_for
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from holdfast.web import data
from holdfast.web.audit.models import AuditRow
from holdfast.web.oversight.models import AsideReason, SetAside
from holdfast.web.oversight.set_aside import duties_aside, in_force_on, tally
from holdfast.web.pages.today import team as page_of_a_team

pytestmark = pytest.mark.usefixtures("council")

AS_AT = date(2018, 1, 31)
# A day on which more than one tier of rules asks for something.
EARLIER = date(2017, 6, 30)


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def busiest() -> tuple[str, TeamDay]:
    """The team with most families not seen, and its day."""
    every = every_team_day(data.outlook(), Choices())
    found = {team: day for team, day in every.items() if team}
    team = max(found, key=lambda one: len(found[one].not_seen))
    assert found[team].not_seen
    return team, found[team]


def form_of(team: str) -> tuple[str, str]:
    """The address of the form for the first family not seen, and the mark of its first duty."""
    duty = team_day(data.outlook(), Scope(team), Choices()).not_seen[0].first
    assert duty.started
    handle = data.handle(duty.child)
    return (
        f"/today/set-aside/{handle}/?clock={duty.clock}",
        f"{handle} {duty.clock} {duty.started.isoformat()}",
    )


def test_every_team_is_counted_and_no_child_is_named(manager: Client) -> None:
    text = seen(manager, "/today/")
    outlook = data.outlook()
    for row in outlook.rows("select distinct team from holders where team is not null"):
        assert f"/today/?team={row['team']}" in text
    assert not re.search(r"/children/[0-9a-f]{20}/", text)
    whole = team_day(outlook, Scope(), Choices())
    assert f'">{len(whole.unassessed):,}</span>' in text


def test_a_team_s_page_names_whom_it_is_about_and_is_noted(manager: Client) -> None:
    team, day = busiest()
    text = seen(manager, f"/today/?team={team}")
    assert f"{len(day.not_seen)} famil" in text
    first = day.not_seen[0]
    assert f"/children/{data.handle(first.children[0])}/" in text
    row = AuditRow.objects.get(kind="list")
    assert row.page == "today"
    assert row.detail.endswith("children shown")
    assert first.children[0] not in row.detail


def test_what_is_left_out_is_said_with_its_number(manager: Client) -> None:
    every = every_team_day(data.outlook(), Choices())
    team = max((one for one in every if one), key=lambda one: every[one].not_asked)
    day = every[team]
    assert day.not_asked
    text = seen(manager, f"/today/?team={team}")
    assert f"{day.not_asked:,} of this team’s {day.overdue:,} overdue duties" in text
    for why, duties in day.left.items():
        assert (f"{len(duties):,} {why.value}" in text) is bool(duties)


def test_a_part_can_be_shown_whole(manager: Client) -> None:
    every = every_team_day(data.outlook(), Choices())
    team = max((one for one in every if one), key=lambda one: len(every[one].not_seen))
    text = seen(manager, f"/today/?team={team}&whole=unseen")
    for row in every[team].not_seen:
        assert f"/children/{data.handle(row.children[0])}/" in text


def test_a_worker_sees_each_family_once(manager: Client) -> None:
    outlook = data.outlook()
    held = outlook.rows(
        "select worker, count(*) as n from holders where worker is not null "
        "group by worker order by n desc, worker limit 1"
    )[0]
    text = seen(manager, f"/today/?worker={held['worker']}")
    own = outlook.rows("select child from holders where worker = $w", w=held["worker"])
    body = text[text.index('id="all"') : text.index('id="week"')]
    for row in own:
        assert body.count(f"/children/{data.handle(row['child'])}/") == 1
    assert AuditRow.objects.get(kind="list").page == "today of a worker"


def test_an_unknown_worker_is_told_of_and_an_unknown_team_is_no_filter(manager: Client) -> None:
    assert "There is no worker of that name" in seen(manager, "/today/?worker=nobody", 404)
    assert "Today, every team" in seen(manager, "/today/?team=nobody")


def test_no_page_of_the_day_carries_a_child_s_number_in_an_address(manager: Client) -> None:
    team, _ = busiest()
    children = [row["child"] for row in data.outlook().rows("select child from persons")]
    for address in (f"/today/?team={team}", f"/today/left-undone/?team={team}", "/due/"):
        text = seen(manager, address)
        addresses = re.findall(r'(?:href|action|value)="([^"]*)"', text)
        assert not [one for one in addresses if any(child in one for child in children)]


@pytest.mark.both_databases
def test_a_duty_set_aside_leaves_the_page_and_comes_back_by_itself(manager: Client) -> None:
    team, before = busiest()
    address, mark = form_of(team)
    answer = manager.post(
        address, {"duty": [mark], "why": "recorded elsewhere", "days": "30", "words": "On paper."}
    )
    assert answer.status_code == 302
    (row,) = SetAside.objects.all()
    assert (row.on, row.until) == (AS_AT, AS_AT + timedelta(days=30))
    assert row.words == "On paper."
    child = data.child_of(row.child)
    noted = AuditRow.objects.get(kind="set aside")
    assert (noted.target, "On paper" in noted.detail) == (child, False)
    aside = duties_aside(AS_AT, data.addresses().child)
    after = team_day(data.outlook(), Scope(team), Choices(), aside)
    assert len(after.left[NotListed.SET_ASIDE]) == 1
    assert after.overdue == before.overdue
    assert "1 set aside for a time" in seen(manager, f"/today/?team={team}")
    assert duties_aside(row.until, data.addresses().child) == frozenset()
    assert duties_aside(AS_AT - timedelta(days=1), data.addresses().child) == frozenset()
    assert tally(AS_AT) == [(dict(AsideReason.choices)["recorded elsewhere"], 1)]


@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({"why": "refused", "days": "30", "duty": []}, "Choose why"),
        ({"why": "no such reason", "days": "30"}, "Choose why it is set aside"),
        ({"why": "refused", "days": "91"}, "Give a number of days from 1 to 90"),
        ({"why": "refused", "days": "-1"}, "Give a number of days from 1 to 90"),
        ({"why": "refused", "days": "soon"}, "Give a number of days from 1 to 90"),
        ({"why": "refused", "days": "30", "words": "x" * 501}, "500 characters or fewer"),
        ({"why": "refused", "days": "30", "words": "x\0"}, "500 characters or fewer"),
    ],
)
def test_a_form_that_cannot_be_kept_says_why_and_loses_no_word(
    sent: dict[str, str], problem: str, manager: Client
) -> None:
    team, _ = busiest()
    address, mark = form_of(team)
    if "duty" in sent:  # nothing ticked falls back to what stood ticked at first
        sent = {**sent, "why": ""}
    answer = manager.post(address, {"duty": [mark], **sent})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert problem in text
    assert SetAside.objects.count() == 0
    assert not AuditRow.objects.filter(kind="set aside").exists()
    words = sent.get("words", "")
    assert words.replace("\0", "")[:100] in text


def test_a_duty_of_nobody_cannot_be_set_aside(manager: Client) -> None:
    outlook = data.outlook()
    quiet = outlook.rows(
        "select child from persons where child not in "
        "(select subject from waiting where status = 'overdue') limit 1"
    )
    handle = data.handle(quiet[0]["child"])
    assert "Nothing is overdue" in seen(manager, f"/today/set-aside/{handle}/", 404)


@pytest.mark.both_databases
def test_old_gaps_are_set_aside_in_groups_and_asked_for_again(manager: Client) -> None:
    day = team_day(data.outlook(), Scope(), Choices())
    group = day.left[NotListed.RECORD]
    clock = group[0].clock
    own = [one for one in group if one.clock == clock]
    address = "/today/left-undone/"
    text = seen(manager, address)
    assert f'value="RECORD {clock}"' in text
    answer = manager.post(address, {"group": [f"RECORD {clock}"], "why": "done unrecorded"})
    assert answer.status_code == 302
    assert SetAside.objects.count() == len(own)
    assert AuditRow.objects.filter(kind="set aside").count() == len(own)
    assert {row.until for row in in_force_on(AS_AT)} == {AS_AT + timedelta(days=90)}
    again = seen(manager, address)
    assert f"Set aside for a time: {len(own):,} dut" in again
    first = SetAside.objects.order_by("id")[0]
    assert manager.post(address, {"again": str(first.pk)}).status_code == 302
    assert first.pk not in {row.pk for row in in_force_on(AS_AT)}
    assert len(in_force_on(AS_AT)) == len(own) - 1
    assert SetAside.objects.count() == len(own) + 1  # nothing is deleted


def test_a_step_for_a_child_is_never_settled_in_bulk(manager: Client) -> None:
    text = seen(manager, "/today/left-undone/")
    marks = re.findall(r'name="group" type="checkbox" value="(\w+) (\w+)"', text)
    assert marks
    assert not [clock for _, clock in marks if ASKS[clock] in (Ask.STEP, Ask.SEE)]
    assert not [why for why, _ in marks if why in ("UNHELD", "STATISTICS")]
    answer = manager.post("/today/left-undone/", {"group": ["UNHELD "], "why": "done unrecorded"})
    assert "Tick at least one group" in answer.content.decode()
    assert SetAside.objects.count() == 0


def test_what_was_set_aside_is_never_changed(manager: Client) -> None:
    team, _ = busiest()
    address, mark = form_of(team)
    manager.post(address, {"duty": [mark], "why": "refused", "days": "30"})
    row = SetAside.objects.get()
    row.words = "other"
    with pytest.raises(TypeError):
        row.save()


def test_due_opens_on_what_the_law_sets_first(manager: Client) -> None:
    text = seen(manager, f"/due/?as_at={EARLIER}")
    day = team_day(data.outlook(EARLIER), Scope(), Choices())
    asked = sum(len(row.duties) for row in (*day.not_seen, *day.steps))
    assert f"{asked:,} dut" in text
    assert f"{day.not_asked:,} of {day.overdue:,} overdue duties are folded here" in text
    titles = ("Set by law:", "Set by statutory guidance:", "Set by the council:")
    places = [text.index(title) for title in titles if title in text]
    assert len(places) > 1
    assert places == sorted(places)


def test_due_says_whose_move_it_is(manager: Client) -> None:
    waiting = first_waited_for(data.outlook(), Choices().left_undone)
    every = every_team_day(data.outlook(), Choices())
    first = {team: [row.children[0] for row in day.not_seen] for team, day in every.items() if team}
    team = max(first, key=lambda one: len(waiting.keys() & first[one]))
    steps = {waiting[child] for child in first[team] if child in waiting}
    assert steps
    text = seen(manager, f"/due/?team={team}&set_by=statute&set_by=guidance&set_by=local")
    for step in steps:
        assert f"Whose move: {step.whose} ({step.words})" in text


def test_one_tier_is_listed_whole_and_a_team_alone(manager: Client) -> None:
    team, day = busiest()
    text = seen(manager, f"/due/?team={team}&set_by=statute&set_by=guidance&set_by=local")
    for row in day.not_seen:
        assert f"/children/{data.handle(row.children[0])}/" in text


def test_an_address_that_asks_for_a_list_gets_the_list(manager: Client) -> None:
    assert "folded here" not in seen(manager, "/due/?status=overdue")
    assert "folded here" not in seen(manager, "/due/?sort=child")
    assert "folded here" in seen(manager, "/due/?as_at=2017-06-30")


def test_what_is_set_aside_is_carried_by_an_import_or_asked_for_again(
    tmp_path: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    tables = simulate(200, AS_AT, 7)
    store = Store(tmp_path)
    import_tables(store, tables, AS_AT, "2018-02-01T06:00:00")
    involved = tables["involvements"]
    begun = list(zip(involved["child"].to_pylist(), involved["started"].to_pylist(), strict=True))
    waiting = data.outlook().rows(
        "select subject, started from waiting "
        "where clock = 'mgmt_oversight' and status = 'overdue' order by subject"
    )
    chosen = next(one for one in waiting if (one["subject"], one["started"]) in begun)
    child, started = chosen["subject"], chosen["started"]
    handle = data.handle(child)
    mark = f"{handle} mgmt_oversight {started.isoformat()}"
    sent = {"duty": [mark], "why": "refused", "days": "90"}
    assert manager.post(f"/today/set-aside/{handle}/?clock=mgmt_oversight", sent).status_code == 302

    import_tables(store, tables, AS_AT, "2018-02-02T06:00:00")
    assert duties_aside(AS_AT, data.addresses().child) == {(child, "mgmt_oversight", started)}

    # The allocation was the day before: the duty is another, and is asked for.
    earlier = [
        day and day - timedelta(days=row == (child, started)) for row in begun for day in row[1:]
    ]
    place = involved.column_names.index("started")
    moved = involved.set_column(place, involved.schema.field(place), pa.array(earlier, pa.date32()))
    corrected = dict(tables, involvements=moved)
    import_tables(store, corrected, AS_AT, "2018-02-03T06:00:00")
    found = team_day(
        data.outlook(), Scope(), Choices(), duties_aside(AS_AT, data.addresses().child)
    )
    assert found.left[NotListed.SET_ASIDE] == []
    assert SetAside.objects.count() == 1


def test_a_list_says_whose_move_it_is_as_the_childs_page_does(manager: Client) -> None:
    """The step that a list names is one of those that the child's own page names."""
    steps = first_waited_for(data.outlook(), Choices().left_undone)
    assert len({step.words for step in steps.values()}) > 2
    shown = {step.words: child for child, step in steps.items()}
    for words, child in shown.items():
        text = seen(manager, f"/children/{data.handle(child)}/")
        assert words in text.lower(), words
    held = data.outlook().rows("select child, worker from holders where worker is not null")
    worker = next(row["worker"] for row in held if row["child"] in steps)
    children = {row["child"] for row in held if row["worker"] == worker} & steps.keys()
    text = seen(manager, f"/today/?worker={worker}")
    assert any(f": {steps[child].words}</span>" in text for child in children)


def test_a_service_with_many_workers_is_told_by_team_and_leads_to_each(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_of_a_team, "MOST_WORKERS", 2)
    outlook = data.outlook()
    parents = {row["parent"] for row in outlook.rows("select parent from teams")} - {None}
    service, day = max(
        ((one, team_day(outlook, Scope(one), Choices())) for one in parents),
        key=lambda one: len(one[1].workers),
    )
    assert len(day.workers) > 2
    text = seen(manager, f"/today/?team={service}")
    assert "4. By team, and yours" in text
    every = every_team_day(outlook, Choices())
    below = [every[team] for team in Scope(service).teams(outlook) if team in every]
    for part in ("overdue", "supervise", "decide", "check"):
        own = sum(getattr(line, part) for one in below for line in one.workers)
        assert own == sum(getattr(line, part) for line in day.workers), part
    named = [line.worker for line in day.workers if line.worker]
    assert f"All {len(named)} workers by name" in text
    assert f"worker={named[0]}" not in text
    for team in Scope(service).teams(outlook):
        has = team in every and bool(every[team].workers)
        assert (f'href="/today/?team={team}"' in text) is has, team
    whole = seen(manager, f"/today/?team={service}&whole=workers")
    assert "4. By worker, and yours" in whole
    for worker in named:
        assert f"worker={worker}" in whole


def test_those_of_several_teams_stand_in_the_order_of_every_list() -> None:
    outlook = data.outlook()
    facts = day_facts(outlook)
    for teams in (None, frozenset([*facts.nobody, *facts.unassessed])):
        day = day_of(facts, teams, Choices(), frozenset())
        for key, found in (
            ("nobody_can_act", [name.children[0].child for name in day.nobody]),
            ("unassessed_risk", [one.child for one in day.unassessed]),
        ):
            order = [one.child for one in concerns_true(outlook, find_concern(key))]
            places = [order.index(child) for child in found]
            assert len(places) > 2 or key == "nobody_can_act"
            assert places == sorted(places), key
