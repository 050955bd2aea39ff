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

from holdfast.cli.options import rule_book
from holdfast.clocks.duty import Status
from holdfast.errors import BadSetting, CannotRead
from holdfast.evidence.content.annex_a import (
    RecordTables,
    annex_a_records,
    write_annex_a_of_record,
)
from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.content.improvement import StandingPlan, promises_part
from holdfast.evidence.content.measured import VERDICT_WORDS, judged, verdicts_on
from holdfast.evidence.content.plain_titles import plain_title
from holdfast.evidence.content.scrutiny import in_words, scrutiny_pack
from holdfast.evidence.documents.document import PrintedTable
from holdfast.evidence.documents.locked import unlocked
from holdfast.evidence.keeping import KeptPack, kept_packs
from holdfast.evidence.kinds import PackKind
from holdfast.evidence.withholding.bands import HowTold
from holdfast.evidence.withholding.ledger import told_so_far
from holdfast.evidence.withholding.publication import publish, publish_verdicts
from holdfast.improvement.made_up.letter import LETTERS
from holdfast.improvement.made_up.plan import ACTIONS, PROMISES
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.register import measure
from holdfast.query.caseload.held import child_statuses
from holdfast.query.need_to_know import NeedToKnow
from holdfast.record.store.snapshots import Store
from holdfast.web.packs.source import open_packed
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


def test_no_pack_is_made_of_a_day_before_anything_is_recorded(
    packs_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOLDFAST_HOME", str(packs_home))
    with pytest.raises(BadSetting) as refused:
        open_packed(Store(packs_home).current(), rule_book(), date(1990, 1, 1), None)
    assert refused.value.what == "On 1 January 1990 no referral is in the record yet."


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
    with opened(pack.folder.parent.parent) as outlook:
        standing = [one["status"] for one in outlook.rows("select status from standing")]
    unclear = standing.count(Status.CANNOT_TELL.value)
    assert unclear, "some step of every council cannot be determined"
    assert f"of {unclear:,} steps it cannot be determined" in text
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
    # What the charts of the pages mark stands under the twelve measures.
    turn = "Head of safeguarding: interim in post"
    for said in (
        *("not for publication", "What was invested, and what has moved since", "Concerns"),
        *("What happened in these months", turn, "24 April 2017"),
    ):
        assert said in text
    page = html.document_fromstring(made[PackKind.BOARD].read("board.html"))
    charts = page.find_class("pack-chart")
    assert len(charts) == len(TWELVE)
    # Each chart marks that turn by its letter, and says its verdict in words.
    (letter,) = (row[0].text_content() for row in page.iter("tr") if turn in row.text_content())
    for one in charts:
        assert letter in [each.text_content() for each in one.find_class("pack-chart-words")]
        assert one.find_class("pack-said")[0].text_content()
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


def test_every_number_of_the_edition_is_one_of_the_publication(packs_home: Path) -> None:
    with opened(packs_home) as outlook:
        published = publish(outlook, packs_home)
        source = PackSource(outlook, plan=PLAN)
        pack = scrutiny_pack(source, published, verdicts_on(source, published.day))
    told = [*published.shown.values(), published.staff]
    kept = {one.kept for one in told}
    assert {HowTold.FEW, HowTold.WITHHELD} & kept, "a council of 300 children has small numbers"
    assert not [one for one in told if {one.of, one.count} & set(range(1, 10))]
    numbers = {number for one in told for number in (one.of, one.count) if number is not None}
    for section in pack.document.sections:
        for part in section.parts:
            for row in getattr(part, "rows", ()):
                cells = {cell for cell in row if isinstance(cell, int)}
                assert cells <= numbers | letters_counted()
    assert "few" in str(pack.document)


def letters_counted() -> set[int]:
    """In how many letters a finding stands: no number of children."""
    return set(range(len(LETTERS) + 1))


def test_no_small_promise_is_told_by_whether_it_was_kept(packs_home: Path) -> None:
    promise = replace(PROMISES[0], key="few", measure="not_held", target=3.0, post="", words="Few.")
    source_plan = replace(PLAN, promises=(promise,))
    with opened(packs_home) as outlook:
        source = PackSource(outlook, plan=source_plan)
        plan = StandingPlan(source)
        (_, public) = promises_part(plan, public=True)
        (_, whole) = promises_part(plan)
    assert isinstance(public, PrintedTable)
    assert isinstance(whole, PrintedTable)
    assert public.rows[0][-1] == "Not told here: it is judged by a small number"
    assert whole.rows[0][-1] != public.rows[0][-1]


def test_editions_of_one_quarter_say_the_same(packs_home: Path, tmp_path: Path) -> None:
    """Of two days in a row the difference would tell of one child: so there is none."""
    own = Path(shutil.copytree(packs_home, tmp_path / "own"))
    shutil.rmtree(own / "packs", ignore_errors=True)
    figures, charts = set(), set()
    for day in (None, date(2018, 1, 30), date(2017, 12, 31)):
        with opened(own, day) as outlook:
            pack = pack_of(own, PackKind.SCRUTINY, outlook)
        figures.add(pack.read("figures.json"))
        charts.add(charts_told(pack))
    assert len(figures) == len(charts) == 1
    assert len(kept_packs(own)) == 3


def charts_told(pack: KeptPack) -> str:
    """The table of what charts say, and the sentence that counts it."""
    page = html.document_fromstring(pack.read("scrutiny.html"))
    (table,) = (one for one in page.iter("table") if "twelve measures" in one[0].text_content())
    (lead,) = page.find_class("pack-lead")
    return f"{lead.text_content()} {table.text_content()}"


def test_what_charts_say_stands_beside_the_figure_as_told_and_the_target(
    packs_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = Path(shutil.copytree(packs_home, tmp_path / "own"))
    shutil.rmtree(own / "packs", ignore_errors=True)
    (own / "measures.toml").write_text("[targets]\nassessment_due_met = 90\n", "utf-8")
    monkeypatch.setenv("HOLDFAST_HOME", str(own))
    with opened(own) as outlook:
        pack = pack_of(own, PackKind.SCRUTINY, outlook)
        told = publish(outlook, own).measures["assessment_due_met"].now.figure
    page = html.document_fromstring(pack.read("scrutiny.html"))
    (table,) = (one for one in page.iter("table") if "twelve measures" in one[0].text_content())
    rows = {
        row[0].text_content(): [cell.text_content() for cell in row[1:]] for row in table.iter("tr")
    }
    said = rows[plain_title(measure("assessment_due_met"))]
    assert said[:2] == [in_words(told), "90%"]
    assert not [title for title in rows if "of those due" in title or "month by month" in title]


def test_what_charts_say_of_a_quarter_is_told_once(packs_home: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(packs_home, tmp_path / "own"))
    shutil.rmtree(own / "told", ignore_errors=True)
    with opened(own) as outlook:
        source = PackSource(outlook, plan=PLAN)
        first = publish_verdicts(outlook, own, lambda day: verdicts_on(source, day))
        # What was recorded later would say otherwise: it is not asked.
        again = publish_verdicts(
            outlook, own, lambda _: {"seen_due_met": ("Worse", "It gets worse")}
        )
    assert first == again
    assert set(first) <= set(TWELVE)
    assert first
    assert {chart for chart, _ in first.values()} <= set(VERDICT_WORDS.values())
    # They stand in a file of their own, and no figure was told by it.
    assert told_so_far(own, made_up=True).figures == {}


def test_charts_look_no_further_than_the_end_of_the_quarter(packs_home: Path) -> None:
    end = date(2017, 12, 31)
    with opened(packs_home) as outlook, opened(packs_home, end) as at_the_end:
        later = judged(PackSource(outlook, plan=PLAN), until=end)
        then = judged(PackSource(at_the_end, plan=PLAN))
    assert [one.day for one in later] == [end] * len(later)
    lasts = [
        (one.months[-1].last, other.months[-1].last)
        for one, other in zip(later, then, strict=True)
        if one.months
    ]
    assert lasts
    assert all(one == other == end for one, other in lasts)
