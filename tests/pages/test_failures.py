import errno
import logging
import sqlite3
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client, override_settings

from tests.pages.gallery import VALUE_OF_A_ROW

with_gallery = override_settings(ROOT_URLCONF="tests.pages.gallery")


def test_with_no_data_the_page_says_how_to_import(manager: Client, home: Path) -> None:
    answer = manager.get("/")
    text = answer.content.decode()
    assert answer.status_code == 503
    assert "No data yet" in text
    assert "holdfast import" in text


def test_with_data_every_page_says_of_which_day(manager: Client, data: Path) -> None:
    text = manager.get("/cookies/").content.decode()
    assert "Data as at <strong>31 January 2018</strong>, from snapshot 2018-01-31-0001" in text
    assert "Made-up children" in text
    assert "Made-up County Council" in text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/no-such-page/", 404, "There is no page at this address"),
        ("/fails/not-found/", 404, "There is no such clock.</p>"),
        ("/fails/damaged/", 500, "Snapshot 1 is damaged.</p>"),
        ("/fails/rules/", 503, "A file of your council cannot be used"),
        ("/fails/rules/", 503, "Take it out. Whoever looks after Holdfast in your council can"),
        ("/fails/forbidden/", 403, "You may not see this page"),
        ("/fails/request/", 400, "could not be understood"),
        ("/fails/fault/", 500, "there is a problem with Holdfast"),
    ],
)
@with_gallery
def test_each_failure_has_a_page_with_a_way_on(
    address: str, status: int, words: str, manager: Client, data: Path
) -> None:
    answer = manager.get(address)
    text = answer.content.decode()
    assert answer.status_code == status
    assert words in text
    assert "Go to the first page" in text
    assert text.count("<h1") == 1


@with_gallery
def test_a_fault_leaves_a_reference_and_no_value(
    manager: Client, data: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        text = manager.get("/fails/fault/").content.decode()
    lines = [record.getMessage() for record in caplog.records]
    line = next(line for line in lines if "A page failed: ValueError at gallery.py:" in line)
    reference = line.rsplit(" ", 1)[1]
    assert f"Reference: <strong>{reference}</strong>" in text
    assert VALUE_OF_A_ROW not in text
    assert all(VALUE_OF_A_ROW not in line for line in lines)


@with_gallery
def test_a_fault_outside_a_page_is_shown_and_noted_too(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(request: object) -> None:
        raise RuntimeError(VALUE_OF_A_ROW)

    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", broken)
    manager.raise_request_exception = False
    answer = manager.get("/gallery/")
    text = answer.content.decode()
    assert answer.status_code == 500
    assert "there is a problem with Holdfast" in text
    assert VALUE_OF_A_ROW not in text + caplog.text
    assert "A page failed: RuntimeError" in caplog.text


class _Full(sqlite3.OperationalError):
    """What SQLite says where the disk is full."""

    sqlite_errorcode = sqlite3.SQLITE_FULL


def _disk_full(*given: object, **named: object) -> None:
    try:
        raise _Full(f"{VALUE_OF_A_ROW}: database or disk is full")
    except sqlite3.Error as error:
        raise DatabaseError(VALUE_OF_A_ROW) from error


def test_a_full_disk_is_said_and_not_laid_at_the_readers_door(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Django takes a session that could not be written for a request that makes no sense."""
    monkeypatch.setattr(Session, "save", _disk_full)
    answer = manager.get("/cookies/")
    text = answer.content.decode()
    assert answer.status_code == 507
    assert "disk of the machine" in text
    assert "Reference: <strong>" in text
    assert VALUE_OF_A_ROW not in text + caplog.text


@with_gallery
def test_a_full_disk_inside_a_page_is_said(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, VALUE_OF_A_ROW)

    monkeypatch.setattr("holdfast.web.data.outlook", broken)
    answer = manager.get("/due/")
    assert answer.status_code == 507
    assert VALUE_OF_A_ROW not in answer.content.decode()


def test_a_session_that_ended_meanwhile_is_no_fault(
    manager: Client, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*given: object, **named: object) -> None:
        raise DatabaseError("Forced update did not affect any rows.")

    monkeypatch.setattr(Session, "save", gone)
    assert manager.get("/cookies/").status_code == 400
