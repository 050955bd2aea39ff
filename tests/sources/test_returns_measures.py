"""What measures may say from censuses and looked-after returns: of a period all, or nothing.

A made-up council's own returns are read back and laid beside its whole record. What is told must
be true, or within what it says cannot be determined; each exception stands with its reason.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer
from holdfast.clocks.rules.book import Book
from holdfast.measures.cases.counting import Every, MeasureCount, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.chain import chain
from holdfast.measures.for_members import tellable
from holdfast.measures.links import LINKS
from holdfast.measures.measure import MeasuredFigure
from holdfast.measures.needed import needed_lacks
from holdfast.measures.register import MEASURES, measure
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.query.scope import EVERYBODY
from holdfast.record.store.manifest import Manifest
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.returns.cin_census.projecting import last_day, project
from holdfast.returns.cin_census.writing import write_census
from holdfast.returns.ssda903.made_up import write_years
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.made_up import council_tables, import_council
from holdfast.sources.ssda903 import import_ssda903
from tests.sources.cin_imported import MADE, quiet

TrueFigure = Callable[[str, int], MeasuredFigure]
TruePeriods = Callable[[Every], Mapping[tuple[str, date], MeasureCount]]

CHILDREN, LAST, SEED = 900, 2027, 5
COUNTED = [one for one in MEASURES if one.cases]

# Told otherwise than the record tells them, and why.
NOT_ALIKE = {
    "assessment_due_met": "care that begins shows a child assessed, and a census tells of no care",
    "assessment_in_time": "the same",
    "conference_overdue": "an enquiry of before the first file that still waits lies in no file",
    "care_immunised": "the return asks yes or no: what is not recorded stands there as no",
    "care_leavers_in_touch": "the return asks of care leavers of 17 to 21 alone",
    "care_leavers_suitable_home": "the return asks of care leavers of 17 to 21 alone",
    "care_leavers_occupied": "the return asks of care leavers of 17 to 21 alone",
    "care_three_workers": "a return does not tell of workers of before a child came into care",
    "care_missing": "a return does not tell of times missing of before a child came into care",
}


@dataclass(frozen=True)
class Sides:
    """A council as its returns of some years tell of it, and as its whole record does."""

    few: Outlook
    whole: Outlook
    manifest: Manifest


def census_of(record: Snapshot, years: range, place: Path) -> Snapshot:
    """The record's own census files of some years, imported."""
    (place / "in").mkdir(parents=True)
    for year in years:
        found = project(record, year, last_day(year))
        write_census(found.header, found.tables, place / "in" / f"{year}.xml")
    return import_cin_census(Store(place / "home"), [str(place / "in")], None, MADE, quiet)


def returns_of(record: Snapshot, years: range, place: Path) -> Snapshot:
    """The record's own looked-after returns of some years, imported."""
    write_years(record, years, place / "in", False)
    day = last_day(LAST)
    return import_ssda903(Store(place / "home"), [str(place / "in")], day, MADE, quiet)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    home, day = tmp_path_factory.mktemp("whole"), last_day(LAST)
    made = council_tables(CHILDREN, day, SEED)
    return import_council(Store(home), made, CHILDREN, day, SEED, MADE)


@pytest.fixture(scope="module")
def whole(record: Snapshot) -> Iterator[Outlook]:
    outlook = open_outlook(record, Book(CLOCKS))
    yield outlook
    outlook.close()


@pytest.fixture(scope="module")
def true_figure(whole: Outlook) -> TrueFigure:
    """What the whole record says, asked for once for all of its returns."""
    return cache(lambda key, months: measure(key).figure(whole, months))


@pytest.fixture(scope="module")
def true_periods(whole: Outlook) -> TruePeriods:
    """Every period of the whole record, by measure and first day."""

    def counted(every: Every) -> Mapping[tuple[str, date], MeasureCount]:
        return {(one.measure, one.first): one for one in count_by(whole, COUNTED, every)}

    return cache(counted)


@pytest.fixture(scope="module", params=["census 1", "census 3", "return 1", "return 3"])
def both(
    request: pytest.FixtureRequest,
    record: Snapshot,
    whole: Outlook,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Sides]:
    kind, years = request.param.split()
    span = range(LAST - int(years) + 1, LAST + 1)
    make = census_of if kind == "census" else returns_of
    snapshot = make(record, span, tmp_path_factory.mktemp("returns"))
    few = open_outlook(snapshot, Book(CLOCKS))
    yield Sides(few, whole, snapshot.manifest)
    few.close()


def is_told(found: MeasuredFigure) -> bool:
    return found.answer is not Answer.CANNOT_TELL and found.counted is not None


def alike(
    found: tuple[float | None, float | None], true: tuple[float | None, float | None], room: int
) -> bool:
    """Whether both numbers are the same, or differ by no more than cannot be determined."""
    if found == true:
        return True
    if None in (*found, *true):
        return False
    return all(abs((a or 0) - (b or 0)) <= room for a, b in zip(found, true, strict=True))


@pytest.mark.parametrize("months", [1, 12, 24])
def test_a_figure_is_true_or_is_not_told(both: Sides, true_figure: TrueFigure, months: int) -> None:
    told = {}
    for one in MEASURES:
        found = one.figure(both.few, months)
        if is_told(found):
            true = true_figure(one.key, months)
            told[one.key] = alike(
                (found.counted, found.of), (true.counted, true.of), found.cannot_tell or 0
            )
    assert {key for key, same in told.items() if not same} <= NOT_ALIKE.keys()
    # So that it does not hold because nothing is told.
    assert len(told) >= 8


@pytest.mark.parametrize("every", list(Every))
def test_a_period_of_a_chart_is_true_or_is_not_there(
    both: Sides, true_periods: TruePeriods, every: Every
) -> None:
    first = min(both.manifest.begins.values())
    found = count_by(both.few, COUNTED, every)
    true = true_periods(every)
    assert found
    for one in found:
        beside = true[one.measure, one.first]
        same = alike((one.counted, one.of), (beside.counted, beside.of), one.cannot_tell)
        assert same or one.measure in NOT_ALIKE, (one.measure, one.first)
        assert one.last >= first, one.measure


def test_members_are_told_nothing_of_before_the_files_begin(both: Sides) -> None:
    told = tellable(both.few, MEASURES, date(LAST, 3, 31))
    years = LAST - min(both.manifest.begins.values()).year
    assert (measure("referrals") in told or measure("in_care") in told) is (years == 3)
    assert measure("re_referrals") not in told or years == 3
    assert measure("repeat_plans") not in told


def test_the_chain_tells_what_was_done_or_says_why_not(both: Sides) -> None:
    for months in (3, 12, 24):
        true = {one.link.key: one for one in chain(both.whole, months)}
        for one in chain(both.few, months):
            beside = true[one.link.key]
            if one.passed is None:
                assert one.why, one.link.key
            elif one.link.key == "assessment":
                assert one.child_days_over is None
            else:
                assert (one.passed, one.in_time) == (beside.passed, beside.in_time), one.link.key
                assert one.child_days_over in (None, beside.child_days_over), one.link.key


def test_what_is_needed_is_told_only_where_it_is_known_who_waits(both: Sides) -> None:
    told = {one.key for one in LINKS if not needed_lacks(both.few, one)}
    census = both.manifest.source == "cin_census"
    assert told == (
        {"assessment_statistical", "conference", "protection_review"} if census else set()
    )
    assert not any(needed_lacks(both.whole, one) for one in LINKS)


def test_groups_are_of_the_same_period(both: Sides) -> None:
    groups = measure("assessment_statistical_in_time").groups
    assert groups
    census = both.manifest.source == "cin_census"
    of_two_years = groups.ask(both.few, 24, By.SEX, EVERYBODY)
    began = min(both.manifest.begins.values())
    assert bool(of_two_years) is (census and began.year < LAST - 1)
    assert groups.ask(both.whole, 24, By.SEX, EVERYBODY)


WHYS: Mapping[str, Mapping[str, str]] = {
    "cin_census": {
        "re_referrals": "and the 12 months before each day are needed too",
        "repeat_plans": "all that came before is needed too",
        "conference_due_met": "does not carry enquiries: ended",
        "assessment_open": "whether it still waits",
        "overdue_four_weeks": "does not carry enquiries: ended",
        "caseload_rate": "does not hold who holds which case",
        "agency_rate": "does not hold whether an agency supplies a worker",
    },
    "ssda903": {
        "missing": "the source tells missing_episodes of children in care alone",
        "care_two_years_same_home": "and the 30 months before each day are needed too",
    },
}


def test_it_says_why_a_figure_cannot_be_told(both: Sides) -> None:
    began = min(both.manifest.begins.values())
    for key, why in WHYS[both.manifest.source].items():
        found = measure(key).figure(both.few, 12)
        if began.year < LAST - 1 and "months before" in why:
            assert is_told(found), key
        else:
            assert (found.answer, found.counted) == (Answer.CANNOT_TELL, None), key
            assert why in found.why, key


def test_a_figure_of_some_children_alone_says_so(both: Sides) -> None:
    if both.manifest.source != "ssda903":
        pytest.skip("a census tells of every child in need")
    found = measure("care_leavers_in_touch").figure(both.few, 12)
    assert is_told(found)
    assert found.why == "the source tells care_leavers of care leavers of 17 to 21 alone"


def test_a_snapshot_of_before_tells_of_its_last_year_alone(both: Sides) -> None:
    """A manifest that does not say since when is taken to begin with its last year."""
    text = both.manifest.to_json()
    plain = json.loads(text)
    del plain["begins"], plain["seal"]
    old = Manifest.from_json(json.dumps(plain))
    assert set(old.begins.values()) == {date(LAST - 1, 4, 1)}
    assert Manifest.from_json(text) == both.manifest
