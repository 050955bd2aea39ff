"""The figure of a measure without months in sentences, and where the children behind it are."""

from holdfast.clocks.rules.answers import Answer
from holdfast.measures.cases.declared import answer_of
from holdfast.measures.cases.rows import CaseKind
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure, MeasuredFigure, MeasureUnit
from holdfast.measures.register import measure as find_measure
from holdfast.web.asked import Asked
from holdfast.web.parts.templatetags.words import plain_day

_UNITS = {
    MeasureUnit.CHILDREN_EACH: "children each",
    MeasureUnit.EACH_10_000: "for each 10,000",
}


def figure_in_words(asked: Asked, found: JudgedMeasure, figure: MeasuredFigure) -> str:
    """What a figure says, of when, and what its numbers are."""
    if figure.of is None and figure.value is None:
        return f"This cannot be determined from this data: {figure.why}."
    when = "on" if _on_the_day(found.measure) else "in the twelve months to"
    told = f"{when} {plain_day(asked.day)}"
    if found.measure.unit is MeasureUnit.DAYS:
        said = _wait(found, figure, told)
    else:
        value = f"{found.words(figure.value)} {_UNITS.get(found.measure.unit, '')}".strip()
        said = f"{value} {told}: {_number(figure.counted)} of {_number(figure.of)}."
    if figure.overdue is None:
        return said
    return f"{said} Open now {_number(figure.open)}, of them overdue {_number(figure.overdue)}."


def behind_figure(asked: Asked, one: Measure) -> str:
    """Where the children behind a figure are listed; empty where none can be.

    The children of a rate are there also where nobody says how many live in the area.
    """
    rows = one.groups.rows if one.groups else None
    if rows is None or answer_of(rows, one.clocks, asked.outlook)[0] is Answer.CANNOT_TELL:
        return ""
    return asked.link("measure_children", one.key)


def _wait(found: JudgedMeasure, figure: MeasuredFigure, told: str) -> str:
    """A median wait: how many began and how many are done, each said to be that."""
    if not figure.of:
        return f"Nothing to count {told}."
    half = "Fewer than half were done by that day"
    if figure.value is not None:
        days = "day" if figure.value == 1 else "days"
        half = f"Half were done within {found.words(figure.value)} {days}"
    of = found.measure.of[:1].upper() + found.measure.of[1:]
    return f"{half}, {told}. {of}: {_number(figure.of)}; of them done: {_number(figure.counted)}."


def _number(number: float | int | None) -> str:
    return "none" if number is None else f"{number:,}"


def _on_the_day(one: Measure) -> bool:
    """Whether a measure without months is of the day, and not of the months up to it."""
    if one.unit is not MeasureUnit.EACH_10_000:
        return one.unit in (MeasureUnit.STAFF, MeasureUnit.CHILDREN_EACH)
    cases = find_measure(one.beside).cases
    return cases is not None and cases.kind is CaseKind.ON_LAST_DAY
