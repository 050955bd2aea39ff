"""The front door's figures one by one, each with its counts and the words of its definition."""

from collections.abc import Iterator
from dataclasses import dataclass

from holdfast.query.front_door.conversion import ASSESSED_WITHIN, REFERRED_WITHIN
from holdfast.query.front_door.front_door import FrontDoorOnDay
from holdfast.query.front_door.repeats import LOOKED_BACK, MOST_COUNTED
from holdfast.query.front_door.volumes import ContactCounts
from holdfast.query.front_door.waits import WaitBand
from holdfast.record.codes.child import CONTACT_OUTCOME, SOURCE

DEFINITIONS = {
    "contacts": (
        "Contacts received in the period, one for each child and contact, by what had been decided "
        "about them by the day. Not recorded: something was decided, and the record does not say "
        "what. Waiting: no decision is recorded, and nothing shows that there was one."
    ),
    "sources": "The same contacts by who made them, as the record has it.",
    "time": (
        "Calendar days from the contact to its decision, of the contacts received in the period. "
        "Half were decided within the median: the product-limit estimate (Kaplan and Meier 1958), "
        "in which a contact that still waits counts as one that waits at least so long. Contacts "
        "without a day of decision, and those decided before they were received, are in no band."
    ),
    "repeats": (
        f"Contacts whose child had another contact in the {LOOKED_BACK} months before, on an "
        "earlier day, out of those that were not passed to a worker who holds the child already."
    ),
    "accepted": (
        "Contacts that became a referral, by how many contacts about the child were closed with no "
        f"further action in the {LOOKED_BACK} months before, since the last that became a referral."
    ),
    "conversion": (
        "Contacts that were not passed to a worker who holds the child already, and after which "
        f"the child was referred within {REFERRED_WITHIN.days} days; and those after which an "
        f"assessment was begun too, within {ASSESSED_WITHIN.days} days of the contact. Judged are "
        "only contacts that lie so far back; the others are too recent and are kept apart."
    ),
    "stock": (
        "Every contact without a decision on the day, whenever it was received. Where the child "
        "was referred on that day or later something was decided and is not recorded: these are "
        "counted apart, and do not wait."
    ),
}


@dataclass(frozen=True)
class FrontDoorFigure:
    """One figure: ``count`` out of ``of`` (None: it is out of nothing), of a part and a group."""

    part: str
    group: str
    name: str
    count: int
    of: int | None
    definition: str


def figures(found: FrontDoorOnDay) -> tuple[FrontDoorFigure, ...]:
    """Every figure of the front door that can be determined, without any child."""
    return tuple(_all(found))


def _all(found: FrontDoorOnDay) -> Iterator[FrontDoorFigure]:
    yield from _counts("contacts", "period", found.counts)
    for week in found.weeks:
        yield from _counts("contacts", f"week of {week.first}", week.counts)
    for day in found.days:
        yield from _counts("contacts", str(day.first), day.counts)
    for source in found.sources or ():
        yield from _counts("sources", source.source or "not recorded", source.counts)
    yield from _times(found)
    yield from _repeats(found)
    for one in (found.conversion.whole, *found.conversion.months) if found.conversion else ():
        group = f"{one.first} to {one.last}"
        rows = (
            ("referred", one.referred, one.judged),
            ("too_recent", one.too_recent, one.contacts),
            ("assessed", one.assessed, one.judged_for_assessment),
            ("too_recent_for_assessment", one.too_recent_for_assessment, one.contacts),
        )
        for name, count, of in rows:
            yield _figure("conversion", group, name, count, of)


def _figure(part: str, group: str, name: str, count: int, of: int | None) -> FrontDoorFigure:
    return FrontDoorFigure(part, group, name, count, of, DEFINITIONS[part])


def _counts(part: str, group: str, counts: ContactCounts) -> Iterator[FrontDoorFigure]:
    for name, count in vars(counts).items():
        of = None if name in ("contacts", "children") else counts.contacts
        yield _figure(part, group, name, count, of)


def _times(found: FrontDoorOnDay) -> Iterator[FrontDoorFigure]:
    time, stock = found.time, found.stock
    if time:
        of = time.decided + time.waiting
        for name in ("decided", "waiting", "next_working_day"):
            yield _figure("time", "period", name, getattr(time, name), of)
        if time.median_days is not None:
            yield _figure("time", "period", "median_days", time.median_days, None)
        for name in ("undated", "shown", "backwards"):
            yield _figure("time", "period", name, getattr(time, name), found.counts.contacts)
        for band in time.bands:
            yield _figure("time", f"{band_words(band)} days", "decided", band.decided, of)
            yield _figure("time", f"{band_words(band)} days", "waiting", band.waiting, of)
    if stock:
        of = stock.waiting + stock.shown
        yield _figure("stock", "all", "waiting", stock.waiting, of)
        yield _figure("stock", "all", "shown", stock.shown, of)
        for band in stock.bands:
            words = f"{band_words(band)} days"
            yield _figure("stock", words, "waiting", band.waiting, stock.waiting)


def _repeats(found: FrontDoorOnDay) -> Iterator[FrontDoorFigure]:
    repeats = found.repeats
    if repeats:
        yield _figure("repeats", "period", "repeated", repeats.repeated, repeats.of)
        for after in repeats.after:
            group = f"after {after.outcome or 'not recorded'}"
            yield _figure("repeats", group, "repeated", after.contacts, repeats.repeated)
        for one in repeats.accepted_after:
            group = f"{closed_words(one.closed)} closed before"
            yield _figure("accepted", group, "accepted", one.contacts, repeats.accepted)


def band_words(band: WaitBand) -> str:
    """The days of a band in words: "0", "3 to 5", "29 or more"."""
    if band.last is None:
        return f"{band.first} or more"
    return str(band.first) if band.first == band.last else f"{band.first} to {band.last}"


def closed_words(closed: int) -> str:
    """How many were closed before, in words: "none", "1", "3 or more"."""
    if closed == MOST_COUNTED:
        return f"{closed} or more"
    return str(closed) if closed else "none"


def source_words(source: str | None) -> str:
    """Who made a contact in a few words; a code that the list does not have as it stands."""
    if not source:
        return "not recorded"
    return SOURCE.codes.get(source, source).partition(",")[0].partition(":")[0]


def outcome_words(outcome: str | None) -> str:
    """What was decided about a contact in words."""
    return CONTACT_OUTCOME.codes.get(outcome, outcome) if outcome else "not recorded"
