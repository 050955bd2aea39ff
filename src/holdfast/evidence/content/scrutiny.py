"""The pack for elected members and the public: how children are served, in totals alone.

Every number that it shows stands here as a cell, with every sum of such numbers that a reader
could make, and is withheld or not over the whole pack at once (``withholding``). A share is shown
only where both its numbers are: so no rounding can give a number back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from holdfast.evidence.content.asked_of import PackSource, plain_date
from holdfast.evidence.content.improvement import StandingPlan, findings_part, promises_part
from holdfast.evidence.content.measured import (
    JudgedMeasure,
    YearOfMeasure,
    by_service,
    judged,
    years_of,
)
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
from holdfast.evidence.withholding.choosing import withheld_of
from holdfast.evidence.withholding.publication import (
    Edition,
    Publication,
    PublishedCell,
    PublishedSum,
)
from holdfast.measures.cases.counting import MeasureCount
from holdfast.measures.charts.verdict import ChartVerdict
from holdfast.query.caseload.staffing import staffing
from holdfast.query.people import team_names

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
STANDING: Mapping[str, str] = {
    "in_need": "Children with an open case",
    "on_plan": "On a protection plan",
    "in_care": "In care",
    "not_held": "No named worker",
    "seen_overdue": "Not seen when due",
    "assessment_overdue": "Assessment past 45 working days",
}
# Those of the one are among those of the other.
WITHIN: Mapping[str, str] = {"on_plan": "in_need", "not_held": "in_need"}
WITHHELD = "withheld"
NO_TEAM = "no team"

WORDS_AND_RULES = (
    "In time: done by the day that law, guidance or the council’s own standard sets. Those still "
    "waiting after that day are counted as not in time.",
    "Protection plan: the plan that a conference makes for a child at risk of significant harm.",
    "No named worker: no worker is recorded for the case, or it lies in a team’s inbox.",
    "Better, no better: whether the last twelve months differ, by more than chance gives, from the "
    "two years before them.",
    "Withheld: a number from 1 to 5, or one from which such a number could be worked out. Noughts "
    "are shown.",
    "Not recorded does not mean not done. The absence of a figure never means that a child is "
    "safe.",
)


@dataclass(frozen=True)
class ScrutinyPack:
    """The document, what is published by it, and the keys of what it withholds."""

    document: PrintedDocument
    publication: Publication
    withheld: frozenset[str]

    def as_edition(self) -> Edition:
        """What readers have once it is out."""
        return Edition(
            {
                one.key: one.value
                for one in self.publication.cells
                if one.shown and one.key not in self.withheld
            },
            self.withheld,
            self.publication.sums,
        )


@dataclass(frozen=True)
class _MemberNumbers:
    """Everything that the pack counts, before anything is withheld."""

    years: Mapping[str, tuple[YearOfMeasure, YearOfMeasure]]
    standing: Mapping[str, Mapping[str, MeasureCount]]
    services: Sequence[tuple[str, str]]
    staff: Mapping[str, int]
    twelve: Sequence[JudgedMeasure]
    day: date


def scrutiny_pack(source: PackSource, earlier: Sequence[Edition] = ()) -> ScrutinyPack:
    """The pack on the source's day, after the editions that are out already.

    Raises BadSetting where those let a small number be found out, whatever is withheld.
    """
    numbers = _numbers(source)
    cells, sums = _cells(numbers)
    publication = Publication(cells, sums, tuple(earlier))
    withheld = withheld_of(publication)
    shown = {one.key: one.value for one in cells if one.shown and one.key not in withheld}
    return ScrutinyPack(_document(source, numbers, shown), publication, withheld)


def _numbers(source: PackSource) -> _MemberNumbers:
    outlook = source.outlook
    standing = by_service(outlook, tuple(STANDING))
    titles = team_names(outlook)
    services = sorted({group for groups in standing.values() for group in groups})
    named = [(one, titles.get(one, "No service recorded")) for one in services]
    figures = staffing(outlook, social_workers=True)
    staff = {
        "employed": figures.employed.people,
        "agency": figures.agency.people,
        "of whom it is not recorded": figures.not_recorded_whether_agency,
        "left": figures.leavers,
    }
    return _MemberNumbers(
        years_of(outlook, tuple(OWED)),
        standing,
        sorted(named, key=lambda one: (one[0] == NO_TEAM, one[1])),
        staff,
        judged(outlook),
        source.day,
    )


# ------------------------------------------------------------------------ what is published


def _cells(numbers: _MemberNumbers) -> tuple[tuple[PublishedCell, ...], tuple[PublishedSum, ...]]:
    cells: list[PublishedCell] = []
    sums: list[PublishedSum] = []
    for years in numbers.years.values():
        for one in years:
            of, counted, rest = (_year_key(one, what) for what in ("of", "in time", "not in time"))
            cells += [
                PublishedCell(of, one.of),
                PublishedCell(counted, one.counted),
                PublishedCell(rest, one.of - one.counted, shown=False),
            ]
            sums.append(PublishedSum(of, (counted, rest)))
    for key in numbers.standing:
        own = {group: _standing(numbers, key, group) for group, _ in numbers.services}
        parts = tuple(_standing_key(numbers, key, group) for group in own)
        cells += [PublishedCell(k, v) for k, v in zip(parts, own.values(), strict=True)]
        total = _standing_key(numbers, key, "")
        cells.append(PublishedCell(total, sum(own.values())))
        sums.append(PublishedSum(total, parts))
    _within(numbers, cells, sums)
    _staff_cells(numbers, cells, sums)
    return tuple(cells), tuple(sums)


def _within(numbers: _MemberNumbers, cells: list[PublishedCell], sums: list[PublishedSum]) -> None:
    """A reader knows that those on a plan are among those with a case: the others are the rest."""
    for inner, outer in WITHIN.items():
        if not {inner, outer} <= numbers.standing.keys():
            continue
        for group in (*(one for one, _ in numbers.services), ""):
            whole, part = (_value(numbers, key, group) for key in (outer, inner))
            if part > whole:  # then nobody can reckon with it
                continue
            rest = f"{_standing_key(numbers, outer, group)}, not {inner}"
            cells.append(PublishedCell(rest, whole - part, shown=False, guarded=False))
            parts = (_standing_key(numbers, inner, group), rest)
            sums.append(PublishedSum(_standing_key(numbers, outer, group), parts))


def _staff_cells(
    numbers: _MemberNumbers, cells: list[PublishedCell], sums: list[PublishedSum]
) -> None:
    posts = [name for name in numbers.staff if name != "left"]
    cells += [PublishedCell(_staff_key(numbers, n), v) for n, v in numbers.staff.items()]
    total = _staff_key(numbers, "in post")
    cells.append(PublishedCell(total, sum(numbers.staff[name] for name in posts)))
    sums.append(PublishedSum(total, tuple(_staff_key(numbers, name) for name in posts)))


def _year_key(one: YearOfMeasure, what: str) -> str:
    return f"{one.measure.key}, {one.first} to {one.last}: {what}"


def _standing_key(numbers: _MemberNumbers, key: str, group: str) -> str:
    return f"{key}, {numbers.day}: {group or 'the council'}"


def _staff_key(numbers: _MemberNumbers, what: str) -> str:
    return f"social workers, {numbers.day}: {what}"


def _standing(numbers: _MemberNumbers, key: str, group: str) -> int:
    found = numbers.standing[key].get(group)
    return int(found.counted) if found else 0


def _value(numbers: _MemberNumbers, key: str, group: str) -> int:
    if group:
        return _standing(numbers, key, group)
    return sum(_standing(numbers, key, one) for one, _ in numbers.services)


# ---------------------------------------------------------------------------------- in words


def _document(
    source: PackSource, numbers: _MemberNumbers, shown: Mapping[str, int]
) -> PrintedDocument:
    plan = StandingPlan(source)
    told = [key for key in STANDING if _standing_key(numbers, key, "") in shown]
    sections = (
        PrintedSection("In short", (PrintedWords(_in_short(numbers, shown), "lead"),)),
        PrintedSection("Six things a child is owed", tuple(_owed(numbers, shown))),
        PrintedSection("What was promised, and where it stands", promises_part(plan, told)),
        PrintedSection(
            "What inspectors found, and what has moved", (*findings_part(plan), *_moved(numbers))
        ),
        PrintedSection("Where", tuple(_where(numbers, shown))),
        PrintedSection("Who does the work", (_staff(numbers, shown),)),
        PrintedSection("Words and rules", (PrintedPoints(WORDS_AND_RULES),)),
    )
    return PrintedDocument(
        "How children are served",
        f"For the scrutiny committee and the public, figures to {plain_date(source.day)}",
        source.about,
        sections,
    )


def _in_short(numbers: _MemberNumbers, shown: Mapping[str, int]) -> str:
    children = _said(shown.get(_standing_key(numbers, "in_need", "")))
    words = [f"The council works with {children} children who have an open case."]
    told = {key: _of_100(numbers.years[key][0], shown) for key in OWED if key in numbers.years}
    seen, assessed = told.get("seen_due_met"), told.get("assessment_due_met")
    if seen is not None and assessed is not None:
        words.append(
            f"Over the year {seen} of 100 who were to be seen after a referral were seen in time, "
            f"and {assessed} of 100 assessments were done in time."
        )
    verdicts = [one.reading.verdict for one in numbers.twelve if one.reading]
    better, worse = (verdicts.count(one) for one in (ChartVerdict.BETTER, ChartVerdict.WORSE))
    words.append(
        f"Of {len(verdicts)} measures that are followed month by month, {better} "
        f"{'has' if better == 1 else 'have'} got better by more than chance, {worse} "
        f"{'has' if worse == 1 else 'have'} got worse, and the others show no change that could be "
        "told from chance."
    )
    return " ".join(words)


def _owed(numbers: _MemberNumbers, shown: Mapping[str, int]) -> Sequence[PrintedPart]:
    if not numbers.years:
        return (NotHeld("None of this can be told.", "The data does not hold what was due when."),)
    shares, rows = [], []
    for key, (now, before) in numbers.years.items():
        share, earlier = _of_100(now, shown), _of_100(before, shown)
        counts = tuple(_pair(one, shown) for one in (now, before))
        said = f"{share} of 100" if share is not None else "Withheld: too few"
        below = [_difference(share, earlier), counts[0]] if share is not None else []
        shares.append(PrintedShare(OWED[key], share, said, tuple(filter(None, below))))
        rows.append((OWED[key], *_cells_of_row(now, shown), *_cells_of_row(before, shown)))
    now, before = next(iter(numbers.years.values()))
    year, year_before = (f"year to {plain_date(one.last)}" for one in (now, before))
    return (
        PrintedWords(
            "Each square is one of a hundred times that it fell due in the year; a filled one was "
            "done in time. Those still waiting are among the empty ones. Some work is done and "
            "not yet recorded. What cannot be determined is in neither number.",
            "note",
        ),
        PrintedShares(tuple(shares)),
        table_of(
            "The same as numbers",
            ("What is owed", f"In time, {year}", "Fell due", f"In time, {year_before}", "Fell due"),
            rows,
            (1, 2, 3, 4),
        ),
    )


def _cells_of_row(one: YearOfMeasure, shown: Mapping[str, int]) -> tuple[int | str, int | str]:
    counted, of = (shown.get(_year_key(one, what), WITHHELD) for what in ("in time", "of"))
    return counted, of


def _of_100(one: YearOfMeasure, shown: Mapping[str, int]) -> int | None:
    counted, of = (shown.get(_year_key(one, what)) for what in ("in time", "of"))
    return None if counted is None or not of else (200 * counted + of) // (2 * of)


def _pair(one: YearOfMeasure, shown: Mapping[str, int]) -> str:
    counted, of = _cells_of_row(one, shown)
    return f"{_said(counted)} of {_said(of)}"


def _difference(now: int | None, before: int | None) -> str:
    if now is None or before is None:
        return ""
    if now == before:
        return "The same as the year before"
    return f"{abs(now - before)} {'more' if now > before else 'fewer'} than the year before"


def _moved(numbers: _MemberNumbers) -> Sequence[PrintedPart]:
    """What the charts of the twelve say: no numbers, so nothing to be withheld."""
    rows = [
        (one.measure.title, one.verdict, one.pace.verdict.capitalize() if one.pace else "Not told")
        for one in numbers.twelve
        if one.reading
    ]
    return (
        table_of(
            "What the figures say of twelve measures now",
            ("Measure", "The last twelve months", "The last two years"),
            rows,
        ),
    )


def _where(numbers: _MemberNumbers, shown: Mapping[str, int]) -> Sequence[PrintedPart]:
    columns = [key for key in STANDING if key in numbers.standing]
    if not columns:
        return (NotHeld("None of this can be told.", "The data does not hold who has a case."),)
    rows: list[Sequence[Any]] = []
    for group, title in (*numbers.services, ("", "The council")):
        cells = (shown.get(_standing_key(numbers, key, group), WITHHELD) for key in columns)
        rows.append((title, *cells))
    return (
        PrintedWords(
            "Numbers from 1 to 5 are withheld, and so is every other from which one could be "
            "worked out. A high number can mean more children, more need, or fewer staff: it ranks "
            "no service. A child may be counted in several columns.",
            "note",
        ),
        table_of(
            f"By service, on {plain_date(numbers.day)}",
            ("Service", *(STANDING[key] for key in columns)),
            rows,
            range(1, len(columns) + 1),
            has_total=True,
        ),
    )


def _staff(numbers: _MemberNumbers, shown: Mapping[str, int]) -> PrintedPart:
    def told(what: str) -> str:
        return _said(shown.get(_staff_key(numbers, what)))

    if not any(numbers.staff.values()):
        return NotHeld("Who does the work is not held.", "It comes with the workforce file.")
    points = [
        f"{told('in post')} social workers in post, {told('agency')} of them from agencies",
        f"{told('left')} social workers left in the year",
    ]
    if numbers.staff["of whom it is not recorded"]:
        unknown = told("of whom it is not recorded")
        points.insert(1, f"Of {unknown} it is not recorded whether an agency sends them")
    return PrintedPoints(tuple(points))


def _said(number: int | str | None) -> str:
    if number is None or number == WITHHELD:
        return f"({WITHHELD})"
    return f"{number:,}"
