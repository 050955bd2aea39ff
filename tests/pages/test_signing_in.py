from pathlib import Path
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from holdfast.errors import BadSetting
from holdfast.web.accounts.local import (
    DEMO_PASSWORD,
    DEMO_USER,
    LOCAL_USER,
    ensure_demo_user,
    ensure_local_user,
)
from holdfast.web.accounts.models import User
from tests.pages.site import lay_snapshot


def sign_in(browser: Client, name: str, password: str, address: str = "/sign-in/") -> Any:
    return browser.post(address, {"username": name, "password": password, "next": ""})


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
    with pytest.raises(BadSetting, match="shorter than 12") as refused:
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


def test_without_the_demonstration_its_user_opens_nothing(anyone: Client, data: Path) -> None:
    ensure_demo_user()
    assert DEMO_PASSWORD not in anyone.get("/sign-in/").content.decode()
    assert sign_in(anyone, DEMO_USER, DEMO_PASSWORD).status_code == 200


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
