"""The one publication of a quarter: all that anybody outside is told, by one rule.

The two pages for members and the scrutiny pack show parts of it and nothing else of the record. How
numbers are told is in ``bands``, what is told of a quarter in ``deciding``, and what was told is
kept in the ``ledger`` before anybody sees it. Why so: decision 27.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from holdfast.evidence.withholding.bands import WITHHELD, ToldFigure, together
from holdfast.evidence.withholding.deciding import (
    STAFF,
    counted_to_tell,
    decide,
    key_of,
)
from holdfast.evidence.withholding.ledger import (
    NewlyTold,
    ToldVerdict,
    keeping_told,
    told_so_far,
)
from holdfast.measures.for_members import (
    MemberCounts,
    ToldSpan,
    count_by_service,
    count_spans,
    quarter_end,
    tellable,
)
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import Outlook

# What stands on the day and is told by service, too.
BY_SERVICE = (
    *("in_need", "on_plan", "in_care", "not_held"),
    *("seen_overdue", "assessment_overdue"),
)


@dataclass(frozen=True)
class ToldPeriod:
    """A figure as told, of a period; of what stands on a day, ``first`` and ``last`` are it."""

    first: date
    last: date
    figure: ToldFigure


@dataclass(frozen=True)
class ToldMeasure:
    """A measure as told: the last period and the one before it, a year earlier."""

    measure: Measure
    now: ToldPeriod
    before: ToldPeriod


@dataclass(frozen=True)
class Publication:
    """What is told as at the last day of a quarter, by the keys of measures.

    ``services`` are the numbers by service of each measure of ``BY_SERVICE``, None what is withheld
    of it; ``staff`` the social workers from agencies, out of all in post. ``shown`` is every figure
    it shows, by its key in the ledger.
    """

    day: date
    measures: Mapping[str, ToldMeasure]
    services: Mapping[str, Mapping[str, int | None]]
    staff: ToldFigure
    shown: Mapping[str, ToldFigure]


def counts_to_tell(outlook: Outlook, home: Path) -> MemberCounts:
    """All of which the publication of an outlook's last quarter is made; nothing is told by it.

    Raises Damaged where it cannot be read what was told before.
    """
    every = outlook.everybody
    day = quarter_end(every.day)
    out = told_so_far(home, every.snapshot.manifest.made_up)
    measures = tellable(every, MEASURES, day)
    spans, sums = counted_to_tell(
        measures, day, out, lambda asked: count_spans(every, asked, measures)
    )
    asked = [one for one in measures if one.key in BY_SERVICE]
    return MemberCounts(day, measures, spans, sums, count_by_service(every, asked, day))


def publish(outlook: Outlook, home: Path, counts: MemberCounts | None = None) -> Publication:
    """What is told as at the end of an outlook's last quarter; what is new of it is kept first.

    ``counts`` are those of ``counts_to_tell``, where they were worked out before. Raises Damaged
    where it cannot be read what was told before, CannotWrite where it cannot be kept, and Busy.
    """
    snapshot = outlook.snapshot
    made_up = snapshot.manifest.made_up
    counted = counts or counts_to_tell(outlook, home)
    out = told_so_far(home, made_up)
    if decide(counted, out, snapshot.id):
        with keeping_told(home, made_up) as (out, keep):
            new = decide(counted, out, snapshot.id)
            out = keep(NewlyTold(counted.day, snapshot.id, new))
    return as_told(counted, out.figures)


def publish_verdicts(
    outlook: Outlook, home: Path, judge: Callable[[date], Mapping[str, ToldVerdict]]
) -> Mapping[str, ToldVerdict]:
    """What charts are told to say as at the end of an outlook's last quarter, by measure.

    They are told once: ``judge``, which is given that day, is asked where nothing was told of it,
    and what it says is kept before anybody sees it. Raises what ``publish`` does.
    """
    every = outlook.everybody
    day, made_up = quarter_end(every.day), every.snapshot.manifest.made_up
    out = told_so_far(home, made_up)
    if day not in out.verdicts:
        said = judge(day)
        with keeping_told(home, made_up) as (out, keep):
            if day not in out.verdicts:
                out = keep(NewlyTold(day, every.snapshot.id, verdicts=said))
    return out.verdicts[day]


def as_told(counts: MemberCounts, figures: Mapping[str, ToldFigure]) -> Publication:
    """The publication, of what is told by now."""
    day = ToldSpan(counts.day, counts.day)
    shown: dict[str, ToldFigure] = {}
    measures: dict[str, ToldMeasure] = {}
    for one in counts.measures:
        spans = counts.spans[one.key]
        own = {key_of(one.key, span): figures.get(key_of(one.key, span)) for span in spans}
        each = [figure for figure in own.values() if figure]
        if len(each) < len(own):
            continue  # a part of a whole that can be told since the whole was: from next quarter on
        shown |= dict(zip(own, each, strict=True))
        half = len(spans) // 2
        periods = [
            ToldPeriod(spans[at].first, spans[at + half - 1].last, together(each[at : at + half]))
            for at in (0, half)
        ]
        measures[one.key] = ToldMeasure(one, before=periods[0], now=periods[1])
    services: dict[str, dict[str, int | None]] = {}
    for key, groups in counts.by_service.items():
        named = {group: key_of(key, day, group) for group in groups}
        services[key] = {
            group: figures[own].count for group, own in named.items() if own in figures
        }
        shown |= {own: figures[own] for own in named.values() if own in figures}
    staff = figures.get(key_of(STAFF, day), WITHHELD)
    return Publication(counts.day, measures, services, staff, shown)
