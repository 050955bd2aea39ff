"""Who holds a child: a worker's name and a team's name, and nothing of since when.

The lists of children who have a service now (6 to 9) say who holds the child. The worker on
a list of events (3 to 5) belongs to the event. Names are all there is, so a worker is known
again by the name alone, and two workers of one name are one.
"""

from datetime import date

from holdfast.record.workforce import Involvements, Professionals, Teams
from holdfast.sources.annex_a.family import CHILD
from holdfast.sources.annex_a.layout import Cells, DerivedColumn, ListHeading
from holdfast.sources.intake.mapping import Cell, Digest, Fixed, Projection
from holdfast.sources.intake.worker_names import is_inbox, is_nobody
from holdfast.sources.text import clean

TEAM = ListHeading("Allocated Team", shared=True)
WORKER = ListHeading("Allocated Worker", ("Allocated Social Worker",), shared=True)
ADVISER = ListHeading(
    "Allocated Personal Advisor", ("Allocated Personal Adviser", "Personal Advisor")
)

NAMED = "Allocated Worker is one named person"
ADVISER_NAMED = "Personal adviser is one named person"
HOLDS_NOW = "Allocated Worker or Team holds the child now"


def _named(cells: Cells, made: date) -> str | None:
    worker = cells[0]
    if worker is None:
        return None
    alike = len(cells) > 1 and clean(worker) == clean(cells[1] or "")
    return "No" if alike or is_nobody(worker) or is_inbox(worker) else "Yes"


def holding(*ends: str) -> DerivedColumn:
    """Yes while none of the columns ``ends`` says that the service ended."""

    def rule(cells: Cells, made: date) -> str | None:
        worker, team, *ended = cells
        over = any(ended)
        return "Yes" if (worker or team) and not over else None

    return DerivedColumn(HOLDS_NOW, (WORKER.name, TEAM.name, *ends), rule)


NAMED_WORKER = DerivedColumn(NAMED, (WORKER.name, TEAM.name), _named)
NAMED_ADVISER = DerivedColumn(ADVISER_NAMED, (ADVISER.name,), _named)


def worker_of(named: ListHeading) -> Digest:
    """The worker whose name stands under a heading."""
    return Digest("worker", named.name)


WORKER_ID = worker_of(WORKER)
TEAM_ID = Digest("team", TEAM.name)


def _kind(text: str) -> str | None:
    return "inbox" if is_inbox(text) else None


def _professional(named: ListHeading) -> Projection:
    return Projection(
        Professionals,
        {
            Professionals.worker: worker_of(named),
            Professionals.full_name: Cell(named.name),
            Professionals.kind: Cell(named.name, through=_kind),
        },
        reach="latest",
        merge=True,
        holding=(named.name,),
    )


PROFESSIONAL = _professional(WORKER)
ADVISING = _professional(ADVISER)

TEAMS = Projection(
    Teams,
    {Teams.team: TEAM_ID, Teams.team_name: Cell(TEAM.name)},
    reach="latest",
    merge=True,
    holding=(TEAM.name,),
)

# One row a child, whatever number of lists say it: the first that names a worker stands.
HOLDS = Projection(
    Involvements,
    {
        Involvements.involvement: Digest("holds", CHILD.name),
        Involvements.child: Cell(CHILD.name),
        Involvements.worker: WORKER_ID,
        Involvements.team: TEAM_ID,
        Involvements.role: Fixed("CW"),
        Involvements.named: Cell(NAMED),
    },
    reach="latest",
    merge=True,
    only={HOLDS_NOW: ("Yes",)},
)

ADVISES = Projection(
    Involvements,
    {
        Involvements.involvement: Digest("advises", CHILD.name),
        Involvements.child: Cell(CHILD.name),
        Involvements.worker: worker_of(ADVISER),
        Involvements.role: Fixed("PA"),
        Involvements.named: Cell(ADVISER_NAMED),
    },
    reach="latest",
    merge=True,
    holding=(ADVISER.name,),
)

STAFF = (PROFESSIONAL, TEAMS)
