"""Each word for what became of a duty, in councils of one child or two."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import pyarrow as pa
import pytest

from holdfast.importing.changes import MEANINGS, Change, Changes, Reason, WantedChanges, What
from holdfast.query.outlook import WAITING
from holdfast.record.identity.relating import NOBODY, SameChildren
from holdfast.record.store.manifest import Feed
from tests.records import EVERYTHING, Rows, day
from tests.relating_of import Seen, related, related_outlooks, told, words
from tests.spec.running import opened

# The days of the two imports.
THEN, NOW = "2018-01-15", "2018-01-29"
VISIT = "cp_visit"


def person(child: str = "A") -> dict[str, Any]:
    return {"child": child, "birth": day("2010-05-01")}


def on_plan(
    visits: Sequence[str] = (),
    child: str = "A",
    started: str = "2017-12-20",
    ended: str | None = None,
    plan: str = "p1",
    closed: str | None = None,
) -> Rows:
    """A child in an open case on a child protection plan, visited on some days."""
    return {
        "persons": [person(child)],
        "referrals": [
            {"referral": f"r{plan}", "child": child, "received": day("2017-11-01"),
             "no_further_action": False, "closed": day(closed) if closed else None}
        ],
        "protection_plans": [
            {"plan": plan, "child": child, "started": day(started),
             "ended": day(ended) if ended else None}
        ],
        "protection_visits": [
            {"visit": f"{plan}{n}", "child": child, "visited": day(one), "seen": True}
            for n, one in enumerate(visits)
        ],
    }  # fmt: skip


def together(*records: Rows) -> Rows:
    names = {name for one in records for name in one}
    return {name: [row for one in records for row in one.get(name, ())] for name in names}


def since(then: Rows, now: Rows, same: SameChildren = NOBODY) -> Changes:
    return related(Seen(then, THEN), Seen(now, NOW), same)


def only(changes: Changes, key: str = VISIT) -> Change:
    (row,) = told(changes, key)
    return row


# --- each word ------------------------------------------------------------------------------


def test_nothing_changed() -> None:
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10"]))
    assert {one.what for one in found.counts()} == {What.SAME}
    assert (only(found).was, only(found).status) == ("running", "overdue")


def test_row_identifiers_mean_nothing() -> None:
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10"], plan="another"))
    assert {one.what for one in found.counts()} == {What.SAME}


def test_done_after_the_earlier_day() -> None:
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10", "2018-01-20"]))
    assert words(found, VISIT) == [
        ("A", day("2018-01-10"), "done"),
        ("A", day("2018-01-20"), "new"),
    ]
    assert told(found, VISIT)[0].stopped == day("2018-01-20")


@pytest.mark.parametrize("visited", ["2018-01-12", THEN])
def test_done_by_the_earlier_day_and_recorded_after_it(visited: str) -> None:
    """The list shrinks by one and grows by one, and no child was helped."""
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10", visited]))
    assert words(found, VISIT) == [
        ("A", day("2018-01-10"), "corrected"),
        ("A", day(visited), "corrected"),
    ]
    assert [row.why for row in told(found, VISIT)] == [
        Reason.DONE_BEFORE,
        Reason.RECORDED_LATE,
    ]


def test_lapsed_when_the_plan_ended_and_the_case_goes_on() -> None:
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10"], ended="2018-01-22"))
    assert only(found).what == "lapsed"
    assert only(found).lapsed == day("2018-01-22")


def test_case_ended_when_the_case_was_closed_with_it() -> None:
    now = on_plan(["2018-01-10"], ended="2018-01-22", closed="2018-01-22")
    assert only(since(on_plan(["2018-01-10"]), now)).what == "case ended"


def test_a_case_that_goes_on_beside_has_not_ended() -> None:
    now = on_plan(["2018-01-10"], ended="2018-01-22", closed="2018-01-22")
    other = {"referral": "r2", "child": "A", "received": day("2018-01-22"),
             "no_further_action": False}  # fmt: skip
    now = together(now, {"referrals": [other]})
    assert only(since(on_plan(["2018-01-10"]), now)).what == "lapsed"


def test_a_plan_that_had_ended_by_the_earlier_day_is_a_correction() -> None:
    found = since(on_plan(["2018-01-10"]), on_plan(["2018-01-10"], ended="2018-01-12"))
    assert only(found).what == "corrected"
    assert only(found).why == Reason.ENDED_BEFORE


def test_a_first_day_that_is_another_now() -> None:
    found = since(on_plan(started="2018-01-02"), on_plan(started="2018-01-04"))
    row = only(found)
    assert (row.what, row.was_started, row.started) == (
        "moved",
        day("2018-01-02"),
        day("2018-01-04"),
    )


def test_moved_and_done_since_is_done_with_both_days() -> None:
    found = since(on_plan(started="2018-01-02"), on_plan(["2018-01-20"], started="2018-01-04"))
    first = told(found, VISIT)[0]
    assert (first.what, first.was_started, first.started) == (
        "done",
        day("2018-01-02"),
        day("2018-01-04"),
    )


def test_one_day_that_is_now_several_is_for_a_person_to_decide() -> None:
    now = on_plan(["2018-01-08"], started="2018-01-04")
    found = since(on_plan(started="2018-01-02"), now)
    assert {(row.what, row.why) for row in told(found, VISIT)} == {("unmatched", Reason.SEVERAL)}


def test_a_start_that_was_withdrawn_is_a_correction() -> None:
    without = {name: rows for name, rows in on_plan().items() if name != "protection_plans"}
    found = since(on_plan(), without)
    assert only(found).what == "corrected"
    assert only(found).why == Reason.WITHDRAWN
    assert only(found).status is None


def test_a_child_who_is_gone_is_for_a_person_to_decide() -> None:
    found = since(together(on_plan(), on_plan(child="B", plan="p2")), on_plan())
    assert words(found, VISIT) == [
        ("A", day("2017-12-20"), "same"),
        ("B", day("2017-12-20"), "unmatched"),
    ]
    assert told(found, VISIT)[1].why == Reason.CHILD_GONE


def test_begun_after_the_earlier_day_is_new() -> None:
    nobody: Rows = {"persons": [person()]}
    assert only(since(nobody, on_plan(started="2018-01-16"))).what == "new"


def test_begun_by_the_earlier_day_and_recorded_since_is_a_correction() -> None:
    found = since({"persons": [person()]}, on_plan(started=THEN))
    assert (only(found).what, only(found).why) == ("corrected", Reason.RECORDED_LATE)


def test_one_that_had_ended_and_has_not_is_a_correction() -> None:
    found = since(on_plan(ended="2018-01-12"), on_plan())
    assert (only(found).what, only(found).why) == ("corrected", Reason.REOPENED)
    assert only(found).was == "lapsed overdue"


# --- what stays the same ----------------------------------------------------------------------


def test_one_that_can_no_longer_be_determined_is_the_same() -> None:
    """The case was closed, and nobody ended the plan."""
    found = since(on_plan(), on_plan(closed="2018-01-22"))
    assert (only(found).what, only(found).was, only(found).status) == (
        "same",
        "overdue",
        "cannot tell",
    )


def test_teams_of_both_days() -> None:
    def held(team: str) -> Rows:
        row = {"involvement": "i", "child": "A", "worker": "w", "team": team, "role": "CW",
               "started": day("2017-11-01")}  # fmt: skip
        return together(on_plan(), {"involvements": [row]})

    found = since(held("T1"), held("T2"))
    assert (only(found).team_before, only(found).team) == ("T1", "T2")
    assert len(found.of(frozenset("A"), frozenset())) == len(found)
    assert len(found.of(frozenset("B"), frozenset("A"))) == 0


# --- two of a day -----------------------------------------------------------------------------


def contacts(*decided: str | None) -> Rows:
    return {
        "persons": [person()],
        "contacts": [
            {"contact": f"k{n}", "child": "A", "received": day("2018-01-12"),
             "decided": day(one) if one else None}
            for n, one in enumerate(decided)
        ],
    }  # fmt: skip


def test_two_of_a_day_are_counted() -> None:
    found = since(contacts(None, None), contacts(None, "2018-01-18"))
    assert sorted(row.what for row in told(found, "contact_decision")) == ["done", "same"]


def test_one_of_a_day_that_is_now_two_is_for_a_person_to_decide() -> None:
    """Which of the two it was cannot be determined: the one that is done, or the other."""
    found = since(contacts(None), contacts(None, "2018-01-18"))
    assert {(row.what, row.why) for row in told(found, "contact_decision")} == {
        ("unmatched", Reason.SAME_DAY)
    }


def test_in_a_spell_the_first_of_a_day_is_the_first() -> None:
    """A visit on the day of the start is written up late: the first duty had been done by it."""
    found = since(on_plan(), on_plan(["2017-12-20"]))
    assert {(row.what, row.why, row.stopped) for row in told(found, VISIT)} == {
        ("corrected", Reason.DONE_BEFORE, day("2017-12-20")),
        ("corrected", Reason.RECORDED_LATE, None),
    }


# --- numbers that change ----------------------------------------------------------------------


def test_a_child_who_was_renumbered_is_the_same() -> None:
    found = since(on_plan(), on_plan(child="Z"), SameChildren({"A": "Z"}, frozenset()))
    assert (only(found).what, only(found).child, only(found).child_before) == (
        "same",
        "Z",
        "A",
    )


def test_two_who_changed_numbers() -> None:
    one, other = on_plan(), on_plan(child="B", plan="p2", started="2018-01-02")
    then = together(one, other)
    now = together(on_plan(child="B"), on_plan(child="A", plan="p2", started="2018-01-02"))
    found = since(then, now, SameChildren({"A": "B", "B": "A"}, frozenset()))
    assert words(found, VISIT) == [
        ("A", day("2018-01-02"), "same"),
        ("B", day("2017-12-20"), "same"),
    ]


def test_a_number_that_was_reused_is_never_the_same_child() -> None:
    found = since(on_plan(), on_plan(), SameChildren({}, frozenset({"A"})))
    rows = sorted(told(found, VISIT), key=lambda row: row.what)
    assert [(row.what, row.why, row.child, row.child_before) for row in rows] == [
        ("corrected", Reason.RECORDED_LATE, "A", None),
        ("unmatched", Reason.NUMBER_REUSED, None, "A"),
    ]


def test_two_records_that_were_merged_into_one() -> None:
    """Each had the visit of one child; the merged one has it once, and nobody guesses whose."""
    then = together(contacts(None), {"persons": [person("B")]})
    double = [dict(row) | {"child": "B", "contact": "b"} for row in contacts(None)["contacts"]]
    then = together(then, {"contacts": double})
    found = since(then, contacts(None), SameChildren({"B": "A"}, frozenset()))
    assert {row.what for row in told(found, "contact_decision")} == {"unmatched"}


# --- what a source can tell -------------------------------------------------------------------


def without(*tables: str) -> Mapping[str, Feed]:
    return {name: feed for name, feed in EVERYTHING.items() if name not in tables}


def test_a_clock_that_the_source_no_longer_answers() -> None:
    silent = without("protection_visits")
    found = related(Seen(on_plan(), THEN), Seen(on_plan(), NOW, silent))
    assert (only(found).what, only(found).why) == ("unmatched", Reason.NOT_ANSWERED)


def test_a_clock_that_the_source_did_not_answer_before() -> None:
    silent = without("protection_visits")
    found = related(Seen(on_plan(), THEN, silent), Seen(on_plan(), NOW))
    assert (only(found).what, only(found).why) == ("unmatched", Reason.NOT_ANSWERED_BEFORE)


# --- on either engine -------------------------------------------------------------------------


def everybody(now: bool) -> Rows:
    """Children of whom each has another fate between the two days."""
    return together(
        on_plan(["2018-01-10", "2018-01-20"] if now else ["2018-01-10"]),
        on_plan(child="Y" if now else "B", plan="p2", started="2018-01-02"),
        on_plan(child="C", plan="p3", started="2018-01-04" if now else "2018-01-02"),
        on_plan(child="D", plan="p4", ended="2018-01-22" if now else None),
        on_plan(child="E", plan="p5", closed="2018-01-22" if now else None,
                ended="2018-01-22" if now else None),
        on_plan(["2018-01-12"] if now else [], child="F", plan="p6"),
        {} if now else on_plan(child="G", plan="p7"),
        on_plan(child="H", plan="p8", started="2018-01-20") if now else {},
        contacts(None, "2018-01-18") if now else contacts(None),
    )  # fmt: skip


@pytest.mark.deep
@pytest.mark.spark
@pytest.mark.timeout(900)
def test_spark_relates_as_duckdb_does() -> None:
    before, after = Seen(everybody(False), THEN).outlook(), Seen(everybody(True), NOW).outlook()
    anew = SameChildren({"B": "Y"}, frozenset({"Q"}))
    told_by_duckdb = related_outlooks(before, after, anew)
    assert {one.what for one in told_by_duckdb.counts()} == set(What)
    with opened("spark") as spark:
        for name in ("duties", "persons", "professionals", "cases", "holders", "standing"):
            spark.rows(name, after.engine.fetch(f"select * from {name}"))
        waiting = ", ".join(f"'{one}'" for one in WAITING)
        spark.define("waiting", f"select * from standing where status in ({waiting})")
        told_by_spark = related_outlooks(before, replace(after, engine=spark), anew)
    assert told_by_spark.rows() == told_by_duckdb.rows()


# --- counting ---------------------------------------------------------------------------------


def test_counts_add_up_to_both_lists() -> None:
    then = together(on_plan(["2018-01-10"]), on_plan(child="B", plan="p2", started="2018-01-02"))
    now = together(
        on_plan(["2018-01-10", "2018-01-20"]),
        on_plan(child="B", plan="p2", started="2018-01-04"),
    )
    found = since(then, now)
    for changes in (found, found.narrowed(WantedChanges(clock=VISIT))):
        counts = changes.counts()
        left, joined = (sum(getattr(one, name) for one in counts) for name in ("left", "joined"))
        assert changes.before - left + joined == changes.now
        assert sum(one.count for one in counts) == len(changes)
    (of_visits,) = found.narrowed(WantedChanges(clock=VISIT)).by_clock()
    assert (of_visits.before, of_visits.now) == (2, 2)
    assert of_visits.counts == {What.DONE: 1, What.MOVED: 1, What.NEW: 1}
    assert len(found.narrowed(WantedChanges(whats=("moved",)))) == 1


def test_a_worker_is_no_child() -> None:
    key = "supervision_person"
    rows: Rows = {
        "professionals": [{"worker": "W1"}],
        "employments": [{"employment": "e", "worker": "W1", "started": day("2017-12-01")}],
    }
    assert {(row.child, row.worker, row.what) for row in told(since(rows, rows), key)} == {
        (None, "W1", "same")
    }


def test_every_word_has_a_meaning() -> None:
    assert list(MEANINGS) == list(What)


def test_what_people_settled_is_told_apart_from_what_is_the_same() -> None:
    schema = {"child": ["A", "A", "B"], "clock": ["cin_visit"] * 3}
    days = [day("2018-01-02"), day("2018-01-09"), day("2018-01-02")]
    table = pa.table(schema | {"started": days, "what": ["same", "same", "done"]})
    found = Changes("1", days[0], "2", days[1], table)
    told = found.with_settled({("A", "cin_visit", days[0]), ("B", "cin_visit", days[0])})
    assert told.table["what"].to_pylist() == ["settled", "same", "done"]
    assert found.with_settled(()) is found
