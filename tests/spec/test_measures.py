"""The manual's examples of measures hold, and every measure says what it is."""

from pathlib import Path

import pytest

from holdfast.clocks.register import clock
from holdfast.clocks.rules.book import Book
from holdfast.measures import action_wait, population, rates, staffing
from holdfast.measures.measure import Measure, MeasuredFigure, Whose
from holdfast.measures.register import MEASURES, measure
from holdfast.query.scope import Scope
from tests.records import outlook_of
from tests.spec.reading import Example, Measured, read_folder

WITHOUT_CLOCKS = (*staffing.MEASURES, *rates.MEASURES, *action_wait.MEASURES)
EXAMPLES = tuple(read_folder(Path(__file__).parent / "measures"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(example: Example, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Rates are out of the children of the area, whom no record holds.
    stated = '[children_under_18]\n2018 = 20_000\nsource = "An example"\n'
    (tmp_path / population.FILE).write_text(stated, encoding="utf-8")
    monkeypatch.setenv("HOLDFAST_HOME", str(tmp_path))
    asked = measure(example.clock)
    for expected in example.figures:
        book = Book(tuple(clock(key) for key in asked.clocks))
        outlook = outlook_of(example.rows, expected.day.isoformat(), book)
        scope = Scope(expected.team, expected.worker)
        found = asked.figure(outlook, expected.months, scope)
        outlook.close()
        assert as_told(found, expected) == expected.told, f"{example.place}: {expected}"


def as_told(found: MeasuredFigure, expected: Measured) -> dict[str, float | None]:
    """The columns that the manual wrote of a figure."""
    return {name: getattr(found, name.replace(" ", "_")) for name in expected.told}


def test_every_kind_of_measure_has_an_example() -> None:
    shown = {kind(measure(one.clock)) for one in EXAMPLES}
    assert shown == {kind(one) for one in MEASURES}


def kind(one: Measure) -> object:
    """What finds it: one function finds the same measure of every link."""
    return getattr(one.ask, "func", one.ask)


def test_every_measure_says_what_it_is() -> None:
    assert len({one.key for one in MEASURES}) == len(MEASURES)
    for one in MEASURES:
        said = (one.title, one.counts, one.of, one.why, one.definition.words, one.definition.source)
        assert all(said), one.key
        assert one.why.endswith("."), one.key
        assert bool(one.clocks) != (one in WITHOUT_CLOCKS or of_rows(one)), one.key
        assert all(clock(key) for key in one.clocks)


def of_rows(one: Measure) -> bool:
    """Whether it is counted from rows of the record, and of no clock."""
    return one.cases is not None and not one.clocks


def test_a_definition_of_the_dfe_names_what_it_publishes() -> None:
    theirs = [one for one in MEASURES if one.definition.whose is Whose.DFE]
    assert theirs
    assert all("Department for Education" in one.definition.source for one in theirs)
