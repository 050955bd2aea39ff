"""Duties printed for people: days and title first, and who holds the child by name.

Who set a day is told once for all rows, where it is asked for: most rows share it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.clocks.duty import Status
from holdfast.printing import Format, print_rows
from holdfast.query.listed_duty import ListedDuty
from holdfast.query.outlook import Outlook
from holdfast.query.people import team_names, worker_names


@dataclass(frozen=True)
class HolderNames:
    """The names of workers and of teams by their identifiers."""

    workers: Mapping[str, str]
    teams: Mapping[str, str]

    def of(self, worker: str | None, team: str | None) -> str:
        """The worker's name, else the team's; an identifier where none is given, else empty."""
        if worker:
            return self.workers.get(worker, worker)
        return self.teams.get(team, team) if team else ""


def holder_names(outlook: Outlook) -> HolderNames:
    """The names that the source gives."""
    return HolderNames(worker_names(outlook), team_names(outlook))


@dataclass(frozen=True)
class DutyShown:
    """A duty as a row for people; its fields are the columns' names.

    ``days_over`` is None where it cannot be determined: 0 would say that it is in time.
    """

    days_over: int | None
    duty: str
    started: date | None
    due: date | None
    ended: date | None
    status: str
    child: str
    held_by: str
    why: str
    excluded: str


def duties_shown(duties: Iterable[ListedDuty], names: HolderNames) -> list[DutyShown]:
    """Duties as rows."""
    return [_shown(duty, names) for duty in duties]


def tell_rules(duties: Iterable[ListedDuty]) -> None:
    """Print each rule under which any of the duties stands, once, and who set it."""
    told = dict.fromkeys((duty.title, duty.rule, duty.cites) for duty in duties)
    rows = [RuleShown(title, rule, cites) for title, rule, cites in sorted(told)]
    print_rows(rows, ("duty", "rule", "set_by"), Format.TABLE, "Rules, and who set them")


@dataclass(frozen=True)
class RuleShown:
    """A rule as a row for people."""

    duty: str
    rule: str
    set_by: str


def _shown(duty: ListedDuty, names: HolderNames) -> DutyShown:
    unclear = duty.status == Status.CANNOT_TELL
    return DutyShown(
        None if unclear else duty.days_over,
        duty.title,
        duty.started,
        duty.due,
        duty.stopped or duty.lapsed,
        duty.status,
        duty.child or "",
        names.of(duty.worker, duty.team),
        duty.why,
        duty.excluded or "",
    )


def columns_of(rows: Sequence[DutyShown], several: bool, unclear: bool) -> tuple[str, ...]:
    """The columns of a list: how a duty stands where ``several`` statuses are in it.

    ``unclear``: the list is of what cannot be determined, and says why instead of days.
    """
    if unclear:
        return ("duty", "started", "child", "held_by", "why")
    status = ("status",) if several else ()
    excluded = ("excluded",) if any(row.excluded for row in rows) else ()
    return ("days_over", "duty", "due", *status, "child", "held_by", *excluded)
