"""Clocks of early help."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, OutsideChain, always
from holdfast.journeys.early_help import (
    EARLY_HELP_ASSESSED,
    EARLY_HELP_BEGUN,
    EARLY_HELP_ENDED,
    EARLY_HELP_LED,
    EARLY_HELP_PLANNED,
    EARLY_HELP_REVIEWED,
    EARLY_HELP_VISIT_SEEN,
    EARLY_HELP_VISIT_UNCLEAR,
    IN_EARLY_HELP,
    IN_EARLY_HELP_BORN,
)
from holdfast.law import Tier, local
from holdfast.periods import Weeks, WorkingDays

EARLY_HELP_ASSESSMENT = Clock(
    key="eh_assessment",
    title="Early help assessment",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(EARLY_HELP_BEGUN,),
    stops=(EARLY_HELP_ASSESSED,),
    lapses=EARLY_HELP_ENDED,
    rules=always(WorkingDays(45), local.EARLY_HELP_ASSESSMENT),
)

EARLY_HELP_LEAD = Clock(
    key="eh_lead",
    title="Lead practitioner of early help named",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(EARLY_HELP_BEGUN,),
    stops=(EARLY_HELP_LED,),
    lapses=EARLY_HELP_ENDED,
    may_precede=True,
    rules=always(WorkingDays(5), local.EARLY_HELP_LEAD),
)

EARLY_HELP_PLAN = Clock(
    key="eh_plan",
    title="Plan of early help agreed",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(EARLY_HELP_ASSESSED,),
    stops=(EARLY_HELP_PLANNED,),
    lapses=EARLY_HELP_ENDED,
    may_precede=True,
    rules=always(WorkingDays(10), local.EARLY_HELP_PLAN),
)

EARLY_HELP_VISIT = Clock(
    key="eh_visit",
    title="Visit of early help",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING, PREVIOUS),
    stops=(EARLY_HELP_VISIT_SEEN,),
    during=IN_EARLY_HELP_BORN,
    shown_by=(EARLY_HELP_VISIT_UNCLEAR,),
    rules=always(WorkingDays(20), local.EARLY_HELP_VISIT),
)

EARLY_HELP_REVIEW = Clock(
    key="eh_review",
    title="Review of early help",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.FEW,
    starts=(BEGINNING, PREVIOUS),
    stops=(EARLY_HELP_REVIEWED,),
    during=IN_EARLY_HELP,
    rules=always(Weeks(12), local.EARLY_HELP_REVIEW),
)

CLOCKS = (
    EARLY_HELP_ASSESSMENT,
    EARLY_HELP_LEAD,
    EARLY_HELP_PLAN,
    EARLY_HELP_VISIT,
    EARLY_HELP_REVIEW,
)
