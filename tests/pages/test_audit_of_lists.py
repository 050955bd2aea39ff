"""Lists and files leave a row for each child; the log is shipped, searched, and proves itself."""

import json
import socket
from pathlib import Path

import pytest
from django.test import Client, TestCase

from holdfast.errors import BadSetting
from holdfast.web import data as pages_data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow
from holdfast.web.audit.shipping import send


def test_a_list_leaves_a_row_for_itself_and_one_for_each_child(home: Path) -> None:
    record_list(by="m", page="due", detail="3 duties", children=["B", "A", None, "B"])
    rows = [(row.kind, row.target, row.detail) for row in AuditRow.objects.all()]
    assert rows == [
        ("list", "", "3 duties"),
        ("shown", "A", "in row 1"),
        ("shown", "B", "in row 1"),
    ]
    assert verify_chain().rows == 3


def test_a_file_says_for_whom_it_is_with_every_child(home: Path) -> None:
    record_download(by="m", page="due file", detail="x", children=["A"], reason="the panel")
    assert [row.reason for row in AuditRow.objects.all()] == ["the panel"] * 2


def test_every_child_on_the_due_list_is_in_the_log(manager: Client, council: Path) -> None:
    text = manager.get("/due/?status=overdue").content.decode()
    noted = set(AuditRow.objects.filter(kind="shown").values_list("target", flat=True))
    known = pages_data.addresses().handles
    assert noted == {child for child in known if f">{child}<" in text}
    assert len(noted) > 10
    assert verify_chain().rows == AuditRow.objects.count()


def test_each_row_is_shipped_to_a_file_with_its_seal(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = home / "shipped.jsonl"
    monkeypatch.setenv("HOLDFAST_AUDIT_SHIP", f"file:{place}")
    with TestCase.captureOnCommitCallbacks(execute=True):
        record_list(by="m", page="due", detail="x", children=["A"])
        assert not place.exists(), "nothing is sent before it is kept"
    sent = [json.loads(line) for line in place.read_text().splitlines()]
    kept = list(AuditRow.objects.all())
    assert [(one["number"], one["hash"]) for one in sent] == [(r.number, r.hash) for r in kept]
    assert [AuditRow(**one).seal() for one in sent] == [row.hash for row in kept]
    assert place.stat().st_mode & 0o777 == 0o600


def test_each_row_is_shipped_to_syslog(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as receiver:
        receiver.bind(("127.0.0.1", 0))
        receiver.settimeout(10)
        port = receiver.getsockname()[1]
        monkeypatch.setenv("HOLDFAST_AUDIT_SHIP", f"syslog:127.0.0.1:{port}")
        with TestCase.captureOnCommitCallbacks(execute=True):
            record_list(by="m", page="due", detail="x", children=[])
        line = receiver.recv(65536).decode()
    assert line.startswith("<110>1 - - holdfast - audit - {")
    assert json.loads(line.partition(" - {")[1][3:] + line.partition(" - {")[2])["who"] == "m"


def test_where_it_cannot_be_shipped_the_work_goes_on_and_it_is_noted(
    home: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HOLDFAST_AUDIT_SHIP", "file:/no/such/folder/audit.jsonl")
    with TestCase.captureOnCommitCallbacks(execute=True):
        record_list(by="m", page="due", detail="x", children=["ZQCHILD"])
    assert AuditRow.objects.count() == 2
    assert "could not be shipped" in caplog.text
    assert "ZQCHILD" not in caplog.text
    with pytest.raises(BadSetting):
        send("nowhere", [])
