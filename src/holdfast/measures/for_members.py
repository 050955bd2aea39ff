"""Every measure as elected members may see it: the whole council, a year to a quarter's end.

The same for everybody who asks: neither a day nor a group can be chosen. A number of 1 to 5 is
withheld, and so is one whose remainder is, or behind which or behind whose remainder one to five
people stand; what is told is rounded. Of measures that part the same children among them (the
harms that plans name) others are withheld until no total gives one back.

    of 654 children on a plan 270 for neglect     41% of 655
    of 17 children 6, 6 and 5                     withheld, all three of them
    of 80 returns 4 with an interview             80, and no share
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.clocks.rules.answers import Answer
from holdfast.days import add_months
from holdfast.measures.cases.calendar import lay_calendars
from holdfast.measures.cases.declared import COUNTS, answer_of
from holdfast.measures.cases.summing import YearSum, sum_by_year
from holdfast.measures.measure import Measure
from holdfast.measures.scrutiny import NEAREST
from holdfast.query.fairness.withholding import GroupCount, Withheld, withheld
from holdfast.query.outlook import Outlook

EXACT_FROM = 200  # out of fewer a share in whole per cents would tell the count itself
# The measures that part the same children among them.
PARTED = (
    (
        *("on_plan_neglect", "on_plan_emotional_abuse", "on_plan_physical_abuse"),
        *("on_plan_sexual_abuse", "on_plan_several_harms"),
    ),
)


@dataclass(frozen=True)
class MemberFigure:
    """A figure as it may be told to anybody.

    ``number`` is the number itself, of a measure that is one; else ``share`` in per cent (or for
    each 100) out of ``of``. Numbers are rounded to the nearest five. None: withheld, or nothing.
    """

    number: int | None
    share: int | None
    of: int | None
    withheld: bool


@dataclass(frozen=True)
class MemberRow:
    """A measure with the twelve months to the day and the twelve before; of stocks, the days."""

    measure: Measure
    now: MemberFigure
    before: MemberFigure


NOTHING = MemberFigure(None, None, None, withheld=False)


def member_rows(outlook: Outlook, measures: Iterable[Measure], day: date) -> tuple[MemberRow, ...]:
    """The measures that are counted from rows, as at the last day of a month, and a year before.

    Those that the source cannot tell are left out, and those of which the record holds only how
    they stand now. Everybody is counted, so the outlook must have no bound.
    """
    lay_calendars(outlook)
    counted = [
        one
        for one in measures
        if one.cases
        and not one.cases.now_only
        and answer_of(one.cases, one.clocks, outlook)[0] is not Answer.CANNOT_TELL
    ]
    # The last day of the same month a year before: the day before the first of the next one.
    ends = (day, add_months(day.replace(day=1), -11) - timedelta(days=1))
    sums = sum_by_year(outlook, counted, ends)
    told = {end: tell_members(counted, _of_day(sums, end)) for end in ends}
    return tuple(
        MemberRow(one, *(told[end].get(one.key, NOTHING) for end in ends)) for one in counted
    )


def tell_members(
    measures: Sequence[Measure], sums: Mapping[str, YearSum]
) -> dict[str, MemberFigure]:
    """What may be told of each measure of one year."""
    hidden = _hidden_of_parted(sums)
    return {
        one.key: _told(one, sums[one.key], one.key in hidden) for one in measures if one.key in sums
    }


def _hidden_of_parted(sums: Mapping[str, YearSum]) -> set[str]:
    """The measures of a parted whole that are withheld, with those that keep them from view."""
    found: set[str] = set()
    for keys in PARTED:
        own = [key for key in keys if key in sums]
        sizes = [round(sums[key].counted) for key in own]
        if sum(sizes) < EXACT_FROM and any(map(_is_few, sizes)):
            # Of so few, whoever knows in which order parts are withheld could still work one out.
            found.update(own)
            continue
        each, _ = withheld([GroupCount(size, size, size, size) for size in sizes])
        found |= {key for key, one in zip(own, each, strict=True) if one is not Withheld.NOTHING}
    return found


def _told(measure: Measure, found: YearSum, hidden: bool) -> MemberFigure:
    counted, among = round(found.counted), round(found.among)
    rest, behind_rest = among - counted, found.without_it
    few = any(map(_is_few, (counted, found.with_it, rest, behind_rest if rest > 0 else 0)))
    if measure.unit in COUNTS:
        number = None if few or hidden else _nearest(counted)
        return MemberFigure(number, None, None, withheld=number is None)
    if not among:
        return NOTHING
    if _is_few(among) or _is_few(found.people):
        return MemberFigure(None, None, None, withheld=True)
    share = None if few or hidden else _share(counted, among)
    return MemberFigure(None, share, _nearest(among), withheld=share is None)


def _is_few(number: int) -> bool:
    return 1 <= number <= NEAREST


def _nearest(number: int) -> int:
    return NEAREST * round(number / NEAREST)


def _share(counted: int, among: int) -> int:
    share = 100 * counted / among
    return round(share) if among >= EXACT_FROM else _nearest(round(share))


def _of_day(sums: Mapping[tuple[str, date], YearSum], end: date) -> dict[str, YearSum]:
    return {key: one for (key, each), one in sums.items() if each == end}
