"""Every module of the census and what it is drawn from, from the outside in."""

from holdfast.returns.cin_census.projecting import (
    assessment,
    contact,
    family,
    need,
    permanence,
    protection,
)
from holdfast.returns.cin_census.projecting.field_sources import Drawn

DRAWN: tuple[Drawn, ...] = (
    family.CHILDREN,
    family.IN_DISABILITIES,
    contact.CIN_DETAILS,
    assessment.IN_ASSESSMENTS,
    assessment.IN_FACTORS,
    need.CIN_PLAN_DATES,
    protection.IN_SECTION_47,
    protection.CHILD_PROTECTION_PLANS,
    protection.IN_REVIEWS,
    permanence.IN_PRE_PROCEEDINGS,
)

PLACED = (
    assessment.PLACED,
    need.PLACED,
    protection.ENQUIRIES,
    protection.CONFERENCES,
    protection.PLANS,
    permanence.PLACED,
)
