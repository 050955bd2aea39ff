"""The log as whoever governs it asks: by person, child, kind and day; and what needs looking at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from holdfast.web.audit.models import AuditKind, AuditRow

# Opening a record, and saying something of it: a list is not asked why it shows a child.
OPENED = (AuditKind.VIEW, AuditKind.CONTEST, AuditKind.SET_ASIDE, AuditKind.SAME_CHILD)


@dataclass(frozen=True)
class AuditSearch:
    """What of the log is asked for; what is empty asks for all. Days are of UTC, both included."""

    who: str = ""
    target: str = ""
    kind: str = ""
    since: date | None = None
    until: date | None = None


def search(asked: AuditSearch) -> QuerySet[AuditRow]:
    """The rows asked for, the latest first."""
    rows = AuditRow.objects.order_by("-number")
    if asked.who:
        rows = rows.filter(who=asked.who)
    if asked.target:
        rows = rows.filter(target=asked.target)
    if asked.kind:
        rows = rows.filter(kind=asked.kind)
    if asked.since:
        rows = rows.filter(at__gte=asked.since.isoformat())
    if asked.until:
        rows = rows.filter(at__lt=(asked.until + timedelta(days=1)).isoformat())
    return rows


@dataclass(frozen=True)
class ViewWithoutLink:
    """Somebody opened a child's record so many times, and nothing in the record links the two."""

    who: str
    child: str
    views: int
    last: str


def views_without_link(
    since: date, linked: Mapping[str, frozenset[str] | None]
) -> list[ViewWithoutLink]:
    """Who opened whose record since a day without a link to the case, the most views first.

    ``linked`` are by account the children with whom it has one, None where it is all: whoever
    holds the child, or manages a team that does. Of an account that is not in it there is none.
    """
    rows = AuditRow.objects.filter(kind__in=OPENED, at__gte=since.isoformat()).exclude(target="")
    found: dict[tuple[str, str], tuple[int, str]] = {}
    for who, child, at in rows.order_by("number").values_list("who", "target", "at"):
        own = linked.get(who, frozenset())
        if own is None or child in own:
            continue
        views, _ = found.get((who, child), (0, ""))
        found[who, child] = (views + 1, at)
    listed = [ViewWithoutLink(who, child, *each) for (who, child), each in found.items()]
    return sorted(listed, key=lambda one: (-one.views, one.who, one.child))
