"""The figures by which a newcomer sees that what the modelled letter says is so, on the day.

Each is worked out from the record and says what it counts and out of what.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.challenge.figures import LoopFigures
from holdfast.count_words import count_of
from holdfast.improvement.made_up.letter import FINDINGS, ModelledFinding
from holdfast.improvement.status import ActionStanding, cost_without_evidence
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.chain import Measured, late_of
from holdfast.measures.charts.funnel import funnel
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.year_of_measure import counted_in, last_twelve
from holdfast.query.concerns import CountedConcern


@dataclass(frozen=True)
class WalkSources:
    """What the figures are worked out from, as at a day.

    ``months`` are measures by month; ``teams`` those of completed assessments by team, 13 months;
    ``caseload`` children for each full-time social worker; ``verdicts`` what the charts say of the
    measures of the page *Is it getting better?*; ``links`` the chain over twelve months.
    """

    day: date
    months: Mapping[str, Sequence[MeasureCount]]
    teams: Sequence[MeasureCount]
    concerns: Sequence[CountedConcern]
    loop: LoopFigures
    caseload: float | None
    verdicts: Sequence[ChartVerdict]
    actions: Sequence[ActionStanding]
    links: Sequence[Measured]


@dataclass(frozen=True)
class WalkFigure:
    """A figure: its value (None: cannot be determined), in words, and what it counts."""

    value: float | None
    words: str
    counts: str


@dataclass(frozen=True)
class WalkStep:
    """One thing that the letter says, with its figure; ``seen``: the figure crosses its line."""

    said: ModelledFinding
    figure: WalkFigure
    seen: bool


def walk(sources: WalkSources) -> list[WalkStep]:
    """The letter, step by step, in its own order."""
    steps = []
    for said in FINDINGS:
        figure = FIGURES[said.figure](sources)
        value = figure.value
        seen = value is not None and (value > said.line if said.more else value < said.line)
        steps.append(WalkStep(said, figure, seen))
    return steps


def _share(counted: float, of: float, things: str, counts: str) -> WalkFigure:
    if not of:
        return WalkFigure(None, "cannot be determined", counts)
    words = f"{_told(counted)} of {_told(of)} {things} ({counted / of:.0%})"
    return WalkFigure(counted / of, words, counts)


def _told(number: float) -> str:
    """A number as the page of its measure has it: hours of posts to one place."""
    return f"{number:,.1f}" if number % 1 else f"{number:,.0f}"


def year_of(months: Sequence[MeasureCount]) -> tuple[float, float]:
    """What is counted, and out of what, in the last twelve whole months."""
    return counted_in(last_twelve(months))


def _of_year(key: str, things: str, counts: str) -> Callable[[WalkSources], WalkFigure]:
    """The share of a measure over the twelve whole months before the day."""

    def figure(sources: WalkSources) -> WalkFigure:
        return _share(*year_of(sources.months.get(key, ())), things, f"{counts}, in twelve months")

    return figure


def _of_latest(key: str, things: str, counts: str) -> Callable[[WalkSources], WalkFigure]:
    """The share of a measure at the end of the last month."""

    def figure(sources: WalkSources) -> WalkFigure:
        told = [one for one in sources.months.get(key, ()) if one.value is not None]
        latest = told[-1] if told else None
        return _share(latest.counted if latest else 0, latest.of if latest else 0, things, counts)

    return figure


def _late_links(sources: WalkSources) -> WalkFigure:
    late, told = late_of(sources.links)
    counts = (
        "Links of the chain at which fewer than nine in ten of the steps done were done by their "
        "day, in twelve months"
    )
    return _share(late, told, "links", counts)


def _concern(key: str, counts: str) -> Callable[[WalkSources], WalkFigure]:
    def figure(sources: WalkSources) -> WalkFigure:
        found = next((one for one in sources.concerns if one.concern == key), None)
        open_cases = [one for one in sources.months.get("in_need", ()) if one.value is not None]
        of = open_cases[-1].counted if open_cases else 0
        children = found.children if found else 0
        if not of:
            return WalkFigure(None, "cannot be determined", counts)
        said = f"{counts}: {children / of:.0%} beside the {of:,.0f} with an open case"
        return WalkFigure(children / of, count_of(children, "child,children"), said)

    return figure


def _not_held(sources: WalkSources) -> WalkFigure:
    told = [one for one in sources.months.get("not_held", ()) if one.value is not None]
    counts = "Children with an open case whom no named worker holds, on the day"
    if not told:
        return WalkFigure(None, "cannot be determined", counts)
    number = float(told[-1].counted)
    return WalkFigure(number, f"{number:,.0f} children of {told[-1].of:,}", counts)


def _caseload(sources: WalkSources) -> WalkFigure:
    counts = "Children held for each full-time social worker who holds any"
    if sources.caseload is None:
        return WalkFigure(None, "cannot be determined", counts)
    return WalkFigure(sources.caseload, f"{sources.caseload:.1f} children", counts)


def _silent(sources: WalkSources) -> WalkFigure:
    counts = (
        "Overdue duties and concerns that were discussed in supervision, and of which neither a "
        "challenge nor an action is recorded, in twelve months"
    )
    return _share(sources.loop.silent, sources.loop.silent_seen, "deficits discussed", counts)


def _uneven(sources: WalkSources) -> WalkFigure:
    sums: dict[str, tuple[float, float]] = {}
    whole = [one for one in sources.teams if one.whole]
    # The year that the page of the measure shows: on the last day of a month 13 months are whole.
    year = sorted({one.first for one in whole})[-12:]
    for one in whole:
        if one.first in year:
            counted, of = sums.get(one.group, (0, 0))
            sums[one.group] = counted + one.counted, of + one.of
    counts = (
        "Teams whose share of assessments in time lies outside what chance gives 95 in 100 teams, "
        "in twelve months; by chance alone one in 20 would"
    )
    found = funnel((team, *both) for team, both in sums.items())
    return _share(*((found.outside, found.judged) if found else (0, 0)), "teams", counts)


def _better(sources: WalkSources) -> WalkFigure:
    counts = (
        "Measures of the page “Is it getting better?” that are better than in the months that set "
        "their limits, by more than chance"
    )
    better = sum(one is ChartVerdict.BETTER for one in sources.verdicts)
    of = len(sources.verdicts)
    if not of:
        return WalkFigure(None, "cannot be determined", counts)
    return WalkFigure(better / of, f"{better} of {count_of(of, 'measure')}", counts)


def _too_recent(sources: WalkSources) -> WalkFigure:
    recent, spent = cost_without_evidence(sources.actions)
    counts = "The cost of actions of which no evidence is possible yet, of the cost of all"
    if not spent:
        return WalkFigure(None, "cannot be determined", counts)
    return WalkFigure(recent / spent, f"£{recent:,} of £{spent:,} ({recent / spent:.0%})", counts)


FIGURES: Mapping[str, Callable[[WalkSources], WalkFigure]] = {
    "late_links": _late_links,
    "unassessed": _concern("unassessed_risk", "Children in unassessed risk on the day"),
    "neglect": _concern(
        "cumulative_neglect", "Children of whom neglect or harm was told again and again"
    ),
    "conferences": _of_year(
        "conferences_15_days",
        "first conferences",
        "Held within 15 working days of the start of the enquiry, as the DfE counts",
    ),
    "interviews": _of_year(
        "return_interview_due_met", "interviews due", "Return home interviews in time"
    ),
    "not_held": _not_held,
    "caseload": _caseload,
    "workers": _of_latest(
        "three_workers", "children", "Children with three or more workers in twelve months"
    ),
    "agency": _of_latest(
        "agency_hours",
        "full-time equivalents",
        "Hours worked by social workers from agencies, in the last month",
    ),
    "supervised": _of_year("supervision_due_met", "supervisions due", "Supervision in time"),
    "challenged": _of_year(
        "supervisions_challenged", "supervisions that say", "Supervision with a challenge recorded"
    ),
    "silent": _silent,
    "actions": _of_year("actions_done", "actions due", "Actions done by the day set"),
    "uneven": _uneven,
    "better": _better,
    "too_recent": _too_recent,
}
