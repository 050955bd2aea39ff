"""Unassessed risk, gaps without a worker, deficits: from small pasts, and as tables."""

from collections.abc import Iterable
from dataclasses import astuple
from datetime import date
from typing import Any

import pyarrow as pa
import pytest

from holdfast.simulation import make_county
from holdfast.simulation.truth import duties
from holdfast.simulation.truth.calendar import as_date, number
from holdfast.simulation.truth.deficits import Deficit, DeficitTruth, deficits
from holdfast.simulation.truth.gaps import without_worker
from holdfast.simulation.truth.past import Past
from holdfast.simulation.truth.risk import unassessed_risk
from holdfast.simulation.truth.tables import SCHEMAS, truth_tables
from holdfast.simulation.written.chronicle import NEVER, Chronicle, Told
from holdfast.simulation.written.follow_up import FollowedUp
from holdfast.simulation.written.happenings import Happening
from tests.unit.hand_made_past import past

HARM = ("2018-01-10", Happening.RISK_BEGINS, "0")
TOLD = ("2018-01-31", Happening.CONTACT_RECEIVED, "C")
REFERRED = ("2018-01-31", Happening.REFERRAL_RECEIVED, "R")


def text(told: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(as_date(one).isoformat() if isinstance(one, int) else one for one in told)


# ------------------------------------------------------------------------------ unassessed risk


def risk(child: Past) -> list[tuple[Any, ...]]:
    return [text(astuple(one)[1:]) for one in unassessed_risk(child)]


@pytest.mark.parametrize(
    ("what", "how"),
    [
        (Happening.SEEN_AT_HOME, "seen"),
        (Happening.ASSESSMENT_SIGNED, "assessed"),
        (Happening.DIES, "died"),
    ],
)
def test_risk_is_unassessed_from_the_telling_on(what: Happening, how: str) -> None:
    child = past(HARM, TOLD, ("2018-02-20", what, "V"))
    assert risk(child) == [("2018-01-10", "2018-01-31", "2018-02-20", how)]


def test_risk_may_pass_by_itself_or_go_on() -> None:
    eases = ("2018-03-01", Happening.RISK_ENDS, "0")
    assert risk(past(HARM, TOLD, eases)) == [("2018-01-10", "2018-01-31", "2018-03-01", "eased")]
    assert risk(past(HARM, TOLD)) == [("2018-01-10", "2018-01-31", None, "")]
    assert risk(past(HARM, TOLD, born="2000-05-01")) == [
        ("2018-01-10", "2018-01-31", "2018-05-01", "of age")
    ]


def test_risk_of_which_nobody_told_is_not_the_council_s_to_know() -> None:
    before = ("2018-01-09", Happening.CONTACT_RECEIVED, "C")
    eased = ("2018-01-20", Happening.RISK_ENDS, "0")
    assert risk(past(HARM, before)) == []
    assert risk(past(HARM, eased, TOLD)) == []


def test_a_child_seen_since_life_grew_harmful_is_no_such_child() -> None:
    assert risk(past(HARM, ("2018-01-20", Happening.SEEN_IN_CARE, "V"), TOLD)) == []
    earlier = ("2018-01-09", Happening.SEEN_AT_HOME, "V")
    assert risk(past(HARM, earlier, TOLD)) == [("2018-01-10", "2018-01-31", None, "")]


# ------------------------------------------------------------------------- gaps without a worker


def gaps(child: Past) -> list[tuple[Any, ...]]:
    return [text(astuple(one)[1:]) for one in without_worker(child)]


def test_gaps_lie_within_the_open_case() -> None:
    child = past(
        REFERRED,
        ("2018-02-02", Happening.WORKER_TAKES_ON, "A"),
        ("2018-02-09", Happening.WORKER_LETS_GO, "A"),
        ("2018-02-14", Happening.WORKER_TAKES_ON, "B"),
        ("2018-02-20", Happening.WORKER_LETS_GO, "B"),
        ("2018-02-20", Happening.STILL_NAMED, "B"),
        ("2018-03-12", Happening.CASE_CLOSES, "R"),
        ("2018-05-01", Happening.REFERRAL_RECEIVED, "S"),
    )
    assert gaps(child) == [
        ("2018-01-31", "2018-02-02", "not yet allocated"),
        ("2018-02-09", "2018-02-14", "let go"),
        ("2018-02-20", "2018-03-12", "still named"),
        ("2018-05-01", None, "not yet allocated"),
    ]


def test_a_child_held_throughout_has_no_gap() -> None:
    child = past(
        REFERRED,
        ("2018-01-31", Happening.WORKER_TAKES_ON, "A"),
        ("2018-02-09", Happening.WORKER_LETS_GO, "A"),
        ("2018-02-09", Happening.WORKER_TAKES_ON, "B"),
    )
    assert gaps(child) == []


# ------------------------------------------------------------------------------------- deficits


def late(*told: tuple[str, Happening] | tuple[str, Happening, str]) -> list[Deficit]:
    """The deficits of a contact that was to be decided by 1 February 2018."""
    child = past(TOLD, *told)
    return list(deficits(child, duties(child)))


def test_a_duty_done_in_time_or_on_the_day_after_is_no_deficit() -> None:
    assert late(("2018-02-01", Happening.CONTACT_DECIDED, "C")) == []
    # On the morning of 2 February it was overdue, and by the evening it was done.
    assert late(("2018-02-02", Happening.CONTACT_DECIDED, "C")) == []


def test_supervision_is_silent_that_discusses_and_does_not_challenge() -> None:
    talked = ("2018-02-05", Happening.CASE_DISCUSSED, "S")
    (one,) = late(talked, ("2018-02-09", Happening.CONTACT_DECIDED, "C"))
    assert one.silent
    assert one.done == number(date(2018, 2, 9))
    (other,) = late(talked, ("2018-02-05", Happening.CHALLENGED, "S"))
    assert not other.silent
    (unseen,) = late()
    assert not unseen.silent


def test_only_what_was_said_while_it_was_overdue_counts() -> None:
    before, after = "2018-02-01", "2018-02-09"
    kinds = (Happening.CASE_DISCUSSED, Happening.CHALLENGED, Happening.ACTION_AGREED)
    told = [(day, what, "S") for day in (before, after) for what in kinds]
    (one,) = late(*told, ("2018-02-09", Happening.CONTACT_DECIDED, "C"))
    assert (one.discussed, one.challenged, one.directed, one.acted) == (None, None, None, None)


# ------------------------------------------------------------------------------------ as tables


class Made:
    """A county of one child, of whom a visit was written up after the last day."""

    def __init__(self) -> None:
        self.chronicle, self.as_at = Chronicle(), date(2018, 4, 30)
        tell = self.chronicle.tell
        tell(Happening.NEED_PLAN_BEGINS, "child", number(date(2018, 3, 8)), "N")
        seen = number(date(2018, 4, 5))
        tell(Happening.SEEN_AT_HOME, "child", seen, "V", number(date(2018, 5, 9)))
        self.retold: dict[str, list[Told]] = {}

    def in_record(self) -> list[Told]:
        return self.chronicle.told

    def followed_up(self, deficits: Iterable[DeficitTruth]) -> Iterable[FollowedUp]:
        return ()

    def oddities_table(self) -> pa.Table:
        return pa.table({})


def test_the_table_says_what_the_record_cannot_know() -> None:
    rows = truth_tables(Made())["duties"].to_pylist()
    visits = [
        (one["started"].isoformat(), one["outcome"], one["in_record"])
        for one in rows
        if one["clock"] == "cin_visit"
    ]
    assert visits == [("2018-03-08", "met", "overdue"), ("2018-04-05", "running", None)]


def test_a_leaver_still_named_is_known_to_the_truth_alone() -> None:
    made = Made()
    day = number(date(2018, 3, 1))
    for what, on, known in (
        (Happening.REFERRAL_RECEIVED, day, day),
        (Happening.WORKER_TAKES_ON, day, day),
        (Happening.WORKER_LETS_GO, day + 7, NEVER),
    ):
        made.chronicle.tell(what, "other", on, "A", known)
    table = truth_tables(made)["duties"].to_pylist()
    owed = [one for one in table if one["clock"] == "allocation"]
    assert [(one["outcome"], one["in_record"]) for one in owed] == [
        ("met", "met"),
        ("overdue", None),
    ]


def test_a_concern_stands_in_the_record_as_far_as_that_knows() -> None:
    made = Made()
    made.chronicle.tell(Happening.REFERRAL_RECEIVED, "child", number(date(2018, 3, 8)), "R")
    quiet = [
        (one["since"].isoformat(), one["ended"], one["state"], one["in_record"])
        for one in truth_tables(made)["concerns"].to_pylist()
        if one["strand"] == "not_moving_14"
    ]
    # A visit of 5 April is not written up: since then the child was quiet for another 14 days.
    assert quiet == [
        ("2018-03-08", date(2018, 4, 5), "over", "true"),
        ("2018-04-05", None, "true", None),
    ]


def test_a_county_s_tables_have_the_columns_that_are_promised() -> None:
    tables = truth_tables(make_county(120, date(2018, 1, 31), seed=2))
    assert {name: tables[name].schema for name in SCHEMAS} == dict(SCHEMAS)
    assert all(tables[name].num_rows for name in SCHEMAS)


def test_nothing_told_makes_empty_tables() -> None:
    made = Made()
    made.chronicle = Chronicle()
    assert {table.num_rows for table in truth_tables(made).values()} == {0}
