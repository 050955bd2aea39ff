"""Every calculation of this folder by the measure that it checks.

A measure with none must stand in ``WITHOUT``, with the reason: ``test_every_measure.py`` holds it.
"""

from collections.abc import Callable, Mapping

from tests.measures_apart import (
    actions,
    assessment,
    care,
    chain,
    contact,
    leaving_care,
    missing,
    oversight,
    permanence,
    protection,
    rates,
    workforce,
)
from tests.measures_apart.record import Dated, Standing

_BY_SUBJECT = (
    *(chain, contact, assessment, protection, care, missing, permanence, leaving_care),
    *(oversight, workforce),
)


def _together(name: str) -> dict[str, Callable[..., object]]:
    found: dict[str, Callable[..., object]] = {}
    for subject in _BY_SUBJECT:
        own: Mapping[str, Callable[..., object]] = getattr(subject, name, {})
        assert not found.keys() & own.keys(), "two calculations of one measure"
        found |= own
    return found


DATED: Mapping[str, Dated] = _together("DATED")  # type: ignore[assignment]
STANDING: Mapping[str, Standing] = _together("STANDING")  # type: ignore[assignment]
# Of figures without rows: those of the steps, of staff, of actions, and rates.
OTHERS = {
    *chain.OF_STEPS,
    *workforce.OF_STAFF,
    *rates.RATES,
    *actions.OF_ACTIONS,
}
APART = frozenset({*DATED, *STANDING, *OTHERS})

# Measures that nothing outside the product can work out, and why not. None so far.
WITHOUT: Mapping[str, str] = {}
