"""A figure of one link of the chain, with the stock of the link that is open beside it."""

from holdfast.measures.chain import Measured, chain
from holdfast.measures.links import Link
from holdfast.measures.measure import Maturity, MeasuredFigure
from holdfast.query.outlook import Outlook
from holdfast.query.scope import Scope

OURS = "Holdfast: each clock of the link says who sets its limit, and since when"
RECORDED_LATE = Maturity(31, "A step is often recorded some weeks after it was done.")


def measured(outlook: Outlook, link: Link, months: int, scope: Scope) -> Measured:
    """What is known of a link. Raises NotFound for a scope that the record does not know."""
    (found,) = chain(outlook, months, scope, (link,))
    return found


def figure(
    found: Measured, value: float | int | None, counted: int | None, of: int | None
) -> MeasuredFigure:
    """A figure that rests on what is known of a link."""
    return MeasuredFigure(
        value,
        counted,
        of,
        open=found.open,
        overdue=found.overdue,
        cannot_tell=found.cannot_tell,
        answer=found.answer,
        why=found.why,
    )
