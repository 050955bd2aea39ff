"""Faults by where they were met, so that a column with three faults is corrected once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from holdfast.importing.survey.told import Row

# What is counted of a fault and of a place. The order puts what takes most answers away first.
COUNTS = ("clocks", "children", "cells", "duties")
_WORTH = COUNTS[:3]


def most_first(rows: Iterable[Row]) -> list[Row]:
    """Faults or places, those that take away the most clocks, children and cells first."""
    return sorted(rows, key=lambda row: ([-row[name] for name in _WORTH], row["where"]))


def group_by_place(faults: Sequence[Row], counted: Mapping[str, Row]) -> list[Row]:
    """One row for each place of the source: a column, or a table whose rows are at fault.

    ``faults`` have ``where``, ``what``, ``next_step`` and the four ``COUNTS``. ``counted`` gives
    the counts of places in which several faults may share a cell, a child or a clock; elsewhere
    the faults share none, and are added up. A row has ``where``, its ``faults`` (``what`` and
    ``cells``, the most frequent first), the ``next_step`` of the first of them, and ``COUNTS``.
    """
    met: dict[str, list[Row]] = defaultdict(list)
    for fault in faults:
        met[fault["where"]].append(fault)
    return most_first(_place(where, own, counted.get(where)) for where, own in met.items())


def _place(where: str, own: Sequence[Row], counted: Row | None) -> Row:
    cells: dict[str, int] = defaultdict(int)
    for fault in own:
        cells[fault["what"]] += fault["cells"]
    # Of two that were met as often, the one that takes more away stays in front.
    often = sorted(cells.items(), key=lambda met: -met[1])
    step = next(fault["next_step"] for fault in own if fault["what"] == often[0][0])
    place = {"where": where, "faults": [{"what": what, "cells": count} for what, count in often]}
    counts = counted or {name: sum(fault[name] for fault in own) for name in COUNTS}
    return place | {name: counts[name] for name in COUNTS} | {"next_step": step}


def faults_said(place: Row) -> list[str]:
    """The faults of a place with their cells: "There is no such day (17)"; alone, without."""
    faults = [(fault["what"].rstrip("."), fault["cells"]) for fault in place["faults"]]
    if len(faults) == 1:
        return [faults[0][0]]
    # The number stays on the line of the word before it.
    return [f"{what}\u00a0({cells:,})" for what, cells in faults]
