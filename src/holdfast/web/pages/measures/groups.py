"""A measure by service, team, age, sex, ethnicity or need, with its latest periods in a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.days import add_months
from holdfast.errors import NotFound
from holdfast.measures.cases.calendar import KEPT
from holdfast.measures.cases.counting import Every, MeasureCount, count_by, count_by_each
from holdfast.measures.cases.groups import By
from holdfast.measures.figure_groups import GroupFigure
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES
from holdfast.measures.register import measure as find_measure
from holdfast.query.outlook import Outlook
from holdfast.record.codes.child import PRIMARY_NEED
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.figure_groups import COLUMNS as FIGURE_COLUMNS
from holdfast.web.pages.measures.figure_groups import (
    chosen_way,
    figure_groups,
    figure_groups_page,
    in_order,
)
from holdfast.web.pages.measures.measure_facts import what_it_counts
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.people.deciding import needs
from holdfast.web.people.permission import Permission
from holdfast.web.teams import titles

BY, EVERY = "by", "every"
SHOWN = 6  # periods in a row
WAYS = tuple(by for by in By if by is not By.EVERYBODY)
COLUMNS = tuple(MeasureCount.__dataclass_fields__)


@needs(Permission.SEE_FIGURES)
@require_safe
@on_day
def measure_groups(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The groups of a measure, each with its latest periods. Raises NotFound where it has none."""
    one = _with_groups(key)
    if one.cases is None:
        return figure_groups_page(request, asked, one, group_names)
    filtering, by, every = _chosen(request)
    stock = find_measure(one.beside) if one.beside else None
    if stock and stock.cases is None:
        stock = None
    together = [one, stock] if stock else [one]
    counted = _counts(asked.outlook, together, by, every, _shown_months(every))
    counts = counted[key]
    open_now = _last(counted[stock.key]) if stock else {}
    periods = sorted({each.first for each in counts})[-SHOWN:]
    seen = seen_measures(asked.outlook, [one])[key]
    words = {
        "asked": asked,
        "measure": one,
        "counts": what_it_counts(one),
        "by": by.value,
        "every": every.value,
        "filtering": filtering,
        "periods": [(_named(first, every), _still_open(counts, first, every)) for first in periods],
        "rows": _rows(asked, seen, by, every, counts, open_now, periods),
        "beside": stock if open_now else None,
        "meaning": asked.link("measure", key) + "#meaning",
        "staff": one.cases.staff,
        "back": asked.link("measure", key),
        "file": reverse("measure_groups_file", args=[key]) + with_query(request.GET, {}),
    }
    return render(request, "pages/measure_groups.html", words)


@needs(Permission.TAKE_AWAY)
@require_safe
@on_day
def measure_groups_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """Every period of every group as a CSV file; no child."""
    one = _with_groups(key)
    columns, rows, by, every = _all_rows(request, asked, one)
    detail = f"{key} by {by} and {every}; as at {asked.day.isoformat()}; {len(rows)} counts"
    record_download(
        by=request.user.get_username(), page="measure groups file", detail=f"{detail}, no child"
    )
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"{key}-by-{by}-{asked.day.isoformat()}.csv", columns, rows, about)


def _all_rows(
    request: HttpRequest, asked: Asked, one: Measure
) -> tuple[Sequence[str], Sequence[MeasureCount | GroupFigure], By, str]:
    """The columns and rows of the file, by what they are grouped, and of what period each is."""
    if one.cases is None and one.groups:
        by = chosen_way(request, one.groups)[1]
        return FIGURE_COLUMNS, figure_groups(asked, one, by), by, "twelve months"
    _, by, every = _chosen(request)
    return COLUMNS, _counts(asked.outlook, [one], by, every, KEPT)[one.key], by, every.value


def _with_groups(key: str) -> Measure:
    one = find_measure(key)
    if one.cases is None and one.groups is None:
        raise NotFound("This measure is not counted by group.", "See its page.")
    return one


def _chosen(request: HttpRequest) -> tuple[Filtering, By, Every]:
    """The way of grouping and the length of the periods; by service and by quarter if none."""
    ways = tuple(Choice(by.value, by.value.capitalize()) for by in WAYS)
    lengths = tuple(Choice(each.value, each.value.capitalize()) for each in Every)
    filters = [
        Filter(BY, "By", ways, "one", otherwise=By.SERVICE),
        Filter(EVERY, "Every", lengths, "one", otherwise=Every.QUARTER),
    ]
    filtering = Filtering(request.GET, filters)
    return filtering, By(filtering.value(BY)), Every(filtering.value(EVERY))


def _counts(
    seen: Outlook, measures: Sequence[Measure], by: By, every: Every, months: int
) -> Mapping[str, Sequence[MeasureCount]]:
    """The counts of measures, by key: what lacks of them is counted together, and then kept."""
    kept: dict[str, list[MeasureCount]] = data.remember(seen, _kept_as(by, every, months), dict)
    if lacking := [one for one in measures if one.key not in kept]:
        kept |= _by_measure(lacking, count_by(seen, lacking, every, by, months))
    return kept


def _kept_as(by: By, every: Every, months: int) -> tuple[object, ...]:
    return "measure groups", by, every, months


def _by_measure(
    measures: Sequence[Measure], counts: Sequence[MeasureCount]
) -> dict[str, list[MeasureCount]]:
    found: dict[str, list[MeasureCount]] = {one.key: [] for one in measures}
    for each in counts:
        found[each.measure].append(each)
    return found


def warm(seen: Outlook) -> None:
    """Count every measure in every kind of group by quarter, as the page opens, before it is asked.

    All kinds are counted at once: the rows of the measures, which take the time, are the same.
    """
    every, measures = Every.QUARTER, [one for one in MEASURES if one.cases]
    months = _shown_months(every)
    for by, counts in count_by_each(seen, measures, every, WAYS, months).items():
        kept: dict[str, list[MeasureCount]] = data.remember(seen, _kept_as(by, every, months), dict)
        kept |= _by_measure(measures, counts)


def _shown_months(every: Every) -> int:
    """The months of the periods shown, and one more: the oldest may begin in the middle of one."""
    return (SHOWN + 1) * every.months


def group_names(asked: Asked, by: By) -> Mapping[str, str]:
    """The words of groups that are known by a code: teams, and needs."""
    if by is By.NEED:
        return {code: f"{words} ({code})" for code, words in PRIMARY_NEED.codes.items()}
    return titles(asked.outlook) if by in (By.TEAM, By.SERVICE) else {}


def period_in_words(first: date, every: Every) -> str:
    """A period in words: January 2018, the quarter to June, or the year to March."""
    if every is Every.YEAR:
        return f"the year to March {first.year + 1}"
    if every is Every.QUARTER:
        return f"the quarter to {add_months(first, 2):%B %Y}"
    return f"{first:%B %Y}"


def _named(first: date, every: Every) -> str:
    """The same, as the head of a column."""
    if every is Every.YEAR:
        return f"Year to March {first.year + 1}"
    last = add_months(first, every.months - 1)
    return f"{first:%b %Y}" if every is Every.MONTH else f"{first:%b} to {last:%b %Y}"


def _still_open(counts: Sequence[MeasureCount], first: date, every: Every) -> str:
    """Why the figures of a period may be others later; empty where they stand."""
    own = [each for each in counts if each.first == first]
    if not all(each.whole for each in own):
        return f"the {every} is not over"
    return "" if all(each.settled for each in own) else "may still change"


def _rows(
    asked: Asked,
    seen: JudgedMeasure,
    by: By,
    every: Every,
    counts: Sequence[MeasureCount],
    open_now: Mapping[str, float],
    periods: Sequence[date],
) -> list[dict[str, Any]]:
    """A row for each group, by name: no group is ranked."""
    names = group_names(asked, by)
    cells = {(each.group, each.first): each for each in counts}
    rows = []
    for group in dict.fromkeys(each.group for each in counts):
        own = [cells.get((group, first)) for first in periods]
        if not any(each and each.of for each in own):
            continue
        told = [_cell(asked, seen, by, every, each) for each in own]
        row = {"group": names.get(group, group), "cells": told, "open": open_now.get(group, 0)}
        rows.append(row)
    for column in zip(*(row["cells"] for row in rows), strict=True):
        told = [cell for cell in column if cell["one"]]
        for cell, value in zip(told, seen.column([c["one"].value for c in told]), strict=True):
            cell["value"] = value
    return in_order(by, rows)


def _cell(
    asked: Asked, seen: JudgedMeasure, by: By, every: Every, each: MeasureCount | None
) -> dict[str, Any]:
    """What a value counts, and where the children behind it are; the value follows by column."""
    if each is None or not each.of:
        return {"one": None}
    staff = seen.measure.cases is None or seen.measure.cases.staff
    query = {"by": by.value, "every": every.value, "group": each.group}
    month = f"{each.first:%Y-%m}"
    url = asked.link("measure_children", seen.measure.key, month=month, **query)
    return {"one": each, "url": "" if staff else url}


def _last(counts: Sequence[MeasureCount]) -> dict[str, float]:
    """By group, what was counted in the last period: of a stock, what is open now."""
    last = max((each.first for each in counts), default=None)
    return {each.group: each.counted for each in counts if each.first == last}
