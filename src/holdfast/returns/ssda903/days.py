"""The days of a return that its rules speak of."""

from datetime import date, timedelta

from holdfast.days import birthday


def days_of(reference: date) -> dict[str, date]:
    """Each day by the name that conditions give it; the year runs from 1 April to 31 March."""
    first = date(reference.year - 1, 4, 1)
    return {
        "YearStart": first,
        "YearEnd": reference,
        "YearBefore": date(reference.year - 2, 4, 1),
        # A child who began to be looked after from here on has been so for a week at most.
        "LastWeek": reference - timedelta(days=7),
        "LastDays": reference - timedelta(days=5),
        "SchoolAgeBy": date(reference.year - 2, 8, 31),
        "Born11YearsBefore": birthday(reference, -11),
        "Begin1991": date(1991, 10, 14),
        "Begin2005": date(2005, 12, 1),
        "End2005": date(2005, 12, 31),
        "Begin2015": date(2015, 4, 1),
        "Begin2016": date(2016, 4, 1),
        "Begin2023": date(2023, 4, 1),
        # From when supported accommodation has had to be registered with Ofsted.
        "Supported2023": date(2023, 10, 28),
    }


NAMES = frozenset(days_of(date(2026, 3, 31)))
