import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from holdfast.errors import BadSetting, CannotRead, NoSnapshot
from holdfast.web import data as pages_data
from holdfast.web import options
from holdfast.web.accounts.models import User
from holdfast.web.project import assets
from holdfast.web.project.context import navigation
from holdfast.web.project.secret import secret_key
from holdfast.web.serving import lacking_proxy, serve
from tests.pages.site import lay_snapshot


def test_the_secret_key_is_made_once_and_only_we_may_read_it(tmp_path: Path) -> None:
    made = secret_key(tmp_path / "new")
    assert len(made) >= 64
    assert secret_key(tmp_path / "new") == made
    assert secret_key(tmp_path / "another") != made
    place = tmp_path / "new" / "secret-key"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.parametrize("text", ["seaweed", "x" * 50 + "\u00e9"])
def test_a_key_that_cannot_be_trusted_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "secret-key").write_text(text, encoding="utf-8")
    (tmp_path / "secret-key").chmod(0o600)
    with pytest.raises(BadSetting, match="secret-key is too short") as refused:
        secret_key(tmp_path)
    assert text not in str(refused.value)


def test_a_key_that_others_can_read_is_refused_until_somebody_decides(tmp_path: Path) -> None:
    made = secret_key(tmp_path)
    (tmp_path / "secret-key").chmod(0o644)
    with pytest.raises(BadSetting, match="chmod 600"):
        secret_key(tmp_path)
    (tmp_path / "secret-key").chmod(0o600)
    assert secret_key(tmp_path) == made


def test_behind_a_certificate_cookies_are_held_to_this_one_host(tmp_path: Path) -> None:
    names = "s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME"
    told = f"from holdfast.web.project import settings as s; print({names})"
    given = {"HOLDFAST_HOME": str(tmp_path), "HOLDFAST_HTTPS": "1"}
    done = subprocess.run(
        [sys.executable, "-c", told], env=given, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["__Host-holdfast_session", "__Host-holdfast_form"]


def test_only_we_may_read_who_looked_at_what() -> None:
    place = Path(settings.DATABASES["default"]["NAME"])
    beside = [one for one in place.parent.iterdir() if one.name.startswith(place.name)]
    assert place in beside
    assert {stat.S_IMODE(one.stat().st_mode) for one in beside} == {0o600}


def test_the_models_and_their_migrations_agree() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_host_names_are_this_machine_s_and_those_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOLDFAST_HOSTS", "holdfast.council.example, other.example,")
    assert options.hosts()[:2] == ["127.0.0.1", "localhost"]
    assert options.hosts()[2:] == ["holdfast.council.example", "other.example"]


@pytest.mark.parametrize("value", ["yes", "2", "true"])
def test_a_setting_that_is_neither_0_nor_1_is_refused(
    value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_DEMO", value)
    with pytest.raises(BadSetting, match="HOLDFAST_DEMO"):
        options.is_on(options.DEMO)


def test_the_current_snapshot_is_followed_from_import_to_import(home: Path) -> None:
    with pytest.raises(NoSnapshot):
        pages_data.current()
    first = lay_snapshot(home)
    assert pages_data.current().id == first.id
    assert pages_data.current() is pages_data.current()
    second = lay_snapshot(home)
    assert pages_data.current().id == second.id != first.id


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "holdfast.council.example"])
def test_the_pages_are_served_on_this_machine_only(host: str) -> None:
    with pytest.raises(BadSetting, match=r"127\.0\.0\.1"):
        serve(host, 0, lambda address: None)


def test_a_proxy_that_is_not_named_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lacking_proxy() == ""
    monkeypatch.setenv("HOLDFAST_HTTPS", "1")
    assert "HOLDFAST_PROXY" in lacking_proxy()
    monkeypatch.setenv("HOLDFAST_PROXY", "127.0.0.1")
    assert lacking_proxy() == ""


def test_a_port_in_use_is_told_with_what_to_do() -> None:
    import socket

    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(BadSetting, match="--port"):
            serve("127.0.0.1", other.getsockname()[1], lambda address: None)


def test_page_assets_that_npm_has_not_fetched_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    with pytest.raises(CannotRead, match="npm ci"):
        list(assets.DesignSystemFinder().list(None))


def test_the_way_about_shows_only_pages_that_are_there(manager: Client) -> None:
    places = navigation("/", User.objects.get(username="manager"))
    assert places
    for place in places:
        assert place["url"].startswith("/")


def test_no_password_or_key_is_left_in_the_environment() -> None:
    assert settings.SECRET_KEY not in os.environ.values()
