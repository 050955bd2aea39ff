"""How long an action takes until it is done, reckoned apart. The definition is ours."""

from collections.abc import Container, Iterator

from tests.measures_apart.chain import ChainFigure, median_wait
from tests.measures_apart.record import FAR, Record, Thing, months_on


def set_things(record: Record) -> Iterator[tuple[Thing, int]]:
    """Each action set in the twelve months, on that day: whether done by the last, and its days."""
    first, last = months_on(record.last, -12), record.last
    for row in record.rows("actions"):
        done = row["evidenced"] or FAR
        if row["set_on"] and first < row["set_on"] <= last and done >= row["set_on"]:
            thing = Thing(row["child"], row["set_on"], done <= last)
            yield thing, (min(done, last) - row["set_on"]).days


def open_things(record: Record) -> Iterator[tuple[Thing, int]]:
    """Each action that is not done on the last day, and the days since it was set."""
    for row in record.rows("actions"):
        if row["set_on"] and row["set_on"] <= record.last < (row["evidenced"] or FAR):
            yield Thing(row["child"], record.last, 0), (record.last - row["set_on"]).days


def actions_wait(record: Record, children: Container[str] | None) -> ChainFigure:
    """Of actions set in the twelve months, the days within which half were done.

    One not done by the day counts as one that takes at least so long.
    """
    first, last = months_on(record.last, -12), record.last
    waits = []
    for row in record.rows("actions"):
        if children is not None and row["child"] not in children:
            continue
        done = row["evidenced"] or FAR
        if row["set_on"] and first < row["set_on"] <= last and done >= row["set_on"]:
            waits.append(((min(done, last) - row["set_on"]).days, done <= last))
    ended = sum(ended for _, ended in waits)
    return ChainFigure(median_wait(waits), ended, len(waits), len(waits) - ended, 0, 0)


OF_ACTIONS = {"actions_wait": actions_wait}
