"""A made-up council's own census files, year upon year, beside its whole record.

The files are written from the record as it was on each 31 March. What is overdue by them must be
overdue by the record too, duty by duty; what they miss is counted and printed.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from docs.building.sources import cin_census_feeds
from holdfast.clocks.duty import UNDATED, Status
from holdfast.clocks.register import CLOCKS
from holdfast.clocks.rules.answers import Answer, answers
from holdfast.record.store.snapshot import Snapshot
from holdfast.record.store.snapshots import Store
from holdfast.returns.cin_census.projecting import last_day, project
from holdfast.returns.cin_census.writing import write_census
from holdfast.sources.cin_census import import_cin_census
from holdfast.sources.made_up import council_tables, import_council
from tests.records import outlook_on
from tests.sources.cin_imported import MADE, quiet

CHILDREN, LAST = 600, 2027
FILES = range(2024, LAST + 1)
# The clocks that censuses feed, as docs/sources_cin_census.md lists them.
FED = {one.clock.key for one in answers(CLOCKS, cin_census_feeds()) if one.answer is Answer.HISTORY}

# A duty: its clock, the child, the day it began, the day it was due.
Duty = tuple[str, str, date, date | None]
Change = Callable[[int, str], str]


def as_written(year: int, text: str) -> str:
    return text


def reviews_of_the_year(year: int, text: str) -> str:
    """As a system does that tells the reviews of the census year alone."""
    first = date(year - 1, 4, 1).isoformat()

    def kept(found: re.Match[str]) -> str:
        return found[0] if found[1] >= first else ""

    return re.sub(r"<CPPreviewDate>([^<]*)</CPPreviewDate>\n", kept, text)


def conferences_unsaid(year: int, text: str) -> str:
    """As a system does that never says whether a conference was needed."""
    return re.sub(r"<ICPCnotRequired>[01]</ICPCnotRequired>\n", "", text)


def closures_unreadable(year: int, text: str) -> str:
    """As a system does that writes days of its own, where a case was closed."""
    return re.sub(r"(<CINclosureDate>)(\d+)-(\d+)-(\d+)(?=</CINclosureDate>)", r"\1\4/\3/\2", text)


def one_year_missing(year: int, text: str) -> str:
    return "" if year == LAST - 2 else text


@dataclass(frozen=True)
class Council:
    """The text of its census files, and how its duties stood on each reference date."""

    files: Mapping[int, str]
    whole: Mapping[int, dict[Duty, str]]


def council(place: Path, oddities: bool = False) -> Council:
    as_at, files = last_day(LAST), {}
    tables = council_tables(CHILDREN, as_at, 5, oddities=oddities)
    record = import_council(Store(place / "home"), tables, CHILDREN, as_at, 5, MADE)
    for year in FILES:
        found = project(record, year, last_day(year))
        write_census(found.header, found.tables, place / "census.xml")
        files[year] = (place / "census.xml").read_text(encoding="utf-8")
    return Council(files, {year: standing(record, last_day(year)) for year in FILES})


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return council(tmp_path_factory.mktemp("plain"))


def standing(snapshot: Snapshot, day: date) -> dict[Duty, str]:
    outlook = outlook_on(snapshot, *sorted(FED), on=day)
    try:
        told = outlook.rows("select clock, subject, started, due, status from standing")
    finally:
        outlook.close()
    return {
        (one["clock"], one["subject"], one["started"], one["due"]): one["status"] for one in told
    }


def overdue(told: dict[Duty, str]) -> set[Duty]:
    return {duty for duty, status in told.items() if status == Status.OVERDUE}


def imports(one: Council, folder: Path, change: Change) -> Iterator[tuple[int, Snapshot]]:
    """The council's imports of several years: each with the files that there were by then."""
    for year, text in one.files.items():
        if changed := change(year, text):
            (folder / f"{year}.xml").write_text(changed, encoding="utf-8")
            made = import_cin_census(Store(folder / "home"), [str(folder)], None, MADE, quiet)
            assert made.manifest.as_at == last_day(year)
            yield year, made


def held(one: Council, folder: Path, change: Change) -> Counter[str]:
    """What is overdue by the files, by clock, once it is sure that it is so by the record too."""
    met: Counter[str] = Counter()
    missed: Counter[tuple[str, str]] = Counter()
    for year, made in imports(one, folder, change):
        here, whole = standing(made, last_day(year)), one.whole[year]
        assert overdue(here) - overdue(whole) == set()
        met += Counter(duty[0] for duty in overdue(here))
        unsaid = overdue(whole) - overdue(here)
        missed += Counter((duty[0], here.get(duty, "not told")) for duty in unsaid)
    print(f"\n{change.__name__}: overdue {dict(met)}, missed {dict(missed)}")  # noqa: T201
    return met


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [reviews_of_the_year, conferences_unsaid, closures_unreadable, one_year_missing],
)
def test_nothing_is_falsely_overdue_by_files_that_lack_something(
    plain: Council, tmp_path: Path, change: Change
) -> None:
    assert held(plain, tmp_path, change)


@pytest.mark.slow
def test_nothing_is_falsely_overdue(plain: Council, tmp_path: Path) -> None:
    met = held(plain, tmp_path, as_written)
    assert met["assessment_45_statistical"]
    assert len(met) > 1


@pytest.mark.slow
def test_nothing_is_falsely_overdue_in_an_odd_record(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    assert held(council(tmp_path, oddities=True), tmp_path / "in", as_written)


# When it was found that no conference was needed, no census tells.
NO_DAY = ("s47_icpc_15", Status.LAPSED, Status.LAPSED_OVERDUE)


@pytest.mark.slow
def test_what_the_files_tell_is_as_the_whole_record_has_it(plain: Council, tmp_path: Path) -> None:
    """Of a duty that both tell, both say the same, but for what the census does not hold."""
    *_, (year, made) = imports(plain, tmp_path, as_written)
    told = answers(CLOCKS, made.manifest.feeds)
    assert {one.clock.key for one in told if one.answer is Answer.HISTORY} == FED
    here, whole = standing(made, last_day(year)), plain.whole[year]
    both = Counter((duty[0], here[duty], whole[duty]) for duty in here.keys() & whole.keys())
    differing = {one: count for one, count in both.items() if one[1] != one[2]}
    print(f"\n{both.total()} duties in both; they differ: {differing}")  # noqa: T201
    # A row whose end cannot be determined may have begun a duty: it is told as one, and as no more.
    begun = {duty for duty in here.keys() - whole.keys() if duty[2] == UNDATED}
    assert {here[duty] for duty in begun} <= {Status.CANNOT_TELL}
    assert here.keys() - whole.keys() - begun == set()
    assert all(Status.CANNOT_TELL in one or one == NO_DAY for one in differing)
