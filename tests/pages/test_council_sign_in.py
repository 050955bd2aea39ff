"""Signing in with the council's own account, at a real OpenID provider, and by codes."""

import http.client
from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client, override_settings

from holdfast.errors import BadSetting
from holdfast.web.accounts import code_views
from holdfast.web.accounts.models import User
from holdfast.web.actions.council_roles import map_group
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditRow
from holdfast.web.options import council_provider
from holdfast.web.people.assignments import allowed, scopes_of
from holdfast.web.people.permission import Permission
from tests.openid_provider import CLIENT, SECRET, OpenIdProvider, openid_provider

ENTRA = {"sub": "pairwise-1", "oid": "object-1", "preferred_username": "ada@council.example"}
PASSWORD = "a quite made-up password"


@pytest.fixture
def provider(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenIdProvider]:
    with openid_provider() as running:
        monkeypatch.setenv("HOLDFAST_OPENID_SERVER", running.address)
        monkeypatch.setenv("HOLDFAST_OPENID_CLIENT", CLIENT)
        monkeypatch.setenv("HOLDFAST_OPENID_SECRET", SECRET)
        monkeypatch.setenv("HOLDFAST_OPENID_KEY", "oid")
        monkeypatch.setenv("HOLDFAST_OPENID_WORKER", "employeeid")
        with override_settings(SOCIALACCOUNT_PROVIDERS={"openid_connect": council_provider()}):
            yield running


def signs_in(provider: OpenIdProvider, browser: Client, **claims: Any) -> Any:
    """Go the whole way as a browser does; the last answer."""
    provider.claims = ENTRA | claims
    there = browser.get("/sign-in/with/council/?next=/people/you/")
    assert there.status_code == 302
    assert there["Location"].startswith(provider.address)
    parts = urlsplit(there["Location"])
    connection = http.client.HTTPConnection(parts.netloc)
    connection.request("GET", f"{parts.path}?{parts.query}")
    back = urlsplit(str(connection.getresponse().getheader("Location")))
    connection.close()
    return browser.get(f"{back.path}?{back.query}")


def test_who_has_a_group_has_its_role_until_they_leave_it(
    provider: OpenIdProvider, anyone: Client
) -> None:
    map_group(by="x", group="g-workers", role="social_worker")
    map_group(by="x", group="Holdfast.Analyst", role="analyst")
    answer = signs_in(provider, anyone, groups=["g-workers", "g-other"], employeeid="W1")
    assert (answer.status_code, answer["Location"]) == (302, "/people/you/")
    assert provider.asked["code_challenge_method"] == "S256"
    user = User.objects.get()
    assert user.username == "ada@council.example"
    assert scopes_of(user)[0].worker == "W1"
    assert not allowed(user, Permission.IMPORT)
    # The name changed at the provider, and the group: it is the same person by the stable key.
    signs_in(
        provider, Client(), preferred_username="ada.b@council.example", roles=["Holdfast.Analyst"]
    )
    assert User.objects.get() == user
    assert allowed(user, Permission.IMPORT)
    assert not allowed(user, Permission.ANSWER_ACTION)
    kinds = list(AuditRow.objects.values_list("kind", flat=True))
    assert kinds.count("sign in") == 2
    assert kinds.count("end role") == 1


@pytest.mark.parametrize("spoils", ["issuer", "audience", "expired", "signature"])
def test_a_token_that_is_not_of_our_provider_for_us_is_refused(
    spoils: str, provider: OpenIdProvider, anyone: Client
) -> None:
    provider.spoils = spoils
    answer = signs_in(provider, anyone)
    assert answer.status_code == 403
    assert "Sign in again" in answer.content.decode()
    assert not User.objects.exists()
    assert anyone.get("/").status_code == 302
    assert AuditRow.objects.get().kind == "sign-in failed"


def test_an_answer_that_nobody_asked_for_is_refused(
    provider: OpenIdProvider, anyone: Client
) -> None:
    answer = anyone.get("/sign-in/with/council/back/?code=x&state=never-given")
    assert answer.status_code == 403
    assert not User.objects.exists()


def test_a_name_that_another_account_has_is_not_taken_over(
    provider: OpenIdProvider, anyone: Client
) -> None:
    User.objects.create(username=ENTRA["preferred_username"])
    answer = signs_in(provider, anyone)
    assert answer.status_code == 403
    assert "another account of your name" in answer.content.decode()
    assert User.objects.count() == 1


def test_too_many_groups_for_the_token_are_told(provider: OpenIdProvider, anyone: Client) -> None:
    answer = signs_in(provider, anyone, _claim_names={"groups": "src1"})
    assert "use app roles instead" in answer.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize("server", ["http://login.example/", "https://login.example/"])
def test_a_provider_that_could_be_listened_to_or_has_no_client_is_refused(
    server: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_OPENID_SERVER", server)
    if server.startswith("http:"):
        monkeypatch.setenv("HOLDFAST_OPENID_CLIENT", "x")
    with pytest.raises(BadSetting):
        council_provider()


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time()) // 30))


def test_a_role_asks_for_codes_and_each_opens_once(
    data: Path, anyone: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = User.objects.create_user("A.Director", password=PASSWORD)
    give_role(by="x", user=user, role="director")
    monkeypatch.setenv("HOLDFAST_CODE_ROLES", "director")
    form = {"username": "A.Director", "password": PASSWORD, "next": "/due/"}
    assert anyone.post("/sign-in/", form).status_code == 302
    assert anyone.get("/due/")["Location"] == "/people/codes/", "nothing opens without codes"
    assert "<svg" in anyone.get("/people/codes/").content.decode(), "an app reads it by camera"
    secret = anyone.session[code_views.SECRET]
    wrong = anyone.post("/people/codes/", {"code": "000000"}).content.decode()
    assert "not the one that the app shows" in wrong
    kept = anyone.post("/people/codes/", {"code": code_of(secret)}).content.decode()
    recovery = kept.split("<code>")[1].split("</code>")[0]
    assert anyone.get("/due/").status_code == 200
    assert secret not in repr(list(user.authenticator_set.values()))

    other = Client()
    assert other.post("/sign-in/", form)["Location"] == "/sign-in/code/"
    assert other.get("/due/")["Location"].startswith("/sign-in/"), "a password alone opens nothing"
    assert "code is wrong" in other.post("/sign-in/code/", {"code": "000000"}).content.decode()
    assert other.post("/sign-in/code/", {"code": recovery})["Location"] == "/due/"
    assert other.get("/due/").status_code == 200
    again = Client()
    again.post("/sign-in/", form)
    used = again.post("/sign-in/code/", {"code": recovery}).content.decode()
    assert "has been used" in used


def test_wrong_codes_close_the_door_as_wrong_passwords_do(data: Path, anyone: Client) -> None:
    from holdfast.web.accounts.codes import begin_codes

    user = User.objects.create_user("A.Director", password=PASSWORD)
    secret = "JBSWY3DPEHPK3PXP"
    assert begin_codes(user, secret, code_of(secret))
    form = {"username": "A.Director", "password": PASSWORD}
    anyone.post("/sign-in/", form)
    answers = [anyone.post("/sign-in/code/", {"code": "1"}).status_code for _ in range(7)]
    assert answers[-1] == 429
