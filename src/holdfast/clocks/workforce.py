"""Clocks of the workforce: these run for a worker, not for a child."""

from holdfast.areas import Area
from holdfast.clocks.clock import BEGINNING, PREVIOUS, Clock, OutsideChain, always
from holdfast.journeys.workforce import IN_POST, WORKER_SUPERVISED
from holdfast.law import Tier, local
from holdfast.periods import Months

SUPERVISION = Clock(
    key="supervision_person",
    title="Professional supervision of a worker",
    area=Area.WORKFORCE,
    tier=Tier.LOCAL,
    outside_chain=OutsideChain.MANAGERS,
    starts=(BEGINNING, PREVIOUS),
    stops=(WORKER_SUPERVISED,),
    during=IN_POST,
    rules=always(Months(1), local.SUPERVISION_OF_PERSON),
)

CLOCKS = (SUPERVISION,)
