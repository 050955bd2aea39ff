"""What people said of deficits, as the room of the loop reads it."""

from collections.abc import Callable
from datetime import date

from django.db.models import Max

from holdfast.challenge.deficit import DeficitKey
from holdfast.challenge.said import SaidInHoldfast, SaidKind, SaidOfDeficit
from holdfast.web.oversight.models import DeficitEntry, SetAside, SupervisionEntry

ChildOf = Callable[[str], str | None]


def latest_versions(child: str = "") -> list[SupervisionEntry]:
    """The version that stands of each supervision, of one child where one is named."""
    rows = SupervisionEntry.objects.filter(**({"child": child} if child else {}))
    latest: dict[str, SupervisionEntry] = {}
    for row in rows:
        kept = latest.get(row.entry)
        if kept is None or row.version > kept.version:
            latest[row.entry] = row
    return sorted(latest.values(), key=lambda row: (row.held, row.pk))


def standing_entries(child: str = "") -> list[DeficitEntry]:
    """What stands of deficits: with the latest version of each supervision, or without one."""
    versions = {row.pk for row in latest_versions(child)}
    rows = DeficitEntry.objects.filter(**({"child": child} if child else {}))
    return [row for row in rows if row.supervision_id is None or row.supervision_id in versions]


def said_in_holdfast(child_of: ChildOf, child: str = "") -> SaidInHoldfast:
    """Everything that was said, of one child (an id in the register) where one is named.

    ``child_of`` gives the number in the record of an id in the register; what is said of a child
    whom the data does not hold is left out.
    """
    said = [
        SaidOfDeficit(
            DeficitKey(row.rule, number, row.started, row.nth),
            SaidKind(row.kind),
            row.on,
            row.by_worker or row.by,
            row.owner,
            row.due,
            row.evidence,
        )
        for row in standing_entries(child)
        if (number := child_of(row.child))
    ]
    supervised: dict[str, list[date]] = {}
    for row in latest_versions(child):
        if number := child_of(row.child):
            supervised.setdefault(number, []).append(row.held)
    aside = {
        DeficitKey(row.clock, number, row.started): row.until
        for row in SetAside.objects.filter(**({"child": child} if child else {}))
        if (number := child_of(row.child))
    }
    return SaidInHoldfast(tuple(said), supervised, (), aside)


def said_mark() -> tuple[int, int, int]:
    """What changes with anything that is said."""
    found = [
        model.objects.aggregate(last=Max("pk"))["last"] or 0
        for model in (SupervisionEntry, DeficitEntry, SetAside)
    ]
    return found[0], found[1], found[2]


def settled_between(
    child_of: ChildOf, after: date, until: date
) -> frozenset[tuple[str, str, date]]:
    """The duties settled as gaps of the record after a day of the data and up to another.

    Each as the child's number, the clock and the day it began; ``child_of`` is as above.
    """
    rows = DeficitEntry.objects.filter(kind=SaidKind.SETTLED, on__gt=after, on__lte=until)
    return frozenset(
        (number, row.rule, row.started) for row in rows if (number := child_of(row.child))
    )
