"""What measures may say from Annex A: never a year out of six months, never the latest for all."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.measures.cases.counting import Every, count_by
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.chain import chain
from holdfast.measures.for_members import tellable
from holdfast.measures.links import LINKS
from holdfast.measures.needed import needed_lacks
from holdfast.measures.register import MEASURES, measure
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.record.store.snapshots import Store
from holdfast.sources.made_up import import_council, write_annex_a
from holdfast.sources.made_up.council import council_tables
from tests.commanding import Terminal
from tests.sources.annex_a_back import there_and_back
from tests.sources.annex_a_lists import AS_AT
from tests.sources.annex_a_made import MADE

COUNTED = [one for one in MEASURES if one.cases]
IN_PERIOD = [one for one in COUNTED if one.cases and one.cases.kind is CaseKind.IN_PERIOD]
# The lists do not say on which day an enquiry that needed no conference was settled.
NOT_ALIKE = "conference_due_met"
QUARTER_END = date(2017, 12, 31)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Outlook, Outlook]]:
    """A made-up council as its lists of Annex A tell of it, and as its whole record does."""
    folder: Path = tmp_path_factory.mktemp("begins")
    made = council_tables(1500, AS_AT, seed=8)
    _, _, lists = there_and_back(made, folder / "lists", "2024")
    whole = import_council(Store(folder / "home"), made, 1500, AS_AT, 8, MADE)
    opened = tuple(open_outlook(one, Book(CLOCKS)) for one in (lists, whole))
    yield opened[0], opened[1]
    for one in opened:
        one.close()


@pytest.mark.parametrize("months", [3, 6, 12, 24])
def test_a_period_is_told_whole_or_not_at_all(both: tuple[Outlook, Outlook], months: int) -> None:
    lists, whole = both
    told = [one for one in IN_PERIOD if one.figure(lists, months).answer is not Answer.CANNOT_TELL]
    for one in told:
        found, true = one.figure(lists, months), one.figure(whole, months)
        alike = (found.counted, found.of) == (true.counted, true.of)
        assert alike or one.key == NOT_ALIKE, one.key
    assert len(told) >= 7 if months <= 6 else not told


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("referrals", "the case system’s lists begin on 1 August 2017"),
        ("re_referrals", "the 12 months before each day are needed too"),
        ("plans_begun", "the source gives only the latest of protection_plans"),
        ("care_three_placements", "the source gives only the latest of care_episodes and plac"),
    ],
)
def test_it_says_why_a_year_cannot_be_told(
    both: tuple[Outlook, Outlook], key: str, why: str
) -> None:
    found = measure(key).figure(both[0], 12)
    assert (found.answer, found.value) == (Answer.CANNOT_TELL, None)
    assert why.replace("’", "'") in found.why


def test_months_before_the_lists_begin_are_no_months_of_a_chart(
    both: tuple[Outlook, Outlook],
) -> None:
    lists, whole = both
    found = count_by(lists, COUNTED, Every.MONTH)
    true = {(one.measure, one.first): one for one in count_by(whole, COUNTED, Every.MONTH)}
    assert {one.first for one in found if one.measure == "referrals"} == {
        date(2017, month, 1) for month in (8, 9, 10, 11, 12)
    } | {date(2018, 1, 1)}
    assert min(one.first for one in found) == date(2017, 8, 1)
    in_period = {one.key for one in IN_PERIOD}
    for one in found:
        if one.measure in in_period:
            beside = true[one.measure, one.first]
            alike = (one.counted, one.of) == (beside.counted, beside.of)
            assert alike or one.measure == NOT_ALIKE, (one.measure, one.first)


def test_no_year_is_put_together_of_half_of_one(both: tuple[Outlook, Outlook]) -> None:
    quarters = count_by(both[0], IN_PERIOD, Every.QUARTER)
    assert {one.first for one in quarters} == {date(2017, 10, 1), date(2018, 1, 1)}
    assert count_by(both[0], IN_PERIOD, Every.YEAR) == []


def test_members_are_told_nothing_of_what_began_within_their_two_years(
    both: tuple[Outlook, Outlook],
) -> None:
    lists, whole = both
    assert tellable(lists, MEASURES, QUARTER_END) == ()
    assert {measure("referrals"), measure("in_care")} <= {*tellable(whole, MEASURES, QUARTER_END)}


def test_what_is_needed_is_told_only_of_what_the_lists_carry(
    both: tuple[Outlook, Outlook],
) -> None:
    lists, whole = both
    told = {one.key for one in LINKS if not needed_lacks(lists, one)}
    assert told == {"assessment_statistical", "conference"}
    assert not any(needed_lacks(whole, one) for one in LINKS)
    visit = next(one for one in LINKS if one.key == "protection_visit")
    assert "the source gives only the latest of" in needed_lacks(lists, visit)


def test_the_command_says_of_which_links_it_cannot_be_determined(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal = Terminal(tmp_path / "home", monkeypatch, capsys)
    made = council_tables(200, AS_AT, seed=8)
    path = write_annex_a(made, AS_AT, tmp_path / "annex_a.xlsx", "2024")
    as_at = ("--as-at", AS_AT.isoformat())
    assert terminal.run("import", str(path), "--as", "annex-a", *as_at).code == 0
    table = terminal.run("needed")
    assert "Cannot be determined of contact" in table.err
    assert "supervision" not in table.out
    rows = json.loads(terminal.run("needed", "--format", "json").out)
    assert len(rows) == len(LINKS)
    lacking = {row["link"]: row["why"] for row in rows if row.get("why")}
    assert "does not carry" in lacking["supervision"]
    assert all(row["begun"] is None for row in rows if row.get("why"))
    one = terminal.run("needed", "protection_visit").err
    assert "Cannot be determined of protection_visit" in one
    told = terminal.run("needed", "--format", "csv").out.splitlines()
    assert len(told) == len(LINKS) + 1


def test_the_chain_tells_six_months_and_not_a_year(both: tuple[Outlook, Outlook]) -> None:
    lists, whole = both
    own = [one for one in LINKS if one.key == "assessment_statistical"]
    (year,), (half,) = chain(lists, 12, links=own), chain(lists, 6, links=own)
    (true,) = chain(whole, 6, links=own)
    assert (year.passed, year.in_time, year.child_days_over) == (None, None, None)
    assert "lists begin on 1 August 2017" in year.why
    assert (half.passed, half.in_time) == (true.passed, true.in_time)
    assert (year.open, year.overdue) == (true.open, true.overdue)
