"""What a chart says in words: better, worse, no signal; and whether it can meet a standard at all.

A verdict needs four months with a signal among the last twelve, on one side. On charts of 24 to 48
months without any change 16 to 35 in 100 show some signal after the baseline, and 11 to 14 in 100 a
verdict (``tests/unit/test_charts.py`` prints it): so among many charts some will by chance alone.
"""

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

from holdfast.measures.charts.control import Chart, ControlChart, p_line, xmr_line
from holdfast.measures.measure import Good

MONTHS, NEEDED = 12, 4


class ChartVerdict(StrEnum):
    """What the months after the baseline show against it."""

    BETTER = "better"
    WORSE = "worse"
    HIGHER = "higher"
    LOWER = "lower"
    NO_SIGNAL = "no signal"
    TOO_FEW = "too few months to judge"


class Assurance(StrEnum):
    """Whether a process that goes on as it is meets a standard."""

    ALWAYS = "always"
    NEVER = "never"
    LUCK = "by luck"
    CANNOT_TELL = "cannot be determined"


@dataclass(frozen=True)
class ChartReading:
    """The verdict, how many of the ``judged`` months have a signal, and by which rules."""

    verdict: ChartVerdict
    judged: int
    signalled: int
    rules: tuple[str, ...]


def read_chart(chart: ControlChart, good: Good) -> ChartReading:
    """What the last twelve months after the baseline show, by which way is good."""
    judged = list(chart.judged)[-MONTHS:]
    if chart.phases[-1].trial or not judged:
        return ChartReading(ChartVerdict.TOO_FEW, len(judged), 0, ())
    own = [one for one in chart.signals if one.place in judged]
    above = sum(one.above for one in own)
    most = max(above, len(own) - above)
    rules = tuple(dict.fromkeys(one.rule.value for one in own))
    if most < NEEDED:
        return ChartReading(ChartVerdict.NO_SIGNAL, len(judged), most, rules)
    higher = above > len(own) - above
    verdict = ChartVerdict.HIGHER if higher else ChartVerdict.LOWER
    if good is not Good.NEITHER:
        better = higher == (good is Good.HIGHER)
        verdict = ChartVerdict.BETTER if better else ChartVerdict.WORSE
    return ChartReading(verdict, len(judged), most, rules)


def assurance(chart: ControlChart, good: Good, standard: float) -> Assurance:
    """Whether months such as the last twelve will meet a standard: always, never, or by luck.

    By limits worked out from the last twelve settled months: those locked on the baseline tell how
    it was then. Of fewer than twelve, or where neither way is good, it cannot be determined.
    """
    limits = recent_limits(chart)
    if limits is None or good is Good.NEITHER:
        return Assurance.CANNOT_TELL
    low, high = limits
    worst, best = (low, high) if good is Good.HIGHER else (-high, -low)
    wanted = standard if good is Good.HIGHER else -standard
    if worst >= wanted:
        return Assurance.ALWAYS
    return Assurance.NEVER if best < wanted else Assurance.LUCK


def recent_limits(chart: ControlChart) -> tuple[float, float] | None:
    """The limits of months such as the last twelve settled ones; None where there are fewer."""
    settled = [one for one in chart.points if one.settled and one.value is not None]
    last = settled[-MONTHS:]
    if len(last) < MONTHS:
        return None
    if chart.chart is Chart.XMR:
        mean, width = xmr_line([one.value for one in last if one.value is not None])
    else:
        mean, spread = p_line(last)
        typical = sum(one.of or 0 for one in last) / len(last)
        width = 3 * spread * sqrt(mean * (1 - mean) / typical) if typical else 0.0
    most = 1.0 if chart.points[-1].of is not None else float("inf")
    return max(0.0, mean - width), min(most, mean + width)


# ``target`` is the standard in words.
ASSURANCE_WORDS = {
    Assurance.ALWAYS: "As it works now, this process meets {target} in every month.",
    Assurance.NEVER: (
        "As it works now, this process cannot meet {target} in any month: pressing people "
        "harder will not do it, the process has to change."
    ),
    Assurance.LUCK: (
        "As it works now, this process meets {target} in some months and misses it in others, "
        "by chance: a month that meets it is no achievement and one that misses it no failing."
    ),
    Assurance.CANNOT_TELL: "Whether this process can meet {target} cannot be determined yet.",
}

# In place of NEVER where the level has moved to its target so fast that both hold.
JUST_COME_THERE = (
    "The last twelve months together lie short of {target}, and the level at the end of them "
    "does not: whether months to come will meet it cannot be determined yet."
)

# The same, in few words after a target, for a small chart.
ASSURANCE_SHORT = {
    Assurance.ALWAYS: "met in every month, as it works now",
    Assurance.NEVER: "cannot be met, as it works now",
    Assurance.LUCK: "met in some months, by chance",
    Assurance.CANNOT_TELL: "whether it can be met cannot be determined yet",
}

# The same, after the words that the level of a measure lies at its target or beyond.
ASSURANCE_BEYOND = {
    Assurance.ALWAYS: "every month meets it, as it works now",
    Assurance.NEVER: "the last twelve months together still lie short of it",
    Assurance.LUCK: "single months miss it by chance",
    Assurance.CANNOT_TELL: "",
}
