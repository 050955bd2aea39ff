"""What the pages of the day go by: the council's choices, and what managers have set aside."""

from holdfast.query.scope import Scope
from holdfast.query.today.choices import Choices, read_choices
from holdfast.query.today.team_day import TeamDay, every_team_day, team_day
from holdfast.settings import HOME
from holdfast.web import data
from holdfast.web.asked import Asked
from holdfast.web.oversight.set_aside import Duty, duties_aside


def choices() -> Choices:
    """What the council has chosen about these pages. Raises BadRules, CannotRead."""
    return read_choices(HOME.path())


def aside_on(asked: Asked) -> frozenset[Duty]:
    """What managers have set aside, on the day that is asked about."""
    return duties_aside(asked.day, lambda handle: data.addresses().child(handle))


def day_for(asked: Asked, scope: Scope) -> TeamDay:
    """The day of a scope; everybody's is worked out once, while nothing else is set aside."""
    chosen, aside = choices(), aside_on(asked)
    if scope:
        return team_day(asked.outlook, scope, chosen, aside)
    found: TeamDay = data.remember(
        asked.outlook,
        ("day of everybody", chosen, aside),
        lambda: team_day(asked.outlook, scope, chosen, aside),
    )
    return found


def days_of_teams(asked: Asked) -> dict[str | None, TeamDay]:
    """The day of every team by itself, worked out once, while nothing else is set aside."""
    chosen, aside = choices(), aside_on(asked)
    found: dict[str | None, TeamDay] = data.remember(
        asked.outlook,
        ("days of teams", chosen, aside),
        lambda: every_team_day(asked.outlook, chosen, aside),
    )
    return found
