"""What the pages of a team are drawn from, worked out once for a day and a scheme."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from holdfast.query.caseload.held import held_by_worker
from holdfast.query.caseload.loads import WorkerLoad, caseload
from holdfast.query.caseload.points import PointsScheme, SchemeInForce, scheme_in_force
from holdfast.query.caseload.spread import Spread, WorkerChanges, changes_of_worker, spread_of
from holdfast.query.caseload.staff import WorkforcePerson, staff
from holdfast.query.caseload.staffing import StaffingFigures, staffing
from holdfast.query.caseload.unallocated import UnallocatedChild, unallocated
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.parts.filtering import Filtering
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter, titles


@dataclass(frozen=True)
class TeamKnownOnADay:
    """A team on a day, under the scheme in force; everybody where no team is asked for."""

    asked: Asked
    filtering: Filtering
    in_force: SchemeInForce

    @property
    def scope(self) -> Scope:
        """The team that is asked for; everybody where none is."""
        return Scope(self.filtering.value(TEAM))

    @property
    def title(self) -> str:
        """What the team is called."""
        return titles(self.asked.outlook).get(self.scope.team, self.scope.team)

    @property
    def scheme(self) -> PointsScheme:
        """The points scheme in force."""
        return self.in_force.scheme

    @cached_property
    def own(self) -> frozenset[str]:
        """The team and those below it."""
        return frozenset(self.scope.teams(self.asked.outlook))

    @cached_property
    def loads(self) -> tuple[WorkerLoad, ...]:
        """The loads of the team's workers, those too who left and are still named."""
        return self._loads(self.scope)

    @property
    def in_post(self) -> list[WorkerLoad]:
        """The loads of those who are in post."""
        return [one for one in self.loads if one.left is None]

    @cached_property
    def everybody(self) -> tuple[WorkerLoad, ...]:
        """The loads of the whole service."""
        return self._loads(EVERYBODY)

    @cached_property
    def people(self) -> dict[str, WorkforcePerson]:
        """The people of the team, leavers too."""
        return staff(self.asked.outlook, self.scope)

    @property
    def spread(self) -> Spread:
        """How the team's children are spread."""
        return spread_of(self.loads)

    @cached_property
    def changes(self) -> WorkerChanges:
        """How often the team's children change hands."""
        seen, scope = self.asked.outlook, self.scope
        found: WorkerChanges = data.remember(
            seen, ("changes of worker", scope), lambda: changes_of_worker(seen, scope)
        )
        return found

    @cached_property
    def staffing(self) -> StaffingFigures:
        """Posts, vacancies and who is to come."""
        return staffing(self.asked.outlook, self.scope)

    @cached_property
    def nobody(self) -> tuple[UnallocatedChild, ...]:
        """The team's children whom nobody holds."""
        return unallocated_of(self.asked, self.scope)

    @cached_property
    def of_no_team(self) -> list[UnallocatedChild]:
        """The children of no team whom this one held last."""
        return [
            one
            for one in unallocated_of(self.asked, EVERYBODY)
            if one.team is None and one.last_team in self.own
        ]

    def _loads(self, scope: Scope) -> tuple[WorkerLoad, ...]:
        return loads_of(self.asked.outlook, self.scheme, scope)


def loads_of(seen: Outlook, scheme: PointsScheme, scope: Scope) -> tuple[WorkerLoad, ...]:
    """The loads of a scope under a scheme, worked out once for a day."""
    # A scheme that a council edits is another from then on.
    what = ("caseload", scope, repr(scheme))
    found: tuple[WorkerLoad, ...] = data.remember(seen, what, lambda: caseload(seen, scheme, scope))
    return found


def warm(seen: Outlook) -> None:
    """Work out what every team's page asks, before the first person does."""
    loads_of(seen, scheme_in_force(HOME.path()).scheme, EVERYBODY)
    unallocated(seen)
    held_by_worker(seen)


def unallocated_of(asked: Asked, scope: Scope) -> tuple[UnallocatedChild, ...]:
    """The children of a scope whom nobody holds, worked out once for a day."""
    seen = asked.outlook
    found: tuple[UnallocatedChild, ...] = data.remember(
        seen, ("unallocated", scope), lambda: unallocated(seen, scope)
    )
    return found


def team_known(request: HttpRequest, asked: Asked) -> TeamKnownOnADay:
    """The team that an address asks for, on its day."""
    filtering = Filtering(request.GET, [team_filter(asked.outlook)])
    return TeamKnownOnADay(asked, filtering, scheme_in_force(HOME.path()))
