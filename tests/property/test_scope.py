"""Every query for a scope answers as it would for everybody, were there the scope's children alone.

A made-up county is asked twice: with a scope, and without one over a copy that holds the rows of
the scope's children and no others.
"""

import ast
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from holdfast.areas import Area
from holdfast.concerns.register import CONCERNS
from holdfast.errors import NotFound
from holdfast.measures.before import in_time_before
from holdfast.measures.by_status import by_status
from holdfast.measures.cases.counting import cases_behind, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.chain import chain
from holdfast.measures.links import LINKS
from holdfast.measures.needed import first_to_serve, needed
from holdfast.measures.recording import recording
from holdfast.measures.register import MEASURES, measure
from holdfast.measures.waiting import waits_by_cohort
from holdfast.query.beside import beside
from holdfast.query.caseload.held import child_statuses, family_of, held_children, holdings
from holdfast.query.caseload.loads import duties_ahead
from holdfast.query.caseload.unallocated import unallocated
from holdfast.query.children import (
    children_by_number,
    children_of_number,
    closed_on,
    named_children,
)
from holdfast.query.concerns import (
    concern_daily,
    concerns_counted,
    concerns_of_child,
    concerns_true,
    concerns_unclear,
)
from holdfast.query.daily import daily_overdue
from holdfast.query.doubted import doubts_counted, doubts_in_words
from holdfast.query.due import STATUSES, Wanted, count, counted, due, due_for
from holdfast.query.exclusions import Exclusion, exclude, exclusions_of
from holdfast.query.fairness.rates import fairness
from holdfast.query.front_door.front_door import front_door
from holdfast.query.journey import journey
from holdfast.query.life.picture import laid_spells
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.need_to_know import NeedToKnow
from holdfast.query.outlook import Outlook, open_outlook, see
from holdfast.query.people import team_names, teams, worker_names, workers, workers_within
from holdfast.query.scope import EVERYBODY, OutOfScope, Scope
from holdfast.record.store.doubts import Doubt, DoubtKind, doubts_table, numbered
from holdfast.record.store.snapshots import Store
from holdfast.simulation import simulate
from holdfast.sources.made_up import import_tables
from tests.architecture.tree import parsed, python_files
from tests.property.part_of_county import AS_AT, BOOK, County
from tests.property.scope_exceptions import ASKED_APART, UNSCOPED

CHILDREN, SEED = 150, 11
FIRST = date(2025, 3, 31)
SEVERAL = ("contact_decision", "cp_visit", "supervision_case")
SOME_LINK = replace(LINKS[0], clocks=SEVERAL)
# One of each kind of measure by month: of rows of the record, of duties due, of what is open.
BY_MONTH = tuple(
    measure(key)
    for key in ("re_referrals", "not_held", "on_plan", "contact_due_met", "supervision_overdue")
)
ALL = Wanted(STATUSES["all"])

# What names teams and staff, who are the same whoever asks.
OF_STAFF = ("teams", "team_names", "worker_names")

Query = Callable[[Outlook, Scope], Any]

PLAIN: tuple[Callable[..., Any], ...] = (
    *(beside, child_statuses, children_by_number, concerns_counted, doubts_counted, duties_ahead),
    *(family_of, held_children, holdings, unallocated, teams, team_names, workers, worker_names),
)
QUERIES: Mapping[str, Query] = {
    **{query.__name__: query for query in PLAIN},
    "chain": lambda seen, scope: chain(seen, 12, scope, LINKS),
    "figure of a measure": lambda seen, scope: [
        each.figure(seen, 12, scope)
        for each in MEASURES
        if each.clocks and set(each.clocks) <= set(SEVERAL)
    ],
    "count_by": lambda seen, scope: [
        count_by(seen, BY_MONTH, by=by, months=12, scope=scope) for by in (By.EVERYBODY, By.TEAM)
    ],
    "cases_behind": lambda seen, scope: [
        cases_behind(seen, each, date(2026, 3, 1), AS_AT, scope) for each in BY_MONTH
    ],
    # By the groups of waits and of what was done in time, which are made of it.
    "rows_by_group": lambda seen, scope: [
        each.groups.ask(seen, 12, by, scope)
        for each in MEASURES
        for by in (By.AGE, By.TEAM)
        if each.groups and each.clocks and set(each.clocks) <= set(SEVERAL)
    ],
    "needed": lambda seen, scope: needed(seen, SOME_LINK, date(2026, 9, 30), scope),
    "waits_by_cohort": lambda seen, scope: waits_by_cohort(seen, SOME_LINK, 12, scope),
    "first_to_serve": lambda seen, scope: first_to_serve(seen, SOME_LINK, scope),
    "by_status": lambda seen, scope: [
        by_status(seen, replace(LINKS[0], clocks=SEVERAL), FIRST, scope)
    ],
    "recording": lambda seen, scope: [recording(seen, key, True, scope) for key in SEVERAL],
    "daily_overdue": lambda seen, scope: daily_overdue(seen, SEVERAL, scope),
    "due": lambda seen, scope: [
        due(seen, ALL, sort, scope=scope) for sort in ("days-over", "team")
    ],
    "due_for": lambda seen, scope: [due_for(seen, child, scope) for child in some(seen)],
    "count": lambda seen, scope: count(seen, Wanted(closed_too=False), scope),
    "counted": lambda seen, scope: counted(seen, Wanted(STATUSES["met"], Area.PROTECTION), scope),
    "children_of_number": lambda seen, scope: [
        children_of_number(seen, child, scope) for child in some(seen)
    ],
    "named_children": named_children,
    "concerns_of_child": lambda seen, scope: [
        concerns_of_child(seen, child, scope) for child in own(seen, scope)
    ],
    "in_time_before": lambda seen, scope: in_time_before(seen, 12, scope),
    "laid_spells": lambda seen, scope: [laid_spells(seen, c, scope) for c in own(seen, scope)],
    "closed_on": lambda seen, scope: [closed_on(seen, child, scope) for child in some(seen)],
    "concerns_true": lambda seen, scope: [concerns_true(seen, each, scope) for each in CONCERNS],
    "concerns_unclear": lambda seen, scope: [
        concerns_unclear(seen, each, scope) for each in CONCERNS
    ],
    "concern_daily": lambda seen, scope: [concern_daily(seen, each, scope) for each in CONCERNS],
    "fairness": lambda seen, scope: fairness(seen, 12, scope),
    "front_door": lambda seen, scope: [front_door(seen, months, scope) for months in (1, 12)],
    "doubts_in_words": lambda seen, scope: doubts_in_words(seen, (1, 2, 3), scope),
    "journey": lambda seen, scope: [journey(seen, c, scope=scope) for c in own(seen, scope)],
    # It is asked of a team, and of nobody where there is none.
    "workers_within": lambda seen, scope: workers_within(seen, scope) if scope.team else None,
}


def some(seen: Outlook) -> list[str]:
    """A few children of the county; who is not in a copy has nothing there."""
    return [f"MU{number:06d}" for number in range(1, CHILDREN, 30)]


def own(seen: Outlook, scope: Scope) -> list[str]:
    if scope:
        return sorted(scope.own(seen))[:3]
    known = EVERYBODY.children(seen)
    found = sorted(row["child"] for row in seen.rows("select child from persons"))
    return [child for child in found if known is None or child in known][:3]


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    home = tmp_path_factory.mktemp("council")
    tables = dict(simulate(CHILDREN, AS_AT, SEED))
    tables["involvements"] = _with_parts_beside(tables["involvements"])
    tables["persons"] = _with_some_left_out(tables["persons"])
    snapshot = import_tables(Store(home), tables, AS_AT, "2026-04-01T08:30:00")
    outlook = open_outlook(snapshot, BOOK)
    concerns_counted(outlook)  # lays down what concerns are read from
    _plant_doubts(outlook)
    see(outlook.engine, BOOK, AS_AT, keep=True)
    day = date(2026, 1, 1)
    exclude(home, [Exclusion(c, "cp_visit", None, None, "r", "b", day) for c in some(outlook)])
    yield County(outlook)
    outlook.close()


def _with_some_left_out(persons: pa.Table) -> pa.Table:
    """The persons without every twentieth: an extract may have a child's rows and no such row."""
    return pa.Table.from_pylist(
        [row for number, row in enumerate(persons.to_pylist()) if number % 20],
        schema=persons.schema,
    )


def _with_parts_beside(involvements: pa.Table) -> pa.Table:
    """The involvements, and beside the lead of some children a worker of another team."""
    rows = involvements.to_pylist()
    open_rows = [row for row in rows if row["ended"] is None and row["role"] == "CW"]
    others = open_rows[1:] + open_rows[:1]
    beside_lead = [
        row | {"involvement": f"beside-{number}", "role": "LCPP"}
        | {name: other[name] for name in ("worker", "team")}
        for number, (row, other) in enumerate(zip(open_rows, others, strict=True))
        if number % 3 == 0
    ]  # fmt: skip
    return pa.Table.from_pylist([*rows, *beside_lead], schema=involvements.schema)


def _plant_doubts(outlook: Outlook) -> None:
    """Some duties that cannot be determined for one of three doubts, which no child is told of."""
    place = ("roles.csv", "", 7, "Role")
    doubts = [
        Doubt("involvements", "role", None, DoubtKind.UNKNOWN_WORD, what, "Say it.", *place)
        for what in ("an odd word", "another", "a third")
    ]
    outlook.engine.rows("doubts", numbered([doubts_table(doubts)]))
    touched = "day(started) < 8"
    outlook.engine.rows("duties", outlook.engine.fetch(
        "select * replace (case when " + touched + " then cast(1 + month(started) % 3 as bigint) "
        "end as cause, case when " + touched + " then 'DOUBTED' else why end as why, "
        "case when " + touched + " then started else doubt end as doubt) from duties"
    ))  # fmt: skip


# Every query is asked twice for each scope, for none may be left out. A smaller scope would tell
# no more, and looking for one takes minutes.
@pytest.mark.slow
@settings(max_examples=5, phases=(Phase.explicit, Phase.generate))
@given(which=st.integers(0, 10_000), also=st.integers(-10_000, 10_000))
def test_a_scope_answers_as_if_there_were_its_children_alone(
    county: County, which: int, also: int
) -> None:
    scope = county.scopes[which % len(county.scopes)]
    if scope.worker and also >= 0:
        teams_there = [one.team for one in county.scopes if one.team]
        scope = replace(scope, team=teams_there[also % len(teams_there)])
    alone = county.only(scope)
    try:
        for name, ask in QUERIES.items():
            # A worker of the scope may have nobody in the team, and so not be in the copy.
            expected = ask(alone, Scope(scope.team) if name == "workers_within" else EVERYBODY)
            assert ask(county.outlook, scope) == expected, name
    finally:
        alone.close()


@pytest.mark.slow
@pytest.mark.parametrize("among", [True, False], ids=["some children", "all but some"])
def test_a_bound_answers_everybody_s_question_as_if_there_were_its_children_alone(
    county: County, among: bool
) -> None:
    everybody = frozenset(row["child"] for row in county.outlook.rows("select child from persons"))
    chosen = frozenset(child for child in everybody if int(child[2:]) % 3)
    without = everybody - chosen
    bound = NeedToKnow(chosen) if among else NeedToKnow(None, without)
    seen = county.outlook.bounded(bound)
    alone = county.only(EVERYBODY, chosen) if among else county.all_but(without)
    try:
        for name, ask in QUERIES.items():
            if name not in OF_STAFF or not among:
                assert ask(seen, EVERYBODY) == ask(alone, EVERYBODY), name
        assert seen.everybody is county.outlook
        for scope in county.scopes[:3]:
            own = scope.own(county.outlook)
            assert scope.own(seen) == (own & chosen if among else own - without)
    finally:
        alone.close()


def test_exclusions_are_those_of_children_in_scope(county: County) -> None:
    every = exclusions_of(county.outlook).listed
    for scope in county.scopes[:5]:
        children = scope.own(county.outlook)
        found = exclusions_of(county.outlook, scope).listed
        assert found == tuple(one for one in every if one.child in children)


def test_some_scopes_hold_children_and_none_holds_all(county: County) -> None:
    everybody = len(county.relations["persons"])
    held = [scope.own(county.outlook) for scope in county.scopes]
    assert sum(bool(children) for children in held) > 10
    assert all(len(children) < everybody for children in held)
    assert beside(county.outlook), "nobody has a part beside a lead"


def test_the_top_teams_and_those_whom_no_team_holds_are_everybody(county: County) -> None:
    seen = county.outlook
    below = {each.team: set(Scope(each.team).teams(seen)) for each in teams(seen)}
    # Nobody is above a team but teams that are below it too.
    top = [
        team
        for team, own_below in below.items()
        if all(above in own_below for above, theirs in below.items() if team in theirs)
    ]
    assert len(top) < len(below)
    by_team = [due(seen, ALL, scope=Scope(team)) for team in top]
    listed = {duty for duties in by_team for duty in map(marked, duties)}
    rows = seen.rows(
        "select child from holders where team is not null "
        "union select child from beside where team is not null"
    )
    held = {row["child"] for row in rows}
    everybody = due(seen, ALL)
    by_nobody = {marked(duty) for duty in everybody if duty.child not in held}
    assert by_nobody
    assert listed | by_nobody == {marked(duty) for duty in everybody}
    assert not listed & by_nobody


def marked(duty: ListedDuty) -> tuple[object, ...]:
    return (duty.child, duty.worker, duty.clock, duty.started, duty.due, duty.stopped)


def test_a_child_out_of_scope_is_not_told_whether_the_record_has_them(county: County) -> None:
    scope = next(one for one in county.scopes if one.own(county.outlook))
    inside = scope.own(county.outlook)
    outside = next(c for c in some(county.outlook) if c not in inside)
    with pytest.raises(OutOfScope) as held:
        journey(county.outlook, outside, scope=scope)
    with pytest.raises(OutOfScope) as nobody:
        journey(county.outlook, "no such child", scope=scope)
    assert str(held.value) == str(nobody.value)
    assert held.value.exit_code == NotFound.exit_code


@pytest.mark.parametrize("scope", [Scope("T'9"), Scope(worker="x"), Scope("T'9", "x")])
def test_a_scope_that_the_record_does_not_know_is_not_found(county: County, scope: Scope) -> None:
    for name, ask in QUERIES.items():
        if name not in ("journey", "workers_within"):
            with pytest.raises(NotFound):
                ask(county.outlook, scope)


def functions_of(room: str) -> dict[str, ast.FunctionDef]:
    """The public functions of a room that are given an outlook, by name."""
    return {
        node.name: node
        for path in python_files(f"src/holdfast/{room}")
        for node in parsed(path).body
        if isinstance(node, ast.FunctionDef)
        and not node.name.startswith("_")
        and any(ast.unparse(a.annotation or a) == "Outlook" for a in node.args.args)
    }


@pytest.mark.parametrize("room", ["query", "measures"])
def test_every_query_takes_a_scope_and_is_asked_here(room: str) -> None:
    found = functions_of(room)
    assert found
    for name, node in found.items():
        if name in UNSCOPED:
            continue
        assert "scope" in [one.arg for one in (*node.args.args, *node.args.kwonlyargs)], name
        assert name in QUERIES or name in ASKED_APART, f"{name} is not asked for a scope"
