"""The daily mail: the numbers of the pages, no child, once a day, and choices that hold."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.http import QueryDict
from django.test import Client, override_settings

from holdfast.errors import BadSetting
from holdfast.query.scope import Scope
from holdfast.query.today.worker_day import worker_day
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.actions.accounts import set_mail_address
from holdfast.web.actions.digest import choose_digest
from holdfast.web.actions.people import give_role
from holdfast.web.asked import ask
from holdfast.web.audit.models import AuditRow
from holdfast.web.digest.counting import digest_parts
from holdfast.web.digest.models import HowOften
from holdfast.web.digest.sending import MailOutcome, is_due, send_digests
from holdfast.web.options import mail_server
from holdfast.web.people.permission import ScopeKind

pytestmark = pytest.mark.usefixtures("council")

MONDAY, TUESDAY, SUNDAY = date(2018, 2, 5), date(2018, 2, 6), date(2018, 2, 4)


@pytest.fixture(autouse=True)
def letters() -> Iterator[list[Any]]:
    """What would have been sent; nothing leaves the machine."""
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        mail.outbox = []
        yield mail.outbox


def person(name: str, role: str, how_often: HowOften = HowOften.DAILY, **scope: Any) -> User:
    user = User.objects.create(username=name)
    give_role(by="a test", user=user, role=role, **scope)
    set_mail_address(by="a test", name=name, address=f"{name}@council.example")
    user.refresh_from_db()
    choose_digest(by=name, how_often=how_often, when_nothing=False)
    return user


def team_of_most() -> str:
    rows = data.outlook().rows(
        "select team, count(*) as n from holders where team is not null group by team "
        "order by n desc limit 1"
    )
    return str(rows[0]["team"])


def worker_with_overdue() -> str:
    outlook = data.outlook()
    rows = outlook.rows("select distinct worker from holders where worker is not null")
    return next(
        row["worker"] for row in rows if worker_day(outlook, Scope(worker=row["worker"])).overdue
    )


def sent(today: date = MONDAY) -> dict[str, MailOutcome]:
    found = send_digests(by="cron", today=today, address="https://h")
    return {one.name: one.what for one in found}


def test_a_mail_says_the_numbers_of_the_page_and_names_no_child(letters: list[Any]) -> None:
    team = team_of_most()
    user = person("lead", "team_manager", scope=ScopeKind.TEAM, team=team)
    assert sent() == {"lead": MailOutcome.SENT}
    text = letters[0].body
    client = Client()
    client.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    page = re.sub(r"<[^>]+>", "", client.get(f"/today/?team={team}").content.decode())
    found = re.search(r"^  ([\d,]+) famil(?:y|ies) not seen when due$", text, re.M)
    assert found
    assert re.search(rf"\b{found[1]}families not seen when due", page)
    assert "https://h/today/?team=" in text
    children = data.outlook().rows("select child, forename, surname from persons")
    words = set(re.findall(r"\w+", text))
    assert not words & {one["child"] for one in children}
    assert not words & {one["surname"] for one in children if one["surname"]}
    assert letters[0].to == ["lead@council.example"]


def test_it_is_sent_once_a_day_and_noted(letters: list[Any]) -> None:
    person("lead", "director")
    AuditRow.objects.all().delete()
    assert sent() == {"lead": MailOutcome.SENT}
    assert sent() == {"lead": MailOutcome.SENT_ALREADY}
    assert sent(TUESDAY) == {"lead": MailOutcome.SENT}
    assert len(letters) == 2
    assert [row.target for row in AuditRow.objects.filter(kind="digest")] == ["lead", "lead"]


def test_what_the_server_does_not_take_is_sent_when_asked_again(
    letters: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    person("lead", "director")
    person("other", "director")

    def fails(message: Any, fail_silently: bool = False) -> int:
        if message.to == ["lead@council.example"]:
            raise ConnectionRefusedError
        letters.append(message)
        return 1

    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", fails)
        assert sent() == {"lead": MailOutcome.REFUSED, "other": MailOutcome.SENT}
    assert sent() == {"lead": MailOutcome.SENT, "other": MailOutcome.SENT_ALREADY}


def test_each_gets_what_is_theirs_and_no_more() -> None:
    asked = ask(QueryDict(""))
    assert digest_parts(person("member", "elected_member"), asked) == ()
    assert digest_parts(person("machine", "administrator"), asked) == ()
    worker = worker_with_overdue()
    own = digest_parts(person("own", "social_worker", scope=ScopeKind.OWN, worker=worker), asked)
    assert [part.title for part in own] == ["Your children"]
    assert [part.title for part in digest_parts(person("lead", "director"), asked)] == ["All teams"]


def test_a_choice_of_never_or_weekly_holds(letters: list[Any]) -> None:
    person("never", "director", HowOften.NEVER)
    person("weekly", "director", HowOften.WEEKLY)
    assert sent(TUESDAY) == {}
    assert sent(SUNDAY) == {}
    assert sent(MONDAY) == {"weekly": MailOutcome.SENT}
    # Easter Monday 2018 is no working day: the week begins on the Tuesday.
    assert not is_due(HowOften.WEEKLY, date(2018, 4, 2))
    assert is_due(HowOften.WEEKLY, date(2018, 4, 3))


def test_the_page_keeps_what_is_chosen(manager: Client) -> None:
    assert "All teams" in manager.get("/digest/").content.decode()
    answer = manager.post("/digest/", {"how_often": "sometimes"})
    assert "Choose how often the mail comes" in answer.content.decode()
    assert manager.post("/digest/", {"how_often": "weekly"}).status_code == 302
    assert 'value="weekly" checked' in manager.get("/digest/").content.decode()


@pytest.mark.parametrize("address", ["nowhere", "a b@council.example", "x@"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    User.objects.create(username="lead")
    with pytest.raises(BadSetting, match="no address"):
        set_mail_address(by="a test", name="lead", address=address)


@pytest.mark.parametrize(
    ("text", "port", "tls", "starttls"),
    [
        ("smtp://u:p%40ss@mail.council.example", 587, False, True),
        ("smtps://u:p%40ss@mail.council.example:4465", 4465, True, False),
    ],
)
def test_a_mail_server_is_read_from_its_address(
    monkeypatch: pytest.MonkeyPatch, text: str, port: int, tls: bool, starttls: bool
) -> None:
    monkeypatch.setenv("HOLDFAST_MAIL", text)
    monkeypatch.setenv("HOLDFAST_MAIL_FROM", "holdfast@council.example")
    found = mail_server()
    assert found
    assert (found.port, found.tls, found.starttls) == (port, tls, starttls)
    assert (found.user, found.password) == ("u", "p@ss")
    for wrong in ("mail.council.example", "smtp://host:port", "http://host"):
        monkeypatch.setenv("HOLDFAST_MAIL", wrong)
        with pytest.raises(BadSetting, match="HOLDFAST_MAIL"):
            mail_server()
