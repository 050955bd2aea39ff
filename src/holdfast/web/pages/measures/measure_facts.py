"""What is said of a measure in lists of facts: what it means, how sure it is, how it moves."""

from holdfast.clocks.clock import Clock
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.cases.declared import answer_of
from holdfast.measures.measure import MeasuredFigure
from holdfast.web.asked import Asked
from holdfast.web.pages.measures.seen_measure import SeenMeasure
from holdfast.web.parts.lists import Fact
from holdfast.web.parts.templatetags.words import plain_day

YEAR = 12  # months
FEW_CLOCKS = 4
_CARRIES = {
    "history": "the record holds how it was on every day",
    "current": "the record holds how it stands now, and not how it was before",
    "cannot tell": "it cannot be determined from this source",
}


def confidence(asked: Asked, found: SeenMeasure, figure: MeasuredFigure | None) -> list[Fact]:
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
    year = [one for one in found.months if one.whole][-YEAR:]
    if year:
        facts.append(Fact("Cannot be determined", _unclear(year)))
        late = [f"{one.first:%B %Y}" for one in year if not one.settled]
        words = f"{', '.join(late)} may still change as work is written up." if late else "None."
        facts.append(Fact("Months not settled", words))
    facts += [
        Fact("Recording", f"How well “{clock.title}” is recorded, by month and team", url)
        for clock, url in _recorded(asked, measure.clocks)
    ]
    return facts


def _unclear(year: list[MeasureCount]) -> str:
    unclear = sum(one.cannot_tell for one in year)
    every = unclear + sum(one.of for one in year)
    if not every:
        return "Nothing to count in the last twelve whole months."
    return (
        f"{unclear:,} of {every:,.0f} in the last {len(year)} whole months ({unclear / every:.0%})."
    )


def _recorded(asked: Asked, clocks: tuple[str, ...]) -> list[tuple[Clock, str]]:
    """The pages on the recording of a few clocks; of many none, since they say nothing together."""
    if len(clocks) > FEW_CLOCKS:
        return []
    found = [asked.outlook.book.clock(key) for key in clocks]
    return [(one, asked.link("recording", one.key)) for one in found if one is not None]


def meaning(found: SeenMeasure) -> list[Fact]:
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


def pace_facts(found: SeenMeasure) -> list[Fact]:
    """What the pace part says, in order."""
    pace = found.pace
    if pace is None:
        return []
    facts = [Fact("How it moves", found.moves)]
    reach = pace.reaching
    if reach is not None:
        facts.append(Fact("Target", found.words(pace.target)))
        facts.append(Fact("Gap", found.change(reach.gap)))
        if reach.evidence and not reach.reached:
            early, middle, late = (pace.month(n) for n in (reach.early, reach.middle, reach.late))
            said = f"{middle:%B %Y} (80% interval {early:%B %Y} to {late:%B %Y})"
            facts.append(Fact("Reached, if it goes on so", said))
        soon = f"{reach.within_12:.0%} within 12 months, {reach.within_24:.0%} within 24"
        facts.append(Fact("How likely to be reached", soon))
    held = pace.backtest
    if held.made:
        said = f"Of {held.made} made {held.ahead} months before, {held.held} held what came"
        if held.held * 2 < held.made:
            said += ": do not rely on what is forecast here"
        facts.append(Fact("Its own earlier forecasts", f"{said}."))
    return facts
