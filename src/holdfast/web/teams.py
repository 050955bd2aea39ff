"""The teams of the council as pages offer and name them."""

from collections.abc import Mapping

from holdfast.query.outlook import Outlook
from holdfast.query.people import Team, team_names, teams, worker_names
from holdfast.query.scope import Scope
from holdfast.web import data
from holdfast.web.parts.filtering import Choice, Filter

NAME = "team"
WITH_BELOW = "With the teams below it. Children whom nobody holds are on Today and under Concerns"


def team_filter(seen: Outlook, hint: str = WITH_BELOW) -> Filter:
    """A list to be narrowed to one team, and those below it."""
    choices = tuple(Choice(team, title) for team, title in titles(seen).items())
    return Filter(NAME, "Team", choices, "one", hint)


def team_in_words(seen: Outlook, scope: Scope) -> str:
    """What a scope's team is called, with those below it where there are any; empty for none."""
    if not scope:
        return ""
    title = titles(seen)[scope.team]
    return f"{title} and the teams below it" if len(scope.teams(seen)) > 1 else title


def children_in(seen: Outlook, scope: Scope) -> int | None:
    """How many children are in a scope on the day; None for everybody, or all but some."""
    if scope:
        return len(scope.own(seen))
    named = seen.may_know.named if seen.may_know else None
    return None if named is None else len(named)


def names_of_teams(seen: Outlook) -> Mapping[str, str]:
    """The names of teams where the source gives them; fetched once for an outlook."""
    found: dict[str, str] = data.remember(seen, "team names", lambda: team_names(seen))
    return found


def names_of_workers(seen: Outlook) -> Mapping[str, str]:
    """The names of workers where the source gives them; fetched once for an outlook."""
    found: dict[str, str] = data.remember(seen, "worker names", lambda: worker_names(seen))
    return found


def titles(seen: Outlook) -> Mapping[str, str]:
    """What each team is called, by its identifier, in order of title."""
    found: list[Team] = data.remember(seen, "teams", lambda: teams(seen))
    return {each.team: each.title or each.team for each in found}
