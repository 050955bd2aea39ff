"""The words of an import: who may see them, what is shown, and what the council says of one."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.record.store.checked import MANIFEST_FILE
from holdfast.record.store.draft import write_rows
from holdfast.record.store.snapshots import Manifest, Snapshot, Store
from holdfast.record.store.words import WORDS_FILE, Word, words_table
from holdfast.record.workforce import Involvements
from holdfast.sources.vocabulary import read_vocabulary
from holdfast.web.audit.models import AuditRow
from tests.pages.site import lay_snapshot

PLACE = ("roles.csv", "", 7)
SENTENCE = "seen at home by Wren Madeup"


def word(text: str, value: str = "", by: str = "", column: str = "role", count: int = 3) -> Word:
    names = ("ssd_involvements", "role_id", "involvements", column)
    return Word(*names, text, bool(by), value, by, "", count, *PLACE)


@pytest.fixture
def worded(home: Path) -> Snapshot:
    """An import with a known word, one that nobody knows, and one that is not shown."""
    manifest = Manifest(date(2018, 1, 31), "2018-02-01T06:00:00", "ssd", True, "made up")
    said = [
        word("CW", "CW", "the code set"),
        word("Key Worker"),
        word(SENTENCE, count=1),
        word("perhaps", column="named"),
    ]
    with Store(home).begin() as draft:
        write_rows(words_table(said), draft.folder / WORDS_FILE)
        return draft.finish(manifest)


def address(worded: Snapshot) -> str:
    return f"/imports/{worded.id}/words/"


def link_to(client: Client, worded: Snapshot, label: str) -> str:
    """Where the page leads to say what the word of a label means."""
    text = client.get(address(worded)).content.decode()
    found = re.search(rf'href="([^"]*)">Say what it means<span[^>]*>: {label}, in', text)
    assert found is not None
    return found.group(1)


def test_words_are_listed_with_what_they_are_taken_for(manager: Client, worded: Snapshot) -> None:
    text = manager.get(address(worded)).content.decode()
    assert "Nobody knows: 3 words" in text
    assert "Key Worker" in text
    assert "Allocation" in text  # a clock that it takes away
    assert "Known: 1 word" in text
    assert "The code set" in text


def test_a_word_that_may_be_about_a_person_is_shown_by_its_row(
    manager: Client, worded: Snapshot
) -> None:
    text = manager.get(address(worded)).content.decode()
    assert "Wren" not in text
    assert "first in row 7 of roles.csv" in text


def test_the_council_says_what_a_word_means(manager: Client, worded: Snapshot, home: Path) -> None:
    place = link_to(manager, worded, "Key Worker")
    assert "Key" not in place
    form = manager.get(place).content.decode()
    assert "What does “Key Worker” mean?" in form
    answer = manager.post(place, {"meaning": "CW"})
    assert answer.status_code == 302
    found = read_vocabulary(home).take(Involvements.role, "key worker")
    assert found is not None
    assert found.value == "CW"
    text = manager.get(answer["Location"]).content.decode()
    assert "holds from the next import on" in text
    assert "You have said: CW" in text


@pytest.mark.both_databases
def test_what_was_said_is_noted_without_the_word(manager: Client, worded: Snapshot) -> None:
    manager.post(link_to(manager, worded, "Key Worker"), {"meaning": "CW"})
    row = AuditRow.objects.get(kind="say")
    assert (row.who, row.page) == ("manager", "words")
    assert row.detail == "taken for CW"
    assert row.target == "involvements.role"


def test_a_word_may_mean_nothing_and_a_flag_no(
    manager: Client, worded: Snapshot, home: Path
) -> None:
    manager.post(link_to(manager, worded, "Key Worker"), {"meaning": "(nothing)"})
    manager.post(link_to(manager, worded, "perhaps"), {"meaning": "No"})
    own = read_vocabulary(home)
    role, named = own.take(Involvements.role, "Key Worker"), own.take(Involvements.named, "perhaps")
    assert role is not None
    assert named is not None
    assert (role.value, named.value) == (None, False)


@pytest.mark.parametrize("meaning", ["", "BOSS", "Yes"])
def test_what_a_word_cannot_mean_is_not_kept(
    meaning: str, manager: Client, worded: Snapshot, home: Path
) -> None:
    answer = manager.post(link_to(manager, worded, "Key Worker"), {"meaning": meaning})
    assert answer.status_code == 200
    assert "Choose what the word means" in answer.content.decode()
    assert not (home / "vocabulary.toml").exists()
    assert not AuditRow.objects.filter(kind="say").exists()


@pytest.mark.parametrize("number", ["99", "x", "", "-1"])
def test_a_word_that_is_not_there_is_not_found(
    number: str, manager: Client, worded: Snapshot
) -> None:
    assert manager.get(f"{address(worded)}?word={number}").status_code == 404


def test_of_a_word_that_is_not_shown_nothing_can_be_said_here(
    manager: Client, worded: Snapshot
) -> None:
    text = manager.get(address(worded)).content.decode()
    numbers = {str(n) for n in range(4)}
    linked = {n for n in numbers if f"?word={n}&quot;" in text or f'?word={n}"' in text}
    (known, hidden) = sorted(numbers - linked)
    for number in (known, hidden):
        assert (
            manager.post(f"{address(worded)}?word={number}", {"meaning": "CW"}).status_code == 404
        )


@pytest.mark.both_databases
def test_a_bad_file_is_told_and_not_written_over(
    manager: Client, worded: Snapshot, home: Path
) -> None:
    place = link_to(manager, worded, "Key Worker")
    bad = '["involvements.role"]\n"X" = "BOSS"\n'
    (home / "vocabulary.toml").write_text(bad, encoding="utf-8")
    answer = manager.get(address(worded))
    assert answer.status_code == 503
    assert "line 2" in answer.content.decode()
    assert manager.post(place, {"meaning": "CW"}).status_code == 503
    assert (home / "vocabulary.toml").read_text(encoding="utf-8") == bad
    assert not AuditRow.objects.filter(kind="say").exists()


def test_an_import_without_words_says_so(manager: Client, data: Path) -> None:
    text = manager.get("/imports/2018-01-31-0001/words/").content.decode()
    assert "No words are listed" in text


def test_an_import_with_words_leads_to_them(manager: Client, worded: Snapshot) -> None:
    text = manager.get(f"/imports/{worded.id}/").content.decode()
    assert f'href="{address(worded)}"' in text


@pytest.mark.parametrize("of_before_words", [False, True], ids=["empty", "of before words"])
def test_an_import_without_words_leads_to_no_list_of_them(
    of_before_words: bool, manager: Client, home: Path
) -> None:
    laid = lay_snapshot(home)
    if of_before_words:
        _without_words(laid)
    text = manager.get(f"/imports/{laid.id}/").content.decode()
    assert "What clocks can answer" in text
    assert "Words and codes" not in text
    assert address(laid) not in text


def _without_words(laid: Snapshot) -> None:
    """Make a snapshot as one that was written before words were counted."""
    (laid.folder / WORDS_FILE).unlink()
    sums = {name: one for name, one in laid.manifest.checksums.items() if name != WORDS_FILE}
    manifest = replace(laid.manifest, checksums=sums)
    (laid.folder / MANIFEST_FILE).write_text(manifest.to_json(), encoding="utf-8")


def test_a_file_of_words_that_cannot_be_read_is_told(manager: Client, worded: Snapshot) -> None:
    (worded.folder / WORDS_FILE).write_bytes(b"x")
    answer = manager.get(f"/imports/{worded.id}/")
    assert answer.status_code == 500
    assert "words.parquet" in answer.content.decode()
