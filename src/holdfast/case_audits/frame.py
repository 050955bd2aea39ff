"""The cases from which a round is drawn: every child with whom the service is busy on a day."""

from holdfast.case_audits.drawing import FramedCase
from holdfast.query.caseload.held import child_statuses
from holdfast.query.outlook import Outlook
from holdfast.query.scope import EVERYBODY, Scope

NO_TEAM = "No team recorded"


def audit_frame(outlook: Outlook, scope: Scope = EVERYBODY) -> tuple[FramedCase, ...]:
    """Every child in scope who is on anything that the service does, on the day, by child.

    A stratum is the team that leads the case together with what the child is on: protection plan,
    in care, in need and so on. Children whom nobody holds are in it too, so that their cases can be
    drawn. Raises NotFound for a scope that the record does not know.
    """
    holders = scope.of(outlook, "holders")
    teams = {
        row["child"]: row["team"]
        for row in outlook.rows(f"select child, team from {holders} as h", **holders.values)
    }
    found = []
    for child, status in sorted(child_statuses(outlook, scope).items()):
        team = teams.get(child) or NO_TEAM
        found.append(FramedCase(child, team, f"{team}, {status.status.in_words}"))
    return tuple(found)
