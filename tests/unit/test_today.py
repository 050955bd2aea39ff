"""What the pages of a day ask for: small days, written out, and what becomes of each duty."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.clocks.duty import Status
from holdfast.clocks.register import CLOCKS
from holdfast.errors import BadRules
from holdfast.law import Tier
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf
from holdfast.query.today.asks import ASKS, Ask
from holdfast.query.today.choices import Choices, read_choices
from holdfast.query.today.day_facts import (
    DayFacts,
    Discussed,
    OpenDuty,
    working_day_before,
    working_week,
)
from holdfast.query.today.parts import (
    BACKLOG,
    NOBODY_ROWS,
    backlog_kinds,
    nobody_shown,
    not_seen_shown,
    steps_are_backlog,
    steps_shown,
)
from holdfast.query.today.sections import _no_day, team_sections
from holdfast.query.today.team_day import NotListed, TeamDay, day_of
from holdfast.query.today.worker_day import _families

WEDNESDAY = date(2018, 1, 31)
TITLES = {clock.key: clock.title for clock in CLOCKS}
TIERS = {clock.key: clock.tier for clock in CLOCKS}


def overdue(
    child: str = "A", clock: str = "cp_visit", days: int = 5, worker: str = "W1", **more: object
) -> OpenDuty:
    due = WEDNESDAY - timedelta(days=days)
    duty = OpenDuty(
        child=child,
        clock=clock,
        started=due - timedelta(days=10),
        due=due,
        days_over=days,
        status=Status.OVERDUE,
        team="T1",
        worker=worker,
        ask=ASKS[clock],
        tier=TIERS[clock],
        overtaken=False,
    )
    return replace(duty, **more)  # type: ignore[arg-type]


def unheld(child: str, strand: str = "nobody_no_holder", days: int = 3) -> ConcernTrueOf:
    since = WEDNESDAY - timedelta(days=days)
    return ConcernTrueOf(
        concern="nobody_can_act",
        strand=strand,
        fact="nobody is recorded as holding the case",
        child=child,
        family=child,
        standing=ChildIsOn.CASE,
        since=since,
        true_from=since + timedelta(days=1),
        days=days,
        last_seen=None,
        team=None,
        worker=None,
    )


def facts(*duties: OpenDuty, **more: object) -> DayFacts:
    whole = DayFacts(
        day=WEDNESDAY,
        week=working_week(WEDNESDAY),
        before=working_day_before(WEDNESDAY),
        duties={"T1": duties},
        nobody={},
        unassessed={},
        allocations={},
        standing={},
        family={},
        last_seen={},
        discussed={},
        quiet={},
        last_team={},
    )
    return replace(whole, **more)  # type: ignore[arg-type]


def day(*duties: OpenDuty, aside: tuple[OpenDuty, ...] = (), **more: object) -> TeamDay:
    """The day of the team that leads all of them."""
    set_aside = {(one.child, one.clock, one.started) for one in aside if one.started}
    return day_of(facts(*duties, **more), frozenset(["T1"]), Choices(), set_aside)


def left(found: TeamDay) -> dict[NotListed, int]:
    return {why: len(duties) for why, duties in found.left.items() if duties}


@pytest.mark.parametrize(
    ("clock", "ask"),
    [
        ("cp_visit", Ask.SEE),
        ("cin_visit", Ask.SEE),
        ("first_seen_enquiry", Ask.SEE),
        ("cla_visit_first", Ask.SEE),
        ("pf_visit", Ask.SEE),
        ("eh_visit", Ask.SEE),
        ("cl_pa_visit", Ask.SEE),
        ("core_group_first", Ask.STEP),
        ("seen_before_conference", Ask.STEP),
        ("rhi_72", Ask.STEP),
        ("supervision_case", Ask.SUPERVISE),
        ("mgmt_oversight", Ask.DECIDE),
        ("action_due", Ask.CHECK),
        ("chronology", Ask.RECORD),
        ("recording_need", Ask.RECORD),
        ("supervision_person", Ask.NOTHING),  # owed to a worker
        ("re_referral", Ask.NOTHING),  # watched
        ("assessment_45_statistical", Ask.NOTHING),
        ("core_assessment", Ask.NOTHING),  # withdrawn
    ],
)
def test_a_clock_asks_for_what_fulfils_it(clock: str, ask: Ask) -> None:
    assert ASKS[clock] is ask


def test_every_clock_asks_for_something_or_says_why_not() -> None:
    assert set(ASKS) == {clock.key for clock in CLOCKS}
    asked_of_nobody = [clock for clock in CLOCKS if ASKS[clock.key] is Ask.NOTHING]
    assert all(
        clock.flag or clock.for_workers or clock.tier is Tier.STATISTICAL or clock.outside_chain
        for clock in asked_of_nobody
    )


def test_each_part_has_its_own() -> None:
    found = day(
        overdue("A", "cp_visit"),
        overdue("B", "core_group_first"),
        overdue("C", "supervision_case"),
        overdue("D", "mgmt_oversight", days=28),
        overdue("E", "action_due", days=28),
    )
    assert [row.children for row in found.not_seen] == [("A",)]
    assert [row.children for row in found.steps] == [("B",)]
    (line,) = found.workers
    assert (line.overdue, line.supervise, line.decide, line.check) == (2, 1, 1, 1)
    assert left(found) == {}


@pytest.mark.parametrize(
    ("duty", "why"),
    [
        (overdue(overtaken=True), NotListed.OVERTAKEN),
        (overdue(clock="core_group_first", days=184), NotListed.OLDER),
        (overdue(clock="mgmt_oversight", days=29), NotListed.OLDER),
        (overdue(clock="action_due", days=29), NotListed.OLDER),
        (overdue(clock="chronology"), NotListed.RECORD),
        (overdue(clock="assessment_45_statistical"), NotListed.STATISTICS),
    ],
    ids=lambda one: one.name.lower() if isinstance(one, NotListed) else "",
)
def test_what_is_left_out_is_counted_with_the_reason(duty: OpenDuty, why: NotListed) -> None:
    found = day(duty)
    assert left(found) == {why: 1}
    assert (found.overdue, found.not_asked) == (1, 1)
    assert found.not_seen == found.steps == ()


def test_a_child_who_was_not_seen_for_years_is_asked_for_all_the_same() -> None:
    assert [row.children for row in day(overdue("A", "cp_visit", days=900)).not_seen] == [("A",)]


def test_each_action_stands_for_itself() -> None:
    """A later action does not take the place of one that was asked for before."""
    found = day(overdue(clock="action_due", overtaken=True))
    assert found.workers[0].check == 1


def test_brothers_and_sisters_of_one_worker_are_one_row() -> None:
    family = {"A": "F1", "B": "F1", "C": "F1"}
    duties = (overdue("A", days=2), overdue("B", days=9), overdue("C", worker="W2"))
    seen = {one: WEDNESDAY - timedelta(days=days) for one, days in (("A", 3), ("B", 10), ("C", 6))}
    found = day(*duties, family=family, last_seen=seen)
    assert [(row.worker, row.children) for row in found.not_seen] == [
        ("W1", ("B", "A")),
        ("W2", ("C",)),
    ]


def test_a_family_that_is_not_seen_is_not_listed_twice() -> None:
    found = day(overdue("A"), overdue("B", "core_group_first"), family={"A": "F", "B": "F"})
    assert [row.children for row in found.steps] == [("B",)]
    assert found.steps_apart == ()


def test_the_order_is_what_the_child_is_on_then_who_set_the_day_then_days() -> None:
    found = day(
        overdue("A", "core_group_repeat", days=90),  # the council's own
        overdue("B", "core_group_first", days=5),  # guidance
        overdue("C", "cla_review_1", days=1),  # law
        overdue("D", "core_group_first", days=6),
        overdue("E", "core_group_repeat", days=1),
        standing={"E": ChildIsOn.PLAN},
    )
    assert [row.children[0] for row in found.steps] == ["E", "C", "D", "B", "A"]


def test_who_was_unseen_for_longest_stands_first_and_whoever_never_was_before_them() -> None:
    seen = {"A": WEDNESDAY - timedelta(days=20), "B": WEDNESDAY - timedelta(days=40)}
    found = day(overdue("A", days=9), overdue("B", days=5), overdue("C", days=1), last_seen=seen)
    assert [row.children[0] for row in found.not_seen] == ["C", "B", "A"]


def test_whom_nobody_can_act_for_stands_in_part_one_alone() -> None:
    found = day(overdue("A"), overdue("B"), nobody={"T1": [unheld("A")]})
    assert [child.child for name in found.nobody for child in name.children] == ["A"]
    assert [row.children for row in found.not_seen] == [("B",)]
    assert left(found) == {NotListed.UNHELD: 1}


def test_children_in_the_name_of_one_leaver_are_one_row() -> None:
    both = [
        replace(unheld(child, "nobody_left"), worker="W9", family=f"F{child}") for child in "AB"
    ]
    found = day(nobody={"T1": both})
    (name,) = found.nobody
    assert (name.worker, len(name.families), found.unheld) == ("W9", 2, 2)


@pytest.mark.parametrize(
    ("days", "quiet", "paper"), [(200, 200, True), (200, 100, False), (100, 200, False)]
)
def test_a_leavers_silent_case_is_open_on_paper(days: int, quiet: int, paper: bool) -> None:
    one = replace(unheld("A", "nobody_left", days=days), worker="W9")
    since = {"A": WEDNESDAY - timedelta(days=quiet)}
    found = day(nobody={"T1": [one]}, quiet=since)
    assert bool(found.on_paper) is paper
    assert bool(found.nobody) is not paper


def test_what_is_set_aside_leaves_the_page_and_stays_counted() -> None:
    duty = overdue("A")
    found = day(duty, overdue("B"), aside=(duty,))
    assert [row.children for row in found.not_seen] == [("B",)]
    assert left(found) == {NotListed.SET_ASIDE: 1}
    assert found.overdue == 2


@pytest.mark.parametrize(("days", "new"), [(1, True), (2, False)])
def test_what_fell_due_on_the_last_working_day_is_new(days: int, new: bool) -> None:
    assert day(overdue(days=days)).not_seen[0].is_new is new


def test_on_a_monday_what_fell_due_since_friday_is_new() -> None:
    assert working_day_before(date(2018, 1, 29)) == date(2018, 1, 26)
    # Easter: from the Tuesday one looks back to the Thursday.
    assert working_day_before(date(2018, 4, 3)) == date(2018, 3, 29)


def test_the_week_is_five_working_days_from_the_day_on() -> None:
    assert [one.day for one in working_week(WEDNESDAY)] == [31, 1, 2, 5, 6]
    assert working_week(date(2018, 2, 3))[0] == date(2018, 2, 5)


def test_a_page_shows_a_few_rows_and_names_what_is_new() -> None:
    old = [overdue(f"A{number}", days=30 - number) for number in range(8)]
    seen = {f"A{number}": WEDNESDAY - timedelta(days=50 - number) for number in range(8)}
    found = day(*old, overdue("B", days=1), last_seen=seen | {"B": WEDNESDAY - timedelta(days=15)})
    (group,) = not_seen_shown(found)
    assert [row.children[0] for row in group.rows] == ["A0", "A1", "A2", "A3", "A4"]
    assert [row.children[0] for row in group.new] == ["B"]
    assert (group.more, group.count) == (3, 9)
    (whole,) = not_seen_shown(found, whole=True)
    assert len(whole.rows) == 9


def test_many_steps_are_a_backlog_by_kind() -> None:
    steps = [overdue(f"A{n}", "core_group_first") for n in range(BACKLOG)]
    assert not steps_are_backlog(day(*steps))
    found = day(*steps, overdue("B", "rhi_72"))
    assert steps_are_backlog(found)
    assert steps_shown(found).rows == ()
    assert backlog_kinds(found) == [("core_group_first", BACKLOG), ("rhi_72", 1)]


def test_names_beyond_the_first_are_counted() -> None:
    names = [replace(unheld(f"A{n}", "nobody_left"), worker=f"W{n}") for n in range(6)]
    shown = nobody_shown(day(nobody={"T1": names}))
    assert (len(shown.rows), shown.more) == (NOBODY_ROWS, 2)


def test_what_falls_due_on_a_saturday_is_counted_on_the_friday() -> None:
    saturday = overdue(status=Status.DUE_SOON, due=date(2018, 2, 3), days_over=0, clock="cin_visit")
    assert day(saturday).workers[0].due == (0, 0, 1, 0, 0)


def test_sections_count_everybody_and_list_a_few() -> None:
    old = [overdue(f"A{number}", days=30) for number in range(8)]
    sections = {one.key: one for one in team_sections(day(*old), TITLES)}
    assert (sections["not_seen"].count, len(sections["not_seen"].rows)) == (8, 5)
    whole = {one.key: one for one in team_sections(day(*old), TITLES, whole=True)}
    assert len(whole["not_seen"].rows) == 8


DUTIES = st.lists(
    st.builds(
        overdue,
        child=st.sampled_from("ABCDE"),
        clock=st.sampled_from(sorted(ASKS)),
        days=st.integers(1, 500),
        worker=st.sampled_from(["W1", "W2"]),
        overtaken=st.booleans(),
    ),
    max_size=30,
)


@given(DUTIES, st.sets(st.sampled_from("ABCDE")), st.lists(st.integers(0, 29), max_size=5))
def test_every_overdue_duty_is_asked_for_once_or_counted_once(
    duties: list[OpenDuty], cannot_act: set[str], aside: list[int]
) -> None:
    set_aside = tuple(duties[number] for number in aside if number < len(duties))
    nobody = {"T1": [unheld(child) for child in sorted(cannot_act)]}
    found = day(*duties, aside=set_aside, nobody=nobody)
    listed = [duty for row in (*found.not_seen, *found.steps) for duty in row.duties]
    owed = sum(line.supervise + line.decide + line.check for line in found.workers)
    assert len(listed) + owed + found.not_asked == found.overdue == len(duties)
    assert not Counter(map(id, listed)) - Counter(map(id, duties))
    assert {child.child for name in found.nobody for child in name.children} == cannot_act


def test_supervision_is_told_of_the_first_child_of_a_row() -> None:
    said = Discussed(WEDNESDAY, challenge=True, actions_set=None)
    (row,) = day(overdue("A"), discussed={"A": said}).not_seen
    assert row.discussed == said


CHOICES = """set_by = "the director"
set_on = 2026-04-02
[days]
left_undone = 90
"""


def test_a_council_makes_its_own_choices(tmp_path: Path) -> None:
    assert read_choices(tmp_path) == Choices()
    (tmp_path / "today.toml").write_text(CHOICES)
    found = read_choices(tmp_path)
    assert (found.left_undone, found.decisions, found.set_by) == (90, 28, "the director")
    assert found.set_on == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[days]\nleft_undone = 0\n", 2),
        ("[days]\nleft_undone = true\n", 2),
        ('[days]\n\ndecisions = "28"\n', 3),
        ("[days]\nweeks = 2\n", 2),
        ("days = 3\n", 1),
        ("set_on = 7\n", 1),
        ("[other]\n", 1),
    ],
)
def test_choices_that_cannot_be_read_are_refused_with_the_line(
    text: str, line: int, tmp_path: Path
) -> None:
    (tmp_path / "today.toml").write_text(text)
    with pytest.raises(BadRules, match=f"at line {line}:"):
        read_choices(tmp_path)


def test_of_a_worker_s_child_whose_duties_are_unclear_nothing_is_said_to_be_set() -> None:
    unclear = overdue("A", status=Status.CANNOT_TELL, days_over=0)
    (family,) = _families(facts(unclear), ["A"], [unclear])
    assert (family.overdue, family.due, family.next_due, family.unclear) == ((), (), None, 1)
    assert _no_day(family) == "cannot be determined"
    (quiet,) = _families(facts(), ["A"], [])
    assert _no_day(quiet) == "no day is set"
