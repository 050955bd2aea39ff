"""Which two days of a row are the beginning and the end of one thing.

Declared once, for every source: where the end lies before the beginning the row contradicts itself,
and which of the two is wrong cannot be determined (``sources/intake/contradicting.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from holdfast.record.assessment import Assessments
from holdfast.record.care import (
    CareEpisodes,
    CarePlans,
    LegalStatuses,
    Placements,
    PrivateFostering,
    ShortBreaks,
)
from holdfast.record.contact import Referrals
from holdfast.record.early_help import EarlyHelpEpisodes
from holdfast.record.leaving_care import LeavingCareStays, PathwayNeeds
from holdfast.record.missing import ExploitationConcerns, MissingEpisodes
from holdfast.record.need import NeedPlans
from holdfast.record.oversight import AgreedIntervals
from holdfast.record.permanence import Permanence, Proceedings
from holdfast.record.protection import Enquiries, ProtectionPlans
from holdfast.record.schema.table import Column, Table
from holdfast.record.workforce import Absences, Employments, Involvements, Posts


@dataclass(frozen=True)
class Ends:
    """The beginning and the end of what a row of one table says.

    ``of_the_living``: it can begin only while the child lives. A worker may be named, an enquiry
    begun and papers be written after a death.
    """

    begins: Column
    ends: Column
    of_the_living: bool = False

    @property
    def table(self) -> type[Table]:
        """The table of both columns."""
        return self.begins.table


STRETCHES = (
    Ends(Referrals.received, Referrals.closed, of_the_living=True),
    Ends(EarlyHelpEpisodes.started, EarlyHelpEpisodes.ended, of_the_living=True),
    Ends(Assessments.started, Assessments.authorised),
    Ends(NeedPlans.started, NeedPlans.ended, of_the_living=True),
    Ends(Enquiries.started, Enquiries.ended),
    Ends(ProtectionPlans.started, ProtectionPlans.ended, of_the_living=True),
    Ends(CareEpisodes.started, CareEpisodes.ended, of_the_living=True),
    Ends(Placements.started, Placements.ended, of_the_living=True),
    Ends(LegalStatuses.started, LegalStatuses.ended),
    Ends(CarePlans.started, CarePlans.ended),
    Ends(ShortBreaks.started, ShortBreaks.ended, of_the_living=True),
    Ends(PrivateFostering.aware, PrivateFostering.ended),
    Ends(MissingEpisodes.started, MissingEpisodes.ended),
    Ends(ExploitationConcerns.identified, ExploitationConcerns.ended),
    Ends(Proceedings.issued, Proceedings.concluded),
    Ends(PathwayNeeds.eligible_from, PathwayNeeds.ended),
    Ends(PathwayNeeds.plan_agreed, PathwayNeeds.ended),
    Ends(Permanence.placement_order, Permanence.reversed_on),
    Ends(LeavingCareStays.started, LeavingCareStays.ended),
    Ends(Involvements.started, Involvements.ended),
    Ends(Employments.started, Employments.ended),
    Ends(Posts.started, Posts.ended),
    Ends(Absences.started, Absences.ended),
    Ends(AgreedIntervals.agreed, AgreedIntervals.ended),
)


@dataclass(frozen=True)
class Passing:
    """Codes of something that passes, and the days after which it can no longer be that.

    What rests on it is then in doubt; the code is emptied, and ``doubts`` is the column whose
    true value cannot be determined.
    """

    code: Column
    most: Mapping[str, int]
    doubts: Column


# A temporary stay has no visits of its own: those to the placement that the child is to return to
# go on. T4 lasts seven days at most by its own words. Of the others none is known; but no child in
# care goes unvisited for more than six weeks (regulation 28(2)(b)), so that a longer stay is no
# reason for an absence of visits, and at what pace they were owed cannot be determined.
PASSING = (
    Passing(
        Placements.kind,
        {"T0": 42, "T1": 42, "T2": 42, "T3": 42, "T4": 7},
        Placements.regulation,
    ),
)


def ends_of(table: type[Table]) -> tuple[Ends, ...]:
    """The beginnings and ends that a row of this table says, that of the whole row first."""
    return tuple(one for one in STRETCHES if one.table is table)
