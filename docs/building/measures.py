"""The register of measures, in the words of their declarations."""

from collections.abc import Iterator, Mapping

from docs.building.blocks import Maker
from docs.building.markdown import code_list, sentence, table
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES


def _register() -> str:
    rows = [
        (f"[{measure.title}](#{measure.key})", f"`{measure.key}`", measure.unit, measure.good)
        for measure in MEASURES
    ]
    return table(("measure", "key", "unit", "which way is good"), rows)


def _measure_by_measure() -> Iterator[str]:
    for measure in MEASURES:
        yield f"### {measure.key}\n"
        yield f"**{measure.title}.** {sentence(measure.definition.words)}\n"
        yield from (f"- {line}" for line in _lines(measure))
        yield ""


def _lines(measure: Measure) -> Iterator[str]:
    definition, maturity = measure.definition, measure.maturity
    yield f"Counts {measure.counts}, of {measure.of}"
    yield f"Why it matters: {measure.why}"
    yield f"Whose definition: {definition.whose.value} ({definition.source})"
    if definition.unlike:
        yield f"Beside the nearest published figure: {definition.unlike}"
    yield f"Settles after {maturity.days} days: {maturity.why}"
    if measure.clocks:
        yield f"Clocks: {code_list(measure.clocks)}"
    if measure.cases:
        yield f"By month and group: {measure.cases.kind}"
    signed = measure.signed_by or "nobody yet"
    yield f"Agreed by: {signed}{f', until {measure.review_due}' if measure.review_due else ''}"


MAKERS: Mapping[str, Maker] = {
    "number of measures": lambda: str(len(MEASURES)),
    "register of measures": _register,
    "measure by measure": lambda: "\n".join(_measure_by_measure()),
}
