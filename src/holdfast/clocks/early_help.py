"""Clocks of early help."""

from holdfast.areas import Area
from holdfast.clocks.clock import Clock, always
from holdfast.journeys.early_help import EARLY_HELP_ASSESSED, EARLY_HELP_BEGUN, EARLY_HELP_ENDED
from holdfast.law import Tier, local
from holdfast.periods import WorkingDays

EARLY_HELP_ASSESSMENT = Clock(
    key="eh_assessment",
    title="Early help assessment",
    area=Area.EARLY_HELP,
    tier=Tier.LOCAL,
    starts=(EARLY_HELP_BEGUN,),
    stops=(EARLY_HELP_ASSESSED,),
    lapses=EARLY_HELP_ENDED,
    rules=always(WorkingDays(45), local.EARLY_HELP_ASSESSMENT),
)

CLOCKS = (EARLY_HELP_ASSESSMENT,)
