"""Whose duties are asked for: everybody's, or those of a team and the teams below it.

A child is a team's where the team leads the case on the outlook's day, or has a part beside the
lead's, as in the list of who is due. What an earlier team did for the child counts with it.
"""

from dataclasses import dataclass

from holdfast.engine.quoting import quoted
from holdfast.errors import NotFound
from holdfast.query.outlook import Outlook
from holdfast.query.people import below, teams


@dataclass(frozen=True)
class Scope:
    """Whose duties are asked for; an empty ``team`` is everybody's."""

    team: str = ""

    def children_sql(self, outlook: Outlook) -> str:
        """A query of the children in the scope, for one that names a team: child.

        Raises NotFound for a team that the source does not name and that holds nobody.
        """
        if all(row["team"] != self.team for row in teams(outlook)):
            raise NotFound(
                "There is no team of that name.",
                "Use a team's own code, as `holdfast due` shows it under `team`.",
            )
        own = quoted(below(outlook, self.team))
        return (
            f"select child from holders where team in ({own}) "
            f"union select child from beside where team in ({own})"
        )

    def standing(self, outlook: Outlook) -> str:
        """The duties in the scope and how each stands, as a relation or a query in brackets."""
        if not self.team:
            return "standing"
        return (
            f"(select s.* from standing as s join ({self.children_sql(outlook)}) as c "
            "on c.child = s.subject)"
        )


EVERYBODY = Scope()
