"""What is owed to a child who was missing, or may be exploited."""

from collections.abc import Iterator

from holdfast.simulation.truth.calendar import days, months, working_days
from holdfast.simulation.truth.owed import Owed, owed
from holdfast.simulation.truth.past import Past, earliest, joined
from holdfast.simulation.truth.turns import after_each, first_from, from_beginning, in_a_case
from holdfast.simulation.written.happenings import Happening

# Guidance gives 72 hours, of which the record holds days; the others are the council's own.
_INTERVIEW, _ASSESSED, _ASSESSED_AGAIN = days(3), working_days(10), months(3)


def duties(past: Past) -> Iterator[Owed]:
    """Every interview after a return, and every assessment of the risk of exploitation."""
    # An interview within 72 hours of being found, unless the child declines or the case closes.
    held, closures = past.about(Happening.INTERVIEWED), past.closures()
    declined = past.about(Happening.INTERVIEW_DECLINED)
    for found, about in past.told(Happening.FOUND):
        over = earliest(declined.get(about), first_from(closures, found))
        yield owed("rhi_72", past.whom, found, _INTERVIEW(found), held.get(about), over)
    yield from in_a_case(past, exploitation(past))


def exploitation(past: Past) -> Iterator[Owed]:
    """The risk is assessed within ten working days, and again every three months."""
    begins, ends = Happening.EXPLOITATION_SUSPECTED, Happening.EXPLOITATION_OVER
    assessed = past.days(Happening.EXPLOITATION_ASSESSED)
    spans = (
        (first, max(first, last) if last else None) for first, last in past.spells(begins, ends)
    )
    for concern in past.while_alive(joined(spans)):
        yield from_beginning("cse_risk_assessment", past, concern, assessed, _ASSESSED)
        yield from after_each("cse_risk_review", past, concern, assessed, _ASSESSED_AGAIN)
