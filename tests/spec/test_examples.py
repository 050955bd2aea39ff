"""The manual's examples hold for every reader: the oracle, and each engine.

All examples under the same local rules are laid in one record, each with children of its
own, so that a reader runs once for all of them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from holdfast.clocks.book import Book, read_book
from holdfast.clocks.clock import Clock
from holdfast.clocks.duty import Duty, days_over, status
from holdfast.clocks.register import CLOCKS, clock
from holdfast.clocks.standing import soon, standing_sql
from holdfast.journeys.reading import History
from holdfast.record.register import table
from tests.spec.reading import Cells, Example, Expected, read_folder
from tests.spec.running import by_engine, by_oracle, opened

FOLDER = Path(__file__).parent
EXAMPLES = read_folder(FOLDER)
ENGINES = ["duckdb", pytest.param("spark", marks=pytest.mark.spark)]
READERS = ["oracle", *ENGINES]
WHO = ("child", "worker")


@dataclass(frozen=True)
class Read:
    """What one reader made of every example: its duties, and the standings it was asked for."""

    duties: Mapping[str, Sequence[Duty]]  # by the example's place
    standings: Mapping[tuple[str, date], set[tuple[str, ...]]]


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Read:
    return _read(request.param, tmp_path_factory.mktemp("rules"))


def _read(name: str, folder: Path) -> Read:
    found: dict[str, list[Duty]] = {one.place: [] for one in EXAMPLES}
    standings: dict[tuple[str, date], set[tuple[str, ...]]] = {}
    by_subject = {f"{place}/": place for place in found}
    for number, (rules, examples) in enumerate(_by_rules()):
        book = _book(rules, folder / f"{number}.toml")
        record = {s: h for one in examples for s, h in _histories(one).items()}
        # All clocks run together once; under the council's own limits, those that it is about.
        keys = {one.clock for one in examples}
        clocks = [each for each in CLOCKS if not rules or each.key in keys]
        if name == "oracle":
            duties = by_oracle(record, book, clocks)
        else:
            duties, told = _by_engine(name, record, book, clocks, _days(examples))
            standings |= {(rules, day): rows for day, rows in told.items()}
        for duty in duties:
            found[by_subject[duty.subject.partition("/")[0] + "/"]].append(duty)
    return Read(found, standings)


def _by_engine(
    name: str,
    record: Mapping[str, History],
    book: Book,
    clocks: Sequence[Clock],
    days: Iterable[date],
) -> tuple[set[Duty], dict[date, set[tuple[str, ...]]]]:
    """The duties, and the standing in SQL of all of them on each day."""
    with opened(name) as engine:
        duties = by_engine(engine, record, book, clocks)
        engine.rows("duties", engine.fetch("select * from duties"))
        columns = "clock, subject, started, due, stopped, status, days_over"
        sql = {day: standing_sql(CLOCKS, day, soon(day)) for day in days}
        told = {
            day: {_row(r) for r in engine.fetch(f"select {columns} from ({each}) as s").to_pylist()}
            for day, each in sql.items()
        }
    return duties, told


def _row(row: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(value) for value in row.values())


@cache
def _by_rules() -> tuple[tuple[str, tuple[Example, ...]], ...]:
    rules = dict.fromkeys(one.rules for one in EXAMPLES)
    return tuple((text, tuple(e for e in EXAMPLES if e.rules == text)) for text in rules)


def _days(examples: Sequence[Example]) -> list[date]:
    return sorted({each.day for one in examples for each in one.days})


def _book(rules: str, path: Path) -> Book:
    if not rules:
        return Book(CLOCKS)
    path.write_text(rules, encoding="utf-8")
    return read_book(CLOCKS, path)


def _histories(example: Example) -> dict[str, History]:
    """The example's rows by person, each person's name made the example's own."""
    histories: dict[str, dict[str, list[Cells]]] = {}
    for name, rows in example.rows.items():
        column = table(name).subject()
        assert column is not None, f"{name} is about no one"
        for row in rows:
            whole = dict(row) | {column.name: f"{example.place}/{row[column.name]}"}
            histories.setdefault(whole[column.name], {}).setdefault(name, []).append(whole)
    return dict(histories)


# --- the examples ---------------------------------------------------------------------------


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda one: f"{one.place}-{one.clock}")
def test_example(reader: Read, example: Example) -> None:
    for each in example.days:
        columns = _columns(each.duties)
        wanted = sorted(_line(columns, _said(one)) for one in each.duties)
        duties = [d for d in reader.duties[example.place] if d.clock == example.clock]
        told = [_as_told(duty, each.day) for duty in duties if duty.started <= each.day]
        got = sorted(_line(columns, one) for one in told)
        assert got == wanted, _report(example, each.day, columns, wanted, got)


def _columns(expected: Sequence[Expected]) -> tuple[str, ...]:
    """The columns that the manual wrote, and whose duty it is."""
    written = dict.fromkeys(name for one in expected for name in one.told)
    return ("child", *(written or ("started", "due", "status")))


def _said(expected: Expected) -> Cells:
    return {**expected.told, "child": expected.subject}


def _as_told(duty: Duty, day: date) -> Cells:
    """A duty as the manual writes it: nothing that lies after the day."""
    found = status(duty, day, soon(day), clock(duty.clock).flag)
    doubted = duty.doubt is not None and duty.doubt <= day
    return {
        "child": duty.subject.partition("/")[2],
        "started": duty.started,
        "due": duty.due,
        "stopped": _by(duty.stopped, day),
        "lapsed": _by(duty.lapsed, day),
        "status": found,
        "days over": days_over(duty, day),
        "rule": duty.ruling,
        "reason": duty.reason,
        "why": duty.why.name.lower() if duty.why and doubted else None,
    }


def _by(happened: date | None, day: date) -> date | None:
    return happened if happened and happened <= day else None


def _line(columns: Sequence[str], cells: Cells) -> tuple[str, ...]:
    return tuple(_word(cells[name]) for name in columns)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _report(
    example: Example, day: date, columns: Sequence[str], wanted: Sequence, got: Sequence
) -> str:
    parts = [f"{example.place}: {example.clock}: {example.title}", f"As at {day}, expected:"]
    parts += [_drawn(columns, wanted), "got:", _drawn(columns, got)]
    return "\n\n" + "\n\n".join(parts) + "\n"


def _drawn(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[n]) for row in [columns, *rows]) for n in range(len(columns))]
    lines = [columns, ["-" * width for width in widths], *rows]
    return "\n".join(
        "| " + " | ".join(cell.ljust(w) for cell, w in zip(line, widths, strict=True)) + " |"
        for line in lines
    )


# --- how they stood, in SQL -----------------------------------------------------------------


def test_standing_in_sql_is_the_same(reader: Read) -> None:
    """On every day of the manual, every duty stands in SQL as it stands in Python."""
    everything = [duty for duties in reader.duties.values() for duty in duties]
    rules_of = {one.place: one.rules for one in EXAMPLES}
    for (rules, day), told in reader.standings.items():
        held = [d for d in everything if rules_of[d.subject.partition("/")[0]] == rules]
        assert told == {_standing(d, day) for d in held if d.started <= day}, f"on {day}"


def _standing(duty: Duty, day: date) -> tuple[str, ...]:
    found = status(duty, day, soon(day), clock(duty.clock).flag)
    values = (duty.clock, duty.subject, duty.started, duty.due, duty.stopped, found)
    return tuple(str(value) for value in (*values, days_over(duty, day)))


# --- the manual is whole --------------------------------------------------------------------


def test_every_clock_has_an_example() -> None:
    assert [one.key for one in CLOCKS if one.key not in {e.clock for e in EXAMPLES}] == []


def test_every_example_is_about_a_clock() -> None:
    keys = {one.key for one in CLOCKS}
    assert [f"{e.place}: {e.clock}" for e in EXAMPLES if e.clock not in keys] == []


def test_no_two_examples_of_a_clock_share_a_heading() -> None:
    headings = [(one.clock, one.title) for one in EXAMPLES]
    assert sorted(heading for heading in set(headings) if headings.count(heading) > 1) == []
