"""Histories spoilt as sources spoil them: what was lost, and the doubts that are left.

A spoiling takes away what a reader could not take as it stood, and leaves the doubt that it would
raise. ``law_of_doubt`` holds what is then shown of each duty to what was shown before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import pyarrow as pa

from holdfast.clocks.oracle.doubts import RowInDoubt
from holdfast.engine import Engine
from holdfast.journeys.reading import History
from holdfast.record.register import TABLES, table
from holdfast.record.schema.shape import arrow_schema
from holdfast.record.schema.table import Column, ColumnKind, Table
from holdfast.record.store.doubts import Doubt, DoubtKind, doubts_table, numbered
from tests.spec.running import Record, lay

Row = dict[str, Any]

UNKNOWN = "a word that nobody knows"
FILE = "made up"


@dataclass(frozen=True)
class Spoilt:
    """A record after its spoiling: the rows left, those set aside, and the doubts by number."""

    record: dict[str, dict[str, list[Row]]]
    aside: dict[str, list[Row]]
    doubts: list[Doubt]
    touched: list[tuple[str, str, str | None]] = field(default_factory=list)
    otherwise: float = 0.0

    def in_doubt(self, subject: str) -> list[RowInDoubt]:
        """The rows in doubt that are about one person, or about nobody knows whom."""
        by_row: dict[tuple[str, int | None], list[tuple[int, Doubt]]] = {}
        for number, doubt in enumerate(self.doubts, 1):
            if doubt.child in (None, subject):
                by_row.setdefault((doubt.table, doubt.source_row), []).append((number, doubt))
        found = []
        for (name, place), doubts in by_row.items():
            rows: list[tuple[Row | None, bool]] = []
            rows += [(row, False) for row in self.record.get(subject, {}).get(name, ())]
            rows += [(row, True) for row in self.aside.get(name, ())]
            held = [(row, aside) for row, aside in rows if row and row["source_row"] == place]
            lost: list[tuple[Row | None, bool]] = [(None, True)]
            for row, aside in held or lost:
                found.append(RowInDoubt(name, row, aside, tuple(doubts)))
        return found


def with_places(record: Record) -> dict[str, dict[str, list[Row]]]:
    """The same rows, each with where it came from."""
    number = iter(range(1, 1 << 30))
    return {
        subject: {
            name: [
                dict(row) | {"source_file": FILE, "source_part": name, "source_row": next(number)}
                for row in rows
            ]
            for name, rows in history.items()
        }
        for subject, history in record.items()
    }


def spoil(
    chance: Random,
    record: Mapping[str, Mapping[str, list[Row]]],
    share: float,
    otherwise: float = 0.0,
) -> Spoilt:
    """A share of the cells of every column, and of the rows, taken away with a doubt each.

    At least one of each person's. ``otherwise`` is the share of rows whose spoilt cells are not
    emptied: a second row of the same number says something else there, and both are in doubt. Of
    a person one row is left, which may be the wrong one.
    """
    spoilt = Spoilt({}, {one.name: [] for one in TABLES}, [], otherwise=otherwise)
    for subject, history in record.items():
        cells = [
            (name, place, column)
            for name, rows in history.items()
            for place in range(len(rows))
            for column in (*_spoilable(table(name)), None)
        ]
        if not cells:
            spoilt.record[subject] = {}
            continue
        taken = [cell for cell in cells if chance.random() < share] or [chance.choice(cells)]
        spoilt.record[subject] = _spoil(chance, spoilt, subject, history, taken)
    return spoilt


def _spoilable(kind: type[Table]) -> Iterator[Column]:
    for column in kind.columns:
        if column.kind in (
            ColumnKind.DAY,
            ColumnKind.FLAG,
            ColumnKind.CODE,
            ColumnKind.WHOLE,
            ColumnKind.ID,
        ):
            yield column


def _spoil(
    chance: Random,
    spoilt: Spoilt,
    subject: str,
    history: Mapping[str, list[Row]],
    taken: list[tuple[str, int, Column | None]],
) -> dict[str, list[Row]]:
    by_row: dict[tuple[str, int], list[Column | None]] = {}
    for name, place, column in taken:
        by_row.setdefault((name, place), []).append(column)
    left: dict[str, list[Row]] = {}
    for name, rows in history.items():
        left[name] = []
        for place, row in enumerate(rows):
            columns = by_row.get((name, place), [])
            if columns and None not in columns and chance.random() < spoilt.otherwise:
                left[name] += _disagreeing(chance, spoilt, table(name), row, columns)
                continue
            kept, aside = _spoil_row(chance, spoilt, table(name), row, columns)
            if kept is not None:
                left[name].append(kept)
            if aside is not None:
                spoilt.aside[name].append(aside)
    return left


def _spoil_row(
    chance: Random, spoilt: Spoilt, kind: type[Table], row: Row, columns: list[Column | None]
) -> tuple[Row | None, Row | None]:
    """The row as it is kept or set aside; neither where nothing of it could be told."""
    subject = kind.subject()
    child = row[subject.name] if subject else None
    if None in columns:
        known = child if chance.random() < 0.7 else None
        spoilt.doubts.append(_doubt(kind, "", known, row))
        spoilt.touched.append((kind.name, "", known))
        return None, None
    cells = {column: row.get(column.name) for column in columns if column is not None}
    cells = {column: value for column, value in cells.items() if value is not None}
    after = dict(row)
    for column in cells:
        after[column.name] = UNKNOWN if column.kind is ColumnKind.CODE else None
    known = after[subject.name] if subject else None
    for column in cells:
        spoilt.doubts.append(_doubt(kind, column.name, known, row))
        spoilt.touched.append((kind.name, column.name, known))
    lacking = any(column.required and after[column.name] is None for column in kind.columns)
    if lacking and cells:
        return None, after
    return after, None


def _disagreeing(
    chance: Random, spoilt: Spoilt, kind: type[Table], row: Row, columns: list[Column | None]
) -> list[Row]:
    """The row and another of its number, which differ in these columns."""
    differ = [
        one
        for one in columns
        if one is not None and not (one.key or one.subject) and row.get(one.name) is not None
    ]
    other = dict(row)
    for column in differ:
        other[column.name] = _something_else(chance, column, row[column.name])
    rows = [other] if kind.key() is kind.subject() else [row, other]
    if len(rows) > 1:
        other["source_row"] = 1_000_000 + row["source_row"]
    subject = kind.subject()
    child = row[subject.name] if subject else None
    for column in differ:
        spoilt.doubts.extend(_doubt(kind, column.name, child, one) for one in rows)
        spoilt.touched.append((kind.name, column.name, child))
    return rows if differ else [row]


def _something_else(chance: Random, column: Column, value: Any) -> Any:
    """What another row of the same number may say in a cell."""
    if column.kind is ColumnKind.DAY:
        return value + timedelta(days=chance.randint(-300, 300))
    if column.kind is ColumnKind.FLAG:
        return not value
    if column.kind is ColumnKind.CODE and column.codes is not None:
        return chance.choice(list(column.codes.codes))
    return value + 1 if column.kind is ColumnKind.WHOLE else "another"


def _doubt(kind: type[Table], column: str, child: str | None, row: Row) -> Doubt:
    place = (row["source_file"], row["source_part"], row["source_row"])
    return Doubt(kind.name, column, child, DoubtKind.UNREADABLE, "spoilt", "correct it", *place)


def lay_spoilt(engine: Engine, spoilt: Spoilt) -> None:
    """Name the record, what is set aside and the doubts on an engine."""
    lay(engine, spoilt.record)
    for name, rows in spoilt.aside.items():
        schema = arrow_schema(table(name))
        whole = [{column: row.get(column) for column in schema.names} for row in rows]
        engine.rows(f"set_aside_{name}", pa.Table.from_pylist(whole, schema=schema))
    engine.rows("doubts", numbered([doubts_table(spoilt.doubts)]))


def history_of(spoilt: Spoilt, subject: str) -> History:
    """What is left of one person's rows."""
    return spoilt.record.get(subject, {})
