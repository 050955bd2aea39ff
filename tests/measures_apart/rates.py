"""Rates for each 10,000 children under 18, reckoned apart.

Source: Department for Education, *Characteristics of children in need*: the count of the year, or
of 31 March, out of the mid-year estimate of children under 18 of the year before.
"""

from collections.abc import Mapping

from tests.measures_apart import care, contact, permanence, protection
from tests.measures_apart.record import Dated, Record, Standing, Thing, months_on

DATED: Mapping[str, Dated] = {
    "referral_rate": contact.referrals,
    "enquiry_rate": protection.enquiries,
    "proceedings_rate": permanence.proceedings_issued,
}
STOCKS: Mapping[str, Standing] = {
    "in_need_rate": contact.in_need,
    "on_plan_rate": protection.on_plan,
    "in_care_rate": care.in_care,
}
RATES = (*DATED, *STOCKS)


def rate(key: str, record: Record, children: int) -> tuple[float, int]:
    """The rate, to a tenth, and the count that it rests on, of the twelve months to the day."""
    day = record.last
    if key in STOCKS:
        counted = sum(1 for _ in STOCKS[key](record, day))
    else:
        first = months_on(day, -12)
        counted = sum(first < one.day <= day for one in DATED[key](record))
    return round(counted * 10_000 / children, 1), counted


def things(key: str, record: Record) -> list[Thing]:
    """What a rate counts: of the twelve months to the last day, or what stands on that day."""
    if key in STOCKS:
        return list(STOCKS[key](record, record.last))
    first = months_on(record.last, -12)
    return [one for one in DATED[key](record) if first < one.day <= record.last]
