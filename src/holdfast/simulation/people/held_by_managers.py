"""Managers who hold children in their own name, because the team has nobody to give them to.

They are named, and do none of the work: it waits as before. Like ``risk_again`` it has luck of its
own and names its own rows, so that no other draw in the county is disturbed by it.
"""

from collections.abc import Iterator

from holdfast.simulation.chance import Chance
from holdfast.simulation.people.team import SimulatedTeam
from holdfast.simulation.scene import Scene, Story
from holdfast.simulation.workforce import Desk

_WEEK = 7


def take_on(scene: Scene) -> Story:
    """Week by week managers take on some who have waited a week, or whose worker has left."""
    chance, share = Chance(scene.seed, "managers who hold"), scene.council.staffing.manager_named
    waited: dict[Desk, None] = {}
    while True:
        yield scene.until(scene.today + _WEEK)
        for team in scene.staff.teams:
            for desk in (*_waiting(team, waited), *_left_behind(team)):
                if team.manager and chance.yes(share):
                    desk.name(team.manager, scene.today)
        waited = {desk: None for team in scene.staff.teams for desk in team.inbox}


def _waiting(team: SimulatedTeam, waited: dict[Desk, None]) -> Iterator[Desk]:
    """Those in the inbox since the week before, where the record names no inbox for them."""
    if not team.keeps_inbox:
        yield from (desk for desk in team.inbox if desk in waited)


def _left_behind(team: SimulatedTeam) -> Iterator[Desk]:
    """Those whose worker left in the last week, and is named still."""
    found, team.left_behind = team.left_behind, []
    for desk in found:
        if desk.is_open and desk.team is team and desk.holder and desk.holder.left is not None:
            yield desk
