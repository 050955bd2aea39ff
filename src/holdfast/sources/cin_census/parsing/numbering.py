"""Numbers the rows of stretches over the whole file, and lays them out as typed tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from holdfast.sources.cin_census.census import AROUND, CHILD, EPISODES, MODULES
from holdfast.sources.cin_census.module import Module
from holdfast.sources.cin_census.parsing.parsed_rows import (
    NONE,
    ModuleRows,
    Numbers,
    Oddment,
    ParsedRows,
    Refused,
)
from holdfast.sources.cin_census.parsing.values import UnreadableField, typed


@dataclass(frozen=True)
class ChildBatch:
    """Some children with all that is theirs: rows by module, and what could not be read.

    Each table has the shape that its module declares; rows are counted from 1 over the file.
    """

    tables: dict[str, pa.Table]
    unreadable: tuple[UnreadableField, ...] = ()
    oddments: tuple[Oddment, ...] = ()
    refused: tuple[Refused, ...] = ()


class Numbering:
    """How many rows of each module came before; stretches are given in the order of the file.

    ``unreadable`` and ``refused`` are what was met before the first child.
    """

    def __init__(
        self, unreadable: tuple[UnreadableField, ...] = (), refused: tuple[Refused, ...] = ()
    ) -> None:
        self._unreadable, self._refused = unreadable, refused
        self._before = dict.fromkeys((one.name for one in MODULES), 0)
        self._waiting: list[tuple[ParsedRows, dict[str, int]]] = []
        self.children = 0

    def add(self, stretch: ParsedRows) -> None:
        """Take in the next stretch; ``children`` counts those taken in since the last batch."""
        self._waiting.append((stretch, dict(self._before)))
        for name, rows in stretch.rows.items():
            self._before[name] += len(rows)
        self.children += len(stretch.rows.get(CHILD.name, ()))

    def batch(self) -> ChildBatch:
        """All that was taken in since the last batch."""
        tables: dict[str, pa.Table] = {}
        lost, kept = [*self._unreadable], [*self._refused]
        self._unreadable = self._refused = ()
        for module in MODULES:
            tables[module.name], bad = self._typed(module)
            lost += bad
        waiting, self._waiting, self.children = self._waiting, [], 0
        # Their children are counted from 1 over the whole file.
        oddments = (
            oddment._replace(child=before[CHILD.name] + 1 + oddment.child)
            for stretch, before in waiting
            for oddment in stretch.oddments
        )
        kept += [one for stretch, _ in waiting for one in stretch.refused]
        return ChildBatch(
            tables,
            tuple(sorted(lost, key=lambda one: (one.child or 0, one.line))),
            tuple(oddments),
            tuple(kept),
        )

    def _typed(self, module: Module) -> tuple[pa.Table, list[UnreadableField]]:
        name = module.name
        parts = [(one.rows[name], before) for one, before in self._waiting if one.rows.get(name)]
        count = sum(len(rows) for rows, _ in parts)
        first = self._before[name] - count
        columns = {
            "row": np.arange(first, first + count),
            "child": _over_file(parts, "child", CHILD.name),
            "episode": _over_file(parts, "episode", EPISODES.name),
            "inside": _over_file(parts, "inside", AROUND.get(name, name)),
        }
        places = {at: pa.array(one + 1, mask=one == NONE) for at, one in columns.items()}
        places["line"] = pa.array(_joined([rows.line for rows, _ in parts]))
        return typed(module, places, dict(_texts(module, parts, first, count)))


Parts = Sequence[tuple[ModuleRows, dict[str, int]]]


def _over_file(parts: Parts, place: str, counted: str) -> Numbers:
    """Numbers of rows of the module ``counted``, each from 0 over the whole file."""
    found = [(getattr(rows, place), before[counted]) for rows, before in parts]
    return _joined([np.where(one == NONE, NONE, one + before) for one, before in found])


def _texts(module: Module, parts: Parts, first: int, count: int) -> Iterator[tuple[str, pa.Array]]:
    """Each field that some row holds, with a text or null for each row."""
    for one in module.fields():
        held = [
            (rows.texts[one.name], before[module.name] - first)
            for rows, before in parts
            if one.name in rows.texts
        ]
        if not held:
            continue
        texts = pa.concat_arrays([texts for (_, texts), _ in held])
        if len(texts) < count:
            place = np.full(count, NONE)
            place[_joined([rows + begun for (rows, _), begun in held])] = np.arange(len(texts))
            texts = texts.take(pa.array(place, mask=place == NONE))
        yield one.name, texts


def _joined(parts: list[Numbers]) -> Numbers:
    return np.concatenate(parts) if parts else np.zeros(0, np.int64)
