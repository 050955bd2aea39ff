"""Who is in a scope, on records small enough to see; ``tests/property`` asks every query."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from holdfast.clocks.contact import CONTACT_DECISION
from holdfast.clocks.rules.book import Book
from holdfast.clocks.workforce import SUPERVISION
from holdfast.errors import NotFound
from holdfast.measures.by_status import by_status
from holdfast.measures.chain import chain
from holdfast.measures.links import LINKS
from holdfast.query.daily import daily_overdue
from holdfast.query.doubted import doubts_in_words
from holdfast.query.due import STATUSES, Counted, Wanted, counted, due, due_for
from holdfast.query.outlook import Outlook, see
from holdfast.query.people import teams, workers
from holdfast.query.scope import EVERYBODY, Scope
from tests.records import Rows, day, outlook_of
from tests.spec.running import opened

ALL = Wanted(STATUSES["all"])


def led(child: str, worker: str, team: str, role: str = "CW", **more: object) -> dict[str, object]:
    given = {"child": child, "worker": worker, "team": team, "role": role, "named": True}
    return given | {"started": day("2024-01-08")} | more


def seen(rows: Rows) -> Outlook:
    return outlook_of(rows, "2024-03-12", Book((CONTACT_DECISION, SUPERVISION)))


# The four of the docstring, and one whose lead has gone.
FOUR: Rows = {
    "persons": [{"child": child} for child in "ABCDE"],
    "involvements": [
        led("A", "W1", "T1"),
        led("B", "W1", "T1"),
        led("B", "W2", "T2", "LCPP"),
        led("C", "W2", "T2", "LCPP"),
        led("E", "W3", "T3", ended=day("2024-02-01")),
    ],
    "teams": [{"team": "T2", "parent": "T1"}],
}


def test_a_team_is_called_by_its_name_wherever_that_stands_in_the_alphabet() -> None:
    names = [{"team": "T1", "team_name": "Cove"}, {"team": "zz", "team_name": "Able"}]
    rows: Rows = {"teams": names, "involvements": [led("A", "W1", "zz"), led("B", "W1", "T9")]}
    found = [(each.team, each.title) for each in teams(seen(rows))]
    assert found == [("zz", "Able"), ("T1", "Cove"), ("T9", "T9")]


@pytest.mark.parametrize(
    ("scope", "children"),
    [
        (Scope("T1"), "ABC"),  # T2 is below it
        (Scope("T2"), "BC"),
        (Scope(worker="W1"), "AB"),
        (Scope(worker="W2"), "BC"),
        (Scope("T2", "W1"), "B"),
        (Scope(worker="W3"), ""),
        (EVERYBODY, None),
    ],
)
def test_who_is_in_scope(scope: Scope, children: str | None) -> None:
    outlook = seen(FOUR)
    expected = None if children is None else frozenset(children)
    assert scope.children(outlook) == expected
    held = [child for child in "ABCDE" if scope.holds(outlook, child)]
    assert held == (list("ABCDE") if children is None else list(children))


def test_a_team_that_held_children_and_holds_none_is_not_known() -> None:
    with pytest.raises(NotFound, match="no team"):
        Scope("T3").children(seen(FOUR))


def test_teams_below_one_another_are_each_named_once() -> None:
    rows = [{"team": "T1", "parent": "T2"}, {"team": "T2", "parent": "T1"}, {"team": "T3"}]
    outlook = seen({"teams": rows})
    assert sorted(Scope("T1").teams(outlook)) == ["T1", "T2"]
    assert [each.team for each in teams(outlook, Scope("T2"))] == ["T1", "T2"]


# Two systems count from one: the child 7 and the worker 7 are two people.
SAME_NUMBER: Rows = {
    "persons": [{"child": "7"}],
    "contacts": [{"child": "7", "contact": "1", "received": day("2024-03-01")}],
    "employments": [{"worker": "7", "employment": "E", "started": day("2023-01-01")}],
    "involvements": [led("7", "W1", "T1")],
    "referrals": [
        {"child": "7", "referral": "R", "received": day("2023-01-01"), "closed": day("2024-03-02")}
    ],
}


def test_what_is_owed_to_a_worker_is_no_child_s_of_the_same_number() -> None:
    outlook = seen(SAME_NUMBER)
    assert {duty.clock for duty in due_for(outlook, "7")} == {"contact_decision"}
    team = due(outlook, ALL, scope=Scope("T1"))
    assert {duty.clock for duty in team} == {"contact_decision"}
    assert counted(outlook, ALL, Scope("T1")) == Counted(1, 1, 0)
    owed = [duty for duty in due(outlook, ALL) if duty.clock == SUPERVISION.key]
    assert owed
    assert {(duty.child, duty.worker, duty.team) for duty in owed} == {(None, "7", None)}


def test_a_worker_s_duty_is_not_left_undone_by_the_case_of_a_child_of_the_same_number() -> None:
    closed = {**SAME_NUMBER, "involvements": []}
    outlook = seen(closed)
    owed = Wanted(STATUSES["open"], clock=SUPERVISION.key)
    assert counted(outlook, replace(owed, closed_too=False)).duties == 1
    assert counted(outlook, owed).duties == 1


ASKED: tuple[Callable[[Outlook, Scope], Any], ...] = (
    lambda seen, scope: chain(seen, scope=scope, links=LINKS[:1]),
    lambda seen, scope: by_status(seen, LINKS[0], day("2024-01-01"), scope),
    lambda seen, scope: daily_overdue(seen, ["contact_decision"], scope),
    lambda seen, scope: due(seen, ALL, scope=scope),
    lambda seen, scope: doubts_in_words(seen, (1, 2), scope),
    lambda seen, scope: [each.team for each in teams(seen, scope)],
    lambda seen, scope: [each.worker for each in workers(seen, scope)],
)


READ = ("involvements", "professionals", "teams", "holding", "cases", "duties", "doubts")


@pytest.mark.spark
@pytest.mark.slow  # Spark plans for seconds what it answers at once
@pytest.mark.timeout(900)
def test_both_engines_are_asked_with_the_same_values() -> None:
    received = {"received": day("2024-03-01")}
    rows = {**FOUR, "contacts": [{"child": c, "contact": c, **received} for c in "ABCDE"]}
    duck = outlook_of(rows, "2024-03-12", Book((CONTACT_DECISION,)))
    with opened("spark") as engine:
        for relation in READ:
            engine.rows(relation, duck.engine.fetch(f"select * from {relation}"))
        see(engine, duck.book, duck.day)
        spark = replace(duck, engine=engine, kept={})
        scope = Scope("T1", "W1")
        for number, ask in enumerate(ASKED):
            assert ask(spark, scope) == ask(duck, scope), number
    duck.close()
