from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from holdfast.errors import BadSetting, NotFound
from holdfast.record.store.snapshots import Store
from holdfast.web import data as pages_data
from holdfast.web import expiry, options
from holdfast.web.accounts.local import (
    DEMO_PASSWORD,
    DEMO_USER,
    LOCAL_USER,
    ensure_demo_user,
    ensure_local_user,
)
from holdfast.web.accounts.models import User
from holdfast.web.actions.accounts import add_person, change_password
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.people.roles import EVERYTHING
from holdfast.web.project import sessions
from tests.pages.site import lay_snapshot


def sign_in(browser: Client, name: str, password: str, address: str = "/sign-in/") -> Any:
    return browser.post(address, {"username": name, "password": password, "next": ""})


@pytest.mark.both_databases
def test_a_page_sends_those_not_signed_in_to_the_sign_in_page_and_back(
    anyone: Client, data: Path
) -> None:
    password = ensure_local_user()
    asked = anyone.get("/")
    assert (asked.status_code, asked["Location"]) == (302, "/sign-in/?next=/")
    form = {"username": LOCAL_USER, "password": password, "next": "/"}
    answer = anyone.post("/sign-in/", form, follow=True)
    assert answer.redirect_chain == [("/", 302)]
    assert "Signed in as holdfast" in answer.content.decode()


def test_signing_in_never_leads_to_another_site(anyone: Client, data: Path) -> None:
    password = ensure_local_user()
    form = {"username": LOCAL_USER, "password": password, "next": "https://elsewhere.example/"}
    assert anyone.post("/sign-in/", form)["Location"] == "/"


def test_a_wrong_password_and_an_unknown_name_get_the_same_words(anyone: Client) -> None:
    ensure_local_user()
    wrong = [sign_in(anyone, name, "not the password") for name in (LOCAL_USER, "nobody")]
    assert [answer.status_code for answer in wrong] == [200, 200]
    for answer in wrong:
        text = answer.content.decode()
        assert "<title>Error: Sign in" in text
        assert "The user name or the password is wrong" in text
        assert "not the password" not in text


def test_empty_boxes_are_named(anyone: Client) -> None:
    text = sign_in(anyone, "", "").content.decode()
    assert text.count("Enter your user name") == 2  # in the summary, and at the box
    assert text.count("Enter your password") == 2


@pytest.mark.both_databases
def test_the_sixth_try_is_refused_even_with_the_right_password(anyone: Client) -> None:
    password = ensure_local_user()
    tries = [sign_in(anyone, LOCAL_USER, "wrong").status_code for _ in range(5)]
    assert tries[:4] == [200] * 4
    locked = sign_in(anyone, LOCAL_USER, password or "")
    assert locked.status_code == 429
    assert "closed for 15 minutes" in locked.content.decode()
    assert locked["Cache-Control"] == "no-store"


def test_a_lock_on_one_name_does_not_close_another(anyone: Client, data: Path) -> None:
    for _ in range(6):
        sign_in(anyone, "nobody", "wrong")
    assert sign_in(anyone, LOCAL_USER, ensure_local_user() or "").status_code == 302


@pytest.mark.both_databases
def test_signing_out_ends_the_session_at_the_server(manager: Client, data: Path) -> None:
    assert manager.get("/").status_code == 200
    assert "You have signed out" in manager.post("/sign-out/").content.decode()
    assert Session.objects.count() == 0
    assert manager.get("/").status_code == 302


def test_a_link_cannot_sign_anyone_out(manager: Client, data: Path) -> None:
    assert manager.get("/sign-out/").status_code == 405
    assert manager.get("/").status_code == 200


def test_a_form_without_its_token_is_refused_with_a_page(home: Path) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = sign_in(strict, LOCAL_USER, "anything at all")
    assert answer.status_code == 403
    assert "The form could not be accepted" in answer.content.decode()


def test_a_session_ends_after_thirty_minutes_without_a_click(manager: Client, data: Path) -> None:
    manager.get("/")
    assert manager.session.get_expiry_age() == 1800
    cookie = manager.cookies["holdfast_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_local_password_is_made_once_and_not_kept_in_the_clear(home: Path) -> None:
    made = ensure_local_user()
    assert made is not None
    assert len(made) >= 20
    assert ensure_local_user() is None
    assert made not in User.objects.get(username=LOCAL_USER).password


def test_a_password_given_takes_the_place_of_the_one_made(home: Path) -> None:
    made = ensure_local_user()
    assert ensure_local_user("a long enough one") is None
    user = User.objects.get(username=LOCAL_USER)
    assert user.check_password("a long enough one")
    assert not user.check_password(made)


def test_a_short_password_is_refused_without_being_shown(home: Path) -> None:
    with pytest.raises(BadSetting, match="at least 12") as refused:
        ensure_local_user("seaweed")
    assert "seaweed" not in str(refused.value)


def test_the_demonstration_says_how_to_sign_in(
    anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DEMO", "1")
    ensure_demo_user()
    text = anyone.get("/sign-in/").content.decode()
    assert DEMO_USER in text
    assert DEMO_PASSWORD in text
    assert sign_in(anyone, DEMO_USER, DEMO_PASSWORD).status_code == 302


def test_a_demonstration_of_two_councils_links_to_the_other(
    anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DEMO", "1")
    assert "holdfast demo --both" in anyone.get("/sign-in/").content.decode()
    monkeypatch.setenv("HOLDFAST_DEMO_OTHER", "8001")
    link = 'href="http://127.0.0.1:8001/">Look at the other made-up council'
    assert link in anyone.get("/sign-in/").content.decode()
    sign_in(anyone, *ensure_demo_user())
    assert link in anyone.get("/").content.decode()
    monkeypatch.setenv("HOLDFAST_DEMO", "0")
    assert link not in anyone.get("/sign-in/").content.decode()


def test_without_the_demonstration_its_user_opens_nothing(anyone: Client, data: Path) -> None:
    ensure_demo_user()
    assert DEMO_PASSWORD not in anyone.get("/sign-in/").content.decode()
    assert sign_in(anyone, DEMO_USER, DEMO_PASSWORD).status_code == 200


def test_real_children_that_are_not_shown_yet_shut_the_demonstration(
    anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DEMO", "1")
    sign_in(anyone, *ensure_demo_user())
    shown = pages_data.current()
    monkeypatch.setattr(pages_data, "current", lambda: shown)  # until it is made ready
    real = lay_snapshot(data, made_up=False)
    assert anyone.get(f"/imports/{real.id}/").status_code == 302
    Store(data).make_current(shown.id)
    assert anyone.get("/").status_code == 302  # still held: its page of the import could be asked


def test_real_children_shut_the_demonstration_at_once(
    anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DEMO", "1")
    sign_in(anyone, *ensure_demo_user())
    assert anyone.get("/").status_code == 200
    lay_snapshot(data, made_up=False)
    assert anyone.get("/").status_code == 302
    assert DEMO_PASSWORD not in anyone.get("/sign-in/").content.decode()
    assert sign_in(anyone, DEMO_USER, DEMO_PASSWORD).status_code == 200


PROXY = "10.0.0.1"


def try_from(browser: Client, *forwarded: str, name: str = LOCAL_USER, password: str = "x") -> int:
    """A try through the proxy, which adds the last address to what it was told."""
    form = {"username": name, "password": password, "next": ""}
    told = {"REMOTE_ADDR": PROXY, "HTTP_X_FORWARDED_FOR": ", ".join(forwarded)}
    return browser.post("/sign-in/", form, **told).status_code


@pytest.fixture
def proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_PROXY", PROXY)


def test_behind_the_proxy_each_machine_is_counted_by_itself(
    anyone: Client, data: Path, proxy: None
) -> None:
    password = ensure_local_user() or ""
    assert [try_from(anyone, "10.1.0.1") for _ in range(6)][-1] == 429
    assert try_from(anyone, "10.1.0.2", password=password) == 302


def test_what_was_forged_before_the_proxy_counts_for_nothing(
    anyone: Client, home: Path, proxy: None
) -> None:
    forged = [f"172.16.0.{n}" for n in range(6)]
    assert [try_from(anyone, one, "10.1.0.1") for one in forged][-1] == 429


def test_several_proxies_are_passed_over_from_the_last(
    anyone: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_PROXY", f"{PROXY}, 10.0.0.2")
    password = ensure_local_user() or ""
    assert [try_from(anyone, "10.1.0.1:4711", "10.0.0.2") for _ in range(6)][-1] == 429
    assert try_from(anyone, "10.1.0.2", "10.0.0.2", password=password) == 302


def test_without_the_setting_nobody_is_believed(anyone: Client, home: Path) -> None:
    assert [try_from(anyone, f"10.1.0.{n}") for n in range(6)][-1] == 429


def test_a_network_of_the_sixth_version_is_one_place(
    anyone: Client, home: Path, proxy: None
) -> None:
    assert [try_from(anyone, f"2001:db8::{n}") for n in range(6)][-1] == 429
    assert try_from(anyone, "2001:db8:0:1::1") == 200


def test_a_proxy_that_is_no_address_is_refused(
    anyone: Client, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_PROXY", "proxy.council.example")
    with pytest.raises(BadSetting, match="HOLDFAST_PROXY"):
        options.proxies()


@pytest.mark.both_databases
def test_trying_while_it_is_closed_does_not_keep_it_closed(anyone: Client, data: Path) -> None:
    password = ensure_local_user() or ""
    for _ in range(5):
        sign_in(anyone, LOCAL_USER, "wrong")
    earlier = timezone.now() - timedelta(minutes=14)
    AccessAttempt.objects.update(attempt_time=earlier)
    assert sign_in(anyone, LOCAL_USER, password).status_code == 429
    assert AccessAttempt.objects.get().attempt_time == earlier
    AccessAttempt.objects.update(attempt_time=earlier - timedelta(minutes=2))
    assert sign_in(anyone, LOCAL_USER, password).status_code == 302


@pytest.mark.both_databases
def test_a_password_typed_where_the_name_belongs_is_kept_nowhere(anyone: Client) -> None:
    secret = "correct horse battery"
    sign_in(anyone, secret, "wrong")
    assert secret not in repr(list(AccessAttempt.objects.values()))
    assert secret not in repr(list(AuditRow.objects.values()))
    assert AccessAttempt.objects.count() == 1


@pytest.mark.both_databases
def test_signing_in_and_out_and_failing_to_are_in_the_log(anyone: Client, data: Path) -> None:
    password = ensure_local_user() or ""
    AuditRow.objects.all().delete()  # of the roles that the first account was given
    sign_in(anyone, "nobody", "wrong")
    sign_in(anyone, "nobody else", "wrong")
    for _ in range(7):
        sign_in(anyone, LOCAL_USER, "wrong")
    AccessAttempt.objects.all().delete()
    sign_in(anyone, LOCAL_USER, password)
    anyone.post("/sign-out/")
    anyone.post("/sign-out/")
    assert Counter(AuditRow.objects.values_list("who", "kind")) == {
        ("(no account)", "sign-in failed"): 1,
        (LOCAL_USER, "sign-in failed"): 5,
        (LOCAL_USER, "sign-in closed"): 1,
        (LOCAL_USER, "sign in"): 1,
        (LOCAL_USER, "sign out"): 1,
    }
    assert set(AuditRow.objects.values_list("detail", flat=True)) == {"from 127.0.0.1"}


@pytest.mark.both_databases
def test_another_password_ends_the_sessions_of_the_old_one(anyone: Client, data: Path) -> None:
    made = add_person(by="a test", name="A.Manager")
    user = User.objects.get(username="A.Manager")
    give_role(by="a test", user=user, role=EVERYTHING)
    sign_in(anyone, "A.Manager", made or "")
    assert anyone.get("/").status_code == 200
    assert change_password(by="a test", name="A.Manager", password="a quite different one") is None
    assert anyone.get("/").status_code == 302
    assert sign_in(anyone, "A.Manager", "a quite different one").status_code == 302


@pytest.mark.parametrize("name", [DEMO_USER, "taken", "two words", "", "x" * 200])
def test_a_name_that_cannot_be_used_is_refused(home: Path, name: str) -> None:
    User.objects.create(username="taken")
    with pytest.raises(BadSetting):
        add_person(by="a test", name=name)


@pytest.mark.parametrize("password", ["x7!q", "password12345", "A.Manager.1234"])
def test_a_password_that_is_easily_guessed_is_refused(home: Path, password: str) -> None:
    with pytest.raises(BadSetting) as refused:
        add_person(by="a test", name="A.Manager", password=password)
    assert password not in str(refused.value)
    assert not User.objects.filter(username="A.Manager").exists()


@pytest.mark.parametrize("name", [DEMO_USER, "nobody"])
def test_only_a_person_s_password_can_be_changed(home: Path, name: str) -> None:
    ensure_demo_user()
    with pytest.raises(NotFound):
        change_password(by="a test", name=name)


@pytest.mark.both_databases
def test_where_someone_can_sign_in_no_first_user_is_made(home: Path) -> None:
    add_person(by="a test", name="A.Manager")
    assert ensure_local_user() is None
    assert not User.objects.filter(username=LOCAL_USER).exists()


def test_a_session_ends_after_twelve_hours_whatever_is_done_in_it(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert manager.get("/").status_code == 200
    monkeypatch.setattr(sessions, "LONGEST", -1)
    assert manager.get("/").status_code == 302
    assert Session.objects.count() == 0


def test_signing_out_clears_what_the_browser_kept(manager: Client, data: Path) -> None:
    assert manager.post("/sign-out/")["Clear-Site-Data"] == '"cache", "storage"'


@pytest.mark.both_databases
def test_sessions_that_ended_and_old_attempts_are_deleted(manager: Client, data: Path) -> None:
    sign_in(Client(), "nobody", "wrong")
    expiry.delete_old()
    assert (Session.objects.count(), AccessAttempt.objects.count()) == (1, 1)
    old = timezone.now() - timedelta(days=2)
    Session.objects.update(expire_date=old)
    AccessAttempt.objects.update(attempt_time=old)
    expiry.delete_old()
    assert (Session.objects.count(), AccessAttempt.objects.count()) == (0, 0)


@pytest.mark.both_databases
@pytest.mark.parametrize("typed", ["a\0b", "x" * 5000, "\ufffe\u202e"])
def test_what_no_name_can_be_is_a_wrong_name_on_either_database(
    typed: str, anyone: Client, home: Path
) -> None:
    form = {"username": typed, "password": typed, "next": typed, "more": typed}
    answer = anyone.post(f"/sign-in/?next={typed[:3]}", form, headers={"user-agent": typed})
    assert answer.status_code == 200
    assert "<title>Error: Sign in" in answer.content.decode()
