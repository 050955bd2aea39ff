"""What is said of a measure in lists of facts: what it means, how sure it is, how it moves."""

from holdfast.clocks.clock import Clock
from holdfast.count_words import count_of
from holdfast.measures.cases.declared import answer_of
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure, MeasuredFigure
from holdfast.measures.needed import Needed
from holdfast.measures.pace.level_words import gap_in_words, level_in_words, target_in_words
from holdfast.measures.pace.past_forecasts import HALF_A_YEAR
from holdfast.web.asked import Asked
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day

FEW_CLOCKS = 4
_CARRIES = {
    "history": "the record holds how it was on every day",
    "current": "the record holds how it stands now, and not how it was before",
    "cannot tell": "it cannot be determined from this source",
}


def confidence(asked: Asked, found: JudgedMeasure, figure: MeasuredFigure | None) -> list[Fact]:
    """How far the figure can be trusted: what the source tells, what is not known, what may change.

    Where its steps are recorded late or not at all stands on the page of each of its clocks.
    """
    measure = found.measure
    if measure.cases is not None:
        answer, why = answer_of(measure.cases, measure.clocks, asked.outlook)
    elif figure is not None:
        answer, why = figure.answer, figure.why
    else:
        return []
    told = _CARRIES.get(answer.value, answer.value)
    facts = [Fact("The source", told[:1].upper() + told[1:] + (f": {why}" if why else "") + ".")]
    year = found.year
    if year:
        facts.append(Fact("Cannot be determined", unclear_of_year(found)))
        late = [f"{one.first:%B %Y}" for one in year if not one.settled]
        words = f"{', '.join(late)} may still change as work is written up." if late else "None."
        facts.append(Fact("Months not settled", words))
    facts += [
        Fact("Recording", f"How well “{clock.title}” is recorded, by month and team", url)
        for clock, url in _recorded(asked, measure.clocks)
    ]
    return facts


def what_it_counts(one: Measure) -> str:
    """What a measure counts and out of what, in one sentence."""
    counts = one.counts.removeprefix("of those, ")
    return f"Counts {counts}." if counts == one.of else f"Counts {counts}, out of {one.of}."


def unclear_of_year(found: JudgedMeasure) -> str:
    """How many cannot be determined of how many in the last months; empty without months."""
    year = found.year
    if not year:
        return ""
    unclear = sum(one.cannot_tell for one in year)
    every = unclear + sum(one.of for one in year)
    if not every:
        return "Nothing to count in the last twelve whole months."
    months = count_of(len(year), "whole month")
    return f"{unclear:,} of {every:,.0f} in the last {months} ({unclear / every:.0%})."


def _recorded(asked: Asked, clocks: tuple[str, ...]) -> list[tuple[Clock, str]]:
    """The pages on the recording of a few clocks; of many none, since they say nothing together."""
    if len(clocks) > FEW_CLOCKS:
        return []
    found = [asked.outlook.book.clock(key) for key in clocks]
    return [(one, asked.link("recording", one.key)) for one in found if one is not None]


def meaning(found: JudgedMeasure) -> list[Fact]:
    """What a measure means, whose definition it is, who agreed to it and when it is due again."""
    one = found.measure
    settles = f"{one.maturity.days} days after the period. {one.maturity.why}"
    signed = one.signed_by or "nobody yet"
    if one.review_due:
        signed += f"; to be looked at again on {plain_day(one.review_due)}"
        signed += ", which has passed" if one.review_due <= found.day else ""
    told = [
        Fact("Counts", one.counts),
        Fact("Out of", one.of),
        Fact("Good", one.good.value),
        Fact("Definition", one.definition.words),
        Fact("Whose", f"{one.definition.whose.value}: {one.definition.source}"),
        Fact("Published figures", one.definition.unlike),
        Fact("Settles", settles),
        Fact("Agreed by", signed),
    ]
    return [fact for fact in told if fact.value]


def pace_facts(found: JudgedMeasure) -> list[Fact]:
    """What the pace part says, in order. Forecasts that failed are said here and not in a fold."""
    pace = found.pace
    if pace is None:
        return []
    change, least, most = found.net_change
    facts = [Fact("Change in a month", f"{change} (80% interval {least} to {most})")]
    reach = pace.reaching
    if reach is not None and pace.target is not None:
        level = level_in_words(found.measure, reach.level)
        facts.append(Fact("Level", f"{level} in {pace.last:%B %Y}: {pace.level_is}"))
        facts.append(Fact("Target", target_in_words(found.measure, pace.target)))
        facts.append(Fact("Gap", gap_in_words(found.measure, reach)))
        if reach.evidence and not reach.reached:
            early, middle, late = (pace.month(n) for n in (reach.early, reach.middle, reach.late))
            said = f"{middle:%B %Y} (80% interval {early:%B %Y} to {late:%B %Y})"
            facts.append(Fact("Reached, if it goes on so", said))
        if not reach.reached:
            likely = pace.how_likely
            facts.append(Fact("How likely to be reached", likely[:1].upper() + likely[1:]))
    low, high = (found.words(one) for one in pace.projection.ahead[HALF_A_YEAR - 1])
    month = pace.month(HALF_A_YEAR)
    facts.append(Fact(f"In {month:%B %Y}", f"{low} to {high} (80% interval), if it goes on so"))
    if pace.backtest.failed:
        facts.append(Fact("Its own earlier forecasts", pace.own_past))
    return facts


def own_past(found: JudgedMeasure) -> str:
    """How its own earlier forecasts did, where they did well enough to stand in a fold."""
    return found.pace.own_past if found.pace and not found.pace.backtest.failed else ""


def needed_facts(found: Needed) -> list[Fact]:
    """What comes and is finished a week, what the limit carries, and what would reach that."""
    done = f"{found.finished:,.1f}; {found.ended_otherwise:,.1f} more ended without the step"
    span = f"over the {found.weeks} weeks to {plain_day(found.day)}"
    return [
        Fact("Begin a week", f"{found.begun:,.1f}, {span}"),
        Fact("Finished a week", done),
        Fact("Open", f"{found.stock:,}, of them {found.overdue:,} overdue"),
        *_within_the_limit(found),
        _heaped(found),
    ]


def _within_the_limit(found: Needed) -> list[Fact]:
    """The stock that the limit carries, and how many are to be finished to be there by the day."""
    limit, carries, fits = found.limit_days, found.carries, found.fits
    if limit is None or carries is None or fits is None:
        why = "no limit is known" if limit is None else "none began"
        return [Fact("Can be open within the limit", f"Cannot be determined: {why}.")]
    served = f"{carries:,.0f} at most, if the longest waiting are always served first"
    if found.stock <= carries:
        keep = f"{max(0.0, found.begun - found.ended_otherwise):,.1f}"
        wanted = f"{keep}, as begin, keep the stock within the limit by {plain_day(found.by)}"
    else:
        interval = f"80% interval {found.needed_low:,.1f} to {found.needed_high:,.1f}"
        wanted = f"{found.needed:,.1f} ({interval}), to be down to {carries:,.0f} "
        wanted += f"by {plain_day(found.by)}"
    return [
        Fact(
            f"Can be open within a limit of {count_of(limit, 'day')}",
            f"{served}; {fits:,.0f} if not",
        ),
        Fact("To be finished a week", wanted),
    ]


def _heaped(found: Needed) -> Fact:
    heaping = found.heaping
    if heaping.heaped is None:
        said = "Cannot be determined"
    elif heaping.heaped:
        said = (
            f"Yes: {heaping.last:,} in the week up to the due date, {heaping.before:,} in the week "
            f"before and {heaping.after:,} in the week after"
        )
    else:
        said = "No"
    return Fact("Heaped at the due date", said)
