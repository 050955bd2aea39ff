"""Packs of a made-up council: what each says, who may make and take one, and what the log keeps."""

import re
import shutil
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import time
from typing import Any

import pyarrow as pa
import pytest
from django.test import Client
from lxml import html

from holdfast.cli.options import rule_book
from holdfast.errors import BadSetting, CannotRead
from holdfast.evidence.content.annex_a import (
    RecordTables,
    annex_a_records,
    write_annex_a_of_record,
)
from holdfast.evidence.content.asked_of import PackSource, PlanEntered
from holdfast.evidence.content.improvement import StandingPlan, promises_part
from holdfast.evidence.content.scrutiny import WITHHELD, scrutiny_pack
from holdfast.evidence.documents.locked import unlocked
from holdfast.evidence.keeping import KeptPack, keep_pack, kept_packs
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.improvement.made_up.letter import FINDINGS, LETTERS
from holdfast.improvement.made_up.plan import ACTIONS, POSTS, PROMISES
from holdfast.query.caseload.held import child_statuses
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.web import data
from holdfast.web.accounts.models import User
from holdfast.web.accounts.proof import LASTS, PROVED
from holdfast.web.actions.access import restrict_record
from holdfast.web.actions.people import give_role
from holdfast.web.audit.models import AuditKind, AuditRow
from holdfast.web.packs.making import MAKING, PackOrder
from holdfast.web.people.guarding import FOR_WHOM
from holdfast.web.people.permission import ScopeKind
from holdfast.web.people.restricted import RestrictionKind
from holdfast.web.project.sessions import BEGAN
from tests.commanding import Terminal
from tests.sources.annex_a_made import imported, refusals, rows, unreadable

PASSPHRASE = "four words that rhyme"
PLAN = PlanEntered(LETTERS, tuple(one.finding for one in FINDINGS), ACTIONS, PROMISES, POSTS)


@pytest.fixture(scope="module")
def packs_home(council_home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(council_home, tmp_path_factory.mktemp("packs") / "home"))


@contextmanager
def opened(home: Path, day: date | None = None) -> Iterator[Outlook]:
    """The council's snapshot in an engine of its own, and no Chromium."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("HOLDFAST_HOME", str(home))
        patched.setenv("HOLDFAST_CHROMIUM", str(home / "none"))
        outlook = open_outlook(Store(home).current(), rule_book(), day)
        try:
            yield outlook
        finally:
            outlook.close()


def pack_of(home: Path, kind: PackKind, outlook: Outlook, **wanted: Any) -> KeptPack:
    if kind is PackKind.CONTINGENCY:
        wanted = {"passphrase": PASSPHRASE} | wanted
    source = PackSource(outlook, plan=PLAN)
    told = ("A.N", "2018-02-01T09:00:00", lambda *_: None, lambda _: None)
    return keep_pack(home, PackWanted(kind, **wanted), source, *told)


@pytest.fixture(scope="module")
def made(packs_home: Path) -> dict[PackKind, KeptPack]:
    """Each pack, made once."""
    with opened(packs_home) as outlook:
        return {kind: pack_of(packs_home, kind, outlook) for kind in PackKind}


def words(content: bytes | str) -> str:
    return " ".join(html.document_fromstring(content).text_content().split())


# ------------------------------------------------------------------------- what each pack says


def test_without_chromium_each_pack_is_made_and_says_what_was_not_printed(
    made: dict[PackKind, KeptPack],
) -> None:
    names = {kind: {one.name for one in pack.files} for kind, pack in made.items()}
    assert names == {
        PackKind.INSPECTION: {
            "annex_a_2019.xlsx", "annex_a_2024.xlsx", "case_sample.html", "self_evaluation.html",
        },
        PackKind.SCRUTINY: {"figures.json", "page.html", "scrutiny.html"},
        PackKind.BOARD: {"board.html"},
        PackKind.CONTINGENCY: {"contingency.html"},
    }  # fmt: skip
    assert "board.pdf was not printed" in made[PackKind.BOARD].notes[0]
    assert made[PackKind.CONTINGENCY].notes == ()


def test_the_same_snapshot_gives_the_same_checksum(
    packs_home: Path, made: dict[PackKind, KeptPack], tmp_path: Path
) -> None:
    again = Path(shutil.copytree(packs_home, tmp_path / "again"))
    shutil.rmtree(again / "packs")
    for kind in PackKind:
        with opened(again) as outlook:
            other = pack_of(again, kind, outlook)
        assert other.checksum == made[kind].checksum, kind
        if kind is not PackKind.CONTINGENCY:
            assert other.files == made[kind].files, kind
    # And what it is made with is in it: another seed draws other cases.
    with opened(again) as outlook:
        seeded = pack_of(again, PackKind.INSPECTION, outlook, seed="another")
    assert seeded.checksum != made[PackKind.INSPECTION].checksum
    assert seeded.options["seed"] == "another"
    assert made[PackKind.INSPECTION].options["seed"] == f"{seeded.snapshot}/2018-01-31"


def test_annex_a_of_the_pack_reads_back_as_the_same_rows(made: dict[PackKind, KeptPack]) -> None:
    pack = made[PackKind.INSPECTION]
    with opened(pack.folder.parent.parent) as outlook:
        plans = {
            (row["child"], row["started"], row["latest_category"])
            for row in outlook.rows("select * from protection_plans where ended is null")
        }
        contacts = outlook.rows(
            "select child, received from contacts where received >= date '2017-07-31'"
        )
    for layout in ("2019", "2024"):
        back = imported(pack.folder / f"annex_a_{layout}.xlsx", as_at=None)
        assert refusals(back) == []
        assert unreadable(back) == []
        found = rows(back, "protection_plans")
        assert plans == {
            (row["child"], row["started"], row["latest_category"])
            for row in found
            if row["ended"] is None
        }
        told = {(row["child"], row["received"]) for row in rows(back, "contacts")}
        assert told == {(row["child"], row["received"]) for row in contacts}
    assert plans
    assert contacts


def test_no_cell_of_annex_a_is_a_formula(
    packs_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A source could carry children's numbers that begin as a formula does.
    fetched = RecordTables.__getitem__

    def evil(self: RecordTables, name: str) -> Any:
        table = fetched(self, name)
        if "child" not in table.schema.names:
            return table
        at = table.schema.get_field_index("child")
        numbers = pa.array([one and f"=1+{one}" for one in table.column(at).to_pylist()])
        return table.set_column(at, "child", numbers)

    monkeypatch.setattr(RecordTables, "__getitem__", evil)
    path = tmp_path / "annex_a.xlsx"
    with opened(packs_home) as outlook:
        source = PackSource(outlook)
        write_annex_a_of_record(source, annex_a_records(source), path, "2024")
    with zipfile.ZipFile(path) as book:
        sheets = [book.read(one).decode() for one in book.namelist() if "sheets/" in one]
    assert not [one for one in sheets if re.search(r"<f[ >]", one)]
    assert sum("=1+" in one for one in sheets) > 5


def test_annex_a_is_of_the_snapshots_own_day(packs_home: Path) -> None:
    refused = pytest.raises(BadSetting, match="snapshot's own day alone, 31 January 2018")
    with opened(packs_home, date(2017, 12, 31)) as outlook, refused:
        pack_of(packs_home, PackKind.INSPECTION, outlook)


def test_the_self_evaluation_answers_the_three_questions(made: dict[PackKind, KeptPack]) -> None:
    pack = made[PackKind.INSPECTION]
    text = words(pack.read("self_evaluation.html"))
    for said in (
        "1. What do you know about the quality and impact of practice?",
        "2. How do you know it?",
        "3. What are your plans for the next 12 months?",
        "The chain, from the first contact to the end",
        "Is it noticed, challenged and put right?",
        "No audit of a case drawn at random is held",
        "To be written by the director",
        *(one.title for one in ACTIONS),
        *(one.words for one in PROMISES),
    ):
        assert " ".join(said.split()) in text, said
    assert not [child for child in pack.children if child in text]
    sample = words(pack.read("case_sample.html"))
    assert sum(child in sample for child in pack.children) >= 20
    assert pack.children_in("self_evaluation.html") == frozenset()
    assert pack.children_in("annex_a_2019.xlsx") == pack.children


def test_the_board_pack_names_no_child_and_has_the_plan(
    packs_home: Path, made: dict[PackKind, KeptPack]
) -> None:
    text = words(made[PackKind.BOARD].read("board.html"))
    with opened(packs_home) as outlook:
        everybody = outlook.rows("select child, surname from persons")
    assert not [row["child"] for row in everybody if row["child"] in text]
    for said in ("not for publication", "What was invested, and what has moved since", "Concerns"):
        assert said in text
    assert made[PackKind.BOARD].children == frozenset()


def test_the_contingency_pack_has_every_child_once_behind_its_lock(
    packs_home: Path, made: dict[PackKind, KeptPack]
) -> None:
    file = made[PackKind.CONTINGENCY].read("contingency.html")
    with opened(packs_home) as outlook:
        busy = set(child_statuses(outlook))
        on_plan = outlook.rows(
            "select child, started from protection_plans where ended is null or ended > $day",
            day=outlook.day,
        )
    assert not [child for child in busy if child.encode() in file]
    inside = unlocked(file, PASSPHRASE)
    tree = html.document_fromstring(inside)
    told = [row.text_content() for row in tree.xpath("//tbody/tr")]
    assert len(told) == len(busy) == len(made[PackKind.CONTINGENCY].children)
    for child in busy:
        assert sum(f"{child}" in row for row in told) >= 1
    assert on_plan
    for row in on_plan:
        since = f"{row['started'].day}\u00a0{row['started']:%b}\u00a0{row['started'].year}"
        (line,) = (one for one in told if row["child"] in one)
        assert f"plan since {since}" in line
    with pytest.raises(CannotRead):
        unlocked(file, "four words that rhymed")


def test_whom_the_maker_may_not_know_is_left_out_and_counted(
    packs_home: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(packs_home, tmp_path / "own"))
    with opened(own) as outlook:
        hidden = min(child_statuses(outlook))
        bounded = outlook.bounded(NeedToKnow(None, frozenset({hidden})))
        pack = pack_of(own, PackKind.CONTINGENCY, bounded)
        inside = unlocked(pack.read("contingency.html"), PASSPHRASE)
        inspection = pack_of(own, PackKind.INSPECTION, bounded)
    assert hidden not in inside
    assert "1 more are left out" in inside
    assert hidden not in pack.children | inspection.children
    with zipfile.ZipFile(inspection.folder / "annex_a_2024.xlsx") as book:
        everything = "".join(book.read(one).decode() for one in book.namelist())
    assert hidden not in everything
    assert "Children left out" in everything


# ------------------------------------------------------------------------------ for members


def test_every_number_of_the_edition_is_one_that_may_be_shown(packs_home: Path) -> None:
    with opened(packs_home) as outlook:
        pack = scrutiny_pack(PackSource(outlook, plan=PLAN))
    cells = [one for one in pack.publication.cells if one.shown]
    shown = {one.value for one in cells if one.key not in pack.withheld}
    assert pack.withheld, "a council of 300 children has small numbers"
    assert not [one for one in shown if one in range(1, 6)]
    numbers = set()
    for section in pack.document.sections:
        for part in section.parts:
            for row in getattr(part, "rows", ()):
                numbers |= {cell for cell in row if isinstance(cell, int)}
    assert numbers <= shown | letters_counted()
    assert WITHHELD in str(pack.document)


def letters_counted() -> set[int]:
    """In how many letters a finding stands: no number of children."""
    return set(range(len(LETTERS) + 1))


def test_no_small_promise_is_told_by_whether_it_was_kept(packs_home: Path) -> None:
    promise = replace(PROMISES[0], key="few", measure="not_held", target=3.0, post="", words="Few.")
    source_plan = replace(PLAN, promises=(promise,))
    with opened(packs_home) as outlook:
        source = PackSource(outlook, plan=source_plan)
        plan = StandingPlan(source)
        (_, public) = promises_part(plan, told=())
        (_, whole) = promises_part(plan)
    assert public.rows[0][-1] == "Not told here: it is judged by a small number"
    assert whole.rows[0][-1] != public.rows[0][-1]


def test_two_editions_are_four_weeks_apart(packs_home: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(packs_home, tmp_path / "own"))
    shutil.rmtree(own / "packs", ignore_errors=True)
    with opened(own) as outlook:
        pack_of(own, PackKind.SCRUTINY, outlook)
    refused = pytest.raises(BadSetting, match="less than 28 days away")
    with opened(own, date(2018, 1, 30)) as outlook, refused:
        pack_of(own, PackKind.SCRUTINY, outlook)
    with opened(own, date(2017, 12, 31)) as outlook:
        pack_of(own, PackKind.SCRUTINY, outlook)
    assert len(kept_packs(own)) == 2


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


def test_a_pack_is_made_beside_the_page_and_told_until_it_is_done(
    packs: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(packs / "packs")
    begun: list[PackOrder] = []
    monkeypatch.setattr(MAKING, "begin", begun.append)
    assert manager.post("/packs/make/board/")["Location"] == "/packs/making/"
    (order,) = begun
    assert (order.by, order.bound, order.wanted.kind) == ("manager", None, PackKind.BOARD)
    MAKING.make(order)  # what the thread does, in the transaction of the test
    assert MAKING.now is not None
    where = manager.get("/packs/making/")["Location"]
    (pack,) = kept_packs(packs)
    assert where == f"/packs/kept/{pack.identifier}/"
    row = AuditRow.objects.get(kind=AuditKind.PACK)
    assert (row.who, row.target) == ("manager", pack.checksum)
    assert pack.snapshot in row.detail
    assert manager.get("/packs/making/")["Location"] == "/packs/"


def test_what_cannot_be_made_is_said_on_the_page(
    packs: Path, manager: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[PackOrder] = []
    monkeypatch.setattr(MAKING, "begin", begun.append)
    for kind, form, said in (
        ("contingency", {"passphrase": "short", "again": "short"}, "fewer than 14 characters"),
        ("contingency", {"passphrase": PASSPHRASE, "again": "other"}, "two passphrases differ"),
        ("contingency", {"passphrase": PASSPHRASE, "again": PASSPHRASE, "team": "x"}, "no team of"),
        ("inspection", {"cases": "many"}, "number of cases in digits"),
        ("inspection", {"cases": "0"}, "from 1 to 200 cases"),
        ("inspection", {"seed": "a\0b"}, "seed must be text"),
        ("scrutiny", {"day": "31/01/2018"}, "cannot be read"),
        ("board", {"day": "2031-01-31"}, "There is a problem"),
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
    order = PackOrder(
        PackWanted(PackKind.SCRUTINY), Store(packs).current(), date(2018, 1, 30), None, "A"
    )
    MAKING.make(order)
    text = manager.get("/packs/making/").content.decode()
    assert "The scrutiny pack was not made" in text
    assert "less than 28 days away" in text


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
    assert MAKING.now is None


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
    packs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    team = data.outlook().rows("select min(team) as team from holders where team is not null")
    client = signed_in("director", scope=ScopeKind.TEAM, team=team[0]["team"])
    begun: list[PackOrder] = []
    monkeypatch.setattr(MAKING, "begin", begun.append)
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
    assert the(packs, PackKind.SCRUTINY)


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
