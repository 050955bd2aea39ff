"""A life in lanes and its chronology: the awkward lives, up to a day."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.measures.links import LINKS
from holdfast.measures.ways import IN_THE_TABLE_ALONE, WAYS
from holdfast.query.duties_now import duties_now
from holdfast.query.journey import Journey, Person
from holdfast.query.life.chronology import chronology, chronology_lines
from holdfast.query.life.lane import BarLook, MarkLook
from holdfast.query.life.lanes import LANES
from holdfast.query.life.picture import DrawnLane, life_lanes
from holdfast.query.today.choices import Choices
from holdfast.query.whose_move import AWAITED_STEPS, awaited
from holdfast.web.pages.child.happened import years_drawn
from holdfast.web.pages.child.life_drawing import LifeDrawing, draw_life
from holdfast.web.pages.child.life_scale import life_scale
from holdfast.web.pages.child.life_words import how_long, life_sentence, life_table
from holdfast.web.pages.child.standing import age_at_head, contacts_since, last_seen
from tests.pages.test_child_words import duty
from tests.records import tables_of

DAY = date(2018, 1, 31)
MOST_KILOBYTES = 60

Rows = dict[str, list[dict[str, Any]]]


def a_life(person: Person | None = None, *duties: Any, **rows: list[dict[str, Any]]) -> Journey:
    """A journey over rows by table; each is the child's, and what it does not say is None."""
    given = {name: [{"child": "A"} | row for row in own] for name, own in rows.items()}
    known = person or Person("A")
    if known.born or known.expected or known.died:
        own = {"born": known.born, "expected": known.expected, "died": known.died}
        given["persons"] = [{"child": "A"} | own]
    held = {name: table.to_pylist() for name, table in tables_of(given).items() if name in given}
    return Journey(known, None, (), (), duties, held)


def drawn(told: Journey, day: date = DAY) -> tuple[tuple[DrawnLane, ...], LifeDrawing]:
    lanes = life_lanes(told, day, {"W1": "Ada Made-Up"})
    person = told.person
    birth = person.born or person.expected
    return lanes, draw_life(lanes, life_scale(lanes, day, birth), day, birth, person.died)


def lane(lanes: tuple[DrawnLane, ...], key: str) -> DrawnLane:
    return next(one for one in lanes if one.key == key)


def a_case(received: date, closed: date | None = None) -> dict[str, Any]:
    return {"referral": str(received), "received": received, "closed": closed}


def test_a_life_with_nothing_in_it_has_no_lane() -> None:
    told = a_life()
    assert life_lanes(told, DAY, {}) == ()
    assert "holds nothing" in life_sentence((), told.person, DAY, None)


def test_a_child_known_before_birth_is_said_to_be_and_the_birth_is_drawn() -> None:
    person = Person("A", "Wren", born=date(2017, 9, 1))
    told = a_life(person, referrals=[a_case(date(2017, 6, 1))])
    lanes, drawing = drawn(told)
    assert ">born<" in drawing.parts
    assert "known since 1 June 2017, before birth" in life_sentence(lanes, person, DAY, None)
    before = life_sentence(lanes, person, date(2017, 7, 1), None)
    assert "seen" not in before


def test_what_was_of_a_child_who_died_ends_with_the_death() -> None:
    person = Person("A", "Wren", born=date(2010, 9, 1), died=date(2017, 3, 4))
    told = a_life(person, need_plans=[{"plan": "P", "started": date(2017, 1, 1)}])
    lanes, drawing = drawn(told)
    assert lane(lanes, "need").bars[0].last == date(2017, 3, 4)
    assert ">died<" in drawing.parts
    said = life_sentence(lanes, person, DAY, None)
    assert "Wren was known from 1 January 2017, and died on 4 March 2017." in said


def test_a_visit_after_a_death_did_not_see_the_child() -> None:
    person = Person("A", "Wren", died=date(2017, 3, 4))
    visits = [{"visit": str(n), "visited": date(2017, n, 4), "seen": True} for n in (2, 4)]
    assert last_seen(a_life(person, need_visits=visits), DAY) == date(2017, 2, 4)


def test_what_ended_after_the_day_goes_on_and_what_began_after_it_is_not_drawn() -> None:
    told = a_life(
        need_plans=[
            {"plan": "P", "started": date(2017, 1, 1), "ended": date(2018, 2, 3)},
            {"plan": "Q", "started": date(2018, 2, 4)},
        ]
    )
    bars = lane(life_lanes(told, DAY, {}), "need").bars
    assert [(bar.first, bar.last) for bar in bars] == [(date(2017, 1, 1), None)]


def test_nobody_on_an_open_case_is_drawn_after_the_workers_and_said() -> None:
    worker = {"role": "CW", "worker": "W1", "named": True, "started": date(2017, 2, 1)}
    told = a_life(
        referrals=[a_case(date(2017, 1, 1))],
        involvements=[worker | {"involvement": "1", "ended": date(2017, 12, 1)}],
    )
    lanes, drawing = drawn(told)
    bars = lane(lanes, "worker").bars
    assert [bar.look for bar in bars] == [BarLook.WORK, BarLook.NOBODY, BarLook.NOBODY]
    assert bars[0].says == "Ada Made-Up"
    assert 'class="hf-gap"' in drawing.parts
    said = life_sentence(lanes, told.person, DAY, None)
    assert "1 worker has held the case, and nobody who could act did for 92 days." in said


def test_a_conference_without_a_day_is_a_question_mark_at_its_plan() -> None:
    told = a_life(
        conferences=[{"conference": "C", "plan": "P", "plan_made": True}],
        protection_plans=[
            {"plan": "P", "started": date(2017, 5, 1), "latest_category": "NEG"},
        ],
    )
    lanes, drawing = drawn(told)
    assert [one.day for one in lane(lanes, "protection").undated] == [date(2017, 5, 1)]
    assert lane(lanes, "protection").bars[0].says == "neglect"
    assert ">?<" in drawing.parts


def test_visits_that_overlap_in_being_overdue_are_one_time() -> None:
    first = duty("overdue", date(2018, 1, 10), clock="cp_visit")
    late = duty("late", date(2018, 1, 5), clock="cla_visit_y1", stopped=date(2018, 1, 15))
    told = a_life(None, first, replace(late, days_over=10))
    (overdue,) = lane(life_lanes(told, DAY, {}), "visits").overdue
    assert (overdue.first, overdue.last, overdue.days) == (date(2018, 1, 5), DAY, 26)


@pytest.fixture(scope="module")
def longest() -> Journey:
    """Eighteen years: 300 visits and more, contacts, workers, missing episodes, placements."""
    born = date(2000, 1, 31)
    each = [born + timedelta(days=20 * n) for n in range(325)]
    person = Person("A", "Wren", "Made-Up", born=born)
    return a_life(
        person,
        contacts=[
            {"contact": str(n), "received": at, "source": "6", "outcome": "existing"}
            for n, at in enumerate(each[::3])
        ],
        referrals=[a_case(each[n], each[n + 20]) for n in range(0, 300, 30)],
        care_visits=[
            {"visit": str(n), "visited": at, "seen": n % 9 > 0} for n, at in enumerate(each)
        ],
        supervisions=[
            {"supervision": str(n), "held": at, "challenge": n % 40 == 0}
            for n, at in enumerate(each)
        ],
        missing_episodes=[
            {"episode": str(n), "started": at, "ended": at} for n, at in enumerate(each[::8])
        ],
        placements=[
            {"placement": str(n), "started": at, "ended": each[25 * n + 20], "kind": "U6"}
            for n, at in enumerate(each[::25])
        ],
        involvements=[
            {"involvement": str(n), "role": "CW", "worker": f"W{n}", "named": True,
             "started": at, "ended": each[10 * n + 8]}
            for n, at in enumerate(each[::10][:32])
        ],
    )  # fmt: skip


def test_the_picture_of_eighteen_years_stays_small(longest: Journey) -> None:
    _, drawing = drawn(longest)
    assert len(drawing.parts) < MOST_KILOBYTES * 1024
    numbers = [float(one) for one in re.findall(r' x="([\d.]+)"', drawing.parts)]
    assert max(numbers) <= drawing.width
    years = [int(one) for one in re.findall(r">(20\d\d)<", drawing.parts)]
    assert len(set(years)) > 10


def test_the_table_holds_everything_that_is_drawn(longest: Journey) -> None:
    lanes, _ = drawn(longest)
    rows = {one.title: one.rows for one in life_table(lanes, DAY)}
    seen = [row for row in rows["Visits"] if row.what == "Visit, child seen"]
    number = sum(int(row.days.split()[0]) for row in seen)
    marks = lane(lanes, "visits").marks
    assert number == sum(mark.look is MarkLook.TICK for mark in marks) > 280
    assert len(rows["Visits"]) - len(seen) == len(marks) - number


def test_a_long_silence_is_cut_short_and_said_to_be() -> None:
    told = a_life(
        need_plans=[
            {"plan": "P", "started": date(2005, 1, 1), "ended": date(2006, 1, 1)},
            {"plan": "Q", "started": date(2017, 1, 1)},
        ]
    )
    lanes, drawing = drawn(told)
    assert ">not to scale<" in drawing.parts
    scale = life_scale(lanes, DAY, None)
    days = [date(2005, 1, 1) + timedelta(days=100 * n) for n in range(47)]
    places = [scale.x(day) for day in days]
    assert places == sorted(places)


def test_words_of_the_record_do_not_act_in_the_picture() -> None:
    worker = {"involvement": "1", "role": "CW", "worker": "W1", "started": date(2010, 1, 1)}
    told = a_life(involvements=[worker])
    lanes = life_lanes(told, DAY, {"W1": "<script>alert(1)</script>"})
    drawing = draw_life(lanes, life_scale(lanes, DAY, None), DAY, None, None)
    assert "<script>" not in drawing.parts
    assert "&lt;script&gt;" in drawing.parts


def test_routine_is_folded_and_the_rest_told() -> None:
    told = a_life(
        contacts=[
            {"contact": "1", "received": date(2017, 5, 3), "source": "6", "outcome": "existing"}
        ],
        need_visits=[
            {"visit": "1", "visited": date(2017, 5, 2), "seen": True},
            {"visit": "2", "visited": date(2017, 5, 9), "seen": False},
            {"visit": "3", "visited": date(2017, 6, 9), "seen": True},
            {"visit": "4", "visited": date(2017, 7, 9), "seen": True},
        ],
    )
    (year,) = years_drawn(chronology(chronology_lines(told, DAY, DAY, {})))
    assert [(one.name, one.counted) for one in year.blocks] == [
        ("June to July", "two visits, child seen"),
        ("May", "one visit, child seen"),
    ]
    lines = year.blocks[1].lines
    assert [line.title for line in lines] == ["Visit: child not seen", "Contact"]
    assert lines[1].says == "police; passed to a worker who already holds the child"


def test_what_came_more_than_a_week_late_is_told() -> None:
    at = date(2018, 1, 22)
    visits = [{"visit": "1", "visited": at, "seen": True}]
    late = duty("late", clock="cin_visit", stopped=at, days_over=12)
    (line,) = chronology_lines(a_life(None, late, need_visits=visits), DAY, DAY, {})
    assert (line.told, line.late) == (True, 12)
    late = replace(late, days_over=7)
    (line,) = chronology_lines(a_life(None, late, need_visits=visits), DAY, DAY, {})
    assert (line.told, line.late) == (False, 7)


def test_every_day_of_the_record_is_in_the_chronology(longest: Journey) -> None:
    lines = chronology_lines(longest, DAY, DAY, {})
    days = {
        value
        for rows in longest.history.values()
        for row in rows
        for name, value in row.items()
        if isinstance(value, date) and value <= DAY and name not in ("born",)
    }
    assert {line.day for line in lines} == days


@pytest.mark.parametrize(
    ("born", "words"),
    [
        (date(2018, 1, 20), "11 days old, born 20 January 2018"),
        (date(2016, 5, 13), "20 months old, born 13 May 2016"),
        (date(2010, 10, 6), "7 years old, born 6 October 2010"),
        (None, "date of birth not recorded"),
    ],
)
def test_the_age_of_the_youngest_is_in_months(born: date | None, words: str) -> None:
    assert age_at_head(Person("A", born=born), DAY) == words


@pytest.mark.parametrize(
    ("days", "words"),
    [(1, "1 day"), (59, "59 days"), (300, "10 months"), (2000, "5 years 6 months")],
)
def test_a_time_is_told_in_words(days: int, words: str) -> None:
    assert how_long(days) == words


def test_contacts_count_from_the_day_the_child_was_last_seen() -> None:
    told = a_life(
        contacts=[{"contact": str(n), "received": date(2018, 1, n)} for n in (3, 5, 9)],
        need_visits=[
            {"visit": "1", "visited": date(2018, 1, 5), "seen": True},
            {"visit": "2", "visited": date(2018, 1, 8), "seen": False},
        ],
    )
    seen = last_seen(told, DAY)
    assert seen == date(2018, 1, 5)
    assert contacts_since(told, seen, DAY) == 1
    assert contacts_since(told, None, DAY) == 3


def test_now_asks_first_that_the_child_is_seen_and_leaves_what_was_overtaken() -> None:
    older = duty("overdue", started=date(2017, 1, 1))
    review = duty("overdue", date(2018, 1, 1), clock="cin_review")
    ancient = duty("overdue", date(2015, 1, 1), clock="cla_care_plan")
    written = duty("overdue", clock="recording")
    statistics = duty("overdue", clock="s47_icpc_15_statistical")
    unclear = duty("cannot tell", clock="rcpc_first")
    soon = duty("due soon", date(2018, 2, 2), clock="core_group_first")
    every = (older, review, ancient, written, statistics, unclear, soon, duty("overdue"))
    now = duties_now(every, None, Choices())
    assert [one.clock for one in now.overdue] == ["cp_visit", "cin_review"]
    assert now.overdue[0].started == date(2018, 1, 1)
    assert now.left == (older, ancient)
    assert (now.keeping, now.unclear, now.coming) == ((written,), (unclear,), (soon,))


def test_what_is_set_aside_or_was_left_by_a_closed_case_is_apart() -> None:
    visit, review = duty("overdue"), duty("overdue", clock="cin_review", started=date(2018, 1, 9))
    now = duties_now((visit, review), date(2018, 1, 5), Choices())
    assert (now.closed, now.overdue) == ((visit,), (review,))
    now = duties_now((visit, review), None, Choices(), {("A", "cp_visit", date(2018, 1, 1))})
    assert (now.aside, now.overdue) == ((visit,), (review,))


def test_a_state_says_whose_move_it_is() -> None:
    asked = (duty("overdue", clock="assessment_45"), duty("running", clock="s47_icpc_15"))
    told = a_life()
    words = [(one.step.words, one.overdue) for one in awaited(asked, told.history, DAY)]
    assert words == [("waiting for a conference", False), ("assessment needed", True)]
    begun = a_life(assessments=[{"assessment": "1", "started": date(2018, 1, 2)}])
    last = awaited(asked, begun.history, DAY)[-1]
    assert last.step.words == "assessment under way, to be signed off"


def test_every_clock_that_is_named_is_in_the_register() -> None:
    known = {clock.key for clock in CLOCKS}
    assert {key for one in LANES for key in one.clocks} <= known
    assert {key for one in AWAITED_STEPS for key in one.clocks} <= known


def test_every_link_is_in_the_picture_or_says_why_not() -> None:
    drawn_ones = [step.link for way in WAYS for step in way.steps]
    assert len(drawn_ones) == len(set(drawn_ones))
    assert {*drawn_ones, *IN_THE_TABLE_ALONE} == {link.key for link in LINKS}


def test_an_overdue_duty_is_never_both_asked_for_and_left() -> None:
    every = [duty("overdue", date(2018, 1, 1) - timedelta(days=n), clock=clock.key)
             for n, clock in enumerate(CLOCKS)]  # fmt: skip
    now = duties_now(every, None, Choices())
    parts = (now.overdue, now.left, now.keeping, now.aside, now.closed)
    found = [(one.clock, one.due) for part in parts for one in part]
    assert len(found) == len(set(found))
    assert all(one.status == Status.OVERDUE for part in parts for one in part)
