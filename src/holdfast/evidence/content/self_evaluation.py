"""The self-evaluation that goes to the inspectors with the lists: by their three questions.

    What do you know about the quality and impact of social work practice?
    How do you know it?
    What are your plans for the next twelve months?

Figures answer the first two as far as the record reaches, and say where it does not. What is a
judgement, only people can write: each question ends with a place for it.
"""

from collections import Counter
from collections.abc import Sequence

from holdfast.case_audits.drawing import DrawnRound
from holdfast.clocks.duty import Status
from holdfast.count_words import count_of
from holdfast.evidence.content.asked_of import PackSource
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
    weakest_sentence,
    workforce_part,
)
from holdfast.evidence.documents.document import (
    PrintedDocument,
    PrintedPart,
    PrintedPoints,
    PrintedSection,
    PrintedWords,
    table_of,
)
from holdfast.measures.chain import Measured
from holdfast.measures.judged import JudgedMeasure
from holdfast.query.people import team_names
from holdfast.record.register import TABLES

_OURS = (
    "To be written by the director: what these figures mean for children, and what they do not "
    "show."
)


def self_evaluation(
    source: PackSource,
    links: Sequence[Measured],
    twelve: Sequence[JudgedMeasure],
    sample: DrawnRound,
) -> PrintedDocument:
    """The document, from the chain, the twelve measures and the cases that were drawn."""
    plan = StandingPlan(source)
    plans = (*plan_part(plan), PrintedWords(_OURS))
    sections = (
        PrintedSection(
            "1. What do you know about the quality and impact of practice?",
            (PrintedWords(weakest_sentence(links), "lead"),),
        ),
        PrintedSection("How children pass through the service", chain_part(links), level=3),
        PrintedSection("Is it getting better?", twelve_part(twelve, source), level=3),
        PrintedSection("What audits found", audits_part(source), level=3),
        PrintedSection("Who does the work", workforce_part(source), level=3),
        PrintedSection("In our own words", (PrintedWords(_OURS),), level=3),
        PrintedSection("2. How do you know it?", tuple(_how(source)), new_page=True),
        PrintedSection("Is it noticed, challenged and put right?", loop_part(source), level=3),
        PrintedSection("Cases to look at", _sample_part(sample), level=3),
        PrintedSection("3. What are your plans for the next 12 months?", plans, new_page=True),
        PrintedSection("What inspectors found before", findings_part(plan), level=3),
        PrintedSection("What was promised", promises_part(plan), level=3),
    )
    return PrintedDocument(
        "Self-evaluation of social work practice",
        "For the inspection of local authority children’s services, by its three questions",
        source.about,
        sections,
    )


def sample_document(source: PackSource, sample: DrawnRound) -> PrintedDocument:
    """The cases that were drawn: each child's number, the team, and what the child is on."""
    names = team_names(source.outlook)
    rows = [
        (str(place), case.child, names.get(case.team, case.team), case.stratum.rpartition(", ")[2])
        for place, case in enumerate(sample.cases, 1)
    ]
    drawn = table_of(
        count_of(len(rows), "case"), ("Place", "Child’s number", "Team", "The child is on"), rows
    )
    return PrintedDocument(
        "Case sample",
        "Drawn at random over every team and everything that a child may be on",
        (*source.about, ("Seed", sample.seed)),
        (PrintedSection("Cases drawn", (PrintedWords(_drawn_by(sample), "note"), drawn)),),
    )


def _how(source: PackSource) -> Sequence[PrintedPart]:
    snapshot = source.outlook.snapshot
    feeds = source.outlook.overlay.feeds
    missing = [table.name.replace("_", " ") for table in TABLES if table.name not in feeds]
    given = sum(one.given for one in snapshot.manifest.counts)
    refused = sum(one.refused for one in snapshot.manifest.counts)
    unclear = source.outlook.rows(
        "select count(*) as duties from standing where status = $status",
        status=Status.CANNOT_TELL.value,
    )
    points = [
        f"Every figure is worked out from snapshot {snapshot.id} by declared rules, each with its "
        "source in law, guidance or the council’s own standard.",
        f"The import gave {given:,} rows, of which {refused:,} could not be read and are kept as "
        "refused.",
        "Not recorded is not taken for not done: of "
        f"{unclear[0]['duties']:,} steps it cannot be determined whether they were in time.",
    ]
    if missing:
        points.append(f"The data does not hold: {', '.join(missing)}.")
    return (PrintedPoints(tuple(points)),)


def _sample_part(sample: DrawnRound) -> tuple[PrintedPart, ...]:
    """How many were drawn of what: no child stands here."""
    of, drawn = Counter[str](), Counter[str]()
    for one in sample.strata:
        on = one.name.rpartition(", ")[2]
        of[on] += one.cases
        drawn[on] += one.drawn
    rows = [(on.capitalize(), drawn[on], of[on]) for on in sorted(of)]
    return (
        PrintedWords(f"{_drawn_by(sample)} Their numbers stand in a file of their own."),
        table_of("Cases drawn", ("The child is on", "Drawn", "Of"), rows, (1, 2)),
    )


def _drawn_by(sample: DrawnRound) -> str:
    return (
        f"{count_of(len(sample.cases), 'case was,cases were')} drawn at random by the seed "
        f"{sample.seed}: whoever has the seed and the snapshot draws the same."
    )
