"""The file of the workforce: who is in post, and which worker holds which child."""

from holdfast.record.workforce import Employments, Involvements, Professionals, Teams
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.supplements.kind import CHILD, ROW, Part, SupplementKind, TemplateHeading

_WORKER, _TEAM = Cell("worker"), Cell("team")
_STARTED, _ENDED = Cell("started"), Cell("ended")

# Of workers and teams whom the case system names its own rows stand: these add the others.
_NAMES = (
    Projection(
        Professionals,
        {
            Professionals.worker: _WORKER,
            Professionals.full_name: Cell("worker_name"),
            Professionals.job_title: Cell("job_title"),
        },
        merge=True,
        holding=("worker",),
    ),
    Projection(
        Teams,
        {Teams.team: _TEAM, Teams.team_name: Cell("team_name")},
        merge=True,
        holding=("team",),
    ),
)

WORKFORCE = SupplementKind(
    "workforce",
    "who is in post, and which worker holds which child",
    (
        TemplateHeading("worker", "the worker's number, as the case system has it"),
        TemplateHeading("worker_name", "the worker's name, where the case system does not have it"),
        TemplateHeading(
            "job_title", "the worker's job title, where the case system does not have it"
        ),
        TemplateHeading("team", "the team's number, as the case system has it"),
        TemplateHeading("team_name", "the team's name, where the case system does not have it"),
        TemplateHeading(CHILD, "the child's number; blank in a row about a post"),
        TemplateHeading(
            "role", "the worker's part for the child, such as `CW` for the allocated worker"
        ),
        TemplateHeading("started", "the first day in post, or of holding the child", needed=True),
        TemplateHeading("ended", "the last day; blank while it goes on"),
    ),
    (
        Part(
            "post",
            "a worker's time in post",
            (
                Projection(
                    Employments,
                    {
                        Employments.employment: ROW,
                        Employments.worker: _WORKER,
                        Employments.started: _STARTED,
                        Employments.ended: _ENDED,
                    },
                ),
                *_NAMES,
            ),
        ),
        Part(
            "allocation",
            "a worker's part for a child over a time",
            (
                Projection(
                    Involvements,
                    {
                        Involvements.involvement: ROW,
                        Involvements.child: Cell(CHILD),
                        Involvements.worker: _WORKER,
                        Involvements.role: Cell("role"),
                        Involvements.team: _TEAM,
                        Involvements.started: _STARTED,
                        Involvements.ended: _ENDED,
                    },
                ),
                *_NAMES,
            ),
        ),
    ),
)
