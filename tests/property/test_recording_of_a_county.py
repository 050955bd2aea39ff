"""A go-live planted in the made-up county: what was not brought over is seen, and nothing else."""

from datetime import date

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from holdfast.clocks.register import clock
from holdfast.clocks.rules.book import Book
from holdfast.measures.recording import recording
from holdfast.query.outlook import Outlook
from holdfast.sources.made_up import council_tables
from tests.records import outlook_of

CHILDREN, AS_AT, SEED = 1500, date(2018, 1, 31), 7
LIVE = date(2016, 3, 1)
# What was not brought over from the old system, by the day that the new one dates it.
NOT_BROUGHT_OVER = {
    "protection_visits": "visited",
    "need_visits": "visited",
    "supervisions": "held",
    "involvements": "started",
}
SPOILT = ("cp_visit", "cin_visit", "supervision_case", "allocation")
WHOLE = ("contact_decision", "assessment_45", "referral_decision")
BOOK = Book(tuple(clock(key) for key in (*SPOILT, *WHOLE)))


def outlook(tables: dict[str, pa.Table]) -> Outlook:
    return outlook_of(
        {name: table.to_pylist() for name, table in tables.items()}, AS_AT.isoformat(), BOOK
    )


@pytest.mark.slow
def test_a_go_live_of_the_made_up_county_is_proposed() -> None:
    tables = dict(council_tables(CHILDREN, AS_AT, SEED))
    first = _proposed(outlook(tables))
    assert all(day is not None and day <= date(2013, 4, 1) for day in first.values()), first
    for name, day in NOT_BROUGHT_OVER.items():
        kept = pc.greater_equal(tables[name][day], pa.scalar(LIVE))
        assert 0 < pc.sum(kept).as_py() < tables[name].num_rows
        tables[name] = tables[name].filter(kept)
    found = _proposed(outlook(tables))
    # What began in the weeks before may have been done after, and was recorded then.
    assert {found[key] for key in SPOILT} <= {date(2016, 2, 1), LIVE, date(2016, 4, 1)}, found
    assert {key: found[key] for key in WHOLE} == {key: first[key] for key in WHOLE}


def _proposed(seen: Outlook) -> dict[str, date | None]:
    return {one.clock.key: one.proposed.day for one in recording(seen)}
