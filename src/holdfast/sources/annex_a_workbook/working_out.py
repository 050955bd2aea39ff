"""The ways to work out a cell: what a column holds, in Ofsted's words; the latest day; a count.

Each is given what it needs to know and answers with the way itself, so that a list reads as
a table of headings and ways.
"""

from datetime import date

from holdfast.days import add_months
from holdfast.record.schema.condition import Condition
from holdfast.record.schema.table import Column
from holdfast.sources.annex_a_workbook.layout import Cell, How, ListRow
from holdfast.sources.annex_a_workbook.ofsted_words import NO, YES, Words


def own(column: Column) -> How:
    """What the column holds in the row that the entry is about."""

    def how(entry: ListRow) -> Cell:
        held: Cell = entry.value(column)
        return held

    return how


def coded(column: Column, words: Words) -> How:
    """The code that the column holds, as Ofsted writes it."""
    return lambda entry: words.said(entry.value(column))


def yes_no(answer: bool | None, unknown: str | None = None) -> str | None:
    """An answer as Ofsted writes it; ``unknown`` where there is none."""
    return unknown if answer is None else YES if answer else NO


def answered(column: Column, unknown: str | None = None) -> How:
    """The yes or no that the column holds; ``unknown`` where it holds neither."""
    return lambda entry: yes_no(entry.value(column), unknown)


def latest(day: Column, where: Condition | None = None) -> How:
    """The latest day of the child in the entry's stretch; only rows that meet a condition."""

    def how(entry: ListRow) -> Cell:
        found = entry.within(day, where)
        held: Cell = found[-1][day.name] if found else None
        return held

    return how


def latest_of(*ways: How) -> How:
    """The latest of several days."""

    def how(entry: ListRow) -> Cell:
        days = [day for way in ways if isinstance(day := way(entry), date)]
        return max(days, default=None)

    return how


def earlier_in_a_year(day: Column) -> How:
    """How many of the child's rows lie in the twelve months before the latest, itself left out.

    The same number stands in all rows of the child, as the guidance asks.
    """

    def how(entry: ListRow) -> Cell:
        days: list[date] = sorted(row[day.name] for row in entry.of(day.table))
        first = add_months(days[-1], -12)
        return sum(one >= first for one in days[:-1])

    return how
