"""What the list of duties can be narrowed by, and what an address asks of it."""

from dataclasses import dataclass, replace

from django.http import QueryDict

from holdfast.areas import Area
from holdfast.clocks.duty import Status
from holdfast.measures.links import LINKS
from holdfast.query.due import (
    CANNOT_TELL,
    STATUSES,
    Counted,
    Wanted,
    counted,
    early_beside,
    unclear_beside,
)
from holdfast.query.people import Worker, workers, workers_within
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.teams import team_filter, titles

# What is asked for when no status is ticked: what a manager can still act on.
UNASKED = ("overdue", "due-soon")

# More than these in one list help nobody to find one.
MOST_WORKERS = 100

STATUS_CHOICES = (
    Choice("overdue", "Overdue"),
    Choice("due-soon", "Due soon"),
    Choice("running", "Running"),
    Choice(CANNOT_TELL, "Cannot tell"),
    Choice("met", "Met in time"),
    Choice("late", "Done late"),
    Choice("lapsed", "Lapsed"),
    Choice("watching", "Watched"),
)
# A duty that a closed case left undone is still owed an answer, but nobody acts on it first.
CLOSED = "closed"
ALSO = (Choice(CLOSED, "What closed cases left undone"),)

STATUS_WORDS = {
    "overdue": "overdue",
    "due-soon": "due soon",
    "running": "running",
    CANNOT_TELL: "cannot tell",
    "met": "met",
    "late": "done late",
    "lapsed": "lapsed",
    "watching": "watched",
}


@dataclass(frozen=True)
class DueFilters:
    """The filters in force, which duties they ask for and whose, and how many answer.

    ``unclear`` are those beside them of which it cannot be determined how they stand, without the
    ``early``, which began before recording was good enough to be judged.
    """

    filtering: Filtering
    wanted: Wanted
    scope: Scope
    counted: Counted
    statuses: tuple[str, ...]
    on_closed: int
    unclear: Counted
    early: int

    @property
    def status_words(self) -> str:
        """The statuses in words: "overdue or due soon"."""
        words = [STATUS_WORDS[status] for status in self.statuses]
        return " or ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def narrow(query: QueryDict, asked: Asked) -> DueFilters:
    """What an address asks for; values that the data does not know are left out."""
    filtering = Filtering(query, _filters(query, asked))
    statuses = filtering.values("status") or UNASKED
    wanted = _wanted(filtering, statuses)
    scope = Scope(filtering.value("team"), filtering.value("worker"))
    found = _counted(asked, wanted, scope)
    on_closed = _counted(asked, replace(wanted, closed_too=True), scope).duties - found.duties
    beside = unclear_beside(wanted)
    unclear = _counted(asked, beside, scope) if beside else Counted(0, 0, 0)
    before = early_beside(wanted) if asked.outlook.book.good_from else None
    early = _counted(asked, before, scope).duties if before else 0
    return DueFilters(filtering, wanted, scope, found, statuses, on_closed, unclear, early)


def _counted(asked: Asked, wanted: Wanted, scope: Scope) -> Counted:
    found: Counted = data.remember(
        asked.outlook, ("counted", wanted, scope), lambda: counted(asked.outlook, wanted, scope)
    )
    return found


def in_words(narrowed: DueFilters) -> str:
    """The filters in force as a line, for paper and for the audit log."""
    chosen = [one for one in narrowed.filtering.selected if one.title != "Status"]
    others = [f"{one.title}: {one.words}" for one in chosen]
    return "; ".join([f"Status: {narrowed.status_words}", *others])


def _wanted(filtering: Filtering, statuses: tuple[str, ...]) -> Wanted:
    area, link = filtering.value("area"), filtering.value("link")
    asked_for: list[Status] = [one for status in statuses for one in STATUSES[status]]
    return Wanted(
        statuses=tuple(asked_for),
        area=Area(area) if area else None,
        clock=filtering.value("clock"),
        clocks=next((one.clocks for one in LINKS if one.key == link), ()),
        closed_too=bool(filtering.value("also")),
    )


def _filters(query: QueryDict, asked: Asked) -> list[Filter]:
    return [
        Filter("status", "Status", STATUS_CHOICES, hint="With none ticked: overdue and due soon"),
        Filter("also", "Also show", ALSO),
        team_filter(asked.outlook),
        _workers(query, asked),
        Filter("area", "Area", _areas(asked), "one"),
        Filter(
            "link",
            "Link of the chain",
            tuple(Choice(link.key, link.title) for link in LINKS),
            "one",
        ),
        Filter("clock", "Clock", _clocks(query, asked), "one"),
    ]


def _areas(asked: Asked) -> tuple[Choice, ...]:
    held = {clock.area for clock in asked.outlook.book.clocks}
    return tuple(Choice(area.value, area.title) for area in Area if area in held)


def _clocks(query: QueryDict, asked: Asked) -> tuple[Choice, ...]:
    """The clocks of the area that is asked for; all of them when none is."""
    area = query.get("area", "")
    found = [clock for clock in asked.outlook.book.clocks if area in ("", clock.area.value)]
    return tuple(Choice(clock.key, clock.title) for clock in found)


def _workers(query: QueryDict, asked: Asked) -> Filter:
    """The workers of the team that is asked for; of a large council, none before a team is."""
    seen = asked.outlook
    offered: list[Worker] = data.remember(seen, "workers", lambda: workers(seen))
    team, worker, hint = query.get("team", ""), query.get("worker", ""), ""
    if team in titles(seen):
        scope = Scope(team)
        within = data.remember(seen, ("workers of", scope), lambda: workers_within(seen, scope))
        offered = [each for each in offered if each.worker in within or each.worker == worker]
    elif len(offered) > MOST_WORKERS:
        offered = [each for each in offered if each.worker == worker]
        hint = "Choose a team, and its workers are offered here"
    return Filter("worker", "Worker", tuple(_choice(each) for each in offered), "one", hint)


def _choice(each: Worker) -> Choice:
    """Two may have one name, so the identifier stands beside it."""
    name = f"{each.full_name} ({each.worker})" if each.full_name else each.worker
    return Choice(each.worker, name)
