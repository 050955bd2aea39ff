"""Every measure there is. A new one is declared in a file of its own and gets its line here."""

from holdfast.errors import NotFound
from holdfast.measures import action_wait, in_time, overdue, rates, staffing, wait
from holdfast.measures.cases import (
    assessment,
    care,
    contact,
    leaving_care,
    links,
    missing,
    oversight,
    permanence,
    protection,
    protection_plans,
    workforce,
)
from holdfast.measures.measure import Measure

MEASURES: tuple[Measure, ...] = (
    *in_time.MEASURES,
    *wait.MEASURES,
    *overdue.MEASURES,
    *links.MEASURES,
    *contact.MEASURES,
    *assessment.MEASURES,
    *protection.MEASURES,
    *protection_plans.MEASURES,
    *care.MEASURES,
    *missing.MEASURES,
    *permanence.MEASURES,
    *leaving_care.MEASURES,
    *oversight.MEASURES,
    *workforce.MEASURES,
    *staffing.MEASURES,
    *action_wait.MEASURES,
    *rates.MEASURES,
)


def measure(key: str) -> Measure:
    """The measure of that key. Raises NotFound."""
    found = next((each for each in MEASURES if each.key == key), None)
    if found is None:
        raise NotFound(
            "There is no measure of that key.",
            "The list of measures has every key: the page Measures, or `holdfast measures`.",
        )
    return found
