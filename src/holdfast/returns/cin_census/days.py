"""The days of a census that its rules speak of."""

from datetime import date, timedelta

from holdfast.days import add_months, is_working_day


def days_of(reference: date) -> dict[str, date]:
    """Each day by the name that conditions give it. Raises BeyondCalendar.

    The census year runs from 1 April to the reference date, both days in it. A number of
    working days before the reference date is that many steps back over working days.
    """
    first = date(reference.year - 1, 4, 1)
    return {
        "ReferenceDate": reference,
        "FirstDay": first,
        "EveOfYear": _working_days_before(first, 1),
        "WorkingDays15Before": _working_days_before(reference, 15),
        "WorkingDays45Before": _working_days_before(reference, 45),
        "FirstBirthAwaited": date(reference.year, 3, 1),
        "LastBirthAwaited": date(reference.year, 12, 31),
        "SchoolAgeBorn": date(reference.year - 6, 8, 31),
        "Born25YearsBefore": add_months(reference, -25 * 12),
    }


def _working_days_before(day: date, count: int) -> date:
    while count:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


NAMES = frozenset(days_of(date(2026, 3, 31)))
