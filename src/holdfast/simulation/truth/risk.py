"""Unassessed risk: the council has been told, and nobody has seen the child or assessed the need.

What goes on in a family is known to the story alone. The council is told by a contact or a
referral; from that day the risk is its to look at.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.simulation.truth.past import Past, end
from holdfast.simulation.truth.turns import first_from
from holdfast.simulation.written.happenings import Happening

_TOLD = (Happening.CONTACT_RECEIVED, Happening.REFERRAL_RECEIVED)
_SEEN = (Happening.SEEN_AT_HOME, Happening.SEEN_ON_PLAN, Happening.SEEN_IN_CARE)
_ADULT = 18


@dataclass(frozen=True, slots=True)
class UnassessedRisk:
    """A spell of it. Days are whole numbers.

    Life in the child's family was harmful from ``began``; the council was ``told`` of it then or
    later. The spell runs from that day until ``ended`` (None: it goes on), and ``how`` says by
    what: seen, assessed, eased (the risk passed by itself), died, of age.
    """

    child: str
    began: int
    told: int
    ended: int | None
    how: str

    def days(self, last: int) -> int:
        """How many days it lasted, up to a last day."""
        return (last if self.ended is None else self.ended) - self.told


def unassessed_risk(past: Past) -> Iterator[UnassessedRisk]:
    """Every spell of unassessed risk of a child: one, at most, each time that life grew harmful.

    A child who was seen or assessed since then, before anyone told, is no such child.
    """
    told, seen = past.days(*_TOLD), past.days(*_SEEN)
    signed = past.days(Happening.ASSESSMENT_SIGNED)
    for risk in past.spells(Happening.RISK_BEGINS, Happening.RISK_ENDS):
        day = first_from(told, risk[0])
        if day is None or day >= end(risk):
            continue
        ends = {
            "seen": first_from(seen, risk[0]),
            "assessed": first_from(signed, risk[0]),
            "eased": risk[1],
            "died": past.died,
            "of age": past.turns(_ADULT),
        }
        known = {how: on for how, on in ends.items() if on is not None and on <= past.last}
        how = min(known, key=lambda one: known[one], default="")
        if not how or known[how] >= day:
            yield UnassessedRisk(past.whom, risk[0], day, known.get(how), how)
