import re
from html import unescape
from pathlib import Path

import pytest
from django.test import Client

from holdfast.clocks.clock import Clock, ClockRule
from holdfast.clocks.register import CLOCKS, NOT_ANSWERED, clock
from holdfast.clocks.rules.book import AUTHORITY, TEAM, Book
from holdfast.law import Tier
from holdfast.periods import WorkingDays
from holdfast.web.pages import clock_words
from tests.pages.site import lay_snapshot


def page(manager: Client, path: str) -> str:
    answer = manager.get(path)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def words(html: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html))).strip()


def test_the_register_tells_every_clock_and_what_none_answers(
    manager: Client, council: Path
) -> None:
    text = page(manager, "/clocks/")
    for one in CLOCKS:
        assert f'href="/clocks/{one.key}/"' in text
    for key, why in NOT_ANSWERED.items():
        assert key in text
        assert why.split(";")[0] in words(text)
    assert f"There are {len(CLOCKS)}." in text


def test_every_clock_has_a_page_that_names_its_source(manager: Client, council: Path) -> None:
    for one in CLOCKS:
        text = words(page(manager, f"/clocks/{one.key}/"))
        for rule in one.rules:
            assert rule.cites.instrument in text
        assert one.note in text
        assert "{{" not in text


def test_a_clock_s_page_leads_to_its_list(manager: Client, council: Path) -> None:
    text = page(manager, "/clocks/cp_visit/")
    assert 'href="/due/?clock=cp_visit&amp;also=closed"' in text
    assert 'href="/chain/protection_visit/"' in text


def test_versions_are_dated_and_relaxations_told(manager: Client, council: Path) -> None:
    text = words(page(manager, "/clocks/cla_review_n/"))
    assert "from 27 September 2004" in text
    assert "from 1 April 2011" in text
    assert "from 1 April 2011 in force on 31 January 2018 Law" in text
    assert "24 April 2020 to 24 September 2020, moved to its last day" in text


def test_the_register_names_the_version_in_force_on_the_day(manager: Client, council: Path) -> None:
    edition = {"": "(2015,", "?as_at=2014-06-30": "(2013,"}
    for query, named in edition.items():
        text = page(manager, f"/clocks/{query}")
        row = next(one for one in text.split("<tr") if 'href="/clocks/referral_decision/' in one)
        assert named in words(row)
        assert "and 5 other versions" in words(row)


def test_a_local_limit_is_said_to_be_an_example_until_the_council_sets_its_own(
    manager: Client, home: Path
) -> None:
    lay_snapshot(home)
    assert "a shipped example, not a recommendation" in words(page(manager, "/clocks/cp_visit/"))
    own = '[authority]\ncp_visit = "7 working days"\n[team.T9]\ncp_visit = "5 working days"\n'
    (home / "local_rules.toml").write_text(own, encoding="utf-8")
    text = words(page(manager, "/clocks/cp_visit/"))
    assert "shipped example" not in text
    assert "7 working days at any time Local practice: set by your council" in text
    assert "5 working days at any time Local practice: set by team T9" in text


def test_what_the_source_cannot_tell_is_said_with_why(manager: Client, data: Path) -> None:
    text = words(page(manager, "/clocks/cp_visit/"))
    assert "Cannot tell The source does not carry" in text
    assert "neither done nor undone" in text
    assert f"Cannot be determined {len(CLOCKS)} clocks" in words(page(manager, "/clocks/"))


def test_a_clock_that_is_not_there_is_not_found(manager: Client, council: Path) -> None:
    answer = manager.get("/clocks/no-such-clock/")
    assert answer.status_code == 404
    assert "There is no clock of that name" in answer.content.decode()


@pytest.mark.parametrize("one", CLOCKS, ids=lambda one: one.key)
def test_every_clock_can_be_said(one: Clock) -> None:
    book = Book(CLOCKS)
    sentences = [
        *clock_words.starts(one),
        *clock_words.stops(one),
        *clock_words.conditions(one),
        *clock_words.limits(one, book),
    ]
    assert clock_words.starts(one)
    assert clock_words.stops(one)
    assert clock_words.limits(one, book)
    for sentence in sentences:
        assert sentence.strip()
        assert not re.search("None|=|<|_|object at", sentence), sentence


@pytest.mark.parametrize(
    ("key", "starts"),
    [
        ("cla_review_1", "a period of care, until placed for adoption begins"),
        ("cla_review_2", "the first time it is done"),
        ("cla_review_n", "each time it is done, from the second on"),
        ("core_group_repeat", "each time it is done"),
        ("re_referral", "each time it happens"),
        ("contact_decision", "a contact is received"),
        ("supervision_person", "being in post begins"),
    ],
)
def test_what_starts_a_clock_is_said_plainly(key: str, starts: str) -> None:
    assert clock_words.starts(clock(key))[0] == starts


@pytest.mark.parametrize(
    ("key", "limits"),
    [
        ("cp_visit", ["10 working days"]),
        ("referral_decision", ["1 working day"]),  # six versions that say the same
        (
            "initial_assessment",
            [
                "7 working days",
                "10 working days, since 2010",
                "No number of days is set, since 2013",
            ],
        ),
    ],
)
def test_limits_are_said_once_each(key: str, limits: list[str]) -> None:
    assert clock_words.limits(clock(key), Book(CLOCKS)) == limits


def test_a_council_s_own_limits_take_the_example_s_place() -> None:
    one = clock("cp_visit")
    own, team = ClockRule(WorkingDays(7), AUTHORITY), ClockRule(WorkingDays(5), TEAM)
    book = Book(CLOCKS, {"cp_visit": own}, {"cp_visit": {"T9": team}})
    told = clock_words.versions(one, book)
    assert [version.limit for version in told] == ["7 working days", "5 working days"]
    assert [version.whose for version in told] == [
        clock_words.OWN,
        "Local practice: set by team T9",
    ]
    assert clock_words.versions(one, Book(CLOCKS))[0].whose == clock_words.SHIPPED


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("cla_care_plan", "Of what starts it, only the first in that time does."),
        ("rhi_72", "It lapses when this happens: an open case ends."),
        (
            "interim_safety_plan",
            "It lapses when this happens: an initial child protection conference is held; "
            "the enquiry ends without need of a conference; an open case ends.",
        ),
    ],
)
def test_what_else_decides_how_it_runs_is_said(key: str, sentence: str) -> None:
    assert sentence in clock_words.conditions(clock(key))


@pytest.mark.parametrize("one", CLOCKS, ids=lambda one: one.key)
def test_whatever_ends_a_clock_is_said(one: Clock) -> None:
    told = " ".join(clock_words.conditions(one))
    assert ("lapses when this happens" in told) == bool(one.ended_by)
    assert ("only the first in that time" in told) == one.first_start_only
    assert ("lapses at once" in told) == one.lapses_undated


def test_every_tier_has_its_words() -> None:
    assert set(clock_words.TIERS) == set(Tier)
