"""A measure by service, team, age, sex, ethnicity or need, with its latest periods in a row."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.errors import NotFound
from holdfast.measures.cases.counting import Every, MeasureCount, count_by
from holdfast.measures.cases.groups import By
from holdfast.measures.measure import Measure
from holdfast.measures.register import measure as find_measure
from holdfast.web import data
from holdfast.web.actions.viewing import record_download
from holdfast.web.asked import Asked, on_day
from holdfast.web.pages.measures.seen_measure import SeenMeasure, seen_measures
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
    filtering, by, every = _chosen(request)
    counts = _counts(asked, one, by, every)
    periods = sorted({each.first for each in counts})[-SHOWN:]
    seen = seen_measures(asked.outlook, [one])[key]
    words = {
        "asked": asked,
        "measure": one,
        "by": by.value,
        "every": every.value,
        "filtering": filtering,
        "periods": [_named(first, every) for first in periods],
        "rows": _rows(asked, seen, by, counts, periods),
        "staff": bool(one.cases and one.cases.staff),
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
    _, by, every = _chosen(request)
    rows = _counts(asked, one, by, every)
    detail = f"{key} by {by} and {every}; as at {asked.day.isoformat()}; {len(rows)} counts"
    record_download(
        by=request.user.get_username(), page="measure groups file", detail=f"{detail}, no child"
    )
    about = {"as_at": asked.day, "snapshot": asked.outlook.snapshot.id}
    return csv_file(f"{key}-by-{by}-{asked.day.isoformat()}.csv", COLUMNS, rows, about)


def _with_groups(key: str) -> Measure:
    one = find_measure(key)
    if one.cases is None:
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


def _counts(asked: Asked, one: Measure, by: By, every: Every) -> Sequence[MeasureCount]:
    found: Sequence[MeasureCount] = data.remember(
        asked.outlook,
        ("measure groups", one.key, by, every),
        lambda: count_by(asked.outlook, [one], every, by),
    )
    return found


def _named(first: date, every: Every) -> str:
    """A period in words: January 2018, the quarter from it, or the year to March."""
    if every is Every.YEAR:
        return f"Year to March {first.year + 1}"
    return f"{first:%b %Y}" if every is Every.MONTH else f"From {first:%b %Y}"


def _rows(
    asked: Asked,
    seen: SeenMeasure,
    by: By,
    counts: Sequence[MeasureCount],
    periods: Sequence[date],
) -> list[dict[str, Any]]:
    """A row for each group, by name: no group is ranked."""
    names = titles(asked.outlook) if by in (By.TEAM, By.SERVICE) else {}
    cells = {(each.group, each.first): each for each in counts}
    rows = []
    for group in dict.fromkeys(each.group for each in counts):
        own = [cells.get((group, first)) for first in periods]
        if not any(each and each.of for each in own):
            continue
        told = [{"one": each, "value": seen.words(each.value) if each else ""} for each in own]
        rows.append({"group": names.get(group, group), "cells": told})
    return rows if by is By.AGE else sorted(rows, key=lambda row: str(row["group"]))
