"""One concern: its rule, how many children it was true of each day, and of whom it is true now.

A family is one row, in the first group that fits; a group shows ten, and all of them once it is
chosen. Nothing else sorts the list than the order that every list has (see ``query/concerns.py``).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from holdfast.concerns.concern import Concern
from holdfast.concerns.register import find_concern
from holdfast.days import add_months
from holdfast.query.concerns import ChildIsOn, ConcernTrueOf, concern_daily, concerns_true
from holdfast.query.people import team_names, worker_names
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.actions.viewing import record_download, record_list
from holdfast.web.asked import Asked, on_day
from holdfast.web.oversight.contests import contests_of
from holdfast.web.pages.concerns.overview import counted_for
from holdfast.web.parts.addresses import with_query
from holdfast.web.parts.chart import LineChart, Series, line_chart, value_on
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.parts.paging import paging
from holdfast.web.parts.spreadsheet import csv_file
from holdfast.web.parts.templatetags.words import plain_day
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, titles

STRAND, ON = "fact", "on"
SHOWN_OF_A_GROUP, MANY_GROUPS, SHOWN_OF_MANY = 10, 4, 5
LOOKED_BACK = 24  # months
COLUMNS = (
    "child", "family", "strand", "fact", "since", "days", "standing", "last_seen", "team", "worker",
)  # fmt: skip

# A concern, the strand of it, the child's id in the register, and since when.
Contested = set[tuple[str, str, date]]


@dataclass(frozen=True)
class FamilyRow:
    """Brothers and sisters of whom one strand is true: the first of them leads the row."""

    children: tuple[ConcernTrueOf, ...]

    @property
    def first(self) -> ConcernTrueOf:
        """The child who stands first in the order of the list."""
        return self.children[0]


@dataclass(frozen=True)
class ConcernFilters:
    """What an address asks of one concern."""

    asked: Asked
    concern: Concern
    filtering: Filtering

    @property
    def scope(self) -> Scope:
        """The team that is asked for; everybody where none is."""
        return Scope(self.filtering.value(TEAM))

    @property
    def found(self) -> list[ConcernTrueOf]:
        """The children asked for, in the order of the list."""
        everyone = _true_of(self.asked, self.concern, self.scope)
        strands, standings = self.filtering.values(STRAND), self.filtering.values(ON)
        return [
            one
            for one in everyone
            if (not strands or one.strand in strands)
            and (not standings or one.standing.value in standings)
        ]


@require_safe
@on_day
def concern(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The rule, the line of two years, and the list in groups; the view is noted in the log."""
    narrowed = narrow(request, asked, key)
    found = narrowed.found
    families = _families(found)
    whole = len(narrowed.filtering.values(STRAND)) == 1
    page = paging(request.GET, len(families) if whole else 0)
    shown = families[page.offset : page.offset + page.limit] if whole else families
    cap = None if whole else _cap(shown)
    groups = [
        _group(request, narrowed, strand.key, shown, cap) for strand in narrowed.concern.strands
    ]
    _note(request, narrowed, groups)
    counted = next(
        one for one in counted_for(asked, narrowed.scope) if one.concern == narrowed.concern.key
    )
    words = {
        "asked": asked,
        "concern": narrowed.concern,
        "counted": counted,
        "filtering": narrowed.filtering,
        "team": titles(asked.outlook)[narrowed.scope.team] if narrowed.scope else "",
        "sentence": _sentence(found, families),
        "groups": [group for group in groups if group["families"]],
        "paging": page,
        "history": _history(narrowed),
        "contests": len(contests_of(key)),
        "file": reverse("concern_file", args=[key]) + with_query(request.GET, {"page": None}),
        "every_concern": asked.link("concerns"),
    }
    return render(request, "pages/concern.html", words)


@require_safe
@on_day
def concern_file(request: HttpRequest, asked: Asked, key: str) -> HttpResponse:
    """The same list, whole and child by child, as a CSV file."""
    narrowed = narrow(request, asked, key)
    found = narrowed.found
    detail = f"{in_words(narrowed)}; {len(found)} children"
    record_download(by=request.user.get_username(), page=f"concern {key} file", detail=detail)
    about = {
        "concern": key,
        "version": narrowed.concern.version,
        "as_at": asked.day,
        "snapshot": asked.outlook.snapshot.id,
    }
    return csv_file(f"{key}-{asked.day.isoformat()}.csv", COLUMNS, found, about)


def narrow(request: HttpRequest, asked: Asked, key: str) -> ConcernFilters:
    """What an address asks for. Raises NotFound for a concern that there is not."""
    found = find_concern(key)
    facts = tuple(Choice(strand.key, strand.fact.capitalize()) for strand in found.strands)
    filters = [
        team_filter(asked.outlook),
        Filter(STRAND, "What is so", facts),
        Filter(ON, "What the child is on", tuple(_standing_choice(one) for one in ChildIsOn)),
    ]
    return ConcernFilters(asked, found, Filtering(request.GET, filters))


def _standing_choice(standing: ChildIsOn) -> Choice:
    return Choice(standing.value, standing.value.capitalize())


def _true_of(asked: Asked, concern: Concern, scope: Scope) -> tuple[ConcernTrueOf, ...]:
    found: tuple[ConcernTrueOf, ...] = data.remember(
        asked.outlook,
        ("concern", concern.key, scope),
        lambda: concerns_true(asked.outlook, concern, scope),
    )
    return found


def _families(found: Iterable[ConcernTrueOf]) -> list[FamilyRow]:
    """The children in rows: those of one family, held by one worker for one fact, are one."""
    rows: dict[tuple[str, str, str | None], list[ConcernTrueOf]] = {}
    for one in found:
        rows.setdefault((one.strand, one.family, one.worker), []).append(one)
    return [FamilyRow(tuple(children)) for children in rows.values()]


def _group(
    request: HttpRequest,
    narrowed: ConcernFilters,
    strand: str,
    families: Sequence[FamilyRow],
    cap: int | None,
) -> dict[str, Any]:
    """The families of one strand as the page shows them, and how many more there are."""
    own = [family for family in families if family.first.strand == strand]
    shown = own[:cap]
    contested = {(one.strand, one.child, one.since) for one in contests_of(narrowed.concern.key)}
    return {
        "strand": narrowed.concern.strand(strand),
        "count": len(own),
        "families": [_row(narrowed, family, contested) for family in shown],
        "more": len(own) - len(shown),
        "url": with_query(request.GET, {STRAND: strand, "page": None}),
        "children": [one.child for family in shown for one in family.children],
    }


def _cap(families: Sequence[FamilyRow]) -> int:
    """How many families of a group are shown before it is chosen: fewer where groups are many."""
    groups = {family.first.strand for family in families}
    return SHOWN_OF_MANY if len(groups) >= MANY_GROUPS else SHOWN_OF_A_GROUP


def _row(narrowed: ConcernFilters, family: FamilyRow, contested: Contested) -> dict[str, Any]:
    asked, first = narrowed.asked, family.first
    names = data.remember(asked.outlook, "worker names", lambda: worker_names(asked.outlook))
    teams = data.remember(asked.outlook, "team names", lambda: team_names(asked.outlook))
    handles = [(one, data.handle(one.child)) for one in family.children]
    return {
        "first": first,
        "worker": names.get(first.worker, first.worker) if first.worker else "",
        "team": teams.get(first.team, first.team) if first.team else "",
        "contest_url": asked.link(
            "contest", narrowed.concern.key, handles[0][1], **{STRAND: first.strand}
        ),
        "children": [
            {
                "child": one.child,
                "url": asked.link("child", handle),
                "contested": (one.strand, handle, one.since) in contested,
            }
            for one, handle in handles
        ],
    }


def _sentence(found: Sequence[ConcernTrueOf], families: Sequence[FamilyRow]) -> str:
    days = sum(one.days for one in found)
    children = "1 child" if len(found) == 1 else f"{len(found):,} children"
    of = len({family.first.family for family in families})
    return (
        f"{children} of {of:,} {'family' if of == 1 else 'families'}, {days:,} child-days in all."
    )


def _history(narrowed: ConcernFilters) -> dict[str, Any]:
    """The line of two years, its sentence, and the last day of each month."""
    asked = narrowed.asked
    series: Series = data.remember(
        asked.outlook,
        ("concern daily", narrowed.concern.key, narrowed.scope),
        lambda: [
            (one.day, one.children)
            for one in concern_daily(asked.outlook, narrowed.concern, narrowed.scope)
        ],
    )
    first = add_months(asked.day, -LOOKED_BACK)
    title = (
        f"{narrowed.concern.title}, children each day, {plain_day(first)} to {plain_day(asked.day)}"
    )
    chart: LineChart = line_chart(title, series, first, asked.day)
    ends = [add_months(asked.day.replace(day=1), -number) for number in range(LOOKED_BACK)]
    return {
        "chart": chart,
        "sentence": _line_sentence(series, first, asked.day),
        "months": [(end, value_on(series, end)) for end in ends],
    }


def _line_sentence(series: Series, first: date, day: date) -> str:
    now, before = value_on(series, day), value_on(series, first)
    most, on = max(((value, at) for at, value in series if first < at <= day), default=(now, day))
    return (
        f"From {before:,} on {plain_day(first)} to {now:,} now; the most was {most:,}, on "
        f"{plain_day(on)}."
    )


def in_words(narrowed: ConcernFilters) -> str:
    """What was asked for, for the audit log."""
    chosen = "; ".join(f"{one.title}: {one.words}" for one in narrowed.filtering.selected)
    asked_for = f"as at {narrowed.asked.day.isoformat()}"
    return f"{chosen}; {asked_for}" if chosen else asked_for


def _note(request: HttpRequest, narrowed: ConcernFilters, groups: Sequence[dict[str, Any]]) -> None:
    children = {child for group in groups for child in group["children"]}
    record_list(
        by=request.user.get_username(),
        page=f"concern {narrowed.concern.key}",
        detail=f"{in_words(narrowed)}; {len(children)} children shown",
    )
