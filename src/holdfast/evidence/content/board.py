"""The pack for the improvement board: the council's figures as they are, not for publication."""

from collections.abc import Sequence

from holdfast.concerns.register import CONCERNS
from holdfast.count_words import count_of
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.improvement import (
    StandingPlan,
    findings_part,
    plan_part,
    promises_part,
)
from holdfast.evidence.content.shared_parts import (
    audits_part,
    chain_part,
    loop_part,
    twelve_part,
    verdicts_sentence,
    weakest_sentence,
    workforce_part,
)
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedDocument,
    PrintedPart,
    PrintedSection,
    PrintedWords,
    table_of,
)
from holdfast.measures.benchmarks.comparing import benchmarks
from holdfast.measures.benchmarks.published import published_table
from holdfast.measures.chain import Measured
from holdfast.measures.choices import SHARES
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import Measure
from holdfast.measures.register import MEASURES
from holdfast.query.caseload.unallocated import holders_lacking, unallocated
from holdfast.query.concerns import concerns_counted, is_untold
from holdfast.settings import AUTHORITY, HOME

_TITLES = {one.key: one.title for one in CONCERNS}


def board_pack(
    source: PackSource, links: Sequence[Measured], twelve: Sequence[JudgedMeasure]
) -> PrintedDocument:
    """The document, from the chain and the twelve measures. It names no child and no worker."""
    plan = StandingPlan(source)
    sections = (
        PrintedSection(
            "In short",
            (
                PrintedWords(verdicts_sentence(twelve), "lead"),
                PrintedWords(weakest_sentence(links), "lead"),
            ),
        ),
        PrintedSection("Is it getting better?", twelve_part(twelve, source)),
        PrintedSection("How children pass through the service", chain_part(links)),
        PrintedSection("Children of whom a manager should know", _concerns(source)),
        PrintedSection("Is it noticed, challenged and put right?", loop_part(source)),
        PrintedSection("Beside other councils", _beside(source)),
        PrintedSection("What audits found", audits_part(source)),
        PrintedSection("Who does the work", workforce_part(source)),
        PrintedSection("What inspectors found", findings_part(plan)),
        PrintedSection("What was promised", promises_part(plan)),
        PrintedSection("The plan", plan_part(plan)),
    )
    return PrintedDocument(
        "Report to the improvement board",
        f"Figures to {plain_date(source.day)}, small numbers among them: not for publication",
        source.about,
        sections,
        wide=True,
    )


def _concerns(source: PackSource) -> tuple[PrintedPart, ...]:
    counted = concerns_counted(source.outlook)
    rows = [
        (_TITLES[one.concern], "not known", "not known", "not known")
        if is_untold(one)
        else (_TITLES[one.concern], one.children, one.families, one.unknown)
        for one in counted
    ]
    return (
        PrintedWords(
            f"{_held_by_nobody(source)} A concern is a fact to look at, not a score; that none is "
            "true of a child never means that the child is safe."
        ),
        table_of(
            "Concerns",
            ("Concern", "Children", "Families", "Cannot be determined"),
            rows,
            (1, 2, 3),
        ),
    )


def _held_by_nobody(source: PackSource) -> str:
    lacking = holders_lacking(source.outlook)
    if lacking:
        return f"How many children nobody holds cannot be determined: {lacking}."
    number = len(unallocated(source.outlook))
    has = "has" if number == 1 else "have"
    children = count_of(number, "child,children")
    return f"{children} with an open case {has} no worker in post who holds them."


def _beside(source: PackSource) -> tuple[PrintedPart, ...]:
    """Each measure whose definition is that of a published figure, and the latest of England."""
    table, council = published_table(HOME.path()), AUTHORITY.text()
    rows = []
    for one in MEASURES:
        if not one.published:
            continue
        found = benchmarks(one, table, council, source.day, years=1).found
        if not found:
            continue
        figure = one.figure(source.outlook, 12)
        own = None if figure.value is None else _said(one, float(figure.value))
        others = "; ".join(f"{each.whose} {_said(one, each.value)}" for each in found)
        rows.append((one.title, own or "cannot be determined", others, str(found[0].year)))
    if not rows:
        return (NotHeld("Nothing published can be laid beside.", "See `holdfast benchmarks`."),)
    return (
        PrintedWords("Only where the definitions are the same; published by the DfE.", "note"),
        table_of(
            "Beside published figures", ("Measure", "Here, 12 months", "Published", "Year"), rows
        ),
    )


def _said(measure: Measure, value: float) -> str:
    return f"{value:.0%}" if measure.unit in SHARES else f"{value:,.4g}"
