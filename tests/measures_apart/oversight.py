"""Supervision and actions, reckoned apart from the measures of them. All definitions are ours."""

from collections.abc import Iterator
from datetime import date

from tests.measures_apart.contact import open_cases
from tests.measures_apart.record import Dated, Record, Standing, Thing


def supervisions(record: Record) -> Iterator[Thing]:
    """Each child talked about in supervision, on the day."""
    for row in record.rows("supervisions"):
        if row["held"]:
            yield Thing(row["child"], row["held"], 1)


def _said(column: str) -> Dated:
    """Of supervisions that say whether, those that say yes."""

    def so(record: Record) -> Iterator[Thing]:
        for row in record.rows("supervisions"):
            if row["held"]:
                yield Thing(row["child"], row["held"], row[column])

    return so


def supervisions_acted(record: Record) -> Iterator[Thing]:
    """Of supervisions, those that challenged or set an action: either is enough."""
    for row in record.rows("supervisions"):
        if row["held"]:
            said = {row["challenge"], row["actions_set"]}
            so = 1 if True in said else None if None in said else 0
            yield Thing(row["child"], row["held"], so)


def actions_done(record: Record) -> Iterator[Thing]:
    """Of actions that were to be done by a day, those that an event shows to be done by it."""
    for row in record.rows("actions"):
        if row["due"]:
            done = row["evidenced"] is not None and row["evidenced"] <= row["due"]
            yield Thing(row["child"], row["due"], done)


def actions_open(record: Record, day: date) -> Iterator[Thing]:
    """Of actions not shown to be done for children with an open case, those whose day is past."""
    children = open_cases(record, day)
    for row in record.rows("actions"):
        waits = row["set_on"] and row["set_on"] <= day and (row["evidenced"] or date.max) > day
        if waits and row["child"] in children:
            yield Thing(row["child"], day, row["due"] is not None and row["due"] < day)


DATED: dict[str, Dated] = {
    "supervisions": supervisions,
    "supervisions_challenged": _said("challenge"),
    "supervisions_directed": _said("actions_set"),
    "supervisions_acted": supervisions_acted,
    "actions_done": actions_done,
}
STANDING: dict[str, Standing] = {"actions_open": actions_open}
