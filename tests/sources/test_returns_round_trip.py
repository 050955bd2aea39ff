"""A made-up council's returns, written from its record and read back, beside the record itself.

The periods of care are the same, and so is every answer that the returns let a clock give.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from docs.building.sources import ssda903_feeds
from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.clocks.rules.book import Book
from holdfast.engine.quoting import quote
from holdfast.journeys.care import IN_CARE
from holdfast.journeys.laid import label
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshot import Snapshot
from tests.sources.cin_imported import rows
from tests.sources.returns_made import LAST, council_returns, imported_returns

FED = Book(
    tuple(
        one.clock
        for one in answers(CLOCKS, ssda903_feeds())
        if one.answer is not Answer.CANNOT_TELL
    )
)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Path]:
    """The record of those who came into care within the returns, and the returns themselves."""
    return council_returns(tmp_path_factory.mktemp("returns"), within=True)


@pytest.fixture(scope="module", params=["csv", "xml"])
def read_back(
    council: tuple[Snapshot, Path],
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
) -> Snapshot:
    home = tmp_path_factory.mktemp("home")
    return imported_returns(home, council[1] / request.param, as_at=LAST)


@pytest.fixture(scope="module")
def both(council: tuple[Snapshot, Path], read_back: Snapshot) -> Iterator[tuple[Outlook, Outlook]]:
    opened = open_outlook(council[0], FED, LAST), open_outlook(read_back, FED, LAST)
    yield opened
    for one in opened:
        one.close()


def test_the_periods_of_care_are_the_same(both: tuple[Outlook, Outlook]) -> None:
    whole, here = (
        {
            # A birthday to come ends it in the record alone, where the birth is only estimated.
            (one["subject"], one["started"], min(one["ended"] or date.max, LAST))
            for one in outlook.rows(
                f"select subject, started, ended from spells where spell = {quote(label(IN_CARE))}"
            )
        }
        for outlook in both
    )
    assert len(whole) > 10
    assert here == whole


def test_every_duty_stands_as_in_the_whole_record(both: tuple[Outlook, Outlook]) -> None:
    whole, here = (
        Counter(
            (one["clock"], one["subject"], one["started"], one["due"], one["status"])
            for one in outlook.rows(
                "select clock, subject, started, due, status from standing "
                "where clock like 'cla_review%'"
            )
        )
        for outlook in both
    )
    assert whole.total() > 20
    assert {one[-1] for one in whole} >= {Status.MET, Status.RUNNING}
    assert here == whole


def test_what_is_written_from_what_was_read_back_is_the_same(
    council: tuple[Snapshot, Path], read_back: Snapshot
) -> None:
    for table, column in (
        ("care_episodes", "started"), ("placements", "started"), ("care_reviews", "held"),
        ("missing_episodes", "started"),
    ):  # fmt: skip
        whole = Counter((one["child"], one[column]) for one in rows(council[0], table))
        here = Counter((one["child"], one[column]) for one in rows(read_back, table))
        # Only what happened to a child in care is in a return.
        assert not here - whole, table
    assert not read_back.manifest.feeds.keys() & {"referrals", "contacts", "care_visits"}
