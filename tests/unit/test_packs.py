"""Packs without a council: what is locked stays locked, and a pack is kept whole or not at all."""

import errno
import json
import os
import unicodedata
from collections.abc import Callable
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from holdfast.errors import BadSetting, Busy, CannotRead, CannotWrite, Damaged, NotFound
from holdfast.evidence import keeping
from holdfast.evidence.documents import as_pdf
from holdfast.evidence.documents.as_html import as_html
from holdfast.evidence.documents.as_pdf import NoPrinting
from holdfast.evidence.documents.document import (
    PrintedDocument,
    PrintedSection,
    PrintedWords,
    table_of,
)
from holdfast.evidence.documents.locked import as_locked_html, refuse_weak, unlocked
from holdfast.evidence.keeping import (
    keep_pack,
    kept_pack,
    kept_packs,
    prune_packs,
    refuse_out,
    remove_pack,
    sweep_unfinished,
)
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.evidence.making import MadePack, PackFile

WORDS = "four words that rhyme"
NAME = "Kelp <b>& Nettle</b>"
DAY = date(2018, 1, 31)


def document(name: str = NAME) -> PrintedDocument:
    part = table_of("Children", ("Child", "Overdue"), [(name, 3), ("Periwinkle", None)], (1,))
    about = (("Figures as at", "31 January 2018"),)
    return PrintedDocument("Who holds whom", "For a day", about, (PrintedSection("A", (part,)),))


# ------------------------------------------------------------------------------------- locked


def test_what_is_locked_opens_with_the_passphrase_and_with_no_other() -> None:
    file = as_locked_html(document(), WORDS)
    assert "Kelp &lt;b&gt;&amp; Nettle&lt;/b&gt;" in unlocked(file, WORDS)
    for other in ("four words that rhymes", WORDS.upper(), ""):
        with pytest.raises(CannotRead, match="passphrase is not right"):
            unlocked(file, other)


def test_nothing_of_a_child_stands_outside_the_lock() -> None:
    file = as_locked_html(document(), WORDS)
    assert b"31 January 2018" in file  # the day does: whoever has several must know which it is
    for word in (b"Kelp", b"Periwinkle", b"Overdue", WORDS.encode()):
        assert word not in file


def test_it_is_another_file_at_each_making() -> None:
    first, second = (as_locked_html(document(), WORDS) for _ in range(2))
    assert first != second
    assert unlocked(first, WORDS) == unlocked(second, WORDS)


def test_a_letter_that_was_changed_opens_nothing() -> None:
    file = as_locked_html(document(), WORDS)
    at = file.index(b'"data": "') + 40
    other = b"A" if file[at : at + 1] != b"A" else b"B"
    with pytest.raises(CannotRead, match="passphrase is not right, or the file was damaged"):
        unlocked(file[:at] + other + file[at + 1 :], WORDS)
    for none in (b"", b"<html></html>", b'<script id="locked">{}</script>', file[:4000]):
        with pytest.raises(CannotRead, match="no locked file"):
            unlocked(none, WORDS)


def test_a_passphrase_is_the_same_however_a_keyboard_writes_it() -> None:
    typed = "café crème brûlée"
    file = as_locked_html(document(), unicodedata.normalize("NFD", f" {typed}\n"))
    assert unlocked(file, typed) == unlocked(file, unicodedata.normalize("NFC", typed))


@pytest.mark.parametrize(
    ("weak", "why"),
    [
        ("", "fewer than 14"),
        ("short", "fewer than 14"),
        ("             a              ", "fewer than 14"),
        ("aaaaaaaaaaaaaaaaaaaa", "repeats itself"),
        ("correct-correct-", "repeats itself"),
        ("abababababababab", "repeats itself"),
        ("01234567890123456789", "repeats itself"),
        ("0123456789 0987654321 5", "is a number"),
    ],
)
def test_a_weak_passphrase_is_refused_before_anything_is_made(weak: str, why: str) -> None:
    with pytest.raises(BadSetting, match=why):
        refuse_weak(weak)
    with pytest.raises(BadSetting, match=why):
        PackWanted(PackKind.CONTINGENCY, passphrase=weak)


def test_a_passphrase_is_in_no_message_and_not_kept() -> None:
    wanted = PackWanted(PackKind.CONTINGENCY, passphrase=WORDS)
    assert WORDS not in repr(wanted)
    assert WORDS not in json.dumps(wanted.options)


# --------------------------------------------------------------------------------------- html


def test_what_a_cell_holds_stays_text_and_nothing_is_fetched() -> None:
    written = as_html(document("<script>alert(1)</script>")).decode()
    assert "<script" not in written
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in written
    assert "default-src 'none'" in written
    assert "not recorded" in written  # the cell of which nothing is
    assert written == as_html(document("<script>alert(1)</script>")).decode()


# ------------------------------------------------------------------------------------ printing


def test_without_chromium_it_is_said_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(NoPrinting, match="No Chromium was found") as told:
        as_pdf.as_pdf(tmp_path / "x.html", DAY, tmp_path / "x.pdf")
    assert "apt install chromium" in told.value.next_step
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("exit 3", "printed nothing (it ended with 3)"),
        ("exit 0", "printed nothing"),
        ("sleep 30", "had not printed the pack after 0.2 seconds"),
    ],
)
def test_a_chromium_that_does_not_print_leaves_nothing_behind(
    script: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "chromium"
    broken.write_text(
        f"#!/bin/sh\nexec {script}\n" if "sleep" in script else f"#!/bin/sh\n{script}\n"
    )
    broken.chmod(0o700)
    monkeypatch.setenv("HOLDFAST_CHROMIUM", str(broken))
    monkeypatch.setattr(as_pdf, "MOST_SECONDS", 0.2)
    folder = tmp_path / "draft"
    folder.mkdir()
    (folder / "x.html").write_bytes(as_html(document()))
    with pytest.raises(NoPrinting) as told:
        as_pdf.as_pdf(folder / "x.html", DAY, folder / "x.pdf")
    assert said in told.value.what
    assert [one.name for one in folder.iterdir()] == ["x.html"]


# ------------------------------------------------------------------------------------- keeping

Making = Callable[..., MadePack]


def made(kind: PackKind, text: str = "said", children: frozenset[str] = frozenset()) -> Making:
    """A maker of a pack of one file, in the place of the real one."""

    def make(wanted: PackWanted, source: Any, folder: Path, step: Any) -> MadePack:
        (folder / "board.html").write_text(text)
        content = text.encode()
        sum_ = sha256(content).hexdigest()
        file = PackFile("board.html", len(content), sum_)
        return MadePack(kind, DAY, "2018-01-31-0001", {}, (file,), sum_, (), children)

    return make


def kept(home: Path, monkeypatch: pytest.MonkeyPatch, make: Making, **more: Any) -> Any:
    monkeypatch.setattr(keeping, "make_pack", make)
    told: dict[str, Any] = {"by": "A.N", "at": "2018-02-01T09:00:00", "step": lambda *_: None}
    told |= {"allow": lambda _: None} | more
    source: Any = None
    return keep_pack(home, PackWanted(PackKind.BOARD), source, **told)


def folders(home: Path) -> list[str]:
    place = home / "packs"
    return sorted(one.name for one in place.iterdir() if one.name != "lock")


def test_a_pack_is_kept_with_who_made_it_for_its_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = kept(tmp_path, monkeypatch, made(PackKind.BOARD))
    assert (pack.by, pack.at, pack.day) == ("A.N", "2018-02-01T09:00:00", DAY)
    assert kept_packs(tmp_path) == [pack]
    assert pack.read("board.html") == b"said"
    assert (tmp_path / "packs").stat().st_mode & 0o077 == 0
    assert pack.folder.stat().st_mode & 0o077 == 0
    with pytest.raises(NotFound):
        pack.read("../lock")
    with pytest.raises(NotFound):
        kept_pack(tmp_path, "board-2018-01-31-ffff")


def test_a_file_that_was_changed_is_not_handed_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = kept(tmp_path, monkeypatch, made(PackKind.BOARD))
    (pack.folder / "board.html").write_text("another")
    with pytest.raises(Damaged, match="not as it was made"):
        pack.read("board.html")
    with pytest.raises(Damaged):
        pack.copy_to(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_pack_that_has_lost_its_children_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = made(PackKind.INSPECTION, children=frozenset({"MU1", "MU2"}))
    pack = kept(tmp_path, monkeypatch, make)
    assert pack.children == {"MU1", "MU2"}
    assert pack.children_in("self_evaluation.pdf") == frozenset()
    (pack.folder / "children.json").write_text("{")
    with pytest.raises(Damaged, match="of which children"):
        _ = pack.children
    assert kept_packs(tmp_path) == [pack]


def test_what_the_log_refuses_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: MadePack) -> None:
        raise CannotWrite("The log could not be written.", "See its disk.")

    with pytest.raises(CannotWrite, match="log"):
        kept(tmp_path, monkeypatch, made(PackKind.BOARD), allow=refuse)
    assert folders(tmp_path) == []


@pytest.mark.parametrize(
    "broken",
    [OSError(errno.ENOSPC, "No space left on device"), KeyboardInterrupt(), MemoryError()],
)
def test_a_making_that_breaks_off_leaves_nothing(
    broken: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def make(wanted: Any, source: Any, folder: Path, step: Any) -> MadePack:
        (folder / "half.html").write_text("half of a child's row")
        raise broken

    expected = CannotWrite if isinstance(broken, OSError) else type(broken)
    with pytest.raises(expected) as told:
        kept(tmp_path, monkeypatch, make)
    assert folders(tmp_path) == []
    if isinstance(told.value, CannotWrite):
        assert "Nothing of it was kept" in told.value.next_step


def test_what_a_killed_making_left_is_deleted_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in (".making-a", ".making-b"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "case_sample.html").write_text("half")
    said: list[str] = []
    kept(tmp_path, monkeypatch, made(PackKind.BOARD), step=lambda words, *_: said.append(words))
    assert said == ["Deleted what 2 unfinished packs had left"]
    assert len(folders(tmp_path)) == 1
    (tmp_path / "packs" / ".making-c").mkdir()
    assert sweep_unfinished(tmp_path) == 1
    assert sweep_unfinished(tmp_path) == 0
    assert sweep_unfinished(tmp_path / "nowhere") == 0


def test_one_pack_is_made_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def make(wanted: Any, source: Any, folder: Path, *_: Any) -> MadePack:
        monkeypatch.setattr(keeping, "make_pack", made(PackKind.BOARD))
        with pytest.raises(Busy):
            kept(tmp_path, monkeypatch, made(PackKind.BOARD))
        assert sweep_unfinished(tmp_path) == 0  # nor is the draft swept away under its maker
        return made(PackKind.BOARD)(wanted, source, folder, *_)

    assert kept(tmp_path, monkeypatch, make).read("board.html") == b"said"


def test_a_pack_that_says_the_same_takes_the_place_of_the_former(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(tmp_path, monkeypatch, made(PackKind.BOARD))
    second = kept(tmp_path, monkeypatch, made(PackKind.BOARD), at="2018-02-02T09:00:00")
    assert first.identifier == second.identifier
    assert [one.at for one in kept_packs(tmp_path)] == ["2018-02-02T09:00:00"]
    # Killed between the two moves: the former is there, out of its place, and comes back.
    aside = tmp_path / "packs" / ".making-x"
    aside.mkdir()
    second.folder.rename(aside / second.identifier)
    assert sweep_unfinished(tmp_path) == 1
    assert kept_packs(tmp_path) == [second]


def test_a_pack_is_written_to_a_folder_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = kept(tmp_path, monkeypatch, made(PackKind.BOARD))
    out = tmp_path / "deep" / "out"
    assert [one.read_text() for one in pack.copy_to(out)] == ["said"]
    with pytest.raises(BadSetting, match="already"):
        pack.copy_to(out)
    (tmp_path / "file").write_text("mine")
    for place in (out, tmp_path / "file"):
        with pytest.raises(BadSetting, match="nothing was changed"):
            refuse_out(place)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(keeping, "copyfile", full)
    with pytest.raises(CannotWrite, match="No space left"):
        pack.copy_to(tmp_path / "other")
    left = {one.name for one in tmp_path.iterdir()}
    assert left == {"packs", "deep", "file"}


def test_packs_are_removed_but_editions_for_members_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = kept(tmp_path, monkeypatch, made(PackKind.BOARD))
    out = kept(tmp_path, monkeypatch, made(PackKind.SCRUTINY))
    remove_pack(board)
    assert [one.identifier for one in kept_packs(tmp_path)] == [out.identifier]
    with pytest.raises(BadSetting, match="not removed"):
        remove_pack(out)
    assert folders(tmp_path) == [out.identifier]


def test_packs_that_name_children_go_when_snapshots_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for kind, at in (
        (PackKind.INSPECTION, "2018-02-01T09:00:00"),
        (PackKind.CONTINGENCY, "2018-03-01T09:00:00"),
        (PackKind.BOARD, "2018-01-01T09:00:00"),
    ):
        make = made(kind, f"said by {kind}", frozenset({"MU1"}))
        kept(tmp_path, monkeypatch, make, at=at)
    (gone,) = prune_packs(tmp_path, date(2018, 3, 31), 40)
    assert gone.startswith("inspection-2018-01-31-")
    assert [one.kind for one in kept_packs(tmp_path)] == [PackKind.CONTINGENCY, PackKind.BOARD]


def test_words_of_a_document_are_not_cut() -> None:
    text = "A sentence about nobody."
    section = PrintedSection("Words", (PrintedWords(text, "lead"),))
    assert text in as_html(PrintedDocument("T", "W", (), (section,))).decode()


def test_a_long_document_begins_with_links_to_its_sections() -> None:
    sections = tuple(
        PrintedSection(f"Team {one} & co", (PrintedWords("Who."),)) for one in range(13)
    )
    page = html.document_fromstring(as_html(PrintedDocument("T", "W", (), sections)))
    links = {one.get("href"): one.text for one in page.xpath("//nav[@aria-label='Contents']//a")}
    assert len(links) == 13
    assert links == {f"#{one.get('id')}": one.text for one in page.xpath("//h2")}
    short = html.document_fromstring(as_html(PrintedDocument("T", "W", (), sections[:5])))
    assert short.xpath("//nav") == []
