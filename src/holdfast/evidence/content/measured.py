"""What the charts of the twelve measures say, for every pack."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from holdfast.evidence.content.asked_of import PackSource
from holdfast.evidence.withholding.ledger import ToldVerdict
from holdfast.improvement.posts import with_marked_causes
from holdfast.measures.cases.counting import MeasureCount, count_by
from holdfast.measures.cases.declared import why_untold
from holdfast.measures.charts.progress import TWELVE
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.choices import read_choices
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.register import measure
from holdfast.settings import HOME

# Enough for a chart with its baseline, and for the pace.
_KEPT = 72

VERDICT_WORDS: Mapping[ChartVerdict, str] = {
    ChartVerdict.BETTER: "Better",
    ChartVerdict.WORSE: "Worse",
    ChartVerdict.HIGHER: "Higher, of which no way is better",
    ChartVerdict.LOWER: "Lower, of which no way is better",
    ChartVerdict.NO_SIGNAL: "No better, no worse",
    ChartVerdict.TOO_FEW: "Too few months to judge",
}


def verdict_words(one: JudgedMeasure) -> str:
    """What the chart of a measure says, in words."""
    return VERDICT_WORDS[one.reading.verdict] if one.reading else "Cannot be charted"


def verdicts_on(source: PackSource, day: date) -> dict[str, ToldVerdict]:
    """What the charts of the twelve say of everybody on a day, and their pace, in words alone."""
    everybody = replace(source, outlook=source.outlook.everybody)
    return {
        one.measure.key: (
            verdict_words(one),
            one.pace_without_numbers or "Not told",
        )
        for one in judged(everybody, until=day)
        if one.reading
    }


def judged(
    source: PackSource, keys: Sequence[str] = TWELVE, until: date | None = None
) -> list[JudgedMeasure]:
    """Measures with what their charts and their pace say, in the order given.

    On their charts stand the council's own causes, and turns of leadership and inspections as the
    plan has them on the day. Of the months those that end by ``until``, where it is given.
    """
    day, plan = until or source.day, source.plan
    choices = with_marked_causes(read_choices(HOME.path()), plan.posts, plan.letters, day)
    months: dict[str, list[MeasureCount]] = defaultdict(list)
    for one in count_by(source.outlook, [measure(key) for key in keys], months=_KEPT):
        if one.last <= day:
            months[one.measure].append(one)
    return [
        JudgedMeasure(
            choices.of(measure(key)),
            months.get(key, []),
            choices,
            day,
            why_untold(measure(key), source.outlook),
        )
        for key in keys
    ]
