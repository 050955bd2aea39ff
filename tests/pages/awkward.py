"""An import with something wrong in every way that an import may be wrong, and still be kept."""

from datetime import date
from pathlib import Path

from holdfast.record.store.draft import write_rows
from holdfast.record.store.refusals import (
    REFUSALS_FILE,
    UNREADABLE_FILE,
    Refusal,
    Unreadable,
    refusals_table,
    unreadable_table,
)
from holdfast.record.store.snapshots import Feed, Manifest, Note, Snapshot, Store, TableCount
from holdfast.record.store.words import WORDS_FILE, Word, words_table

# What a refused row or an emptied cell held: no page may show it.
KEPT = "Wren Madeup-Child"
REFUSED = 120


def lay_awkward(home: Path) -> Snapshot:
    """An import of Annex A lists with refusals, emptied cells and notes, and a narrow reach."""
    place = ("lists.xlsx", "List 3")
    rows = [
        Refusal(*place, number, "Date of referral: empty.", "Enter it.", KEPT)
        for number in range(2, REFUSED + 2)
    ]
    cells = [
        Unreadable(*place, number, "Gender", "not a code of the list", "Use the list.", KEPT)
        for number in range(200, 203)
    ]
    with Store(home).begin() as draft:
        write_rows(words_table(_words()), draft.folder / WORDS_FILE)
        write_rows(refusals_table(rows), draft.folder / REFUSALS_FILE)
        write_rows(unreadable_table(cells), draft.folder / UNREADABLE_FILE)
        return draft.finish(_manifest())


def _words() -> list[Word]:
    """A known word, one that nobody knows and a long sentence about a child."""
    where = ("List 8", "Worker's part", "involvements", "role")
    place = ("lists.xlsx", "List 8", 5)
    return [
        Word(*where, "CW", True, "CW", "the code set", "", 1200, *place),
        Word(*where, "Key Worker", False, "", "", "", 1, *place),
        Word(*where, f"the aunt of {KEPT}", False, "", "", "", 1, *place),
    ]


def _manifest() -> Manifest:
    return Manifest(
        as_at=date(2017, 12, 31),
        made_at="2018-01-02T09:30:00",
        source="annex_a",
        made_up=True,
        origin="lists.xlsx",
        counts=(TableCount("List 3", 400, 280, REFUSED), TableCount("List 4", 0, 0, 0)),
        feeds={
            "contacts": Feed("every", ("child", "received", "decided")),
            "need_visits": Feed("latest", ("child", "visited", "seen")),
        },
        notes=(Note("List 3: Date of birth", "a day that stands for none was left out", 12),),
    )
