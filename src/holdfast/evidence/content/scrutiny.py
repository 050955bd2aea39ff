"""The pack for elected members and the public: how children are served, in totals alone.

Every number of the record that it shows is one of the quarter's publication
(``evidence/withholding``), told as the pages for members tell it, and no other number is in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from holdfast.count_words import count_of
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.improvement import StandingPlan, findings_part, promises_part
from holdfast.evidence.content.measured import VERDICT_WORDS
from holdfast.evidence.content.plain_titles import plain_title
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedDocument,
    PrintedPart,
    PrintedPoints,
    PrintedSection,
    PrintedShare,
    PrintedShares,
    PrintedWords,
    table_of,
)
from holdfast.evidence.withholding.bands import HowTold, ToldFigure
from holdfast.evidence.withholding.ledger import ToldVerdict
from holdfast.evidence.withholding.publication import BY_SERVICE, Publication, ToldPeriod
from holdfast.measures.cases.declared import COUNTS
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.choices import SHARES, read_choices
from holdfast.measures.measure import Measure, MeasureUnit
from holdfast.measures.register import measure
from holdfast.query.fairness.groups import NO_TEAM
from holdfast.query.people import team_names
from holdfast.settings import HOME

# What a child is owed, in words for people who do not work in the service.
OWED: Mapping[str, str] = {
    "seen_due_met": "How often a child who is referred is seen in time",
    "assessment_due_met": "How often a child’s needs are assessed within 45 working days",
    "conference_due_met": (
        "How often a child at risk of significant harm has a conference within 15 working days"
    ),
    "protection_visit_due_met": "How often a child on a protection plan is visited when due",
    "care_visit_due_met": "How often a child in care is visited when the law says",
    "allocation_due_met": "How often a child is given a named social worker in time",
}
# What stands on the day, by service: whom it counts, in the head of a column.
STANDING: Mapping[str, str] = dict(
    zip(
        BY_SERVICE,
        (
            "Children with an open case",
            "On a protection plan",
            "In care",
            "No named worker",
            "Not seen when due",
            "Assessment past 45 working days",
        ),
        strict=True,
    )
)
WITHHELD = "withheld"

# What is told and what is not, for whoever reads a page or a pack for members.
HOW_TOLD = (
    "Every number is rounded to the nearest five, and 1 to 7 is told as “few”, so that no child "
    "can be recognised; “withheld” stands where a number would let a small one be worked out."
)
HOW_SQUARES_TELL = (
    "Each square is one of a hundred times that it fell due in the year; a filled one was done in "
    "time. Those still waiting are among the empty ones. Some work is done and not yet recorded. "
    "What cannot be determined is in neither number."
)
WORDS_AND_RULES = (
    "In time: done by the day that law, guidance or the council’s own standard sets. Those still "
    "waiting after that day are counted as not in time.",
    "Protection plan: the plan that a conference makes for a child at risk of significant harm.",
    "No named worker: no worker is recorded for the case, or it lies in a team’s inbox.",
    "Better, no better: whether the last twelve months differ, by more than chance gives, from the "
    "two years before them.",
    HOW_TOLD,
    "Figures are those of the end of the quarter, and stay as they were first told: they are "
    "corrected where what was recorded later makes them wrong by more than ten, and by more than "
    "one in a hundred. What charts say of the quarter is told once.",
    "Not recorded does not mean not done. The absence of a figure never means that a child is "
    "safe.",
)


@dataclass(frozen=True)
class ScrutinyPack:
    """The document, and the publication that it shows."""

    document: PrintedDocument
    publication: Publication


def scrutiny_pack(
    source: PackSource, published: Publication, verdicts: Mapping[str, ToldVerdict]
) -> ScrutinyPack:
    """The pack of a quarter's publication, and what charts were told to say then; and the plan."""
    plan = StandingPlan(source)
    sections = (
        PrintedSection("In short", (PrintedWords(_in_short(published, verdicts), "lead"),)),
        PrintedSection("Six things a child is owed", tuple(owed_part(published))),
        PrintedSection("What was promised, and where it stands", promises_part(plan, public=True)),
        PrintedSection(
            "What inspectors found, and what has moved",
            (*findings_part(plan), *_moved(published, verdicts)),
        ),
        PrintedSection("Where", tuple(where_part(team_names(source.outlook), published))),
        PrintedSection("Who does the work", (_staff(published),)),
        PrintedSection("Words and rules", (PrintedPoints(WORDS_AND_RULES),)),
    )
    document = PrintedDocument(
        "How children are served",
        f"For the scrutiny committee and the public, figures to {plain_date(published.day)}",
        (
            ("Figures to the end of the quarter", plain_date(published.day)),
            ("Promises as at", plain_date(source.day)),
            *source.about[1:],
        ),
        sections,
    )
    return ScrutinyPack(document, published)


def in_words(told: ToldFigure, unit: MeasureUnit = MeasureUnit.SHARE) -> str:
    """A figure as people read it: 410; 240 of 340; 94% of 410; few of 410; withheld, of 10.

    A number for each 100 of another is no part of it: 67 for each 100: 10 beside 15.
    """
    between = "beside" if unit is MeasureUnit.EACH_100 else "of"
    whole = "" if told.of is None else f"{between} {told.of:,}"
    if told.kept is HowTold.WITHHELD:
        return f"withheld, {whole}" if whole else WITHHELD
    if told.kept is not HowTold.NOTHING:
        return f"{told.kept} {whole}" if whole else told.kept.value
    if told.of is None:
        return f"{told.count:,}" if told.count else "none recorded"
    if not told.of:
        return "nothing to count"
    return f"{_number_in_words(told, unit)} {whole}"


def _number_in_words(told: ToldFigure, unit: MeasureUnit) -> str:
    if unit in COUNTS:
        return f"{told.count:,}"
    if unit is MeasureUnit.EACH_100:
        return f"{told.of_100} for each 100: {told.count:,}"
    return f"{told.of_100}%" if unit in SHARES else f"{told.of_100}"


def figures_in_short(published: Publication) -> list[str]:
    """In a sentence each, with how many children the council works and how many were served."""
    words = []
    if "in_need" in published.measures:
        children = in_words(published.measures["in_need"].now.figure)
        words.append(f"The council works with {children} children who have an open case.")
    shares = [
        published.measures[key].now.figure.of_100 if key in published.measures else None
        for key in ("seen_due_met", "assessment_due_met")
    ]
    if None not in shares:
        words.append(
            f"Over the year {shares[0]} of 100 who were to be seen after a referral were seen in "
            f"time, and {shares[1]} of 100 assessments were done in time."
        )
    return words


def _in_short(published: Publication, verdicts: Mapping[str, ToldVerdict]) -> str:
    words = figures_in_short(published)
    said = [chart for chart, _ in verdicts.values()]
    better, worse = (
        said.count(VERDICT_WORDS[one]) for one in (ChartVerdict.BETTER, ChartVerdict.WORSE)
    )
    words.append(
        f"Of {count_of(len(said), 'measure')} followed month by month, "
        f"{count_of(better, 'has,have')} got better by more than chance, "
        f"{count_of(worse, 'has,have')} got worse, and the others show no change that could be "
        "told from chance."
    )
    return " ".join(words)


def owed_part(published: Publication) -> Sequence[PrintedPart]:
    """Six things a child is owed: how often each was done in time, as squares and as numbers."""
    told = {key: published.measures[key] for key in OWED if key in published.measures}
    if not told:
        return (NotHeld("None of this can be told.", "The data does not hold what was due when."),)
    rows = [
        (OWED[key], *_cells_of_row(one.now), *_cells_of_row(one.before))
        for key, one in told.items()
    ]
    first = next(iter(told.values()))
    year, year_before = (f"year to {plain_date(one.last)}" for one in (first.now, first.before))
    return (
        PrintedWords(
            f"{HOW_SQUARES_TELL} {HOW_TOLD}",
            "note",
        ),
        PrintedShares(owed_shares(published)),
        table_of(
            "The same as numbers",
            ("What is owed", f"In time, {year}", "Fell due", f"In time, {year_before}", "Fell due"),
            rows,
            (1, 2, 3, 4),
        ),
    )


def owed_shares(published: Publication) -> tuple[PrintedShare, ...]:
    """How often each of the six was done in time, and beside the year before, as it is told."""
    shares = []
    for key, words in OWED.items():
        if one := published.measures.get(key):
            share, earlier = (each.figure.of_100 for each in (one.now, one.before))
            said = f"{share} of 100" if share is not None else in_words(one.now.figure).capitalize()
            below = (_difference(share, earlier), _pair(one.now)) if share is not None else ()
            shares.append(PrintedShare(words, share, said, tuple(filter(None, below))))
    return tuple(shares)


def _cells_of_row(one: ToldPeriod) -> tuple[int | str, int | str]:
    count: int | str = one.figure.kept.value if one.figure.count is None else one.figure.count
    return count, WITHHELD if one.figure.of is None else one.figure.of


def _pair(one: ToldPeriod) -> str:
    counted, of = _cells_of_row(one)
    return f"{_said(counted)} of {_said(of)}, to {plain_date(one.last)}"


def _difference(now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return ""
    if now == before:
        return "The same as the year before"
    return f"{abs(now - before)} {'more' if now > before else 'fewer'} than the year before"


def _moved(published: Publication, verdicts: Mapping[str, ToldVerdict]) -> Sequence[PrintedPart]:
    """What the charts were told to say, beside the figure as it is told and the target."""
    targets = read_choices(HOME.path()).targets
    rows = []
    for key, said in verdicts.items():
        one = measure(key)
        rows.append(
            (plain_title(one), _of_year(published, one), _target(one, targets.get(key)), *said)
        )
    return (
        table_of(
            "What the figures say of twelve measures, to the end of the quarter",
            ("Measure", "The last year", "Target", "The last twelve months", "The last two years"),
            rows,
        ),
    )


def _of_year(published: Publication, one: Measure) -> str:
    """The figure of a measure as it is told, with its day where that is not the quarter's."""
    told = published.measures.get(one.key)
    if told is None:
        return "not told here"
    words = in_words(told.now.figure, one.unit)
    if told.now.first == told.now.last:
        return f"{words}, on {plain_date(told.now.last)}"
    return words if told.now.last == published.day else f"{words}, to {plain_date(told.now.last)}"


def _target(one: Measure, target: float | None) -> str:
    """The council's own target, in the unit of the measure."""
    if target is None:
        return "none set"
    return f"{100 * target:.3g}%" if one.unit in SHARES else f"{target:,.6g}"


def where_part(titles: Mapping[str, str], published: Publication) -> Sequence[PrintedPart]:
    """What stands on the day by service, and for the council; ``titles`` are names of services."""
    columns = [key for key in STANDING if published.services.get(key)]
    if not columns:
        return (NotHeld("None of this can be told.", "The data does not hold who has a case."),)
    named = {
        group: titles.get(group, "No service recorded")
        for key in columns
        for group in published.services[key]
    }
    rows: list[Sequence[Any]] = []
    for group, title in sorted(named.items(), key=lambda one: (one[0] == NO_TEAM, one[1])):
        cells = (published.services[key].get(group) for key in columns)
        rows.append((title, *(WITHHELD if cell is None else cell for cell in cells)))
    totals = (published.measures[key].now.figure for key in columns)
    rows.append(
        ("The council", *(one.kept.value if one.count is None else one.count for one in totals))
    )
    return (
        PrintedWords(
            "Where one service has few, the next smallest is withheld with it. The numbers of "
            "services are rounded one by one, so they need not add up. A high number can mean "
            "more children, more need, or fewer staff: it ranks no service. A child may be counted "
            "in several columns.",
            "note",
        ),
        table_of(
            f"By service, on {plain_date(published.day)}",
            ("Service", *(STANDING[key] for key in columns)),
            rows,
            range(1, len(columns) + 1),
            has_total=True,
        ),
    )


def _staff(published: Publication) -> PrintedPart:
    if not published.staff.of:
        return NotHeld("Who does the work is not held.", "It comes with the workforce file.")
    agency, in_post = _cells_of_row(ToldPeriod(published.day, published.day, published.staff))
    points = [f"{_said(in_post)} social workers in post, {_said(agency)} of them from agencies"]
    left = published.measures.get("social_workers_left")
    if left:
        points.append(
            f"Employed social workers who left in the year to {plain_date(left.now.last)}: "
            f"{in_words(left.now.figure)}"
        )
    return PrintedPoints(tuple(points))


def _said(number: int | str) -> str:
    return number if isinstance(number, str) else f"{number:,}"
