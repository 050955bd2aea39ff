"""The file of supervision: of a child's case and of workers, and what managers decided."""

from holdfast.record.oversight import OversightEntries, Supervisions
from holdfast.record.workforce import WorkerSupervisions
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.supplements.kind import CHILD, ROW, Part, SupplementKind, TemplateHeading

_HELD, _WORKER, _SUPERVISOR = Cell("held"), Cell("worker"), Cell("supervisor")

_CASE = Part(
    "case",
    "a child's case was discussed in supervision",
    (
        Projection(
            Supervisions,
            {
                Supervisions.supervision: ROW,
                Supervisions.child: Cell(CHILD),
                Supervisions.worker: _WORKER,
                Supervisions.supervisor: _SUPERVISOR,
                Supervisions.held: _HELD,
                Supervisions.recorded: Cell("recorded"),
                Supervisions.actions_set: Cell("actions_set"),
                Supervisions.challenge: Cell("challenge"),
            },
        ),
    ),
)

SUPERVISION = SupplementKind(
    "supervision",
    "supervision of cases and of workers, and what managers decided",
    (
        TemplateHeading(CHILD, "the child's number; blank in a row about a worker alone"),
        TemplateHeading("held", "the day of the supervision, or of the decision", needed=True),
        TemplateHeading("worker", "the worker's number, as the case system has it"),
        TemplateHeading("supervisor", "the number of whoever supervised, or decided"),
        TemplateHeading("recorded", "the day on which it was written up"),
        TemplateHeading("actions_set", "yes or no: at least one action was set"),
        TemplateHeading("challenge", "yes or no: the supervisor questioned the work or its pace"),
        TemplateHeading(
            "about",
            "what a decision is about: `allocation`, `mid_assessment`, `enquiry`, `conference`, "
            "`closure`, `missed_visit` or `other`",
        ),
    ),
    (
        _CASE,
        Part(
            "decision",
            "a manager decided something about a child, outside supervision",
            (
                Projection(
                    OversightEntries,
                    {
                        OversightEntries.entry: ROW,
                        OversightEntries.child: Cell(CHILD),
                        OversightEntries.worker: _SUPERVISOR,
                        OversightEntries.made: _HELD,
                        OversightEntries.about: Cell("about"),
                    },
                ),
            ),
        ),
        Part(
            "worker",
            "a worker's own supervision",
            (
                Projection(
                    WorkerSupervisions,
                    {
                        WorkerSupervisions.supervision: ROW,
                        WorkerSupervisions.worker: _WORKER,
                        WorkerSupervisions.held: _HELD,
                    },
                ),
            ),
        ),
    ),
    unless_said=_CASE,
)
