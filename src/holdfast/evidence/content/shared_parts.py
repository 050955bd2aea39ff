"""Parts that several packs have: the chain, the twelve measures, the loop, audits, the workforce.

They are figures of the council as they are, small numbers among them: for those who may see them.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from holdfast.case_audits.findings import ShareOfGrade
from holdfast.case_audits.form import Grade
from holdfast.challenge.figures import LoopFigures
from holdfast.challenge.finding import deficit_paths, loop_of_record
from holdfast.challenge.states import LoopState
from holdfast.challenge.tally import loop_figures
from holdfast.count_words import count_of
from holdfast.days import add_months
from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.measured import verdict_words
from holdfast.evidence.documents.document import (
    NotHeld,
    PrintedCell,
    PrintedChart,
    PrintedCharts,
    PrintedPart,
    PrintedPoints,
    PrintedWords,
    table_of,
)
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.chain import Measured, weakest
from holdfast.measures.charts.drawing import SMALL
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.measures.choices import SHARES
from holdfast.measures.judged import JudgedMeasure
from holdfast.measures.measure import MeasureUnit
from holdfast.query.caseload.staffing import staffing

_CHARTED = 48  # months: no chart reaches further back


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


def twelve_part(found: Sequence[JudgedMeasure], source: PackSource) -> tuple[PrintedPart, ...]:
    """The twelve measures: their charts, their last settled month, the verdict and their pace.

    Under them what the charts mark by letters: causes, turns of leadership and inspections.
    """
    return (
        PrintedWords(
            "Better and worse are said only where the last twelve months differ from the two years "
            "before by more than chance gives; of twelve charts one or two will by chance alone.",
            "note",
        ),
        PrintedWords(_HOW_TO_READ, "note"),
        PrintedCharts(tuple(_charts(found))),
        table_of(
            "Twelve measures",
            ("Measure", "Latest settled", "Of how many", "Month", "Target", "Chart", "Pace"),
            [_row_of_measure(one) for one in found],
            (1,),
        ),
        *_meanwhile(found, source.day),
    )


_HOW_TO_READ = (
    "Each dot is a month. The line across is the mean of the months that set the limits, the "
    "dashed ones are the limits of chance; a red diamond is more than chance, a ring may still "
    "change as work is written up, and the shaded year is judged. A dotted line is the target. The "
    "level of a measure is where the line through its latest two years stands in the last settled "
    "month, without the ups and downs of single months."
)


def _charts(found: Sequence[JudgedMeasure]) -> Iterator[PrintedChart]:
    for one in found:
        drawing = one.draw(SMALL)
        if drawing:
            said = f"{one.sentence} {one.target_words}".strip()
            yield PrintedChart(one.measure.title, verdict_words(one), said, drawing)


def _row_of_measure(one: JudgedMeasure) -> tuple[PrintedCell, ...]:
    unit = one.measure.unit
    last = next((m for m in reversed(one.months) if m.settled and m.value is not None), None)
    return (
        one.measure.title,
        _value(unit, last.value) if last and last.value is not None else None,
        _of_how_many(unit, last) if last else None,
        f"{last.first:%B %Y}" if last else None,
        _value(unit, one.target) if one.target is not None else "none set",
        verdict_words(one),
        one.pace_words or "Cannot be determined",
    )


def _of_how_many(unit: MeasureUnit, last: MeasureCount) -> str:
    """What was counted and out of what; of a number that is out of nothing, nothing more."""
    if unit is MeasureUnit.TIMES and last.of == last.counted:
        return "a count"
    return f"{last.counted:,} of {last.of:,}"


def verdicts_sentence(found: Sequence[JudgedMeasure]) -> str:
    """Which of the twelve got better and worse by more than chance, in words."""
    charted = [one for one in found if one.reading]

    def named(verdict: ChartVerdict, words: str) -> str:
        those = [one for one in charted if one.reading and one.reading.verdict is verdict]
        titles = "; ".join(one.measure.title.partition(":")[0].lower() for one in those)
        return f"{len(those)} {words}{f' ({titles})' if titles else ''}"

    return (
        f"Against the two years before, of {count_of(len(charted), 'measure')} followed month by "
        f"month {named(ChartVerdict.BETTER, 'got better')} and "
        f"{named(ChartVerdict.WORSE, 'got worse')}; the others show no change that could be told "
        "from chance."
    )


def _meanwhile(found: Sequence[JudgedMeasure], day: date) -> tuple[PrintedPart, ...]:
    since = add_months(day, -_CHARTED)
    lettered = found[0].lettered if found else []
    rows = [
        (letter, one.words, plain_date(one.day))
        for letter, one in lettered
        if since <= one.day <= day
    ]
    if not rows:
        return ()
    return (table_of("What happened in these months", ("On the charts", "What", "Day"), rows),)


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
        PrintedPoints(_loop_sentences(found, "supervisions" in source.outlook.overlay.feeds)),
    )


def _loop_sentences(found: LoopFigures, supervised: bool) -> tuple[str, ...]:
    silent = (
        f"Silent: of {found.silent_seen:,} that were supervised while open, nothing was said of "
        f"{found.silent:,}; of {found.untold:,} more it is not recorded whether anything was."
    )
    no_supervision = (
        "The data carries no supervision: whether deficits were discussed or challenged there "
        "cannot be determined. What is counted above was entered in Holdfast."
    )
    return (
        silent if supervised else no_supervision,
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
            f"{count_of(found.drawn, 'case was,cases were')} drawn at random in twelve months, and "
            f"{count_of(found.waiting, 'has,have')} no grade yet. "
            f"{count_of(found.chosen, 'more was,more were')} chosen by somebody, which says "
            "nothing of the service as a whole."
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
