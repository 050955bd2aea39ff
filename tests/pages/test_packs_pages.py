"""Packs on their pages and by command: who may make and take one, and what the log keeps."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from time import time
from typing import Any

import pytest
from django.test import Client
from lxml import html

from holdfast.evidence.documents.locked import unlocked
from holdfast.evidence.keeping import KeptPack, kept_pack, kept_packs
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.improvement.plan import InspectionLetter, Promise
from holdfast.improvement.words import LetterKind
from holdfast.record.store.work_beside import PROGRESS, at_work, telling
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.accounts.proof import LASTS, PROVED
from holdfast.web.actions.access import restrict_record
from holdfast.web.actions.improvement import keep_letter, keep_promise, withdraw_entry
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.case_audits.models import AuditRound
from holdfast.web.packs import making
from holdfast.web.packs.making import PackOrder
from holdfast.web.packs.source import ENTERED
from holdfast.web.people.guarding import FOR_WHOM
from holdfast.web.people.permission import ScopeKind
from holdfast.web.people.restricted import RestrictionKind
from holdfast.web.project.sessions import BEGAN
from tests.commanding import Terminal
from tests.pages.packs_made import PASSPHRASE, words

DAY = date(2018, 1, 31)

# ------------------------------------------------------------------------------- on the pages


@pytest.fixture
def packs(
    made: dict[PackKind, KeptPack], packs_home: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Path:  # fmt: skip
    """The council with its four packs, for a test that writes to it."""
    own = Path(shutil.copytree(packs_home, tmp_path / "home"))
    monkeypatch.setenv("HOLDFAST_HOME", str(own))
    monkeypatch.setenv("HOLDFAST_CHROMIUM", str(own / "none"))
    return own


def signed_in(role: str, **scope: Any) -> Client:
    user = User.objects.create(username=f"A.{role}")
    give_role(by="a test", user=user, role=role, **scope)
    client = Client()
    client.force_login(user, backend="holdfast.web.accounts.local.LocalBackend")
    session = client.session
    session[FOR_WHOM] = ["a test", int(time())]
    session.save()
    return client


def the(home: Path, kind: PackKind) -> KeptPack:
    return next(one for one in kept_packs(home) if one.kind is kind)


def test_the_page_has_a_button_each_and_lists_what_was_made(packs: Path, manager: Client) -> None:
    text = manager.get("/packs/").content.decode()
    for kind in PackKind:
        assert f"Make the {kind} pack" in text
        pack = the(packs, kind)
        assert f"/packs/kept/{pack.identifier}/" in text
        one = manager.get(f"/packs/kept/{pack.identifier}/").content.decode()
        assert pack.checksum in one
        assert pack.snapshot in one
        assert all(file.name in one for file in pack.files)


def test_who_takes_a_pack_is_in_the_log_with_every_child_in_it(
    packs: Path, manager: Client
) -> None:
    pack = the(packs, PackKind.INSPECTION)
    answer = manager.get(f"/packs/kept/{pack.identifier}/annex_a_2024.xlsx")
    assert answer.content == pack.read("annex_a_2024.xlsx")
    assert "attachment" in answer["Content-Disposition"]
    (row,) = AuditRow.objects.filter(kind=AuditKind.DOWNLOAD)
    assert (row.page, row.reason) == ("inspection pack", "a test")
    assert pack.checksum in row.detail
    taken = AuditRow.objects.filter(kind=AuditKind.TAKEN).values_list("target", flat=True)
    assert set(taken) == pack.children
    before = AuditRow.objects.count()
    assert manager.get(f"/packs/kept/{pack.identifier}/self_evaluation.html").status_code == 200
    assert AuditRow.objects.count() == before + 1  # no child is in it
    assert manager.get(f"/packs/kept/{pack.identifier}/pack.json").status_code == 404


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[PackOrder]:
    """The packs that would have been begun in a process beside the pages."""
    found: list[PackOrder] = []

    def run(words: Sequence[str], told: bytes = b"") -> None:
        assert tuple(words) == ("pack", "ordered")  # nothing of the order is on a command line
        found.append(PackOrder.from_text(told))

    monkeypatch.setattr(making, "run_beside", run)
    return found


def test_a_pack_is_made_beside_the_page_and_told_until_it_is_done(
    packs: Path, manager: Client, begun: list[PackOrder]
) -> None:
    shutil.rmtree(packs / "packs")
    assert manager.post("/packs/make/board/")["Location"] == "/packs/making/"
    (order,) = begun
    assert (order.by, order.bound, order.wanted.kind) == ("manager", None, PackKind.BOARD)
    assert "Starting" in manager.get("/packs/making/").content.decode()
    assert "being made" in manager.post("/packs/make/board/").content.decode()  # one at a time
    assert begun == [order]
    making.make_ordered(order.as_text().encode())  # what the process does
    where = manager.get("/packs/making/")["Location"]
    (pack,) = kept_packs(packs)
    assert where == f"/packs/kept/{pack.identifier}/"
    row = AuditRow.objects.get(kind=AuditKind.PACK)
    assert (row.who, row.target) == ("manager", pack.checksum)
    assert pack.snapshot in row.detail
    assert f"entered until {pack.entered_until}" in row.detail
    assert manager.get("/packs/making/")["Location"] == "/packs/"


def test_a_process_that_was_killed_is_told_as_such_and_another_can_be_asked_for(
    packs: Path, manager: Client, begun: list[PackOrder]
) -> None:
    manager.post("/packs/make/board/")
    folder = packs / "packs" / "making"
    # It had begun, had told how far it was, and is gone: nobody holds its lock any more.
    with at_work(folder):
        telling(folder, lambda *_: None)("Measuring the chain", 0, 0)
        old = time() - 3_600
        os.utime(folder / PROGRESS, (old, old))
        assert "Measuring the chain" in manager.get("/packs/making/").content.decode()
    text = manager.get("/packs/making/").content.decode()
    assert "The board pack was not made" in text
    assert "stopped before it was done. The last that it told: Measuring the chain" in text
    manager.post("/packs/make/board/")
    assert len(begun) == 2


def test_the_passphrase_reaches_the_process_through_its_pipe_alone(
    packs: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(packs / "packs")
    begun: list[Any] = []

    class Process:
        def __init__(self, words: list[str], **more: Any) -> None:
            begun.append((words, more["env"], more["stdin"]))

        def communicate(self, told: bytes) -> None:
            begun.append(told)

    monkeypatch.setattr(subprocess, "Popen", Process)
    form = {"passphrase": PASSPHRASE, "again": PASSPHRASE}
    assert manager.post("/packs/make/contingency/", form).status_code == 302
    (words, environment, pipe), told = begun
    assert pipe == subprocess.PIPE
    assert PASSPHRASE.encode() in told
    assert PASSPHRASE not in " ".join([*words, *environment.values()])
    making.make_ordered(told)
    (pack,) = kept_packs(packs)
    assert PASSPHRASE not in repr(PackOrder.from_text(told))
    unlocked(pack.read("contingency.html"), PASSPHRASE)
    for path in (packs / "packs").rglob("*"):
        assert path.is_dir() or PASSPHRASE.encode() not in path.read_bytes(), path.name


def test_what_cannot_be_made_is_said_on_the_page(
    packs: Path, manager: Client, begun: list[PackOrder]
) -> None:
    for kind, form, said in (
        ("contingency", {"passphrase": "short", "again": "short"}, "fewer than 14 characters"),
        ("contingency", {"passphrase": PASSPHRASE, "again": "other"}, "two passphrases differ"),
        ("contingency", {"passphrase": PASSPHRASE, "again": PASSPHRASE, "team": "x"}, "no team of"),
        ("inspection", {"cases": "many"}, "number of cases in digits"),
        ("inspection", {"cases": "0"}, "from 1 to 200 cases"),
        ("inspection", {"seed": "a\0b"}, "seed must be text"),
        ("scrutiny", {"day": "31/01/2018"}, "cannot be read"),
        ("board", {"day": "2031-01-31"}, "There is a problem"),
        ("board", {"snapshot": "2018-01-31-0009"}, "no snapshot with that id"),
        ("board", {"entered_until": "yesterday"}, "moment until which entries are taken cannot"),
        ("board", {"entered_until": "2931-01-31T09:00"}, "is still to come"),
    ):
        answer = manager.post(f"/packs/make/{kind}/", form)
        text = answer.content.decode()
        assert answer.status_code == 200, kind
        assert said in text, (kind, form)
        assert PASSPHRASE not in text
    assert begun == []
    assert not AuditRow.objects.filter(kind=AuditKind.PACK)
    assert manager.get("/packs/make/another/").status_code == 404
    # And what only comes out while it is made.
    assert manager.post("/packs/make/board/").status_code == 302
    another_day = PackWanted(PackKind.INSPECTION)
    order = replace(begun[0], wanted=another_day, day=date(2018, 1, 30))
    making.make_ordered(order.as_text().encode())
    text = manager.get("/packs/making/").content.decode()
    assert "pack was not made" in text
    assert "own day alone" in text


def test_a_pack_is_made_again_as_it_was_whatever_was_entered_or_corrected_since(
    packs: Path, manager: Client, begun: list[PackOrder]
) -> None:
    shutil.rmtree(packs / "packs")
    said = Promise("seen", "Every child is seen.", "The council", "A meeting", DAY, DAY)
    keep_promise(by="one", promise=said)
    manager.post("/packs/make/board/")
    making.make_ordered(begun[0].as_text().encode())
    (first,) = kept_packs(packs)
    report = words(first.read("board.html"))
    assert "Every child is seen." in report
    assert "Last entry in Holdfast" in report
    # A correction is a version of its own; withdrawing is one too; and something new is said.
    keep_promise(by="two", promise=replace(said, words="Every child is heard."), version=1)
    letter = InspectionLetter("later", LetterKind.FOCUSED_VISIT, "A letter", DAY)
    keep_letter(by="two", letter=letter)
    manager.post("/packs/make/board/")
    making.make_ordered(begun[1].as_text().encode())
    second = next(one for one in kept_packs(packs) if one.identifier != first.identifier)
    assert second.checksum != first.checksum
    assert "Every child is heard." in words(second.read("board.html"))
    withdraw_entry(by="three", kind="promise", entry="seen", version=2)
    # By the button of its page, and by the command's own way.
    page = html.document_fromstring(manager.get(f"/packs/kept/{first.identifier}/").content)
    form = page.xpath("//form[@aria-label='Make the pack again']")[0]
    asked = {field.get("name"): field.get("value") for field in form.xpath(".//input")}
    assert asked["entered_until"] == first.entered_until
    assert manager.post("/packs/make/board/", asked).status_code == 302
    for pack, order in (
        (first, begun[2]),
        (second, replace(begun[1], entered_until=until(second))),
    ):
        assert order.entered_until == until(pack)
        again = kept_pack(packs, making.make(order))
        assert (again.checksum, again.entered_until) == (pack.checksum, pack.entered_until)


def until(pack: KeptPack) -> datetime:
    return datetime.fromisoformat(pack.entered_until)


def test_whatever_a_pack_is_made_of_is_never_changed_once_it_was_entered() -> None:
    for model in ENTERED:
        assert model._meta.get_field("entered_at")
        if model is not AuditRound:  # written once, when it is drawn: no page changes one
            assert "save" in vars(model) or any("save" in vars(one) for one in model.__mro__[1:-2])


def test_making_asks_for_the_password_again(packs: Path, manager: Client) -> None:
    session = manager.session
    session[PROVED] = session[BEGAN] = int(time()) - LASTS - 60
    session.save()
    pack = the(packs, PackKind.BOARD)
    for ask in (
        lambda: manager.post("/packs/make/board/"),
        lambda: manager.get("/packs/make/contingency/"),
        lambda: manager.post(f"/packs/kept/{pack.identifier}/"),
        lambda: manager.get(f"/packs/kept/{pack.identifier}/board.html"),
    ):
        assert ask()["Location"].startswith("/people/again/?next=")
    assert kept_packs(packs)
    assert making.being_made() is None


def test_a_pack_with_a_child_of_whom_one_may_not_know_is_not_handed_out(
    packs: Path, council: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(packs))
    director = signed_in("director", scope=ScopeKind.ALL)
    pack, board = the(packs, PackKind.INSPECTION), the(packs, PackKind.BOARD)
    address = f"/packs/kept/{pack.identifier}/annex_a_2019.xlsx"
    assert director.get(address).status_code == 200
    child = min(pack.children & set(data.addresses().handles))
    restrict_record(
        by="a test",
        child=child,
        handle=data.handle(child),
        kind=RestrictionKind.CONFLICT,
        why="a made-up reason to restrict",
        reviewer=User.objects.create(username="a reviewer"),
    )
    assert director.get(address).status_code == 404
    shown = director.get(f"/packs/kept/{pack.identifier}/").content.decode()
    assert "You may not have its files" in shown
    assert director.get(f"/packs/kept/{board.identifier}/board.html").status_code == 200


def test_who_is_not_for_the_whole_council_makes_no_pack_of_it(
    packs: Path, begun: list[PackOrder]
) -> None:
    team = data.outlook().rows("select min(team) as team from holders where team is not null")
    client = signed_in("director", scope=ScopeKind.TEAM, team=team[0]["team"])
    assert "of the whole council" in client.post("/packs/make/board/").content.decode()
    board = the(packs, PackKind.BOARD)
    assert client.get(f"/packs/kept/{board.identifier}/board.html").status_code == 404
    client.post("/packs/make/inspection/")
    (order,) = begun
    assert order.bound is not None
    assert order.bound.children


def test_members_see_the_edition_and_nothing_else(packs: Path) -> None:
    member = signed_in("elected_member", scope=ScopeKind.NONE)
    edition = the(packs, PackKind.SCRUTINY)
    for address in ("/packs/members/", f"/packs/members/{edition.identifier}/"):
        text = words(member.get(address).content)
        assert "How children are served" in text
        assert "Six things a child is owed" in text
    assert "the latest edition for members" in member.get("/scrutiny/").content.decode()
    board = the(packs, PackKind.BOARD)
    assert member.get("/packs/").status_code == 403
    assert member.get(f"/packs/kept/{board.identifier}/").status_code == 403
    assert member.get(f"/packs/members/{board.identifier}/").status_code == 404
    assert member.get(f"/packs/members/{board.identifier}.pdf").status_code == 404


def test_a_pack_is_removed_with_a_row_in_the_log(packs: Path, manager: Client) -> None:
    board, edition = the(packs, PackKind.BOARD), the(packs, PackKind.SCRUTINY)
    assert manager.post(f"/packs/kept/{board.identifier}/")["Location"] == "/packs/"
    assert not [one for one in kept_packs(packs) if one.kind is PackKind.BOARD]
    assert AuditRow.objects.get(kind=AuditKind.REMOVE_PACK).target == board.checksum
    text = manager.post(f"/packs/kept/{edition.identifier}/").content.decode()
    assert "not removed" in text
    assert the(packs, PackKind.SCRUTINY) == edition


# ------------------------------------------------------------------------------ by command


def test_the_command_makes_keeps_writes_and_checks(
    packs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    terminal = Terminal(packs, monkeypatch, capsys)
    phrase, out = tmp_path / "phrase", tmp_path / "out"
    phrase.write_text(f"{PASSPHRASE}\n")
    made = terminal.run("pack", "contingency", "--passphrase-file", str(phrase), "--out", str(out))
    assert made.code == 0, made.all
    pack = the(packs, PackKind.CONTINGENCY)
    assert pack.checksum in made.err
    assert PASSPHRASE not in made.all
    assert [one.name for one in out.iterdir()] == ["contingency.html"]
    row = AuditRow.objects.filter(kind=AuditKind.PACK).get()
    assert row.target == pack.checksum
    assert AuditRow.objects.filter(kind=AuditKind.TAKEN).count() == len(pack.children)
    opens = terminal.run(
        "pack", "check", str(out / "contingency.html"), "--passphrase-file", str(phrase)
    )
    assert (opens.code, "opens it" in opens.err) == (0, True)
    phrase.write_text("four words that rhymed\n")
    shut = terminal.run(
        "pack", "check", str(out / "contingency.html"), "--passphrase-file", str(phrase)
    )
    assert shut.code == 3
    assert "passphrase is not right" in shut.err
    listed = terminal.run("pack", "list", "--format", "csv")
    assert pack.checksum in listed.out
    again = terminal.run("pack", "board", "--out", str(out))
    assert (again.code, "nothing was changed" in again.err) == (2, True)
    removed = terminal.run("pack", "remove", pack.identifier)
    assert removed.code == 0
    assert AuditRow.objects.filter(kind=AuditKind.REMOVE_PACK).exists()


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        (("pack", "board"), 4, "holdfast import"),
        (("pack", "contingency"), 2, "nobody is here to type one"),
        (("pack", "inspection", "--cases", "0"), 2, "--cases"),
        (("pack", "remove", "board-x"), 5, "no such pack"),
        (("pack", "board", "--snapshot", "2018-01-31-0009"), 5, "no snapshot with that id"),
    ],
)
def test_what_a_command_cannot_make_is_said_in_words(
    asked: tuple[str, ...], code: int, said: str, home: Path,
    monkeypatch: pytest.MonkeyPatch, capsys: Any,
) -> None:  # fmt: skip
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    told = Terminal(home, monkeypatch, capsys).run(*asked)
    assert told.code == code, told.all
    assert said in told.all
    assert "Traceback" not in told.all
