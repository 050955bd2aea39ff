"""The head and the story of a child, in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from holdfast.areas import Area
from holdfast.journeys.register import EVENTS
from holdfast.query.beside import HolderBeside
from holdfast.query.journey import Journey, JourneyEntry, Lead, Person
from holdfast.query.listed_duty import ListedDuty
from holdfast.record.register import TABLES
from holdfast.record.schema.table import Column, ColumnKind
from holdfast.web.pages.child import head as child_head
from holdfast.web.pages.child import story as child_story
from holdfast.web.pages.child.words import WORDS

DAY = date(2018, 1, 31)


def person(**known: Any) -> Person:
    return Person("A", **known)


def duty(status: str, due: date | None = date(2018, 1, 10), **more: Any) -> ListedDuty:
    late = max(0, (DAY - due).days) if due and status == "overdue" else 0
    plain = ListedDuty(
        child="A",
        clock="cp_visit",
        area="protection",
        started=date(2018, 1, 1),
        due=due,
        stopped=None,
        status=status,
        days_over=late,
        team=None,
        worker=None,
        rule="10 working days",
        cites="",
        excluded=None,
        why="",
        beside=(),
        lapsed=None,
        reason=None,
        title="Visit to a child",
        note="",
    )
    return replace(plain, **more)


def told(
    *duties: ListedDuty, lead: Lead | None = None, entries: Any = (), beside: Any = ()
) -> Journey:
    return Journey(person(), lead, tuple(beside), tuple(entries), tuple(duties))


def entry(
    day: date, what: str = "A contact is received", source: str = "List 1, row 2"
) -> JourneyEntry:
    details = (("source", "police"), ("outcome", "became a referral"))
    return JourneyEntry(day, what, Area.CONTACT, details, source, day > DAY)


@pytest.mark.parametrize(
    ("known", "words"),
    [
        ({}, "date of birth not recorded"),
        ({"born": date(2010, 10, 6)}, "7 (born 6 October 2010)"),
        ({"born": date(2018, 1, 31)}, "0 (born 31 January 2018)"),
        ({"born": date(2017, 1, 31)}, "1 (born 31 January 2017)"),
        ({"born": date(2017, 2, 1)}, "0 (born 1 February 2017)"),
        ({"born": date(2018, 3, 1)}, "not yet born, born 1 March 2018"),
        ({"expected": date(2018, 3, 3)}, "not yet born, expected 3 March 2018"),
        ({"expected": date(2001, 1, 1)}, "about 17 (day of birth estimated, 1 January 2001)"),
        (
            {"born": date(2010, 10, 6), "died": date(2017, 1, 1)},
            "died 1 January 2017, aged 6",
        ),
        ({"born": date(2010, 10, 6), "died": date(2018, 2, 1)}, "7 (born 6 October 2010)"),
    ],
)
def test_an_age_is_whole_years_or_what_the_record_says(known: dict[str, date], words: str) -> None:
    assert child_head.age(person(**known), DAY) == words


def test_what_is_not_recorded_is_said_to_be() -> None:
    facts = {one.title: one.value for one in child_head.facts(told(), DAY, None)}
    assert facts["Name"] == facts["Named worker"] == facts["Team"] == "not recorded"
    assert "Case" not in facts


def test_a_worker_without_a_name_is_told_by_number_and_a_closed_case_by_its_day() -> None:
    journey = told(lead=Lead("W7", team="T1", role="CW"))
    facts = {one.title: one.value for one in child_head.facts(journey, DAY, date(2017, 5, 1))}
    assert facts["Named worker"] == "Worker W7"
    assert facts["Team"] == "T1"
    assert facts["Case"] == "closed 1 May 2017"


@pytest.mark.parametrize(
    ("lead", "words"),
    [
        (None, "No named worker is recorded for this child on 31 January 2018."),
        (Lead(None, team="T1"), "No named worker is recorded"),
        (Lead("W1", named=False), "a team inbox or a duty list"),
        (Lead("W1", named=True), ""),
        (Lead("W1", named=None), ""),
    ],
)
def test_a_child_with_something_open_whom_nobody_holds_is_warned_of(
    lead: Lead | None, words: str
) -> None:
    said = child_head.unheld(told(duty("running"), lead=lead), DAY)
    assert words in said
    assert bool(words) == bool(said)


def test_who_works_beside_the_lead_is_shown_with_the_part() -> None:
    lead = Lead("W1", "Lea Made-Up", team="T1", role="FSL")
    second = HolderBeside("W2", None, "T9", "CP", "LCPP")
    facts = child_head.facts(told(lead=lead, beside=[second]), DAY, None)
    found = [(one.title, one.value) for one in facts if one.title not in ("Identifier", "Age")]
    assert found[1:] == [
        ("Named worker", "Lea Made-Up, family support worker who leads the case"),
        ("Team", "T1"),
        ("Beside the named worker", "Worker W2, lead child protection practitioner, CP"),
    ]
    said = child_head.unheld(told(duty("running"), beside=[second]), DAY)
    assert said == "Nobody is recorded as leading this child’s case on 31 January 2018."


def test_a_worker_whose_part_nobody_knows_may_be_the_lead() -> None:
    """The page does not say that nobody leads, and names who it may be."""
    unknown = HolderBeside("W3", "Ada Made-Up", None, None, "AW7")
    facts = {one.title: one.value for one in child_head.facts(told(beside=[unknown]), DAY, None)}
    assert facts["Another worker"] == "Ada Made-Up, part not known (AW7)"
    said = child_head.unheld(told(duty("running"), beside=[unknown]), DAY)
    assert "It cannot be determined who leads" in said


def test_a_story_joins_events_and_clocks_of_a_day() -> None:
    journey = told(duty("late", stopped=date(2018, 1, 12), days_over=2), entries=[
        entry(date(2018, 1, 1)), entry(date(2018, 1, 1), source="List 1, row 9"),
    ])  # fmt: skip
    first, last = child_story.story(journey, DAY, DAY)
    assert [one.title for one in first.events] == ["A contact is received"]
    assert [row.source for row in first.events[0].rows] == ["List 1, row 2", "List 1, row 9"]
    assert first.events[0].rows[0].text == "Source: police; outcome: became a referral"
    assert [(tick.words, tick.due) for tick in first.ticks] == [
        ("Clock started", date(2018, 1, 10))
    ]
    assert [(tick.words, tick.status, tick.detail) for tick in last.ticks] == [
        ("Clock stopped", "late", "by 2 days")
    ]


def test_a_lapse_is_told_as_one() -> None:
    journey = told(duty("lapsed in time", lapsed=date(2018, 1, 5)))
    assert child_story.story(journey, DAY, DAY)[-1].ticks[0].words == "Clock lapsed"


def test_looking_back_shows_nothing_that_came_after() -> None:
    """The duty's row carries the day on which it was to stop; on the day nobody knew."""
    back = date(2018, 1, 5)
    journey = told(
        duty("running", stopped=date(2018, 1, 12)),
        entries=[entry(date(2018, 1, 1)), entry(date(2018, 1, 20)), entry(date(2018, 4, 1))],
    )
    assert [one.day for one in child_story.story(journey, back, DAY)] == [date(2018, 1, 1)]
    assert child_story.later(journey, back, DAY) == 2
    assert child_story.ended(journey.duties[0], back) is None


def test_on_the_latest_day_what_is_planned_is_shown_and_marked() -> None:
    days = child_story.story(told(entries=[entry(date(2018, 4, 1))]), DAY, DAY)
    assert [event.planned for event in days[0].events] == [True]
    assert child_story.later(told(entries=[entry(date(2018, 4, 1))]), DAY, DAY) == 0


def test_a_story_is_narrowed_by_area_and_by_kind() -> None:
    journey = told(duty("running"), entries=[entry(date(2018, 1, 2))])
    assert len(child_story.story(journey, DAY, DAY)) == 2
    contact = child_story.story(journey, DAY, DAY, ("contact",))
    assert [one.day for one in contact] == [date(2018, 1, 2)]
    clocks = child_story.story(journey, DAY, DAY, (), (child_story.CLOCKS,))
    assert [one.day for one in clocks] == [date(2018, 1, 1)]


def test_days_are_gathered_by_year() -> None:
    days = child_story.story(
        told(entries=[entry(date(2016, 5, 1)), entry(date(2018, 1, 2))]), DAY, DAY
    )
    assert [year.year for year in child_story.by_year(days)] == [2016, 2018]


def untold_days() -> list[Column]:
    """Every day in a child's record that no declared event always tells."""
    tables = (table for table in TABLES if (one := table.subject()) and one.of == "persons")
    days = (column for table in tables for column in table.columns if column.kind is ColumnKind.DAY)
    always = {event.at for event in EVENTS if event.where is None}
    family = ("persons", "addresses", "linked_identifiers", "mothers")
    return [day for day in days if day not in always and day.table.name not in family]


@pytest.mark.parametrize("column", untold_days(), ids=repr)
def test_every_day_of_the_record_has_plain_words(column: Column) -> None:
    table = column.table.name.replace("_", " ")
    assert f"{table[0].upper()}{table[1:]}: {column.name.replace('_', ' ')}" in WORDS
