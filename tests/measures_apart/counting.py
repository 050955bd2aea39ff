"""Adds up what a calculation gives, by period and group, as the product's own table has it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from holdfast.measures.cases.counting import Every, MeasureCount
from tests.measures_apart.groups import Groups
from tests.measures_apart.record import Record, Thing, months_on
from tests.measures_apart.register import DATED, STANDING

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}

# What is counted, out of what, and how many cannot be determined, by last day and group.
Sums = dict[tuple[date, str], tuple[float, float, int]]


def periods(record: Record, every: Every, first: date) -> Iterator[tuple[date, date]]:
    """The periods from a first day on, the last as far as the record goes."""
    while first <= record.last:
        after = months_on(first, MONTHS[every])
        yield first, min(record.last, after - timedelta(days=1))
        first = after


def things(
    key: str, record: Record, spans: Iterable[tuple[date, date]]
) -> list[tuple[date, Thing]]:
    """What a calculation of this folder counts in some periods, each with its period's last day."""
    if key in STANDING:
        return [(last, thing) for _, last in spans for thing in STANDING[key](record, last)]
    listed = list(spans)
    return [
        (last, thing)
        for thing in DATED[key](record)
        for first, last in listed
        if first <= thing.day <= last
    ]


def apart(found: Iterable[tuple[date, Thing]], by: str, groups: Groups, staff: bool) -> Sums:
    """What was counted, by period and group."""
    added: dict[tuple[date, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for last, thing in found:
        sums = added[last, groups.of(by, thing, staff)]
        if thing.counted is None:
            sums[2] += 1
        else:
            sums[0] += float(thing.counted)
            sums[1] += thing.of
    return _kept({place: (one[0], one[1], int(one[2])) for place, one in added.items()})


def told(found: Iterable[MeasureCount], spans: Iterable[tuple[date, date]]) -> Mapping[str, Sums]:
    """What the product tells of some measures in the same periods, by measure."""
    lasts = {last for _, last in spans}
    sums: dict[str, Sums] = defaultdict(dict)
    for one in found:
        if one.last in lasts:
            sums[one.measure][one.last, one.group] = (
                float(one.counted),
                float(one.of),
                one.cannot_tell,
            )
    return {key: _kept(own) for key, own in sums.items()}


def _kept(sums: Sums) -> Sums:
    """Without the groups of which nothing is there; hours to two places."""
    rounded = {
        place: (round(counted, 2), round(of, 2), unclear)
        for place, (counted, of, unclear) in sums.items()
    }
    return {place: one for place, one in rounded.items() if any(one)}
