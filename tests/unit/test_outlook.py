"""An outlook over a real snapshot: computed once, seen on any day up to its own."""

from datetime import date

import pytest

from holdfast.clocks.computing import fingerprint, kept_duties
from holdfast.clocks.contact import CONTACT_DECISION
from holdfast.clocks.rules.book import Book
from holdfast.errors import BadSetting
from holdfast.query.due import STATUSES, Wanted, due
from holdfast.query.outlook import open_outlook
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_made_up

BOOK = Book((CONTACT_DECISION,))
AS_AT = date(2018, 1, 31)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    store = Store(tmp_path_factory.mktemp("home"))
    return import_made_up(store, 60, AS_AT, 7, "2018-02-01T08:30:00")


def test_duties_are_computed_once_and_kept_out_of_the_snapshot(snapshot: Snapshot) -> None:
    open_outlook(snapshot, BOOK).close()
    kept = kept_duties(snapshot, BOOK)
    assert kept is not None
    written = kept.stat().st_mtime_ns
    open_outlook(snapshot, BOOK, date(2016, 5, 3)).close()
    assert kept_duties(snapshot, BOOK) == kept
    assert kept.stat().st_mtime_ns == written
    snapshot.verify()


def test_another_rule_book_has_duties_of_its_own() -> None:
    assert fingerprint(BOOK) != fingerprint(Book(()))


def test_on_an_earlier_day_nothing_later_is_told(snapshot: Snapshot) -> None:
    outlook = open_outlook(snapshot, BOOK, date(2016, 5, 3))
    told = due(outlook, Wanted(STATUSES["all"]))
    outlook.close()
    assert told
    assert max(row.started for row in told if row.started) <= date(2016, 5, 3)


def test_a_day_after_the_snapshots_own_is_refused(snapshot: Snapshot) -> None:
    with pytest.raises(BadSetting, match="nothing after 2018-01-31"):
        open_outlook(snapshot, BOOK, date(2018, 2, 1))
