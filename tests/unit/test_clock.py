"""What a clock refuses to be, and what it cannot say from the latest dates alone."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from holdfast.clocks.clock import editions
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.clocks.sql.standing import soon
from holdfast.days import LAST_KNOWN
from holdfast.journeys.contact import CASE_CLOSED
from holdfast.law import working_together
from holdfast.periods import WorkingDays
from holdfast.record.register import TABLES
from holdfast.record.store.manifest import Feed

LATEST = {table.name: Feed("latest", tuple(c.name for c in table.columns)) for table in TABLES}


def test_what_lives_in_a_spell_is_ended_by_the_spell() -> None:
    with pytest.raises(TypeError, match="cp_visit"):
        replace(clock("cp_visit"), ended_by=(CASE_CLOSED,))


def test_every_edition_restates_one_limit_from_its_own_day() -> None:
    rules = editions(WorkingDays(45), working_together.ASSESSMENT)
    assert {rule.limit for rule in rules} == {WorkingDays(45)}
    assert [rule.since for rule in rules] == sorted(rule.since for rule in rules if rule.since)
    assert len({rule.cites for rule in rules}) == len(rules) == 5


@pytest.mark.parametrize("days", range(9))
def test_at_the_end_of_the_calendar_everything_known_is_soon(days: int) -> None:
    day = LAST_KNOWN - timedelta(days=days)
    assert day <= soon(day, 5) <= LAST_KNOWN
    assert soon(LAST_KNOWN + timedelta(days=7), 5) == LAST_KNOWN + timedelta(days=7)


def test_soon_is_counted_in_working_days() -> None:
    assert soon(date(2018, 3, 29), 1) == date(2018, 4, 3)


@pytest.mark.parametrize("key", ["cla_care_plan", "cla_review_returned", "adopt_review_returned"])
def test_the_latest_placement_tells_neither_the_first_nor_the_one_before(key: str) -> None:
    told = {one.clock.key: one for one in answers(CLOCKS, LATEST)}
    assert told[key].answer is Answer.CANNOT_TELL
    assert "placements" in told[key].why
