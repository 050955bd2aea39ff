"""What each pack of a made-up council says, and whom it leaves out."""

import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from lxml import html

from holdfast.errors import BadSetting, CannotRead
from holdfast.evidence.content.annex_a import (
    RecordTables,
    annex_a_records,
    write_annex_a_of_record,
)
from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.content.improvement import StandingPlan, promises_part
from holdfast.evidence.content.scrutiny import WITHHELD, scrutiny_pack
from holdfast.evidence.documents.document import PrintedTable
from holdfast.evidence.documents.locked import unlocked
from holdfast.evidence.keeping import KeptPack, kept_packs
from holdfast.evidence.kinds import PackKind
from holdfast.improvement.made_up.letter import LETTERS
from holdfast.improvement.made_up.plan import ACTIONS, PROMISES
from holdfast.query.caseload.held import child_statuses
from holdfast.query.need_to_know import NeedToKnow
from tests.pages.packs_made import PASSPHRASE, PLAN, opened, pack_of, words
from tests.sources.annex_a_made import imported, refusals, rows, unreadable

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
    assert isinstance(public, PrintedTable)
    assert isinstance(whole, PrintedTable)
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
