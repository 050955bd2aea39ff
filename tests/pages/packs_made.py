"""Making packs of the made-up council of the tests, without Chromium."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from holdfast.cli.options import rule_book
from holdfast.evidence.content.asked_of import PackSource, PlanEntered
from holdfast.evidence.keeping import KeptPack, keep_pack
from holdfast.evidence.kinds import PackKind, PackWanted
from holdfast.improvement.made_up.letter import FINDINGS, LETTERS
from holdfast.improvement.made_up.plan import ACTIONS, POSTS, PROMISES
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store

PASSPHRASE = "four words that rhyme"
PLAN = PlanEntered(LETTERS, tuple(one.finding for one in FINDINGS), ACTIONS, PROMISES, POSTS)


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


def words(content: bytes | str) -> str:
    return " ".join(html.document_fromstring(content).text_content().split())
