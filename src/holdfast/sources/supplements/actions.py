"""The file of actions: what somebody was told to do for a child, and when the record shows it."""

from holdfast.record.oversight import Actions
from holdfast.sources.intake.mapping import Cell, Projection
from holdfast.sources.supplements.kind import CHILD, ROW, Part, SupplementKind, TemplateHeading

ACTIONS = SupplementKind(
    "actions",
    "actions that were set, and when they were done",
    (
        TemplateHeading(CHILD, "the child's number", needed=True),
        TemplateHeading("set_on", "the day on which the action was set", needed=True),
        TemplateHeading(
            "due", "the day by which it is to be done; without one it is never overdue"
        ),
        TemplateHeading(
            "evidenced",
            "the day of the event in the record that shows it was done (a visit, an assessment); "
            "not the day on which somebody ticked it off",
        ),
        TemplateHeading(
            "owner", "the number of the worker who is to do it, as the case system has it"
        ),
        TemplateHeading(
            "source",
            "where it was set: `supervision`, `audit`, `reviewing_officer`, `conference` or "
            "`other`",
        ),
    ),
    (
        Part(
            "action",
            "an action",
            (
                Projection(
                    Actions,
                    {
                        Actions.action: ROW,
                        Actions.child: Cell(CHILD),
                        Actions.owner: Cell("owner"),
                        Actions.source: Cell("source"),
                        Actions.set_on: Cell("set_on"),
                        Actions.due: Cell("due"),
                        Actions.evidenced: Cell("evidenced"),
                    },
                ),
            ),
        ),
    ),
)
