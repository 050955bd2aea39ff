"""Every event and every spell that is declared, area by area."""

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
from holdfast.journeys.spell import Spell

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
    dict.fromkeys(
        event for area in _AREAS for event in vars(area).values() if isinstance(event, Event)
    )
)

SPELLS: tuple[Spell, ...] = tuple(
    dict.fromkeys(
        spell for area in _AREAS for spell in vars(area).values() if isinstance(spell, Spell)
    )
)
