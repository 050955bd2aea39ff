"""The register: every clock, and the published timescales that no clock can answer yet."""

from holdfast.clocks import (
    assessment,
    care,
    care_fostering,
    care_health,
    care_visits,
    contact,
    early_help,
    family_help,
    leaving_care,
    missing,
    need,
    oversight,
    permanence,
    protection,
    workforce,
)
from holdfast.clocks.clock import Clock
from holdfast.errors import NotFound

CLOCKS: tuple[Clock, ...] = (
    *contact.CLOCKS,
    *early_help.CLOCKS,
    *family_help.CLOCKS,
    *assessment.CLOCKS,
    *need.CLOCKS,
    *protection.CLOCKS,
    *care.CLOCKS,
    *care_visits.CLOCKS,
    *care_fostering.CLOCKS,
    *care_health.CLOCKS,
    *missing.CLOCKS,
    *permanence.CLOCKS,
    *leaving_care.CLOCKS,
    *workforce.CLOCKS,
    *oversight.CLOCKS,
)

# Told wherever the register is told: silence would look like a duty that is always met.
NOT_ANSWERED: dict[str, str] = {
    "pep_term": "Needs the dates of each school's terms, which the record does not hold.",
    "rhi_offer": "Needs the day on which a return home interview was offered.",
    "cl_in_touch": "The window opens before the birthday that it is named for; no source of its"
    " length was found.",
    "short_breaks": "The limits of 17 days a stay and 75 days a year need every stay; the record"
    " holds the series. Visits and reviews of a series are answered.",
    "cla_visit_on_request": "Needs the day on which a visit was asked for.",
    "cla_detention_plan": "Needs to tell youth detention from other remand accommodation.",
    "cla_uasc_u16": "Needs the day of an age assessment and the kind of accommodation.",
}


def clock(key: str) -> Clock:
    """The clock of that key. Raises NotFound."""
    for clock in CLOCKS:
        if clock.key == key:
            return clock
    raise NotFound(f"There is no clock called {key}.", "See `holdfast clocks` for the keys.")
