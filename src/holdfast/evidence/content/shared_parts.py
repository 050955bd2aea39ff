"""Parts that several packs have: the chain, the twelve measures, the loop, audits, the workforce.

They are figures of the council as they are, small numbers among them: for those who may see them.
"""

from collections.abc import Sequence

from holdfast.case_audits.findings import ShareOfGrade
from holdfast.case_audits.form import Grade
from holdfast.challenge.figures import LoopFigures
from holdfast.challenge.finding import deficit_paths, loop_of_record
from holdfast.challenge.states import LoopState
from holdfast.challenge.tally import loop_figures
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.measured import JudgedMeasure
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedCell,
    PrintedPart,
    PrintedPoints,
    PrintedWords,
    table_of,
)
from holdfast.measures.chain import Measured, weakest
from holdfast.measures.choices import SHARES
from holdfast.measures.measure import MeasureUnit
from holdfast.query.caseload.staffing import staffing


def chain_part(links: Sequence[Measured]) -> tuple[PrintedPart, ...]:
    """Every link, in order: what was done in time, and what waits."""
    rows = [
        (
            one.link.title,
            _share(one.in_time, one.passed),
            one.passed,
            one.open,
            one.overdue,
            "none waits" if one.open == 0 else one.longest_days,
            one.child_days_over,
        )
        for one in links
    ]
    unclear = [one for one in links if one.why]
    told: list[PrintedPart] = [
        PrintedWords(
            "Done in the twelve months and in time; open on the day, and overdue; the longest open "
            "wait in days; and how many child-days were spent overdue. No average is made of them: "
            "it would hide the weak link.",
            "note",
        ),
        table_of(
            "The chain, from the first contact to the end",
            ("Step", "In time", "Done", "Open", "Overdue", "Longest wait", "Child-days over"),
            rows,
            range(1, 7),
        ),
    ]
    if unclear:
        points = tuple(f"{one.link.title}: {one.why}" for one in unclear)
        told += [PrintedWords("What cannot be determined, or only in part:"), PrintedPoints(points)]
    return tuple(told)


def weakest_sentence(links: Sequence[Measured]) -> str:
    """The links that hold children up longest, in words."""
    worst = weakest(links)
    if not worst:
        return "No step of the chain holds a child up beyond its day, as far as can be told."
    named = "; ".join(
        f"{one.link.title.lower()} ({one.overdue:,} overdue, {one.child_days_over:,} child-days "
        "over in the year)"
        for one in worst
    )
    return f"Children wait longest at: {named}."


def twelve_part(found: Sequence[JudgedMeasure]) -> tuple[PrintedPart, ...]:
    """The twelve measures: their last settled month, what the chart says, and their pace."""
    rows = []
    for one in found:
        last = next((m for m in reversed(one.months) if m.settled and m.value is not None), None)
        rows.append(
            (
                one.measure.title,
                _value(one.measure.unit, last.value) if last and last.value is not None else None,
                f"{last.counted:,} of {last.of:,}" if last else None,
                f"{last.first:%B %Y}" if last else None,
                _value(one.measure.unit, one.target) if one.target is not None else "none set",
                one.verdict,
                one.pace.verdict.capitalize() if one.pace else "Cannot be determined",
            )
        )
    return (
        PrintedWords(
            "Better and worse are said only where the last twelve months differ from the two years "
            "before by more than chance gives; of twelve charts one or two will by chance alone.",
            "note",
        ),
        table_of(
            "Twelve measures",
            ("Measure", "Latest", "Of how many", "Month", "Target", "Chart", "Pace"),
            rows,
            (1,),
        ),
    )


def loop_part(source: PackSource) -> tuple[PrintedPart, ...]:
    """How far deficits came: seen, challenged, directed, evidenced, verified, held."""
    choices = loop_of_record(source.outlook).choices
    paths = deficit_paths(source.outlook, source.said)
    found = loop_figures(paths, source.day, choices.held_days)
    states = (
        (state.value.capitalize(), found.reached[state], found.open_in[state])
        for state in LoopState
    )
    return (
        PrintedWords(
            "A deficit is a step for a child that is overdue by more than the days the council "
            "chose, or a concern that is true: of the last twelve months. Evidenced means an event "
            "in the record, not a tick.",
            "note",
        ),
        table_of(
            f"{found.deficits:,} deficits, {found.open:,} of them open",
            ("State", "Came so far", "Open, and no further"),
            tuple(states),
            (1, 2),
        ),
        PrintedPoints(_loop_sentences(found)),
    )


def _loop_sentences(found: LoopFigures) -> tuple[str, ...]:
    return (
        f"Silent: of {found.silent_seen:,} that were supervised while open, nothing was said of "
        f"{found.silent:,}; of {found.untold:,} more it is not recorded whether anything was.",
        f"Closed without an event that shows the step done: {found.on_paper:,}.",
        f"Came back: {found.recurred_ripe:,} of {found.ripe:,} that were put right long enough ago "
        "to tell.",
        f"Cannot be determined: {found.unclear:,}.",
    )


def audits_part(source: PackSource) -> tuple[PrintedPart, ...]:
    """The grades of cases drawn at random, with how sure that is."""
    if source.audits is None or not source.audits.found.drawn:
        return (
            NotHeld(
                "No audit of a case drawn at random is held.",
                "Rounds are drawn and graded on the page of case audits.",
            ),
        )
    found, form = source.audits.found, source.audits.form
    rows: list[tuple[PrintedCell, ...]] = [
        (one.grade.in_words.capitalize(), one.count, one.of, f"{one.low:.0%} to {one.high:.0%}")
        for one in found.overall
    ]
    domains = [
        (domain.title, *(_at_least_good(found.domains[domain.key])))
        for domain in form.domains
        if found.domains.get(domain.key)
    ]
    told: list[PrintedPart] = [
        PrintedWords(
            f"{found.drawn} cases were drawn at random in twelve months, and {found.waiting} have "
            f"no grade yet. {found.chosen} more were chosen by somebody, and do not speak for the "
            "service."
        ),
        table_of("Grades of the whole case", ("Grade", "Cases", "Of", "Between"), rows, (1, 2)),
    ]
    if domains:
        told.append(
            table_of("By domain: good or better", ("Domain", "Cases", "Of"), domains, (1, 2))
        )
    return tuple(told)


def workforce_part(source: PackSource) -> tuple[PrintedPart, ...]:
    """Who does the work, as the workforce file tells."""
    found = staffing(source.outlook, social_workers=True)
    if not (found.employed.people or found.agency.people or found.not_recorded_whether_agency):
        return (NotHeld("Who does the work is not held.", "It comes with the workforce file."),)
    rows: list[tuple[PrintedCell, ...]] = [
        ("Employed", found.employed.people),
        ("From agencies", found.agency.people),
        ("Not recorded whether from an agency", found.not_recorded_whether_agency),
        ("Newly qualified", found.newly_qualified),
        ("Away on the day", found.away),
        ("Posts", found.posts),
        ("Left in twelve months", found.leavers),
        ("Came in twelve months", found.came),
        ("Recruits still to begin", found.recruits),
    ]
    return (
        table_of(f"Social workers on {plain_date(source.day)}", ("Who", "How many"), rows, (1,)),
    )


def _at_least_good(shares: Sequence[ShareOfGrade]) -> tuple[int, int]:
    given = [one for one in shares if one.of]
    good = sum(one.count for one in given if one.grade >= Grade.GOOD)
    return good, max((one.of for one in given), default=0)


def _share(part: int | None, whole: int | None) -> str | None:
    """A share in per cent, where there is anything to take it of."""
    if part is None or whole is None:
        return "cannot be determined"
    return f"{part / whole:.0%}" if whole else "none done"


def _value(unit: MeasureUnit, value: float) -> str:
    return f"{value:.0%}" if unit in SHARES else f"{value:,.4g}"
