"""A form that is sent with a session that has ended is kept for whoever typed it alone."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from holdfast.web.accounts.models import KeptForm, User
from holdfast.web.actions.people import give_role
from holdfast.web.project import sessions

PASSWORD = "a quite made-up password"
TYPED = {
    "number": "x",
    "reason": "The hospital has called, about <an injury>.\n" + "and more " * 40,
}
PLACE = "/people/open-a-record/"


def person(name: str) -> User:
    user = User.objects.create_user(name, password=PASSWORD)
    give_role(by="x", user=user, role="auditor")
    return user


def sign_in(client: Client, name: str, following: str = "/") -> str:
    form = {"username": name, "password": PASSWORD, "next": following}
    return str(client.post("/sign-in/", form)["Location"])


@pytest.fixture(params=["idle", "too long"])
def ended(request: pytest.FixtureRequest, council: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A browser whose session has ended, in one way or the other."""
    browser = Client()
    person("A.Auditor")
    sign_in(browser, "A.Auditor")
    if request.param == "idle":
        Session.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    else:
        monkeypatch.setattr(sessions, "LONGEST", -1)
    return browser


def test_no_word_is_lost_and_it_is_sent_once_signed_in_again(
    ended: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = ended.post(PLACE, TYPED | {"csrfmiddlewaretoken": "x"})
    assert answer["Location"] == "/sign-in/?next=%2Fpeople%2Fkept%2F"
    monkeypatch.setattr(sessions, "LONGEST", 12 * 60 * 60)
    assert sign_in(ended, "A.Auditor", "/people/kept/") == "/people/kept/"
    text = ended.get("/people/kept/").content.decode()
    assert "The hospital has called, about &lt;an injury&gt;.\n" in text
    assert f'action="{PLACE}"' in text
    one = KeptForm.objects.get()
    assert dict(one.fields) == TYPED
    again = ended.post(PLACE, TYPED | {"kept_form": one.pk})
    assert "There is no child with that number" in again.content.decode(), "it came to the page"
    assert not KeptForm.objects.exists()


def test_who_signs_in_next_at_the_machine_is_told_nothing(
    ended: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended.post(PLACE, TYPED)
    monkeypatch.setattr(sessions, "LONGEST", 12 * 60 * 60)
    person("B.Auditor")
    sign_in(ended, "B.Auditor")
    assert "hospital" not in ended.get("/people/kept/").content.decode()
    ended.post("/people/kept/", {"kept_form": KeptForm.objects.get().pk})
    assert KeptForm.objects.count() == 1


def test_of_who_never_signed_in_nothing_is_kept(council: Path, anyone: Client) -> None:
    anyone.cookies["holdfast_session"] = "x" * 32
    assert anyone.post(PLACE, TYPED).status_code == 302
    assert not KeptForm.objects.exists()
