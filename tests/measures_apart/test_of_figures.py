"""Every figure that is not of rows is what plain Python reckons apart: waits, staff, rates.

Of twelve months to the last day of each year, for everybody and for each team.
"""

from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest

from holdfast.measures.measure import MeasuredFigure
from holdfast.measures.population import FILE
from holdfast.measures.register import MEASURES, measure
from holdfast.query.outlook import Outlook, open_outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.simulation import County
from holdfast.simulation.yardstick.figures import figures
from tests.measures_apart import actions, chain, rates, workforce
from tests.measures_apart.chain import ChainFigure
from tests.measures_apart.conftest import Seen
from tests.measures_apart.record import Record
from tests.measures_apart.register import OTHERS

YEAR_ENDS = (date(2016, 3, 31), date(2018, 3, 31))
OF_DUTIES: Mapping[str, Callable[[Record, Container[str] | None], ChainFigure]] = {
    **chain.OF_STEPS,
    **actions.OF_ACTIONS,
}
CHILDREN = {2016: 120_000, 2017: 121_500, 2018: 125_900}


@pytest.fixture(scope="module")
def years(lived: Seen) -> Iterator[list[Seen]]:
    """The county as it was lived, on the last day of two years."""
    last, record = lived
    found = [
        (open_outlook(last.snapshot, last.book, day), record.until(day)) for day in YEAR_ENDS[:-1]
    ]
    yield [*found, lived]
    for outlook, _ in found:
        outlook.close()


def _teams(record: Record) -> list[str]:
    """A service, and the team in which most children were held."""
    held = Counter(row["team"] for row in record.rows("involvements") if row["team"])
    most = held.most_common(1)[0][0]
    above = {row["team"]: row["parent"] for row in record.rows("teams")}
    return [above[most] or most, most]


def _below(record: Record, team: str) -> set[str]:
    found = {team}
    for _ in record.rows("teams"):
        found |= {row["team"] for row in record.rows("teams") if row["parent"] in found}
    return found


def _told(found: MeasuredFigure, of_actions: bool) -> ChainFigure:
    assert found.counted is not None
    assert found.of is not None
    stock = found.open, 0 if of_actions else found.overdue, found.cannot_tell
    value = None if found.value is None else float(found.value)
    return ChainFigure(value, found.counted, found.of, *stock)  # type: ignore[arg-type]


def _scopes(outlook: Outlook, record: Record) -> Iterator[tuple[Scope, Container[str] | None]]:
    """Everybody; of one record also two teams with their children (``test_scope.py``: whose)."""
    yield EVERYBODY, None
    for team in _teams(record) if record.last == YEAR_ENDS[-1] else ():
        yield Scope(team), Scope(team).children(outlook)


@pytest.mark.parametrize("key", OF_DUTIES)
def test_of_duties_and_actions(key: str, years: list[Seen], edged: Seen, edges: Seen) -> None:
    asked, reckon, seen = measure(key), OF_DUTIES[key], 0
    for outlook, record in (*years, edged, edges):
        for scope, children in _scopes(outlook, record):
            own = reckon(record, children)
            found = _told(asked.figure(outlook, 12, scope), key == "actions_wait")
            own = own._replace(value=None if own.value is None else float(own.value))
            assert found == pytest.approx(own), (record.last, scope)
            seen += own.of
    # What is overdue is asked day by day in ``test_of_rows.py``.
    assert seen or key.endswith("_overdue")


@pytest.mark.parametrize("key", workforce.OF_STAFF)
def test_of_staff(key: str, years: list[Seen], edged: Seen, edges: Seen) -> None:
    asked, reckon, seen = measure(key), workforce.OF_STAFF[key], 0.0
    # A caseload asks for spells of no clock, which an outlook of bare rows has not.
    for outlook, record in years if key == "caseload_rate" else (*years, edged, edges):
        for team in ("", *_teams(record)):
            found = asked.figure(outlook, 12, Scope(team))
            own = reckon(record, _below(record, team) if team else None)
            if found.counted is None:
                assert own.counted != own.counted, (record.last, team, found.why)  # not a number
                continue
            told = (found.counted, found.of)
            assert told == pytest.approx(tuple(own), abs=0.02), (record.last, team)
            seen += own.counted
    assert seen


# The yardstick's figure by which the whole county is held to what was published, and the measure
# that must equal it. ``test_measures_by_month.py`` has those of rows.
OF_YARDSTICK = {
    "agency": "agency_rate",
    "vacancies": "vacancy_rate",
    "turnover": "turnover_rate",
    "caseload": "caseload_rate",
}


def test_of_staff_by_the_yardstick(years: list[Seen], county: County) -> None:
    for outlook, record in years:
        for made in figures(county.tables, record.last):
            if key := OF_YARDSTICK.get(made.figure.key):
                found = measure(key).figure(outlook, 12)
                assert found.counted == pytest.approx(made.numerator), (key, record.last)
                assert found.of == pytest.approx(made.denominator), (key, record.last)


@pytest.mark.parametrize("key", rates.RATES)
def test_of_rates(
    key: str,
    years: list[Seen],
    edged: Seen,
    edges: Seen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = [f"{year} = {number}" for year, number in CHILDREN.items()]
    text = "\n".join(["[children_under_18]", *lines, 'source = "A test"'])
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    for outlook, record in (*years, edged, edges):
        children = CHILDREN[record.last.year]
        found = measure(key).figure(outlook, 12)
        value, counted = rates.rate(key, record, children)
        assert (found.value, found.counted, found.of) == (value, counted, children), record.last
        part = measure(key).figure(outlook, 12, Scope(_teams(record)[0]))
        assert (part.value, part.counted) == (None, None)


def test_every_figure_that_is_not_of_rows_is_among_them() -> None:
    assert {one.key for one in MEASURES if one.cases is None} <= OTHERS
