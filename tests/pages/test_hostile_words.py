"""Words that would act if a page let them: in the data, and in what is asked of a page."""

import os
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from django.test import Client
from django.urls import resolve

from holdfast.record.register import TABLES
from holdfast.record.schema.table import ColumnKind
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import council_tables, import_tables
from tests.conftest import Tried
from tests.pages.routes import routes
from tests.pages.test_guard import PRODUCT

# It ends an attribute, a script and a comment, opens a tag, and would end a statement of SQL.
HOSTILE = "'\"--></script><img src=x onerror=alert(1)>;"
SAFE = "&#x27;&quot;--&gt;&lt;/script&gt;&lt;img src=x onerror=alert(1)&gt;;"
ALIKE = 4  # pages of one kind, each of another child, import or clock

EVERY = (
    HOSTILE,
    "' or 1=1 --",
    "\x00%00",
    "{{7*7}}../../../etc/passwd",
    "9" * 40,
    "-1",
    "\u202ex\ud7ff\ufffd",
    "x" * 5_000,
    "2018-02-31",
)
# All of them in the deep run alone: every route is asked each.
ASKED = EVERY if os.environ.get("HYPOTHESIS_PROFILE") == "deep" else EVERY[:3]
# A day that is none refuses the rest unread, so each group is asked by itself.
TOGETHER = {
    "the day": ("as_at",),
    "the day in boxes": ("as-at-day", "as-at-month", "as-at-year"),
    "the months": ("months",),
    "filters": ("status", "area", "clock", "team", "also", "year", "kind", "table", "rule"),
    "order and page": ("sort", "page", "word", "next", "q"),
}


@pytest.fixture(scope="module")
def hostile_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up council in which every number, name and note begins with hostile words."""
    home = tmp_path_factory.mktemp("hostile")
    day = date(2018, 1, 31)
    spoilt = {name: _spoilt(name, rows) for name, rows in council_tables(60, day, 7).items()}
    import_tables(Store(home), spoilt, day, "2018-02-01T06:00:00")
    return home


def _spoilt(name: str, rows: pa.Table) -> pa.Table:
    (table,) = (one for one in TABLES if one.name == name)
    for column in table.columns:
        if column.kind in (ColumnKind.ID, ColumnKind.TEXT):
            cells = pc.binary_join_element_wise(HOSTILE, rows[column.name], "")
            place = rows.column_names.index(column.name)
            rows = rows.set_column(place, column.name, cells)
    return rows


@pytest.fixture
def hostile(home: Path, hostile_home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOLDFAST_HOME", str(hostile_home))
    return hostile_home


def pages_from(browser: Client, start: str) -> Iterator[tuple[str, str]]:
    """Pages that links lead to, a few of each route: the address and the text of each."""
    waiting, met, kinds = [start], {start}, Counter[str]()
    while waiting:
        address = waiting.pop(0)
        answer = browser.get(address, follow=True)
        assert answer.status_code == 200, answer.status_code
        text = b"".join(answer) if answer.streaming else answer.content
        yield address, text.decode()
        for link in re.findall(r'href="(/[^"#]*)', text.decode()):
            path = link.partition("?")[0].replace("&amp;", "&")
            if path in met or path.startswith("/static/"):
                continue
            met.add(path)
            kind = resolve(path).view_name
            kinds[kind] += 1
            if kinds[kind] <= ALIKE:
                waiting.append(path)


def test_what_a_row_holds_is_shown_and_never_acts(
    manager: Client, hostile: Path, tried: Tried
) -> None:
    shown = dict(pages_from(manager, "/"))
    tried("pages of a record of hostile words", len(shown))
    # In a file for a spreadsheet it stands as it is; every page writes it as text.
    pages = {address: text for address, text in shown.items() if "." not in address}
    assert [address for address, text in pages.items() if "<img src=x" in text] == []
    assert [address for address, text in pages.items() if 'alert(1)"' in text] == []
    telling = {resolve(address).view_name for address, text in pages.items() if SAFE in text}
    assert telling >= {"due", "child", "child_clocks"}


@pytest.mark.parametrize("names", TOGETHER.values(), ids=TOGETHER)
def test_whatever_is_asked_is_answered_or_refused(
    names: tuple[str, ...], manager: Client, council: Path, tried: Tried
) -> None:
    tried("hostile words in what is asked of a page", len(ASKED) * len(routes(PRODUCT)))
    for route in routes(PRODUCT):
        for asked in ASKED:
            query = urlencode(dict.fromkeys(names, asked), errors="replace")
            answer = manager.get(f"{route.address}?{query}")
            assert answer.status_code < 500, route.name
            if not answer.streaming:
                assert HOSTILE.encode() not in answer.content, route.name
