"""Runs a census file, through the reader, by some rules."""

from pathlib import Path

from holdfast.engine import open_engine
from holdfast.returns.cin_census.file_check import open_check, take
from holdfast.returns.cin_census.register import rules_of
from holdfast.returns.outcome import Outcome
from holdfast.sources.cin_census import read_census

Found = frozenset[tuple[str, int]]


# One for all small files of a run: opening one costs more than checking them.
ENGINE = open_engine()


def check(path: Path, year: int, *codes: str) -> Outcome:
    """The file checked by the named rules of a year, or by all."""
    rules = tuple(one for one in rules_of(year) if not codes or one.code in codes)
    reading = read_census(path)
    checked = open_check(year, reading.header, rules=rules, engine=ENGINE)
    for batch in reading.batches():
        take(checked, batch)
    return checked.finish(reading.refused)


def found(outcome: Outcome, code: str) -> Found:
    """The rows that a rule finds, by module; the return itself is row 0 of Header."""
    rows = outcome.findings.to_pylist()
    return frozenset(
        ("Header", 0) if row["row"] is None else (row["table"], row["row"])
        for row in rows
        if row["code"] == code
    )
