"""One planted child, whose values are looked for in all that the pages send and write.

Where a page shows children, the child may stand in its text, and nowhere else: in no heading of
an answer, address, log, or page about counts, imports or rules, and in no answer that failed.
"""

import logging
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import resolve

from holdfast.web import data as pages_data
from holdfast.web.outlooks import Outlooks
from tests.conftest import Tried
from tests.pages.routes import routes
from tests.pages.test_guard import PRODUCT
from tests.pages.test_served import SERVER, _signed_in
from tests.sources.ssd_made import (
    COUNCIL,
    PERSON,
    VISIT,
    take,
    write_council,
)

NUMBER, FORENAME, SURNAME = "ZQNUMBER771", "Zqforename", "Zqsurname"
HEALTH, PUPIL, BORN = "9434765919", "A801200001001", "2009-07-23T00:00:00"
# Whatever a row holds of the child, in every way in which a page could write it.
VALUES = re.compile(
    "zqnumber|zqforename|zqsurname|zqword|943 ?476 ?5919|a801200001001|2009-07-23|23/07/2009"
    "|23 jul[a-z]* 2009|23 jul[a-z]*,? 2009|20090723",
    re.IGNORECASE,
)
# Whose purpose is to show children; each is named, so that a new page shows none unless it is.
OF_CHILDREN = {
    "due", "due_file", "link", "clock", "children", "child", "child_clocks", "child_record",
    "recording", "today", "left_undone", "set_aside", "concern", "concern_file", "contest",
    "loop", "deficits", "deficit", "supervision", "sitting", "settling", "actions", "action",
    "child_deficits",
    "raise_dispute", "raise_finding", "deficits_file",
    "team", "team_file", "team_allocation", "team_allocation_file",
    "case_audits", "case_audit_round", "case_audit_case",
    "measure_children",
    "front_door", "front_door_waiting_file", "same_child", "same_child_file", "same_child_pair",
    "audit_log", "unlinked_views", "opened_records", "restricted_records",
    "returns_findings", "returns_findings_file", "returns_finding", "returns_team", "dfe_api",
}  # fmt: skip
_CHILD = {
    **PERSON,
    "pers_person_id": NUMBER,
    "pers_forename": FORENAME,
    "pers_surname": SURNAME,
    "pers_dob": BORN,
    "pers_single_unique_id": HEALTH,
    "pers_upn": PUPIL,
    "pers_legacy_id": "ZQNUMBER772",
    "pers_ethnicity": f"Zqword {FORENAME} was seen on 23/07/2009",
}


def _of(row: Any, **changed: str) -> dict[str, str]:
    return {name: NUMBER if value == "MU1" else value for name, value in row.items()} | changed


@pytest.fixture(scope="module")
def planted_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the planted child: rows that were read, emptied, doubted and refused."""
    place = tmp_path_factory.mktemp("planted")
    refused = _of(VISIT, cppv_cp_visit_id="", cppv_cp_visit_date=f"{FORENAME} {SURNAME}")
    unreadable = _of(
        VISIT, cppv_cp_visit_id="V2", cppv_cp_visit_date=f"{FORENAME}, born 23/07/2009"
    )
    rows: dict[str, Any] = {name: [_of(row) for row in given] for name, given in COUNCIL.items()}
    rows |= {
        "ssd_person": [_CHILD],
        "ssd_cp_visits": [_of(VISIT), refused, unreadable],
    }
    take(place / "home", write_council(place / "source", **rows))
    (found,) = place.rglob("current")
    return found.parent


@pytest.fixture
def planted(home: Path, planted_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(planted_home))
    return planted_home


@pytest.fixture
def browser(manager: Client) -> Client:
    """A browser that is answered as in a council: a page that fails is a page."""
    manager.raise_request_exception = False
    return manager


def _text(answer: Any) -> str:
    content = b"".join(answer) if answer.streaming else answer.content
    return str(content.decode("utf-8", "replace"))


def _keeps_silent(answer: Any, text: str) -> None:
    """Neither a heading of the answer nor an address in it holds anything of the child."""
    headings = " ".join(f"{name}: {value}" for name, value in answer.items())
    assert not VALUES.search(headings + answer.cookies.output())
    addresses = re.findall(r'(?:href|src|action|formaction)="([^"]*)"', text)
    assert [one for one in addresses if VALUES.search(one)] == []


def crawled(browser: Client) -> Iterator[tuple[str, Any, str]]:
    """Every page that a link leads to, filters and orders among them: route, answer and text."""
    waiting, met = ["/", "/no-such-page/"], set[str]()
    while waiting:
        address = waiting.pop(0)
        answer = browser.get(address)
        text = _text(answer)
        name = resolve(address.partition("?")[0]).view_name if answer.status_code != 404 else ""
        yield name, answer, text
        for link in re.findall(r'href="(/[^"#]*)', text):
            path = link.replace("&amp;", "&")
            kind = re.sub(r"=[^&]*", "=", path)  # one of each set of filters
            if kind not in met and not path.startswith("/static/"):
                met.add(kind)
                waiting.append(path)


def test_the_child_stands_on_pages_about_children_alone(
    browser: Client, planted: Path, caplog: pytest.LogCaptureFixture, tried: Tried
) -> None:
    with caplog.at_level(logging.DEBUG):
        found = list(crawled(browser))
    tried("pages on which a planted child is looked for", len(found))
    for name, answer, text in found:
        _keeps_silent(answer, text)
        assert name in OF_CHILDREN or not VALUES.search(text), name
    assert not VALUES.search(caplog.text)
    # A search that finds nothing anywhere has shown nothing.
    telling = {name for name, _, text in found if VALUES.search(text)}
    assert {"child", "due", "due_file"} <= telling
    met = {name for name, _, _ in found}
    assert {"imports", "import", "import_refusals", "import_words", "clocks", "chain"} <= met
    # What nobody is led to is not there.
    assert {"case_audits", "supervision", "settling", "progress", "audit_log"} <= met


ADDRESSES = [route.address for route in routes(PRODUCT)]


@pytest.mark.parametrize("ask", ["get", "post", "head", "delete"])
def test_what_is_asked_of_a_page_is_not_repeated_where_it_fails(
    ask: str, browser: Client, planted: Path, caplog: pytest.LogCaptureFixture, tried: Tried
) -> None:
    tried("requests that hold a planted child's values", 2 * len(ADDRESSES))
    with caplog.at_level(logging.DEBUG):
        for address in ADDRESSES:
            for place in (address.replace("x", NUMBER), f"{address}{NUMBER}-2009-07-23/"):
                answer = getattr(browser, ask)(f"{place}?as_at=2009-07-23&{NUMBER}={HEALTH}")
                text = _text(answer)
                assert answer.status_code < 500
                if answer.status_code >= 400:
                    assert not VALUES.search(text), "a page that failed repeats what was asked"
    assert not VALUES.search(caplog.text)


def _fails(*given: object, **named: object) -> None:
    raise ValueError(f"{NUMBER} {FORENAME} {SURNAME} {HEALTH} 2009-07-23")


# What a page asks on its way, from the innermost to the outermost.
PLACES = (
    "holdfast.engine.duck.Duck.fetch",
    "holdfast.web.data.open_outlook",
    "holdfast.web.data.outlook",
    "holdfast.web.data.current",
    "django.contrib.sessions.backends.db.SessionStore.save",
)


@pytest.mark.parametrize("place", PLACES)
def test_a_page_that_fails_shows_nothing_of_the_child(
    place: str, browser: Client, planted: Path, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], tried: Tried,
) -> None:  # fmt: skip
    monkeypatch.setattr(pages_data, "_OUTLOOKS", Outlooks())  # nothing is held of earlier tests
    monkeypatch.setattr(place, _fails)
    tried("pages that fail with a planted child's values", len(ADDRESSES))
    statuses = set[int]()
    with caplog.at_level(logging.DEBUG):
        for address in ADDRESSES:
            answer = browser.get(address)
            statuses.add(answer.status_code)
            text = _text(answer)
            _keeps_silent(answer, text)
            assert not VALUES.search(text), address
    assert statuses & {500}, "nothing failed"
    written = capfd.readouterr()
    assert not VALUES.search(caplog.text + written.out + written.err)


# What no browser sends, each with the child in it.
MALFORMED = (
    f"GET /{NUMBER} HTTP/9.9\r\n\r\n",
    f"{NUMBER} /{HEALTH} {FORENAME}\r\n\r\n",
    f"GET /children/{NUMBER}/ HTTP/1.1\r\n{FORENAME}\r\n\r\n",
    f"POST /sign-in/ HTTP/1.1\r\nHost: {SURNAME}\r\nContent-Length: {NUMBER}\r\n\r\n",
)


@pytest.mark.slow
def test_what_the_server_itself_sends_and_writes(
    planted_home: Path, tmp_path: Path, tried: Tried
) -> None:
    home = shutil.copytree(planted_home, tmp_path / "home")
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, "3"],
        env={"HOLDFAST_HOME": str(home), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert server.stdout
        port = int(server.stdout.readline().strip().rstrip("/").rpartition(":")[2])
        cookies = _signed_in(port, home)
        whole = [_asked(port, address, cookies) for address in ADDRESSES]
        for one in MALFORMED:
            assert not VALUES.search(_sent(port, one))
        persons = next(home.rglob("persons.parquet"))
        persons.write_bytes(persons.read_bytes().replace(NUMBER.encode(), NUMBER[:-1].encode()))
        spoilt = [_asked(port, f"{one}?as_at=2018-01-15", cookies) for one in ADDRESSES]
    finally:
        server.terminate()
        out, written = server.communicate(timeout=60)
    tried("answers of a server in which a planted child is looked for", 2 * len(ADDRESSES))
    assert not VALUES.search(out + written)
    assert "Traceback" not in written
    assert 200 in {status for status, _, _ in whole}
    assert 500 in {status for status, _, _ in spoilt}
    for address, (status, headings, text) in zip(2 * ADDRESSES, whole + spoilt, strict=True):
        assert not VALUES.search(headings), address
        about_children = resolve(address).view_name in OF_CHILDREN and status == 200
        assert about_children or not VALUES.search(text), address


def _asked(port: int, address: str, cookies: str) -> tuple[int, str, str]:
    asked = HTTPConnection("127.0.0.1", port, timeout=60)
    asked.request("GET", address, headers={"Cookie": cookies})
    answer = asked.getresponse()
    found = answer.status, str(answer.headers), answer.read().decode("utf-8", "replace")
    asked.close()
    return found


def _sent(port: int, text: str) -> str:
    """What a server answers to any bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=60) as link:
        link.sendall(text.encode())
        link.shutdown(socket.SHUT_WR)
        found = b""
        with suppress(ConnectionResetError):
            while piece := link.recv(10_000):
                found += piece
    return found.decode("utf-8", "replace")
