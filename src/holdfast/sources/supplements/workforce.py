"""The file of the workforce: who is in post, which posts there are, absences, who is to come."""

from holdfast.record.workforce import (
    Absences,
    DeclaredExperience,
    Employments,
    Involvements,
    Posts,
    Professionals,
    Recruits,
    Teams,
)
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.supplements.kind import CHILD, ROW, Part, SupplementKind, TemplateHeading
from holdfast.sources.supplements.workforce_checks import (
    ABOUT,
    FULL_TIME,
    KIND,
    REGISTRATION,
    ROLE,
    check_absences,
    check_allocations,
    check_experience,
    check_hours,
    check_posts,
)

_WORKER, _TEAM = Cell("worker"), Cell("team")
_STARTED, _ENDED = Cell("started"), Cell("ended")
_JOB, _HOURS = Cell("job_title"), Cell(FULL_TIME)

# Of workers and teams whom the case system names its own rows stand: these add the others.
_NAMES = (
    Projection(
        Professionals,
        {
            Professionals.worker: _WORKER,
            Professionals.full_name: Cell("worker_name"),
            Professionals.job_title: _JOB,
            Professionals.registration: Cell(REGISTRATION),
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

_POST = Projection(
    Employments,
    {
        Employments.employment: ROW,
        Employments.worker: _WORKER,
        Employments.started: _STARTED,
        Employments.ended: _ENDED,
        Employments.team: _TEAM,
        Employments.role: _JOB,
        Employments.full_time_equivalent: _HOURS,
        Employments.agency: Cell("agency"),
        Employments.newly_qualified: Cell("newly_qualified"),
    },
)
_ALLOCATION = Projection(
    Involvements,
    {
        Involvements.involvement: ROW,
        Involvements.child: Cell(CHILD),
        Involvements.worker: _WORKER,
        Involvements.role: Cell(ROLE),
        Involvements.team: _TEAM,
        Involvements.started: _STARTED,
        Involvements.ended: _ENDED,
    },
)
_ESTABLISHED = Projection(
    Posts,
    {
        Posts.post: ROW,
        Posts.team: _TEAM,
        Posts.role: _JOB,
        Posts.started: _STARTED,
        Posts.ended: _ENDED,
        Posts.full_time_equivalent: _HOURS,
    },
)
_ABSENCE = Projection(
    Absences,
    {
        Absences.absence: ROW,
        Absences.worker: _WORKER,
        Absences.started: _STARTED,
        Absences.ended: _ENDED,
        Absences.kind: Cell(KIND),
    },
)
_RECRUIT = Projection(
    Recruits,
    {
        Recruits.recruit: ROW,
        Recruits.team: _TEAM,
        Recruits.role: _JOB,
        Recruits.offered: _STARTED,
        Recruits.starts: Cell("begins"),
        Recruits.withdrawn_on: _ENDED,
        Recruits.full_time_equivalent: _HOURS,
    },
)
_EXPERIENCE = Projection(
    DeclaredExperience,
    {
        DeclaredExperience.experience: ROW,
        DeclaredExperience.worker: _WORKER,
        DeclaredExperience.about: Cell(ABOUT),
        DeclaredExperience.declared: _STARTED,
        DeclaredExperience.confirmed: Cell("confirmed"),
    },
)

WORKFORCE = SupplementKind(
    "workforce",
    "who is in post, which posts there are, absences, recruits, and which worker holds which child",
    (
        TemplateHeading("worker", "the worker's number, as the case system has it"),
        TemplateHeading("worker_name", "the worker's name, where the case system does not have it"),
        TemplateHeading(
            REGISTRATION, "the Social Work England number, where the case system does not have it"
        ),
        TemplateHeading("job_title", "the job, in the council's words"),
        TemplateHeading("team", "the team's number, as the case system has it"),
        TemplateHeading("team_name", "the team's name, where the case system does not have it"),
        TemplateHeading(
            FULL_TIME, "hours as a share of full time, more than 0 and at most 1: `0.6`"
        ),
        TemplateHeading("agency", "yes or no: an agency supplies the worker"),
        TemplateHeading(
            "newly_qualified", "yes or no: the worker came newly qualified to this post"
        ),
        TemplateHeading(CHILD, "the child's number; blank in every row but an allocation"),
        TemplateHeading(
            ROLE, "the worker's part for the child, such as `CW` for the allocated worker"
        ),
        TemplateHeading(KIND, "why away: `sickness`, `parental`, `leave` or `other`"),
        TemplateHeading(
            ABOUT,
            "what experience is in: `protection`, `court`, `exploitation`, `neglect`, `injury`, "
            "`unborn`, `disability`, `care` or `leaving_care`",
        ),
        TemplateHeading(
            "started",
            "the first day: in post, of holding the child, of the post, away; that of the offer, "
            "or of the declaration",
            needed=True,
        ),
        TemplateHeading(
            "ended", "the last day; blank while it goes on. Of a recruit: the offer came to nothing"
        ),
        TemplateHeading("begins", "the day on which a recruit is to begin"),
        TemplateHeading("confirmed", "the day on which a supervisor confirmed the experience"),
    ),
    (
        Part("post", "a worker's time in post", (_POST, *_NAMES), check_posts),
        Part(
            "allocation",
            "a worker's part for a child over a time",
            (_ALLOCATION, *_NAMES),
            check_allocations,
        ),
        Part(
            "establishment",
            "a post of a team, whether or not anybody is in it",
            (_ESTABLISHED,),
            check_hours,
        ),
        Part("absence", "a worker is away", (_ABSENCE,), check_absences),
        Part("recruit", "somebody who was offered a post", (_RECRUIT,), check_hours),
        Part(
            "experience",
            "what a worker declares to have training or experience in",
            (_EXPERIENCE,),
            check_experience,
        ),
    ),
)
