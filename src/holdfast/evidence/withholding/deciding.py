"""What of a quarter's counts is told, decided against all that was told before.

Each number is told as ``bands`` says. What is told of periods is of periods that never overlap. Of
a whole and its parts, where both are told, parts are told together or the total gives way; and what
was told stays as it was, until it is far off.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from math import inf

from holdfast.evidence.withholding.bands import (
    FEW,
    SLACK,
    WITHHELD,
    HowTold,
    ToldFigure,
    is_far_off,
    nearest,
    pooled,
    told_beside,
    told_number,
    told_part,
)
from holdfast.evidence.withholding.ledger import AllTold
from holdfast.evidence.withholding.reckoning import ANYTHING, Range, Reckoning
from holdfast.measures.cases.declared import COUNTS
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.cases.summing import PeriodSum
from holdfast.measures.for_members import (
    NOBODY,
    MemberCounts,
    ToldSpan,
    days_of,
    quarters_to,
    spans_to,
    told_until,
    years_to,
)
from holdfast.measures.links import LINKS
from holdfast.measures.measure import Measure, MeasureUnit
from holdfast.measures.register import MEASURES

# Of what happens, each number of a quarter, and what it leaves of the whole, must be as large as
# this to be told by quarters; all else is told by years.
AMPLE = 25
# A whole, and the measures that part the same children among them.
PARTED = (
    (
        "on_plan",
        (
            *("on_plan_neglect", "on_plan_emotional_abuse", "on_plan_physical_abuse"),
            *("on_plan_sexual_abuse", "on_plan_several_harms"),
        ),
    ),
)
# That out of which the first is counted is the sum of what is overdue of each step.
OVERDUE = ("overdue_four_weeks", tuple(f"{one.key}_overdue" for one in LINKS))
# Who is there at the end of a year was there at its beginning or came, and did not leave. Of plans
# that ended there is only that out of which the long ones are counted.
STAY = (
    ("in_care", "came_into_care", "left_care", "count"),
    ("on_plan", "plans_begun", "plans_ended_two_years", "of"),
)
# So far back stays are reckoned with: beyond two years of which anything is told.
_QUARTERS_BACK = 12
FEW_RANGE: Range = (FEW[0], FEW[-1])
# Social workers in post, and those of them whom an agency sends: people, not their hours.
STAFF, STAFF_HOURS = "social_workers_in_post", "agency_hours"


def decide(counts: MemberCounts, out: AllTold, snapshot: str) -> dict[str, ToldFigure]:
    """What is to be told that is not told yet, or that is far off in a later snapshot.

    What belongs together is told together or stays as it is: of two tables of one whole, of two
    days, one could be taken from the other.
    """
    new: dict[str, ToldFigure] = {}
    for block in _blocks(counts, out):
        told = block.keys() & out.figures.keys()
        later = all(snapshot > out.snapshots[key] for key in told)
        if later and (not told or any(is_far_off(out.figures[key], block[key]) for key in told)):
            new |= block
    for reckoned, give_way in _known(counts.day, {**out.figures, **new}) if new else ():
        for keys in give_way:
            reckoning, guarded = reckoned({**out.figures, **new})
            if not reckoning.shows_small(guarded):
                break
            new |= {key: WITHHELD for key in keys if key in new}
    return new


def key_of(measure: str, span: ToldSpan, group: str = "") -> str:
    """By what a number is found again: what is counted, of when, and of which service."""
    parts = (measure, span.first.isoformat(), span.last.isoformat())
    return "|".join((*parts, group) if group else parts)


def spans_of(
    measure: Measure, day: date, year_end: int, figures: Mapping[str, ToldFigure]
) -> tuple[tuple[ToldSpan, ...], tuple[ToldSpan, ...]]:
    """The periods in which a measure can be told: eight quarters, and two years or two days.

    What was told by quarters once is told by quarters for good, and what by years by years: the
    other is then empty.
    """
    if measure.cases and measure.cases.kind is CaseKind.ON_LAST_DAY:
        return (), days_of(day)
    until = told_until(measure, day)
    quarters, years = quarters_to(until), years_to(until, year_end)
    if any(key_of(measure.key, one) in figures for one in quarters):
        return quarters, ()
    if any(key_of(measure.key, one) in figures for one in years):
        return (), years
    return quarters, years


# What can be reckoned of told figures, and of which numbers nobody may; and what gives way.
Reckoned = Callable[[Mapping[str, ToldFigure]], tuple[Reckoning, list[str]]]
GiveWay = tuple[tuple[str, ...], ...]
Counted = dict[tuple[str, ToldSpan], PeriodSum]


def counted_to_tell(
    measures: Sequence[Measure],
    day: date,
    out: AllTold,
    count: Callable[[Mapping[str, Sequence[ToldSpan]]], Counted],
) -> tuple[dict[str, tuple[ToldSpan, ...]], Counted]:
    """The periods of which each measure is told as at the end of a quarter, and what was counted.

    ``count`` counts measures, by their keys, in periods.
    """
    either = {
        one.key: spans_of(one, day, out.year_end or day.month, out.figures) for one in measures
    }
    spans = {key: years for key, (_, years) in either.items()}
    sums = count(spans)
    # Of what was never told both are possible: by quarters only where years are large enough.
    quarters = {}
    for one in measures:
        by_quarter, years = either[one.key]
        own = [sums.get((one.key, span), NOBODY) for span in years]
        if by_quarter and is_ample(one, own, 4 * AMPLE):
            quarters[one.key] = by_quarter
    sums |= count(quarters)
    for one in measures:
        own = [sums.get((one.key, span), NOBODY) for span in quarters.get(one.key, ())]
        if own and (not spans[one.key] or is_ample(one, own)):
            spans[one.key] = quarters[one.key]
    return spans, sums


def is_ample(measure: Measure, sums: Sequence[PeriodSum], least: int = AMPLE) -> bool:
    """Whether each number that would be told, and what it leaves of the whole, is large enough."""
    each = [told_of(measure, one) for one in sums]
    return all(
        one.count is not None
        and min(one.count, least if one.of is None else one.of - one.count) >= least
        for one in each
    )


def is_part(measure: Measure) -> bool:
    """Whether what a measure counts is part of that out of which it counts: a rest is left then."""
    if measure.unit in (MeasureUnit.EACH_100, MeasureUnit.CHILD_DAYS):
        return False
    return measure.unit not in COUNTS or measure.counts != measure.of


def told_of(measure: Measure, found: PeriodSum) -> ToldFigure:
    """A measure of one period as it is told, apart from what others give away."""
    if measure.unit is MeasureUnit.EACH_100:
        return told_beside(found)
    if is_part(measure):
        return told_part(found)
    return told_number(round(found.counted), found.with_it)


def _blocks(counts: MemberCounts, out: AllTold) -> Iterator[dict[str, ToldFigure]]:
    """All that would be told, in blocks of what is told together."""
    alone = {one.key: one for one in counts.measures}
    for whole, parts in (*PARTED, OVERDUE):
        own = [alone.pop(key) for key in (whole, *parts) if key in alone]
        for span in days_of(counts.day) if own else ():
            sums = {one.key: counts.of(one.key, span) for one in own}
            block = {one.key: told_of(one, sums[one.key]) for one in own}
            if (whole, parts) in PARTED:
                hidden = pooled({key: round(sums[key].counted) for key in parts if key in sums})
                block |= {
                    key: replace(block[key], count=None, kept=HowTold.WITHHELD) for key in hidden
                }
            yield {key_of(key, span): figure for key, figure in block.items()}
    for one in alone.values():
        for span in counts.spans[one.key]:
            yield {key_of(one.key, span): told_of(one, counts.of(one.key, span))}
    day = ToldSpan(counts.day, counts.day)
    for key, groups in counts.by_service.items():
        yield _column(key, groups, day, counts, out)
    if (STAFF_HOURS, day) in counts.sums:
        found = counts.of(STAFF_HOURS, day)
        others = found.people - found.with_it
        people = PeriodSum(found.with_it, found.people, found.people, found.with_it, others)
        yield {key_of(STAFF, day): told_part(people)}


def _column(
    key: str, groups: Mapping[str, int], day: ToldSpan, counts: MemberCounts, out: AllTold
) -> dict[str, ToldFigure]:
    """A number that stands on the day, by service: none where its total is not told as a number."""
    (measure,) = (one for one in counts.measures if one.key == key)
    total = out.figures.get(key_of(key, day), told_of(measure, counts.of(key, day)))
    hidden = frozenset(groups) if total.count is None else pooled(groups)
    return {
        key_of(key, day, group): WITHHELD if group in hidden else ToldFigure(None, nearest(number))
        for group, number in groups.items()
    }


def _known(day: date, figures: Mapping[str, ToldFigure]) -> Iterator[tuple[Reckoned, GiveWay]]:
    """What anybody knows to add up over several measures, and what gives way where it shows few.

    What gives way does so step by step, until nothing is shown any more.
    """
    total, steps = OVERDUE
    for span in days_of(day):
        whole, own = key_of(total, span), tuple(key_of(step, span) for step in steps)
        if whole in figures:
            told = tuple(key for key in own if key in figures)
            yield partial(_overdue, whole, told), ((whole,),)
    for stay, came, left, what in STAY:
        flows = _telling((came, left), figures)
        own = _telling((stay,), figures)
        days = (tuple(key for key in own if f"|{span.last}" in key) for span in days_of(day))
        if flows and own:
            yield partial(_stays, day, stay, came, left, what), (flows, *days)


def _telling(measures: Collection[str], figures: Mapping[str, ToldFigure]) -> tuple[str, ...]:
    """Every figure by which the number of some measures is told: of others it is the whole."""
    wholes = {one.of for one in MEASURES if one.key in measures}
    alike = {one.key for one in MEASURES if one.of in wholes}
    return tuple(key for key in figures if key.split("|")[0] in alike)


def _overdue(
    whole: str, steps: Sequence[str], figures: Mapping[str, ToldFigure]
) -> tuple[Reckoning, list[str]]:
    """What is overdue of each step is part of what is open of it, and of all that is overdue."""
    found = Reckoning()
    found.told(whole, _range(figures[whole], "of"))
    for step in steps:
        one = figures[step]
        found.told(f"{step} open", _range(one, "of"))
        found.told(step, _range(one, "count"))
        found.told(f"{step} rest", _rest_range(one))
        found.adds_up(f"{step} open", (step, f"{step} rest"))
    found.adds_up(whole, steps)
    untold = [step for step in steps if figures[step].count is None]
    return found, [*untold, *(f"{step} rest" for step in untold)]


def _stays(
    day: date, stay: str, came: str, left: str, what: str, figures: Mapping[str, ToldFigure]
) -> tuple[Reckoning, list[str]]:
    """Who is there at the end of a quarter was there before or came, and did not leave."""
    found = Reckoning()
    quarters = spans_to(day, 3, _QUARTERS_BACK)
    flows = ((came, "count"), (left, what))
    for span in quarters:
        before, now = (f"{stay} {one}" for one in (span.first - timedelta(days=1), span.last))
        for end in (now, before):
            found.told(end)
        found.adds_up(f"{now} or gone", (before, f"{came} {span.last}"))
        found.adds_up(f"{now} or gone", (now, f"{left} {span.last}"))
    parts: dict[str, list[str]] = {}
    for key, one in figures.items():
        name, first, last, *group = key.split("|")
        end = f"{stay} {last}"
        if end in found.ranges and (name in _parts_of(stay) or (group and name == stay)):
            parts.setdefault(f"{end} by {'service' if group else 'part'}", []).append(key)
            found.told(key, _range(one, "count"))
        elif end in found.ranges and name == stay:
            found.told(end, _range(one, "count"))
        for flow, part in flows:
            own = [span for span in quarters if first <= str(span.last) <= last]
            if name == flow and own and str(own[0].first) == first:
                found.adds_up(key, [f"{flow} {span.last}" for span in own])
                found.told(key, _range(one, part))
    for whole, own_parts in parts.items():
        found.adds_up(whole.partition(" by ")[0], own_parts)
    untold = [key for keys in parts.values() for key in keys if figures[key].count is None]
    ends = [one for one in found.ranges if one.startswith(f"{stay} ") and not one.endswith("gone")]
    atoms = [f"{flow} {span.last}" for flow, _ in flows for span in quarters]
    return found, [*atoms, *ends, *untold]


def _parts_of(stay: str) -> tuple[str, ...]:
    return next((parts for whole, parts in PARTED if whole == stay), ())


def _range(one: ToldFigure, what: str) -> Range:
    """Between what a told number lies."""
    number = one.of if what == "of" else one.count
    if number is not None:
        return max(0, number - SLACK), number + SLACK if number else 0
    if what == "of" and one.kept is HowTold.FEW_IN_ALL:
        return FEW_RANGE
    if what == "count" and one.kept is HowTold.FEW:
        return FEW_RANGE
    if what == "count" and one.kept is HowTold.ALL_BUT_FEW:
        return FEW.stop, inf
    return ANYTHING


def _rest_range(one: ToldFigure) -> Range:
    """Between what the rest of a told part lies: where it is few that is said."""
    if one.kept is HowTold.ALL_BUT_FEW:
        return FEW_RANGE
    if one.kept is HowTold.FEW or (one.count is not None and one.count != one.of):
        return FEW.stop, inf
    return ANYTHING
