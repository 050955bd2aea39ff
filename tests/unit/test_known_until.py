"""How duties stand on a day until which not all that their clock reads is known."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta

import pyarrow as pa
import pytest

from holdfast.clocks.care_visits import CLOCKS as VISITS
from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Duty, Status, Why, status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.sql.known_until import as_known, known_sql
from holdfast.clocks.sql.standing import soon, standing_sql
from holdfast.engine import Engine
from tests.spec.running import opened

UNTIL, DAY = date(2018, 1, 31), date(2018, 2, 5)


def duty(started: str, due: str, stopped: str = "", lapsed: str = "", doubt: str = "") -> Duty:
    due_on, done, ended, since = (
        date.fromisoformat(one) if one else None for one in (due, stopped, lapsed, doubt)
    )
    began, why = date.fromisoformat(started), Why.SHOWN if doubt else None
    return Duty(VISITS[0].key, "child", "1", began, due_on, done, ended, since, why, "a rule", None)


STANDING = [
    (duty("2018-01-02", "2018-02-02"), Status.CANNOT_TELL, "2018-02-01"),
    (duty("2018-01-02", "2018-01-30"), Status.CANNOT_TELL, "2018-02-01"),
    (duty("2018-01-02", "2018-02-20"), Status.CANNOT_TELL, "2018-02-01"),
    (duty("2018-02-03", "2018-03-03"), Status.CANNOT_TELL, "2018-02-03"),
    (duty("2018-01-02", "2018-02-02", "2018-02-03"), Status.LATE, ""),
    (duty("2018-01-02", "2018-02-02", "2018-01-20"), Status.MET, ""),
    (duty("2018-01-02", "2018-02-02", "", "2018-01-31"), Status.LAPSED, ""),
    (duty("2018-01-02", "2018-02-02", "2018-02-06"), Status.CANNOT_TELL, "2018-02-01"),
    (duty("2018-01-02", "2018-02-02", "", "", "2018-01-20"), Status.CANNOT_TELL, "2018-01-20"),
]


@pytest.mark.parametrize(("given", "expected", "since"), STANDING)
def test_what_was_open_when_a_feed_ended_cannot_be_determined(
    given: Duty, expected: Status, since: str
) -> None:
    known = as_known(given, DAY, UNTIL)
    assert status(known, DAY, soon(DAY)) == expected
    assert known.doubt == (date.fromisoformat(since) if since else None)
    assert (known.why is Why.NOT_KNOWN) == (since > "2018-01-31")


@pytest.mark.parametrize("given", [one for one, _, _ in STANDING])
def test_up_to_the_day_on_which_a_feed_ends_nothing_changes(given: Duty) -> None:
    assert as_known(given, UNTIL, UNTIL) == given


def test_a_watch_is_over_once_its_last_day_has_passed() -> None:
    over, on = duty("2018-01-02", "2018-01-31"), duty("2018-01-02", "2018-02-01")
    assert as_known(over, DAY, UNTIL, flag=True) == over
    known = as_known(on, DAY, UNTIL, flag=True)
    assert status(known, DAY, soon(DAY), flag=True) == Status.CANNOT_TELL


# --- both readers -----------------------------------------------------------------------------

FLAG = next(clock for clock in CLOCKS if clock.flag)
TWO = (VISITS[0], FLAG)


def every_kind(clock: Clock) -> Iterator[Duty]:
    """Duties of a clock with every order of their days about the day and the end of the feed."""
    days = [UNTIL + timedelta(days=n) for n in (-1, 0, 1, 5, 6)]
    for started in days:
        for due in (None, *days):
            for ended in (None, *days):
                for doubt in (None, *days):
                    for stops in (True, False):
                        stopped, lapsed = (ended, None) if stops else (None, ended)
                        part = f"{started}{due}{ended}{doubt}{stops}"
                        why = Why.SHOWN if doubt else None
                        yield Duty(clock.key, "child", part, started, due, stopped, lapsed, doubt,
                                   why, "a rule", None, 7 if doubt else None)  # fmt: skip


@pytest.fixture(scope="module", params=["duckdb", "spark"])
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    with opened(request.param) as running:
        yield running


def test_sql_and_plain_python_say_the_same(engine: Engine) -> None:
    given = [one for clock in TWO for one in every_kind(clock)]
    engine.rows("given", pa.table(_columns(given)))
    ends = dict.fromkeys(TWO, UNTIL)
    for day in (UNTIL, DAY):
        late = {clock: until for clock, until in ends.items() if until < day}
        engine.define("known", known_sql(engine, "given", late, day))
        engine.define("standing", standing_sql(TWO, day, soon(day), "known"))
        rows = engine.fetch("select clock, part, status, doubt, why, cause from standing")
        found = {(one["clock"], one["part"]): one for one in rows.to_pylist()}
        for one in given:
            flag = one.clock == FLAG.key
            known = as_known(one, day, UNTIL, flag)
            stands = status(known, day, soon(day), flag)
            told = found.get((one.clock, one.part))
            if told is None:
                assert stands is None
                continue
            why = known.why.name if known.why else None
            expected = (stands, known.doubt, why, known.cause)
            assert (told["status"], told["doubt"], told["why"], told["cause"]) == expected


def _columns(given: list[Duty]) -> dict[str, object]:
    kinds = {"reason": pa.bool_(), "cause": pa.int64(), "nth": pa.int32()}
    days = ("started", "due", "stopped", "lapsed", "doubt")
    told = {
        field.name: pa.array(
            [_plain(getattr(one, field.name)) for one in given],
            pa.date32() if field.name in days else kinds.get(field.name, pa.string()),
        )
        for field in fields(Duty)
    }
    over = [one.due + timedelta(days=1) if one.due else None for one in given]
    return {**told, "overdue_from": pa.array(over, pa.date32())}


def _plain(value: object) -> object:
    return value.name if isinstance(value, Why) else value
