"""Who sees which children: scopes, restricted records, and records opened with a reason."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.errors import BadSetting
from holdfast.query.adopted import AdoptedChildren, adopted_children
from holdfast.query.outlook import Outlook
from holdfast.web import data as pages_data
from holdfast.web.accounts import proof
from holdfast.web.accounts.models import User
from holdfast.web.actions.access import (
    let_see,
    lift_restriction,
    name_relative,
    open_record,
    restrict_record,
    review_opened,
)
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.people.adoptions import restrict_by_rule
from holdfast.web.people.alerting import tell_of_opened_record
from holdfast.web.people.bounds import bound_of
from holdfast.web.people.permission import Permission
from holdfast.web.people.restricted import OpenedRecord, RestrictedRecord, RestrictionKind
from tests.records import Rows, day, outlook_of

BACKEND = "holdfast.web.accounts.local.LocalBackend"
REASON = "The hospital has called about an injury."


def holder(seen: Outlook) -> tuple[str, str]:
    """A worker who holds several children, and the worker's team."""
    row = seen.rows(
        "select worker, team from holders where worker is not null and team is not null and named "
        "group by worker, team order by count(*) desc, worker limit 1"
    )[0]
    return row["worker"], row["team"]


@pytest.fixture
def worker(council: Path) -> User:
    user = User.objects.create_user("A.Worker", password="a made-up password")
    give_role(by="x", user=user, role="social_worker", worker=holder(pages_data.whole())[0])
    return user


@pytest.fixture
def browser(worker: User, anyone: Client) -> Client:
    anyone.force_login(worker, backend=BACKEND)
    AuditRow.objects.all().delete()
    return anyone


def children_of(worker: User) -> list[str]:
    own = worker.assignments.get().worker
    rows = pages_data.whole().rows("select child from holders where worker = $w", w=own)
    return sorted(row["child"] for row in rows)


def other_child(worker: User) -> str:
    seen, own = pages_data.whole(), worker.assignments.get().worker
    return str(
        seen.rows(
            "select min(child) as child from holders where worker <> $w and child not in "
            "(select child from beside)",
            w=own,
        )[0]["child"]
    )


def words(answer: Any) -> str:
    """What a page says, without the token of its form, which is another each time."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())


def page(child: str) -> str:
    return f"/children/{pages_data.handle(child)}/"


def restrict(child: str, kind: RestrictionKind = RestrictionKind.PROFILE) -> RestrictedRecord:
    return restrict_record(
        by="x",
        child=child,
        handle=pages_data.handle(child),
        kind=kind,
        why="a made-up reason to restrict",
        reviewer=User.objects.get_or_create(username="a reviewer")[0],
    )


def opened(user: User, child: str, reason: str = REASON) -> OpenedRecord:
    handle = pages_data.handle(child)
    return open_record(by=user.username, user=user, child=child, handle=handle, reason=reason)


def test_a_child_out_of_scope_is_told_as_one_whom_nobody_knows(
    browser: Client, worker: User
) -> None:
    child = other_child(worker)
    there, nowhere = browser.get(page(child)), browser.get("/children/" + "0" * 20 + "/")
    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert words(there) == words(nowhere)
    (row,) = AuditRow.objects.all()
    assert (row.who, row.kind, row.page, row.target) == ("A.Worker", "refused", "child", child)


def test_a_search_tells_no_more_and_is_in_the_log(browser: Client, worker: User) -> None:
    child = other_child(worker)
    there, nowhere = (browser.post("/children/", {"number": n}) for n in (child, "MU999999"))
    assert words(there).replace(child, "") == words(nowhere).replace("MU999999", "")
    assert [row.target for row in AuditRow.objects.filter(kind="refused")] == [child]


def test_a_day_long_past_opens_no_child_who_was_held_then(browser: Client, worker: User) -> None:
    own = worker.assignments.get().worker
    now = set(children_of(worker))
    rows = pages_data.whole().rows(
        "select distinct child from involvements where worker = $w and role = 'CW' "
        "and ended < $day",
        w=own,
        day=pages_data.whole().day,
    )
    before = sorted({row["child"] for row in rows} - now)
    assert before, "the worker never held another child"
    assert browser.get(page(before[0]) + "?as_at=2017-01-31").status_code == 404


def test_a_manager_sees_the_children_of_the_team_whom_nobody_holds(council: Path) -> None:
    from holdfast.query.today.day_facts import day_facts

    facts = day_facts(pages_data.whole())
    team, unheld = next((team, found) for team, found in facts.nobody.items() if team and found)
    user = User.objects.create(username="M")
    give_role(by="x", user=user, role="team_manager", team=team)
    client = Client()
    client.force_login(user, backend=BACKEND)
    assert client.get(page(unheld[0].child)).status_code == 200


def test_a_restricted_record_is_for_those_named_alone(browser: Client, worker: User) -> None:
    child = children_of(worker)[0]
    assert browser.get(page(child)).status_code == 200
    record = restrict(child)
    assert browser.get(page(child)).status_code == 404
    assert child not in browser.get("/due/?closed=1", follow=True).content.decode()
    let_see(by="x", child=child, record=record, user=worker)
    assert browser.get(page(child)).status_code == 200


def test_a_lifted_restriction_restricts_nobody(browser: Client, worker: User) -> None:
    child = children_of(worker)[0]
    record = restrict(child)
    lift_restriction(by="x", child=child, record=record, why="reviewed, and not needed any more")
    assert browser.get(page(child)).status_code == 200


def test_opening_is_offered_where_a_record_was_sought(browser: Client, worker: User) -> None:
    for address, of_a_record in ((page(other_child(worker)), True), ("/concerns/none/", False)):
        answer = browser.get(address)
        assert (b"open it with a reason" in answer.content) is of_a_record


def test_a_record_is_opened_with_a_reason_for_a_time_and_the_lead_is_told(
    browser: Client, worker: User
) -> None:
    child = other_child(worker)
    form = {"number": child, "reason": "short"}
    assert "15 to 500 characters" in browser.post("/people/open-a-record/", form).content.decode()
    answer = browser.post("/people/open-a-record/", form | {"reason": REASON})
    assert answer["Location"] == page(child)
    assert browser.get(page(child)).status_code == 200
    assert child not in browser.get("/due/", follow=True).content.decode(), "it is in no list"
    (row,) = AuditRow.objects.filter(kind="break glass")
    assert (row.target, row.reason) == (child, REASON)
    lead = User.objects.create(username="A.Lead")
    give_role(by="x", user=lead, role="governance_lead")
    other = Client()
    other.force_login(lead, backend=BACKEND)
    text = other.get("/people/opened/").content.decode()
    assert REASON in text
    told = other.get("/people/you/").content.decode()
    assert "1 record was" in told, "every page of theirs says so"
    assert "1 record was" not in browser.get("/people/you/").content.decode()
    one = OpenedRecord.objects.get()
    said = {"opened": one.pk, "justified": "yes", "words": "The hospital confirms the call."}
    assert other.post("/people/opened/", said).status_code == 302
    assert REASON not in other.get("/people/opened/").content.decode()
    OpenedRecord.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert browser.get(page(child)).status_code == 404


def test_opening_a_record_asks_for_the_password_of_who_signed_in_long_ago(
    browser: Client, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "LASTS", -1)
    answer = browser.post("/people/open-a-record/", {"number": "x", "reason": REASON})
    assert answer["Location"].startswith("/people/again/?next=")
    monkeypatch.setattr(proof, "LASTS", 900)
    asked = {"password": "wrong", "next": "/people/open-a-record/"}
    assert "password is wrong" in browser.post("/people/again/", asked).content.decode()
    asked["password"] = "a made-up password"
    assert browser.post("/people/again/", asked)["Location"] == "/people/open-a-record/"
    away = browser.post("/people/again/", asked | {"next": "//elsewhere.example/"})
    assert away["Location"] == "/"


def test_what_no_reason_opens(worker: User) -> None:
    related, adopted, restricted = (*children_of(worker)[:2], other_child(worker))
    name_relative(by="x", child=related, handle=pages_data.handle(related), user=worker)
    restrict(adopted, RestrictionKind.ADOPTION)
    for child in (related, adopted):
        with pytest.raises(BadSetting, match="cannot be opened"):
            opened(worker, child)
    restrict(restricted)
    assert opened(worker, restricted).restricted


def test_a_relative_of_a_member_of_staff_is_not_shown_to_them(
    browser: Client, worker: User
) -> None:
    child = children_of(worker)[0]
    name_relative(by="x", child=child, handle=pages_data.handle(child), user=worker)
    assert browser.get(page(child)).status_code == 404


def test_nobody_reviews_what_they_opened_themselves(worker: User) -> None:
    child = other_child(worker)
    one = opened(worker, child)
    with pytest.raises(BadSetting, match="themselves"):
        review_opened(
            by="A.Worker", child=child, opened=one, justified=True, words="It was a good reason."
        )


def test_an_inspector_s_access_ends_on_its_day(council: Path, anyone: Client) -> None:
    user, today = User.objects.create(username="I"), timezone.localdate()
    given = give_role(by="x", user=user, role="inspector", ends=today)
    anyone.force_login(user, backend=BACKEND)
    assert anyone.get("/due/").status_code == 200
    given.ends = today - timedelta(days=1)
    given.begins = given.ends
    given.save()
    assert anyone.get("/due/").status_code == 403
    assert "has no role today" in anyone.get("/", follow=True).content.decode()


def test_before_a_list_is_taken_away_it_is_asked_for_whom_it_is(
    council: Path, anyone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.create_user("D", password="a made-up password")
    give_role(by="x", user=user, role="director")
    anyone.force_login(user, backend=BACKEND)
    asked = anyone.get("/due.csv?status=overdue")
    assert asked["Location"] == "/people/take-away/?next=%2Fdue.csv%3Fstatus%3Doverdue"
    form = {"whom": "", "next": "/due.csv?status=overdue"}
    assert "Say for whom" in anyone.post("/people/take-away/", form).content.decode()
    again = anyone.post("/people/take-away/", form | {"whom": "the monthly panel"})
    assert again["Location"] == "/due.csv?status=overdue"
    assert anyone.get(again["Location"]).status_code == 200
    rows = AuditRow.objects.filter(kind__in=["download", "taken"])
    assert {row.reason for row in rows} == {"the monthly panel"}
    assert rows.filter(kind="taken").count() > 10
    monkeypatch.setattr(proof, "LASTS", -1)
    assert anyone.get("/due.csv")["Location"].startswith("/people/again/?next=")


def test_whoever_reviews_access_is_mailed_at_once_without_a_name_of_a_child(
    browser: Client, worker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_MAIL", "smtp://localhost")
    monkeypatch.setenv("HOLDFAST_ADDRESS", "https://holdfast.example")
    lead = User.objects.create(username="A.Lead", email="lead@example.org")
    give_role(by="x", user=lead, role="governance_lead")
    before = len(connection.run_on_commit)
    child = other_child(worker)
    browser.post("/people/open-a-record/", {"number": child, "reason": REASON})
    added = [one[1] for one in connection.run_on_commit[before:]]
    assert tell_of_opened_record in added, "once what was done is kept"
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        tell_of_opened_record()
        (sent,) = mail.outbox
    assert sent.to == ["lead@example.org"]
    assert "https://holdfast.example/people/opened/" in sent.body
    assert not [one for one in (child, REASON, worker.username) if one in sent.subject + sent.body]
    failing = "django.core.mail.backends.smtp.EmailBackend"
    with override_settings(EMAIL_BACKEND=failing, EMAIL_HOST="localhost", EMAIL_PORT=1):
        tell_of_opened_record()  # noted as a fault; nobody is kept waiting


# ------------------------------------------------------------------- the record before an adoption


def before_adoption() -> str:
    (child,) = adopted_children(pages_data.whole()).before
    return child


def whoever_restricts() -> User:
    lead = User.objects.create_user("G.Lead", password="a made-up password")
    give_role(by="x", user=lead, role="governance_lead")
    return lead


def test_a_record_before_an_adoption_is_withheld_before_anybody_entered_it(
    council: Path, manager: Client
) -> None:
    child = before_adoption()
    assert not RestrictedRecord.objects.exists()
    assert manager.get(page(child)).status_code == 404
    user = User.objects.get(pk=manager.session["_auth_user_id"])
    assert child not in (bound_of(user, Permission.SAME_CHILD) or ())
    assert child not in (bound_of(user, Permission.SEE_LISTS) or ())
    # A figure of adoptions without the adopted would be wrong, and it names nobody.
    assert bound_of(user, Permission.SEE_FIGURES) is None


def test_no_reason_opens_the_record_before_an_adoption(council: Path, worker: User) -> None:
    with pytest.raises(BadSetting, match="cannot be opened"):
        opened(worker, before_adoption())


def test_the_rule_fills_in_who_reviews_it_and_by_when(council: Path, manager: Client) -> None:
    whoever_restricts()
    assert restrict_by_rule(pages_data.whole()) == 1
    (row,) = RestrictedRecord.objects.all()
    assert (row.child, row.kind) == (pages_data.handle(before_adoption()), "adoption")
    assert row.reviewer == "G.Lead"
    assert row.review_on == timezone.localdate() + timedelta(days=90)
    (told,) = AuditRow.objects.filter(kind="restrict")
    assert told.target == before_adoption()
    # The next import tells of it again, and nothing is entered twice.
    assert restrict_by_rule(pages_data.whole()) == 0
    assert manager.get(page(before_adoption())).status_code == 404


def test_one_who_is_named_sees_it_and_a_lifted_one_stays_lifted(
    council: Path, manager: Client
) -> None:
    lead, child = whoever_restricts(), before_adoption()
    restrict_by_rule(pages_data.whole())
    row = RestrictedRecord.objects.get()
    user = User.objects.get(pk=manager.session["_auth_user_id"])
    let_see(by="G.Lead", child=child, record=row, user=user)
    assert manager.get(page(child)).status_code == 200
    row.exceptions.all().delete()
    assert manager.get(page(child)).status_code == 404
    lift_restriction(by=lead.username, child=child, record=row, why="the record is of nobody else")
    assert restrict_by_rule(pages_data.whole()) == 0
    assert manager.get(page(child)).status_code == 200


def test_a_child_whose_case_is_open_again_is_seen_by_whoever_leads_it(
    council: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = before_adoption()
    restrict_by_rule(pages_data.whole())
    again = AdoptedChildren(frozenset(), frozenset({child}))
    monkeypatch.setattr("holdfast.web.people.bounds.adopted", lambda: again)
    assert manager.get(page(child)).status_code == 200
    lead = Client()
    lead.force_login(whoever_restricts(), backend=BACKEND)
    monkeypatch.setattr("holdfast.web.pages.people.restricting.adopted", lambda: again)
    told = lead.get("/people/restricted/").content.decode()
    assert "a case is open under the number of before" in told
    assert child in told


def test_an_adopted_child_with_an_open_case_is_told_apart() -> None:
    care = {"started": day("2016-05-01"), "ended": day("2017-06-01"), "end_reason": "E12"}
    rows: Rows = {
        "persons": [{"child": "C1"}, {"child": "C2"}],
        "care_episodes": [
            {"episode": "E1", "child": "C1", **care},
            {"episode": "E2", "child": "C2", **care},
        ],
        "referrals": [
            {
                "referral": "R1",
                "child": "C1",
                "received": day("2016-01-01"),
                "closed": day("2017-06-01"),
            },
            {"referral": "R2", "child": "C2", "received": day("2017-12-01")},
        ],
    }
    seen = outlook_of(rows, "2018-01-31", Book(CLOCKS[:1]))
    assert adopted_children(seen) == AdoptedChildren(frozenset({"C1"}), frozenset({"C2"}))
