"""What people said of deficits, as the room of the loop reads it."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Model

from holdfast.challenge.choices import EscalationLevel
from holdfast.challenge.deficit import DeficitKey, DeficitSource
from holdfast.challenge.said import RaisedDeficit, SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.web.oversight.models import (
    DeficitEntry,
    RaisedEntry,
    SetAside,
    SupervisionEntry,
)

ChildOf = Callable[[str], str | None]
# A duty settled as a gap of the record: the child's number, the clock, and the day it began.
SettledGap = tuple[str, str, date]


def _entered(child: str, until: datetime | None) -> dict[str, Any]:
    """Of one child where one is named; entered up to a moment where one is given."""
    of_child = {"child": child} if child else {}
    return of_child | ({"entered_at__lte": until} if until else {})


def latest_versions(child: str = "", until: datetime | None = None) -> list[SupervisionEntry]:
    """The version that stands of each supervision, or stood; of one child where one is named."""
    rows = SupervisionEntry.objects.filter(**_entered(child, until))
    latest: dict[str, SupervisionEntry] = {}
    for row in rows:
        kept = latest.get(row.entry)
        if kept is None or row.version > kept.version:
            latest[row.entry] = row
    return sorted(latest.values(), key=lambda row: (row.held, row.pk))


def standing_entries(child: str = "", until: datetime | None = None) -> list[DeficitEntry]:
    """What stands of deficits: with the latest version of each supervision, or without one."""
    versions = {row.pk for row in latest_versions(child, until)}
    rows = DeficitEntry.objects.filter(**_entered(child, until))
    return [row for row in rows if row.supervision_id is None or row.supervision_id in versions]


def entries_of_team(mark: str) -> list[DeficitEntry]:
    """What was said of a deficit that was raised of a team, by its mark."""
    return list(DeficitEntry.objects.filter(child="", rule=mark))


def said_in_holdfast(
    child_of: ChildOf, child: str = "", until: datetime | None = None
) -> SaidInHoldfast:
    """Everything that was said, or had been said by a moment; of one child where one is named.

    ``child`` is an id in the register, and ``child_of`` gives its number in the record; what is
    said of a child whom the data does not hold is left out.
    """
    supervised: dict[str, list[date]] = {}
    for row in latest_versions(child, until):
        if number := child_of(row.child):
            supervised.setdefault(number, []).append(row.held)
    entered = _entered(child, until)
    aside = {
        DeficitKey(row.clock, number, row.started): row.until
        for row in SetAside.objects.filter(**entered)
        if (number := child_of(row.child))
    }
    raised = RaisedEntry.objects.filter(**entered)
    return SaidInHoldfast(
        tuple(_said_of(standing_entries(child, until), child_of)),
        supervised,
        tuple(_raised(raised, child_of)),
        aside,
    )


def said_of_teams() -> SaidInHoldfast:
    """What was raised of teams, and what was said of it."""
    entries, raised = DeficitEntry.objects.filter(child=""), RaisedEntry.objects.filter(child="")
    return SaidInHoldfast(tuple(_said_of(entries, _nobody)), raised=tuple(_raised(raised, _nobody)))


def _nobody(handle: str) -> str | None:
    return None


def _said_of(rows: Iterable[DeficitEntry], child_of: ChildOf) -> Iterator[SaidOfDeficit]:
    for row in rows:
        number = _number(child_of, row.child)
        if number is not None:
            yield SaidOfDeficit(
                DeficitKey(row.rule, number, row.started, row.nth),
                SaidKind(row.kind),
                row.on,
                row.by_worker or row.by,
                row.owner,
                row.due,
                row.evidence,
                EscalationLevel(row.level) if row.level else None,
            )


def _raised(rows: Iterable[RaisedEntry], child_of: ChildOf) -> Iterator[RaisedDeficit]:
    for row in rows:
        number = _number(child_of, row.child)
        if number is not None:
            yield RaisedDeficit(
                DeficitKey(row.mark, number, row.on),
                DeficitSource(row.source),
                row.title,
                row.evidence,
                row.by_worker or row.by,
                row.team,
            )


def _number(child_of: ChildOf, handle: str) -> str | None:
    """The child's number; empty for what is of a team, None for a child whom the data lacks."""
    return child_of(handle) if handle else ""


SaidPosition = tuple[tuple[int, datetime] | None, ...]

SAID_IN: tuple[type[Model], ...] = (SupervisionEntry, DeficitEntry, SetAside, RaisedEntry)


def said_position() -> SaidPosition:
    """How far what people said goes: the last row of each table, and the moment of it.

    A row is written after its row in the log, for which each waits its turn: so the numbers of rows
    stand in the order in which they became known.
    """
    return tuple(
        model.objects.order_by("-pk").values_list("pk", "entered_at").first() for model in SAID_IN
    )


def children_said_since(position: SaidPosition) -> set[str] | None:
    """The children (ids in the register) of whom something was said since; empty for a team's.

    None where what was said up to the position is no longer there: then all is to be read again.
    """
    found: set[str] = set()
    for model, last in zip(SAID_IN, position, strict=True):
        after = model.objects.filter(pk__gte=last[0] if last else 0).order_by("pk")
        rows = list(after.values_list("pk", "entered_at", "child"))
        if last is not None:
            if not rows or rows[0][:2] != last:
                return None
            rows = rows[1:]
        found |= {child for *_, child in rows}
    return found


def settled_between(child_of: ChildOf, after: date, until: date) -> frozenset[SettledGap]:
    """The duties settled as gaps of the record after a day of the data and up to another.

    Each as the child's number, the clock and the day it began; ``child_of`` is as above.
    """
    rows = DeficitEntry.objects.filter(kind=SaidKind.SETTLED, on__gt=after, on__lte=until)
    return frozenset(
        (number, row.rule, row.started) for row in rows if (number := child_of(row.child))
    )
