"""The truth of concerns: in which times each strand was true of a child, as it really went.

Reckoned as duties are, from the chronicle alone. A strand is told as an ``Owed``: it is true from
the day after ``due`` until ``done`` or ``over``, and *overdue* is how it stands while it is true.
One file for each kind of concern; ``staff`` is what became of those who hold children.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from holdfast.simulation.truth import alive, assessment, contact, missing, pasts
from holdfast.simulation.truth.calendar import number
from holdfast.simulation.truth.concerns import (
    allocation,
    exploitation,
    holding,
    pace,
    patterns,
    plans,
    unseen,
)
from holdfast.simulation.truth.concerns.loads import Most, with_loads
from holdfast.simulation.truth.concerns.staff import Staff, staff_of
from holdfast.simulation.truth.owed import Owed
from holdfast.simulation.truth.past import Past
from holdfast.simulation.written.chronicle import Told

__all__ = ["Most", "Staff", "concerns", "reckon_concerns", "staff_of"]

NOTHING_SET = Most()

Area = Callable[[Past, Staff], Iterator[Owed]]

AREAS: tuple[Area, ...] = (
    holding.strands,
    allocation.strands,
    unseen.strands,
    plans.strands,
    exploitation.strands,
    patterns.strands,
    pace.strands,
)
# Strands that are duties as well.
_DUTIES = (contact.duties, assessment.duties, missing.duties)
_SHARED = {
    "allocation_social_worker",
    "first_seen",
    "first_seen_enquiry",
    "assessment_45",
    "cse_risk_assessment",
    "cse_risk_review",
}


def reckon_concerns(
    told: Iterable[Told], last: date, as_written: bool = False, most: Most = NOTHING_SET
) -> Iterator[Owed]:
    """Every time that a strand had begun by the last day, in the order of children's names.

    ``as_written``: from what the record knows of it on the last day; else as it really was.
    ``most`` is what one worker was to hold at most.
    """
    everything = list(told)
    staff = staff_of(everything, number(last))
    staff = with_loads(staff, everything, number(last), most, as_written)
    for past in pasts(everything, number(last), as_written):
        yield from (one for one in concerns(past, staff) if one.started <= past.last)


def concerns(past: Past, staff: Staff) -> list[Owed]:
    """Every time of every strand of one child."""
    found = [one for area in AREAS for one in area(past, staff)]
    found += (one for area in _DUTIES for one in area(past) if one.clock in _SHARED)
    return found if past.died is None else list(alive(found, past.died))
