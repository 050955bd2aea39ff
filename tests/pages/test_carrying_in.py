"""Answers that lay in a file are carried into the database: once, and nothing of it is lost."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from holdfast.returns.answers import GivenAnswer
from holdfast.returns.register import RETURNS
from holdfast.web import returns
from holdfast.web.answers import carrying_in
from holdfast.web.answers.carrying_in import carry_in
from holdfast.web.answers.models import CarriedFile, QueryAnswer, UnreadableLine
from holdfast.web.audit.log import verify_chain
from holdfast.web.audit.models import AuditRow

pytestmark = pytest.mark.both_databases

ONE: dict[str, Any] = {
    "code": "8670Q", "mark": "a" * 32, "year": 2025, "reason": "The family moved away.",
    "who": "anne", "at": "2025-05-02T10:00:00+01:00",
}  # fmt: skip
# A line separator that is none of ours: the reader before took it for the end of a line.
LATER = ONE | {
    "year": 2026, "reason": "A court\u2028is waited for: Zoë.", "at": "2026-01-20T09:00:00+00:00",
}  # fmt: skip
UNREADABLE = [
    b"",  # nothing at all is no line
    b"no answer",
    b'{"code": "8670Q", "mark": "cut off',
    b'{"code": "8670Q"}',
    b"\xff\xfe not UTF-8",
    b"[" * 5000,
    b"null",
]


def line(**other: Any) -> bytes:
    return json.dumps(ONE | other, ensure_ascii=False).encode()


TOO_MUCH = [
    line(reason="\0"), line(year="2025"), line(year=True), line(year=99999), line(mark="m" * 65),
    line(at="yesterday"), line(who=["anne"]), line(code=None), line(more=1),
    line().replace(b"The family", b"\\ud800"),
]  # fmt: skip


Lay = Callable[..., Path]


@pytest.fixture
def lay(home: Path) -> Lay:
    def write(*lines: bytes) -> Path:
        place = home / carrying_in.FILE
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(b"\n".join(lines))
        return place

    return write


def test_each_answer_stands_as_it_was_given(home: Path, lay: Lay) -> None:
    place = lay(line(), json.dumps(LATER, ensure_ascii=False).encode(), line(mark="b" * 32), b"")
    content = place.read_bytes()
    carried = carry_in(by="a test", home=home)
    assert carried is not None
    assert (carried.answers, carried.unreadable) == (3, 0)
    assert [row.reason for row in QueryAnswer.objects.all()] == [
        ONE["reason"], LATER["reason"], ONE["reason"],
    ]  # fmt: skip
    assert returns.answers(RETURNS["cin"].form)["8670Q", "a" * 32] == GivenAnswer(**LATER)
    assert not place.exists()
    assert place.with_name("answers-carried-in.jsonl").read_bytes() == content
    row = AuditRow.objects.get()
    assert (row.kind, row.who, row.target) == ("carry in", "a test", carrying_in.FILE.as_posix())
    assert row.detail == "3 answers, and 0 lines that cannot be read, kept as written"
    assert verify_chain().rows == 1


def test_what_cannot_be_read_is_kept_as_it_was_and_counted(home: Path, lay: Lay) -> None:
    lines = [*UNREADABLE, line(), *TOO_MUCH]
    lay(*lines)
    carried = carry_in(by="a test", home=home)
    assert carried is not None
    assert (carried.answers, carried.unreadable) == (1, len(lines) - 2)
    kept = [(one.number, bytes(one.line)) for one in UnreadableLine.objects.all()]
    assert kept == [(n, one) for n, one in enumerate(lines, 1) if one and one != line()]


def test_a_file_is_carried_in_once_wherever_that_was_interrupted(home: Path, lay: Lay) -> None:
    place = lay(line())
    content = place.read_bytes()
    assert carry_in(by="a test", home=home) is not None
    place.write_bytes(content)  # as if it had been stopped before the file got its other name
    assert carry_in(by="a test", home=home) is None
    assert carry_in(by="a test", home=home) is None
    assert (QueryAnswer.objects.count(), AuditRow.objects.count()) == (1, 1)
    names = sorted(one.name for one in place.parent.iterdir())
    assert names == ["answers-carried-in-2.jsonl", "answers-carried-in.jsonl"]


def test_what_fails_half_way_leaves_all_as_it_was(
    home: Path, lay: Lay, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**named: Any) -> None:
        raise RuntimeError

    place = lay(line(), b"no answer")
    monkeypatch.setattr(carrying_in, "write_row", fail)
    with pytest.raises(RuntimeError):
        carry_in(by="a test", home=home)
    assert place.exists()
    held = (QueryAnswer, UnreadableLine, CarriedFile)
    assert [one.objects.count() for one in held] == [0, 0, 0]


def test_where_there_is_no_file_nothing_is_done(home: Path) -> None:
    assert carry_in(by="a test", home=home) is None
    assert AuditRow.objects.count() == 0


def test_an_answer_is_never_changed(home: Path, lay: Lay) -> None:
    lay(line())
    carry_in(by="a test", home=home)
    row = QueryAnswer.objects.get()
    row.reason = "another"
    with pytest.raises(TypeError):
        row.save()
