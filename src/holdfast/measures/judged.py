"""A measure with what can be said of it: its months, chart, verdict and pace, in sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from holdfast.count_words import count_of
from holdfast.errors import BadSetting, HoldfastError
from holdfast.measures.benchmarks.own_council import own_council
from holdfast.measures.benchmarks.published import PublishedTable, published_table
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.control import ControlChart
from holdfast.measures.charts.drawing import LARGE, ChartSize, ControlDrawing, draw_control
from holdfast.measures.charts.of_measure import chart_of, chart_refusal, whole_months
from holdfast.measures.charts.verdict import (
    ASSURANCE_BEYOND,
    ASSURANCE_SHORT,
    ASSURANCE_WORDS,
    JUST_COME_THERE,
    Assurance,
    ChartReading,
    ChartVerdict,
    assurance,
    read_chart,
)
from holdfast.measures.choices import SHARES, MeasureChoices, NamedCause
from holdfast.measures.measure import Good, Measure
from holdfast.measures.pace.level_words import (
    level_in_words,
    net_change_in_words,
    target_in_words,
)
from holdfast.measures.pace.of_measure import REACHED, MeasurePace, pace_of
from holdfast.measures.year_of_measure import (
    each_month,
    last_twelve,
    year_briefly,
    year_in_words,
    year_value,
)
from holdfast.settings import HOME

CANNOT_TELL = "It cannot be determined from this data"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class JudgedMeasure:
    """A measure with its months up to a day; what follows from them is told when asked for.

    ``untold`` is why the source cannot tell of it at all; empty where it can.
    """

    measure: Measure
    months: Sequence[MeasureCount]
    choices: MeasureChoices
    day: date
    untold: str = ""

    @property
    def target(self) -> float | None:
        """The council's own target."""
        return self.choices.targets.get(self.measure.key)

    @cached_property
    def refused(self) -> str:
        """Why it is not charted; empty where it is."""
        why = self.untold or chart_refusal(self.measure)
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
            return pace_of(self.measure, self.months, target, table, _council(table))
        except HoldfastError:
            return None

    @property
    def year(self) -> list[MeasureCount]:
        """The last twelve whole months, which every page means by its year."""
        return last_twelve(self.months, looks_ahead=bool(self.measure.maturity.known_after))

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
        found = assurance(self.chart, self.measure.good, self.target)
        just = found is Assurance.NEVER and self._beyond
        told = JUST_COME_THERE if just else ASSURANCE_WORDS[found]
        return told.format(target=f"the target of {self.words(self.target)}")

    @property
    def target_words(self) -> str:
        """The target and whether the process can meet it, in few words.

        Empty without a target, and where the level lies at it or beyond: ``moves`` says both then.
        """
        if not self.assured or self.chart is None or self._beyond:
            return ""
        found = assurance(self.chart, self.measure.good, self.target or 0.0)
        return f"Target {self.words(self.target)}: {ASSURANCE_SHORT[found]}."

    def words(self, value: float | None) -> str:
        """A value in the measure's unit."""
        return self.column([value])[0]

    def column(self, values: Sequence[float | None]) -> list[str]:
        """Values that stand in one column, in the measure's unit, all with as many places."""
        share = self.measure.unit in SHARES
        fine = not share and any(value is not None and value % 1 for value in values)
        return [
            "not known"
            if value is None
            else (f"{100 * value:.0f}%" if share else f"{value:,.{1 if fine else 0}f}")
            for value in values
        ]

    @property
    def net_change(self) -> tuple[str, str, str]:
        """The net monthly change and the two ends of its interval; empty where there is none."""
        if self.pace is None:
            return "", "", ""
        change, low, high = net_change_in_words(self.measure, self.pace.projection)
        return change.replace("-", "−"), low.replace("-", "−"), high.replace("-", "−")

    @property
    def sentence(self) -> str:
        """The latest month, the year and the baseline, and how it moves."""
        return f"{self._standing(briefly=False)} {self.moves}".strip()

    @property
    def briefly(self) -> str:
        """The same for one of many charts, whose months are drawn; its own page tells the rest."""
        way = self.pace.way if self.pace else ""
        told = self.moves if self._beyond else f"{way.capitalize()}: {self._change}." if way else ""
        standing = self._standing(briefly=True)
        return f"{standing} {told} {self.target_words}".replace("  ", " ").strip()

    def _standing(self, briefly: bool) -> str:
        """The latest month, the year and the baseline."""
        one = self.latest
        if one is None:
            return f"{CANNOT_TELL}." if self.untold else "There is nothing to count."
        share = self.measure.unit in SHARES
        of = f" of {one.of:,}" if share else ""
        told = f"{self.words(one.value)}{of} in {one.first:%B %Y}"
        value = year_value(self.measure, self.year)
        if self.chart and value is not None:
            year = year_briefly if briefly else year_in_words
            told += f"; {year(self.measure, self.year, self.words(value))}"
        if self.chart and not self.chart.phases[-1].trial:
            told += f"; {self.words(self.chart.centre[-1])}{each_month(self.measure)} in "
            told += self._baseline if briefly else self.against
        return f"{told}."

    @property
    def against(self) -> str:
        """The months against which its chart judges, by their number and the last of them."""
        return f"{self._baseline} that set the limits" if self.chart else ""

    @property
    def _baseline(self) -> str:
        if self.chart is None:
            return ""
        phase = self.chart.phases[-1]
        last = self.chart.points[phase.begins + phase.baseline - 1].first
        return f"the {count_of(phase.baseline, 'month')} to {last:%B %Y}"

    @property
    def moves(self) -> str:
        """The net monthly change with its interval, in a sentence; empty where there is none."""
        if self.pace is None:
            return ""
        if self._beyond:
            return f"{self.pace_words}. Net change: {self._change}."
        return f"{self.pace_words}: {self._change}."

    @property
    def pace_words(self) -> str:
        """How it moves, in words: with its level and the target where it is there or beyond."""
        return (self._beyond or (self.pace.verdict if self.pace else "")).capitalize()

    @property
    def pace_without_numbers(self) -> str:
        """The same for whoever is told no exact share."""
        beyond = f"{REACHED}{self._months_beyond}" if self._beyond else ""
        return (beyond or (self.pace.verdict if self.pace else "")).capitalize()

    @property
    def _beyond(self) -> str:
        """That its level lies at the target or beyond, and what single months do; else empty."""
        found = self.pace
        if found is None or found.reaching is None or not found.reaching.reached:
            return ""
        level = level_in_words(self.measure, found.reaching.level)
        target = target_in_words(self.measure, found.target or 0.0)
        return f"its level, {level}, lies at the target of {target} or beyond{self._months_beyond}"

    @property
    def _months_beyond(self) -> str:
        if self.chart is None or self.target is None:
            return ""
        said = ASSURANCE_BEYOND[assurance(self.chart, self.measure.good, self.target)]
        return f"; {said}" if said else ""

    @property
    def _change(self) -> str:
        change, low, high = self.net_change
        return f"{change} a month ({low.split(' ')[0]} to {high})" if change else ""

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


def _council(table: PublishedTable) -> str:
    """This council; none where the setting is wrong, which the page of each measure refuses."""
    try:
        return own_council(table)
    except BadSetting:
        return ""
