"""Which events say that a child was seen, and which clocks ask for nothing else."""

from holdfast.clocks.clock import Shape
from holdfast.clocks.contact import SEEN
from holdfast.clocks.register import CLOCKS
from holdfast.journeys.care import FOSTERING_VISITED
from holdfast.journeys.early_help import EARLY_HELP_VISIT_SEEN

# As for the concerns, and where another pace of visits is kept.
SEEN_EVENTS = (*SEEN, FOSTERING_VISITED, EARLY_HELP_VISIT_SEEN)

# What comes first asks for an order of steps, not for a visit.
SEEING_CLOCKS = tuple(
    clock.key
    for clock in CLOCKS
    if clock.shape is not Shape.SEQUENCE
    and clock.stops
    and all(stop in SEEN_EVENTS for stop in clock.stops)
)
