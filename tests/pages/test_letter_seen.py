"""As at 31 January 2018 the demonstration makes each thing visible that its letter says."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from holdfast.cli.demo.demonstration import PART, Demonstration
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.book import Book
from holdfast.improvement.made_up.letter import FINDINGS
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import WHOLE
from holdfast.web.actions.made_up_plan import install_made_up_plan
from tests.depth import often

# Whichever day it is, the part that is shown first; in make deep the whole county too.
SIZES = [PART, WHOLE][: often(1, 2)]


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("children", SIZES)
def test_everything_that_the_letter_says_is_seen(
    children: int, home: Path, manager: Client
) -> None:
    day = date(2018, 1, 31)
    Demonstration(Store(home), Book(CLOCKS), day, lambda: "2018-02-01T06:00:00").make(children)
    assert install_made_up_plan(by="a test")
    text = re.sub(r"\s+", " ", manager.get("/improvement/letter/").content.decode())
    assert f"{len(FINDINGS)} of {len(FINDINGS)} things that the letter says can be seen" in text
