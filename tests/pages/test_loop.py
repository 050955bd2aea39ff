"""Supervision and the loop: what is said moves a deficit, is logged, and is never lost."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from holdfast.challenge.finding import deficit_paths
from holdfast.challenge.path import DeficitPath
from holdfast.challenge.said import SaidKind
from holdfast.errors import BadSetting
from holdfast.measures.charts.funnel import funnel
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.challenge import (
    ChangedMeanwhile,
    SaidToSave,
    SupervisionToSave,
    save_supervision,
    say_of_deficit,
    settle_together,
)
from holdfast.web.asked import ask
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.laying_entries import lay_entries
from holdfast.web.oversight.loop_said import said_in_holdfast, standing_entries
from holdfast.web.oversight.models import (
    DeficitEntry,
    PersonalSupervision,
    SettleReason,
    SupervisionDraft,
    SupervisionEntry,
)
from holdfast.web.pages.loop.challenging import MOST_DRAWN, drawn_of
from holdfast.web.pages.loop.settling import gaps_in
from holdfast.web.pages.loop.supervision_form import in_numbers, mark_of
from holdfast.web.teams import titles

pytestmark = pytest.mark.usefixtures("council")

AS_AT = date(2018, 1, 31)
WORDS = "See the child alone, at school"


def seen(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return re.sub(r"\s+", " ", answer.content.decode())


def an_open_one() -> tuple[DeficitPath, str]:
    """A deficit that is open and of which nothing was said, and the id of its child."""
    held = {row["child"] for row in data.outlook().rows("select child from holders")}
    path = next(
        one
        for one in deficit_paths(data.outlook())
        if one.is_open and not one.supervised and one.said is None and one.key.child in held
    )
    return path, data.handle(path.key.child)


def path_now(path: DeficitPath) -> DeficitPath:
    said = said_in_holdfast(data.addresses().child)
    return next(one for one in deficit_paths(data.outlook(), said) if one.key == path.key)


def directing(path: DeficitPath, **others: str) -> dict[str, str]:
    mark = mark_of(path)
    return {
        f"answer-{mark}": SaidKind.DIRECTED.value,
        f"words-{mark}": WORDS,
        f"owner-{mark}": path.worker or "nobody",
        f"by-{mark}": "9 2 2018",
        f"evidence-{mark}": "a visit at which the child was seen",
        "held": "31 1 2018",
        "life": "Quieter than before",
        "plan_works": "same",
    } | others


@pytest.mark.both_databases
def test_what_is_typed_is_kept_while_it_is_typed(manager: Client) -> None:
    path, handle = an_open_one()
    sent = directing(path) | {"draft": "typing", "life": "Half a sen"}
    assert manager.post(f"/supervision/{handle}/", sent).status_code == 204
    assert not SupervisionEntry.objects.exists()
    assert "Half a sen" in seen(manager, f"/supervision/{handle}/")


@pytest.mark.both_databases
def test_a_direction_moves_the_deficit_and_is_logged(manager: Client) -> None:
    path, handle = an_open_one()
    text = seen(manager, f"/supervision/{handle}/")
    for kind in ("directed", "challenged", "a reason stands", "the record is wrong"):
        assert re.search(rf'name="answer-{mark_of(path)}" type="radio" value="{kind}"', text), kind
    answer = manager.post(f"/supervision/{handle}/", directing(path))
    assert answer.status_code == 302
    now = path_now(path)
    assert (now.seen, now.directed, now.by_when) == (AS_AT, AS_AT, date(2018, 2, 9))
    assert now.evidenced is None, "no act makes a deficit evidenced"
    row = AuditRow.objects.filter(kind=AuditKind.SUPERVISE).last()
    assert row is not None
    assert row.target == path.key.child
    assert WORDS not in row.detail + row.reason
    assert "Directed on 31 January 2018" in seen(manager, f"/supervision/{handle}/")


def test_what_cannot_be_saved_comes_back_as_it_was_typed(manager: Client) -> None:
    path, handle = an_open_one()
    mark = mark_of(path)
    answer = manager.post(f"/supervision/{handle}/", directing(path, **{f"by-{mark}": "31 1 2018"}))
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Give a day after the supervision" in text
    assert WORDS in text
    assert "Quieter than before" in text
    assert not SupervisionEntry.objects.exists()


def test_a_draft_is_kept_for_whoever_typed_it(manager: Client) -> None:
    path, handle = an_open_one()
    manager.post(f"/supervision/{handle}/", directing(path, draft="1"))
    assert SupervisionDraft.objects.count() == 1
    assert not SupervisionEntry.objects.exists()
    assert WORDS in seen(manager, f"/supervision/{handle}/")
    SupervisionDraft.objects.update(by="somebody else")
    assert WORDS not in seen(manager, f"/supervision/{handle}/")


def _written(path: DeficitPath, handle: str, **changes: Any) -> SupervisionToSave:
    given: dict[str, Any] = {
        "child": path.key.child,
        "handle": handle,
        "worker": path.worker or "",
        "supervisor": "a manager",
        "held": AS_AT,
        "on": AS_AT,
        "life": "the first text",
    }
    return SupervisionToSave(**given | changes)


@pytest.mark.both_databases
def test_of_two_who_write_upon_one_version_neither_loses_words(manager: Client) -> None:
    path, handle = an_open_one()
    first = save_supervision(by="one", written=_written(path, handle))
    both = {"entry": first.entry, "version": 1}
    save_supervision(by="two", written=_written(path, handle, life="what two wrote", **both))
    with pytest.raises(ChangedMeanwhile) as raised:
        save_supervision(
            by="three", written=_written(path, handle, life="what three wrote", **both)
        )
    assert raised.value.newer.by == "two"
    sent = {"held": "31 1 2018", "life": "what the manager wrote", "entry": first.entry}
    answer = manager.post(f"/supervision/{handle}/?entry={first.entry}", sent | {"version": "1"})
    text = answer.content.decode()
    assert "what two wrote" in text
    assert "what the manager wrote" in text
    assert "two saved" in text
    saved = manager.post(f"/supervision/{handle}/?entry={first.entry}", sent | {"version": "2"})
    assert saved.status_code == 302
    latest = SupervisionEntry.objects.filter(entry=first.entry).order_by("version")
    assert [one.life for one in latest] == [
        "the first text", "what two wrote", "what the manager wrote",
    ]  # fmt: skip


def test_the_latest_version_alone_stands(manager: Client) -> None:
    path, handle = an_open_one()
    said = SaidToSave(path.key, path.source, handle, SaidKind.CHALLENGED, words="Why?")
    first = save_supervision(by="one", written=_written(path, handle, said=[said]))
    assert path_now(path).challenged == AS_AT
    save_supervision(by="one", written=_written(path, handle, entry=first.entry, version=1))
    assert path_now(path).challenged is None
    assert path_now(path).seen == AS_AT
    assert standing_entries(handle) == []
    assert DeficitEntry.objects.count() == 1


def test_nobody_verifies_their_own(manager: Client) -> None:
    path = next(one for one in deficit_paths(data.outlook()) if one.evidenced and one.worker)
    handle = data.handle(path.key.child)
    key = path.key
    here = f"/loop/deficit/{handle}/{key.rule}/{key.started.isoformat()}/{key.nth}/"
    assert "It is put right" in seen(manager, here)
    said = SaidToSave(key, path.source, handle, SaidKind.VERIFIED, words="looked")
    say_of_deficit(by="owner", by_worker=path.worker or "", said=said, on=AS_AT)
    assert path_now(path).verified is None
    assert manager.post(here, {"words": "Read the visit: seen alone"}).status_code == 302
    assert path_now(path).verified == AS_AT
    assert "It is put right" not in seen(manager, here)


def test_an_open_deficit_cannot_be_verified(manager: Client) -> None:
    path, handle = an_open_one()
    key = path.key
    here = f"/loop/deficit/{handle}/{key.rule}/{key.started.isoformat()}/{key.nth}/"
    text = manager.post(here, {"words": "done, I say"}).content.decode()
    assert "nothing to verify" in text
    assert not DeficitEntry.objects.exists()


def test_gaps_settled_together_stay_counted(manager: Client) -> None:
    path, handle = an_open_one()
    said = [SaidToSave(path.key, path.source, handle, SaidKind.SETTLED)]
    with pytest.raises(BadSetting):
        settle_together(
            by="m", by_worker="", deficits=said, reason=SettleReason.OVERTAKEN, on=AS_AT, sample=" "
        )
    assert not DeficitEntry.objects.exists()
    settle_together(
        by="m", by_worker="", deficits=said, reason=SettleReason.OVERTAKEN, on=AS_AT,
        sample="Looked at five of nine: visited, written under another form",
    )  # fmt: skip
    now = path_now(path)
    assert now.settled == AS_AT
    assert not now.is_open
    assert now.evidenced is None
    assert AuditRow.objects.filter(kind=AuditKind.SETTLE, target=path.key.child).count() == 1
    assert "Settled: 1" in seen(manager, "/loop/")


def test_the_loop_names_teams_and_its_lists_lead_on(manager: Client) -> None:
    text = seen(manager, "/loop/")
    assert "How far deficits came" in text
    assert "Nothing is held without somebody else" in text
    (folded,) = re.findall(r"<details.*?The same as a table.*?</details>", text, re.DOTALL)
    assert 'id="days"' in folded
    assert 'href="#days"' in text
    assert text.count('class="holdfast-few"') <= 3
    assert "Findings about teams: none on this day." in text
    for which in ("silent", "paper", "recurred", "open", "unverified", "settled", "escalated"):
        seen(manager, f"/loop/deficits/{which}/")
    seen(manager, "/loop/deficits/nonsense/", 404)


def test_a_whole_caseload_is_taken_in_one_sitting(manager: Client) -> None:
    path, handle = an_open_one()
    (row,) = data.outlook().rows(
        "select worker from holders where child = $child", child=path.key.child
    )
    text = seen(manager, f"/supervision/?worker={row['worker']}")
    assert f"/supervision/{handle}/" in text
    assert "never means that the child is safe" in text
    seen(manager, "/supervision/?worker=nobody-of-that-name", 404)
    answer = manager.post(f"/supervision/{handle}/", {"held": in_numbers(AS_AT), "next": "1"})
    assert answer.status_code == 302
    assert "kept=" in answer.headers["Location"]
    assert path_now(path).supervised == path.supervised + 1
    assert path_now(path).is_silent in (True, None)


def test_personal_supervision_is_shown_to_the_two_alone(manager: Client) -> None:
    User.objects.create_user("ash", password="a long password of words")
    sent = {"about": "ash", "held": "30 1 2018", "words": "Tired, and says so"}
    assert manager.post("/supervision/own/", sent).status_code == 302
    assert "Tired, and says so" in seen(manager, "/supervision/own/")
    PersonalSupervision.objects.create(
        about="ash", by="birch", held=AS_AT, words="of two others", entered_at="2018-02-01T00:00Z"
    )
    assert "of two others" not in seen(manager, "/supervision/own/")
    row = AuditRow.objects.filter(kind=AuditKind.SUPERVISE_WORKER).last()
    assert row is not None
    assert "Tired" not in row.detail + row.reason


def test_the_clock_of_supervision_sees_what_was_entered(manager: Client, own_council: Path) -> None:
    waiting = "select subject from standing where clock = 'supervision_case' and status = 'overdue'"
    held = {row["child"] for row in data.outlook().rows("select child from holders")}
    child = next(row["subject"] for row in data.outlook().rows(waiting) if row["subject"] in held)
    sent = {"held": in_numbers(AS_AT), "life": "Calmer"}
    manager.post(f"/supervision/{data.handle(child)}/", sent)
    laid = lay_entries()
    assert laid is not None
    outlook = data.outlook()
    assert child not in {row["subject"] for row in outlook.rows(waiting)}
    told = [one.clock.key for one in outlook.answered if one.answer == "cannot tell"]
    assert "supervision_case" not in told
    # It is whole at every moment: the head of a page says no day on which it ends.
    assert "file known until" not in seen(manager, "/due/")


def test_what_a_later_run_overtook_is_settled_with_a_sample(manager: Client) -> None:
    asked = ask(QueryDict())
    groups = gaps_in(asked, Scope())
    assert groups, "the council has no gap that may be settled"
    group = groups[-1]
    text = seen(manager, "/loop/settle/")
    assert f'value="{group.rule}"' in text
    sent = {"group": group.rule, "reason": "done unrecorded", "sample": ""}
    assert "Write which you looked at" in manager.post("/loop/settle/", sent).content.decode()
    assert not DeficitEntry.objects.exists()
    sent["sample"] = "Two of two: visited, and written under another form"
    assert manager.post("/loop/settle/", sent).status_code == 302
    assert DeficitEntry.objects.count() == len(group.duties)
    assert group.rule not in {one.rule for one in gaps_in(asked, Scope())}
    left = seen(manager, "/today/left-undone/")
    assert re.search(rf"{len(group.duties)} more (was|were) <a[^>]+>settled as gaps", left)


def test_a_list_of_the_loop_is_taken_away_with_a_row_for_each_child(manager: Client) -> None:
    text = seen(manager, "/loop/deficits/open/")
    (address,) = re.findall(r'href="(/loop/deficits/open\.csv[^"]*)"', text)
    answer = manager.get(address)
    assert answer.status_code == 200
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("child,rule,title,source,started,due,detected,seen")
    children = {line.split(",")[0] for line in lines[1:]}
    taken = AuditRow.objects.filter(kind=AuditKind.TAKEN).values_list("target", flat=True)
    assert set(taken) == children


def test_what_is_directed_of_one_deficit_is_not_said_of_another(
    manager: Client, own_council: Path
) -> None:
    path, handle = an_open_one()
    other = replace(path.key, rule="another")
    said = SaidToSave(
        other, path.source, handle, SaidKind.DIRECTED, due=date(2018, 2, 9), words=WORDS
    )
    save_supervision(by="one", written=_written(path, handle, said=[said]))
    assert lay_entries() is not None
    now = path_now(path)
    assert (now.seen, now.directed, now.supervised) == (AS_AT, None, 1)
    assert now.is_silent


def test_a_worker_s_page_leads_to_the_supervision_of_all_their_children(manager: Client) -> None:
    sql = "select worker from holders where worker is not null limit 1"
    worker = data.outlook().rows(sql)[0]["worker"]
    assert f"/supervision/?worker={worker}" in seen(manager, f"/today/?worker={worker}")


def test_supervision_without_a_worker_lets_one_be_chosen(manager: Client) -> None:
    teams = re.findall(r'href="(/supervision/\?team=[^"]+)"', seen(manager, "/supervision/"))
    found = [
        link
        for team in teams
        for link in re.findall(r'href="(/supervision/\?worker=[^"]+)"', seen(manager, team))
    ]
    links = [link for link in found if "inbox" not in link]
    assert links
    assert "Choose a team" in seen(manager, "/supervision/?team=no-such-team")
    assert "Discuss" in seen(manager, links[0])


def test_the_loop_shows_whether_supervision_challenges_as_its_measure_counts_it(
    manager: Client,
) -> None:
    text = seen(manager, "/loop/")
    told = re.search(
        r"<strong>(\d+)% \(([\d,]+) of ([\d,]+)\) of supervisions challenged the work, and "
        r"\d+% \([\d,]+ of [\d,]+\) set an action\.</strong>",
        text,
    )
    assert told
    counted, of = (int(one.replace(",", "")) for one in told.groups()[1:])
    rows = manager.get("/measures/supervisions_challenged.csv").content.decode().splitlines()
    own = [dict(zip(rows[0].split(","), row.split(","), strict=True)) for row in rows[1:]]
    year = [row for row in own if not row["group"] and row["whole"] == "True"][-12:]
    assert counted == sum(int(row["counted"]) for row in year)
    assert of == sum(int(row["of"]) for row in year)
    table = text.split('id="table-supervision-that-challenged-team-by-team"')[1]
    each = re.findall(r"([\d,]+) of ([\d,]+)</td>", table.partition("</table>")[0])
    assert sum(int(one.replace(",", "")) for one, _ in each) == counted
    assert sum(int(one.replace(",", "")) for _, one in each) == of
    drawn = re.search(r'<desc id="challenging-text">(.*?)</desc>', text)
    assert drawn
    assert "teams together" in drawn[1]


def test_the_loop_of_a_team_leads_to_the_picture_of_all(manager: Client) -> None:
    team = next(iter(titles(data.outlook())))
    text = seen(manager, f"/loop/?team={team}")
    assert 'id="challenging"' not in text
    assert "Supervision that challenged, team by team" in text


def test_of_many_teams_those_furthest_from_chance_are_drawn_by_name() -> None:
    teams = [(f"team {number}", number, 100) for number in (50, 2, 30, 31, 29, 95, 28, 33, 32, 34)]
    laid = funnel(teams)
    assert laid
    drawn = drawn_of(laid.points)
    assert len(drawn) == MOST_DRAWN
    left_out = {one.group for one in laid.points} - {one.group for one in drawn}
    assert not left_out & {"team 2", "team 50", "team 95"}
    assert drawn_of(laid.points[:3]) == laid.points[:3]
