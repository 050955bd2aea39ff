"""How many contacts led to a referral and to an assessment, once it can be told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.query.front_door.contacts import EXISTING, FrontDoorContact
from holdfast.query.front_door.volumes import months_of

REFERRED_WITHIN, ASSESSED_WITHIN = timedelta(days=28), timedelta(days=90)


@dataclass(frozen=True)
class Converted:
    """Contacts received in a stretch of days, and what came of them.

    ``contacts`` leaves out the ``existing``, passed to a worker who holds the child already. Of
    ``judged`` the 28 days after the contact were over on the day, and of ``too_recent`` they were
    not; ``referred`` of the judged were followed by a referral of the child within them. The same
    of an assessment begun after that referral, within 90 days of the contact.
    """

    first: date
    last: date
    contacts: int
    existing: int
    judged: int
    referred: int
    too_recent: int
    judged_for_assessment: int
    assessed: int
    too_recent_for_assessment: int


@dataclass(frozen=True)
class Conversion:
    """The whole period, and month by month."""

    whole: Converted
    months: tuple[Converted, ...]


def conversion(contacts: Iterable[FrontDoorContact], first: date, day: date) -> Conversion:
    """What came of the contacts of a period, as known on a day."""
    found = list(contacts)
    starts = months_of(first, day)
    ends = [one - timedelta(days=1) for one in starts[1:]] + [day]
    by_month: dict[date, list[FrontDoorContact]] = {one: [] for one in starts}
    for one in found:
        by_month.setdefault(one.received.replace(day=1), []).append(one)
    months = (
        _converted(by_month[begins], begins, last, day)
        for begins, last in zip(starts, ends, strict=False)
    )
    return Conversion(_converted(found, first, day, day), tuple(months))


def _converted(
    contacts: Iterable[FrontDoorContact], first: date, last: date, day: date
) -> Converted:
    everything = list(contacts)
    new = [one for one in everything if one.outcome != EXISTING]
    judged = [one for one in new if one.received + REFERRED_WITHIN <= day]
    assessable = [one for one in new if one.received + ASSESSED_WITHIN <= day]
    return Converted(
        first=first,
        last=last,
        contacts=len(new),
        existing=len(everything) - len(new),
        judged=len(judged),
        referred=sum(_came(one.referred, one, REFERRED_WITHIN) for one in judged),
        too_recent=len(new) - len(judged),
        judged_for_assessment=len(assessable),
        assessed=sum(
            _came(contact.referred, contact, REFERRED_WITHIN)
            and _came(contact.assessed, contact, ASSESSED_WITHIN)
            for contact in assessable
        ),
        too_recent_for_assessment=len(new) - len(assessable),
    )


def _came(day: date | None, one: FrontDoorContact, within: timedelta) -> bool:
    return day is not None and day - one.received <= within
