"""The figures by which a newcomer sees that what the modelled letter says is so, on the day.

Each is worked out from the record and says what it counts and out of what.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from holdfast.challenge.figures import LoopFigures
from holdfast.improvement.made_up.letter import FINDINGS, ModelledFinding
from holdfast.improvement.status import ActionStanding, ActionStatus
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.funnel import FunnelPlace, funnel
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.links import LINKS
from holdfast.query.concerns import CountedConcern

# Their share in time is charted month by month, and the list of them is that of the chain.
DUE_MET = {
    link.key: f"{link.key}_due_met" for link in LINKS if link.key != "assessment_statistical"
}
IN_TIME = 0.9  # what a link is held against: nine in ten


@dataclass(frozen=True)
class WalkSources:
    """What the figures are worked out from, as at a day.

    ``months`` are measures by month; ``teams`` those of completed assessments by team, 13 months;
    ``caseload`` children for each full-time social worker; ``verdicts`` what the charts say of the
    measures of the page *Is it getting better?*.
    """

    day: date
    months: Mapping[str, Sequence[MeasureCount]]
    teams: Sequence[MeasureCount]
    concerns: Sequence[CountedConcern]
    loop: LoopFigures
    caseload: float | None
    verdicts: Sequence[ChartVerdict]
    actions: Sequence[ActionStanding]


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
    words = f"{counted:,.0f} of {of:,.0f} {things} ({counted / of:.0%})"
    return WalkFigure(counted / of, words, counts)


def year_of(months: Sequence[MeasureCount]) -> tuple[float, float]:
    """What is counted, and out of what, in the last twelve whole months."""
    year = [one for one in months if one.whole][-12:]
    return sum(one.counted for one in year), sum(one.of for one in year)


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
    shares = [year_of(sources.months.get(key, ())) for key in DUE_MET.values()]
    told = [counted / of for counted, of in shares if of]
    counts = (
        "Steps of the chain of which fewer than nine in ten were done in time, in twelve months"
    )
    return _share(sum(one < IN_TIME for one in told), len(told), "steps", counts)


def _concern(key: str, counts: str) -> Callable[[WalkSources], WalkFigure]:
    def figure(sources: WalkSources) -> WalkFigure:
        found = next((one for one in sources.concerns if one.concern == key), None)
        open_cases = [one for one in sources.months.get("in_need", ()) if one.value is not None]
        of = open_cases[-1].counted if open_cases else 0
        said = f"{counts}, beside all children with an open case"
        return _share(found.children if found else 0, of, "children", said)

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
    for one in sources.teams:
        if one.whole:
            counted, of = sums.get(one.group, (0, 0))
            sums[one.group] = counted + one.counted, of + one.of
    counts = (
        "Teams whose share of assessments in time lies outside what chance gives 95 in 100 teams, "
        "in twelve months; by chance alone one in 20 would"
    )
    found = funnel((team, *both) for team, both in sums.items())
    judged = [one for one in found.points if one.place is not FunnelPlace.TOO_FEW] if found else []
    return _share(found.outside if found else 0, len(judged), "teams", counts)


def _better(sources: WalkSources) -> WalkFigure:
    counts = (
        "Measures of the page “Is it getting better?” that are better than in the months that set "
        "their limits, by more than chance"
    )
    better = sum(one is ChartVerdict.BETTER for one in sources.verdicts)
    return _share(better, len(sources.verdicts), "measures", counts)


def _too_recent(sources: WalkSources) -> WalkFigure:
    early = (ActionStatus.NOT_BEGUN, ActionStatus.TOO_EARLY)
    pounds = [(one.action.cost or 0, one.status in early) for one in sources.actions]
    spent = sum(cost for cost, _ in pounds)
    recent = sum(cost for cost, is_early in pounds if is_early)
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
