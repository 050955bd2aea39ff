"""What an address asks of one concern: whose children, for which fact, on what."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.http import HttpRequest

from holdfast.concerns.concern import Concern
from holdfast.concerns.register import find_concern
from holdfast.query.concerns import (
    ChildIsOn,
    ConcernTrueOf,
    ConcernUnclearOf,
    concerns_true,
    concerns_unclear,
)
from holdfast.query.scope import EVERYBODY, Scope
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.parts.filtering import Choice, Filter, Filtering
from holdfast.web.teams import NAME as TEAM
from holdfast.web.teams import team_filter

STRAND, ON = "fact", "on"


@dataclass(frozen=True)
class ConcernFilters:
    """The filters in force, and the children who answer to them."""

    asked: Asked
    concern: Concern
    filtering: Filtering

    @property
    def scope(self) -> Scope:
        """The team that is asked for; everybody where none is."""
        return Scope(self.filtering.value(TEAM))

    @cached_property
    def found(self) -> list[ConcernTrueOf]:
        """The children of whom it is true, in the order of the list."""
        return [one for one in true_of(self.asked, self.concern, self.scope) if self._fits(one)]

    @cached_property
    def unclear(self) -> list[ConcernUnclearOf]:
        """The children of whom it cannot be determined."""
        what = ("concern unclear", self.concern.key, self.scope)
        seen = self.asked.outlook
        everyone: Sequence[ConcernUnclearOf] = data.remember(
            seen, what, lambda: concerns_unclear(seen, self.concern, self.scope)
        )
        return [one for one in everyone if self._fits(one)]

    @property
    def of_no_team(self) -> int:
        """Of a team's list: the children of whom it is true and whom no team holds."""
        if not self.scope:
            return 0
        return sum(one.team is None for one in true_of(self.asked, self.concern, EVERYBODY))

    @property
    def in_words(self) -> str:
        """What was asked for, for the audit log."""
        chosen = [f"{one.title}: {one.words}" for one in self.filtering.selected]
        return "; ".join([*chosen, f"as at {self.asked.day.isoformat()}"])

    def _fits(self, one: ConcernTrueOf | ConcernUnclearOf) -> bool:
        strands, standings = self.filtering.values(STRAND), self.filtering.values(ON)
        return (not strands or one.strand in strands) and (
            not standings or one.standing.value in standings
        )


def filters_of(request: HttpRequest, asked: Asked, key: str) -> ConcernFilters:
    """What an address asks for. Raises NotFound for a concern that there is not."""
    found = find_concern(key)
    facts = (Choice(strand.key, _begun(strand.fact)) for strand in found.strands)
    standings = (Choice(standing.value, _begun(standing.value)) for standing in ChildIsOn)
    filters = [
        team_filter(asked.outlook),
        Filter(STRAND, "What is so", tuple(facts)),
        Filter(ON, "What the child is on", tuple(standings)),
    ]
    return ConcernFilters(asked, found, Filtering(request.GET, filters))


def true_of(asked: Asked, concern: Concern, scope: Scope) -> tuple[ConcernTrueOf, ...]:
    """The list of a concern for a scope on the day, worked out once."""
    found: tuple[ConcernTrueOf, ...] = data.remember(
        asked.outlook,
        ("concern", concern.key, scope),
        lambda: concerns_true(asked.outlook, concern, scope),
    )
    return found


def _begun(words: str) -> str:
    """The words with a capital first, the others as they are."""
    return f"{words[0].upper()}{words[1:]}"
