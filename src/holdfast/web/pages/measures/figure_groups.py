"""The groups of a figure without months: waits, what was done in time, staff, and rates."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from holdfast.days import add_months
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.figure_groups import FigureGroups, GroupFigure, place_of
from holdfast.measures.measure import Measure, MeasureUnit
from holdfast.measures.population import stated_population
from holdfast.measures.rates import source_of_groups
from holdfast.query.scope import EVERYBODY
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.pages.measures.measure_facts import what_it_counts
from holdfast.web.pages.measures.seen_measure import seen_measures
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.templatetags.words import plain_day

YEAR = 12  # months
COLUMNS = tuple(GroupFigure.__dataclass_fields__)

Names = Callable[[Asked, By], Mapping[str, str]]


def in_order(by: By, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows with a ``group``, as it is shown: see ``place_of``."""
    return sorted(rows, key=lambda row: place_of(by, str(row["group"])))


def ways_in_words(ways: Sequence[By]) -> str:
    """Service, team, age, sex, ethnicity or need."""
    *others, last = (by.value for by in ways)
    return f"{', '.join(others)} or {last}"


def figure_period(asked: Asked, groups: FigureGroups) -> tuple[str, date]:
    """The period of a figure that ends on the day shown, in words, and its first day."""
    day = plain_day(asked.day)
    if groups.rows is None or groups.rows.kind is CaseKind.ON_LAST_DAY:
        return day, asked.day
    return f"the twelve months to {day}", add_months(asked.day, -YEAR) + timedelta(days=1)


def chosen_way(request: HttpRequest, groups: FigureGroups) -> tuple[Filtering, By]:
    """The way of grouping; the first of those that there are if none is chosen."""
    ways = tuple(Choice(by.value, by.value.capitalize()) for by in groups.ways)
    filtering = Filtering(request.GET, [Filter("by", "By", ways, "one", otherwise=groups.ways[0])])
    return filtering, By(filtering.value("by"))


def figure_groups(asked: Asked, one: Measure, by: By) -> Sequence[GroupFigure]:
    """The groups of a figure, worked out once; of a rate by the children who are now stated."""
    assert one.groups
    ask = one.groups.ask
    mark = repr(stated_population(HOME.path())) if one.unit is MeasureUnit.EACH_10_000 else ""
    found: Sequence[GroupFigure] = data.remember(
        asked.outlook,
        ("figure groups", one.key, by, mark),
        lambda: ask(asked.outlook, YEAR, by, EVERYBODY),
    )
    return found


def figure_groups_page(
    request: HttpRequest, asked: Asked, one: Measure, names: Names
) -> HttpResponse:
    """The page of them: a row for each group with its counts, what is open, and why no value."""
    assert one.groups
    filtering, by = chosen_way(request, one.groups)
    found = figure_groups(asked, one, by)
    seen = seen_measures(asked.outlook, [one])[one.key]
    whys = {each.why for each in found}
    named = names(asked, by)
    values = seen.column([each.value for each in found])
    rows = [
        _row(asked, one, by, each, named) | {"value": "none" if _nobody(each) else value}
        for each, value in zip(found, values, strict=True)
    ]
    words = {
        "asked": asked,
        "measure": one,
        "counts": what_it_counts(one),
        "by": by.value,
        "filtering": filtering,
        "period": figure_period(asked, one.groups)[0],
        "rows": in_order(by, rows),
        # What is wrong with every group is said once, above them.
        "lacking": whys.pop() if len(whys) == 1 else "",
        "source": source_of_groups(one, found),
        "open": any(each.open is not None for each in found),
        "overdue": any(each.overdue is not None for each in found),
        "staff": one.groups.rows is None,
        "back": asked.link("measure", one.key),
        "meaning": asked.link("measure", one.key) + "#meaning",
        "file": reverse("measure_groups_file", args=[one.key]) + with_query(request.GET, {}),
    }
    return render(request, "pages/measure_figure_groups.html", words)


def _nobody(each: GroupFigure) -> bool:
    """Whether nobody is in a group of whom a value could be told."""
    return not each.of and not each.why


def _row(
    asked: Asked, one: Measure, by: By, each: GroupFigure, names: Mapping[str, str]
) -> dict[str, Any]:
    """A group with where the children behind it are."""
    query = {"by": by.value, "group": each.group}
    behind = one.groups is not None and one.groups.rows is not None
    return {
        "group": names.get(each.group, each.group),
        "one": each,
        "url": asked.link("measure_children", one.key, **query) if behind and each.counted else "",
    }
