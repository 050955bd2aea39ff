"""Which events say that a child was seen, and which clocks ask for nothing else."""

from holdfast.clocks.contact import SEEN
from holdfast.journeys.care import FOSTERING_VISITED
from holdfast.journeys.early_help import EARLY_HELP_VISIT_SEEN
from holdfast.query.today.asks import ASKS, Ask

# As for the concerns, and where another pace of visits is kept.
SEEN_EVENTS = (*SEEN, FOSTERING_VISITED, EARLY_HELP_VISIT_SEEN)

SEEING_CLOCKS = tuple(key for key, ask in ASKS.items() if ask is Ask.SEE)
