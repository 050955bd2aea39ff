"""What is counted for elected members: the whole council, in periods that never overlap.

Nothing is withheld here, so nothing of it is shown as it is: ``evidence/withholding`` says how each
number is told, and keeps what was. Neither a day nor a group can be chosen: what is told is of the
last quarter that is over.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.measures.cases.calendar import lay_calendars
from holdfast.measures.cases.counting import Every, count_by
from holdfast.measures.cases.declared import answer_of, begin_of
from holdfast.measures.cases.groups import By
from holdfast.measures.cases.rows import CaseKind, Cases
from holdfast.measures.cases.summing import PeriodSum, sum_by_period
from holdfast.measures.measure import Measure
from holdfast.query.outlook import Outlook

NOBODY = PeriodSum(0, 0, 0, 0, 0)


@dataclass(frozen=True, order=True)
class ToldSpan:
    """A period of whole months from ``first`` to ``last``; of what stands on a day, that day."""

    first: date
    last: date


@dataclass(frozen=True)
class MemberCounts:
    """Everything that could be told as at the end of a quarter.

    ``sums`` are by measure and span, of the spans that were counted of each measure (``spans``): of
    what stands on a day, the day and that of a year before; of what happens, two years or eight
    quarters. ``by_service`` are numbers of what stands on the day, by measure and by service.
    """

    day: date
    measures: tuple[Measure, ...]
    spans: Mapping[str, tuple[ToldSpan, ...]]
    sums: Mapping[tuple[str, ToldSpan], PeriodSum]
    by_service: Mapping[str, Mapping[str, int]]

    def of(self, measure: str, span: ToldSpan) -> PeriodSum:
        """What was counted of a measure in a span; nothing where there was none."""
        return self.sums.get((measure, span), NOBODY)


def quarter_end(day: date) -> date:
    """The last day of the latest quarter that is over on a day, the day itself among them.

    >>> quarter_end(date(2018, 1, 31)), quarter_end(date(2018, 3, 31))
    (datetime.date(2017, 12, 31), datetime.date(2018, 3, 31))
    """
    after = day + timedelta(days=1)
    return date(after.year, 3 * ((after.month - 1) // 3) + 1, 1) - timedelta(days=1)


def spans_to(day: date, months: int, number: int) -> tuple[ToldSpan, ...]:
    """So many spans of so many months one after another, the last of which ends on ``day``."""
    after = day + timedelta(days=1)
    starts = [add_months(after, -months * (place + 1)) for place in range(number)]
    return tuple(
        ToldSpan(start, add_months(start, months) - timedelta(days=1)) for start in sorted(starts)
    )


def years_to(day: date, year_end: int) -> tuple[ToldSpan, ...]:
    """The last two years over on ``day``, the last day of a quarter, that end in a given month."""
    past = (day.month - year_end) % 12
    return spans_to(add_months(day + timedelta(days=1), -past) - timedelta(days=1), 12, 2)


def quarters_to(day: date) -> tuple[ToldSpan, ...]:
    """The last eight quarters over on ``day``, the last day of a quarter."""
    return spans_to(day, 3, 8)


def days_of(day: date) -> tuple[ToldSpan, ...]:
    """The last day of the same month a year before, and the day."""
    return tuple(ToldSpan(one.last, one.last) for one in spans_to(day, 12, 2))


def told_until(measure: Measure, day: date) -> date:
    """The end of the last quarter of which a measure can be told: what looks ahead, of an earlier.

    ``day`` is the last day of a quarter.
    """
    return quarter_end(day - timedelta(days=measure.maturity.known_after))


def tellable(outlook: Outlook, measures: Iterable[Measure], day: date) -> tuple[Measure, ...]:
    """The measures that are counted from rows and that the source can tell.

    Those of which the record holds only how they stand now are not among them, nor those of which
    it does not tell the two years up to ``day``, the last of a quarter.
    """
    return tuple(
        one
        for one in measures
        if one.cases
        and not one.cases.now_only
        and answer_of(one.cases, one.clocks, outlook)[0] is not Answer.CANNOT_TELL
        and _reaches_back(outlook, one, one.cases, day)
    )


def _reaches_back(outlook: Outlook, measure: Measure, cases: Cases, day: date) -> bool:
    """Whether the record tells of all periods of a measure: two years, or two days."""
    begin = begin_of(cases, measure.clocks, outlook)
    if begin is None:
        return True
    if cases.kind is CaseKind.ON_LAST_DAY:
        return begin.day <= days_of(day)[0].first
    return begin.day <= quarters_to(told_until(measure, day))[0].first


def count_spans(
    outlook: Outlook, spans: Mapping[str, Sequence[ToldSpan]], measures: Iterable[Measure]
) -> dict[tuple[str, ToldSpan], PeriodSum]:
    """Count each measure in its spans: few passes, whatever is asked.

    Everybody is counted, so the outlook must have no bound.
    """
    lay_calendars(outlook)
    alike: dict[tuple[ToldSpan, ...], list[Measure]] = {}
    for one in measures:
        if spans.get(one.key):
            alike.setdefault(tuple(spans[one.key]), []).append(one)
    found: dict[tuple[str, ToldSpan], PeriodSum] = {}
    for own, asked in alike.items():
        ends = {one.last: one for one in own}
        sums = sum_by_period(outlook, asked, [(one.first, one.last) for one in own])
        found |= {(key, ends[end]): one for (key, end), one in sums.items()}
    return found


def count_by_service(
    outlook: Outlook, measures: Iterable[Measure], day: date
) -> dict[str, dict[str, int]]:
    """Measures of what stands on the last day of a quarter, by measure and by service.

    Each measure has every service of which any of them counts somebody: of others none, too.
    """
    asked = list(measures)
    months = 12 * (outlook.day.year - day.year) + outlook.day.month - day.month + 1
    found: dict[str, dict[str, int]] = {one.key: {} for one in asked}
    for one in count_by(outlook, asked, Every.MONTH, By.SERVICE, months):
        if one.last == day:
            found[one.measure][one.group] = round(one.counted)
    services = sorted({group for groups in found.values() for group in groups})
    return {key: {one: own.get(one, 0) for one in services} for key, own in found.items()}
