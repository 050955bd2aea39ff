"""Every event that is declared, so that a child's story can be told in its words."""

from holdfast.journeys import (
    assessment,
    care,
    contact,
    early_help,
    leaving_care,
    missing,
    need,
    oversight,
    permanence,
    protection,
    workforce,
)
from holdfast.journeys.event import Event

_AREAS = (
    contact,
    early_help,
    assessment,
    need,
    protection,
    care,
    missing,
    permanence,
    leaving_care,
    workforce,
    oversight,
)

EVENTS: tuple[Event, ...] = tuple(
    dict.fromkeys(one for area in _AREAS for one in vars(area).values() if isinstance(one, Event))
)
