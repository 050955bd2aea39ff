"""Titles of measures, and what they count, in words for members, parents and the public."""

from collections.abc import Mapping

from holdfast.measures.measure import Measure, MeasureUnit

_TITLES: Mapping[str, str] = {
    "not_held": "Children who have no named worker",
    "agency_hours": "How much of the work is done by social workers from agencies",
    "social_workers_left": "Employed social workers who left",
    "supervisions_challenged": "Supervision by a manager in which the work was questioned",
}
_ENDINGS: Mapping[str, str] = {
    ": of those due, in time": ": how often by the day it was due",
    ": days waited": ": days that children waited",
    ": median wait": ": how long until half were done",
    ": open": ": still to be done",
    ", month by month": "",
}


def plain_title(one: Measure) -> str:
    """The title of a measure in plain words."""
    if one.key in _TITLES:
        return _TITLES[one.key]
    for ending, plain in _ENDINGS.items():
        if one.title.endswith(ending):
            return one.title.removesuffix(ending) + plain
    return one.title


def plain_counts(one: Measure, otherwise: str) -> str:
    """What a measure counts in plain words; what it is ``otherwise`` said to count, if plain."""
    if one.unit is MeasureUnit.CHILD_DAYS:
        return "Counts the days that children waited for this step, those who still wait too."
    return otherwise
