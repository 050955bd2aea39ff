"""A measure as the pages show it: its months, its chart, the verdict and its pace, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfast.errors import HoldfastError
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.cases.counting import MeasureCount, count_by
from holdfast.measures.charts.control import ControlChart
from holdfast.measures.charts.of_measure import chart_of, chart_refusal, whole_months
from holdfast.measures.charts.verdict import (
    ASSURANCE_WORDS,
    ChartReading,
    ChartVerdict,
    assurance,
    read_chart,
)
from holdfast.measures.choices import SHARES, MeasureChoices, NamedCause, read_choices
from holdfast.measures.measure import Good, Measure
from holdfast.measures.pace.of_measure import MeasurePace, pace_of
from holdfast.measures.register import MEASURES
from holdfast.query.outlook import Outlook
from holdfast.settings import AUTHORITY, HOME
from holdfast.web import data
from holdfast.web.improvement.causes import with_leadership
from holdfast.web.parts.control_chart import LARGE, ChartSize, ControlDrawing, draw_control

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def months_of(seen: Outlook, measures: Sequence[Measure]) -> dict[str, list[MeasureCount]]:
    """Measures month by month, by key.

    Of everybody all are worked out once for a snapshot; of the children of whom somebody may know,
    those asked for alone.
    """
    if seen.may_know is not None:
        return _by_measure(seen, measures)
    found: dict[str, list[MeasureCount]] = data.remember(
        seen, "measures by month", lambda: _by_measure(seen, MEASURES)
    )
    return found


def _by_measure(seen: Outlook, measures: Sequence[Measure]) -> dict[str, list[MeasureCount]]:
    found: dict[str, list[MeasureCount]] = {}
    for one in count_by(seen, measures):
        found.setdefault(one.measure, []).append(one)
    return found


@dataclass(frozen=True)
class SeenMeasure:
    """A measure with its months up to a day; what follows from them is told when asked for."""

    measure: Measure
    months: Sequence[MeasureCount]
    choices: MeasureChoices
    day: date

    @property
    def target(self) -> float | None:
        """The council's own target."""
        return self.choices.targets.get(self.measure.key)

    @cached_property
    def refused(self) -> str:
        """Why it is not charted; empty where it is."""
        why = chart_refusal(self.measure)
        return why or ("" if whole_months(self.months) else "no whole month has anything to count")

    @cached_property
    def chart(self) -> ControlChart | None:
        """Its chart; None where it is refused."""
        if self.refused:
            return None
        return chart_of(self.measure, self.months, self.choices.rebases(self.measure.key))

    @property
    def signed(self) -> str:
        """Who agreed to the definition, or that nobody has, or that it is due to be looked at."""
        one = self.measure
        if not one.signed_by:
            return "no"
        return "review is due" if one.review_due and one.review_due <= self.day else "yes"

    @property
    def lettered(self) -> list[tuple[str, NamedCause]]:
        """The dated causes that its chart marks, each with its letter."""
        return list(zip(LETTERS, self.choices.causes, strict=False))

    @cached_property
    def reading(self) -> ChartReading | None:
        """What the chart says."""
        return read_chart(self.chart, self.measure.good) if self.chart else None

    @cached_property
    def pace(self) -> MeasurePace | None:
        """How it moves; None where there are too few months, or none that can be charted."""
        target = None if self.measure.good is Good.NEITHER else self.target
        try:
            table = published_table(HOME.path())
            return pace_of(self.measure, self.months, target, table, AUTHORITY.text())
        except HoldfastError:
            return None

    @property
    def latest(self) -> MeasureCount | None:
        """The latest whole month."""
        whole = whole_months(self.months) or [one for one in self.months if one.value is not None]
        return whole[-1] if whole else None

    @property
    def latest_words(self) -> str:
        """The value of the latest month."""
        return self.words(self.latest.value) if self.latest else ""

    @property
    def assured(self) -> str:
        """Whether the process can meet its target at all, in words; empty without one."""
        if self.chart is None or self.target is None or self.measure.good is Good.NEITHER:
            return ""
        return ASSURANCE_WORDS[assurance(self.chart, self.measure.good, self.target)]

    def words(self, value: float | None) -> str:
        """A value in the measure's unit."""
        if value is None:
            return "not known"
        if self.measure.unit in SHARES:
            return f"{100 * value:.0f}%"
        return f"{value:,.1f}" if value % 1 else f"{value:,.0f}"

    def change(self, value: float) -> str:
        """A change in the measure's unit, with its sign."""
        share = self.measure.unit in SHARES
        told = f"{100 * value if share else value:+,.1f}".replace("-", "−")
        return f"{told} points" if share else told

    @property
    def sentence(self) -> str:
        """The latest month, the year and the baseline, and how it moves."""
        one = self.latest
        if one is None:
            return "There is nothing to count."
        share = self.measure.unit in SHARES
        of = f" of {one.of:,}" if share else ""
        told = f"{self.words(one.value)}{of} in {one.first:%B %Y}"
        if self.chart and not self.chart.phases[-1].trial:
            year = _mean([each.value for each in self.chart.points[-12:]])
            told += f"; {self.words(year)} over the year, {self.words(self.chart.centre[-1])} in "
            told += f"the {self.chart.phases[-1].baseline} months that set the limits"
        return f"{told}. {self.moves}".strip()

    @property
    def moves(self) -> str:
        """The net monthly change with its interval, in a sentence; empty where there is none."""
        if self.pace is None:
            return ""
        found = self.pace.projection
        change = f"{self.change(found.change)} a month"
        span = f"({self.change(found.change_low)} to {self.change(found.change_high)})"
        return f"{self.pace.verdict.capitalize()}: {change} {span}."

    def draw(self, size: ChartSize = LARGE) -> ControlDrawing | None:
        """The drawing of the chart, with the council's causes; None where it is refused."""
        if self.chart is None or self.reading is None:
            return None
        causes = list(zip((one.day for one in self.choices.causes), LETTERS, strict=False))
        text = f"{self.sentence} Against its limits: {self.reading.verdict.value}."
        return draw_control(
            self.measure.key,
            f"{self.measure.title}, month by month",
            text,
            self.chart,
            self.measure.unit in SHARES,
            self.target,
            causes,
            size,
        )

    @property
    def look(self) -> str:
        """The look of the verdict."""
        looks = {ChartVerdict.BETTER: "better", ChartVerdict.WORSE: "worse"}
        return looks.get(self.reading.verdict, "") if self.reading else ""


def seen_measures(seen: Outlook, measures: Sequence[Measure]) -> dict[str, SeenMeasure]:
    """Measures as they are seen on an outlook, by key.

    What is worked out of one is kept with the outlook while the council's own file says the same.
    """
    choices = with_leadership(read_choices(HOME.path()), seen.day)
    months = months_of(seen, measures)
    mark = AUTHORITY.text(), repr(choices)
    return {one.key: _kept(seen, one, months.get(one.key, []), choices, mark) for one in measures}


def _kept(
    seen: Outlook,
    measure: Measure,
    months: Sequence[MeasureCount],
    choices: MeasureChoices,
    mark: tuple[str, str],
) -> SeenMeasure:
    found: SeenMeasure = data.remember(
        seen,
        ("measure", measure.key, mark),
        lambda: SeenMeasure(choices.of(measure), months, choices, seen.day),
    )
    return found


def _mean(values: Sequence[float | None]) -> float | None:
    told = [one for one in values if one is not None]
    return sum(told) / len(told) if told else None
