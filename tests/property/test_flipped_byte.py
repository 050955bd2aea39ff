"""One bit of one byte flipped in any file of a data folder is never shown as true.

Every try flips one somewhere in the current snapshot, in what was worked out from it, in its
manifest or in the pointer, and asks for everything: the answers are those of before, or those of
the last whole snapshot with the fault told, or there is an error in words.
"""

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from holdfast.areas import Area
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.errors import HoldfastError
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.journey import journey, lay_by_child
from holdfast.query.outlook import open_outlook
from holdfast.record.store.refusals import told_refusals
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up
from tests.conftest import Tried
from tests.depth import often

# Two hundred take some two minutes of a processor.
TRIES = often(20, 200)
BOOK = Book(tuple(clock for clock in CLOCKS if clock.area is Area.PROTECTION)[:6])
EARLIER, LATER = date(2017, 12, 31), date(2018, 1, 31)


@dataclass(frozen=True)
class Asked:
    """Everything that was answered, from which snapshot, and whether a fault was told."""

    snapshot: str
    told: bool
    answers: Any


def ask(home: Path, children: tuple[str, ...]) -> Asked:
    snapshot, fault = Store(home).last_whole()
    outlook = open_outlook(snapshot, BOOK)
    try:
        # Laid for one snapshot at a time: of the other, the tables themselves are asked.
        held = None if fault else lay_by_child(outlook)
        answers = (
            due(outlook, Wanted(STATUSES["all"])),
            [journey(outlook, child, held) for child in children],
            told_refusals(snapshot),
            snapshot.manifest,
        )
    finally:
        outlook.close()
    return Asked(snapshot.id, fault is not None, answers)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("council")
    for day in (EARLIER, LATER):
        import_made_up(Store(folder), 40, day, 7, f"{day}T20:00:00")
    return folder


def children_of(home: Path) -> tuple[str, ...]:
    outlook = open_outlook(Store(home).current(), BOOK)
    rows = outlook.rows("select subject from duties order by subject, clock, started limit 400")
    outlook.close()
    return tuple(sorted({row["subject"] for row in rows}))[:3]


def files(home: Path, snapshot: str) -> list[Path]:
    """Every file that anything shown rests on, each of them sampled as often as another."""
    folders = (home / "snapshots" / snapshot, home / "derived" / snapshot)
    found = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return [home / "current", *sorted(found)]


@contextmanager
def flipped(path: Path, draw: random.Random) -> Iterator[None]:
    whole = path.read_bytes()
    spoilt = bytearray(whole)
    spoilt[draw.randrange(len(whole))] ^= 1 << draw.randrange(8)
    path.write_bytes(spoilt)
    try:
        yield
    finally:
        path.write_bytes(whole)


@pytest.mark.timeout(900)
def test_one_flipped_byte_is_never_shown_as_true(home: Path, tried: Tried) -> None:
    tried("one byte flipped, in any file", TRIES)
    children = children_of(home)
    good = ask(home, children)
    draw, ends = random.Random(20180131), Counter[str]()
    earlier = _earlier(home, good, children)
    places = files(home, good.snapshot)
    for _ in range(TRIES):
        place = draw.choice([one for one in places if one.exists()] or files(home, good.snapshot))
        with flipped(place, draw):
            try:
                found = ask(home, children)
            except HoldfastError:
                ends["told as an error"] += 1
                continue
        if found.told:
            # A spoilt pointer names nothing, and the last that is whole may be the current one.
            whole = (earlier.answers, good.answers)[: 2 if place.name == "current" else 1]
            assert found.answers in whole, f"{place.name}: not the last whole one"
            ends["the last whole one was shown"] += 1
        else:
            assert found.answers == good.answers, f"{place.name}: shown as true"
            ends["made anew, or of no effect"] += 1
        places = files(home, good.snapshot)
    assert ends["the last whole one was shown"] > TRIES // 5, ends
    assert ends["made anew, or of no effect"] > 0, ends


def _earlier(home: Path, good: Asked, children: tuple[str, ...]) -> Asked:
    """What is answered when nothing of the current one can be read."""
    manifest = home / "snapshots" / good.snapshot / "manifest.json"
    whole = manifest.read_bytes()
    manifest.write_bytes(b"{}")
    try:
        found = ask(home, children)
    finally:
        manifest.write_bytes(whole)
    assert found.told
    assert found.snapshot != good.snapshot
    assert found.answers != good.answers
    return found


def test_without_another_that_is_whole_the_fault_is_told(tmp_path: Path) -> None:
    made = import_made_up(Store(tmp_path), 20, LATER, 7, "2018-02-01T08:30:00")
    with flipped(made.path("persons"), random.Random(1)), pytest.raises(HoldfastError) as raised:
        Store(tmp_path).last_whole()
    assert "persons.parquet" in raised.value.what
