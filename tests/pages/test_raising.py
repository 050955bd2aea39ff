"""Deficits that people raise: of a child and of a team, from audits, disputes and inspections."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from holdfast.areas import Area
from holdfast.challenge.choices import EscalationLevel, LoopChoices
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.escalation import escalation_of
from holdfast.challenge.finding import deficit_paths, deficits_of_child
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.raised import EVIDENCE, paths_beyond_record, team_paths
from holdfast.challenge.said import RaisedDeficit, SaidInHoldfast, SaidKind
from holdfast.errors import BadSetting
from holdfast.web import data
from holdfast.web.actions.challenge import SaidToSave
from holdfast.web.actions.raising import DeficitToRaise, escalate_dispute, raise_deficit
from holdfast.web.actions.setting_aside import DutyToSetAside, set_aside
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.oversight.loop_said import said_in_holdfast, said_of_teams
from holdfast.web.oversight.models import AsideReason, DeficitEntry, RaisedEntry
from tests.pages.test_loop import AS_AT, an_open_one

pytestmark = pytest.mark.usefixtures("council")
VISIT = "a visit on a child in need plan, child seen"
CHOICES = LoopChoices()


def sent(**others: str) -> dict[str, str]:
    return {
        "source": "inspection",
        "title": "Nobody wrote down what the child wishes",
        "theme": "need",
        "evidence": VISIT,
        "found_on": "30 1 2018",
        "words": "See the child and write it down",
        "owner": "manager",
        "by": "9 2 2018",
    } | others


def raised_now() -> DeficitPath:
    """The last deficit that was raised of a child, as it stands."""
    entry = RaisedEntry.objects.get()
    child_of = data.addresses().child
    child = child_of(entry.child)
    assert child is not None
    paths = deficits_of_child(data.outlook(), child, said_in_holdfast(child_of, entry.child))
    return next(path for path in paths if path.key.rule == entry.mark)


@pytest.mark.both_databases
def test_a_finding_is_a_deficit_with_its_action(manager: Client) -> None:
    _, handle = an_open_one()
    answer = manager.post(f"/loop/found/{handle}/", sent())
    assert answer.status_code == 302
    path = raised_now()
    assert (path.source, path.detected, path.directed) == (DeficitSource.INSPECTION, AS_AT, AS_AT)
    assert (path.title, path.by_when) == (sent()["title"], date(2018, 2, 9))
    assert path.evidenced is None
    text = manager.get(answer["Location"]).content.decode()
    assert "It is raised" in text
    assert sent()["title"] in text
    row = AuditRow.objects.filter(kind=AuditKind.RAISE).get()
    assert row.target == path.key.child
    assert sent()["words"] not in row.detail + row.reason
    assert sent()["title"] in manager.get(f"/supervision/{handle}/").content.decode()


def test_an_audit_leads_to_the_same_action(manager: Client) -> None:
    _, handle = an_open_one()
    manager.post(f"/loop/found/{handle}/", sent(source="audit", address="/audits/case/1/"))
    assert raised_now().source is DeficitSource.AUDIT
    assert DeficitEntry.objects.get().kind == "directed"


def test_a_dispute_is_challenged_at_once_and_goes_up_by_itself(manager: Client) -> None:
    path, handle = an_open_one()
    assert manager.post(f"/loop/dispute/{handle}/", sent(words="", by="")).status_code == 200
    sources = sent(source="reviewing officer", by="", words="The plan is not carried out")
    here = manager.post(f"/loop/dispute/{handle}/", sources)["Location"]
    found = raised_now()
    assert (found.seen, found.challenged, found.directed) == (AS_AT, AS_AT, None)
    mark = f"{found.key.rule}_{AS_AT}_1"
    text = manager.post(here, {"do": "answer"}).content.decode()
    assert "Choose what you say of it" in text
    answered = {"do": "answer", f"answer-{mark}": "a reason stands", f"words-{mark}": "A court day"}
    assert manager.post(here, answered).status_code == 302
    assert "A court day" in manager.get(here).content.decode()
    ended = {"do": "end", "reason": "agreed", "words": "They will see the child"}
    assert manager.post(here, ended).status_code == 302
    assert raised_now().settled == AS_AT
    assert path.is_open


@pytest.mark.both_databases
def test_a_dispute_is_taken_to_a_higher_level_at_once(manager: Client) -> None:
    _, handle = an_open_one()
    sources = sent(source="reviewing officer", by="", words="The plan is not carried out")
    here = manager.post(f"/loop/dispute/{handle}/", sources)["Location"]
    assert "Escalate now" in manager.get(here).content.decode()
    for wrong in ({"level": "stage_2", "words": ""}, {"level": "the mayor", "words": "why"}):
        text = manager.post(here, {"do": "escalate", **wrong}).content.decode()
        assert "Choose to whom, and say why" in text
        assert wrong["words"] in text
    up = {"do": "escalate", "level": "stage_2", "words": "The move is tomorrow"}
    assert manager.post(here, up).status_code == 302
    found = raised_now()
    assert (found.raised_to, found.raised_on) == (EscalationLevel.STAGE_2, AS_AT)
    over = escalation_of(found, AS_AT, CHOICES)
    assert over is not None
    assert over.level is EscalationLevel.STAGE_2
    text = manager.get(here).content.decode()
    assert "The move is tomorrow" in text
    assert "It is escalated: stage 2, to the head of service" in text
    # To the level where it is, nobody takes it again.
    assert "Choose to whom" in manager.post(here, up).content.decode()
    row = AuditRow.objects.filter(kind=AuditKind.SAY_OF_DEFICIT).last()
    assert row is not None
    assert "escalated, stage_2" in row.detail
    assert "tomorrow" not in row.detail + row.reason


def test_only_a_dispute_is_escalated_by_somebody(manager: Client) -> None:
    _, handle = an_open_one()
    here = manager.post(f"/loop/found/{handle}/", sent())["Location"]
    assert "Escalate now" not in manager.get(here).content.decode()
    manager.post(here, {"do": "escalate", "level": "director", "words": "at once"})
    assert raised_now().raised_to is None
    finding = raised_now()
    said = SaidToSave(finding.key, finding.source, handle, SaidKind.ESCALATED, words="at once")
    with pytest.raises(BadSetting, match="no dispute"):
        escalate_dispute(
            by="x", by_worker="", dispute=said, now=None, level=EscalationLevel.DIRECTOR, on=AS_AT
        )


def test_only_whoever_raised_it_says_that_it_needs_no_more(manager: Client) -> None:
    _, handle = an_open_one()
    here = manager.post(f"/loop/found/{handle}/", sent())["Location"]
    RaisedEntry.objects.update(by="somebody else")
    assert "You raised it" not in manager.get(here).content.decode()
    manager.post(here, {"do": "end", "reason": "agreed", "words": "no"})
    assert raised_now().settled is None


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"title": ""}, "Say what is missing"),
        ({"theme": "x"}, "Choose what it is about"),
        ({"evidence": "a wish"}, "Choose what is to show it put right"),
        ({"found_on": "1 2 2018"}, "Give the day on which it was found"),
        ({"by": "31 1 2018"}, "Give a day after 31 1 2018"),
        ({"by": ""}, "Write what is to be done and by when, or neither"),
    ],
)
def test_what_cannot_be_raised_comes_back_as_it_was_typed(
    manager: Client, wrong: dict[str, str], words: str
) -> None:
    _, handle = an_open_one()
    text = manager.post(f"/loop/found/{handle}/", sent(**wrong)).content.decode()
    assert words in text
    assert "See the child and write it down" in text
    assert not RaisedEntry.objects.exists()


def test_an_event_that_the_data_never_holds_is_refused(
    manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, handle = an_open_one()
    for module in ("raising_form", "raising", "supervision", "saying"):
        monkeypatch.setattr(f"holdfast.web.pages.loop.{module}.is_carried", lambda *_: False)
    text = manager.post(f"/loop/found/{handle}/", sent()).content.decode()
    assert "The data that is imported never holds" in text
    assert "have that one added to the import" in text
    mark = f"{path.key.rule}_{path.key.started}_{path.key.nth}"
    directing = {
        "held": "31 1 2018",
        f"answer-{mark}": "directed",
        f"words-{mark}": "words that stay",
        f"by-{mark}": "9 2 2018",
        f"evidence-{mark}": VISIT,
    }
    text = manager.post(f"/supervision/{handle}/", directing).content.decode()
    assert "The data that is imported never holds" in text
    assert "words that stay" in text


def test_it_is_put_right_by_its_event_alone_and_ends_with_the_case() -> None:
    """Of children who were visited after a day, and of those whose case was closed after it."""
    outlook = data.outlook()
    on = AS_AT - timedelta(days=120)
    children = [row["child"] for row in outlook.rows("select distinct child from cases")]
    raised = [
        RaisedDeficit(DeficitKey(f"raised-{one}", one, on), DeficitSource.AUDIT, "x", VISIT, "A")
        for one in children
    ]
    paths = paths_beyond_record(outlook, SaidInHoldfast(raised=raised), CHOICES, {})
    visits = _first_events(on)
    shown = {path.key.child: path.evidenced for path in paths if path.evidenced}
    assert shown, "somebody was visited"
    assert all(visits[child] == day for child, day in shown.items())
    closed = [path for path in paths if path.lapsed]
    assert closed, "somebody's case was closed"
    assert all(path.on_paper for path in closed)
    for path in paths:
        if path.is_open:
            assert path.key.child not in visits


def _first_events(after: date) -> dict[str, date]:
    event = EVIDENCE[VISIT]
    rows = data.outlook().rows(
        f"select {event.subject.name} as child, min({event.at.name}) as day "
        f"from {event.table.name} as r where {event.at.name} > $after and "
        f"{event.where.sql('r') if event.where else 'true'} group by 1",
        after=after,
    )
    return {row["child"]: row["day"] for row in rows}


def test_a_finding_about_a_team_waits_until_none_of_the_rule_is_open(manager: Client) -> None:
    told: dict[str, Any] = {
        "source": DeficitSource.INSPECTION,
        "title": "Visits are late",
        "theme": Area.PROTECTION,
        "evidence": "cp_visit",
        "found_on": AS_AT,
    }
    with pytest.raises(BadSetting):
        raise_deficit(by="one", by_worker="", raised=DeficitToRaise(**told), on=AS_AT)
    open_now = [path for path in deficit_paths(data.outlook()) if path.is_open and path.team]
    rule, team = open_now[0].key.rule, str(open_now[0].team)
    form = {"source": "inspection", "team": team, "evidence": rule, "by": "", "words": ""}
    here = manager.post("/loop/teams/raise/", sent(**form))["Location"]
    assert "A finding about" in manager.get(here).content.decode()
    assert sent()["title"] in manager.get("/loop/").content.decode()
    (path,) = team_paths(data.outlook(), said_of_teams(), CHOICES)
    assert (path.team, path.evidenced, path.is_open) == (team, None, True)
    assert team_paths(data.outlook(), said_of_teams(), CHOICES, {"another"}) == []
    entry = RaisedEntry.objects.get()
    before = AS_AT - timedelta(days=3)
    nothing = RaisedDeficit(
        DeficitKey(entry.mark, "", before), path.source, "x", rule, "A", "no such team"
    )
    (clear,) = team_paths(data.outlook(), SaidInHoldfast(raised=(nothing,)), CHOICES)
    assert clear.evidenced == before + timedelta(days=1)


def test_the_team_s_finding_is_answered_and_verified_by_others(manager: Client) -> None:
    team = next(path.team for path in deficit_paths(data.outlook()) if path.team)
    form = {"source": "inspection", "team": str(team), "evidence": "cp_visit"}
    here = manager.post("/loop/teams/raise/", sent(**form))["Location"]
    told = manager.post(here, {"words": "done"}).content.decode()
    assert "nothing to verify" in told or "somebody else must look" in told
    assert DeficitEntry.objects.get().kind == "directed"


def test_what_was_set_aside_is_a_deficit_from_the_day_it_comes_back() -> None:
    """Of duties of which the loop would not speak yet, or not at all."""
    outlook = data.outlook()
    said_of = {path.key for path in deficit_paths(outlook)}
    rows = outlook.rows(
        "select clock, subject, started, nth, due from standing where status = 'overdue' "
        "and not list_contains($workers, clock)",
        workers=outlook.for_workers,
    )
    keys = [DeficitKey(r["clock"], r["subject"], r["started"], r["nth"]) for r in rows]
    new = [key for key in keys if key not in said_of]
    assert new, "some duty is overdue and no deficit of the loop"
    back = {key: AS_AT - timedelta(days=1) for key in keys}
    found = {path.key: path for path in deficit_paths(outlook, SaidInHoldfast(until=back))}
    aside = [found[key] for key in new if key in found]
    assert aside
    assert {path.source for path in aside} == {DeficitSource.SET_ASIDE}
    assert all(path.detected >= AS_AT - timedelta(days=1) and path.title for path in aside)
    for path in deficit_paths(outlook):
        if path.detected <= AS_AT - timedelta(days=1):
            assert found[path.key] == path, "what the loop spoke of already is the same"


def test_a_duty_set_aside_through_the_page_comes_back(manager: Client) -> None:
    outlook = data.outlook()
    row = outlook.rows(
        "select clock, subject, started from standing where status = 'overdue' "
        "and not list_contains($workers, clock) order by due desc limit 1",
        workers=outlook.for_workers,
    )[0]
    handle = data.handle(row["subject"])
    duty = DutyToSetAside(row["subject"], handle, row["clock"], row["started"])
    earlier = AS_AT - timedelta(days=31)
    set_aside(by="one", duties=[duty], reason=AsideReason.COURT, on=earlier, days=30)
    paths = deficits_of_child(
        outlook, row["subject"], said_in_holdfast(data.addresses().child, handle)
    )
    assert any(path.key.rule == row["clock"] and path.is_open for path in paths)


def test_who_may_not_direct_is_offered_nothing(manager: Client) -> None:
    _, handle = an_open_one()
    text = manager.get(f"/children/{handle}/").content.decode()
    links = re.findall(r'href="(/loop/(?:dispute|found)/[^"]+)"', text)
    assert len(links) == 2
