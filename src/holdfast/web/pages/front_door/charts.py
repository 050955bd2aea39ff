"""The drawings of the front door, each with the sentence that says the same."""

from dataclasses import dataclass

from holdfast.query.front_door.figures import band_words
from holdfast.query.front_door.front_door import FrontDoorOnDay
from holdfast.web.parts.bars import Bar, BarChart, bar_chart
from holdfast.web.parts.templatetags.words import plain_day, share_of


@dataclass(frozen=True)
class DrawnFigure:
    """A chart and its sentence."""

    chart: BarChart
    sentence: str


def week_chart(found: FrontDoorOnDay) -> DrawnFigure:
    """Contacts by week: those that became a referral, and on them all others."""
    bars = [
        Bar(
            f"{one.first.day} {one.first:%b}",
            one.counts.accepted,
            one.counts.contacts - one.counts.accepted,
        )
        for one in found.weeks
        if one.whole
    ]
    whole = [one for one in found.weeks if one.whole]
    counts = [one.counts.contacts for one in whole]
    if not counts:
        sentence = "No whole week lies in the period."
    else:
        most = max(whole, key=lambda one: one.counts.contacts)
        sentence = (
            f"Between {min(counts):,} and {max(counts):,} contacts a week in {len(counts)} whole "
            f"weeks; the most in the week of {plain_day(most.first)}."
        )
    names = ("became a referral", "all others")
    title = "Contacts in each whole week, by the day of its Monday"
    return DrawnFigure(bar_chart("weeks", title, sentence, bars, names, "rest"), sentence)


def decision_chart(found: FrontDoorOnDay) -> DrawnFigure | None:
    """Days to the decision, with those still waiting on the decided; None where not told."""
    time = found.time
    if time is None:
        return None
    bars = [Bar(band_words(one), one.decided, one.waiting) for one in time.bands]
    total = time.decided + time.waiting
    if not total:
        sentence = "No contact of the period has a day of decision or waits for one."
    else:
        median = _median(time.median_days)
        sentence = (
            f"{median}; by the end of the next working day "
            f"{share_of(time.next_working_day, total)}. Still waiting: {time.waiting:,}"
        )
        longest = time.longest_waiting_days
        sentence += f", the longest for {_days(longest)}." if longest is not None else "."
    title = "Calendar days from contact to decision"
    chart = bar_chart("decisions", title, sentence, bars, ("decided", "waiting"))
    return DrawnFigure(chart, sentence)


def _median(days: int | None) -> str:
    if days is None:
        return "Fewer than half have been decided"
    return f"Half were decided within {_days(days)}" if days else "Half were decided the same day"


def _days(number: int) -> str:
    return f"{number:,} day{'' if number == 1 else 's'}"
